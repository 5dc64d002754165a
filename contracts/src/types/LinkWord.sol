// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice Two records that belong together; the ids are in the key. until 0: it stands. party: whom a FORMER link names.
/// @dev Layout:
///   bits 255..248  kind (8)
///   bits 247..212  since (36)
///   bits 211..176  until (36)
///   bits 175..144  party (32)
///   bits 143..  0  zero
type LinkWord is bytes32;

using LinkWords for LinkWord global;

/// @notice Reads and rewrites the fields of LINK; a value wider than its field is refused.
library LinkWords {
    uint8 internal constant KIND = 15;
    uint256 internal constant KIND_MASK = 0xff << 248;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 212;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 176;
    uint256 internal constant PARTY_MASK = 0xffffffff << 144;

    function kind(LinkWord w) internal pure returns (uint8) {
        return uint8(uint256(LinkWord.unwrap(w)) >> 248);
    }

    function withKind(LinkWord w, uint8 v) internal pure returns (LinkWord) {
        return LinkWord.wrap(bytes32((uint256(LinkWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function since(LinkWord w) internal pure returns (uint40) {
        return uint40((uint256(LinkWord.unwrap(w)) >> 212) & 0xfffffffff);
    }

    function withSince(LinkWord w, uint40 v) internal pure returns (LinkWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return LinkWord.wrap(bytes32((uint256(LinkWord.unwrap(w)) & ~(uint256(0xfffffffff) << 212)) | (uint256(v) << 212)));
    }

    function until(LinkWord w) internal pure returns (uint40) {
        return uint40((uint256(LinkWord.unwrap(w)) >> 176) & 0xfffffffff);
    }

    function withUntil(LinkWord w, uint40 v) internal pure returns (LinkWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return LinkWord.wrap(bytes32((uint256(LinkWord.unwrap(w)) & ~(uint256(0xfffffffff) << 176)) | (uint256(v) << 176)));
    }

    function party(LinkWord w) internal pure returns (uint32) {
        return uint32(uint256(LinkWord.unwrap(w)) >> 144);
    }

    function withParty(LinkWord w, uint32 v) internal pure returns (LinkWord) {
        return LinkWord.wrap(bytes32((uint256(LinkWord.unwrap(w)) & ~(uint256(0xffffffff) << 144)) | (uint256(v) << 144)));
    }
}
