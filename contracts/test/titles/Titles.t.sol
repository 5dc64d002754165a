// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleRegistration} from "../../src/interfaces/ITitleRegistration.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {SerialWord} from "../../src/types/SerialWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";

contract TitlesTest is Base {
    /// The story's clock: filed on Monday 2 March 2026, the notice ends with Monday 9 March.
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        noticeUntil = local(3, 10, 0);
    }

    function test_noticeIsAWordInStateNoticed() public {
        INotices.Notice memory n = noticeOf("weather");
        GrantWord w = grant(file(n));
        assertEq(w.state(), GrantState.NOTICED, "state");
        assertEq(w.rights(), Right.ALL, "rights");
        assertEq(w.holder(), PROVIDER, "holder");
        assertEq(w.registrar(), HANGZHOU, "registrar");
        assertEq(w.certUntil(), noticeUntil, "the end of the notice");
        assertEq(w.since(), START, "when it was filed");
        assertEq(w.until(), START + 730 days, "until is the key's");
    }

    function test_registersAfterTheNotice() public {
        GrantKey[] memory path = registered("weather");
        GrantWord w = grant(idOf(path));
        assertEq(block.timestamp, noticeUntil, "time stands at the end of the notice");
        assertEq(w.state(), GrantState.ACTIVE, "state");
        assertEq(w.since(), noticeUntil, "since");
        assertEq(w.certUntil(), START + 730 days, "the certificate ends with the title, before five years");
        assertEq(valid(path), 0, "valid");
        assertEq(free(path, 0), 0, "free");
    }

    function test_certificateLastsFiveYearsAtMost() public {
        PackedWord packed = titleScope(Right.ALL).withUntil(START + 7300 days);
        INotices.Notice memory n = noticeOf("weather", packed, PROVIDER, HANGZHOU);
        bytes32 id = file(n);
        vm.warp(noticeUntil + 1 hours);
        _register(n.key);
        assertEq(grant(id).until(), START + 7300 days, "the title");
        assertEq(grant(id).certUntil(), noticeUntil + 1 hours + 1826 days, "same hour of 10 March 2031");
    }

    function test_certificateNumbersCountByRegistrarAndMonth() public {
        INotices.Notice[3] memory n = [noticeOf("a"), noticeOf("b"), noticeOf("c")];
        (file(n[0]), file(n[1]), file(n[2]));
        vm.warp(local(3, 31, 23) + 3599);
        assertEq(_register(n[0].key), 331_202603_0001, "first of March");
        assertEq(_register(n[1].key), 331_202603_0002, "second of March");
        vm.warp(local(4, 1, 0));
        assertEq(_register(n[2].key), 331_202604_0001, "April begins at midnight in Shanghai");
    }

    function test_batchRegistersInOrder() public {
        INotices.Notice[] memory n = new INotices.Notice[](3);
        GrantKey[] memory keys = new GrantKey[](3);
        for (uint256 i = 0; i < 3; ++i) {
            n[i] = noticeOf(string(abi.encodePacked("batch", uint8(48 + i))));
            keys[i] = n[i].key;
        }
        vm.prank(addr("hangzhou-registrar"));
        notices.noticeMany(n);
        vm.warp(noticeUntil);
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitles(keys);
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 id = Ids.titleId(register.origin(), keys[i]);
            assertEq(grant(id).state(), GrantState.ACTIVE, "active");
        }
        bytes32 serial = register.read(Kind.SERIAL, Ids.serialId(HANGZHOU, 202603));
        assertEq(SerialWord.wrap(serial).count(), 3, "three numbers");
    }

    function test_batchesOfNoneAndOfTooMany_fail() public {
        _refuseBatches(0);
        _refuseBatches(101);
    }

    function _refuseBatches(uint256 n) private {
        bytes4 refused = ITitleShared.CountRefused.selector;
        vm.startPrank(addr("hangzhou-registrar"));
        vm.expectRevert(abi.encodeWithSelector(refused, bytes32("filed"), n, 1, 100));
        notices.noticeMany(new INotices.Notice[](n));
        vm.expectRevert(abi.encodeWithSelector(refused, bytes32("keys"), n, 1, 100));
        titles.registerTitles(new GrantKey[](n));
        vm.stopPrank();
    }

    function test_registerBeforeTheNoticeEnds_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        bytes32 id = file(n);
        vm.warp(noticeUntil - 1);
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.NoticeNotEnded.selector, id, noticeUntil, noticeUntil - 1));
        _register(n.key);
    }

    function test_registerTwice_fail() public {
        GrantKey[] memory path = registered("weather");
        vm.expectRevert(
            abi.encodeWithSelector(ITitleShared.WrongState.selector, idOf(path), GrantState.ACTIVE, GrantState.NOTICED)
        );
        _register(path[0]);
    }

    function test_registerUnknown_fail() public {
        GrantKey memory key = noticeOf("never filed").key;
        bytes32 id = Ids.titleId(register.origin(), key);
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, id));
        _register(key);
    }

    function test_registerByAnotherRegistrar_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        file(n);
        vm.warp(noticeUntil);
        vm.prank(addr("harbin-registrar"));
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN));
        titles.registerTitle(n.key);
    }

    function test_registerAfterTheTermEnded_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        file(n);
        vm.warp(START + 730 days);
        vm.expectRevert(
            abi.encodeWithSelector(ITitleShared.TermRefused.selector, 0, START + 730 days, START + 730 days)
        );
        _register(n.key);
    }

    function test_I12_serialPast9999_fail() public {
        INotices.Notice memory last = noticeOf("last");
        INotices.Notice memory over = noticeOf("over");
        (file(last), file(over));
        vm.warp(noticeUntil);
        bytes32 id = Ids.serialId(HANGZHOU, 202603);
        plant(Kind.SERIAL, id, SerialWord.unwrap(SerialWord.wrap(0).withCount(9_998)));
        assertEq(_register(last.key), 331_202603_9999, "the last number");
        vm.expectRevert(abi.encodeWithSelector(ITitleRegistration.SerialExhausted.selector, HANGZHOU, uint32(202603)));
        _register(over.key);
    }

    function _register(GrantKey memory key) private returns (uint64) {
        vm.prank(addr("hangzhou-registrar"));
        return titles.registerTitle(key);
    }
}
