// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Partition} from "../../src/libraries/Partition.sol";
import {SplitFault} from "../../src/types/Codes.sol";
import {PackedWord, PackedWords} from "../../src/types/PackedWord.sol";
import {HalmosVm} from "./Proofs.sol";

/// @notice I4, for every whole and every two or three parts: run by halmos (tools/audit), not by forge. More parts: fuzz, Partition.t.sol.
contract ConservationProofs {
    HalmosVm private constant vm = HalmosVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev Two parts that pass: one dimension is cut, bit by bit or end to end, and nothing else of the whole has changed.
    function check_I4_twoPartsAreTheWhole(PackedWord whole, PackedWord a, PackedWord b) public pure {
        PackedWord[] memory parts = new PackedWord[](2);
        (parts[0], parts[1]) = (a, b);
        _assertConserved(whole, parts);
    }

    function check_I4_threePartsAreTheWhole(PackedWord whole, PackedWord a, PackedWord b, PackedWord c) public pure {
        PackedWord[] memory parts = new PackedWord[](3);
        (parts[0], parts[1], parts[2]) = (a, b, c);
        _assertConserved(whole, parts);
    }

    /// @dev A whole cut in two by any mask of its regions is a partition: nothing lawful is refused.
    function check_I4_aCutIsAPartition(PackedWord whole, uint40 mask, uint64 nonce) public pure {
        uint40 region = whole.region();
        vm.assume(region & mask != 0 && region & ~mask != 0);
        PackedWord[] memory parts = new PackedWord[](2);
        (parts[0], parts[1]) = (whole.withRegion(region & mask), whole.withRegion(region & ~mask).withNonce(nonce));
        (uint8 fault,) = Partition.check(whole, parts);
        assert(fault == SplitFault.NONE);
    }

    function _assertConserved(PackedWord whole, PackedWord[] memory parts) private pure {
        (uint8 fault,) = Partition.check(whole, parts);
        vm.assume(fault == SplitFault.NONE);
        uint256 cut = _cut(whole, parts, PackedWords.PURPOSE_MASK) + _cut(whole, parts, PackedWords.REGION_MASK)
            + _cut(whole, parts, PackedWords.RIGHTS_MASK) + _cutTerm(whole, parts);
        assert(cut == 1);
        uint256 rest =
            ~(PackedWords.PURPOSE_MASK | PackedWords.REGION_MASK | PackedWords.RIGHTS_MASK | PackedWords.NOT_BEFORE_MASK
                | PackedWords.UNTIL_MASK | PackedWords.NONCE_MASK);
        for (uint256 i = 0; i < parts.length; ++i) {
            assert((_bits(parts[i]) ^ _bits(whole)) & rest == 0);
        }
    }

    /// 0 when every part has all of a mask, 1 when it is cut; a cut gives each bit once, and each part some.
    function _cut(PackedWord whole, PackedWord[] memory parts, uint256 mask) private pure returns (uint256) {
        uint256 differs;
        for (uint256 i = 0; i < parts.length; ++i) {
            differs |= (_bits(parts[i]) ^ _bits(whole)) & mask;
        }
        if (differs == 0) return 0;
        uint256 taken;
        for (uint256 i = 0; i < parts.length; ++i) {
            uint256 own = _bits(parts[i]) & mask;
            assert(own != 0 && own & taken == 0);
            taken |= own;
        }
        assert(taken == _bits(whole) & mask);
        return 1;
    }

    /// The same of the term: parts stand end to end, none is empty.
    function _cutTerm(PackedWord whole, PackedWord[] memory parts) private pure returns (uint256) {
        uint256 mask = PackedWords.NOT_BEFORE_MASK | PackedWords.UNTIL_MASK;
        uint256 differs;
        for (uint256 i = 0; i < parts.length; ++i) {
            differs |= (_bits(parts[i]) ^ _bits(whole)) & mask;
        }
        if (differs == 0) return 0;
        uint40 end = whole.notBefore();
        for (uint256 i = 0; i < parts.length; ++i) {
            assert(parts[i].notBefore() == end && parts[i].until() > end);
            end = parts[i].until();
        }
        assert(end == whole.until());
        return 1;
    }

    function _bits(PackedWord packed) private pure returns (uint256) {
        return uint256(PackedWord.unwrap(packed));
    }
}
