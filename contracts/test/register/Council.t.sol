// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {PartyFlag} from "../../src/types/Codes.sol";
import {GrantWords} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {PartyWords} from "../../src/types/PartyWord.sol";
import {Vm} from "../kit/Vm.sol";
import {RegisterBase} from "./RegisterBase.sol";
import {WriterHarness} from "./WriterHarness.sol";

contract CouncilTest is RegisterBase {
    uint32 private delay = 1;

    /// What an authority answers: yes, so many seconds from now.
    function canCall(address, address, bytes4) external view returns (bool, uint32) {
        return (true, delay);
    }

    // ---- modules

    function test_writeByAnyone_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(this), 0, 0));
        register.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK), 0);
    }

    function test_writeBeforeItsTime_fail() public {
        vm.warp(from - 1);
        assertFalse(register.enabled(address(writer)), "not yet");
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, 0));
        writer.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK));
    }

    function test_enableTooSoon_fail() public {
        WriterHarness other = new WriterHarness(register);
        uint40 earliest = from + register.MIN_DELAY();
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TooSoon.selector, earliest - 1, earliest));
        register.enableModule(address(other), earliest - 1, 0, _only(GRANT, MASK));
        register.enableModule(address(other), earliest, 0, _only(GRANT, MASK));
    }

    function test_enable_fail() public {
        WriterHarness other = new WriterHarness(register);
        uint40 at_ = from + 3 days;
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.NoCode.selector, addr("nobody")));
        register.enableModule(addr("nobody"), at_, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleKnown.selector, address(writer)));
        register.enableModule(address(writer), at_, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TermBackwards.selector, at_, at_));
        register.enableModule(address(other), at_, at_, _only(GRANT, MASK));
        uint8[3] memory kept = [0, Kind.ORIGIN, Kind.MODULE];
        for (uint256 i = 0; i < kept.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRegister.KindRefused.selector, kept[i]));
            register.enableModule(address(other), at_, 0, _only(kept[i], MASK));
        }
        vm.expectRevert(abi.encodeWithSelector(IRegister.KindRefused.selector, GRANT));
        register.enableModule(address(other), at_, 0, _only(GRANT, 0));
    }

    function test_yesAfterADelayIsNoYes_fail() public {
        Register other = new Register(address(this), bytes32("another authority"));
        bytes4 selector = IRegister.retireModule.selector;
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, address(this), selector));
        other.checkCouncil(address(this), address(other), selector);
        delay = 0;
        other.checkCouncil(address(this), address(other), selector);
    }

    function test_onlyTheCouncil_fail() public {
        address anyone = addr("hangzhou");
        vm.startPrank(anyone);
        bytes4 selector = IRegister.enableModule.selector;
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, selector));
        register.enableModule(address(writer), from, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.retireModule.selector));
        register.retireModule(address(writer));
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.announceWidening.selector)
        );
        register.announceWidening(address(writer), GRANT, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.widen.selector));
        register.widen(address(writer), GRANT, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.narrow.selector));
        register.narrow(address(writer), GRANT, 0);
    }

    function test_retiresAtOnce() public {
        writer.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK));
        vm.prank(addr("council"));
        register.retireModule(address(writer));
        assertFalse(register.enabled(address(writer)), "in the same second");
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, from));
        writer.write(GRANT, digest("next"), 0, bytes32(GrantWords.HOLDER_MASK));
        assertEq(register.read(GRANT, ID), bytes32(GrantWords.HOLDER_MASK), "its words stay");
        vm.prank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, from));
        register.retireModule(address(writer));
    }

    function test_retiresBeforeItBegan() public {
        vm.warp(from - 1);
        vm.prank(addr("council"));
        register.retireModule(address(writer));
        vm.warp(from);
        assertFalse(register.enabled(address(writer)), "it never began");
    }

    function test_endsByItself() public {
        WriterHarness other = new WriterHarness(register);
        vm.prank(addr("council"));
        register.enableModule(address(other), from + 2 days, from + 3 days, _only(GRANT, MASK));
        vm.warp(from + 3 days - 1);
        assertTrue(register.enabled(address(other)), "its last second");
        vm.warp(from + 3 days);
        assertFalse(register.enabled(address(other)), "over");
    }

    function test_widenWaits() public {
        uint256 more = GrantWords.FLAGS_MASK;
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more);
        register.announceWidening(address(writer), GRANT, more);
        uint40 due = from + register.MIN_DELAY();
        vm.warp(due - 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, due));
        register.widen(address(writer), GRANT, more);
        vm.warp(due);
        vm.recordLogs();
        register.widen(address(writer), GRANT, more);
        assertEq(register.mayWrite(address(writer), GRANT), MASK | more, "wider");
        _writtenOfTheModule();
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more); // an announcement serves once
    }

    /// @dev What the council does to a module is written of that module, and of nothing else.
    function test_narrowingIsWrittenOfTheModule() public {
        vm.prank(addr("council"));
        vm.recordLogs();
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        _writtenOfTheModule();
    }

    function _writtenOfTheModule() private {
        Vm.Log memory written = vm.getRecordedLogs()[1];
        assertEq(written.topics[0], IRegister.Written.selector, "after the event");
        assertEq(uint256(written.topics[1]), Kind.MODULE, "of a module");
        assertEq(written.topics[2], Ids.ofAddress(address(writer)), "of this one");
    }

    function test_narrowingVoidsAnAnnouncedWidening_fail() public {
        uint256 more = GrantWords.FLAGS_MASK;
        vm.startPrank(addr("council"));
        register.announceWidening(address(writer), GRANT, more);
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.warp(from + register.MIN_DELAY());
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more);
    }

    function test_unknownModule_fail() public {
        address stranger = addr("stranger");
        bytes memory why = abi.encodeWithSelector(IRegister.ModuleUnknown.selector, stranger);
        vm.startPrank(addr("council"));
        vm.expectRevert(why);
        register.retireModule(stranger);
        vm.expectRevert(why);
        register.announceWidening(stranger, GRANT, 1);
    }

    /// Freezes of a holder are Encumbrances' alone: no other module lets one fall.
    function test_partiesHasNoBitOfAFreeze() public view {
        uint256 mask = register.mayWrite(address(parties), Kind.PARTY);
        uint256 flags = uint256(PartyFlag.EXERCISE | PartyFlag.QUEUED) << 232;
        assertEq(mask & (flags | PartyWords.FROZEN_UNTIL_MASK | PartyWords.FREEZES_MASK), 0, "freezes");
        assertEq(register.mayWrite(address(encumbrances), Kind.PARTY) & mask, 0, "each its own");
    }

    function test_narrowsAtOnce() public {
        vm.startPrank(addr("council"));
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotNarrower.selector, GrantWords.SINCE_MASK, GrantWords.SINCE_MASK)
        );
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotNarrower.selector, GrantWords.SINCE_MASK, MASK));
        register.narrow(address(writer), GRANT, MASK);
        vm.stopPrank();
        bytes32 word = bytes32(GrantWords.HOLDER_MASK);
        vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(writer), GRANT, word));
        writer.write(GRANT, ID, 0, word);
    }

    function test_councilSeqCountsEachChange() public {
        uint64 seq = register.councilSeq();
        vm.startPrank(addr("council"));
        register.announceWidening(address(writer), GRANT, 1);
        vm.warp(from + 2 days);
        register.widen(address(writer), GRANT, 1);
        register.narrow(address(writer), GRANT, 0);
        register.retireModule(address(writer));
        assertEq(register.councilSeq(), seq + 4, "four changes");
    }

    function test_moduleWordKeepsTheCodeHash() public view {
        ModuleWord m = ModuleWord.wrap(register.read(Kind.MODULE, Ids.ofAddress(address(writer))));
        assertEq(m.from_(), from, "from");
        assertEq(m.until(), 0, "until");
        assertEq(m.codeHash(), uint256(address(writer).codehash) >> 72, "its first 184 bits");
    }
}
