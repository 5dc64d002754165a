// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Dates of the Gregorian calendar in Asia/Shanghai (UTC+8, without summer time since 1992), as days since 1970-01-01.
/// @dev The arithmetic counts years from 1 March, so that a leap day ends its year (Hinnant, chrono-compatible date algorithms);
/// the days before a year, and before a month, are one sum each (Dershowitz and Reingold, Calendrical Calculations).
library CivilDates {
    uint256 private constant OFFSET = 8 hours;
    uint256 private constant DAYS_TO_1970 = 719_468; // from 0000-03-01
    uint256 private constant DAYS_OF_ERA = 146_097; // 400 years

    /// @notice The local day of a UTC second.
    function dayOf(uint256 time) internal pure returns (uint256) {
        return (time + OFFSET) / 1 days;
    }

    /// @notice The UTC second of 24:00 local time of a day.
    function endOf(uint256 day) internal pure returns (uint40) {
        return uint40((day + 1) * 1 days - OFFSET);
    }

    /// @notice The day of a date. Month 1 to 12, day of the month 1 to 31.
    function fromCivil(uint256 year, uint256 month, uint256 dayOfMonth) internal pure returns (uint256) {
        if (month <= 2) --year;
        return _firstOf(year) + _before(month > 2 ? month - 3 : month + 9) + dayOfMonth - 1 - DAYS_TO_1970;
    }

    /// @notice The date of a day.
    function toCivil(uint256 day) internal pure returns (uint256 year, uint256 month, uint256 dayOfMonth) {
        uint256 shifted = day + DAYS_TO_1970;
        year = (400 * shifted + 591) / DAYS_OF_ERA; // of March; two days too early at most
        if (_firstOf(year) > shifted) --year;
        uint256 dayOfYear = shifted - _firstOf(year);
        uint256 fromMarch = (5 * dayOfYear + 2) / 153;
        dayOfMonth = dayOfYear - _before(fromMarch) + 1;
        month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        if (month <= 2) ++year;
    }

    /// @dev Days from 0000-03-01 to 1 March of a year.
    function _firstOf(uint256 year) private pure returns (uint256) {
        return 365 * year + year / 4 - year / 100 + year / 400;
    }

    /// @dev Days of so many months from March on.
    function _before(uint256 months) private pure returns (uint256) {
        return (153 * months + 2) / 5;
    }

    /// @notice The local year of a UTC second.
    function yearOf(uint256 time) internal pure returns (uint256 year) {
        (year,,) = toCivil(dayOf(time));
    }

    /// @notice The half-year that a day lies in: 0 is January to June, 1 is July to December.
    function halfOf(uint256 day) internal pure returns (uint256 year, uint256 half) {
        uint256 month;
        (year, month,) = toCivil(day);
        half = month > 6 ? 1 : 0;
    }

    /// @notice The local month of a UTC second as a decimal number, 202611 for November 2026.
    function monthOf(uint256 time) internal pure returns (uint32) {
        (uint256 year, uint256 month,) = toCivil(dayOf(time));
        return uint32(year * 100 + month);
    }

    /// @notice The same local time of the same date some years on; 29 February becomes 28 in a year without it.
    function addYears(uint256 time, uint256 years_) internal pure returns (uint256) {
        return addMonths(time, int256(years_ * 12));
    }

    /// @notice The same local time of the same day some months on, or back; a month without that day gives its last.
    function addMonths(uint256 time, int256 months) internal pure returns (uint256) {
        uint256 day = dayOf(time);
        (uint256 fromYear, uint256 fromMonth, uint256 dayOfMonth) = toCivil(day);
        uint256 total = uint256(int256(fromYear * 12 + fromMonth - 1) + months);
        (uint256 year, uint256 month) = (total / 12, total % 12 + 1);
        uint256 first = fromCivil(year, month, 1);
        if (dayOfMonth > 28) {
            uint256 length = (month == 12 ? fromCivil(year + 1, 1, 1) : fromCivil(year, month + 1, 1)) - first;
            if (dayOfMonth > length) dayOfMonth = length;
        }
        return time + (first + dayOfMonth - 1) * 1 days - day * 1 days;
    }

    /// @notice Days of a half-year: 0 is January to June, 1 is July to December.
    function daysOfHalf(uint256 year, uint256 half) internal pure returns (uint256) {
        if (half == 1) return 184;
        return fromCivil(year, 7, 1) - fromCivil(year, 1, 1);
    }
}
