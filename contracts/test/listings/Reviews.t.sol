// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../../src/interfaces/IListingReviews.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {LinkKind, ListingFlag, Reason, ReviewKind, Role, Verdict} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {ReviewState, ReviewWord} from "../../src/types/ReviewWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice Compliance by one reviewer: who may judge what, and until when it counts.
contract ReviewsTest is MarketBase {
    uint32[] private none;

    function refuse(string memory by, IListings.Product memory p, uint8 verdict, uint40 until, bytes memory why)
        private
    {
        bytes32 id = idOf(operated);
        bytes32 report = digest("report");
        vm.expectRevert(why);
        vm.prank(addr(by));
        listings.review(id, p, verdict, until, report, none);
    }

    function refuseNow(string memory by, bytes memory why) private {
        refuse(by, product(), Verdict.PASSED, uint40(block.timestamp) + 1, why);
    }

    function reviewOf(bytes32 id, uint32 reviewer) private view returns (ReviewWord) {
        return ReviewWord.wrap(register.read(Kind.REVIEW, Ids.reviewId(id, ReviewKind.COMPLIANCE, reviewer)));
    }

    function test_aPassLeavesItsWord() public {
        bytes32 id = market();
        ReviewWord word = reviewOf(id, HANGZHOU);
        assertEq(word.state(), ReviewState.PASSED, "state");
        assertEq(word.kind(), ReviewKind.COMPLIANCE, "kind");
        assertEq(word.reviewer(), HANGZHOU, "reviewer");
        assertEq(word.since(), block.timestamp, "since");
        assertEq(word.until(), block.timestamp + 100 days, "until");
        assertEq(word.digest(), uint256(digest("report")) >> 128, "digest");
    }

    function test_failedReviewSuspends() public {
        bytes32 id = market();
        judge("hangzhou-reviewer", product(), Verdict.FAILED, 0, none);
        assertEq(listing(id).state(), ListingState.SUSPENDED, "suspended");
        assertEq(listing(id).reviewUntil(), 0, "review ended");
        assertEq(reviewOf(id, HANGZHOU).state(), ReviewState.FAILED, "its word");
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.LISTED, 1);
        assertEq(goodReason(), Reason.NOT_REVIEWED, "resumed, not reviewed");
    }

    function test_aConditionIsNoPass() public {
        bytes32 id = market();
        judge("hangzhou-reviewer", product(), Verdict.CONDITIONAL, uint40(block.timestamp) + 9, none);
        assertEq(reviewOf(id, HANGZHOU).state(), ReviewState.CONDITIONAL, "recorded");
        assertEq(listing(id).state(), ListingState.LISTED, "stays listed");
        assertEq(goodReason(), Reason.NOT_REVIEWED, "until the condition is met and it passes");
    }

    function test_aReviewerMayShortenItsOwn() public {
        bytes32 id = market();
        pass(product(), uint40(block.timestamp) + 5);
        assertEq(listing(id).reviewUntil(), block.timestamp + 5, "shorter");
        pass(product(), uint40(block.timestamp) + 50);
        assertEq(listing(id).reviewUntil(), block.timestamp + 50, "longer");
    }

    function test_anotherReviewerNeverShortens() public {
        bytes32 id = market();
        enrolReviewer(70100, "law firm");
        judge("law firm", product(), Verdict.PASSED, uint40(block.timestamp) + 5, none);
        assertEq(listing(id).reviewUntil(), block.timestamp + 100 days, "the other's stands");
        judge("law firm", product(), Verdict.PASSED, uint40(block.timestamp) + 200 days, none);
        assertEq(listing(id).reviewUntil(), block.timestamp + 200 days, "lengthened");
    }

    function test_theScenarioDoesNotSpoilWhatAReviewerSaw() public {
        IListings.Product memory p = product();
        bytes32 id = list(p);
        passScenario(p, uint40(block.timestamp) + 30 days);
        pass(p, uint40(block.timestamp) + 10 days);
        assertEq(listing(id).until(), block.timestamp + 30 days, "bounded by the scenario");
        assertEq(goodReason(), Reason.NONE, "good");
    }

    // ---- who

    function test_reviewByAnotherExchange_fail() public {
        list(product());
        refuseNow("harbin-reviewer", abi.encodeWithSelector(IListings.NotThisExchange.selector, HANGZHOU, HARBIN));
    }

    function test_reviewWithoutTheRole_fail() public {
        list(product());
        refuseNow(
            "hangzhou-logger",
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-logger"), Role.LOGGER, Role.REVIEWER)
        );
    }

    function test_reviewByTheHolder_fail() public {
        list(product());
        GrantWord word = grant(idOf(operated));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withHolder(HANGZHOU)));
        refuseNow("hangzhou-reviewer", abi.encodeWithSelector(IListingReviews.SelfReview.selector, HANGZHOU));
    }

    function test_reviewByTheHoldersSuccessor_fail() public {
        list(product());
        enrolReviewer(70100, "law firm");
        bytes32 holder = Ids.ofNumber(OPERATOR);
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, holder));
        plant(Kind.PARTY, holder, PartyWord.unwrap(word.withSuccessor(70100)));
        refuseNow("law firm", abi.encodeWithSelector(IListingReviews.SelfReview.selector, 70100));
    }

    function test_exchangeReviewingItsAffiliate_fail() public {
        list(product());
        LinkWord link = LinkWord.wrap(0).withKind(LinkKind.AFFILIATE).withSince(START);
        bytes32 id = Ids.linkId(LinkKind.AFFILIATE, Ids.ofNumber(HANGZHOU), Ids.ofNumber(OPERATOR));
        plant(Kind.LINK, id, LinkWord.unwrap(link));
        bytes memory why = abi.encodeWithSelector(IListingReviews.AffiliateReview.selector, HANGZHOU, OPERATOR);
        refuseNow("hangzhou-reviewer", why);
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = product();
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        listings.reviewScenario(grantId, p, Verdict.PASSED, p.until, digest("scenario"));
        enrolReviewer(70100, "law firm");
        judge("law firm", p, Verdict.PASSED, p.until, none);
        plant(Kind.LINK, id, LinkWord.unwrap(link.withUntil(uint40(block.timestamp))));
        pass(p, p.until);
    }

    /// Staff of the exchange that took over judges what the first one listed, but of none of its own affiliates.
    function test_staffOfTheSuccessorReviews() public {
        bytes32 id = list(product());
        bytes32 exchange = Ids.ofNumber(HANGZHOU);
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, exchange));
        plant(Kind.PARTY, exchange, PartyWord.unwrap(word.withSuccessor(HARBIN)));
        judge("harbin-reviewer", product(), Verdict.PASSED, uint40(block.timestamp) + 1, none);
        assertEq(listing(id).reviewUntil(), block.timestamp + 1, "reviewed");
        LinkWord link = LinkWord.wrap(0).withKind(LinkKind.AFFILIATE).withSince(START);
        bytes32 own = Ids.linkId(LinkKind.AFFILIATE, Ids.ofNumber(HARBIN), Ids.ofNumber(OPERATOR));
        plant(Kind.LINK, own, LinkWord.unwrap(link));
        refuseNow("harbin-reviewer", abi.encodeWithSelector(IListingReviews.AffiliateReview.selector, HARBIN, OPERATOR));
    }

    // ---- what

    function test_reviewOfAnotherGrant_fail() public {
        list(product());
        bytes32 report = digest("report");
        bytes32 other = Ids.listingId(idOf(title), HANGZHOU, digest("product"), NONCE);
        bytes32 titleId = idOf(title);
        IListings.Product memory p = product();
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, other));
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(titleId, p, Verdict.PASSED, p.until, report, none);
    }

    function differs(IListings.Product memory p) private {
        IListings.Product memory own = product();
        bytes32 id = Ids.listingId(idOf(operated), HANGZHOU, digest("product"), NONCE);
        uint128 content = uint128(uint256(own.contentDigest) >> 160);
        bytes memory why = abi.encodeWithSelector(IListingReviews.ProductDiffers.selector, id, own.until, 0, 1, content);
        refuse("hangzhou-reviewer", p, Verdict.PASSED, uint40(block.timestamp) + 1, why);
    }

    function test_reviewOfAnotherProductThanListed_fail() public {
        list(product());
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        differs(p);
        p = product();
        p.until -= 1;
        differs(p);
        p = product();
        p.reviewers = 2;
        differs(p);
        p = product();
        p.contentDigest = digest("another version");
        differs(p);
    }

    function test_reviewWithNoReport_fail() public {
        list(product());
        IListings.Product memory p = product();
        bytes32 id = idOf(operated);
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reportDigest")));
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(id, p, Verdict.PASSED, p.until, 0, none);
    }

    function test_verdictUnknown_fail() public {
        list(product());
        bytes memory why = abi.encodeWithSelector(IListingReviews.VerdictRefused.selector, 4);
        refuse("hangzhou-reviewer", product(), 4, uint40(block.timestamp) + 1, why);
        why = abi.encodeWithSelector(IListingReviews.VerdictRefused.selector, 0);
        refuse("hangzhou-reviewer", product(), 0, uint40(block.timestamp) + 1, why);
    }

    function test_reviewTermPastOrOfAFailedOne_fail() public {
        list(product());
        uint40 nowAt = uint40(block.timestamp);
        bytes memory why = abi.encodeWithSelector(IListingReviews.ReviewTermRefused.selector, nowAt, nowAt);
        refuse("hangzhou-reviewer", product(), Verdict.PASSED, nowAt, why);
        why = abi.encodeWithSelector(IListingReviews.ReviewTermRefused.selector, nowAt + 9, nowAt);
        refuse("hangzhou-reviewer", product(), Verdict.FAILED, nowAt + 9, why);
    }

    function test_reviewOfADelistedProduct_fail() public {
        bytes32 id = market();
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.DELISTED, 1);
        bytes4 ended = IListings.ListingStateRefused.selector;
        refuseNow("hangzhou-reviewer", abi.encodeWithSelector(ended, id, ListingState.DELISTED, ListingState.LISTED));
        bytes memory why = abi.encodeWithSelector(ended, id, ListingState.DELISTED, ListingState.SUSPENDED);
        refuse("hangzhou-reviewer", product(), Verdict.FAILED, 0, why);
    }
}
