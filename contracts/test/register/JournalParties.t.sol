// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Role} from "../../src/types/Codes.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";
import {Mirror} from "../kit/Mirror.sol";
import {PartyActs} from "../kit/PartyActs.sol";

/// @notice The journal is refolded from the logs of all that happens to parties.
contract JournalPartiesTest is PartyActs {
    Mirror private mirror;

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_keysRefold() public {
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "provider anew");
        _fold();
        vm.prank(addr("provider"));
        parties.endKey(k.key);
        _fold();
        vm.prank(addr("hangzhou"));
        parties.changeRoles(addr("outsider"), Role.SIGN | Role.REVIEWER, digest("appointed"));
        _fold();
        assertEq(mirror.writes(), 4, "a key and its link, ended, given a role");
    }

    function test_livesRefold() public {
        bytes memory fields = successionFields(PROVIDER, OPERATOR);
        (Consent memory a, Consent memory b) = (consent("provider", fields), consent("operator", fields));
        vm.prank(addr("hangzhou"));
        parties.succeedBySignature(PROVIDER, OPERATOR, MERGER, a, b);
        _fold();
        vm.prank(addr("council"));
        parties.removeExchange(HANGZHOU, digest("exit"));
        _fold();
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        _fold();
        vm.prank(addr("buyer"));
        parties.declareSuspect(START - 5, START, digest("stolen"));
        _fold();
        vm.prank(addr("court"));
        parties.orderSuspect(BUYER, 0, 0, digest("order"));
        _fold();
        assertEq(mirror.writes(), 9, "two successions of three words, a removal, two windows");
    }

    function test_linksAndCalendarRefold() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, digest("why"));
        _fold();
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, digest("why"));
        _fold();
        vm.startPrank(addr("council"));
        parties.nameSuperior(COURT, COURT_TWO, digest("order"));
        _fold();
        parties.endSuperior(COURT, COURT_TWO, digest("order"));
        _fold();
        bytes32 first = Calendar2026.half(0) ^ bytes32(uint256(1) << 80);
        parties.correctCalendar(2026, first, Calendar2026.half(1), digest("why"));
        vm.stopPrank();
        _fold();
        assertEq(mirror.writes(), 7, "two links, begun and ended; the flag of who was declared; two halves");
    }

    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
