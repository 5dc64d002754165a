// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Base} from "../kit/Base.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";

/// @notice A holiday is moved in the course of the year: days to come change, days past never.
contract CalendarCorrectionTest is Base {
    function test_aDayToComeChanges() public {
        assertEq(parties.deadline(START, 5), local(3, 10, 0), "as published");
        _correct(_flip(0, 3, 6), Calendar2026.half(1)); // Friday 6 March becomes a holiday
        assertEq(parties.deadline(START, 5), local(3, 11, 0), "a day later");
        _correct(Calendar2026.half(0), _flip(1, 12, 31));
        assertEq(parties.deadline(START, 5), local(3, 10, 0), "and back; the second half changes too");
    }

    function test_tomorrowIsToComeTodayIsNot() public {
        vm.expectRevert(_past(_half(0), _flip(0, 3, 2)));
        _correct(_flip(0, 3, 2), _half(1));
        vm.warp(local(3, 3, 0) - 1); // the last second of the day
        _correct(_flip(0, 3, 3), _half(1));
        vm.warp(local(3, 3, 0));
        vm.expectRevert(_past(_flip(0, 3, 3), _half(0)));
        _correct(_half(0), _half(1));
    }

    function test_I15_pastDaysStay_fail() public {
        vm.expectRevert(_past(_half(0), _flip(0, 1, 1)));
        _correct(_flip(0, 1, 1), _half(1));
        vm.warp(local(7, 1, 9));
        vm.expectRevert(_past(_half(0), _flip(0, 6, 30)));
        _correct(_flip(0, 6, 30), _half(1));
        vm.expectRevert(_past(_half(1), _flip(1, 7, 1)));
        _correct(_half(0), _flip(1, 7, 1));
        _correct(_half(0), _flip(1, 7, 2));
    }

    /// No deadline that has passed moves, whatever is corrected.
    function test_passedDeadlinesStand(uint256 filed, uint256 mask, uint8 n) public {
        vm.warp(local(5, 20, 12));
        filed = bound(filed, local(1, 5, 0), local(5, 1, 0));
        n = uint8(bound(n, 1, 10));
        uint40 before = parties.deadline(uint40(filed), n);
        if (before > block.timestamp) return;
        uint256 begun = CivilDates.fromCivil(2026, 5, 20) - CivilDates.fromCivil(2026, 1, 1) + 1;
        uint256 toCome = (type(uint256).max >> (begun + 1)) & ~(type(uint256).max >> 182);
        bytes32 first = Calendar2026.half(0) ^ bytes32(mask & toCome);
        if (first == Calendar2026.half(0)) return;
        _correct(first, Calendar2026.half(1));
        assertEq(parties.deadline(uint40(filed), n), before, "as it was");
    }

    function test_malformed_fail() public {
        bytes32 bare = _half(0) & ~bytes32(uint256(1) << 255);
        vm.expectRevert(_past(_half(0), bare));
        _correct(bare, _half(1));
        bytes32 beyond = _half(0) | bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarMalformed.selector, uint16(2026), beyond));
        _correct(beyond, _half(1));
    }

    function test_nothingToCorrect_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarStands.selector, uint16(2026)));
        _correct(_half(0), _half(1));
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarMissing.selector, uint16(2027), 0));
        parties.correctCalendar(2027, _half(0), _half(1), digest("why"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reasonDigest")));
        parties.correctCalendar(2026, _flip(0, 6, 30), _half(1), 0);
        vm.stopPrank();
        vm.prank(addr("hangzhou"));
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IParties.correctCalendar.selector)
        );
        parties.correctCalendar(2026, _flip(0, 6, 30), _half(1), digest("why"));
    }

    function test_theNextYearMayBeCorrectedWhole() public {
        vm.startPrank(addr("council"));
        parties.publishCalendar(2027, _half(0), _half(1), digest("notice"));
        bytes32 first = _half(0) ^ bytes32(uint256(1) << 254); // 1 January
        parties.correctCalendar(2027, first, _half(1), digest("why"));
        vm.stopPrank();
        assertEq(register.read(5, bytes32(uint256(2027 * 2))), first, "corrected");
        assertEq(register.read(5, bytes32(uint256(2027 * 2 + 1))), _half(1), "as it was");
    }

    // ---- when a year is published

    function test_theRunningYearOrTheNext() public {
        uint16[3] memory wrong = [uint16(0), 2025, 2028];
        vm.startPrank(addr("council"));
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IParties.CalendarYearRefused.selector, wrong[i], 2026));
            parties.publishCalendar(wrong[i], _half(0), _half(1), digest("notice"));
        }
        vm.warp(local(12, 31, 24)); // New Year in Shanghai
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarYearRefused.selector, uint16(2026), 2027));
        parties.publishCalendar(2026, _half(0), _half(1), digest("notice"));
        parties.publishCalendar(2027, _half(0), _half(1), digest("notice"));
        vm.stopPrank();
    }

    function _correct(bytes32 first, bytes32 second) private {
        vm.prank(addr("council"));
        parties.correctCalendar(2026, first, second, digest("State Council"));
    }

    function _half(uint256 h) private pure returns (bytes32) {
        return Calendar2026.half(h);
    }

    /// A half-year of 2026 with one day turned round.
    function _flip(uint256 h, uint256 month, uint256 day) private pure returns (bytes32) {
        uint256 k = CivilDates.fromCivil(2026, month, day) - CivilDates.fromCivil(2026, h == 1 ? 7 : 1, 1);
        return Calendar2026.half(h) ^ bytes32(uint256(1) << (254 - k));
    }

    function _past(bytes32 published, bytes32 corrected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IParties.CalendarPast.selector, uint16(2026), published, corrected);
    }
}
