// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {MerklePatricia} from "../../src/libraries/MerklePatricia.sol";
import {Rlp} from "../../src/libraries/Rlp.sol";
import {Asserts} from "../kit/Asserts.sol";
import {Tries} from "../kit/Tries.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

contract MerklePatriciaTest is Asserts {
    using Tries for Tries.Trie;

    // ---- doors that give the library calldata

    function get(bytes32 root, bytes32 key, bytes[] calldata proof) external pure returns (bytes memory) {
        (uint256 from, uint256 to) = MerklePatricia.get(root, key, proof);
        return msg.data[from:to];
    }

    function slot(bytes32 root, bytes32 position, bytes[] calldata proof) external pure returns (bytes32) {
        return MerklePatricia.slot(root, position, proof);
    }

    function account(bytes32 root, address owner, bytes[] calldata proof) external pure returns (bytes32, bytes32) {
        return MerklePatricia.account(root, owner, proof);
    }

    function oracle(bytes32 root, bytes32 key, bytes[] calldata proof) external pure returns (bytes memory) {
        return TrieProof.traverse(root, abi.encodePacked(key), proof);
    }

    // ---- what holds

    /// Keys spread like hashes, and keys that share all but their last nibbles, so that nodes are inlined.
    function trieOf(uint256 seed, uint256 size, bool crowded) private pure returns (Tries.Trie memory t) {
        t = Tries.Trie(new bytes32[](size), new bytes[](size));
        for (uint256 i = 0; i < size; ++i) {
            bytes32 h = keccak256(abi.encode(seed, i));
            t.keys[i] = crowded ? bytes32((uint256(keccak256(abi.encode(seed))) & ~uint256(0xffff)) | (i * 257)) : h;
            bytes memory long = abi.encodePacked(h, h, h);
            t.values[i] = crowded ? abi.encodePacked(uint8(i + 1)) : i % 3 == 0 ? long : abi.encodePacked(h);
        }
    }

    function testFuzz_everyKeyIsProvenAsTheOracleDoes(uint256 seed, uint256 size, bool crowded) public view {
        Tries.Trie memory t = trieOf(seed, bound(size, 1, 14), crowded);
        bytes32 root = t.root();
        for (uint256 i = 0; i < t.keys.length; ++i) {
            bytes[] memory proof = t.prove(t.keys[i]);
            bytes memory value = this.get(root, t.keys[i], proof);
            assertEq(keccak256(value), keccak256(t.values[i]), "value");
            assertEq(keccak256(this.oracle(root, t.keys[i], proof)), keccak256(value), "oracle");
        }
    }

    function test_accountAndSlot() public view {
        (bytes32 root, bytes[] memory proof) = accountTrie(address(0xbeef), keccak256("storage"), keccak256("code"));
        (bytes32 storageRoot, bytes32 codeHash) = this.account(root, address(0xbeef), proof);
        assertEq(storageRoot, keccak256("storage"), "storage root");
        assertEq(codeHash, keccak256("code"), "code hash");
        bytes32[3] memory words = [bytes32(uint256(1)), bytes32(uint256(0x80)), keccak256("word")];
        for (uint256 i = 0; i < words.length; ++i) {
            Tries.Trie memory t = Tries.Trie(new bytes32[](1), new bytes[](1));
            t.keys[0] = keccak256(abi.encode(uint256(7)));
            t.values[0] = RLP.encode(uint256(words[i]));
            assertEq(this.slot(t.root(), bytes32(uint256(7)), t.prove(t.keys[0])), words[i], "slot");
        }
    }

    function accountTrie(address owner, bytes32 storageRoot, bytes32 codeHash)
        private
        pure
        returns (bytes32, bytes[] memory)
    {
        Tries.Trie memory t = trieOf(1, 9, false);
        t.keys[4] = keccak256(abi.encodePacked(owner));
        bytes[] memory fields = new bytes[](4);
        (fields[0], fields[1]) = (RLP.encode(uint256(1)), RLP.encode(uint256(0)));
        (fields[2], fields[3]) = (RLP.encode(storageRoot), RLP.encode(codeHash));
        t.values[4] = RLP.encode(fields);
        return (t.root(), t.prove(t.keys[4]));
    }

    // ---- what does not

    function testFuzz_changedBit_fail(uint256 seed, uint256 size, uint256 key, uint256 where, bool crowded)
        public
        view
    {
        Tries.Trie memory t = trieOf(seed, bound(size, 1, 14), crowded);
        bytes32 wanted = t.keys[bound(key, 0, t.keys.length - 1)];
        bytes32 root = t.root();
        bytes[] memory proof = t.prove(wanted);
        uint256 node = where % proof.length;
        uint256 bit = (where >> 8) % (proof[node].length * 8);
        proof[node][bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        mustRefuse(root, wanted, proof, abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, node));
    }

    function testFuzz_cutOrExtended_fail(uint256 seed, uint256 size, uint256 key, bool crowded) public view {
        Tries.Trie memory t = trieOf(seed, bound(size, 1, 14), crowded);
        bytes32 wanted = t.keys[bound(key, 0, t.keys.length - 1)];
        bytes32 root = t.root();
        bytes[] memory proof = t.prove(wanted);
        bytes[] memory shorter = new bytes[](proof.length - 1);
        bytes[] memory longer = new bytes[](proof.length + 1);
        for (uint256 i = 0; i < proof.length; ++i) {
            if (i < shorter.length) shorter[i] = proof[i];
            longer[i] = proof[i];
        }
        longer[proof.length] = proof[proof.length - 1];
        mustRefuse(root, wanted, shorter, abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, shorter.length));
        mustRefuse(root, wanted, longer, abi.encodeWithSelector(MerklePatricia.NodeNotNeeded.selector, proof.length));
    }

    function testFuzz_absentKey_fail(uint256 seed, uint256 size, bytes32 absent, bool crowded) public view {
        Tries.Trie memory t = trieOf(seed, bound(size, 1, 14), crowded);
        // Absent keys far away and close by.
        if (crowded) absent = t.keys[0] ^ bytes32(uint256(absent) & 0xf0);
        for (uint256 i = 0; i < t.keys.length; ++i) {
            vm.assume(t.keys[i] != absent);
        }
        bytes[] memory proof = t.prove(absent);
        (bool ok, bytes memory why) = tryGet(t.root(), absent, proof);
        assertFalse(ok, "an absent key was proven");
        assertEq(bytes32(bytes4(why)), bytes32(MerklePatricia.KeyAbsent.selector), "reason");
    }

    function test_proofOfAnotherKey_fail() public view {
        Tries.Trie memory t = trieOf(5, 20, false);
        bytes[] memory proof = t.prove(t.keys[3]);
        (bool ok,) = tryGet(t.root(), t.keys[4], proof);
        assertFalse(ok, "another key");
    }

    function test_noProof_fail() public view {
        bytes32 empty = 0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421;
        mustRefuse(
            empty, keccak256("k"), new bytes[](0), abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, 0)
        );
    }

    function test_emptyTrie_fail() public view {
        bytes[] memory proof = new bytes[](1);
        proof[0] = hex"80";
        (bool ok, bytes memory why) = tryGet(keccak256(proof[0]), keccak256("k"), proof);
        assertFalse(ok, "empty trie");
        assertEq(bytes32(bytes4(why)), bytes32(Rlp.MalformedRlp.selector), "reason");
    }

    /// Nodes that no trie has, each as a root of its own.
    function test_malformedNodes_fail() public view {
        bytes memory key = bytes.concat(hex"20", abi.encode(keccak256("k")));
        bytes memory a32 = bytes.concat(hex"a0", abi.encode(keccak256("x")));
        bytes memory path = bytes.concat(hex"a1", key);
        malformed(list(bytes.concat(path, hex"80")), MerklePatricia.KeyAbsent.selector); // an empty value
        malformed(list(bytes.concat(path, hex"c101")), MerklePatricia.NodeMalformed.selector); // a list as value
        malformed(list(bytes.concat(path, hex"01", hex"01")), MerklePatricia.NodeMalformed.selector); // three items
        malformed(list(path), Rlp.MalformedRlp.selector); // one item
        malformed(list(""), Rlp.MalformedRlp.selector); // no item
        malformed(list(bytes.concat(hex"80", a32)), MerklePatricia.NodeMalformed.selector); // no path
        malformed(list(bytes.concat(hex"00", a32)), MerklePatricia.NodeMalformed.selector); // an empty extension
        malformed(list(bytes.concat(hex"60", a32)), MerklePatricia.NodeMalformed.selector); // unknown prefix
        malformed(list(bytes.concat(hex"21", a32)), MerklePatricia.NodeMalformed.selector); // padding not zero
        malformed(list(bytes.concat(hex"c100", a32)), MerklePatricia.NodeMalformed.selector); // a list as path
        malformed(list(bytes.concat(hex"16", hex"8101")), Rlp.MalformedRlp.selector); // not the shortest form
        malformed(bytes.concat(list(bytes.concat(path, hex"01")), hex"00"), Rlp.MalformedRlp.selector); // a byte follows
        malformed(list(hex"a1"), Rlp.MalformedRlp.selector); // longer than what holds it
        malformed(list(bytes.concat(hex"20", a32)), MerklePatricia.KeyAbsent.selector); // a leaf whose path ends early
        bytes memory eighteen = hex"808080808080808080808080808080808080";
        malformed(list(eighteen), MerklePatricia.NodeMalformed.selector);
        bytes memory sixteen = hex"80808080808080808080808080808080";
        malformed(list(sixteen), MerklePatricia.NodeMalformed.selector);
        // A node of 32 bytes inlined in its parent.
        uint8 nibble = uint8(uint256(keccak256("k")) >> 252);
        bytes memory inlined = bytes.concat(hex"df", new bytes(31));
        bytes memory branch = bytes.concat(repeat(nibble), inlined, repeat(16 - nibble));
        malformed(list(branch), MerklePatricia.NodeMalformed.selector);
        // An extension whose reference is one byte.
        malformed(list(abi.encodePacked(uint8(0x10 | nibble), hex"05")), MerklePatricia.NodeMalformed.selector);
    }

    /// A node below the root that is short enough to stand in its parent, and a branch below a path that is whole already.
    function test_nodesThatNoTrieReaches_fail() public view {
        bytes32 key = keccak256("k");
        bytes1 odd = bytes1(0x10 | (uint8(key[0]) >> 4));
        bytes[] memory proof = new bytes[](2);
        proof[1] = list(hex"2001");
        proof[0] = list(bytes.concat(odd, hex"a0", keccak256(proof[1])));
        mustRefuse(keccak256(proof[0]), key, proof, abi.encodeWithSelector(MerklePatricia.NodeMalformed.selector, 1));
        proof[1] = list(bytes.concat(hex"a0", key, repeat(16)));
        proof[0] = list(bytes.concat(hex"a100", key, hex"a0", keccak256(proof[1])));
        mustRefuse(keccak256(proof[0]), key, proof, abi.encodeWithSelector(MerklePatricia.NodeMalformed.selector, 1));
    }

    function malformed(bytes memory node, bytes4 reason) private view {
        bytes[] memory proof = new bytes[](1);
        proof[0] = node;
        (bool ok, bytes memory why) = tryGet(keccak256(node), keccak256("k"), proof);
        assertFalse(ok, "malformed node");
        assertEq(bytes32(bytes4(why)), bytes32(reason), "reason");
    }

    function list(bytes memory payload) private pure returns (bytes memory) {
        if (payload.length < 56) return bytes.concat(bytes1(uint8(0xc0 + payload.length)), payload);
        return bytes.concat(hex"f8", bytes1(uint8(payload.length)), payload);
    }

    function repeat(uint8 times) private pure returns (bytes memory empties) {
        empties = new bytes(times);
        for (uint256 i = 0; i < times; ++i) {
            empties[i] = 0x80;
        }
    }

    /// Three fields, five, and none: a string where the list should be, though the four fields stand in it.
    function test_accountOfOtherFields_fail() public view {
        bytes memory hash = bytes.concat(hex"a0", abi.encode(keccak256("x")));
        notAnAccount(list(bytes.concat(hex"0180", hash)));
        notAnAccount(list(bytes.concat(hex"0180", hash, hash, hex"01")));
        notAnAccount(bytes.concat(hex"b842", hash, hash));
        notAnAccount(bytes.concat(hex"b8440180", hash, hash));
    }

    function notAnAccount(bytes memory value) private view {
        Tries.Trie memory t = Tries.Trie(new bytes32[](1), new bytes[](1));
        t.keys[0] = keccak256(abi.encodePacked(address(this)));
        t.values[0] = value;
        bytes[] memory proof = t.prove(t.keys[0]);
        bytes32 root = t.root();
        (bool ok, bytes memory why) =
            address(this).staticcall(abi.encodeCall(this.account, (root, address(this), proof)));
        assertFalse(ok, "account");
        assertEq(bytes32(bytes4(why)), bytes32(Rlp.MalformedRlp.selector), "reason");
    }

    function test_storedZero_fail() public view {
        Tries.Trie memory t = Tries.Trie(new bytes32[](1), new bytes[](1));
        t.keys[0] = keccak256(abi.encode(uint256(7)));
        t.values[0] = hex"80";
        bytes[] memory proof = t.prove(t.keys[0]);
        bytes32 root = t.root();
        (bool ok, bytes memory why) =
            address(this).staticcall(abi.encodeCall(this.slot, (root, bytes32(uint256(7)), proof)));
        assertFalse(ok, "slot");
        assertEq(bytes32(bytes4(why)), bytes32(Rlp.MalformedRlp.selector), "reason");
    }

    function tryGet(bytes32 root, bytes32 key, bytes[] memory proof) private view returns (bool ok, bytes memory out) {
        return address(this).staticcall(abi.encodeCall(this.get, (root, key, proof)));
    }

    function mustRefuse(bytes32 root, bytes32 key, bytes[] memory proof, bytes memory why) private view {
        (bool ok, bytes memory out) = tryGet(root, key, proof);
        assertFalse(ok, "a bad proof passed");
        assertEq(keccak256(out), keccak256(why), "reason");
    }
}
