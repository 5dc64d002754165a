// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A security interest by rank. Five bits of consents are verbs, three count narrowings.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  kind (8)
///   bits 239..208  secured (32)
///   bits 207..172  since (36)
///   bits 171..136  maturity (36)
///   bits 135..128  consents (8)
///   bits 127..  0  digest (128)
type InterestWord is bytes32;

using InterestWords for InterestWord global;

/// @notice States of INTEREST words; 0 is the state of no word.
library InterestState {
    uint8 internal constant LIVE = 1;
    uint8 internal constant RELEASED = 2;
    uint8 internal constant ENFORCED = 3;
}

/// @notice Reads and rewrites the fields of INTEREST; a value wider than its field is refused.
library InterestWords {
    uint8 internal constant KIND = 9;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant KIND_MASK = 0xff << 240;
    uint256 internal constant SECURED_MASK = 0xffffffff << 208;
    uint256 internal constant SINCE_MASK = 0xfffffffff << 172;
    uint256 internal constant MATURITY_MASK = 0xfffffffff << 136;
    uint256 internal constant CONSENTS_MASK = 0xff << 128;
    uint256 internal constant DIGEST_MASK = 0xffffffffffffffffffffffffffffffff << 0;

    function state(InterestWord w) internal pure returns (uint8) {
        return uint8(uint256(InterestWord.unwrap(w)) >> 248);
    }

    function withState(InterestWord w, uint8 v) internal pure returns (InterestWord) {
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function kind(InterestWord w) internal pure returns (uint8) {
        return uint8(uint256(InterestWord.unwrap(w)) >> 240);
    }

    function withKind(InterestWord w, uint8 v) internal pure returns (InterestWord) {
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function secured(InterestWord w) internal pure returns (uint32) {
        return uint32(uint256(InterestWord.unwrap(w)) >> 208);
    }

    function withSecured(InterestWord w, uint32 v) internal pure returns (InterestWord) {
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xffffffff) << 208)) | (uint256(v) << 208)));
    }

    function since(InterestWord w) internal pure returns (uint40) {
        return uint40((uint256(InterestWord.unwrap(w)) >> 172) & 0xfffffffff);
    }

    function withSince(InterestWord w, uint40 v) internal pure returns (InterestWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xfffffffff) << 172)) | (uint256(v) << 172)));
    }

    function maturity(InterestWord w) internal pure returns (uint40) {
        return uint40((uint256(InterestWord.unwrap(w)) >> 136) & 0xfffffffff);
    }

    function withMaturity(InterestWord w, uint40 v) internal pure returns (InterestWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xfffffffff) << 136)) | (uint256(v) << 136)));
    }

    function consents(InterestWord w) internal pure returns (uint8) {
        return uint8(uint256(InterestWord.unwrap(w)) >> 128);
    }

    function withConsents(InterestWord w, uint8 v) internal pure returns (InterestWord) {
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xff) << 128)) | (uint256(v) << 128)));
    }

    function digest(InterestWord w) internal pure returns (uint128) {
        return uint128(uint256(InterestWord.unwrap(w)));
    }

    function withDigest(InterestWord w, uint128 v) internal pure returns (InterestWord) {
        return InterestWord.wrap(bytes32((uint256(InterestWord.unwrap(w)) & ~(uint256(0xffffffffffffffffffffffffffffffff) << 0)) | uint256(v)));
    }
}
