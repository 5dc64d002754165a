// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "../../src/interfaces/IFreezes.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, GrantFlag, Reason, Right, Role, Verb} from "../../src/types/Codes.sol";
import {FreezeState, FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";

contract EncumbrancesTest is GrantsBase {
    uint8 private constant DISPOSE = FreezeScope.DISPOSE;
    uint8 private constant EXERCISE = FreezeScope.EXERCISE;

    uint40 private t0;
    bytes32 private target;
    GrantKey[] private child;

    function setUp() public override {
        super.setUp();
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        child.push(path[0]);
        child.push(path[1]);
        t0 = uint40(block.timestamp);
        target = idOf(title);
    }

    function test_disposeStopsDisposalOnly() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        FreezeWord order = _order(1);
        assertEq(order.state(), FreezeState.EFFECTIVE, "state");
        assertEq(order.scope(), DISPOSE, "scope");
        assertEq(order.authority(), COURT, "authority");
        assertEq(order.since(), t0, "since");
        assertEq(order.until(), t0 + 100, "until");
        assertEq(order.digest(), uint128(uint256(digest("court order")) >> 128), "digest");
        assertEq(grant(target).freezes(), 1, "one order");
        assertEq(valid(title), Reason.NONE, "may be exercised");
        assertEq(free(title, Verb.LICENSE), Reason.DISPOSE_FROZEN, "not disposed of");
        assertEq(free(child, Verb.LICENSE), Reason.NONE, "licences below go on");
    }

    function test_exerciseStopsTheWholePath() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        assertEq(valid(title), Reason.EXERCISE_FROZEN, "the title");
        assertEq(valid(child), Reason.EXERCISE_FROZEN, "what stands below");
        vm.warp(t0 + 100);
        assertEq(valid(child), Reason.NONE, "it runs out by itself");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "and so does the stop on disposal");
    }

    function test_aLaterOrderOfAnotherWaits() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        assertEq(freeze(title, "court-two", EXERCISE, t0 + 1000), 2, "second in line");
        assertEq(_order(2).state(), FreezeState.QUEUED, "waits");
        assertEq(grant(target).frozenUntil(), t0 + 100, "what is in effect");
        assertEq(grant(target).flags(), GrantFlag.QUEUED, "and who waits");
        assertEq(valid(title), Reason.NONE, "a waiting order does not stop exercise");
        vm.warp(t0 + 500);
        assertEq(free(title, Verb.LICENSE), Reason.FREEZE_QUEUED, "not free, whatever frozenUntil says");
    }

    function test_ownSecondOrderIsInEffectToo() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        freeze(title, "court", DISPOSE, t0 + 500); // extends its own, before those who wait
        assertEq(_order(3).state(), FreezeState.EFFECTIVE, "in effect");
        assertEq(grant(target).frozenUntil(), t0 + 500, "the latest of those in effect");
        assertEq(grant(target).flags(), GrantFlag.EXERCISE | GrantFlag.QUEUED, "the union of scopes");
    }

    function test_anOrderBehindTheLineWaits() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        vm.warp(t0 + 200); // the first ran out, the second was not promoted yet
        freeze(title, "court", DISPOSE, t0 + 900);
        assertEq(_order(3).state(), FreezeState.QUEUED, "nobody jumps the line");
        _promote();
        assertEq(_order(2).state(), FreezeState.EFFECTIVE, "the first in line");
        assertEq(_order(3).state(), FreezeState.QUEUED, "the next waits on");
    }

    function test_liftPromotesTheFirstInLine() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", EXERCISE, t0 + 1000);
        vm.warp(t0 + 50);
        _lift("court", 1);
        assertEq(_order(1).state(), FreezeState.LIFTED, "lifted");
        assertEq(_order(2).state(), FreezeState.EFFECTIVE, "promoted");
        assertEq(_order(2).since(), t0 + 50, "its term starts now");
        assertEq(_order(2).until(), t0 + 1050, "and is as long as ordered");
        assertEq(grant(target).frozenUntil(), t0 + 1050, "the word says so");
        assertEq(grant(target).flags(), GrantFlag.EXERCISE, "nobody waits");
        assertEq(grant(target).freezes(), 2, "ordinals never fall");
        _lift("court-two", 2);
        assertEq(grant(target).frozenUntil(), 0, "nothing runs");
        assertEq(grant(target).flags(), 0, "no flag stands");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "free");
    }

    function test_liftOfOneOfTwoLeavesTheOther() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        freeze(title, "court", DISPOSE, t0 + 500);
        freeze(title, "court-two", DISPOSE, t0 + 900);
        _lift("court", 1);
        assertEq(_order(3).state(), FreezeState.QUEUED, "waits on");
        assertEq(grant(target).frozenUntil(), t0 + 500, "the other runs");
        assertEq(grant(target).flags(), GrantFlag.QUEUED, "exercise goes on");
        _lift("court-two", 3); // one who waits may step back
        assertEq(grant(target).flags(), 0, "nobody waits");
        assertEq(_order(3).state(), FreezeState.LIFTED, "lifted");
    }

    function test_promoteAfterThoseBeforeRanOut() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 30 days);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.NothingToPromote.selector, target));
        encumbrances.promote(target);
        vm.warp(t0 + 100);
        _promote();
        assertEq(grant(target).frozenUntil(), t0 + 100 + 30 days, "its own term, from now");
        assertEq(free(title, Verb.LICENSE), Reason.DISPOSE_FROZEN, "frozen on");
        vm.expectRevert(abi.encodeWithSelector(IFreezes.NothingToPromote.selector, target));
        encumbrances.promote(target);
    }

    function test_exerciseFallsWhenItsOrderRanOut() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        freeze(title, "court", DISPOSE, t0 + 500);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.NothingToPromote.selector, target));
        encumbrances.promote(target); // both run
        vm.warp(t0 + 100);
        assertEq(valid(title), Reason.EXERCISE_FROZEN, "the flag stands until someone shows the orders");
        vm.expectEmit(address(encumbrances));
        emit IFreezes.ExerciseReleased(target, t0 + 500, addr("anyone"));
        _promote();
        assertEq(valid(title), Reason.NONE, "it fell");
        assertEq(grant(target).frozenUntil(), t0 + 500, "the other order runs");
    }

    function test_aNoticeIsFrozenToo() public {
        bytes32 id = file(noticeOf("noticed"));
        vm.prank(addr("court"));
        encumbrances.freeze(id, DISPOSE, t0 + 100, digest("court order"));
        assertEq(grant(id).frozenUntil(), t0 + 100, "frozen before it is registered");
        vm.warp(grant(id).certUntil());
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(noticeOf("noticed").key);
        assertEq(grant(id).freezes(), 1, "registration keeps the order");
    }

    function test_linesOfManyKeepTheirOrder(uint256 seed) public {
        string[2] memory who = ["court", "court-two"];
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint8 scope_ = uint8(seed >> 8 & 1) + 1;
            freeze(title, who[seed & 1], scope_, uint40(block.timestamp + 1 + (seed >> 16) % 50));
            vm.warp(block.timestamp + (seed >> 32) % 30);
            if (seed >> 64 & 1 == 1) _tryPromote();
            _checkLine();
        }
    }

    // ---- refused

    function test_unknownTarget_fail() public {
        vm.prank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IFreezes.TargetUnknown.selector, digest("nothing")));
        encumbrances.freeze(digest("nothing"), DISPOSE, t0 + 100, digest("court order"));
    }

    function test_scope_fail() public {
        uint8[3] memory wrong = [0, 3, 255];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.prank(addr("court"));
            vm.expectRevert(abi.encodeWithSelector(IFreezes.ScopeRefused.selector, wrong[i]));
            encumbrances.freeze(target, wrong[i], t0 + 100, digest("court order"));
        }
    }

    function test_term_fail() public {
        uint40 latest = uint40(CivilDates.addYears(t0, 3));
        uint40[2] memory wrong = [t0, latest + 1];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.prank(addr("court"));
            vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeTermRefused.selector, wrong[i], t0, latest));
            encumbrances.freeze(target, DISPOSE, wrong[i], digest("court order"));
        }
        freeze(title, "court", DISPOSE, latest);
    }

    function test_byAHolder_fail() public {
        vm.prank(addr("provider"));
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("provider"), Role.SIGN, Role.AUTHORITY)
        );
        encumbrances.freeze(target, DISPOSE, t0 + 100, digest("court order"));
    }

    function test_withoutADigest_fail() public {
        vm.startPrank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest")));
        encumbrances.freeze(target, DISPOSE, t0 + 100, 0);
        encumbrances.freeze(target, DISPOSE, t0 + 100, digest("court order"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest")));
        encumbrances.lift(target, 1, 0);
    }

    function test_liftByAnother_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.NotYourFreeze.selector, target, 1, COURT, COURT_TWO));
        _lift("court-two", 1);
    }

    function test_liftUnknownOrTwice_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeUnknown.selector, target, 2));
        _lift("court", 2);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeUnknown.selector, target, 0));
        _lift("court", 0);
        _lift("court", 1);
        vm.expectRevert(abi.encodeWithSelector(IFreezes.FreezeNotLive.selector, target, 1, FreezeState.LIFTED));
        _lift("court", 1);
    }

    function test_tooMany_fail() public {
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withFreezes(255)));
        vm.prank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IFreezes.TooManyFreezes.selector, target));
        encumbrances.freeze(target, DISPOSE, t0 + 100, digest("court order"));
    }

    /// Those that run are of one authority, and the word says what the orders say.
    function _checkLine() private view {
        GrantWord w = grant(target);
        (uint40 latest, uint32 authority, bool queued) = (0, 0, false);
        for (uint8 i = 1; i <= w.freezes(); ++i) {
            FreezeWord order = _order(i);
            queued = queued || order.state() == FreezeState.QUEUED;
            if (order.state() != FreezeState.EFFECTIVE || block.timestamp >= order.until()) continue;
            assertTrue(authority == 0 || authority == order.authority(), "one authority at a time");
            (authority, latest) = (order.authority(), order.until() > latest ? order.until() : latest);
        }
        assertEq(queued ? 1 : 0, w.flags() & GrantFlag.QUEUED != 0 ? 1 : 0, "who waits");
        if (latest != 0) assertEq(w.frozenUntil(), latest, "the latest of those that run");
        else assertTrue(w.frozenUntil() <= block.timestamp, "nothing runs");
    }

    function _tryPromote() private {
        try encumbrances.promote(target) {}
        catch (bytes memory reason) {
            assertEq(
                keccak256(reason),
                keccak256(abi.encodeWithSelector(IFreezes.NothingToPromote.selector, target)),
                "nothing to promote"
            );
        }
    }

    function _promote() private {
        vm.prank(addr("anyone"));
        encumbrances.promote(target);
    }

    function _lift(string memory by, uint8 ordinal) private {
        bytes32 order = digest("lifting order");
        vm.prank(addr(by));
        encumbrances.lift(target, ordinal, order);
    }

    function _order(uint8 ordinal) private view returns (FreezeWord) {
        return FreezeWord.wrap(register.read(Kind.FREEZE, Ids.freezeId(target, ordinal)));
    }
}
