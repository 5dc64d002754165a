// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {ListingFlag, ReviewKind, Verdict} from "../../src/types/Codes.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {Mirror} from "../kit/Mirror.sol";
import {Trees} from "../kit/Trees.sol";

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
        assertEq(
            mirror.writes(), 10, "listed, reviewed twice over two words, licensed, issued, suspended, anchored twice"
        );
    }

    function test_reviewsAndVersionsRefold() public {
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        bytes32 listed = list(p);
        passScenario(p, p.until);
        pass(p, p.until);
        _fold();
        uint32[] memory others = new uint32[](1);
        others[0] = HANGZHOU;
        enrolReviewer(70100, "law firm");
        vm.warp(block.timestamp + 1);
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
        judge("hangzhou-reviewer", p, Verdict.PASSED, p.until, new uint32[](0));
        _fold();
        judge("law firm", p, Verdict.PASSED, p.until, others);
        _fold();
        bytes32 grantId = idOf(operated);
        vm.prank(addr("hangzhou-reviewer"));
        listings.rateQuality(grantId, p, 4, p.until, digest("quality"));
        _fold();
        vm.prank(addr("law firm"));
        listings.withdrawReview(listed, ReviewKind.COMPLIANCE, 70100, digest("why"), others);
        _fold();
        vm.prank(addr("hangzhou"));
        listings.endSandbox(listed, digest("exit report"));
        vm.startPrank(addr("operator"));
        listings.newVersion(ref(), digest("second version"));
        listings.delist(ref(), 1);
        vm.stopPrank();
        _fold();
    }

    function test_voucherLifeRefolds() public {
        market();
        IVouchers.Terms memory t = trade();
        bytes32 id = issue(t, basis());
        _fold();
        bytes32 why = digest("why");
        vm.prank(addr("hangzhou"));
        vouchers.suspend(id, why);
        vm.prank(addr("hangzhou"));
        vouchers.resume(id, why);
        vm.prank(addr("buyer"));
        vouchers.redeem(t, 1, addr("verifier"));
        _fold();
        vm.warp(block.timestamp + 60);
        IVouchers.Terms memory next = trade();
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) =
            (signed("operator", next), signed("buyer", next));
        vm.prank(addr("hangzhou"));
        bytes32 nextId = vouchers.supersede(t, next, seller, buyer);
        _fold();
        vm.prank(addr("court"));
        vouchers.revoke(nextId, why);
        _fold();
    }

    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
