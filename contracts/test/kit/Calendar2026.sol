// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CivilDates} from "../../src/libraries/CivilDates.sol";

/// @notice The working days of 2026 after the State Council's notice: weekends and holidays off, make-up days on.
library Calendar2026 {
    uint256 private constant YEAR = 2026;

    /// @notice The CALENDAR word of a half-year.
    function half(uint256 h) internal pure returns (bytes32) {
        uint256 first = CivilDates.fromCivil(YEAR, h == 1 ? 7 : 1, 1);
        uint256 length = CivilDates.daysOfHalf(YEAR, h);
        uint256 word = 1 << 255;
        for (uint256 k = 0; k < length; ++k) {
            if (works(first + k)) word |= 1 << (254 - k);
        }
        return bytes32(word);
    }

    /// @notice Whether a day (since 1970) is a working day.
    function works(uint256 day) internal pure returns (bool) {
        (, uint256 month, uint256 d) = CivilDates.toCivil(day);
        uint256 date = month * 100 + d;
        if (_makeUp(date)) return true;
        uint256 weekday = (day + 3) % 7; // 0 is Monday
        return weekday < 5 && !_holiday(date);
    }

    function _makeUp(uint256 date) private pure returns (bool) {
        return date == 104 || date == 214 || date == 228 || date == 509 || date == 920 || date == 1010;
    }

    function _holiday(uint256 date) private pure returns (bool) {
        return (date >= 101 && date <= 103) || (date >= 215 && date <= 223) || (date >= 404 && date <= 406)
            || (date >= 501 && date <= 505) || (date >= 619 && date <= 621) || (date >= 925 && date <= 927)
            || (date >= 1001 && date <= 1007);
    }
}
