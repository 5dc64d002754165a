// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice keccak256(abi.encode(uint256 size, bytes32 root)) of an exchange's audit log.
/// @dev Layout:
///   bits 255..  0  commitment (256)
type LogWord is bytes32;

using LogWords for LogWord global;

/// @notice Reads and rewrites the fields of LOG; a value wider than its field is refused.
library LogWords {
    uint8 internal constant KIND = 14;
    uint256 internal constant COMMITMENT_MASK = 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff << 0;

    function commitment(LogWord w) internal pure returns (uint256) {
        return uint256(LogWord.unwrap(w));
    }

    function withCommitment(LogWord, uint256 v) internal pure returns (LogWord) {
        return LogWord.wrap(bytes32(v));
    }
}
