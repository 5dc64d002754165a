// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice An accredited foreign register, its newest header, and how long its statements count.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  scheme (8)
///   bits 239..232  threshold (8)
///   bits 231..224  notaries (8)
///   bits 223..192  setEpoch (32)
///   bits 191..128  number (64)
///   bits 127.. 92  timestamp (36)
///   bits  91.. 60  maxAge (32)
///   bits  59.. 40  tradeAge (20)
///   bits  39.. 20  financeAge (20)
///   bits  19..  0  councilSeq (20)
type PeerWord is bytes32;

using PeerWords for PeerWord global;

/// @notice States of PEER words; 0 is the state of no word.
library PeerState {
    uint8 internal constant ACCREDITED = 1;
    uint8 internal constant FROZEN = 2;
    uint8 internal constant WITHDRAWN = 3;
}

/// @notice Reads and rewrites the fields of PEER; a value wider than its field is refused.
library PeerWords {
    uint8 internal constant KIND = 17;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant SCHEME_MASK = 0xff << 240;
    uint256 internal constant THRESHOLD_MASK = 0xff << 232;
    uint256 internal constant NOTARIES_MASK = 0xff << 224;
    uint256 internal constant SET_EPOCH_MASK = 0xffffffff << 192;
    uint256 internal constant NUMBER_MASK = 0xffffffffffffffff << 128;
    uint256 internal constant TIMESTAMP_MASK = 0xfffffffff << 92;
    uint256 internal constant MAX_AGE_MASK = 0xffffffff << 60;
    uint256 internal constant TRADE_AGE_MASK = 0xfffff << 40;
    uint256 internal constant FINANCE_AGE_MASK = 0xfffff << 20;
    uint256 internal constant COUNCIL_SEQ_MASK = 0xfffff << 0;

    function state(PeerWord w) internal pure returns (uint8) {
        return uint8(uint256(PeerWord.unwrap(w)) >> 248);
    }

    function withState(PeerWord w, uint8 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function scheme(PeerWord w) internal pure returns (uint8) {
        return uint8(uint256(PeerWord.unwrap(w)) >> 240);
    }

    function withScheme(PeerWord w, uint8 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function threshold(PeerWord w) internal pure returns (uint8) {
        return uint8(uint256(PeerWord.unwrap(w)) >> 232);
    }

    function withThreshold(PeerWord w, uint8 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xff) << 232)) | (uint256(v) << 232)));
    }

    function notaries(PeerWord w) internal pure returns (uint8) {
        return uint8(uint256(PeerWord.unwrap(w)) >> 224);
    }

    function withNotaries(PeerWord w, uint8 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xff) << 224)) | (uint256(v) << 224)));
    }

    function setEpoch(PeerWord w) internal pure returns (uint32) {
        return uint32(uint256(PeerWord.unwrap(w)) >> 192);
    }

    function withSetEpoch(PeerWord w, uint32 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xffffffff) << 192)) | (uint256(v) << 192)));
    }

    function number(PeerWord w) internal pure returns (uint64) {
        return uint64(uint256(PeerWord.unwrap(w)) >> 128);
    }

    function withNumber(PeerWord w, uint64 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xffffffffffffffff) << 128)) | (uint256(v) << 128)));
    }

    function timestamp(PeerWord w) internal pure returns (uint40) {
        return uint40((uint256(PeerWord.unwrap(w)) >> 92) & 0xfffffffff);
    }

    function withTimestamp(PeerWord w, uint40 v) internal pure returns (PeerWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xfffffffff) << 92)) | (uint256(v) << 92)));
    }

    function maxAge(PeerWord w) internal pure returns (uint32) {
        return uint32(uint256(PeerWord.unwrap(w)) >> 60);
    }

    function withMaxAge(PeerWord w, uint32 v) internal pure returns (PeerWord) {
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xffffffff) << 60)) | (uint256(v) << 60)));
    }

    function tradeAge(PeerWord w) internal pure returns (uint32) {
        return uint32((uint256(PeerWord.unwrap(w)) >> 40) & 0xfffff);
    }

    function withTradeAge(PeerWord w, uint32 v) internal pure returns (PeerWord) {
        if (v > 0xfffff) revert FieldTooWide(v, 20);
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xfffff) << 40)) | (uint256(v) << 40)));
    }

    function financeAge(PeerWord w) internal pure returns (uint32) {
        return uint32((uint256(PeerWord.unwrap(w)) >> 20) & 0xfffff);
    }

    function withFinanceAge(PeerWord w, uint32 v) internal pure returns (PeerWord) {
        if (v > 0xfffff) revert FieldTooWide(v, 20);
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xfffff) << 20)) | (uint256(v) << 20)));
    }

    function councilSeq(PeerWord w) internal pure returns (uint32) {
        return uint32((uint256(PeerWord.unwrap(w))) & 0xfffff);
    }

    function withCouncilSeq(PeerWord w, uint32 v) internal pure returns (PeerWord) {
        if (v > 0xfffff) revert FieldTooWide(v, 20);
        return PeerWord.wrap(bytes32((uint256(PeerWord.unwrap(w)) & ~(uint256(0xfffff) << 0)) | uint256(v)));
    }
}
