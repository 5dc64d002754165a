// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A right: a title at depth 0, a licence below. While NOTICED, certUntil holds the end of the notice.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  rights (8)
///   bits 239..236  depth (4)
///   bits 235..224  flags (12)
///   bits 223..192  holder (32)
///   bits 191..176  registrar (16)
///   bits 175..140  since (36)
///   bits 139..104  until (36)
///   bits 103.. 68  certUntil (36)
///   bits  67.. 32  frozenUntil (36)
///   bits  31.. 24  freezes (8)
///   bits  23.. 16  ranks (8)
///   bits  15..  8  liveRanks (8)
///   bits   7..  0  openObjections (8)
type GrantWord is bytes32;

using GrantWords for GrantWord global;

/// @notice States of GRANT words; 0 is the state of no word.
library GrantState {
    uint8 internal constant NOTICED = 1;
    uint8 internal constant ACTIVE = 2;
    uint8 internal constant SPLIT = 3;
    uint8 internal constant SURRENDERED = 4;
    uint8 internal constant VOID_SPARING = 5;
    uint8 internal constant VOID = 6;
    uint8 internal constant ENFORCED = 7;
    uint8 internal constant RESERVED = 8;
    uint8 internal constant LAPSED = 9;
}

/// @notice Reads and rewrites the fields of GRANT; a value wider than its field is refused.
library GrantWords {
    uint8 internal constant KIND = 6;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant RIGHTS_MASK = 0xff << 240;
    uint256 internal constant DEPTH_MASK = 0xf << 236;
    uint256 internal constant FLAGS_MASK = 0xfff << 224;
    uint256 internal constant HOLDER_MASK = 0xffffffff << 192;
    uint256 internal constant REGISTRAR_MASK = 0xffff << 176;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 140;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 104;
    uint256 internal constant CERT_UNTIL_MASK = 0xfffffffff << 68;
    uint256 internal constant FROZEN_UNTIL_MASK = 0xfffffffff << 32;
    uint256 internal constant FREEZES_MASK = 0xff << 24;
    uint256 internal constant RANKS_MASK = 0xff << 16;
    uint256 internal constant LIVE_RANKS_MASK = 0xff << 8;
    uint256 internal constant OPEN_OBJECTIONS_MASK = 0xff << 0;

    function state(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)) >> 248);
    }

    function withState(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function rights(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)) >> 240);
    }

    function withRights(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function depth(GrantWord w) internal pure returns (uint8) {
        return uint8((uint256(GrantWord.unwrap(w)) >> 236) & 0xf);
    }

    function withDepth(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        if (v > 0xf) revert FieldTooWide(v, 4);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xf) << 236)) | (uint256(v) << 236)));
    }

    function flags(GrantWord w) internal pure returns (uint16) {
        return uint16((uint256(GrantWord.unwrap(w)) >> 224) & 0xfff);
    }

    function withFlags(GrantWord w, uint16 v) internal pure returns (GrantWord) {
        if (v > 0xfff) revert FieldTooWide(v, 12);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xfff) << 224)) | (uint256(v) << 224)));
    }

    function holder(GrantWord w) internal pure returns (uint32) {
        return uint32(uint256(GrantWord.unwrap(w)) >> 192);
    }

    function withHolder(GrantWord w, uint32 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xffffffff) << 192)) | (uint256(v) << 192)));
    }

    function registrar(GrantWord w) internal pure returns (uint16) {
        return uint16(uint256(GrantWord.unwrap(w)) >> 176);
    }

    function withRegistrar(GrantWord w, uint16 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xffff) << 176)) | (uint256(v) << 176)));
    }

    function since(GrantWord w) internal pure returns (uint40) {
        return uint40((uint256(GrantWord.unwrap(w)) >> 140) & 0xfffffffff);
    }

    function withSince(GrantWord w, uint40 v) internal pure returns (GrantWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xfffffffff) << 140)) | (uint256(v) << 140)));
    }

    function until(GrantWord w) internal pure returns (uint40) {
        return uint40((uint256(GrantWord.unwrap(w)) >> 104) & 0xfffffffff);
    }

    function withUntil(GrantWord w, uint40 v) internal pure returns (GrantWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xfffffffff) << 104)) | (uint256(v) << 104)));
    }

    function certUntil(GrantWord w) internal pure returns (uint40) {
        return uint40((uint256(GrantWord.unwrap(w)) >> 68) & 0xfffffffff);
    }

    function withCertUntil(GrantWord w, uint40 v) internal pure returns (GrantWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xfffffffff) << 68)) | (uint256(v) << 68)));
    }

    function frozenUntil(GrantWord w) internal pure returns (uint40) {
        return uint40((uint256(GrantWord.unwrap(w)) >> 32) & 0xfffffffff);
    }

    function withFrozenUntil(GrantWord w, uint40 v) internal pure returns (GrantWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xfffffffff) << 32)) | (uint256(v) << 32)));
    }

    function freezes(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)) >> 24);
    }

    function withFreezes(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 24)) | (uint256(v) << 24)));
    }

    function ranks(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)) >> 16);
    }

    function withRanks(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 16)) | (uint256(v) << 16)));
    }

    function liveRanks(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)) >> 8);
    }

    function withLiveRanks(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 8)) | (uint256(v) << 8)));
    }

    function openObjections(GrantWord w) internal pure returns (uint8) {
        return uint8(uint256(GrantWord.unwrap(w)));
    }

    function withOpenObjections(GrantWord w, uint8 v) internal pure returns (GrantWord) {
        return GrantWord.wrap(bytes32((uint256(GrantWord.unwrap(w)) & ~(uint256(0xff) << 0)) | uint256(v)));
    }
}
