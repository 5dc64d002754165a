// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice What one reviewer found on one listing: compliance, scenario, or the quality of one content version.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  kind (8)
///   bits 239..208  reviewer (32)
///   bits 207..172  since (36)
///   bits 171..136  until (36)
///   bits 135..  8  digest (128)
///   bits   7..  0  zero
type ReviewWord is bytes32;

using ReviewWords for ReviewWord global;

/// @notice States of REVIEW words; 0 is the state of no word.
library ReviewState {
    uint8 internal constant PASSED = 1;
    uint8 internal constant CONDITIONAL = 2;
    uint8 internal constant FAILED = 3;
    uint8 internal constant WITHDRAWN = 4;
}

/// @notice Reads and rewrites the fields of REVIEW; a value wider than its field is refused.
library ReviewWords {
    uint8 internal constant KIND = 19;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant KIND_MASK = 0xff << 240;
    uint256 internal constant REVIEWER_MASK = 0xffffffff << 208;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 172;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 136;
    uint256 internal constant DIGEST_MASK = 0xffffffffffffffffffffffffffffffff << 8;

    function state(ReviewWord w) internal pure returns (uint8) {
        return uint8(uint256(ReviewWord.unwrap(w)) >> 248);
    }

    function withState(ReviewWord w, uint8 v) internal pure returns (ReviewWord) {
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function kind(ReviewWord w) internal pure returns (uint8) {
        return uint8(uint256(ReviewWord.unwrap(w)) >> 240);
    }

    function withKind(ReviewWord w, uint8 v) internal pure returns (ReviewWord) {
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function reviewer(ReviewWord w) internal pure returns (uint32) {
        return uint32(uint256(ReviewWord.unwrap(w)) >> 208);
    }

    function withReviewer(ReviewWord w, uint32 v) internal pure returns (ReviewWord) {
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xffffffff) << 208)) | (uint256(v) << 208)));
    }

    function since(ReviewWord w) internal pure returns (uint40) {
        return uint40((uint256(ReviewWord.unwrap(w)) >> 172) & 0xfffffffff);
    }

    function withSince(ReviewWord w, uint40 v) internal pure returns (ReviewWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xfffffffff) << 172)) | (uint256(v) << 172)));
    }

    function until(ReviewWord w) internal pure returns (uint40) {
        return uint40((uint256(ReviewWord.unwrap(w)) >> 136) & 0xfffffffff);
    }

    function withUntil(ReviewWord w, uint40 v) internal pure returns (ReviewWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xfffffffff) << 136)) | (uint256(v) << 136)));
    }

    function digest(ReviewWord w) internal pure returns (uint128) {
        return uint128(uint256(ReviewWord.unwrap(w)) >> 8);
    }

    function withDigest(ReviewWord w, uint128 v) internal pure returns (ReviewWord) {
        return ReviewWord.wrap(bytes32((uint256(ReviewWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffff) << 8)) | (uint256(v) << 8)));
    }
}
