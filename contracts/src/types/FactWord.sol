// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice What one exchange knows of a foreign record, and decided; for trade and finance it counts so many seconds.
/// @dev Layout:
///   bits 255..248  answer (8)
///   bits 247..240  reason (8)
///   bits 239..224  flags (16)
///   bits 223..216  decision (8)
///   bits 215..208  decisionReason (8)
///   bits 207..172  asOf (36)
///   bits 171..136  until (36)
///   bits 135.. 72  statement (64)
///   bits  71.. 40  agreement (32)
///   bits  39.. 20  tradeAge (20)
///   bits  19..  0  financeAge (20)
type FactWord is bytes32;

using FactWords for FactWord global;

/// @notice Reads and rewrites the fields of FACT; a value wider than its field is refused.
library FactWords {
    uint8 internal constant KIND = 16;
    uint256 internal constant ANSWER_MASK = 0xff << 248;
    uint256 internal constant REASON_MASK = 0xff << 240;
    uint256 internal constant FLAGS_MASK = 0xffff << 224;
    uint256 internal constant DECISION_MASK = 0xff << 216;
    uint256 internal constant DECISION_REASON_MASK = 0xff << 208;
    uint256 internal constant AS_OF_MASK = 0xfffffffff << 172;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 136;
    uint256 internal constant STATEMENT_MASK = 0xffffffffffffffff << 72;
    uint256 internal constant AGREEMENT_MASK = 0xffffffff << 40;
    uint256 internal constant TRADE_AGE_MASK = 0xfffff << 20;
    uint256 internal constant FINANCE_AGE_MASK = 0xfffff << 0;

    function answer(FactWord w) internal pure returns (uint8) {
        return uint8(uint256(FactWord.unwrap(w)) >> 248);
    }

    function withAnswer(FactWord w, uint8 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function reason(FactWord w) internal pure returns (uint8) {
        return uint8(uint256(FactWord.unwrap(w)) >> 240);
    }

    function withReason(FactWord w, uint8 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function flags(FactWord w) internal pure returns (uint16) {
        return uint16(uint256(FactWord.unwrap(w)) >> 224);
    }

    function withFlags(FactWord w, uint16 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xffff) << 224)) | (uint256(v) << 224)));
    }

    function decision(FactWord w) internal pure returns (uint8) {
        return uint8(uint256(FactWord.unwrap(w)) >> 216);
    }

    function withDecision(FactWord w, uint8 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xff) << 216)) | (uint256(v) << 216)));
    }

    function decisionReason(FactWord w) internal pure returns (uint8) {
        return uint8(uint256(FactWord.unwrap(w)) >> 208);
    }

    function withDecisionReason(FactWord w, uint8 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xff) << 208)) | (uint256(v) << 208)));
    }

    function asOf(FactWord w) internal pure returns (uint40) {
        return uint40((uint256(FactWord.unwrap(w)) >> 172) & 0xfffffffff);
    }

    function withAsOf(FactWord w, uint40 v) internal pure returns (FactWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xfffffffff) << 172)) | (uint256(v) << 172)));
    }

    function until(FactWord w) internal pure returns (uint40) {
        return uint40((uint256(FactWord.unwrap(w)) >> 136) & 0xfffffffff);
    }

    function withUntil(FactWord w, uint40 v) internal pure returns (FactWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xfffffffff) << 136)) | (uint256(v) << 136)));
    }

    function statement(FactWord w) internal pure returns (uint64) {
        return uint64(uint256(FactWord.unwrap(w)) >> 72);
    }

    function withStatement(FactWord w, uint64 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xffffffffffffffff) << 72)) | (uint256(v) << 72)));
    }

    function agreement(FactWord w) internal pure returns (uint32) {
        return uint32(uint256(FactWord.unwrap(w)) >> 40);
    }

    function withAgreement(FactWord w, uint32 v) internal pure returns (FactWord) {
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xffffffff) << 40)) | (uint256(v) << 40)));
    }

    function tradeAge(FactWord w) internal pure returns (uint32) {
        return uint32((uint256(FactWord.unwrap(w)) >> 20) & 0xfffff);
    }

    function withTradeAge(FactWord w, uint32 v) internal pure returns (FactWord) {
        if (v > 0xfffff) revert FieldTooWide(v, 20);
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xfffff) << 20)) | (uint256(v) << 20)));
    }

    function financeAge(FactWord w) internal pure returns (uint32) {
        return uint32((uint256(FactWord.unwrap(w))) & 0xfffff);
    }

    function withFinanceAge(FactWord w, uint32 v) internal pure returns (FactWord) {
        if (v > 0xfffff) revert FieldTooWide(v, 20);
        return FactWord.wrap(bytes32((uint256(FactWord.unwrap(w)) & ~(uint256(0xfffff) << 0)) | uint256(v)));
    }
}
