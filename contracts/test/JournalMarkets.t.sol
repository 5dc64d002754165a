// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AuditAnchors} from "../src/modules/AuditAnchors.sol";
import {ListingState} from "../src/types/ListingWord.sol";
import {MarketBase} from "./MarketBase.sol";
import {Mirror} from "./Mirror.sol";
import {Trees} from "./Trees.sol";

/// @notice The journal is refolded from the logs of the modules of a market: Listings, Vouchers, AuditAnchors.
contract JournalMarketsTest is MarketBase {
    AuditAnchors private anchors;
    Mirror private mirror;

    function _deployModules() internal override {
        super._deployModules();
        anchors = new AuditAnchors(register);
        enable(address(anchors), "AuditAnchors");
    }

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_marketsRefold() public {
        bytes32 listed = market();
        _fold();
        issue(trade(), basis());
        _fold();
        vm.prank(addr("hangzhou"));
        listings.change(listed, ListingState.SUSPENDED, 3);
        _fold();
        (bytes32 one, bytes32 two) = (Trees.root(0, 3), Trees.root(0, 5));
        bytes32[] memory proof = Trees.proof(3, 5);
        vm.startPrank(addr("hangzhou-logger"));
        anchors.anchor(HANGZHOU, 0, 0, 3, one, new bytes32[](0), digest("note"));
        _fold();
        anchors.anchor(HANGZHOU, 3, one, 5, two, proof, digest("note two"));
        vm.stopPrank();
        _fold();
        assertEq(mirror.writes(), 7, "listed, reviewed, licensed, issued, suspended, anchored twice");
    }

    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
