// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice When a module may write; until 0 means no end is set. The code hash keeps its first 184 bits.
/// @dev Layout:
///   bits 255..220  from (36)
///   bits 219..184  until (36)
///   bits 183..  0  codeHash (184)
type ModuleWord is bytes32;

using ModuleWords for ModuleWord global;

/// @notice Reads and rewrites the fields of MODULE; a value wider than its field is refused.
library ModuleWords {
    uint8 internal constant KIND = 2;
    uint256 internal constant FROM_MASK = 0xfffffffff << 220;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 184;
    uint256 internal constant CODE_HASH_MASK = 0xffffffffffffffffffffffffffffffffffffffffffffff << 0;

    function from_(ModuleWord w) internal pure returns (uint40) {
        return uint40((uint256(ModuleWord.unwrap(w)) >> 220) & 0xfffffffff);
    }

    function withFrom(ModuleWord w, uint40 v) internal pure returns (ModuleWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ModuleWord.wrap(bytes32((uint256(ModuleWord.unwrap(w)) & ~(uint256(0xfffffffff) << 220)) | (uint256(v) << 220)));
    }

    function until(ModuleWord w) internal pure returns (uint40) {
        return uint40((uint256(ModuleWord.unwrap(w)) >> 184) & 0xfffffffff);
    }

    function withUntil(ModuleWord w, uint40 v) internal pure returns (ModuleWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return ModuleWord.wrap(bytes32((uint256(ModuleWord.unwrap(w)) & ~(uint256(0xfffffffff) << 184)) | (uint256(v) << 184)));
    }

    function codeHash(ModuleWord w) internal pure returns (uint184) {
        return uint184(uint256(ModuleWord.unwrap(w)));
    }

    function withCodeHash(ModuleWord w, uint184 v) internal pure returns (ModuleWord) {
        return ModuleWord.wrap(bytes32((uint256(ModuleWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffffffffffffffffff) << 0)) | uint256(v)));
    }
}
