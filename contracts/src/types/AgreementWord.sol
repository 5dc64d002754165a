// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice That an exchange joined a club with a peer; the terms of a club are one digest. maxAge: for trades.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..232  exchange (16)
///   bits 231..196  since (36)
///   bits 195..160  until (36)
///   bits 159..128  maxAge (32)
///   bits 127..  0  digest (128)
type AgreementWord is bytes32;

using AgreementWords for AgreementWord global;

/// @notice States of AGREEMENT words; 0 is the state of no word.
library AgreementState {
    uint8 internal constant LIVE = 1;
    uint8 internal constant ENDED = 2;
}

/// @notice Reads and rewrites the fields of AGREEMENT; a value wider than its field is refused.
library AgreementWords {
    uint8 internal constant KIND = 18;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant EXCHANGE_MASK = 0xffff << 232;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 196;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 160;
    uint256 internal constant MAX_AGE_MASK = 0xffffffff << 128;
    uint256 internal constant DIGEST_MASK = 0xffffffffffffffffffffffffffffffff << 0;

    function state(AgreementWord w) internal pure returns (uint8) {
        return uint8(uint256(AgreementWord.unwrap(w)) >> 248);
    }

    function withState(AgreementWord w, uint8 v) internal pure returns (AgreementWord) {
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function exchange(AgreementWord w) internal pure returns (uint16) {
        return uint16(uint256(AgreementWord.unwrap(w)) >> 232);
    }

    function withExchange(AgreementWord w, uint16 v) internal pure returns (AgreementWord) {
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xffff) << 232)) | (uint256(v) << 232)));
    }

    function since(AgreementWord w) internal pure returns (uint40) {
        return uint40((uint256(AgreementWord.unwrap(w)) >> 196) & 0xfffffffff);
    }

    function withSince(AgreementWord w, uint40 v) internal pure returns (AgreementWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xfffffffff) << 196)) | (uint256(v) << 196)));
    }

    function until(AgreementWord w) internal pure returns (uint40) {
        return uint40((uint256(AgreementWord.unwrap(w)) >> 160) & 0xfffffffff);
    }

    function withUntil(AgreementWord w, uint40 v) internal pure returns (AgreementWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xfffffffff) << 160)) | (uint256(v) << 160)));
    }

    function maxAge(AgreementWord w) internal pure returns (uint32) {
        return uint32(uint256(AgreementWord.unwrap(w)) >> 128);
    }

    function withMaxAge(AgreementWord w, uint32 v) internal pure returns (AgreementWord) {
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xffffffff) << 128)) | (uint256(v) << 128)));
    }

    function digest(AgreementWord w) internal pure returns (uint128) {
        return uint128(uint256(AgreementWord.unwrap(w)));
    }

    function withDigest(AgreementWord w, uint128 v) internal pure returns (AgreementWord) {
        return AgreementWord.wrap(bytes32((uint256(AgreementWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffff) << 0)) | uint256(v)));
    }
}
