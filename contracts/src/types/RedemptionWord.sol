// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A voucher used once for one purpose before one verifier.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..216  party (32)
///   bits 215..180  at (36)
///   bits 179..  0  zero
type RedemptionWord is bytes32;

using RedemptionWords for RedemptionWord global;

/// @notice States of REDEMPTION words; 0 is the state of no word.
library RedemptionState {
    uint8 internal constant USED = 1;
}

/// @notice Reads and rewrites the fields of REDEMPTION; a value wider than its field is refused.
library RedemptionWords {
    uint8 internal constant KIND = 13;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant PARTY_MASK = 0xffffffff << 216;
    uint256 internal constant AT_MASK = 0xfffffffff << 180;

    function state(RedemptionWord w) internal pure returns (uint8) {
        return uint8(uint256(RedemptionWord.unwrap(w)) >> 248);
    }

    function withState(RedemptionWord w, uint8 v) internal pure returns (RedemptionWord) {
        return RedemptionWord.wrap(bytes32((uint256(RedemptionWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function party(RedemptionWord w) internal pure returns (uint32) {
        return uint32(uint256(RedemptionWord.unwrap(w)) >> 216);
    }

    function withParty(RedemptionWord w, uint32 v) internal pure returns (RedemptionWord) {
        return RedemptionWord.wrap(bytes32((uint256(RedemptionWord.unwrap(w)) & ~(uint256(0xffffffff) << 216)) | (uint256(v) << 216)));
    }

    function at_(RedemptionWord w) internal pure returns (uint40) {
        return uint40((uint256(RedemptionWord.unwrap(w)) >> 180) & 0xfffffffff);
    }

    function withAt(RedemptionWord w, uint40 v) internal pure returns (RedemptionWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return RedemptionWord.wrap(bytes32((uint256(RedemptionWord.unwrap(w)) & ~(uint256(0xfffffffff) << 180)) | (uint256(v) << 180)));
    }
}
