// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice One key of one party. An address serves one party for ever.
/// @dev Layout:
///   bits 255..224  party (32)
///   bits 223..192  roles (32)
///   bits 191..176  exchange (16)
///   bits 175..140  from (36)
///   bits 139..104  until (36)
///   bits 103..  0  zero
type KeyWord is bytes32;

using KeyWords for KeyWord global;

/// @notice Reads and rewrites the fields of KEY; a value wider than its field is refused.
library KeyWords {
    uint8 internal constant KIND = 3;
    uint256 internal constant PARTY_MASK = 0xffffffff << 224;
    uint256 internal constant ROLES_MASK = 0xffffffff << 192;
    uint256 internal constant EXCHANGE_MASK = 0xffff << 176;
    uint256 internal constant FROM_MASK = 0xfffffffff << 140;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 104;

    function party(KeyWord w) internal pure returns (uint32) {
        return uint32(uint256(KeyWord.unwrap(w)) >> 224);
    }

    function withParty(KeyWord w, uint32 v) internal pure returns (KeyWord) {
        return KeyWord.wrap(bytes32((uint256(KeyWord.unwrap(w)) & ~(uint256(0xffffffff) << 224)) | (uint256(v) << 224)));
    }

    function roles(KeyWord w) internal pure returns (uint32) {
        return uint32(uint256(KeyWord.unwrap(w)) >> 192);
    }

    function withRoles(KeyWord w, uint32 v) internal pure returns (KeyWord) {
        return KeyWord.wrap(bytes32((uint256(KeyWord.unwrap(w)) & ~(uint256(0xffffffff) << 192)) | (uint256(v) << 192)));
    }

    function exchange(KeyWord w) internal pure returns (uint16) {
        return uint16(uint256(KeyWord.unwrap(w)) >> 176);
    }

    function withExchange(KeyWord w, uint16 v) internal pure returns (KeyWord) {
        return KeyWord.wrap(bytes32((uint256(KeyWord.unwrap(w)) & ~(uint256(0xffff) << 176)) | (uint256(v) << 176)));
    }

    function from_(KeyWord w) internal pure returns (uint40) {
        return uint40((uint256(KeyWord.unwrap(w)) >> 140) & 0xfffffffff);
    }

    function withFrom(KeyWord w, uint40 v) internal pure returns (KeyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return KeyWord.wrap(bytes32((uint256(KeyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 140)) | (uint256(v) << 140)));
    }

    function until(KeyWord w) internal pure returns (uint40) {
        return uint40((uint256(KeyWord.unwrap(w)) >> 104) & 0xfffffffff);
    }

    function withUntil(KeyWord w, uint40 v) internal pure returns (KeyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return KeyWord.wrap(bytes32((uint256(KeyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 104)) | (uint256(v) << 104)));
    }
}
