// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The whole key of a grant: its id is the hash of it, so scope and term are bound by every signature over an id.
/// @param parent The dataId of a title, the id of the parent of any other grant.
/// @param packed Scope and term, see PackedWord.
/// @param termsDigest Digest of the terms agreed off chain.
struct GrantKey {
    bytes32 parent;
    bytes32 packed;
    bytes32 termsDigest;
}

/// @notice A signature over the struct of a verb, by one key of a party.
/// @param signer The signing key, a key of the party whose consent is needed; a contract answers by ERC-1271.
/// @param signedAt When it was signed; a party voids what it signed before its word's `since`.
/// @param deadline The last second at which the signature counts.
/// @param signature 65 bytes r, s, v (low s), or what the ERC-1271 contract expects.
struct Consent {
    address signer;
    uint40 signedAt;
    uint40 deadline;
    bytes signature;
}

/// @notice What a key may do, and from when until when.
struct KeyTerms {
    address key;
    uint32 roles;
    uint40 from;
    uint40 until;
}

/// @notice One leg of a revenue split, in fen.
struct Leg {
    uint32 party;
    uint8 role;
    uint256 fen;
}

/// @notice The money part of trade terms. It stays private: the chain receives only its hashStruct.
struct Money {
    uint256 amountFen;
    bytes32 splitDigest;
    bytes32 settlementDigest;
    bytes32 salt;
}
