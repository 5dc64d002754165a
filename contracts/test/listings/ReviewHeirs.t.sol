// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../../src/interfaces/IListingReviews.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {Reason, Verdict} from "../../src/types/Codes.sol";
import {Consent} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";

/// @notice Reviewers and holders that took over others: whose affiliates they are, and how often they count.
contract ReviewHeirsTest is MarketBase, PartyActs {
    uint32 private constant FIRM = 70100;
    uint32 private constant OTHER_FIRM = 70101;
    uint32[] private none;
    bytes32 private id;

    function _deployModules() internal override(MarketBase, World) {
        MarketBase._deployModules();
    }

    function setUp() public override(MarketBase, World) {
        MarketBase.setUp();
        enrolReviewer(FIRM, "firm");
        enrolReviewer(OTHER_FIRM, "other firm");
        id = list(asked(2));
        passScenario(asked(2), asked(2).until);
        vm.warp(block.timestamp + 60);
    }

    function asked(uint8 reviewers) private view returns (IListings.Product memory p) {
        p = product();
        p.until = START + 360 days;
        p.reviewers = reviewers;
    }

    function declare(string memory exchange, uint32 party) private {
        vm.prank(addr(exchange));
        parties.declareAffiliate(party, digest("affiliate"));
    }

    function one(uint32 a) private pure returns (uint32[] memory list_) {
        list_ = new uint32[](1);
        list_[0] = a;
    }

    function refuse(string memory by, uint32[] memory others, bytes memory why) private {
        bytes memory call = abi.encodeCall(
            listings.review, (idOf(operated), asked(2), Verdict.PASSED, asked(2).until, digest("report"), others)
        );
        refused(by, address(listings), call, why);
    }

    function affiliate(uint32 reviewer, uint32 holder) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IListingReviews.AffiliateReview.selector, reviewer, holder);
    }

    function test_holderThatTookOverAnAffiliate_fail() public {
        declare("hangzhou", OUTSIDER);
        succeeded("court", OUTSIDER, OPERATOR, "operator");
        refuse("hangzhou-reviewer", none, affiliate(HANGZHOU, OUTSIDER));
        judge("firm", asked(2), Verdict.PASSED, asked(2).until, none);
    }

    function test_heirOfAnAffiliatedHolder_fail() public {
        declare("hangzhou", OPERATOR);
        succeeded("court", OPERATOR, OUTSIDER, "outsider");
        refuse("hangzhou-reviewer", none, affiliate(HANGZHOU, OPERATOR));
    }

    function test_exchangeThatTookOverOneWithThisAffiliate_fail() public {
        declare("harbin", OPERATOR);
        judge("hangzhou-reviewer", asked(2), Verdict.PASSED, asked(2).until, none);
        succeeded("council", HARBIN, HANGZHOU, "hangzhou");
        refuse("hangzhou-reviewer", none, affiliate(HARBIN, OPERATOR));
    }

    /// An exchange holds the right, and had declared the firm, or whom the firm took over.
    function test_firmThatIsTheHoldersAffiliate_fail() public {
        moveHolder(HARBIN);
        judge("firm", asked(2), Verdict.PASSED, asked(2).until, none);
        declare("harbin", OUTSIDER);
        succeeded("court", OUTSIDER, FIRM, "firm");
        refuse("firm", none, affiliate(OUTSIDER, HARBIN));
        declare("harbin", OTHER_FIRM);
        refuse("other firm", none, affiliate(OTHER_FIRM, HARBIN));
    }

    /// Holder and firm are both the exchange's: neither is the other's affiliate, yet it is one house that judges itself.
    function test_twoAffiliatesOfTheExchange_fail() public {
        declare("hangzhou", FIRM);
        judge("firm", asked(2), Verdict.PASSED, asked(2).until, none); // the holder is another's
        declare("hangzhou", OPERATOR);
        refuse("firm", none, affiliate(FIRM, OPERATOR));
        declare("harbin", OTHER_FIRM);
        judge("other firm", asked(2), Verdict.PASSED, asked(2).until, none); // the firm is another's
        succeeded("council", HARBIN, HANGZHOU, "hangzhou");
        refuse("other firm", none, affiliate(OTHER_FIRM, OPERATOR));
    }

    function test_reviewOfWhatIsTakenOver_fail() public {
        succeeded("court", OPERATOR, FIRM, "firm");
        refuse("firm", none, abi.encodeWithSelector(IListingReviews.SelfReview.selector, FIRM));
    }

    /// Two firms passed, one took over the other: one pair of eyes is left for what is judged from now on.
    function test_aFirmAndWhomItTookOverCountOnce_fail() public {
        judge("firm", asked(2), Verdict.PASSED, asked(2).until, none);
        succeeded("court", FIRM, OTHER_FIRM, "other firm");
        bytes4 why = IListingReviews.ReviewerRefused.selector;
        refuse("other firm", one(FIRM), abi.encodeWithSelector(why, 0, FIRM));
        judge("other firm", asked(2), Verdict.PASSED, asked(2).until, none);
        assertEq(goodReason_(), Reason.NOT_REVIEWED, "one of two");
        uint32[] memory both = new uint32[](2);
        (both[0], both[1]) = (FIRM, OTHER_FIRM);
        refuse("hangzhou-reviewer", both, abi.encodeWithSelector(why, 1, OTHER_FIRM));
        judge("hangzhou-reviewer", asked(2), Verdict.PASSED, asked(2).until, one(FIRM));
        assertEq(goodReason_(), Reason.NONE, "two");
        vm.prank(addr("other firm"));
        listings.withdrawReview(id, 1, FIRM, digest("conflict"), both_(HANGZHOU, OTHER_FIRM));
        assertEq(goodReason_(), Reason.NONE, "its own pass takes the place of that of whom it took over");
    }

    function both_(uint32 a, uint32 b) private pure returns (uint32[] memory list_) {
        list_ = new uint32[](2);
        (list_[0], list_[1]) = (a, b);
    }

    function goodReason_() private view returns (uint8 reason) {
        (, reason) = listings.good(operated, HANGZHOU, digest("product"), NONCE);
    }

    /// The holder's own word: nobody sells to an exchange in a few lines.
    function moveHolder(uint32 to) private {
        plant(
            6, idOf(operated), bytes32(uint256(grantBits()) & ~(uint256(type(uint32).max) << 192) | uint256(to) << 192)
        );
    }

    function grantBits() private view returns (bytes32) {
        return register.read(6, idOf(operated));
    }
}
