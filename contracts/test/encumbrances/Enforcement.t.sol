// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {GrantFlag, Reason, Right, Role, Verb} from "../../src/types/Codes.sol";
import {FreezeState} from "../../src/types/FreezeWord.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Transfer, or end, by judgment past the authority's own freeze.
contract EnforcementTest is EncumbrancesBase {
    function test_aJudgmentPassesItsOwnFreeze() public {
        GrantKey[] memory below = license(title, "provider", Right.USE, PROCESSOR);
        freeze(title, "court", EXERCISE, t0 + 100);
        freeze(title, "court", DISPOSE, t0 + 200);
        adjudge("court", BUYER, none(), none());
        GrantWord w = grant(target);
        assertEq(w.holder(), BUYER, "sold");
        assertEq(w.frozenUntil(), 0, "nothing runs");
        assertEq(w.flags(), GrantFlag.ADJUDGED, "the flag of a judgment, and no other");
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "settled");
        assertEq(order(target, 2).state(), FreezeState.LIFTED, "both");
        assertEq(valid(below), Reason.NONE, "licences below survive");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "the buyer disposes of it");
    }

    function test_interestsNamedAreEnforcedOthersFollow() public {
        for (uint256 i = 0; i < 3; ++i) {
            charge(title, "provider", _lettingPass(OUTSIDER));
        }
        freeze(title, "court", DISPOSE, t0 + 100);
        adjudge("court", BUYER, list_(3, 1), none());
        assertEq(interest(target, 1).state(), InterestState.ENFORCED, "paid from the price");
        assertEq(interest(target, 2).state(), InterestState.LIVE, "follows the thing");
        assertEq(interest(target, 3).state(), InterestState.ENFORCED, "paid from the price");
        assertEq(grant(target).liveRanks(), 1, "one lives");
        assertEq(grant(target).ranks(), 3, "ranks never fall");
    }

    function test_ordersNamedAreSettledTheNextIsPromoted() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        freeze(title, "court-two", EXERCISE, t0 + 2000);
        vm.warp(t0 + 10);
        adjudge("court", BUYER, none(), list_(2));
        assertEq(order(target, 2).state(), FreezeState.LIFTED, "named");
        assertEq(order(target, 3).state(), FreezeState.EFFECTIVE, "the next is promoted");
        assertEq(order(target, 3).until(), t0 + 2010, "its term starts now");
        assertEq(grant(target).frozenUntil(), t0 + 2010, "and binds the buyer");
        assertEq(grant(target).holder(), BUYER, "sold");
    }

    function test_toNobodyEndsTheRight() public {
        GrantKey[] memory below = license(title, "provider", Right.USE, PROCESSOR);
        freeze(title, "court", DISPOSE, t0 + 100);
        adjudge("court", 0, none(), none());
        assertEq(grant(target).state(), GrantState.ENFORCED, "ended");
        assertEq(valid(below), Reason.ANCESTOR_ENDED, "and all below it");
    }

    function test_successorAndSuperiorAdjudge() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        superior(COURT, COURT_TWO, 0);
        uint256 before = vm.snapshotState();
        adjudge("court-two", BUYER, none(), none());
        assertEq(grant(target).holder(), BUYER, "by the superior");
        vm.revertToState(before);
        superior(COURT, COURT_TWO, t0);
        succeed(COURT, COURT_TWO);
        adjudge("court-two", BUYER, none(), none());
        assertEq(grant(target).holder(), BUYER, "by the successor");
    }

    /// @dev A holder's freeze is a freeze of all it holds; it goes on binding the rest.
    function test_theHoldersFreezeIsEnough() public {
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 100);
        adjudge("court", BUYER, none(), none());
        assertEq(grant(target).holder(), BUYER, "sold");
        assertEq(order(holder(PROVIDER), 1).state(), FreezeState.EFFECTIVE, "the holder stays frozen");
        assertEq(partyWord(PROVIDER).frozenUntil(), t0 + 100, "in what it still holds");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "the buyer is not");
    }

    function test_aFreezeOnWhatItWasSplitFromIsEnough() public {
        GrantKey[] memory part = _splitPart();
        freezeOf(target, "court", DISPOSE, t0 + 100);
        vm.warp(t0 + 1);
        vm.prank(addr("court"));
        enforcement.adjudge(part, BUYER, none(), none(), digest("judgment"));
        assertEq(grant(idOf(part)).holder(), BUYER, "sold");
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FrozenByAnother.selector, target, 1, COURT, COURT_TWO));
        vm.prank(addr("court-two"));
        enforcement.adjudge(part, OUTSIDER, none(), none(), digest("judgment"));
    }

    // ---- refused

    function test_withoutAFreeze_fail() public {
        vm.expectRevert(_noFreeze(COURT));
        adjudge("court", BUYER, none(), none());
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        vm.expectRevert(_byAnother(target, COURT, COURT_TWO));
        adjudge("court-two", BUYER, none(), none()); // it waits
        liftOf(target, "court-two", 2);
        liftOf(target, "court", 1);
        vm.expectRevert(_noFreeze(COURT));
        adjudge("court", BUYER, none(), none());
    }

    function test_anothersHolderFreeze_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freezeOf(holder(PROVIDER), "court-two", DISPOSE, t0 + 100);
        vm.expectRevert(_byAnother(holder(PROVIDER), COURT_TWO, COURT));
        adjudge("court", BUYER, none(), none());
        vm.expectRevert(_byAnother(target, COURT, COURT_TWO));
        adjudge("court-two", BUYER, none(), none());
        liftOf(holder(PROVIDER), "court-two", 1);
        adjudge("court", BUYER, none(), none());
    }

    /// @dev The hop that is frozen stands behind a succession.
    function test_anothersFreezeOfASuccessor_fail() public {
        succeed(PROVIDER, OPERATOR);
        freeze(title, "court", DISPOSE, t0 + 100);
        freezeOf(holder(OPERATOR), "court-two", DISPOSE, t0 + 100);
        vm.expectRevert(_byAnother(holder(OPERATOR), COURT_TWO, COURT));
        adjudge("court", BUYER, none(), none());
    }

    function test_lists_fail() public {
        charge(title, "provider", _lettingPass(OUTSIDER));
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 100);
        uint8[2] memory unknown = [0, 2];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IEnforcement.InterestNotOwed.selector, 0, unknown[i], 0));
            adjudge("court", BUYER, list_(unknown[i]), none());
        }
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.InterestNotOwed.selector, 1, 1, InterestState.ENFORCED));
        adjudge("court", BUYER, list_(1, 1), none());
        unknown = [0, 3];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 0, unknown[i], 0));
            adjudge("court", BUYER, none(), list_(unknown[i]));
        }
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 1, 2, FreezeState.LIFTED));
        adjudge("court", BUYER, none(), list_(2, 2));
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 0, 1, FreezeState.LIFTED));
        adjudge("court", BUYER, none(), list_(1)); // its own goes without being named
    }

    function test_byAHolderOrWithoutADigest_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("provider"), Role.SIGN, Role.AUTHORITY)
        );
        adjudge("provider", BUYER, none(), none());
        vm.prank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest")));
        enforcement.adjudge(title, BUYER, none(), none(), 0);
    }

    function test_toWhom_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IGrants.TransferToSelf.selector, PROVIDER));
        adjudge("court", PROVIDER, none(), none());
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, 12345, 0));
        adjudge("court", 12345, none(), none());
        succeed(BUYER, OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, BUYER, PartyState.ENDED));
        adjudge("court", BUYER, none(), none());
    }

    function test_whatEndedOrRanOut_fail() public {
        freeze(title, "court", DISPOSE, t0 + 800 days);
        uint256 before = vm.snapshotState();
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withState(GrantState.SURRENDERED)));
        vm.expectRevert(_notFree(title, Verb.TRANSFER, Reason.NOT_ACTIVE));
        adjudge("court", BUYER, none(), none());
        vm.revertToState(before);
        vm.warp(START + 730 days);
        vm.expectRevert(_notFree(title, Verb.TRANSFER, Reason.EXPIRED));
        adjudge("court", BUYER, none(), none());
    }

    function test_unknownGrant_fail() public {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = noticeOf("nothing").key;
        bytes memory refusal = abi.encodeWithSelector(IGrants.GrantUnknown.selector, idOf(path));
        vm.prank(addr("court"));
        vm.expectRevert(refusal);
        enforcement.adjudge(path, BUYER, none(), none(), digest("judgment"));
    }

    function _noFreeze(uint32 caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(IEnforcement.NoFreezeOfYours.selector, target, caller);
    }

    function _byAnother(bytes32 of_, uint32 authority, uint32 caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IEnforcement.FrozenByAnother.selector, of_, 1, authority, caller);
    }
}
