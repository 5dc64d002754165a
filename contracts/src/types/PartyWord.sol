// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A party; an exchange's number is its party number. What it signed before `since` is void.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  kind (8)
///   bits 239..232  flags (8)
///   bits 231..216  exchange (16)
///   bits 215..184  successor (32)
///   bits 183..148  since (36)
///   bits 147..112  frozenUntil (36)
///   bits 111..104  freezes (8)
///   bits 103.. 68  suspectFrom (36)
///   bits  67.. 32  suspectTo (36)
///   bits  31.. 28  behind (4)
///   bits  27..  0  zero
type PartyWord is bytes32;

using PartyWords for PartyWord global;

/// @notice States of PARTY words; 0 is the state of no word.
library PartyState {
    uint8 internal constant ACTIVE = 1;
    uint8 internal constant ENDED = 2;
}

/// @notice Reads and rewrites the fields of PARTY; a value wider than its field is refused.
library PartyWords {
    uint8 internal constant KIND = 4;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant KIND_MASK = 0xff << 240;
    uint256 internal constant FLAGS_MASK = 0xff << 232;
    uint256 internal constant EXCHANGE_MASK = 0xffff << 216;
    uint256 internal constant SUCCESSOR_MASK = 0xffffffff << 184;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 148;
    uint256 internal constant FROZEN_UNTIL_MASK = 0xfffffffff << 112;
    uint256 internal constant FREEZES_MASK = 0xff << 104;
    uint256 internal constant SUSPECT_FROM_MASK = 0xfffffffff << 68;
    uint256 internal constant SUSPECT_TO_MASK = 0xfffffffff << 32;
    uint256 internal constant BEHIND_MASK = 0xf << 28;

    function state(PartyWord w) internal pure returns (uint8) {
        return uint8(uint256(PartyWord.unwrap(w)) >> 248);
    }

    function withState(PartyWord w, uint8 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function kind(PartyWord w) internal pure returns (uint8) {
        return uint8(uint256(PartyWord.unwrap(w)) >> 240);
    }

    function withKind(PartyWord w, uint8 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function flags(PartyWord w) internal pure returns (uint8) {
        return uint8(uint256(PartyWord.unwrap(w)) >> 232);
    }

    function withFlags(PartyWord w, uint8 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xff) << 232)) | (uint256(v) << 232)));
    }

    function exchange(PartyWord w) internal pure returns (uint16) {
        return uint16(uint256(PartyWord.unwrap(w)) >> 216);
    }

    function withExchange(PartyWord w, uint16 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xffff) << 216)) | (uint256(v) << 216)));
    }

    function successor(PartyWord w) internal pure returns (uint32) {
        return uint32(uint256(PartyWord.unwrap(w)) >> 184);
    }

    function withSuccessor(PartyWord w, uint32 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xffffffff) << 184)) | (uint256(v) << 184)));
    }

    function since(PartyWord w) internal pure returns (uint40) {
        return uint40((uint256(PartyWord.unwrap(w)) >> 148) & 0xfffffffff);
    }

    function withSince(PartyWord w, uint40 v) internal pure returns (PartyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 148)) | (uint256(v) << 148)));
    }

    function frozenUntil(PartyWord w) internal pure returns (uint40) {
        return uint40((uint256(PartyWord.unwrap(w)) >> 112) & 0xfffffffff);
    }

    function withFrozenUntil(PartyWord w, uint40 v) internal pure returns (PartyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 112)) | (uint256(v) << 112)));
    }

    function freezes(PartyWord w) internal pure returns (uint8) {
        return uint8(uint256(PartyWord.unwrap(w)) >> 104);
    }

    function withFreezes(PartyWord w, uint8 v) internal pure returns (PartyWord) {
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xff) << 104)) | (uint256(v) << 104)));
    }

    function suspectFrom(PartyWord w) internal pure returns (uint40) {
        return uint40((uint256(PartyWord.unwrap(w)) >> 68) & 0xfffffffff);
    }

    function withSuspectFrom(PartyWord w, uint40 v) internal pure returns (PartyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 68)) | (uint256(v) << 68)));
    }

    function suspectTo(PartyWord w) internal pure returns (uint40) {
        return uint40((uint256(PartyWord.unwrap(w)) >> 32) & 0xfffffffff);
    }

    function withSuspectTo(PartyWord w, uint40 v) internal pure returns (PartyWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xfffffffff) << 32)) | (uint256(v) << 32)));
    }

    function behind(PartyWord w) internal pure returns (uint8) {
        return uint8((uint256(PartyWord.unwrap(w)) >> 28) & 0xf);
    }

    function withBehind(PartyWord w, uint8 v) internal pure returns (PartyWord) {
        if (v > 0xf) revert FieldTooWide(v, 4);
        return PartyWord.wrap(bytes32((uint256(PartyWord.unwrap(w)) & ~(uint256(0xf) << 28)) | (uint256(v) << 28)));
    }
}
