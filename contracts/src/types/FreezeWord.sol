// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A freeze order. The full digest of the order stands in the event.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  scope (8)
///   bits 239..232  flags (8)
///   bits 231..200  authority (32)
///   bits 199..164  since (36)
///   bits 163..128  until (36)
///   bits 127..  0  digest (128)
type FreezeWord is bytes32;

using FreezeWords for FreezeWord global;

/// @notice States of FREEZE words; 0 is the state of no word.
library FreezeState {
    uint8 internal constant EFFECTIVE = 1;
    uint8 internal constant QUEUED = 2;
    uint8 internal constant LIFTED = 3;
}

/// @notice Reads and rewrites the fields of FREEZE; a value wider than its field is refused.
library FreezeWords {
    uint8 internal constant KIND = 8;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant SCOPE_MASK = 0xff << 240;
    uint256 internal constant FLAGS_MASK = 0xff << 232;
    uint256 internal constant AUTHORITY_MASK = 0xffffffff << 200;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 164;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 128;
    uint256 internal constant DIGEST_MASK = 0xffffffffffffffffffffffffffffffff << 0;

    function state(FreezeWord w) internal pure returns (uint8) {
        return uint8(uint256(FreezeWord.unwrap(w)) >> 248);
    }

    function withState(FreezeWord w, uint8 v) internal pure returns (FreezeWord) {
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function scope(FreezeWord w) internal pure returns (uint8) {
        return uint8(uint256(FreezeWord.unwrap(w)) >> 240);
    }

    function withScope(FreezeWord w, uint8 v) internal pure returns (FreezeWord) {
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function flags(FreezeWord w) internal pure returns (uint8) {
        return uint8(uint256(FreezeWord.unwrap(w)) >> 232);
    }

    function withFlags(FreezeWord w, uint8 v) internal pure returns (FreezeWord) {
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xff) << 232)) | (uint256(v) << 232)));
    }

    function authority(FreezeWord w) internal pure returns (uint32) {
        return uint32(uint256(FreezeWord.unwrap(w)) >> 200);
    }

    function withAuthority(FreezeWord w, uint32 v) internal pure returns (FreezeWord) {
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xffffffff) << 200)) | (uint256(v) << 200)));
    }

    function since(FreezeWord w) internal pure returns (uint40) {
        return uint40((uint256(FreezeWord.unwrap(w)) >> 164) & 0xfffffffff);
    }

    function withSince(FreezeWord w, uint40 v) internal pure returns (FreezeWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xfffffffff) << 164)) | (uint256(v) << 164)));
    }

    function until(FreezeWord w) internal pure returns (uint40) {
        return uint40((uint256(FreezeWord.unwrap(w)) >> 128) & 0xfffffffff);
    }

    function withUntil(FreezeWord w, uint40 v) internal pure returns (FreezeWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xfffffffff) << 128)) | (uint256(v) << 128)));
    }

    function digest(FreezeWord w) internal pure returns (uint128) {
        return uint128(uint256(FreezeWord.unwrap(w)));
    }

    function withDigest(FreezeWord w, uint128 v) internal pure returns (FreezeWord) {
        return FreezeWord.wrap(bytes32((uint256(FreezeWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffff) << 0)) | uint256(v)));
    }
}
