// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The one tree of Torrens on chain: RFC 9162 section 2.1, SHA-256, leaves under 0x00 and nodes under 0x01.
library Rfc9162 {
    /// @notice Whether `leaf` (a leaf hash) stands at `index` of the tree of `size` leaves with this root (section 2.1.3.2).
    function included(uint64 index, uint64 size, bytes32 leaf, bytes32 root, bytes32[] calldata proof)
        internal
        view
        returns (bool)
    {
        if (index >= size) return false;
        unchecked {
            (uint256 fn, uint256 sn) = (index, size - 1);
            bytes32 hash = leaf;
            for (uint256 i = 0; i < proof.length; ++i) {
                if (sn == 0) return false;
                if (fn & 1 == 1 || fn == sn) {
                    hash = node(proof[i], hash);
                    (fn, sn) = _rise(fn, sn);
                } else {
                    hash = node(hash, proof[i]);
                }
                (fn, sn) = (fn >> 1, sn >> 1);
            }
            return sn == 0 && hash == root;
        }
    }

    /// @notice Whether the tree of `newSize` leaves extends that of `oldSize` (section 2.1.4.2); 0 < oldSize < newSize.
    function consistent(uint64 oldSize, uint64 newSize, bytes32 oldRoot, bytes32 newRoot, bytes32[] calldata proof)
        internal
        view
        returns (bool)
    {
        if (oldSize == 0 || oldSize >= newSize || proof.length == 0) return false;
        unchecked {
            (uint256 fn, uint256 sn) = (oldSize - 1, newSize - 1);
            while (fn & 1 == 1) {
                (fn, sn) = (fn >> 1, sn >> 1);
            }
            // An old tree of 2^k leaves is itself the first node; the proof leaves it out.
            uint256 i = oldSize & (oldSize - 1) == 0 ? 0 : 1;
            bytes32 oldHash = i == 0 ? oldRoot : proof[0];
            bytes32 newHash = oldHash;
            for (; i < proof.length; ++i) {
                if (sn == 0) return false;
                bytes32 sibling = proof[i];
                if (fn & 1 == 1 || fn == sn) {
                    (oldHash, newHash) = (node(sibling, oldHash), node(sibling, newHash));
                    (fn, sn) = _rise(fn, sn);
                } else {
                    newHash = node(newHash, sibling);
                }
                (fn, sn) = (fn >> 1, sn >> 1);
            }
            return sn == 0 && oldHash == oldRoot && newHash == newRoot;
        }
    }

    /// @notice SHA-256(0x01 ‖ left ‖ right).
    /// @dev sha256(abi.encodePacked(uint8(1), left, right)), at 455 gas a node instead of 1,096: the free memory is written
    /// but not claimed. The precompile fails only without gas, and then so does the caller.
    function node(bytes32 left, bytes32 right) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            mstore(add(free, 1), left)
            mstore(add(free, 33), right)
            if iszero(staticcall(gas(), 2, free, 65, 0, 32)) { revert(0, 0) }
            hash := mload(0)
        }
    }

    /// @dev Up to where the node has a left sibling: until the last bit of fn is set, or nothing is left of it.
    function _rise(uint256 fn, uint256 sn) private pure returns (uint256, uint256) {
        while (fn & 1 == 0 && fn != 0) {
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return (fn, sn);
    }
}
