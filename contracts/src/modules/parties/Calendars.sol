// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../interfaces/IParties.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {CivilDates} from "../../libraries/CivilDates.sol";
import {Ids} from "../../libraries/Ids.sol";
import {WorkingDays} from "../../libraries/WorkingDays.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice The working days: published a year ahead, corrected with a reason for days to come.
abstract contract Calendars is PartyBase {
    /// @inheritdoc IParties
    function publishCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest) external {
        _requireCouncil();
        if (noticeDigest == 0) revert ZeroField("noticeDigest");
        uint256 running = CivilDates.yearOf(block.timestamp);
        if (year < running || year > running + 1) revert CalendarYearRefused(year, running);
        bytes32[] memory old = _halves(year);
        if (old[0] != 0) revert CalendarExists(year);
        emit CalendarPublished(year, firstHalf, secondHalf, noticeDigest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(CalendarPublished.selector, year, firstHalf, secondHalf, noticeDigest, msg.sender));
        _writeHalves(year, old, firstHalf, secondHalf, leaf);
    }

    /// @inheritdoc IParties
    function correctCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 reasonDigest) external {
        _requireCouncil();
        if (reasonDigest == 0) revert ZeroField("reasonDigest");
        bytes32[] memory old = _halves(year);
        if (old[0] == 0) revert CalendarMissing(year, 0);
        if (old[0] == firstHalf && old[1] == secondHalf) revert CalendarStands(year);
        _requireToCome(year, 0, old[0], firstHalf);
        _requireToCome(year, 1, old[1], secondHalf);
        emit CalendarCorrected(year, firstHalf, secondHalf, reasonDigest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(CalendarCorrected.selector, year, firstHalf, secondHalf, reasonDigest, msg.sender));
        _writeHalves(year, old, firstHalf, secondHalf, leaf);
    }

    /// @inheritdoc IParties
    function deadline(uint40 filedAt, uint8 workingDays) external view onlyEnabled returns (uint40 end) {
        return WorkingDays.deadline(register, filedAt, workingDays);
    }

    function _halves(uint16 year) private view returns (bytes32[] memory) {
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (Ids.ofNumber(uint256(year) * 2), Ids.ofNumber(uint256(year) * 2 + 1));
        return register.readMany(Kind.CALENDAR, ids);
    }

    function _writeHalves(uint16 year, bytes32[] memory old, bytes32 first, bytes32 second, bytes32 leaf) private {
        _checkHalf(year, 0, first);
        _checkHalf(year, 1, second);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(Kind.CALENDAR, Ids.ofNumber(uint256(year) * 2), old[0], first, leaf);
        entries[1] = IRegister.Entry(Kind.CALENDAR, Ids.ofNumber(uint256(year) * 2 + 1), old[1], second, leaf);
        register.writeMany(entries);
    }

    /// Days up to and including today stay as they are: no deadline that has passed moves.
    function _requireToCome(uint16 year, uint256 half, bytes32 old, bytes32 corrected) private view {
        uint256 first = CivilDates.fromCivil(year, half == 1 ? 7 : 1, 1);
        uint256 today = CivilDates.dayOf(block.timestamp);
        uint256 begun = today < first ? 0 : today - first + 1;
        uint256 toCome = begun > 254 ? 0 : type(uint256).max >> (begun + 1);
        if (uint256(old ^ corrected) & ~toCome != 0) revert CalendarPast(year, old, corrected);
    }

    function _checkHalf(uint16 year, uint256 half, bytes32 word) private pure {
        uint256 beyond = type(uint256).max >> (CivilDates.daysOfHalf(year, half) + 1);
        if (uint256(word) >> 255 == 0 || uint256(word) & beyond != 0) revert CalendarMalformed(year, word);
    }
}
