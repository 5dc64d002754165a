// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Base} from "../kit/Base.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";

contract CalendarTest is Base {
    function test_datesGoBothWays(uint256 day) public pure {
        day = bound(day, 0, 795_000); // to the year 4146
        (uint256 year, uint256 month, uint256 dayOfMonth) = CivilDates.toCivil(day);
        assertTrue(month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31, "a date");
        assertEq(CivilDates.fromCivil(year, month, dayOfMonth), day, "and back");
    }

    function test_knownDates() public pure {
        assertEq(CivilDates.fromCivil(1970, 1, 1), 0, "the epoch");
        assertEq(CivilDates.fromCivil(2000, 2, 29), 11_016, "a leap day of a century");
        assertEq(CivilDates.fromCivil(2026, 3, 2), 20_514, "START");
        assertEq(CivilDates.fromCivil(2100, 3, 1), 47_541, "2100 has no leap day");
        assertEq(CivilDates.monthOf(START), 202603, "March");
        assertEq(CivilDates.daysOfHalf(2026, 0), 181, "first half");
        assertEq(CivilDates.daysOfHalf(2028, 0), 182, "with a leap day");
        assertEq(CivilDates.daysOfHalf(2026, 1), 184, "second half");
    }

    function test_yearsOn() public pure {
        uint256 leap = CivilDates.fromCivil(2028, 2, 29) * 1 days;
        assertEq(CivilDates.addYears(leap, 3), CivilDates.fromCivil(2031, 2, 28) * 1 days, "no 29 February");
        assertEq(CivilDates.addYears(leap, 4), CivilDates.fromCivil(2032, 2, 29) * 1 days, "a 29 February");
        assertEq(CivilDates.addYears(START, 3), uint256(START) + 1096 days, "over 2028");
    }

    function test_dayBeginsAtMidnightInShanghai() public view {
        assertEq(parties.deadline(local(3, 2, 0), 0), local(3, 3, 0), "at 00:00 the day is new");
        assertEq(parties.deadline(local(3, 2, 0) - 1, 0), local(3, 2, 0), "a second before it is the old one");
    }

    function test_deadlinesOfTheYear() public view {
        assertEq(parties.deadline(START, 5), local(3, 10, 0), "Monday to the end of next Monday");
        assertEq(parties.deadline(local(3, 6, 23), 1), local(3, 10, 0), "Friday to Monday");
        assertEq(parties.deadline(local(2, 13, 9), 1), local(2, 15, 0), "a Saturday made up for");
        assertEq(parties.deadline(local(2, 14, 9), 1), local(2, 25, 0), "over Spring Festival");
        assertEq(parties.deadline(local(6, 29, 9), 3), local(7, 3, 0), "into the second half-year");
        assertEq(parties.deadline(local(9, 30, 9), 3), local(10, 11, 0), "over National Day, its Saturday made up for");
    }

    function test_deadlineCountsDayByDay(uint256 time, uint8 n) public view {
        time = bound(time, local(1, 1, 0), local(10, 1, 0));
        n = uint8(bound(n, 1, 40));
        uint256 day = CivilDates.dayOf(time);
        for (uint256 left = n; left != 0;) {
            if (Calendar2026.works(++day)) --left;
        }
        assertEq(parties.deadline(uint40(time), n), CivilDates.endOf(day), "as counted by hand");
    }

    function test_acrossTheYear() public {
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarMissing.selector, uint16(2027), 0));
        parties.deadline(local(12, 30, 9), 2);
        _publish(2027, _all(181), _all(184));
        assertEq(parties.deadline(local(12, 30, 9), 2), local(12, 31, 24) + 1 days, "1 January, a working day here");
    }

    function test_missingYear_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarMissing.selector, uint16(2025), 1));
        parties.deadline(local(1, 1, 0) - 1, 1);
    }

    function test_publishTwice_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarExists.selector, uint16(2026)));
        _publish(2026, _all(181), _all(184));
    }

    function test_publishMalformed_fail() public {
        bytes32 bare = _all(181) & ~bytes32(uint256(1) << 255);
        bytes32 none = bytes32(0);
        _refuse(2027, bare, _all(184), bare);
        _refuse(2027, _all(181), none, none);
        _refuse(2027, _all(182), _all(184), _all(182));
        _refuse(2027, _all(181), _all(185), _all(185));
        vm.warp(START + 365 days);
        _publish(2028, _all(182), _all(184)); // a leap year
    }

    function test_publishWithoutNotice_fail() public {
        vm.prank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("noticeDigest")));
        parties.publishCalendar(2027, _all(181), _all(184), 0);
    }

    function test_publishByAnyone_fail() public {
        vm.prank(addr("hangzhou"));
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IParties.publishCalendar.selector)
        );
        parties.publishCalendar(2027, _all(181), _all(184), digest("notice"));
    }

    function _refuse(uint16 year, bytes32 first, bytes32 second, bytes32 malformed) private {
        vm.expectRevert(abi.encodeWithSelector(IParties.CalendarMalformed.selector, year, malformed));
        _publish(year, first, second);
    }

    function _publish(uint16 year, bytes32 first, bytes32 second) private {
        vm.prank(addr("council"));
        parties.publishCalendar(year, first, second, digest("notice"));
    }

    /// A half-year of so many days, each a working day.
    function _all(uint256 length) private pure returns (bytes32) {
        return bytes32(type(uint256).max << (255 - length));
    }
}
