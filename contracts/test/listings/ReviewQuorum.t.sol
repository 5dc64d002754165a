// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../../src/interfaces/IListingReviews.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Reason, ReviewKind, Role, Verdict} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {ReviewState, ReviewWord} from "../../src/types/ReviewWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A product that asks for three reviewers, and what becomes of their passes.
contract ReviewQuorumTest is MarketBase {
    uint32 private constant FIRM = 70100;
    uint32 private constant OTHER_FIRM = 70101;
    uint32[] private none;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        enrolReviewer(FIRM, "firm");
        enrolReviewer(OTHER_FIRM, "other firm");
        id = list(asked());
        passScenario(asked(), asked().until);
        vm.warp(block.timestamp + 60);
    }

    function asked() private view returns (IListings.Product memory p) {
        p = product();
        p.until = START + 360 days;
        p.reviewers = 3;
    }

    function inDays(uint256 n) private view returns (uint40) {
        return uint40(block.timestamp + n * 1 days);
    }

    function two(uint32 a, uint32 b) private pure returns (uint32[] memory list_) {
        list_ = new uint32[](2);
        (list_[0], list_[1]) = (a, b);
    }

    function one(uint32 a) private pure returns (uint32[] memory list_) {
        list_ = new uint32[](1);
        list_[0] = a;
    }

    function three() private {
        judge("firm", asked(), Verdict.PASSED, inDays(20), none);
        judge("other firm", asked(), Verdict.PASSED, inDays(10), one(FIRM));
        judge("hangzhou-reviewer", asked(), Verdict.PASSED, inDays(30), two(FIRM, OTHER_FIRM));
    }

    function withdraw(string memory by, uint32 reviewer, uint32[] memory others) private {
        vm.prank(addr(by));
        listings.withdrawReview(id, ReviewKind.COMPLIANCE, reviewer, digest("conflict"), others);
    }

    function refuse(uint32[] memory others, bytes memory why) private {
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = asked();
        vm.expectRevert(why);
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(grantId, p, Verdict.PASSED, p.until, digest("report"), others);
    }

    function test_reviewedWhileAllThreePassesStand() public {
        judge("firm", asked(), Verdict.PASSED, inDays(20), none);
        assertEq(goodReason(), Reason.NOT_REVIEWED, "one of three");
        judge("other firm", asked(), Verdict.PASSED, inDays(10), one(FIRM));
        assertEq(goodReason(), Reason.NOT_REVIEWED, "two of three");
        judge("hangzhou-reviewer", asked(), Verdict.PASSED, inDays(30), two(FIRM, OTHER_FIRM));
        assertEq(goodReason(), Reason.NONE, "three");
        assertEq(listing(id).reviewUntil(), inDays(10), "until the first of them ends");
    }

    function test_aRenewalAloneKeepsWhatStands() public {
        three();
        uint40 end = listing(id).reviewUntil();
        vm.recordLogs();
        judge("firm", asked(), Verdict.PASSED, inDays(60), none);
        assertEq(listing(id).reviewUntil(), end, "nothing shown, nothing lost");
        assertEq(vm.getRecordedLogs().length, 2, "the event and the review: the listing says it already");
        judge("other firm", asked(), Verdict.PASSED, inDays(50), two(HANGZHOU, FIRM));
        assertEq(listing(id).reviewUntil(), inDays(30), "now the exchange's ends first");
    }

    function test_oneFailureSuspendsAndEndsAll() public {
        three();
        judge("other firm", asked(), Verdict.FAILED, 0, none);
        assertEq(listing(id).state(), ListingState.SUSPENDED, "suspended");
        assertEq(listing(id).reviewUntil(), 0, "not reviewed");
        refuse(
            two(FIRM, OTHER_FIRM),
            abi.encodeWithSelector(IListingReviews.ReviewNotLive.selector, 1, OTHER_FIRM, ReviewState.FAILED, 0)
        );
    }

    function test_withdrawnLeavesWhatOthersGive() public {
        three();
        enrolReviewer(70102, "fourth");
        judge("fourth", asked(), Verdict.PASSED, inDays(15), none);
        withdraw("other firm", OTHER_FIRM, _three(HANGZHOU, FIRM, 70102));
        assertEq(listing(id).reviewUntil(), inDays(15), "the other three");
        withdraw("firm", FIRM, two(HANGZHOU, 70102));
        assertEq(listing(id).reviewUntil(), 0, "two are too few");
        bytes32 word = register.read(Kind.REVIEW, Ids.reviewId(id, ReviewKind.COMPLIANCE, FIRM));
        assertEq(ReviewWord.wrap(word).state(), ReviewState.WITHDRAWN, "withdrawn");
        assertEq(ReviewWord.wrap(word).until(), 0, "no until");
    }

    function _three(uint32 a, uint32 b, uint32 c) private pure returns (uint32[] memory list_) {
        list_ = new uint32[](3);
        (list_[0], list_[1], list_[2]) = (a, b, c);
    }

    function test_withdrawnFailureGivesNoPass() public {
        three();
        judge("firm", asked(), Verdict.FAILED, 0, none);
        withdraw("firm", FIRM, none);
        assertEq(listing(id).reviewUntil(), 0, "still not reviewed");
        assertEq(listing(id).state(), ListingState.SUSPENDED, "still suspended");
    }

    function test_successorOfAReviewerWithdraws() public {
        three();
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(FIRM)));
        plant(Kind.PARTY, Ids.ofNumber(FIRM), PartyWord.unwrap(word.withSuccessor(OTHER_FIRM)));
        withdraw("other firm", FIRM, none);
        assertEq(listing(id).reviewUntil(), 0, "gone");
    }

    /// What a reviewer takes back is its own pass: that of whom it took over it may still show.
    function test_theSuccessorTakesBackItsOwnPassAlone() public {
        three();
        enrolReviewer(70102, "fourth");
        judge("fourth", asked(), Verdict.PASSED, inDays(15), none);
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(FIRM)));
        plant(Kind.PARTY, Ids.ofNumber(FIRM), PartyWord.unwrap(word.withSuccessor(OTHER_FIRM)));
        withdraw("other firm", OTHER_FIRM, _three(HANGZHOU, FIRM, 70102));
        assertEq(listing(id).reviewUntil(), inDays(15), "three, of three parties");
    }

    function test_withdrawnTwiceNeverGivenOrOfAnUnknownKind_fail() public {
        three();
        withdraw("firm", FIRM, none);
        for (uint8 kind = 1; kind < 5; ++kind) {
            bytes32 reviewId = Ids.reviewId(id, kind, FIRM);
            vm.expectRevert(abi.encodeWithSelector(IListingReviews.ReviewUnknown.selector, reviewId));
            vm.prank(addr("firm"));
            listings.withdrawReview(id, kind, FIRM, digest("conflict"), none);
        }
    }

    function test_withdrawWithoutReasonRoleListingOrForAnother_fail() public {
        three();
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        vm.prank(addr("firm"));
        listings.withdrawReview(id, 1, FIRM, 0, none);
        vm.expectRevert(abi.encodeWithSelector(IListingReviews.NotTheReviewer.selector, OTHER_FIRM, FIRM));
        vm.prank(addr("firm"));
        listings.withdrawReview(id, 1, OTHER_FIRM, digest("why"), none);
        bytes4 missing = IModule.RoleMissing.selector;
        vm.expectRevert(abi.encodeWithSelector(missing, addr("operator"), Role.SIGN, Role.REVIEWER | Role.EXCHANGE));
        vm.prank(addr("operator"));
        listings.withdrawReview(id, 1, OPERATOR, digest("why"), none);
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, digest("nothing")));
        vm.prank(addr("firm"));
        listings.withdrawReview(digest("nothing"), 1, FIRM, digest("why"), none);
        vm.expectRevert(abi.encodeWithSelector(IListingReviews.TooManyReviewers.selector, 1, 0));
        vm.prank(addr("firm"));
        listings.withdrawReview(id, 2, FIRM, digest("why"), one(OTHER_FIRM));
    }

    // ---- what is shown

    function test_othersTwiceUnorderedOrTheCaller_fail() public {
        three();
        bytes4 refused = IListingReviews.ReviewerRefused.selector;
        refuse(two(FIRM, FIRM), abi.encodeWithSelector(refused, 1, FIRM));
        refuse(two(OTHER_FIRM, FIRM), abi.encodeWithSelector(refused, 1, FIRM));
        refuse(two(HANGZHOU, FIRM), abi.encodeWithSelector(refused, 0, HANGZHOU));
        refuse(two(0, FIRM), abi.encodeWithSelector(refused, 0, 0));
    }

    function test_tooManyOthers_fail() public {
        refuse(new uint32[](8), abi.encodeWithSelector(IListingReviews.TooManyReviewers.selector, 8, 7));
    }

    function test_othersWhoNeverPassedOrNoLonger_fail() public {
        bytes4 dead = IListingReviews.ReviewNotLive.selector;
        refuse(one(FIRM), abi.encodeWithSelector(dead, 0, FIRM, 0, 0));
        judge("firm", asked(), Verdict.CONDITIONAL, inDays(20), none);
        refuse(one(FIRM), abi.encodeWithSelector(dead, 0, FIRM, ReviewState.CONDITIONAL, inDays(20)));
        judge("firm", asked(), Verdict.PASSED, inDays(20), none);
        uint40 end = inDays(20);
        vm.warp(end);
        refuse(one(FIRM), abi.encodeWithSelector(dead, 0, FIRM, ReviewState.PASSED, end));
    }

    /// A pass of the version before, even of the second in which the new one was listed, is not one of this version.
    function test_othersWhoPassedTheVersionBefore_fail() public {
        judge("firm", asked(), Verdict.PASSED, inDays(20), none);
        uint40 end = inDays(20);
        vm.prank(addr("operator"));
        listings.newVersion(ref(), digest("second version"));
        bytes memory why =
            abi.encodeWithSelector(IListingReviews.ReviewNotLive.selector, 0, FIRM, ReviewState.PASSED, end);
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = asked();
        p.contentDigest = digest("second version");
        vm.expectRevert(why);
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(grantId, p, Verdict.PASSED, p.until, digest("report"), one(FIRM));
        vm.warp(block.timestamp + 1);
        vm.expectRevert(why);
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(grantId, p, Verdict.PASSED, p.until, digest("report"), one(FIRM));
    }
}
