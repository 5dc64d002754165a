// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../interfaces/IParties.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {PartyKind, Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyState, PartyWord} from "../../types/PartyWord.sol";
import {Consent, KeyTerms} from "../../types/Structs.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice Exchanges, authorities and parties enter the register, each with a first key that signs for itself.
abstract contract PartyEnrolment is PartyBase {
    bytes32 private constant ENROLMENT = keccak256(
        "Enrolment(uint32 party,uint8 kind,uint16 exchange,bytes32 identityDigest,address key,uint32 roles,uint40 from,uint40 until,uint40 signedAt,uint40 deadline)"
    );

    /// @dev A new party, as its enrolment names it.
    struct Newcomer {
        uint32 party;
        uint8 kind;
        uint16 exchange;
        bytes32 identityDigest;
    }

    /// @inheritdoc IParties
    function admitExchange(uint16 exchange, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external
    {
        _requireCouncil();
        if (exchange == 0) revert PartyNumberRefused(exchange);
        Newcomer memory newcomer = Newcomer(exchange, PartyKind.EXCHANGE, exchange, identityDigest);
        _checkEnrolment(newcomer, first, own);
        emit ExchangeAdmitted(exchange, identityDigest, first.key, first.roles, first.from, first.until, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(
                ExchangeAdmitted.selector,
                exchange,
                identityDigest,
                first.key,
                first.roles,
                first.from,
                first.until,
                msg.sender
            )
        );
        _writeParty(newcomer, first, leaf);
    }

    /// @inheritdoc IParties
    function enrolAuthority(uint32 party, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external
    {
        _requireCouncil();
        _enrol(Newcomer(party, PartyKind.AUTHORITY, 0, identityDigest), first, own);
    }

    /// @inheritdoc IParties
    function enrol(uint32 party, uint8 kind, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external
    {
        KeyWord actor = _actor(Role.EXCHANGE);
        if (kind == 0 || kind > PartyKind.NATURAL) revert PartyKindRefused(kind);
        _enrol(Newcomer(party, kind, actor.exchange(), identityDigest), first, own);
    }

    function _enrol(Newcomer memory n, KeyTerms calldata first, Consent calldata own) private {
        if (n.party <= type(uint16).max) revert PartyNumberRefused(n.party);
        _checkEnrolment(n, first, own);
        emit PartyEnrolled(
            n.party, n.kind, n.exchange, n.identityDigest, first.key, first.roles, first.from, first.until, msg.sender
        );
        bytes32 leaf = keccak256(
            abi.encode(
                PartyEnrolled.selector,
                n.party,
                n.kind,
                n.exchange,
                n.identityDigest,
                first.key,
                first.roles,
                first.from,
                first.until,
                msg.sender
            )
        );
        _writeParty(n, first, leaf);
    }

    /// The party and its first key are one act: neither stands without the other.
    function _writeParty(Newcomer memory n, KeyTerms calldata first, bytes32 leaf) private {
        PartyWord word = PartyWord.wrap(0).withState(PartyState.ACTIVE).withKind(n.kind).withExchange(n.exchange)
            .withSince(uint40(block.timestamp));
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(Kind.PARTY, Ids.ofNumber(n.party), 0, PartyWord.unwrap(word), leaf);
        bytes32 key = KeyWord.unwrap(_keyWord(n.party, n.exchange, first));
        entries[1] = IRegister.Entry(Kind.KEY, Ids.ofAddress(first.key), 0, key, leaf);
        register.writeMany(entries);
    }

    function _checkEnrolment(Newcomer memory n, KeyTerms calldata first, Consent calldata own) private view {
        if (n.identityDigest == 0) revert ZeroField("identityDigest");
        if (PartyWord.unwrap(_partyOf(n.party)) != 0) revert PartyExists(n.party);
        _checkKey(first, _allowedRoles(n.kind));
        // A party whose first key could not act for it, nor add another, would be dead from the start.
        uint32 keeper = _keeperRole(n.kind);
        if (first.roles & keeper == 0) revert RoleMissing(first.key, first.roles, keeper);
        _requireOwn(_enrolment(n, first, own), first.key, own);
    }

    function _enrolment(Newcomer memory n, KeyTerms calldata k, Consent calldata own) private pure returns (bytes32) {
        bytes memory who = abi.encode(ENROLMENT, n.party, n.kind, n.exchange, n.identityDigest);
        return keccak256(bytes.concat(who, abi.encode(k.key, k.roles, k.from, k.until, own.signedAt, own.deadline)));
    }

    function _allowedRoles(uint8 kind) private pure returns (uint32) {
        if (kind == PartyKind.EXCHANGE) return Role.OF_EXCHANGE;
        return kind == PartyKind.AUTHORITY ? Role.OF_AUTHORITY : Role.OF_PARTY;
    }
}
