// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice An objection against a notice or a title.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  reason (8)
///   bits 239..208  party (32)
///   bits 207..172  since (36)
///   bits 171..136  settled (36)
///   bits 135..  8  digest (128)
///   bits   7..  0  zero
type ObjectionWord is bytes32;

using ObjectionWords for ObjectionWord global;

/// @notice States of OBJECTION words; 0 is the state of no word.
library ObjectionState {
    uint8 internal constant OPEN = 1;
    uint8 internal constant REJECTED = 2;
    uint8 internal constant UPHELD = 3;
    uint8 internal constant WITHDRAWN = 4;
    uint8 internal constant INCOMPLETE = 5;
}

/// @notice Reads and rewrites the fields of OBJECTION; a value wider than its field is refused.
library ObjectionWords {
    uint8 internal constant KIND = 7;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant REASON_MASK = 0xff << 240;
    uint256 internal constant PARTY_MASK = 0xffffffff << 208;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 172;
    uint256 internal constant SETTLED_MASK = 0xfffffffff << 136;
    uint256 internal constant DIGEST_MASK = 0xffffffffffffffffffffffffffffffff << 8;

    function state(ObjectionWord w) internal pure returns (uint8) {
        return uint8(uint256(ObjectionWord.unwrap(w)) >> 248);
    }

    function withState(ObjectionWord w, uint8 v) internal pure returns (ObjectionWord) {
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function reason(ObjectionWord w) internal pure returns (uint8) {
        return uint8(uint256(ObjectionWord.unwrap(w)) >> 240);
    }

    function withReason(ObjectionWord w, uint8 v) internal pure returns (ObjectionWord) {
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function party(ObjectionWord w) internal pure returns (uint32) {
        return uint32(uint256(ObjectionWord.unwrap(w)) >> 208);
    }

    function withParty(ObjectionWord w, uint32 v) internal pure returns (ObjectionWord) {
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xffffffff) << 208)) | (uint256(v) << 208)));
    }

    function since(ObjectionWord w) internal pure returns (uint40) {
        return uint40((uint256(ObjectionWord.unwrap(w)) >> 172) & 0xfffffffff);
    }

    function withSince(ObjectionWord w, uint40 v) internal pure returns (ObjectionWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xfffffffff) << 172)) | (uint256(v) << 172)));
    }

    function settled(ObjectionWord w) internal pure returns (uint40) {
        return uint40((uint256(ObjectionWord.unwrap(w)) >> 136) & 0xfffffffff);
    }

    function withSettled(ObjectionWord w, uint40 v) internal pure returns (ObjectionWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xfffffffff) << 136)) | (uint256(v) << 136)));
    }

    function digest(ObjectionWord w) internal pure returns (uint128) {
        return uint128(uint256(ObjectionWord.unwrap(w)) >> 8);
    }

    function withDigest(ObjectionWord w, uint128 v) internal pure returns (ObjectionWord) {
        return ObjectionWord.wrap(bytes32((uint256(ObjectionWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffff) << 8)) | (uint256(v) << 8)));
    }
}
