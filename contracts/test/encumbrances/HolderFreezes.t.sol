// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "../../src/interfaces/IFreezes.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {GrantFlag, PartyFlag, Reason, Right, Role, Verb} from "../../src/types/Codes.sol";
import {FreezeState} from "../../src/types/FreezeWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Freezes of a holder; renewal; who else may lift.
contract HolderFreezesTest is EncumbrancesBase {
    function test_aHolderIsFrozenInAllItHolds() public {
        PartyWord before = partyWord(PROVIDER);
        assertEq(freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 100), 1, "its first order");
        assertEq(valid(title), Reason.NONE, "may be exercised");
        assertEq(free(title, Verb.LICENSE), Reason.HOLDER_FROZEN, "nothing it holds is disposed of");
        PartyWord w = partyWord(PROVIDER);
        assertEq(w.freezes(), 1, "one order");
        assertEq(w.frozenUntil(), t0 + 100, "until when");
        PartyWord back = w.withFreezes(0).withFrozenUntil(0);
        assertEq(PartyWord.unwrap(back), PartyWord.unwrap(before), "nothing else changed");
        assertEq(grant(target).freezes(), 0, "no grant was written");
        vm.warp(t0 + 100);
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "it runs out by itself");
    }

    function test_whatArrivesLaterIsCaught() public {
        freezeOf(holder(PROCESSOR), "court", EXERCISE, t0 + 100);
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        assertEq(valid(path), Reason.HOLDER_FROZEN, "on arrival");
        assertEq(partyWord(PROCESSOR).flags(), PartyFlag.EXERCISE, "exercise stops too");
        assertEq(valid(title), Reason.NONE, "what stands above goes on");
    }

    function test_theLineOfAHolder() public {
        bytes32 id = holder(PROVIDER);
        freezeOf(id, "court", EXERCISE, t0 + 100);
        freezeOf(id, "court-two", DISPOSE, t0 + 1000);
        assertEq(partyWord(PROVIDER).flags(), PartyFlag.EXERCISE | PartyFlag.QUEUED, "one runs, one waits");
        liftOf(id, "court", 1);
        assertEq(order(id, 2).state(), FreezeState.EFFECTIVE, "promoted");
        assertEq(partyWord(PROVIDER).flags(), 0, "exercise goes on, nobody waits");
        assertEq(partyWord(PROVIDER).frozenUntil(), t0 + 1000, "its own term");
        liftOf(id, "court-two", 2);
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "free");
    }

    function test_exerciseOfAHolderFalls() public {
        bytes32 id = holder(PROVIDER);
        freezeOf(id, "court", EXERCISE, t0 + 100);
        freezeOf(id, "court", DISPOSE, t0 + 500);
        vm.warp(t0 + 100);
        assertEq(valid(title), Reason.HOLDER_FROZEN, "until someone shows the orders");
        encumbrances.promote(id);
        assertEq(valid(title), Reason.NONE, "it fell");
        assertEq(partyWord(PROVIDER).frozenUntil(), t0 + 500, "the other runs");
    }

    function test_anEndedPartyIsFrozenToo() public {
        succeed(PROVIDER, OPERATOR);
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 100);
        assertEq(free(title, Verb.LICENSE), Reason.HOLDER_FROZEN, "a freeze on any hop counts");
    }

    // ---- renewal

    function test_renewalKeepsThePlace() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        renewOf(target, "court", 1, t0 + 600);
        assertEq(order(target, 1).until(), t0 + 600, "a later end");
        assertEq(order(target, 1).since(), t0, "the place it had");
        assertEq(order(target, 1).digest(), uint128(uint256(digest("court order")) >> 128), "the order it was");
        assertEq(grant(target).frozenUntil(), t0 + 600, "the word says so");
        assertEq(order(target, 2).state(), FreezeState.QUEUED, "the next waits on");
        assertEq(grant(target).freezes(), 2, "no new order");
    }

    function test_renewalOfOneOfTwo() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        freeze(title, "court", DISPOSE, t0 + 500);
        renewOf(target, "court", 1, t0 + 200);
        assertEq(grant(target).frozenUntil(), t0 + 500, "the latest of all");
        assertEq(grant(target).flags(), GrantFlag.EXERCISE, "the union of scopes");
    }

    function test_theSuccessorRenewsAndLifts() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        succeed(COURT, COURT_TWO);
        renewOf(target, "court-two", 1, t0 + 200);
        freeze(title, "court-two", EXERCISE, t0 + 300);
        assertEq(order(target, 2).state(), FreezeState.EFFECTIVE, "its own order runs already");
        liftOf(target, "court-two", 1);
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "lifted");
    }

    function test_theSuperiorLifts() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        superior(COURT, COURT_TWO, t0 + 10);
        vm.expectRevert(_notYours(1, COURT, COURT_TWO));
        renewOf(target, "court-two", 1, t0 + 200);
        vm.warp(t0 + 10); // the link ends
        vm.expectRevert(_notYours(1, COURT, COURT_TWO));
        liftOf(target, "court-two", 1);
        vm.warp(t0 + 9);
        liftOf(target, "court-two", 1);
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "lifted from above");
    }

    function test_aSuperiorNamedByTheCouncilLifts() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.prank(addr("council"));
        parties.nameSuperior(COURT, COURT_TWO, digest("order"));
        liftOf(target, "court-two", 1);
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "lifted");
    }

    function test_theSuperiorOfASuccessorLifts() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        succeed(COURT, OPERATOR); // whoever took its place
        superior(OPERATOR, COURT_TWO, 0);
        liftOf(target, "court-two", 1);
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "lifted");
    }

    // ---- refused

    function test_unknownParty_fail() public {
        bytes32[3] memory wrong = [bytes32(0), holder(4_000_000_000), bytes32(uint256(PROVIDER) | 1 << 32)];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IFreezes.TargetUnknown.selector, wrong[i]));
            freezeOf(wrong[i], "court", DISPOSE, t0 + 100);
            vm.expectRevert(abi.encodeWithSelector(IFreezes.TargetUnknown.selector, wrong[i]));
            encumbrances.promote(wrong[i]);
        }
    }

    function test_tooManyOfAHolder_fail() public {
        plant(Kind.PARTY, holder(PROVIDER), PartyWord.unwrap(partyWord(PROVIDER).withFreezes(255)));
        vm.expectRevert(abi.encodeWithSelector(IFreezes.TooManyFreezes.selector, holder(PROVIDER)));
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 100);
    }

    function test_holderFrozenByAHolder_fail() public {
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("provider"), Role.SIGN, Role.AUTHORITY)
        );
        freezeOf(holder(PROVIDER), "provider", DISPOSE, t0 + 100);
    }

    function test_renewWhatDoesNotRun_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        vm.expectRevert(_notRunning(2, FreezeState.QUEUED, t0 + 1000));
        renewOf(target, "court-two", 2, t0 + 2000);
        vm.warp(t0 + 100);
        vm.expectRevert(_notRunning(1, FreezeState.EFFECTIVE, t0 + 100));
        renewOf(target, "court", 1, t0 + 2000);
        liftOf(target, "court", 1); // what ran out may still be taken off
        vm.expectRevert(_notRunning(1, FreezeState.LIFTED, t0 + 100));
        renewOf(target, "court", 1, t0 + 2000);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeUnknown.selector, target, 3));
        renewOf(target, "court", 3, t0 + 2000);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeUnknown.selector, target, 0));
        renewOf(target, "court", 0, t0 + 2000);
    }

    function test_renewTermByAnother_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        uint40 latest = uint40(CivilDates.addYears(t0, 3));
        uint40[2] memory wrong = [t0 + 100, latest + 1];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeTermRefused.selector, wrong[i], t0 + 100, latest));
            renewOf(target, "court", 1, wrong[i]);
        }
        vm.expectRevert(_notYours(1, COURT, COURT_TWO));
        renewOf(target, "court-two", 1, t0 + 200);
        vm.prank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest")));
        encumbrances.renew(target, 1, t0 + 200, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("provider"), Role.SIGN, Role.AUTHORITY)
        );
        renewOf(target, "provider", 1, t0 + 200);
        renewOf(target, "court", 1, latest);
    }

    function test_theEndedAuthorityLifts_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        succeed(COURT, COURT_TWO);
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, COURT, PartyState.ENDED));
        liftOf(target, "court", 1);
    }

    function _notYours(uint8 ordinal, uint32 authority, uint32 caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFreezes.NotYourFreeze.selector, target, ordinal, authority, caller);
    }

    function _notRunning(uint8 ordinal, uint8 state, uint40 until) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFreezes.FreezeNotRunning.selector, target, ordinal, state, until);
    }
}
