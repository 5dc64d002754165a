// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Action, GrantFlag, InterestKind, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState, InterestWord} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState} from "../../src/types/PartyWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Charging a grant, consenting, releasing; pre-notices.
contract InterestsTest is EncumbrancesBase {
    function test_aPledgeOnRecord() public {
        GrantWord before = grant(target);
        IInterests.Terms memory t = pledge(OUTSIDER);
        assertEq(charge(title, "provider", t), 1, "the first rank");
        InterestWord i = interest(target, 1);
        assertEq(i.state(), InterestState.LIVE, "live");
        assertEq(i.kind(), InterestKind.PLEDGE, "kind");
        assertEq(i.secured(), OUTSIDER, "secured");
        assertEq(i.since(), t0, "since");
        assertEq(i.maturity(), t.maturity, "maturity");
        assertEq(i.consents(), 0, "lets nothing pass");
        assertEq(i.digest(), uint128(uint256(t.digest) >> 128), "digest");
        GrantWord w = grant(target);
        assertEq(w.ranks(), 1, "one rank");
        assertEq(w.liveRanks(), 1, "one live");
        GrantWord back = w.withRanks(0).withLiveRanks(0);
        assertEq(GrantWord.unwrap(back), GrantWord.unwrap(before), "nothing else changed");
        assertEq(valid(title), Reason.NONE, "the holder goes on exercising");
        for (uint8 verb = 0; verb <= Verb.RANK; ++verb) {
            assertEq(free(title, verb), Reason.ENCUMBERED, "and disposes of nothing");
        }
    }

    function test_everyKindAtItsBounds() public {
        uint40 latest = uint40(CivilDates.addYears(t0, 30));
        for (uint8 kind = InterestKind.PLEDGE; kind <= InterestKind.FINANCE_LEASE; ++kind) {
            IInterests.Terms memory t = pledge(OUTSIDER);
            (t.kind, t.maturity, t.consents) = (kind, latest, EVERY_VERB);
            assertEq(charge(title, "provider", t), kind, "its rank");
            assertEq(interest(target, kind).kind(), kind, "its kind");
        }
        IInterests.Terms memory p = prenotice(BUYER);
        p.maturity = t0 + 90 days;
        charge(title, "provider", p);
        assertEq(grant(target).flags(), GrantFlag.PRENOTICE, "a pre-notice shows");
        assertEq(grant(target).liveRanks(), 4, "all live");
    }

    function test_byTheHoldersSignature() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        IInterests.Terms memory t = pledge(OUTSIDER);
        Consent memory own = consent("processor", chargeFields(path, t));
        encumbrances.chargeBySignature(path, t, own);
        assertEq(interest(idOf(path), 1).secured(), OUTSIDER, "charged");
        bytes memory fields = chargeFields(path, t);
        bytes32 hashed = digestOf(fields, own);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("processor"), hashed));
        encumbrances.chargeBySignature(path, t, own); // the word has changed
    }

    function test_consentsWiden() public {
        charge(title, "provider", pledge(OUTSIDER));
        letPass(target, "outsider", 1, uint8(1 << Verb.LICENSE));
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "licences pass");
        assertEq(free(title, Verb.TRANSFER), Reason.ENCUMBERED, "nothing else does");
        encumbrances.consentBySignature(
            target, 1, EVERY_VERB, consent("outsider", consentFields(target, 1, EVERY_VERB))
        );
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "now transfers pass too");
        assertEq(interest(target, 1).since(), t0, "its place stays");
    }

    function test_releases() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = EVERY_VERB;
        charge(title, "provider", t);
        charge(title, "provider", t);
        releaseOf(target, "outsider", 1);
        assertEq(interest(target, 1).state(), InterestState.RELEASED, "released");
        assertEq(grant(target).liveRanks(), 1, "one lives on");
        assertEq(grant(target).ranks(), 2, "ranks never fall");
        encumbrances.releaseBySignature(target, 2, digest("release"), consent("outsider", releaseFields(target, 2)));
        assertEq(grant(target).liveRanks(), 0, "none lives");
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "free");
    }

    function test_theSuccessorOfTheSecuredSpeaks() public {
        charge(title, "provider", pledge(OUTSIDER));
        succeed(OUTSIDER, OPERATOR);
        letPass(target, "operator", 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, OUTSIDER, PartyState.ENDED));
        letPass(target, "outsider", 1, 2);
        Consent memory by = consent("operator", releaseFields(target, 1));
        encumbrances.releaseBySignature(target, 1, digest("release"), by);
        assertEq(grant(target).liveRanks(), 0, "released by the successor");
    }

    function test_aPrenoticeLapses() public {
        charge(title, "provider", prenotice(BUYER));
        assertEq(free(title, Verb.TRANSFER), Reason.ENCUMBERED, "kept for the buyer");
        vm.warp(t0 + 30 days);
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "the deadline passed");
        assertEq(grant(target).flags(), GrantFlag.PRENOTICE, "the flag stands until someone tidies up");
        vm.prank(addr("anyone"));
        encumbrances.lapsePrenotice(target, 1);
        assertEq(grant(target).flags(), 0, "no pre-notice");
        assertEq(grant(target).liveRanks(), 0, "none live");
        assertEq(interest(target, 1).state(), InterestState.RELEASED, "settled");
    }

    function test_theFlagStandsWhileThePrenoticeLives() public {
        IInterests.Terms memory p = prenotice(BUYER);
        p.consents = EVERY_VERB;
        charge(title, "provider", _lettingPass(OUTSIDER));
        charge(title, "provider", p);
        charge(title, "provider", pledge(OPERATOR));
        releaseOf(target, "outsider", 1);
        assertEq(grant(target).flags(), GrantFlag.PRENOTICE, "it lives");
        releaseOf(target, "buyer", 2);
        assertEq(grant(target).flags(), 0, "a pledge is none");
        assertEq(grant(target).liveRanks(), 1, "it lives on");
    }

    // ---- refused

    function test_terms_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.kind = 0;
        _refuse(t, abi.encodeWithSelector(IInterests.InterestKindRefused.selector, 0));
        t.kind = 5;
        _refuse(t, abi.encodeWithSelector(IInterests.InterestKindRefused.selector, 5));
        t = pledge(PROVIDER);
        _refuse(t, abi.encodeWithSelector(IInterests.SecuredIsHolder.selector, PROVIDER));
        t = pledge(OUTSIDER);
        t.consents = EVERY_VERB + 1;
        _refuse(t, _mask("consents", EVERY_VERB + 1));
        t = pledge(OUTSIDER);
        t.digest = 0;
        _refuse(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        t = pledge(OUTSIDER);
        t.digest = bytes32(uint256(1)); // nothing of it would stand in the word
        _refuse(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        t = pledge(OUTSIDER);
        t.receiptDigest = 0;
        _refuse(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("receiptDigest")));
        t = pledge(12345);
        _refuse(t, abi.encodeWithSelector(IModule.PartyNotActive.selector, 12345, 0));
        t = pledge(0);
        _refuse(t, abi.encodeWithSelector(IModule.PartyNotActive.selector, 0, 0));
    }

    function test_maturity_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        uint40 latest = uint40(CivilDates.addYears(t0, 30));
        uint40[3] memory wrong = [0, t0, latest + 1];
        for (uint256 i = 0; i < wrong.length; ++i) {
            t.maturity = wrong[i];
            _refuse(t, abi.encodeWithSelector(IInterests.MaturityRefused.selector, wrong[i], t0, latest));
        }
        t = prenotice(BUYER);
        t.maturity = t0 + 90 days + 1;
        _refuse(t, abi.encodeWithSelector(IInterests.MaturityRefused.selector, t.maturity, t0, t0 + 90 days));
    }

    function test_succeededHolderAsSecured_fail() public {
        succeed(PROVIDER, OPERATOR);
        bytes memory refusal = abi.encodeWithSelector(IInterests.SecuredIsHolder.selector, OPERATOR);
        IInterests.Terms memory t = pledge(OPERATOR);
        vm.prank(addr("operator"));
        vm.expectRevert(refusal);
        encumbrances.charge(title, t);
    }

    function test_withoutTheAction_fail() public {
        uint24 all = 0xff;
        GrantKey[] memory path =
            licensed(title, "provider", scope(Right.USE, Mode.LICENSE).withAction(all & ~Action.PLEDGE), PROCESSOR);
        IInterests.Terms memory t = pledge(OUTSIDER);
        bytes memory refusal =
            abi.encodeWithSelector(IInterests.NotPledgeable.selector, idOf(path), all & ~Action.PLEDGE);
        vm.expectRevert(refusal);
        charge(path, "processor", t);
        charge(path, "processor", prenotice(BUYER)); // that needs ASSIGN
        path = licensed(title, "provider", scope(Right.USE, Mode.LICENSE).withAction(all & ~Action.ASSIGN), PROCESSOR);
        refusal =
            abi.encodeWithSelector(IGrants.ActionMissing.selector, idOf(path), all & ~Action.ASSIGN, Action.ASSIGN);
        t = prenotice(BUYER);
        vm.expectRevert(refusal);
        charge(path, "processor", t);
        charge(path, "processor", pledge(OUTSIDER));
    }

    function test_byAnother_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        bytes memory refusal = _notHolder(target, PROVIDER, OUTSIDER);
        vm.expectRevert(refusal);
        charge(title, "outsider", t);
        Consent memory by = consent("outsider", chargeFields(title, t));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER));
        encumbrances.chargeBySignature(title, t, by);
        GrantKey[] memory nothing = new GrantKey[](0);
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathEmpty.selector));
        charge(nothing, "provider", t);
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("anyone")));
        charge(title, "anyone", t);
    }

    function test_signedOtherTermsOrTooLate_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        Consent memory by = consent("provider", chargeFields(title, t));
        t.consents = 1;
        bytes32 hashed = digestOf(chargeFields(title, t), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), hashed));
        encumbrances.chargeBySignature(title, t, by);
        vm.warp(by.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IModule.DeadlinePassed.selector, by.deadline, by.deadline + 1));
        encumbrances.chargeBySignature(title, t, by);
    }

    function test_tooManyRanks_fail() public {
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withRanks(255)));
        _refuse(pledge(OUTSIDER), abi.encodeWithSelector(IInterests.TooManyRanks.selector, target));
    }

    function _refuse(IInterests.Terms memory t, bytes memory refusal) private {
        vm.expectRevert(refusal);
        charge(title, "provider", t);
    }
}
