// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../interfaces/IParties.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {CivilDates} from "../libraries/CivilDates.sol";
import {Ids} from "../libraries/Ids.sol";
import {WorkingDays} from "../libraries/WorkingDays.sol";
import {PartyKind, Role} from "../types/Codes.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PartyState, PartyWord} from "../types/PartyWord.sol";
import {Consent, KeyTerms} from "../types/Structs.sol";
import {Module} from "./Module.sol";

/// @title Parties, their keys, and the working-day calendar; see IParties
contract Parties is Module, IParties {
    bytes32 private constant ENROLMENT = keccak256(
        "Enrolment(uint32 party,uint8 kind,uint16 exchange,bytes32 identityDigest,address key,uint32 roles,uint40 from,uint40 until,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant KEY_ADDITION = keccak256(
        "KeyAddition(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );

    /// @dev A new party, as its enrolment names it.
    struct Newcomer {
        uint32 party;
        uint8 kind;
        uint16 exchange;
        bytes32 identityDigest;
    }

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}

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

    /// @inheritdoc IParties
    function addKey(KeyTerms calldata key, Consent calldata own) external {
        KeyWord actor = _liveKey(msg.sender, 0);
        PartyWord word = _activeParty(actor.party());
        uint32 keeper = _keeperRole(word.kind());
        if (actor.roles() & keeper == 0) revert RoleMissing(msg.sender, actor.roles(), keeper);
        _addKey(actor, word, key, own);
    }

    /// @inheritdoc IParties
    function addKeyBySignature(uint32 party, KeyTerms calldata key, Consent calldata own, Consent calldata ofParty)
        external
    {
        if (PartyWord.unwrap(_partyOf(party)) == 0) revert PartyUnknown(party);
        PartyWord word = _activeParty(party);
        _requireConsent(_keyAddition(party, word, key, ofParty), ofParty, party);
        _addKey(_liveKey(ofParty.signer, _keeperRole(word.kind())), word, key, own);
    }

    /// @inheritdoc IParties
    function endKey(address key) external {
        KeyWord actor = _liveKey(msg.sender, 0);
        KeyWord word = _keyOf(key);
        if (KeyWord.unwrap(word) == 0) revert NotEnrolled(key);
        if (word.party() != actor.party()) revert KeyNotYours(key, word.party(), actor.party());
        uint32 keeper = _keeperRole(_partyOf(actor.party()).kind());
        // A key may always end itself; others are ended by a key that may add them.
        if (key != msg.sender && actor.roles() & keeper == 0) revert RoleMissing(msg.sender, actor.roles(), keeper);
        uint40 until = uint40(block.timestamp);
        if (word.until() != 0 && word.until() <= until) revert KeyAlreadyEnded(key, word.until());
        emit KeyEnded(actor.party(), key, until, msg.sender);
        bytes32 leaf = keccak256(abi.encode(KeyEnded.selector, actor.party(), key, until, msg.sender));
        _write(Kind.KEY, Ids.ofAddress(key), KeyWord.unwrap(word), KeyWord.unwrap(word.withUntil(until)), leaf);
    }

    /// @inheritdoc IParties
    function voidSignatures() external {
        uint32 party = _liveKey(msg.sender, Role.SIGN).party();
        PartyWord word = _activeParty(party);
        uint40 since = uint40(block.timestamp);
        emit SignaturesVoided(party, since, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SignaturesVoided.selector, party, since, msg.sender));
        _write(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(word), PartyWord.unwrap(word.withSince(since)), leaf);
    }

    /// @inheritdoc IParties
    function publishCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest) external {
        _requireCouncil();
        if (noticeDigest == 0) revert ZeroField("noticeDigest");
        _checkHalf(year, 0, firstHalf);
        _checkHalf(year, 1, secondHalf);
        bytes32 id = Ids.ofNumber(uint256(year) * 2);
        if (_read(Kind.CALENDAR, id) != 0) revert CalendarExists(year);
        emit CalendarPublished(year, firstHalf, secondHalf, noticeDigest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(CalendarPublished.selector, year, firstHalf, secondHalf, noticeDigest, msg.sender));
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(Kind.CALENDAR, id, 0, firstHalf, leaf);
        entries[1] = IRegister.Entry(Kind.CALENDAR, Ids.ofNumber(uint256(year) * 2 + 1), 0, secondHalf, leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc IParties
    function keyOf(address account)
        external
        view
        returns (uint32 party, uint32 roles, uint16 exchange, uint40 from, uint40 until)
    {
        KeyWord key = _keyOf(account);
        return (key.party(), key.roles(), key.exchange(), key.from_(), key.until());
    }

    /// @inheritdoc IParties
    function deadline(uint40 filedAt, uint8 workingDays) external view returns (uint40 end) {
        return WorkingDays.deadline(register, filedAt, workingDays);
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

    function _addKey(KeyWord keeper, PartyWord word, KeyTerms calldata key, Consent calldata own) private {
        uint32 party = keeper.party();
        _checkKey(key, _givenRoles(keeper, word.kind()));
        _requireOwn(_keyAddition(party, word, key, own), key.key, own);
        emit KeyAdded(party, key.key, key.roles, key.from, key.until, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(KeyAdded.selector, party, key.key, key.roles, key.from, key.until, msg.sender));
        bytes32 added = KeyWord.unwrap(_keyWord(party, word.exchange(), key));
        _write(Kind.KEY, Ids.ofAddress(key.key), 0, added, leaf);
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

    function _checkKey(KeyTerms calldata key, uint32 allowed) private view {
        if (key.key == address(0)) revert ZeroField("key");
        if (key.roles == 0 || key.roles & ~allowed != 0) revert RolesNotGiven(key.roles, allowed);
        if (key.until != 0 && (key.until <= key.from || key.until <= block.timestamp)) {
            revert KeyTermRefused(key.from, key.until);
        }
        KeyWord known = _keyOf(key.key);
        if (KeyWord.unwrap(known) != 0) revert KeyExists(key.key, known.party());
    }

    /// A new key cannot be looked up yet: it proves itself by its own signature.
    function _requireOwn(bytes32 structHash, address key, Consent calldata own) private view {
        if (own.signer != key) revert KeyNotSigner(own.signer, key);
        if (block.timestamp > own.deadline) revert DeadlinePassed(own.deadline, block.timestamp);
        if (own.signedAt > block.timestamp) revert SignedInFuture(own.signedAt, block.timestamp);
        _requireSignature(structHash, key, own.signature);
    }

    function _enrolment(Newcomer memory n, KeyTerms calldata k, Consent calldata own) private pure returns (bytes32) {
        bytes memory who = abi.encode(ENROLMENT, n.party, n.kind, n.exchange, n.identityDigest);
        return keccak256(bytes.concat(who, abi.encode(k.key, k.roles, k.from, k.until, own.signedAt, own.deadline)));
    }

    function _keyAddition(uint32 party, PartyWord word, KeyTerms calldata k, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                KEY_ADDITION, party, k.key, k.roles, k.from, k.until, PartyWord.unwrap(word), by.signedAt, by.deadline
            )
        );
    }

    function _keyWord(uint32 party, uint16 exchange, KeyTerms calldata k) private pure returns (KeyWord) {
        return
            KeyWord.wrap(0).withParty(party).withRoles(k.roles).withExchange(exchange).withFrom(k.from)
                .withUntil(k.until);
    }

    /// Which role of a party's keys may add and end its keys.
    function _keeperRole(uint8 kind) private pure returns (uint32) {
        return kind == PartyKind.EXCHANGE ? Role.EXCHANGE : Role.SIGN;
    }

    function _allowedRoles(uint8 kind) private pure returns (uint32) {
        if (kind == PartyKind.EXCHANGE) return Role.OF_EXCHANGE;
        return kind == PartyKind.AUTHORITY ? Role.OF_AUTHORITY : Role.OF_PARTY;
    }

    /// An exchange staffs itself. In any other party a key gives no more than it has, so that what the exchange or the council gave
    /// (REVIEWER, AUDITOR, AUTHORITY) is never taken by the party itself.
    function _givenRoles(KeyWord keeper, uint8 kind) private pure returns (uint32) {
        return kind == PartyKind.EXCHANGE ? Role.OF_EXCHANGE : keeper.roles();
    }

    function _checkHalf(uint16 year, uint256 half, bytes32 word) private pure {
        uint256 beyond = type(uint256).max >> (CivilDates.daysOfHalf(year, half) + 1);
        if (uint256(word) >> 255 == 0 || uint256(word) & beyond != 0) revert CalendarMalformed(year, word);
    }
}
