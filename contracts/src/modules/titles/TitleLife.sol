// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitleLife} from "../../interfaces/ITitleLife.sol";
import {CivilDates} from "../../libraries/CivilDates.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Annotation, GrantFlag, LinkKind, Role, Verb} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {TitleBase} from "./TitleBase.sol";

/// @notice Later registrations of a title, and its end; see ITitleLife
abstract contract TitleLife is TitleBase, ITitleLife {
    bytes32 private constant CHANGE = keccak256(
        "Change(bytes32 titleId,bytes32 changeDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RENEW =
        keccak256("Renew(bytes32 titleId,uint40 certUntil,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant CANCEL = keccak256(
        "Cancel(bytes32 titleId,bytes32 reasonDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    uint256 private constant RENEWAL_YEARS = 5; // G35 article 26
    int256 private constant RENEWAL_MONTHS = 6; // G35 article 36
    uint40 private constant NO_END = 2 ** 36 - 1;

    /// @inheritdoc ITitleLife
    function change(GrantKey[] calldata path, bytes32 changeDigest, Consent calldata ofHolder) external {
        _requireDigest("changeDigest", changeDigest);
        (GrantFacts.Found memory found, bytes32 titleId, GrantWord word) = _held(path);
        _requireConsent(_signedOf(CHANGE, found, changeDigest, ofHolder), ofHolder, found.holder);
        emit Changed(titleId, changeDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Changed.selector, titleId, changeDigest, msg.sender));
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _grantEntry(titleId, word, word, leaf);
        // The word stays, so nothing else would tell a consent that was used from one that was not.
        entries[1] = _linkEntry(LinkKind.CHANGE, titleId, changeDigest, leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleLife
    function renew(GrantKey[] calldata path, uint40 certUntil, Consent calldata ofHolder) external {
        (GrantFacts.Found memory found,,) = _held(path);
        (bytes32 titleId, GrantWord word) = (found.ids[0], found.facts.words[0]);
        _requireRenewable(titleId, word, certUntil);
        bytes32 next = Ids.ofNumber(certUntil);
        _requireConsent(_signed(RENEW, titleId, next, word, ofHolder), ofHolder, found.holder);
        emit Renewed(titleId, certUntil, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Renewed.selector, titleId, certUntil, msg.sender));
        _say(titleId, word, word.withCertUntil(certUntil), leaf);
    }

    /// @inheritdoc ITitleLife
    function annotate(bytes32 titleId, uint8 kind, bytes32 digest) external {
        (GrantWord word, bytes32 id, LinkWord link, uint32 authority) = _annotated(titleId, kind, digest);
        uint8 state = word.state();
        if (state != GrantState.ACTIVE && state != GrantState.SPLIT) {
            revert WrongState(titleId, state, GrantState.ACTIVE);
        }
        emit Annotated(titleId, kind, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Annotated.selector, titleId, kind, digest, msg.sender));
        LinkWord next =
            LinkWord.wrap(0).withKind(LinkKind.ANNOTATION).withSince(uint40(block.timestamp)).withParty(authority);
        _writeAnnotation(titleId, word, word.withFlags(word.flags() | GrantFlag.ANNOTATED), id, link, next, leaf);
    }

    /// @inheritdoc ITitleLife
    function clearAnnotation(bytes32 titleId, uint8 kind, bytes32 digest) external {
        (GrantWord word, bytes32 id, LinkWord link,) = _annotated(titleId, kind, digest);
        if (!_stands(link)) revert NotAnnotated(titleId, kind);
        emit AnnotationCleared(titleId, kind, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(AnnotationCleared.selector, titleId, kind, digest, msg.sender));
        GrantWord next = _othersStand(titleId, kind) ? word : word.withFlags(word.flags() & ~GrantFlag.ANNOTATED);
        _writeAnnotation(titleId, word, next, id, link, link.withUntil(uint40(block.timestamp)), leaf);
    }

    /// @inheritdoc ITitleLife
    function cancel(GrantKey[] calldata path, bytes32 reasonDigest, Consent calldata ofHolder) external {
        _requireDigest("reasonDigest", reasonDigest);
        (GrantFacts.Found memory found, bytes32 titleId, GrantWord word) = _held(path);
        _requireConsent(_signedOf(CANCEL, found, reasonDigest, ofHolder), ofHolder, found.holder);
        // A lapsed certificate stops what disposes of the right, not its end.
        found.facts.words[0] = found.facts.words[0].withCertUntil(NO_END);
        _requireFree(found, Verb.END);
        emit Cancelled(titleId, reasonDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Cancelled.selector, titleId, reasonDigest, msg.sender));
        _say(titleId, word, word.withState(GrantState.SURRENDERED), leaf);
    }

    /// @inheritdoc ITitleLife
    function revoke(bytes32 grantId, uint8 state, bytes32 orderDigest) external {
        _actor(Role.AUTHORITY);
        _requireDigest("orderDigest", orderDigest);
        GrantWord word = GrantWord.wrap(_read(Kind.GRANT, grantId));
        if (GrantWord.unwrap(word) == 0) revert TitleUnknown(grantId);
        if (!_mayEnd(word.state(), state)) revert EndRefused(grantId, word.state(), state);
        emit Revoked(grantId, state, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Revoked.selector, grantId, state, orderDigest, msg.sender));
        _say(grantId, word, word.withState(state), leaf);
    }

    function _writeAnnotation(
        bytes32 titleId,
        GrantWord word,
        GrantWord next,
        bytes32 linkId,
        LinkWord link,
        LinkWord nextLink,
        bytes32 leaf
    ) private {
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _grantEntry(titleId, word, next, leaf);
        entries[1] = IRegister.Entry(Kind.LINK, linkId, LinkWord.unwrap(link), LinkWord.unwrap(nextLink), leaf);
        register.writeMany(entries);
    }

    /// What is signed over a title or a part of one: its id, what comes next, its word and its parent's as they stand.
    function _signedOf(bytes32 structType, GrantFacts.Found memory found, bytes32 next, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes memory what = abi.encode(structType, _id(found), next, _word(found, 0), _parentWord(found));
        return keccak256(bytes.concat(what, abi.encode(by.signedAt, by.deadline)));
    }

    /// The end of a path that its home registrar acts on: a title, or a part split off one, ACTIVE, within its term, upheld by what it
    /// was split from, and another's than the registrar's own or its affiliate's.
    function _held(GrantKey[] calldata path)
        private
        view
        returns (GrantFacts.Found memory found, bytes32 titleId, GrantWord word)
    {
        (KeyWord key, PartyWord office) = _actorAndParty(Role.REGISTRAR);
        found = _found(path);
        (titleId, word) = (_id(found), _word(found, 0));
        if (word.depth() != 0) revert NotATitle(titleId, word.depth());
        if (word.state() != GrantState.ACTIVE) revert WrongState(titleId, word.state(), GrantState.ACTIVE);
        if (block.timestamp >= word.until()) revert TermRefused(0, word.until(), block.timestamp);
        _requireUpheld(found);
        _requireHome(word, key.exchange());
        _requireOther(Lines.line(register, key.exchange(), office), found.holder, found.acting);
    }

    /// A part ends with what it was split from: nothing is registered of it then.
    function _requireUpheld(GrantFacts.Found memory found) private pure {
        for (uint256 i = 0; i + 1 < found.ids.length; ++i) {
            uint8 state = found.facts.words[i].state();
            if (!Predicates.upholds(state)) revert WrongState(found.ids[i], state, GrantState.SPLIT);
        }
    }

    /// Who may annotate with this kind, and the link that says whether one stands: of the title and the kind's number. What an
    /// authority annotated, it, its successor or one above changes or clears; the link names it, and nobody for the other kinds.
    function _annotated(bytes32 titleId, uint8 kind, bytes32 digest)
        private
        view
        returns (GrantWord word, bytes32 id, LinkWord link, uint32 authority)
    {
        if (kind == 0 || kind > Annotation.OTHER) revert AnnotationRefused(kind);
        _requireDigest("digest", digest);
        word = _title(titleId);
        if (kind == Annotation.JUDICIAL) authority = _actor(Role.AUTHORITY).party();
        else _requireHome(word, _actor(Role.REGISTRAR).exchange());
        id = Ids.linkId(LinkKind.ANNOTATION, titleId, Ids.ofNumber(kind));
        link = LinkWord.wrap(_read(Kind.LINK, id));
        if (_stands(link) && !_mayUndo(authority, link.party())) {
            revert AnnotationOfAnother(titleId, link.party(), authority);
        }
    }

    function _othersStand(bytes32 titleId, uint8 kind) private view returns (bool) {
        for (uint8 other = 1; other <= Annotation.OTHER; ++other) {
            if (other != kind && _linked(LinkKind.ANNOTATION, titleId, Ids.ofNumber(other))) return true;
        }
        return false;
    }

    function _requireRenewable(bytes32 titleId, GrantWord word, uint40 certUntil) private view {
        uint256 former = word.certUntil();
        uint256 opens = CivilDates.addMonths(former, -RENEWAL_MONTHS);
        uint256 closes = CivilDates.endOf(CivilDates.dayOf(former) - 1);
        if (block.timestamp < opens || block.timestamp >= closes) {
            revert RenewalClosed(titleId, opens, closes, block.timestamp);
        }
        uint256 latest = CivilDates.addYears(former, RENEWAL_YEARS);
        if (word.until() < latest) latest = word.until();
        if (certUntil <= former || certUntil > latest) revert CertificateTermRefused(certUntil, former, latest);
    }

    function _stands(LinkWord link) private pure returns (bool) {
        return link.since() != 0 && link.until() == 0;
    }

    /// VOID and VOID_SPARING end what lives; the first may follow the second. What only waits lapses.
    function _mayEnd(uint8 state, uint8 next) private pure returns (bool) {
        if (state == GrantState.NOTICED || state == GrantState.RESERVED) return next == GrantState.LAPSED;
        bool lives = state == GrantState.ACTIVE || state == GrantState.SPLIT || state == GrantState.SURRENDERED;
        if (next == GrantState.VOID) return lives || state == GrantState.VOID_SPARING;
        return next == GrantState.VOID_SPARING && lives;
    }
}
