// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice This register's own origin, and those of its recorded predecessors, so that a migration keeps every id.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..232  ordinal (16)
///   bits 231..196  since (36)
///   bits 195..  0  zero
type OriginWord is bytes32;

using OriginWords for OriginWord global;

/// @notice States of ORIGIN words; 0 is the state of no word.
library OriginState {
    uint8 internal constant OWN = 1;
    uint8 internal constant PREDECESSOR = 2;
}

/// @notice Reads and rewrites the fields of ORIGIN; a value wider than its field is refused.
library OriginWords {
    uint8 internal constant KIND = 1;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant ORDINAL_MASK = 0xffff << 232;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 196;

    function state(OriginWord w) internal pure returns (uint8) {
        return uint8(uint256(OriginWord.unwrap(w)) >> 248);
    }

    function withState(OriginWord w, uint8 v) internal pure returns (OriginWord) {
        return OriginWord.wrap(bytes32((uint256(OriginWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function ordinal(OriginWord w) internal pure returns (uint16) {
        return uint16(uint256(OriginWord.unwrap(w)) >> 232);
    }

    function withOrdinal(OriginWord w, uint16 v) internal pure returns (OriginWord) {
        return OriginWord.wrap(bytes32((uint256(OriginWord.unwrap(w)) & ~(uint256(0xffff) << 232)) | (uint256(v) << 232)));
    }

    function since(OriginWord w) internal pure returns (uint40) {
        return uint40((uint256(OriginWord.unwrap(w)) >> 196) & 0xfffffffff);
    }

    function withSince(OriginWord w, uint40 v) internal pure returns (OriginWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return OriginWord.wrap(bytes32((uint256(OriginWord.unwrap(w)) & ~(uint256(0xfffffffff) << 196)) | (uint256(v) << 196)));
    }
}
