// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Seconds that a foreign statement counts, by what it is relied upon for: the more that is at stake, the fresher.
/// @param show Shown to a person. @param trade Sold on, below 2^20. @param finance Lent upon, below 2^20.
struct Ages {
    uint32 show;
    uint32 trade;
    uint32 finance;
}

/// @notice The terms of a club of exchanges that recognise each other's listings. One digest names them, see Clubs; each exchange
/// joins by its own act. What lies within is RECOGNIZED.
/// @param sectors GB/T 4754 sections, all of them for no restriction; a listing's purposes must lie within.
/// @param regions As `sectors`, for the regions of a listing.
/// @param bases Bit i is Basis i of the title; every defined bit for no restriction.
/// @param conditions Bits of ClubCondition. @param maxAgeShow Seconds that a statement counts; 0 leaves the peer's bound.
/// @param maxAgeTrade The same for trades. @param maxAgeFinance The same for finance.
/// @param until When the club ends. @param membersDigest keccak256(abi.encode(members)): origins, ascending.
/// @param termsDigest SHA-256 of the paper.
struct Club {
    uint32 sectors;
    uint40 regions;
    uint16 bases;
    uint8 conditions;
    uint32 maxAgeShow;
    uint32 maxAgeTrade;
    uint32 maxAgeFinance;
    uint40 until;
    bytes32 membersDigest;
    bytes32 termsDigest;
}
