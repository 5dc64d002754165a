// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";

/// @notice Every id of the register (contracts/README.md, Ids). An id commits to its whole preimage; a tag keeps kinds apart.
library Ids {
    bytes32 internal constant DATA = keccak256("torrens/id/data/1");
    bytes32 internal constant TITLE = keccak256("torrens/id/title/1");
    bytes32 internal constant GRANT = keccak256("torrens/id/grant/1");
    bytes32 internal constant LISTING = keccak256("torrens/id/listing/1");
    bytes32 internal constant FREEZE = keccak256("torrens/id/freeze/1");
    bytes32 internal constant INTEREST = keccak256("torrens/id/interest/1");
    bytes32 internal constant OBJECTION = keccak256("torrens/id/objection/1");
    bytes32 internal constant REDEMPTION = keccak256("torrens/id/redemption/1");
    bytes32 internal constant SERIAL = keccak256("torrens/id/serial/1");
    bytes32 internal constant FACT = keccak256("torrens/id/fact/1");
    bytes32 internal constant PEER = keccak256("torrens/id/peer/1");
    bytes32 internal constant AGREEMENT = keccak256("torrens/id/agreement/1");
    bytes32 internal constant LINK = keccak256("torrens/id/link/1");
    bytes32 internal constant REVIEW = keccak256("torrens/id/review/1");

    function titleId(bytes32 origin, GrantKey memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(TITLE, origin, key));
    }

    function grantId(GrantKey memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(GRANT, key));
    }

    /// @notice `titleId` of a key as it was passed, `register` being its origin: hashed without taking it apart.
    function titleOf(bytes32 register, GrantKey calldata key) internal pure returns (bytes32 id) {
        bytes32 tag = TITLE;
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, tag)
            mstore(add(at, 0x20), register)
            calldatacopy(add(at, 0x40), key, 0x60)
            id := keccak256(at, 0xa0)
        }
    }

    /// @notice `grantId` of a key as it was passed: hashed without taking it apart.
    function grantOf(GrantKey calldata key) internal pure returns (bytes32 id) {
        bytes32 tag = GRANT;
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, tag)
            calldatacopy(add(at, 0x20), key, 0x60)
            id := keccak256(at, 0x80)
        }
    }

    /// @notice `keccak256(abi.encode(LISTING, …))`, as a market asks for it in every verb.
    function listingId(bytes32 grant, uint16 exchange, bytes32 productDigest, uint64 nonce)
        internal
        pure
        returns (bytes32 id)
    {
        bytes32 tag = LISTING;
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, tag)
            mstore(add(at, 0x20), grant)
            mstore(add(at, 0x40), and(exchange, 0xffff))
            mstore(add(at, 0x60), productDigest)
            mstore(add(at, 0x80), and(nonce, 0xffffffffffffffff))
            id := keccak256(at, 0xa0)
        }
    }

    function freezeId(bytes32 target, uint8 ordinal) internal pure returns (bytes32) {
        return keccak256(abi.encode(FREEZE, target, ordinal));
    }

    function interestId(bytes32 target, uint8 ordinal) internal pure returns (bytes32) {
        return keccak256(abi.encode(INTEREST, target, ordinal));
    }

    function objectionId(bytes32 title, uint8 ordinal) internal pure returns (bytes32) {
        return keccak256(abi.encode(OBJECTION, title, ordinal));
    }

    /// @param trade TradeTypes.tradeHash: a voucher and all that correct it are one trade, used once.
    function redemptionId(bytes32 trade, uint32 purpose, address verifier) internal pure returns (bytes32) {
        return keccak256(abi.encode(REDEMPTION, trade, purpose, verifier));
    }

    function serialId(uint16 registrar, uint32 yyyymm) internal pure returns (bytes32) {
        return keccak256(abi.encode(SERIAL, registrar, yyyymm));
    }

    /// @notice What one exchange knows of a foreign record; exchange 0: what anybody proved, which nobody decides on.
    function factId(bytes32 peer, uint8 kind, bytes32 foreignId, uint16 exchange) internal pure returns (bytes32) {
        return keccak256(abi.encode(FACT, peer, kind, foreignId, exchange));
    }

    function peerId(bytes32 homeOrigin) internal pure returns (bytes32) {
        return keccak256(abi.encode(PEER, homeOrigin));
    }

    function agreementId(bytes32 peer, uint16 exchange, bytes32 digest) internal pure returns (bytes32) {
        return keccak256(abi.encode(AGREEMENT, peer, exchange, digest));
    }

    /// @notice Two records in the order that the kind of link names.
    function linkId(uint8 kind, bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return keccak256(abi.encode(LINK, kind, a, b));
    }

    function reviewId(bytes32 listing, uint8 kind, uint32 reviewer) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVIEW, listing, kind, reviewer));
    }

    /// @notice The nonce of a title's key: only this registrar can file it for this first holder.
    function titleNonce(uint32 holder, uint32 registrar, bytes32 salt) internal pure returns (uint64) {
        return uint64(uint256(keccak256(abi.encode(holder, registrar, salt))));
    }

    function ofAddress(address a) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(a)));
    }

    function ofNumber(uint256 n) internal pure returns (bytes32) {
        return bytes32(n);
    }
}
