// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleObjections} from "../../src/interfaces/ITitleObjections.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ObjectionState, ObjectionWord} from "../../src/types/ObjectionWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";

contract ObjectionsTest is Base {
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        noticeUntil = local(3, 10, 0);
    }

    function test_openObjectionStopsRegistration_fail() public {
        (INotices.Notice memory n, bytes32 id) = _objected();
        vm.warp(noticeUntil);
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.ObjectionsOpen.selector, id, 1));
        _register(n.key);
    }

    function test_rejectedObjectionLetsItGoOn() public {
        (INotices.Notice memory n, bytes32 id) = _objected();
        vm.warp(noticeUntil + 1 days);
        _settle(id, 1, ObjectionState.REJECTED);
        ObjectionWord w = ObjectionWord.wrap(register.read(Kind.OBJECTION, Ids.objectionId(id, 1)));
        assertEq(w.state(), ObjectionState.REJECTED, "state");
        assertEq(w.party(), OUTSIDER, "party");
        assertEq(w.since(), START, "since");
        assertEq(w.settled(), noticeUntil + 1 days, "settled");
        assertEq(w.digest(), uint128(uint256(digest("objection")) >> 128), "digest");
        assertEq(_register(n.key), 331_202603_0001, "registered");
    }

    function test_upheldObjectionLapsesTheNotice_fail() public {
        (INotices.Notice memory n, bytes32 id) = _objected();
        _settle(id, 1, ObjectionState.UPHELD);
        vm.warp(noticeUntil);
        vm.expectRevert(
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.LAPSED, GrantState.NOTICED)
        );
        _register(n.key);
    }

    function test_ordinalsNeverFall() public {
        (, bytes32 id) = _objected();
        _settle(id, 1, ObjectionState.INCOMPLETE);
        assertEq(grant(id).openObjections(), 0, "none open");
        string[4] memory who = ["outsider", "buyer", "processor", "operator"];
        for (uint8 ordinal = 2; ordinal < 6; ++ordinal) {
            vm.prank(addr(who[ordinal - 2]));
            notices.object(id, 2, digest("again"));
            assertTrue(register.read(Kind.OBJECTION, Ids.objectionId(id, ordinal)) != 0, "the next number");
            assertEq(register.read(Kind.OBJECTION, Ids.objectionId(id, ordinal + 1)), 0, "and no other");
        }
        assertEq(grant(id).openObjections(), 4, "four open");
    }

    function test_tooManyObjections_fail() public {
        bytes32 id = file(noticeOf("weather"));
        ObjectionWord w = ObjectionWord.wrap(0).withState(ObjectionState.UPHELD).withParty(BUYER);
        for (uint256 i = 1; i < 255; ++i) {
            plant(Kind.OBJECTION, Ids.objectionId(id, uint8(i)), ObjectionWord.unwrap(w));
        }
        vm.prank(addr("outsider"));
        notices.object(id, 1, digest("the last"));
        vm.prank(addr("processor"));
        vm.expectRevert(abi.encodeWithSelector(ITitleObjections.TooManyObjections.selector, id));
        notices.object(id, 1, digest("objection"));
    }

    function test_objectionAfterTheNotice_fail() public {
        bytes32 id = file(noticeOf("weather"));
        vm.warp(noticeUntil);
        vm.prank(addr("outsider"));
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.NoticeEnded.selector, id, noticeUntil, noticeUntil));
        notices.object(id, 1, digest("late"));
    }

    function test_objectionWithoutReasonOrDigest_fail() public {
        bytes32 id = file(noticeOf("weather"));
        vm.startPrank(addr("outsider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reason")));
        notices.object(id, 0, digest("objection"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        notices.object(id, 1, 0);
    }

    function test_settleByAnotherRegistrar_fail() public {
        (, bytes32 id) = _objected();
        vm.prank(addr("harbin-registrar"));
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN));
        notices.settle(id, 1, ObjectionState.REJECTED, digest("settled"));
    }

    function test_settleTwice_fail() public {
        (, bytes32 id) = _objected();
        _settle(id, 1, ObjectionState.REJECTED);
        vm.expectRevert(
            abi.encodeWithSelector(ITitleObjections.ObjectionNotOpen.selector, id, 1, ObjectionState.REJECTED)
        );
        _settle(id, 1, ObjectionState.UPHELD);
    }

    function test_settleOutcome_fail() public {
        (, bytes32 id) = _objected();
        uint8[5] memory wrong = [0, ObjectionState.OPEN, ObjectionState.WITHDRAWN, 6, 255];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITitleObjections.OutcomeRefused.selector, wrong[i]));
            _settle(id, 1, wrong[i]);
        }
    }

    function _objected() private returns (INotices.Notice memory n, bytes32 id) {
        n = noticeOf("weather");
        id = file(n);
        vm.prank(addr("outsider"));
        notices.object(id, 1, digest("objection"));
    }

    function _settle(bytes32 id, uint8 ordinal, uint8 outcome) private {
        bytes32 ground = digest("settled");
        vm.prank(addr("hangzhou-registrar"));
        notices.settle(id, ordinal, outcome, ground);
    }

    function _register(GrantKey memory key) private returns (uint64) {
        vm.prank(addr("hangzhou-registrar"));
        return titles.registerTitle(key);
    }
}
