// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

import {FieldTooWide} from "./Fields.sol";

/// @notice The scope and term of a grant, bound by its key and so by every signature over an id.
/// @dev Layout:
///   bits 255..224  purpose (32)
///   bits 223..184  region (40)
///   bits 183..160  action (24)
///   bits 159..152  rights (8)
///   bits 151..144  basis (8)
///   bits 143..136  mode (8)
///   bits 135..100  notBefore (36)
///   bits  99.. 64  until (36)
///   bits  63..  0  nonce (64)
type PackedWord is bytes32;

using PackedWords for PackedWord global;

/// @notice Reads and rewrites the fields of PACKED; a value wider than its field is refused.
library PackedWords {
    uint256 internal constant PURPOSE_MASK = 0xffffffff << 224;
    uint256 internal constant REGION_MASK = 0xffffffffff << 184;
    uint256 internal constant ACTION_MASK = 0xffffff << 160;
    uint256 internal constant RIGHTS_MASK = 0xff << 152;
    uint256 internal constant BASIS_MASK = 0xff << 144;
    uint256 internal constant MODE_MASK = 0xff << 136;
    uint256 internal constant NOT_BEFORE_MASK = 0xfffffffff << 100;
    uint256 internal constant UNTIL_MASK = 0xfffffffff << 64;
    uint256 internal constant NONCE_MASK = 0xffffffffffffffff << 0;

    function purpose(PackedWord w) internal pure returns (uint32) {
        return uint32(uint256(PackedWord.unwrap(w)) >> 224);
    }

    function withPurpose(PackedWord w, uint32 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xffffffff) << 224)) | (uint256(v) << 224)));
    }

    function region(PackedWord w) internal pure returns (uint40) {
        return uint40(uint256(PackedWord.unwrap(w)) >> 184);
    }

    function withRegion(PackedWord w, uint40 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xffffffffff) << 184)) | (uint256(v) << 184)));
    }

    function action(PackedWord w) internal pure returns (uint32) {
        return uint32((uint256(PackedWord.unwrap(w)) >> 160) & 0xffffff);
    }

    function withAction(PackedWord w, uint32 v) internal pure returns (PackedWord) {
        if (v > 0xffffff) revert FieldTooWide(v, 24);
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xffffff) << 160)) | (uint256(v) << 160)));
    }

    function rights(PackedWord w) internal pure returns (uint8) {
        return uint8(uint256(PackedWord.unwrap(w)) >> 152);
    }

    function withRights(PackedWord w, uint8 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xff) << 152)) | (uint256(v) << 152)));
    }

    function basis(PackedWord w) internal pure returns (uint8) {
        return uint8(uint256(PackedWord.unwrap(w)) >> 144);
    }

    function withBasis(PackedWord w, uint8 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xff) << 144)) | (uint256(v) << 144)));
    }

    function mode(PackedWord w) internal pure returns (uint8) {
        return uint8(uint256(PackedWord.unwrap(w)) >> 136);
    }

    function withMode(PackedWord w, uint8 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xff) << 136)) | (uint256(v) << 136)));
    }

    function notBefore(PackedWord w) internal pure returns (uint40) {
        return uint40((uint256(PackedWord.unwrap(w)) >> 100) & 0xfffffffff);
    }

    function withNotBefore(PackedWord w, uint40 v) internal pure returns (PackedWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xfffffffff) << 100)) | (uint256(v) << 100)));
    }

    function until(PackedWord w) internal pure returns (uint40) {
        return uint40((uint256(PackedWord.unwrap(w)) >> 64) & 0xfffffffff);
    }

    function withUntil(PackedWord w, uint40 v) internal pure returns (PackedWord) {
        if (v > 0xfffffffff) revert FieldTooWide(v, 36);
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xfffffffff) << 64)) | (uint256(v) << 64)));
    }

    function nonce(PackedWord w) internal pure returns (uint64) {
        return uint64(uint256(PackedWord.unwrap(w)));
    }

    function withNonce(PackedWord w, uint64 v) internal pure returns (PackedWord) {
        return PackedWord.wrap(bytes32((uint256(PackedWord.unwrap(w)) & ~(uint256(0xffffffffffffffff) << 0)) | uint256(v)));
    }
}
