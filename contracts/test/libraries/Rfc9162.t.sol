// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Rfc9162} from "../../src/libraries/Rfc9162.sol";
import {Asserts} from "../kit/Asserts.sol";
import {Trees} from "../kit/Trees.sol";

contract Rfc9162Test is Asserts {
    // ---- doors that give the library calldata

    function consistent(uint64 m, uint64 n, bytes32 oldRoot, bytes32 newRoot, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return Rfc9162.consistent(m, n, oldRoot, newRoot, proof);
    }

    function included(uint64 index, uint64 size, bytes32 leaf, bytes32 root, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return Rfc9162.included(index, size, leaf, root, proof);
    }

    function everyOldSize(uint64 n) external view {
        bytes32 newRoot = Trees.root(0, n);
        for (uint64 m = 1; m < n; ++m) {
            assertTrue(this.consistent(m, n, Trees.root(0, m), newRoot, Trees.proof(m, n)), "consistent");
        }
    }

    function everyIndex(uint64 n) external view {
        bytes32 root = Trees.root(0, n);
        for (uint64 i = 0; i < n; ++i) {
            assertTrue(this.included(i, n, Trees.leaf(i), root, Trees.path(i, n)), "included");
        }
    }

    // ---- what holds

    function test_nodeIsSha256OfOneLeftRight() public view {
        (bytes32 l, bytes32 r) = (keccak256("l"), keccak256("r"));
        assertEq(Rfc9162.node(l, r), sha256(abi.encodePacked(uint8(1), l, r)), "node");
    }

    function test_consistencyOfAllSizesTo64() public view {
        for (uint64 n = 2; n <= 64; ++n) {
            this.everyOldSize(n);
        }
    }

    function test_inclusionOfAllIndicesTo64() public view {
        for (uint64 n = 1; n <= 64; ++n) {
            this.everyIndex(n);
        }
    }

    /// The tree of eight entries of the certificate-transparency reference tests.
    function test_consistencyOfTheKnownTree() public view {
        bytes32[] memory proof = new bytes32[](3);
        proof[0] = 0x96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7;
        proof[1] = 0x5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e;
        proof[2] = 0x6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4;
        bytes32 one = 0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d;
        bytes32 eight = 0x5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328;
        assertTrue(this.consistent(1, 8, one, eight, proof), "1 to 8");
        assertFalse(this.consistent(2, 8, one, eight, proof), "2 to 8");
    }

    // ---- what does not

    function testFuzz_changedProofBit_fail(uint64 m, uint64 n, uint256 node, uint8 bit) public view {
        n = uint64(bound(n, 2, 300));
        m = uint64(bound(m, 1, n - 1));
        bytes32[] memory proof = Trees.proof(m, n);
        node = bound(node, 0, proof.length - 1);
        proof[node] ^= bytes32(uint256(1) << bit);
        assertFalse(this.consistent(m, n, Trees.root(0, m), Trees.root(0, n), proof), "tampered");
    }

    function testFuzz_changedInclusionBit_fail(uint64 index, uint64 n, uint256 node, uint8 bit) public view {
        n = uint64(bound(n, 2, 300));
        index = uint64(bound(index, 0, n - 1));
        bytes32[] memory proof = Trees.path(index, n);
        node = bound(node, 0, proof.length - 1);
        proof[node] ^= bytes32(uint256(1) << bit);
        assertFalse(this.included(index, n, Trees.leaf(index), Trees.root(0, n), proof), "tampered");
    }

    function testFuzz_otherRoots_fail(uint64 m, uint64 n, bytes32 other) public view {
        n = uint64(bound(n, 2, 300));
        m = uint64(bound(m, 1, n - 1));
        bytes32[] memory proof = Trees.proof(m, n);
        (bytes32 oldRoot, bytes32 newRoot) = (Trees.root(0, m), Trees.root(0, n));
        assertFalse(this.consistent(m, n, other, newRoot, proof), "other old root");
        assertFalse(this.consistent(m, n, oldRoot, other, proof), "other new root");
        assertFalse(this.consistent(m, n, newRoot, oldRoot, proof), "swapped roots");
    }

    function testFuzz_otherIndex_fail(uint64 index, uint64 n, uint64 other) public view {
        n = uint64(bound(n, 2, 300));
        index = uint64(bound(index, 0, n - 1));
        other = uint64(bound(other, 0, n + 3));
        vm.assume(other != index);
        assertFalse(this.included(other, n, Trees.leaf(index), Trees.root(0, n), Trees.path(index, n)), "moved");
    }

    function testFuzz_lengthOfProof_fail(uint64 m, uint64 n, bytes32 extra) public view {
        n = uint64(bound(n, 2, 300));
        m = uint64(bound(m, 1, n - 1));
        bytes32[] memory proof = Trees.proof(m, n);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 i = 0; i < proof.length; ++i) {
            longer[i] = proof[i];
            if (i < shorter.length) shorter[i] = proof[i];
        }
        longer[proof.length] = extra;
        assertFalse(this.consistent(m, n, Trees.root(0, m), Trees.root(0, n), longer), "extended");
        assertFalse(this.consistent(m, n, Trees.root(0, m), Trees.root(0, n), shorter), "cut");
    }

    function test_sizesThatDoNotGrow_fail() public view {
        bytes32 root = Trees.root(0, 8);
        bytes32[] memory proof = Trees.proof(4, 8);
        assertFalse(this.consistent(0, 8, bytes32(0), root, proof), "from nothing");
        assertFalse(this.consistent(8, 8, root, root, proof), "same size");
        assertFalse(this.consistent(8, 4, root, Trees.root(0, 4), proof), "smaller");
        assertFalse(this.included(8, 8, Trees.leaf(7), root, Trees.path(7, 8)), "index past the end");
    }
}
