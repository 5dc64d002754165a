// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitleCases} from "../../interfaces/ITitleCases.sol";
import {ITitleRegistration} from "../../interfaces/ITitleRegistration.sol";
import {Ascending} from "../../libraries/Ascending.sol";
import {CivilDates} from "../../libraries/CivilDates.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Action, Basis, LinkKind, PartyFlag, Reason, Right, Role} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {PartyState, PartyWord, PartyWords} from "../../types/PartyWord.sol";
import {SerialWord} from "../../types/SerialWord.sol";
import {GrantKey} from "../../types/Structs.sol";
import {TitleBase} from "./TitleBase.sol";

/// @notice Registration; see ITitleRegistration
abstract contract TitleRegistration is TitleBase, ITitleRegistration {
    uint8 internal constant CERTIFICATE_YEARS = 5; // G35 article 26
    uint16 private constant MOST_SERIALS = 9_999; // a month and registrar

    // What a PARTY word has of a party that may be another's affiliate: it was declared one, or it succeeded others.
    bytes32 private constant LINKED = bytes32(uint256(PartyFlag.AFFILIATE) << 232 | PartyWords.BEHIND_MASK);

    /// @dev What all registrations of one transaction share.
    struct Sitting {
        uint16 registrar;
        PartyWord office; // the registrar's
        uint40 certUntil;
        uint64 nextCertNo;
        IRegister.Entry serial;
    }

    /// @inheritdoc ITitleRegistration
    function registerTitle(GrantKey calldata key) external returns (uint64 certNo) {
        Sitting memory s = _sitting(1);
        certNo = s.nextCertNo;
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        bytes32 titleId = _plain(key);
        GrantWord word = GrantWord.wrap(_read(Kind.GRANT, titleId));
        entries[0] = _register(titleId, word, _partyOf(word.holder()), s);
        entries[1] = _serial(s, entries[0].leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleRegistration
    function registerTitles(GrantKey[] calldata keys) external {
        uint256 n = keys.length;
        Ascending.requireCount("keys", n, 1, MOST_BATCH);
        Sitting memory s = _sitting(n);
        bytes32[] memory ids = new bytes32[](n);
        for (uint256 i = 0; i < n; ++i) {
            ids[i] = _plain(keys[i]);
        }
        (bytes32[] memory words, bytes32[] memory holders) = _read(ids);
        IRegister.Entry[] memory entries = new IRegister.Entry[](n + 1);
        for (uint256 i = 0; i < n; ++i) {
            entries[i] = _register(ids[i], GrantWord.wrap(words[i]), PartyWord.wrap(holders[i]), s);
        }
        entries[n] = _serial(s, entries[n - 1].leaf);
        _requireDistinct(entries);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleRegistration
    function registerDerived(GrantKey calldata key, GrantKey[][] calldata sourcePaths, bytes32 innerTermsDigest)
        external
        returns (uint64 certNo)
    {
        uint8 basis = PackedWord.wrap(key.packed).basis();
        if (basis != Basis.DERIVED) revert FormRefused(basis);
        Sitting memory s = _sitting(1);
        certNo = s.nextCertNo;
        bytes32 titleId = Ids.titleId(origin, key);
        GrantWord word = GrantWord.wrap(_read(Kind.GRANT, titleId));
        IRegister.Entry memory first = _register(titleId, word, _partyOf(word.holder()), s);
        bytes32[] memory sources = _sources(sourcePaths, _lastHop(word.holder()));
        bytes32 bound = Ascending.derivedTerms(sources, innerTermsDigest);
        if (bound != key.termsDigest) revert SourcesDiffer(key.termsDigest, bound);
        register.writeMany(_withSources(first, _serial(s, first.leaf), sources, bound));
    }

    function _withSources(
        IRegister.Entry memory first,
        IRegister.Entry memory second,
        bytes32[] memory sources,
        bytes32 termsDigest
    ) private returns (IRegister.Entry[] memory entries) {
        entries = new IRegister.Entry[](sources.length + 2);
        (entries[0], entries[1]) = (first, second);
        for (uint256 i = 0; i < sources.length; ++i) {
            emit SourceLinked(first.id, sources[i], termsDigest, msg.sender);
            bytes32 leaf = keccak256(abi.encode(SourceLinked.selector, first.id, sources[i], termsDigest, msg.sender));
            entries[i + 2] = _linkEntry(LinkKind.SOURCE, first.id, sources[i], leaf);
        }
    }

    function _register(bytes32 titleId, GrantWord word, PartyWord holder, Sitting memory s)
        private
        returns (IRegister.Entry memory)
    {
        _requireRegistrable(titleId, word, s.registrar);
        _requireApplicant(word, holder, s);
        GrantWord next = word.withState(GrantState.ACTIVE).withSince(uint40(block.timestamp))
            .withCertUntil(word.until() < s.certUntil ? word.until() : s.certUntil);
        return _grantEntry(titleId, word, next, _sayRegistered(titleId, next, s));
    }

    function _sayRegistered(bytes32 titleId, GrantWord word, Sitting memory s) private returns (bytes32) {
        (uint64 certNo, uint16 registrar) = (s.nextCertNo++, s.registrar);
        emit Registered(titleId, word.holder(), registrar, certNo, word.since(), word.certUntil(), msg.sender);
        return keccak256(
            abi.encode(
                Registered.selector,
                titleId,
                word.holder(),
                registrar,
                certNo,
                word.since(),
                word.certUntil(),
                msg.sender
            )
        );
    }

    /// The month's numbers are counted once for all that are registered together.
    function _sitting(uint256 many) private view returns (Sitting memory s) {
        KeyWord key;
        (key, s.office) = _actorAndParty(Role.REGISTRAR);
        s.registrar = key.exchange();
        s.certUntil = uint40(CivilDates.addYears(block.timestamp, CERTIFICATE_YEARS));
        uint32 month = CivilDates.monthOf(block.timestamp);
        bytes32 id = Ids.serialId(s.registrar, month);
        SerialWord was = SerialWord.wrap(_read(Kind.SERIAL, id));
        uint256 count = was.count();
        if (count + many > MOST_SERIALS) revert SerialExhausted(s.registrar, month);
        s.nextCertNo = (uint64(s.registrar) * 1e6 + month) * 1e4 + uint64(count) + 1;
        bytes32 next = SerialWord.unwrap(was.withCount(uint16(count + many)));
        s.serial = IRegister.Entry(Kind.SERIAL, id, SerialWord.unwrap(was), next, 0);
    }

    function _read(bytes32[] memory ids) private view returns (bytes32[] memory words, bytes32[] memory holders) {
        words = register.readMany(Kind.GRANT, ids);
        holders = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            holders[i] = Ids.ofNumber(GrantWord.wrap(words[i]).holder());
        }
        holders = register.readMany(Kind.PARTY, holders);
    }

    function _plain(GrantKey calldata key) private view returns (bytes32) {
        if (PackedWord.wrap(key.packed).basis() == Basis.DERIVED) revert FormRefused(Basis.DERIVED);
        return Ids.titleId(origin, key);
    }

    function _requireRegistrable(bytes32 titleId, GrantWord word, uint16 registrar) private view {
        if (GrantWord.unwrap(word) == 0) revert TitleUnknown(titleId);
        if (word.state() != GrantState.NOTICED) revert WrongState(titleId, word.state(), GrantState.NOTICED);
        _requireHome(word, registrar);
        uint40 end = word.certUntil();
        if (block.timestamp < end) revert ITitleCases.NoticeNotEnded(titleId, end, block.timestamp);
        if (word.openObjections() != 0) revert ITitleCases.ObjectionsOpen(titleId, word.openObjections());
        if (word.until() <= block.timestamp) revert TermRefused(0, word.until(), block.timestamp);
    }

    /// The applicant was found to be another than the registrar at notice. Where either succeeded others or was ever declared an
    /// affiliate, perhaps since, both are looked at again; of all others no link can stand.
    function _requireApplicant(GrantWord word, PartyWord holder, Sitting memory s) private view {
        (uint32 acting, PartyWord party) = (word.holder(), holder);
        if (holder.successor() != 0) {
            acting = _lastHop(acting);
            party = _partyOf(acting);
        }
        if (party.state() != PartyState.ACTIVE) revert PartyNotActive(acting, party.state());
        if ((PartyWord.unwrap(party) | PartyWord.unwrap(s.office)) & LINKED == 0) return;
        _requireOther(Lines.line(register, s.registrar, s.office), acting, party);
    }

    function _sources(GrantKey[][] calldata paths, uint32 applicant) private view returns (bytes32[] memory sources) {
        Ascending.requireCount("sources", paths.length, 1, Ascending.MOST_SOURCES);
        sources = new bytes32[](paths.length);
        for (uint256 i = 0; i < paths.length; ++i) {
            sources[i] = _source(_found(paths[i]), applicant);
        }
    }

    function _source(GrantFacts.Found memory found, uint32 applicant) private view returns (bytes32 source) {
        source = _id(found);
        if (found.holder != applicant) revert SourceNotHeld(source, found.holder, applicant);
        uint8 reason = Predicates.whyInvalid(found.facts, block.timestamp);
        if (reason != Reason.NONE) revert SourceNotValid(source, reason);
        (uint8 rights, uint32 action) = (_word(found, 0).rights(), found.facts.leaf.action());
        if (rights & Right.USE == 0 || action & Action.DERIVE == 0) {
            revert SourceNotDerivable(source, rights, uint24(action));
        }
    }

    function _serial(Sitting memory s, bytes32 leaf) private pure returns (IRegister.Entry memory) {
        s.serial.leaf = leaf;
        return s.serial;
    }
}
