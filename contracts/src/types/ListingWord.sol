// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A product listed since its content version was; `reviews` is how many reviewers must pass it.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  flags (8)
///   bits 239..224  exchange (16)
///   bits 223..188  since (36)
///   bits 187..152  until (36)
///   bits 151..116  reviewUntil (36)
///   bits 115..108  reviews (8)
///   bits 107..100  grade (8)
///   bits  99..  4  content (96)
///   bits   3..  0  zero
type ListingWord is bytes32;

using ListingWords for ListingWord global;

/// @notice States of LISTING words; 0 is the state of no word.
library ListingState {
    uint8 internal constant LISTED = 1;
    uint8 internal constant SUSPENDED = 2;
    uint8 internal constant DELISTED = 3;
}

/// @notice Reads and rewrites the fields of LISTING; a value wider than its field is refused.
library ListingWords {
    uint8 internal constant KIND = 11;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant FLAGS_MASK = 0xff << 240;
    uint256 internal constant EXCHANGE_MASK = 0xffff << 224;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 188;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 152;
    uint256 internal constant REVIEW_UNTIL_MASK = 0xfffffffff << 116;
    uint256 internal constant REVIEWS_MASK = 0xff << 108;
    uint256 internal constant GRADE_MASK = 0xff << 100;
    uint256 internal constant CONTENT_MASK = 0xffffffffffffffffffffffff << 4;

    function state(ListingWord w) internal pure returns (uint8) {
        return uint8(uint256(ListingWord.unwrap(w)) >> 248);
    }

    function withState(ListingWord w, uint8 v) internal pure returns (ListingWord) {
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function flags(ListingWord w) internal pure returns (uint8) {
        return uint8(uint256(ListingWord.unwrap(w)) >> 240);
    }

    function withFlags(ListingWord w, uint8 v) internal pure returns (ListingWord) {
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function exchange(ListingWord w) internal pure returns (uint16) {
        return uint16(uint256(ListingWord.unwrap(w)) >> 224);
    }

    function withExchange(ListingWord w, uint16 v) internal pure returns (ListingWord) {
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xffff) << 224)) | (uint256(v) << 224)));
    }

    function since(ListingWord w) internal pure returns (uint40) {
        return uint40((uint256(ListingWord.unwrap(w)) >> 188) & 0xfffffffff);
    }

    function withSince(ListingWord w, uint40 v) internal pure returns (ListingWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xfffffffff) << 188)) | (uint256(v) << 188)));
    }

    function until(ListingWord w) internal pure returns (uint40) {
        return uint40((uint256(ListingWord.unwrap(w)) >> 152) & 0xfffffffff);
    }

    function withUntil(ListingWord w, uint40 v) internal pure returns (ListingWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xfffffffff) << 152)) | (uint256(v) << 152)));
    }

    function reviewUntil(ListingWord w) internal pure returns (uint40) {
        return uint40((uint256(ListingWord.unwrap(w)) >> 116) & 0xfffffffff);
    }

    function withReviewUntil(ListingWord w, uint40 v) internal pure returns (ListingWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xfffffffff) << 116)) | (uint256(v) << 116)));
    }

    function reviews(ListingWord w) internal pure returns (uint8) {
        return uint8(uint256(ListingWord.unwrap(w)) >> 108);
    }

    function withReviews(ListingWord w, uint8 v) internal pure returns (ListingWord) {
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xff) << 108)) | (uint256(v) << 108)));
    }

    function grade(ListingWord w) internal pure returns (uint8) {
        return uint8(uint256(ListingWord.unwrap(w)) >> 100);
    }

    function withGrade(ListingWord w, uint8 v) internal pure returns (ListingWord) {
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xff) << 100)) | (uint256(v) << 100)));
    }

    function content(ListingWord w) internal pure returns (uint128) {
        return uint128((uint256(ListingWord.unwrap(w)) >> 4) & 0xffffffffffffffffffffffff);
    }

    function withContent(ListingWord w, uint128 v) internal pure returns (ListingWord) {
        if (v > 0xffffffffffffffffffffffff) revert FieldTooWide(v, 96);
        return ListingWord.wrap(bytes32((uint256(ListingWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffff) << 4)) | (uint256(v) << 4)));
    }
}
