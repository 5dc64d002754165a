// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice One half-year: the published bit, then one bit a day from 1 January or 1 July, set on working days.
/// @dev Layout:
///   bits 255..255  published (1)
///   bits 254..  0  days (255)
type CalendarWord is bytes32;

using CalendarWords for CalendarWord global;

/// @notice Reads and rewrites the fields of CALENDAR; a value wider than its field is refused.
library CalendarWords {
    uint8 internal constant KIND = 5;
    uint256 internal constant PUBLISHED_MASK = 0x1 << 255;
    uint256 internal constant DAYS_MASK = 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff << 0;

    function published(CalendarWord w) internal pure returns (uint8) {
        return uint8((uint256(CalendarWord.unwrap(w)) >> 255) & 0x1);
    }

    function withPublished(CalendarWord w, uint8 v) internal pure returns (CalendarWord) {
        if (v > 0x1) revert FieldTooWide(v, 1);
        return CalendarWord.wrap(bytes32((uint256(CalendarWord.unwrap(w)) & ~(uint256(0x1) << 255)) | (uint256(v) << 255)));
    }

    function days_(CalendarWord w) internal pure returns (uint256) {
        return uint256((uint256(CalendarWord.unwrap(w))) & 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff);
    }

    function withDays(CalendarWord w, uint256 v) internal pure returns (CalendarWord) {
        if (v > 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff) revert FieldTooWide(v, 255);
        return CalendarWord.wrap(bytes32((uint256(CalendarWord.unwrap(w)) & ~(uint256(0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff) << 0)) | uint256(v)));
    }
}
