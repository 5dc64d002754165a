// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../interfaces/IParties.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {CalendarWord} from "../types/CalendarWord.sol";
import {Kind} from "../types/Kinds.sol";
import {CivilDates} from "./CivilDates.sol";
import {Ids} from "./Ids.sol";

/// @notice Deadlines in working days of the published calendar (Asia/Shanghai). A year that is not published has no deadlines.
library WorkingDays {
    /// @notice End (24:00 local time) of the n-th working day after the day of `filedAt`; the day after filing is day one.
    /// @dev n = 0 is the end of the day of filing itself, whether or not it is a working day.
    function deadline(IRegister register, uint40 filedAt, uint8 n) internal view returns (uint40) {
        uint256 day = CivilDates.dayOf(filedAt);
        (uint256 year, uint256 half) = CivilDates.halfOf(day);
        uint256 k = day - CivilDates.fromCivil(year, half == 1 ? 7 : 1, 1);
        uint256 length = CivilDates.daysOfHalf(year, half);
        uint256 word = n == 0 ? 0 : _word(register, year, half);
        for (uint256 left = n; left != 0;) {
            (++day, ++k);
            if (k == length) {
                (year, half, k) = (year + half, 1 - half, 0);
                (word, length) = (_word(register, year, half), CivilDates.daysOfHalf(year, half));
            }
            left -= (word >> (254 - k)) & 1;
        }
        return CivilDates.endOf(day);
    }

    function _word(IRegister register, uint256 year, uint256 half) private view returns (uint256) {
        CalendarWord word = CalendarWord.wrap(register.read(Kind.CALENDAR, Ids.ofNumber(year * 2 + half)));
        if (word.published() == 0) revert IParties.CalendarMissing(uint16(year), uint8(half));
        return uint256(CalendarWord.unwrap(word));
    }
}
