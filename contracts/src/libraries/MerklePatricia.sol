// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Rlp} from "./Rlp.sol";

/// @notice Walks Merkle-Patricia proofs in calldata, as eth_getProof gives them (Yellow Paper appendix D, EIP-1186): the nodes
/// from the root down, each once, without those inlined in their parent. Only presence is proven; absence reverts.
/// @dev About half the gas of OpenZeppelin's TrieProof, which is its differential oracle in tests.
library MerklePatricia {
    /// @notice Node `index` is missing or does not hash to its reference.
    /// @param index Place of the node in the proof.
    error NodeMismatch(uint256 index);
    /// @notice Node `index` is no trie node: neither a branch of 17 items nor a pair, or a path with an unknown prefix.
    /// @param index Place of the node in the proof.
    error NodeMalformed(uint256 index);
    /// @notice The proof shows, at node `index`, that the key is not in the trie.
    /// @param index Place of the node in the proof.
    error KeyAbsent(uint256 index);
    /// @notice The path ends before the proof does.
    /// @param index Place of the first node that is not needed.
    error NodeNotNeeded(uint256 index);

    /// @notice Proves an account: key keccak256(address); its storage root and code hash.
    function account(bytes32 stateRoot, address owner, bytes[] calldata proof)
        internal
        pure
        returns (bytes32 storageRoot, bytes32 codeHash)
    {
        (uint256 pos, uint256 end) = get(stateRoot, keccak256(abi.encodePacked(owner)), proof);
        uint256 last;
        bool isList;
        (pos, last, isList) = Rlp.item(pos, end);
        if (!isList || last != end) revert Rlp.MalformedRlp(pos);
        pos = Rlp.skipNumber(pos, end, 8);
        pos = Rlp.skipNumber(pos, end, 32);
        (storageRoot, pos) = Rlp.hash(pos, end);
        (codeHash, pos) = Rlp.hash(pos, end);
        if (pos != end) revert Rlp.MalformedRlp(pos);
    }

    /// @notice Proves a storage slot: key keccak256(slot); its value, never zero.
    function slot(bytes32 storageRoot, bytes32 position, bytes[] calldata proof) internal pure returns (bytes32 value) {
        (uint256 pos, uint256 end) = get(storageRoot, keccak256(abi.encode(position)), proof);
        (uint256 number, uint256 next) = Rlp.number(pos, end, 32);
        if (next != end || number == 0) revert Rlp.MalformedRlp(pos);
        value = bytes32(number);
    }

    /// @notice Proves the value under a 32-byte key.
    /// @return pos Where it begins in calldata. @return end Where it ends.
    function get(bytes32 root, bytes32 key, bytes[] calldata proof) internal pure returns (uint256 pos, uint256 end) {
        (uint256 nibbles, uint256 index, bool leaf) = (0, 0, false);
        for (bytes32 expected = root;; expected = bytes32(Rlp.load(pos))) {
            if (index == proof.length) revert NodeMismatch(index);
            (pos, end) = _node(proof[index], expected, index);
            bool inlined = true;
            while (inlined) {
                (pos, end, nibbles, leaf, inlined) = _step(pos, end, key, nibbles, index);
            }
            ++index;
            if (leaf) break;
        }
        if (index != proof.length) revert NodeNotNeeded(index);
    }

    /// @dev A node must hash to its reference; one under 32 bytes stands in its parent, the root excepted.
    function _node(bytes calldata encoded, bytes32 expected, uint256 index)
        private
        pure
        returns (uint256 pos, uint256 end)
    {
        if (keccak256(encoded) != expected) revert NodeMismatch(index);
        if (index != 0 && encoded.length < 32) revert NodeMalformed(index);
        return Rlp.list(encoded);
    }

    /// @dev Walks one node, whose items lie in pos..end, and gives where what it leads to lies: the items of an inlined node, the
    /// hash of the next, or the value of the leaf.
    function _step(uint256 pos, uint256 end, bytes32 key, uint256 nibbles, uint256 index)
        private
        pure
        returns (uint256 data, uint256 next, uint256 walked, bool leaf, bool inlined)
    {
        bool isList;
        (data, next, isList) = Rlp.item(pos, end);
        uint256 third = Rlp.skip(next, end);
        if (third == end) {
            if (isList) revert NodeMalformed(index);
            (walked, leaf) = _path(data, next, key, nibbles, index);
            pos = next;
        } else {
            if (nibbles == 64) revert NodeMalformed(index);
            uint256 nibble = (uint256(key) >> (252 - 4 * nibbles)) & 15;
            pos = _branch(third, end, nibble == 0 ? pos : next, nibble, index);
            walked = nibbles + 1;
        }
        (data, next, isList) = Rlp.item(pos, end);
        if (isList) {
            if (leaf || next - pos > 31) revert NodeMalformed(index);
            return (data, next, walked, false, true);
        }
        if (next == data) revert KeyAbsent(index);
        if (!leaf && next - data != 32) revert NodeMalformed(index);
    }

    /// @dev Gives where item `nibble` of a branch begins, and counts all 17. `third` begins the third item; `found` is the answer
    /// when it is one of the two before.
    function _branch(uint256 third, uint256 end, uint256 found, uint256 nibble, uint256 index)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 count = 2;
            for (uint256 pos = third; pos != end; ++count) {
                if (count == nibble) found = pos;
                uint256 head = Rlp.load(pos) >> 248;
                // Nearly every item is an empty string or a hash; the one taken is read again within its bounds.
                if (head == 0x80) ++pos;
                else if (head == 0xa0 && pos + 33 <= end) pos += 33;
                else pos = Rlp.skip(pos, end);
            }
            if (count != 17) revert NodeMalformed(index);
            return found;
        }
    }

    /// @dev Compares a hex-prefix path with the key from `nibbles` on.
    function _path(uint256 data, uint256 end, bytes32 key, uint256 nibbles, uint256 index)
        private
        pure
        returns (uint256 walked, bool leaf)
    {
        unchecked {
            uint256 size = end - data;
            uint256 head = Rlp.load(data) >> 248;
            uint256 odd = (head >> 4) & 1;
            leaf = head >= 0x20;
            uint256 count = 2 * size + odd - 2;
            // Size first: an empty path makes `count` wrap.
            if (size == 0 || size > 33 || head > 0x3f || (odd == 0 && head & 15 != 0)) revert NodeMalformed(index);
            if (count == 0 && !leaf) revert NodeMalformed(index);
            walked = nibbles + count;
            if (walked > 64 || (leaf && walked != 64)) revert KeyAbsent(index);
            if (count != 0 && _part(data, odd, count) != (uint256(key) << (4 * nibbles)) >> (256 - 4 * count)) {
                revert KeyAbsent(index);
            }
        }
    }

    /// @dev The nibbles of a hex-prefix path, right-aligned; there are between one and 64.
    function _part(uint256 data, uint256 odd, uint256 count) private pure returns (uint256) {
        unchecked {
            return (Rlp.load(data + 1 - odd) << (4 * odd)) >> (256 - 4 * count);
        }
    }
}
