// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {GrantFlag, InterestKind, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {FreezeState} from "../../src/types/FreezeWord.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {Vm} from "../kit/Vm.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice A pre-notice keeps the buyer's place from agreement to deadline.
contract PrenoticesTest is EncumbrancesBase {
    function test_completed() public {
        charge(title, "provider", prenotice(BUYER));
        vm.warp(t0 + 30 days - 1);
        complete(1);
        GrantWord w = grant(target);
        assertEq(w.holder(), BUYER, "sold");
        assertEq(w.flags(), 0, "no pre-notice");
        assertEq(w.liveRanks(), 0, "none lives");
        assertEq(interest(target, 1).state(), InterestState.RELEASED, "fulfilled");
    }

    function test_anyoneRelaysACompletion() public {
        charge(title, "provider", prenotice(BUYER));
        bytes memory fields = completionFields(title, 1, BUYER);
        (Consent memory own, Consent memory to) = (consent("provider", fields), consent("buyer", fields));
        enforcement.completeBySignature(title, 1, digest("transfer terms"), own, to);
        assertEq(grant(target).holder(), BUYER, "sold");
    }

    function test_laterFreezesRankAfterIt() public {
        charge(title, "provider", prenotice(BUYER));
        freeze(title, "court", DISPOSE, t0 + 400 days);
        freeze(title, "court-two", DISPOSE, t0 + 500 days);
        freezeOf(holder(PROVIDER), "court-two", EXERCISE, t0 + 400 days);
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 400 days);
        assertEq(free(title, Verb.TRANSFER), Reason.HOLDER_FROZEN, "frozen for all others");
        vm.recordLogs();
        complete(1);
        Vm.Log memory said = vm.getRecordedLogs()[0];
        assertEq(said.topics[0], IEnforcement.PrenoticeCompleted.selector, "said first");
        bytes32 terms_ = digest("transfer terms");
        assertEq(keccak256(said.data), keccak256(abi.encode(1, 0, terms_, list_(1, 2), addr("buyer"))), "both, no more");
        assertEq(grant(target).holder(), BUYER, "sold");
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "settled");
        assertEq(order(target, 2).state(), FreezeState.LIFTED, "who waited too");
        assertEq(order(holder(PROVIDER), 1).state(), FreezeState.EFFECTIVE, "the seller stays frozen");
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "the buyer's thing is not");
    }

    /// @dev It is about the use of the data, not about the seller's debt: the buyer takes the thing so.
    function test_anOrderThatStopsExerciseFollowsTheThing() public {
        charge(title, "provider", prenotice(BUYER));
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", EXERCISE, t0 + 100);
        complete(1);
        assertEq(grant(target).holder(), BUYER, "sold");
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "settled");
        assertEq(order(target, 2).state(), FreezeState.EFFECTIVE, "promoted");
        assertEq(valid(title), Reason.EXERCISE_FROZEN, "nobody exercises it");
    }

    function test_aRunOutOrderIsLeft() public {
        charge(title, "provider", prenotice(BUYER));
        freeze(title, "court", DISPOSE, t0 + 10);
        vm.warp(t0 + 10);
        complete(1);
        assertEq(order(target, 1).state(), FreezeState.EFFECTIVE, "it bound nothing");
    }

    function test_laterInterestsFollowTheThing() public {
        IInterests.Terms memory p = prenotice(BUYER);
        p.consents = uint8(1 << Verb.RANK);
        charge(title, "provider", p);
        charge(title, "provider", pledge(OUTSIDER));
        complete(1);
        assertEq(grant(target).liveRanks(), 1, "the buyer let it rank below");
        assertEq(interest(target, 2).state(), InterestState.LIVE, "and takes the thing with it");
        assertEq(grant(target).flags(), 0, "the pre-notice is gone");
    }

    function test_theSuccessorOfTheBeneficiary() public {
        charge(title, "provider", prenotice(BUYER));
        succeed(BUYER, OPERATOR);
        Consent memory own = consent("provider", completionFields(title, 1, OPERATOR));
        vm.prank(addr("operator"));
        enforcement.complete(title, 1, digest("transfer terms"), own);
        assertEq(grant(target).holder(), OPERATOR, "sold");
    }

    /// @dev The seller's successor came with a freeze of its own; the thing came to it with the pre-notice on it.
    function test_theSuccessorOfTheSeller() public {
        freezeOf(holder(OPERATOR), "court", DISPOSE, t0 + 400 days);
        vm.warp(t0 + 1);
        charge(title, "provider", prenotice(BUYER));
        succeed(PROVIDER, OPERATOR);
        Consent memory own = consent("operator", completionFields(title, 1, BUYER));
        vm.prank(addr("buyer"));
        enforcement.complete(title, 1, digest("transfer terms"), own);
        assertEq(grant(target).holder(), BUYER, "sold");
    }

    function test_aPartSplitOff() public {
        GrantKey[] memory part = _splitPart();
        vm.warp(t0 + 1);
        charge(part, "provider", prenotice(BUYER));
        freezeOf(target, "court", DISPOSE, t0 + 400 days);
        Consent memory own = consent("provider", completionFields(part, 1, BUYER));
        vm.prank(addr("buyer"));
        enforcement.complete(part, 1, digest("transfer terms"), own);
        assertEq(grant(idOf(part)).holder(), BUYER, "sold");
        assertEq(order(target, 1).state(), FreezeState.EFFECTIVE, "the order binds the other parts");
    }

    /// @dev The place is kept in the thing: what was licensed of it before is another's, and keeps places of its own.
    function test_aPlaceInTheTitleIsNoneInItsLicence() public {
        GrantKey[] memory licence = license(title, "provider", Right.USE, OPERATOR);
        charge(title, "provider", prenotice(BUYER));
        assertEq(charge(licence, "operator", prenotice(OUTSIDER)), 1, "the first of the licence");
        assertEq(grant(target).liveRanks(), 1, "the title's stands");
    }

    // ---- refused

    function test_onWhatIsFrozenAlready_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        bytes memory refusal = _notFree(title, Verb.RANK, Reason.DISPOSE_FROZEN);
        IInterests.Terms memory p = prenotice(BUYER);
        vm.expectRevert(refusal);
        charge(title, "provider", p);
    }

    function test_pastItsDeadline_fail() public {
        charge(title, "provider", prenotice(BUYER));
        vm.warp(t0 + 30 days);
        _refused(
            1, abi.encodeWithSelector(IEnforcement.PrenoticeRanOut.selector, target, 1, t0 + 30 days, t0 + 30 days)
        );
    }

    function test_earlierInterests_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = uint8(1 << Verb.RANK);
        charge(title, "provider", t);
        charge(title, "provider", prenotice(BUYER));
        _refused(2, _notFree(title, Verb.TRANSFER, Reason.ENCUMBERED));
        letPass(target, "outsider", 1, uint8(1 << Verb.TRANSFER));
        complete(2);
        assertEq(interest(target, 1).state(), InterestState.LIVE, "follows the thing");
    }

    function test_whatElseStopsASale_fail() public {
        charge(title, "provider", prenotice(BUYER));
        uint256 before = vm.snapshotState();
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withCertUntil(t0)));
        _refused(1, _notFree(title, Verb.TRANSFER, Reason.CERTIFICATE_LAPSED));
        vm.revertToState(before);
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withState(GrantState.VOID)));
        _refused(1, _notFree(title, Verb.TRANSFER, Reason.NOT_ACTIVE));
        vm.revertToState(before);
        PartyWord w = partyWord(HANGZHOU).withSuspectFrom(t0 - 1).withSuspectTo(t0);
        plant(Kind.PARTY, holder(HANGZHOU), PartyWord.unwrap(w));
        _refused(1, _notFree(title, Verb.TRANSFER, Reason.SUSPECT));
    }

    function test_notAPrenotice_fail() public {
        charge(title, "provider", pledge(BUYER));
        _refused(1, abi.encodeWithSelector(IInterests.NotPrenotice.selector, target, 1, InterestKind.PLEDGE));
        _refused(2, abi.encodeWithSelector(IInterests.InterestUnknown.selector, target, 2));
    }

    /// @dev The sale is made on the terms that were noticed, or not at all.
    function test_otherTerms_fail() public {
        charge(title, "provider", prenotice(BUYER));
        bytes32[2] memory others = [bytes32(0), digest("other terms")];
        for (uint256 i = 0; i < 2; ++i) {
            Consent memory own = consent("provider", completionFields(title, 1, BUYER, others[i]));
            Consent memory to = consent("buyer", completionFields(title, 1, BUYER, others[i]));
            bytes memory refusal = abi.encodeWithSelector(IEnforcement.TermsNotNoticed.selector, target, 1, others[i]);
            vm.prank(addr("buyer"));
            vm.expectRevert(refusal);
            enforcement.complete(title, 1, others[i], own);
            vm.expectRevert(refusal);
            enforcement.completeBySignature(title, 1, others[i], own, to);
        }
    }

    function test_twice_fail() public {
        charge(title, "provider", prenotice(BUYER));
        complete(1);
        Consent memory own = consent("buyer", completionFields(title, 1, BUYER));
        vm.prank(addr("buyer"));
        vm.expectRevert(abi.encodeWithSelector(IInterests.InterestNotLive.selector, target, 1, InterestState.RELEASED));
        enforcement.complete(title, 1, digest("transfer terms"), own);
    }

    function test_byAnother_fail() public {
        charge(title, "provider", prenotice(BUYER));
        bytes memory fields = completionFields(title, 1, BUYER);
        Consent memory own = consent("provider", fields);
        vm.prank(addr("outsider"));
        vm.expectRevert(abi.encodeWithSelector(IInterests.NotSecured.selector, target, 1, BUYER, OUTSIDER));
        enforcement.complete(title, 1, digest("transfer terms"), own);
        Consent memory other = consent("outsider", fields);
        vm.prank(addr("buyer"));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER));
        enforcement.complete(title, 1, digest("transfer terms"), other);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, BUYER));
        enforcement.completeBySignature(title, 1, digest("transfer terms"), own, other);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER));
        enforcement.completeBySignature(title, 1, digest("transfer terms"), other, own);
    }

    function test_theWordChangedSinceItWasSigned_fail() public {
        charge(title, "provider", prenotice(BUYER));
        Consent memory own = consent("provider", completionFields(title, 1, BUYER));
        freeze(title, "court", DISPOSE, t0 + 100);
        bytes32 hashed = digestOf(completionFields(title, 1, BUYER), own);
        vm.prank(addr("buyer"));
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), hashed));
        enforcement.complete(title, 1, digest("transfer terms"), own);
        assertEq(grant(target).flags(), GrantFlag.PRENOTICE, "the place is kept; the seller signs anew");
    }

    function _refused(uint8 ordinal, bytes memory refusal) private {
        Consent memory own = consent("provider", completionFields(title, ordinal, BUYER));
        vm.prank(addr("buyer"));
        vm.expectRevert(refusal);
        enforcement.complete(title, ordinal, digest("transfer terms"), own);
    }
}
