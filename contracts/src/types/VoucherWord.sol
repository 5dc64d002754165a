// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice A trade voucher; `authority`: whose order suspended or revoked it.
/// @dev Layout:
///   bits 255..248  state (8)
///   bits 247..240  flags (8)
///   bits 239..224  exchange (16)
///   bits 223..188  issuedAt (36)
///   bits 187..156  authority (32)
///   bits 155..  0  zero
type VoucherWord is bytes32;

using VoucherWords for VoucherWord global;

/// @notice States of VOUCHER words; 0 is the state of no word.
library VoucherState {
    uint8 internal constant ISSUED = 1;
    uint8 internal constant SUSPENDED = 2;
    uint8 internal constant SUPERSEDED = 3;
    uint8 internal constant REVOKED = 4;
}

/// @notice Reads and rewrites the fields of VOUCHER; a value wider than its field is refused.
library VoucherWords {
    uint8 internal constant KIND = 12;
    uint256 internal constant STATE_MASK = 0xff << 248;
    uint256 internal constant FLAGS_MASK = 0xff << 240;
    uint256 internal constant EXCHANGE_MASK = 0xffff << 224;
    uint256 internal constant ISSUED_AT_MASK = 0xfffffffff << 188;
    uint256 internal constant AUTHORITY_MASK = 0xffffffff << 156;

    function state(VoucherWord w) internal pure returns (uint8) {
        return uint8(uint256(VoucherWord.unwrap(w)) >> 248);
    }

    function withState(VoucherWord w, uint8 v) internal pure returns (VoucherWord) {
        return VoucherWord.wrap(bytes32((uint256(VoucherWord.unwrap(w)) & ~(uint256(0xff) << 248)) | (uint256(v) << 248)));
    }

    function flags(VoucherWord w) internal pure returns (uint8) {
        return uint8(uint256(VoucherWord.unwrap(w)) >> 240);
    }

    function withFlags(VoucherWord w, uint8 v) internal pure returns (VoucherWord) {
        return VoucherWord.wrap(bytes32((uint256(VoucherWord.unwrap(w)) & ~(uint256(0xff) << 240)) | (uint256(v) << 240)));
    }

    function exchange(VoucherWord w) internal pure returns (uint16) {
        return uint16(uint256(VoucherWord.unwrap(w)) >> 224);
    }

    function withExchange(VoucherWord w, uint16 v) internal pure returns (VoucherWord) {
        return VoucherWord.wrap(bytes32((uint256(VoucherWord.unwrap(w)) & ~(uint256(0xffff) << 224)) | (uint256(v) << 224)));
    }

    function issuedAt(VoucherWord w) internal pure returns (uint40) {
        return uint40((uint256(VoucherWord.unwrap(w)) >> 188) & 0xfffffffff);
    }

    function withIssuedAt(VoucherWord w, uint40 v) internal pure returns (VoucherWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return VoucherWord.wrap(bytes32((uint256(VoucherWord.unwrap(w)) & ~(uint256(0xfffffffff) << 188)) | (uint256(v) << 188)));
    }

    function authority(VoucherWord w) internal pure returns (uint32) {
        return uint32(uint256(VoucherWord.unwrap(w)) >> 156);
    }

    function withAuthority(VoucherWord w, uint32 v) internal pure returns (VoucherWord) {
        return VoucherWord.wrap(bytes32((uint256(VoucherWord.unwrap(w)) & ~(uint256(0xffffffff) << 156)) | (uint256(v) << 156)));
    }
}
