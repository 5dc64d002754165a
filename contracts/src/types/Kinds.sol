// SPDX-License-Identifier: Apache-2.0
// Generated from contracts/words.json by contracts/tools/words.py; do not edit.
pragma solidity ^0.8.30;

/// @notice The kinds of words in the register.
library Kind {
    uint8 internal constant ORIGIN = 1;
    uint8 internal constant MODULE = 2;
    uint8 internal constant KEY = 3;
    uint8 internal constant PARTY = 4;
    uint8 internal constant CALENDAR = 5;
    uint8 internal constant GRANT = 6;
    uint8 internal constant OBJECTION = 7;
    uint8 internal constant FREEZE = 8;
    uint8 internal constant INTEREST = 9;
    uint8 internal constant SERIAL = 10;
    uint8 internal constant LISTING = 11;
    uint8 internal constant VOUCHER = 12;
    uint8 internal constant REDEMPTION = 13;
    uint8 internal constant LOG = 14;
    uint8 internal constant LINK = 15;
    uint8 internal constant FACT = 16;
    uint8 internal constant PEER = 17;
    uint8 internal constant AGREEMENT = 18;
    uint8 internal constant REVIEW = 19;
}
