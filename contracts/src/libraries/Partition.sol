// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SplitFault} from "../types/Codes.sol";
import {PackedWord, PackedWords} from "../types/PackedWord.sol";

/// @notice Whether parts are a whole, cut in one dimension: rights, region, purpose or term. Pure law;
/// torrens_registry.rules.partition is its twin.
library Partition {
    uint256 private constant TERM = PackedWords.NOT_BEFORE_MASK | PackedWords.UNTIL_MASK;

    /// @notice Checks parts, in their order, against the whole: the node's key with the rights and the end of its word, mode SPLIT.
    /// @return fault Why they are no partition of it, see SplitFault. @return index The part that says so.
    function check(PackedWord whole, PackedWord[] memory parts) internal pure returns (uint8 fault, uint256 index) {
        uint256 differs = 0;
        uint256 mask = 0;
        for (uint256 i = 0; i < parts.length; ++i) {
            differs |= (_bits(parts[i]) ^ _bits(whole)) & ~PackedWords.NONCE_MASK;
            mask = _dimension(differs);
            if (mask == 0) return (SplitFault.OTHER_DIFFERS, i);
        }
        if (differs == 0) return (SplitFault.NOTHING_SPLIT, 0);
        return mask == TERM ? _intervals(whole, parts) : _bitsApart(_bits(whole) & mask, mask, parts);
    }

    /// The one dimension within which all differences lie; 0 when there is no such.
    function _dimension(uint256 differs) private pure returns (uint256) {
        if (differs & ~PackedWords.PURPOSE_MASK == 0) return PackedWords.PURPOSE_MASK;
        if (differs & ~PackedWords.REGION_MASK == 0) return PackedWords.REGION_MASK;
        if (differs & ~PackedWords.RIGHTS_MASK == 0) return PackedWords.RIGHTS_MASK;
        return differs & ~TERM == 0 ? TERM : 0;
    }

    function _bitsApart(uint256 whole, uint256 mask, PackedWord[] memory parts)
        private
        pure
        returns (uint8 fault, uint256 index)
    {
        uint256 taken = 0;
        for (uint256 i = 0; i < parts.length; ++i) {
            uint256 part = _bits(parts[i]) & mask;
            if (part == 0) return (SplitFault.EMPTY_PART, i);
            if (part & ~whole != 0) return (SplitFault.OUTSIDE, i);
            if (part & taken != 0) return (SplitFault.OVERLAP, i);
            taken |= part;
        }
        if (taken != whole) return (SplitFault.INCOMPLETE, parts.length - 1);
    }

    function _intervals(PackedWord whole, PackedWord[] memory parts) private pure returns (uint8 fault, uint256 index) {
        uint40 next = whole.notBefore();
        for (uint256 i = 0; i < parts.length; ++i) {
            if (parts[i].notBefore() < next) return (i == 0 ? SplitFault.OUTSIDE : SplitFault.OVERLAP, i);
            if (parts[i].notBefore() > next) return (SplitFault.GAP, i);
            next = parts[i].until();
            if (next <= parts[i].notBefore()) return (SplitFault.EMPTY_PART, i);
            if (next > whole.until()) return (SplitFault.OUTSIDE, i);
        }
        if (next != whole.until()) return (SplitFault.INCOMPLETE, parts.length - 1);
    }

    function _bits(PackedWord packed) private pure returns (uint256) {
        return uint256(PackedWord.unwrap(packed));
    }
}
