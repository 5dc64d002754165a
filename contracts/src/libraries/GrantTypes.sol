// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../interfaces/IGrantReserves.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {Ids} from "./Ids.sol";
import {Reads} from "./Reads.sol";

/// @notice The EIP-712 structs that holders and receivers of grants sign. Each carries the words it was decided on, so a signature
/// counts for that state only, and its times, so a party can void it.
library GrantTypes {
    bytes32 internal constant LICENSE = keccak256(
        "License(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant TRANSFER = keccak256(
        "Transfer(bytes32 grantId,uint32 from,uint32 to,uint8 reason,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant SPLIT = keccak256(
        "Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant SURRENDER = keccak256(
        "Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant RESERVE = keccak256(
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    /// @notice The words that a consent was given on: of the grant, and of its parent, zero for a title.
    struct Seen {
        bytes32 word;
        bytes32 parentWord;
    }

    /// @notice hashStruct(License).
    function license(GrantKey calldata key, uint32 holder, bytes32 parentWord, Consent calldata by)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(LICENSE, key, holder, parentWord, by.signedAt, by.deadline));
    }

    /// @notice hashStruct(Transfer).
    function transfer(
        bytes32 grantId,
        uint32 from,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Seen memory seen,
        Consent calldata by
    ) internal pure returns (bytes32) {
        bytes32[10] memory fields;
        (fields[0], fields[1], fields[2], fields[3]) = (TRANSFER, grantId, Ids.ofNumber(from), Ids.ofNumber(to));
        (fields[4], fields[5], fields[6], fields[7]) = (Ids.ofNumber(reason), termsDigest, seen.word, seen.parentWord);
        (fields[8], fields[9]) = (Ids.ofNumber(by.signedAt), Ids.ofNumber(by.deadline));
        return Reads.hash(fields);
    }

    /// @notice hashStruct(Split).
    function split(bytes32 grantId, bytes32[] memory parts, Seen memory seen, Consent calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32 listed = keccak256(abi.encodePacked(parts));
        return keccak256(abi.encode(SPLIT, grantId, listed, seen, by.signedAt, by.deadline));
    }

    /// @notice hashStruct(Surrender).
    function surrender(bytes32 grantId, bytes32 digest, Seen memory seen, Consent calldata by)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(SURRENDER, grantId, digest, seen, by.signedAt, by.deadline));
    }

    /// @notice hashStruct(Reserve); Reservation has its fields in the order of the type.
    function reserve(
        GrantKey calldata key,
        uint32 holder,
        IGrantReserves.Reservation calldata reservation,
        bytes32 parentWord,
        Consent calldata by
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(RESERVE, key, holder, reservation, parentWord, by.signedAt, by.deadline));
    }
}
