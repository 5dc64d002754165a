// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CalendarWord} from "../../src/types/CalendarWord.sol";
import {FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {ObjectionWord} from "../../src/types/ObjectionWord.sol";
import {OriginWord} from "../../src/types/OriginWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {WordVectors} from "../kit/WordVectors.sol";

/// @notice The words of tests/vectors/core.json up to INTEREST, written and read field by field.
contract CoreWordsTest is WordVectors {
    function test_origin() public {
        _kind("ORIGIN");
        OriginWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withOrdinal(uint16(_u("ordinal")));
        w = w.withSince(uint40(_u("since")));
        bytes32 word = _word();
        assertEq(OriginWord.unwrap(w), word, "ORIGIN");
        assertEq(OriginWord.wrap(word).state(), _u("state"), "ORIGIN.state");
        assertEq(OriginWord.wrap(word).ordinal(), _u("ordinal"), "ORIGIN.ordinal");
        assertEq(OriginWord.wrap(word).since(), _u("since"), "ORIGIN.since");
    }

    function test_module() public {
        _kind("MODULE");
        ModuleWord w;
        w = w.withFrom(uint40(_u("from")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withCodeHash(uint184(_u("codeHash")));
        bytes32 word = _word();
        assertEq(ModuleWord.unwrap(w), word, "MODULE");
        assertEq(ModuleWord.wrap(word).from_(), _u("from"), "MODULE.from");
        assertEq(ModuleWord.wrap(word).until(), _u("until"), "MODULE.until");
        assertEq(ModuleWord.wrap(word).codeHash(), _u("codeHash"), "MODULE.codeHash");
    }

    function test_key() public {
        _kind("KEY");
        KeyWord w;
        w = w.withParty(uint32(_u("party")));
        w = w.withRoles(uint32(_u("roles")));
        w = w.withExchange(uint16(_u("exchange")));
        w = w.withFrom(uint40(_u("from")));
        w = w.withUntil(uint40(_u("until")));
        bytes32 word = _word();
        assertEq(KeyWord.unwrap(w), word, "KEY");
        assertEq(KeyWord.wrap(word).party(), _u("party"), "KEY.party");
        assertEq(KeyWord.wrap(word).roles(), _u("roles"), "KEY.roles");
        assertEq(KeyWord.wrap(word).exchange(), _u("exchange"), "KEY.exchange");
        assertEq(KeyWord.wrap(word).from_(), _u("from"), "KEY.from");
        assertEq(KeyWord.wrap(word).until(), _u("until"), "KEY.until");
    }

    function test_party() public {
        _kind("PARTY");
        PartyWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withKind(uint8(_u("kind")));
        w = w.withFlags(uint8(_u("flags")));
        w = w.withExchange(uint16(_u("exchange")));
        w = w.withSuccessor(uint32(_u("successor")));
        w = w.withSince(uint40(_u("since")));
        w = w.withFrozenUntil(uint40(_u("frozenUntil")));
        w = w.withFreezes(uint8(_u("freezes")));
        w = w.withSuspectFrom(uint40(_u("suspectFrom")));
        w = w.withSuspectTo(uint40(_u("suspectTo")));
        w = w.withBehind(uint8(_u("behind")));
        bytes32 word = _word();
        assertEq(PartyWord.unwrap(w), word, "PARTY");
        assertEq(PartyWord.wrap(word).state(), _u("state"), "PARTY.state");
        assertEq(PartyWord.wrap(word).kind(), _u("kind"), "PARTY.kind");
        assertEq(PartyWord.wrap(word).flags(), _u("flags"), "PARTY.flags");
        assertEq(PartyWord.wrap(word).exchange(), _u("exchange"), "PARTY.exchange");
        assertEq(PartyWord.wrap(word).successor(), _u("successor"), "PARTY.successor");
        assertEq(PartyWord.wrap(word).since(), _u("since"), "PARTY.since");
        assertEq(PartyWord.wrap(word).frozenUntil(), _u("frozenUntil"), "PARTY.frozenUntil");
        assertEq(PartyWord.wrap(word).freezes(), _u("freezes"), "PARTY.freezes");
        assertEq(PartyWord.wrap(word).suspectFrom(), _u("suspectFrom"), "PARTY.suspectFrom");
        assertEq(PartyWord.wrap(word).suspectTo(), _u("suspectTo"), "PARTY.suspectTo");
        assertEq(PartyWord.wrap(word).behind(), _u("behind"), "PARTY.behind");
    }

    function test_calendar() public {
        _kind("CALENDAR");
        CalendarWord w;
        w = w.withPublished(uint8(_u("published")));
        w = w.withDays(_u("days"));
        bytes32 word = _word();
        assertEq(CalendarWord.unwrap(w), word, "CALENDAR");
        assertEq(CalendarWord.wrap(word).published(), _u("published"), "CALENDAR.published");
        assertEq(CalendarWord.wrap(word).days_(), _u("days"), "CALENDAR.days");
    }

    function test_grant() public {
        _kind("GRANT");
        GrantWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withRights(uint8(_u("rights")));
        w = w.withDepth(uint8(_u("depth")));
        w = w.withFlags(uint16(_u("flags")));
        w = w.withHolder(uint32(_u("holder")));
        w = w.withRegistrar(uint16(_u("registrar")));
        w = w.withSince(uint40(_u("since")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withCertUntil(uint40(_u("certUntil")));
        w = w.withFrozenUntil(uint40(_u("frozenUntil")));
        w = w.withFreezes(uint8(_u("freezes")));
        w = w.withRanks(uint8(_u("ranks")));
        w = w.withLiveRanks(uint8(_u("liveRanks")));
        w = w.withOpenObjections(uint8(_u("openObjections")));
        bytes32 word = _word();
        assertEq(GrantWord.unwrap(w), word, "GRANT");
        assertEq(GrantWord.wrap(word).state(), _u("state"), "GRANT.state");
        assertEq(GrantWord.wrap(word).rights(), _u("rights"), "GRANT.rights");
        assertEq(GrantWord.wrap(word).depth(), _u("depth"), "GRANT.depth");
        assertEq(GrantWord.wrap(word).flags(), _u("flags"), "GRANT.flags");
        assertEq(GrantWord.wrap(word).holder(), _u("holder"), "GRANT.holder");
        assertEq(GrantWord.wrap(word).registrar(), _u("registrar"), "GRANT.registrar");
        assertEq(GrantWord.wrap(word).since(), _u("since"), "GRANT.since");
        assertEq(GrantWord.wrap(word).until(), _u("until"), "GRANT.until");
        assertEq(GrantWord.wrap(word).certUntil(), _u("certUntil"), "GRANT.certUntil");
        assertEq(GrantWord.wrap(word).frozenUntil(), _u("frozenUntil"), "GRANT.frozenUntil");
        assertEq(GrantWord.wrap(word).freezes(), _u("freezes"), "GRANT.freezes");
        assertEq(GrantWord.wrap(word).ranks(), _u("ranks"), "GRANT.ranks");
        assertEq(GrantWord.wrap(word).liveRanks(), _u("liveRanks"), "GRANT.liveRanks");
        assertEq(GrantWord.wrap(word).openObjections(), _u("openObjections"), "GRANT.openObjections");
    }

    function test_objection() public {
        _kind("OBJECTION");
        ObjectionWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withReason(uint8(_u("reason")));
        w = w.withParty(uint32(_u("party")));
        w = w.withSince(uint40(_u("since")));
        w = w.withSettled(uint40(_u("settled")));
        w = w.withDigest(uint128(_u("digest")));
        bytes32 word = _word();
        assertEq(ObjectionWord.unwrap(w), word, "OBJECTION");
        assertEq(ObjectionWord.wrap(word).state(), _u("state"), "OBJECTION.state");
        assertEq(ObjectionWord.wrap(word).reason(), _u("reason"), "OBJECTION.reason");
        assertEq(ObjectionWord.wrap(word).party(), _u("party"), "OBJECTION.party");
        assertEq(ObjectionWord.wrap(word).since(), _u("since"), "OBJECTION.since");
        assertEq(ObjectionWord.wrap(word).settled(), _u("settled"), "OBJECTION.settled");
        assertEq(ObjectionWord.wrap(word).digest(), _u("digest"), "OBJECTION.digest");
    }

    function test_freeze() public {
        _kind("FREEZE");
        FreezeWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withScope(uint8(_u("scope")));
        w = w.withFlags(uint8(_u("flags")));
        w = w.withAuthority(uint32(_u("authority")));
        w = w.withSince(uint40(_u("since")));
        w = w.withUntil(uint40(_u("until")));
        w = w.withDigest(uint128(_u("digest")));
        bytes32 word = _word();
        assertEq(FreezeWord.unwrap(w), word, "FREEZE");
        assertEq(FreezeWord.wrap(word).state(), _u("state"), "FREEZE.state");
        assertEq(FreezeWord.wrap(word).scope(), _u("scope"), "FREEZE.scope");
        assertEq(FreezeWord.wrap(word).flags(), _u("flags"), "FREEZE.flags");
        assertEq(FreezeWord.wrap(word).authority(), _u("authority"), "FREEZE.authority");
        assertEq(FreezeWord.wrap(word).since(), _u("since"), "FREEZE.since");
        assertEq(FreezeWord.wrap(word).until(), _u("until"), "FREEZE.until");
        assertEq(FreezeWord.wrap(word).digest(), _u("digest"), "FREEZE.digest");
    }

    function test_interest() public {
        _kind("INTEREST");
        InterestWord w;
        w = w.withState(uint8(_u("state")));
        w = w.withKind(uint8(_u("kind")));
        w = w.withSecured(uint32(_u("secured")));
        w = w.withSince(uint40(_u("since")));
        w = w.withMaturity(uint40(_u("maturity")));
        w = w.withConsents(uint8(_u("consents")));
        w = w.withDigest(uint128(_u("digest")));
        bytes32 word = _word();
        assertEq(InterestWord.unwrap(w), word, "INTEREST");
        assertEq(InterestWord.wrap(word).state(), _u("state"), "INTEREST.state");
        assertEq(InterestWord.wrap(word).kind(), _u("kind"), "INTEREST.kind");
        assertEq(InterestWord.wrap(word).secured(), _u("secured"), "INTEREST.secured");
        assertEq(InterestWord.wrap(word).since(), _u("since"), "INTEREST.since");
        assertEq(InterestWord.wrap(word).maturity(), _u("maturity"), "INTEREST.maturity");
        assertEq(InterestWord.wrap(word).consents(), _u("consents"), "INTEREST.consents");
        assertEq(InterestWord.wrap(word).digest(), _u("digest"), "INTEREST.digest");
    }
}
