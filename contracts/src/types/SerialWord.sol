// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice How many certificate numbers a registrar has assigned in a month.
/// @dev Layout:
///   bits 255..240  count (16)
///   bits 239..  0  zero
type SerialWord is bytes32;

using SerialWords for SerialWord global;

/// @notice Reads and rewrites the fields of SERIAL; a value wider than its field is refused.
library SerialWords {
    uint8 internal constant KIND = 10;
    uint256 internal constant COUNT_MASK = 0xffff << 240;

    function count(SerialWord w) internal pure returns (uint16) {
        return uint16(uint256(SerialWord.unwrap(w)) >> 240);
    }

    function withCount(SerialWord w, uint16 v) internal pure returns (SerialWord) {
        return SerialWord.wrap(bytes32((uint256(SerialWord.unwrap(w)) & ~(uint256(0xffff) << 240)) | (uint256(v) << 240)));
    }
}
