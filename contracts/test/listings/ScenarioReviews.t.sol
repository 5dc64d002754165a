// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../../src/interfaces/IListingReviews.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {ListingFlag, Reason, ReviewKind, Role, Verdict} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {ReviewState, ReviewWord} from "../../src/types/ReviewWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice The scenario of use, the grade of one content version, and the sandbox.
contract ScenarioReviewsTest is MarketBase {
    function scenario(string memory by, uint8 verdict, uint40 until) private {
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = product();
        vm.prank(addr(by));
        listings.reviewScenario(grantId, p, verdict, until, digest("scenario"));
    }

    function refuse(string memory by, uint8 verdict, uint40 until, bytes32 what, bytes memory why) private {
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = product();
        vm.expectRevert(why);
        vm.prank(addr(by));
        listings.reviewScenario(grantId, p, verdict, until, what);
    }

    function rate(IListings.Product memory p, uint8 grade) private {
        bytes32 grantId = idOf(operated);
        uint40 until = uint40(block.timestamp) + 365 days;
        vm.prank(addr("hangzhou-reviewer"));
        listings.rateQuality(grantId, p, grade, until, digest("quality report"));
    }

    function refuseRate(IListings.Product memory p, uint8 grade, bytes32 report, bytes memory why) private {
        bytes32 grantId = idOf(operated);
        uint40 until = uint40(block.timestamp) + 365 days;
        vm.expectRevert(why);
        vm.prank(addr("hangzhou-reviewer"));
        listings.rateQuality(grantId, p, grade, until, report);
    }

    function reviewOf(bytes32 id, uint8 kind) private view returns (ReviewWord) {
        return ReviewWord.wrap(register.read(Kind.REVIEW, Ids.reviewId(id, kind, HANGZHOU)));
    }

    // ---- scenario

    function test_exchangeOrReviewerPassesIt() public {
        bytes32 id = list(product());
        uint40 until = uint40(block.timestamp) + 40 days;
        scenario("hangzhou", Verdict.PASSED, until);
        assertEq(listing(id).flags(), ListingFlag.SCENARIO, "flag");
        assertEq(listing(id).until(), until, "bounds the listing");
        scenario("hangzhou-reviewer", Verdict.PASSED, until + 1);
        assertEq(listing(id).until(), until, "never lengthens it");
        ReviewWord word = reviewOf(id, ReviewKind.SCENARIO);
        assertEq(word.state(), ReviewState.PASSED, "state");
        assertEq(word.until(), until + 1, "until");
        assertEq(word.digest(), uint256(digest("scenario")) >> 128, "digest");
    }

    function test_failedScenarioSuspendsAndEndsTheEarlierOne() public {
        bytes32 id = market();
        scenario("hangzhou", Verdict.FAILED, 0);
        assertEq(listing(id).state(), ListingState.SUSPENDED, "suspended");
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.LISTED, 1);
        assertEq(goodReason(), Reason.NO_SCENARIO, "resumed, its scenario has not passed");
    }

    function test_withdrawnScenario() public {
        bytes32 id = market();
        vm.prank(addr("hangzhou"));
        listings.withdrawReview(id, ReviewKind.SCENARIO, HANGZHOU, digest("mistaken"), new uint32[](0));
        assertEq(goodReason(), Reason.NO_SCENARIO, "withdrawn");
        assertEq(listing(id).state(), ListingState.LISTED, "listed");
    }

    function test_scenarioKeepsTheSandboxFlag() public {
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        bytes32 id = list(p);
        passScenario(p, p.until);
        assertEq(listing(id).flags(), ListingFlag.SANDBOX | ListingFlag.SCENARIO, "both");
    }

    function test_scenarioByWhomOrOfWhatItMayNotBe_fail() public {
        bytes32 id = list(product());
        uint40 until = uint40(block.timestamp) + 1;
        bytes32 what = digest("scenario");
        bytes memory why = abi.encodeWithSelector(IListings.NotThisExchange.selector, HANGZHOU, HARBIN);
        refuse("harbin", Verdict.PASSED, until, what, why);
        uint32 needed = Role.REVIEWER | Role.EXCHANGE;
        why = abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-logger"), Role.LOGGER, needed);
        refuse("hangzhou-logger", Verdict.PASSED, until, what, why);
        why = abi.encodeWithSelector(IListingReviews.VerdictRefused.selector, Verdict.CONDITIONAL);
        refuse("hangzhou", Verdict.CONDITIONAL, until, what, why);
        why = abi.encodeWithSelector(IListingReviews.VerdictRefused.selector, 4);
        refuse("hangzhou", 4, until, what, why);
        why = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("scenarioDigest"));
        refuse("hangzhou", Verdict.PASSED, until, 0, why);
        why = abi.encodeWithSelector(IListingReviews.ReviewTermRefused.selector, block.timestamp, block.timestamp);
        refuse("hangzhou", Verdict.PASSED, uint40(block.timestamp), what, why);
        why = abi.encodeWithSelector(IListingReviews.ReviewTermRefused.selector, until, block.timestamp);
        refuse("hangzhou", Verdict.FAILED, until, what, why);
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.DELISTED, 1);
        bytes4 ended = IListings.ListingStateRefused.selector;
        why = abi.encodeWithSelector(ended, id, ListingState.DELISTED, ListingState.LISTED);
        refuse("hangzhou", Verdict.PASSED, until, what, why);
    }

    // ---- quality

    function test_gradeOfOneVersion() public {
        bytes32 id = market();
        rate(product(), 4);
        assertEq(listing(id).grade(), 4, "grade");
        ReviewWord word = reviewOf(id, ReviewKind.QUALITY);
        bytes32 bound_ = keccak256(abi.encode(digest("content"), digest("quality report")));
        assertEq(word.digest(), uint256(bound_) >> 128, "report and version");
        assertEq(goodReason(), Reason.NONE, "still good");
        vm.warp(block.timestamp + 1);
        vm.prank(addr("operator"));
        listings.newVersion(ref(), digest("second version"));
        assertEq(listing(id).grade(), 0, "the new version has none");
        IListings.Product memory p = product();
        p.until = listing(id).until();
        uint128 content = uint128(uint256(digest("second version")) >> 160);
        bytes memory why = abi.encodeWithSelector(
            IListingReviews.ProductDiffers.selector, id, p.until, ListingFlag.SCENARIO, 1, content
        );
        refuseRate(p, 4, digest("quality report"), why);
        p.contentDigest = digest("second version");
        rate(p, 3);
        assertEq(listing(id).grade(), 3, "graded anew");
    }

    function test_withdrawnGrade() public {
        bytes32 id = market();
        rate(product(), 4);
        uint40 reviewed = listing(id).reviewUntil();
        vm.prank(addr("hangzhou-reviewer"));
        listings.withdrawReview(id, ReviewKind.QUALITY, HANGZHOU, digest("mistaken"), new uint32[](0));
        assertEq(listing(id).grade(), 0, "no grade");
        assertEq(listing(id).reviewUntil(), reviewed, "compliance untouched");
    }

    /// The grade of a later version is not taken away with a report on an earlier one.
    function test_withdrawnGradeOfTheVersionBefore() public {
        bytes32 id = market();
        enrolReviewer(70100, "law firm");
        rate(product(), 4);
        vm.warp(block.timestamp + 1);
        vm.prank(addr("operator"));
        listings.newVersion(ref(), digest("second version"));
        IListings.Product memory p = product();
        (p.until, p.contentDigest) = (listing(id).until(), digest("second version"));
        bytes32 grantId = idOf(operated);
        vm.prank(addr("law firm"));
        listings.rateQuality(grantId, p, 2, p.until, digest("its report"));
        vm.prank(addr("hangzhou-reviewer"));
        listings.withdrawReview(id, ReviewKind.QUALITY, HANGZHOU, digest("mistaken"), new uint32[](0));
        assertEq(listing(id).grade(), 2, "stays");
    }

    function test_noGradeOrReport_fail() public {
        market();
        bytes memory why = abi.encodeWithSelector(IListingReviews.GradeRefused.selector, 0);
        refuseRate(product(), 0, digest("report"), why);
        why = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reportDigest"));
        refuseRate(product(), 1, 0, why);
    }

    // ---- sandbox

    function test_sandboxEnds() public {
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        bytes32 id = list(p);
        passScenario(p, p.until);
        vm.prank(addr("hangzhou"));
        listings.endSandbox(id, digest("exit report"));
        assertEq(listing(id).flags(), ListingFlag.SCENARIO, "left the sandbox, scenario kept");
    }

    function test_sandboxEndedByAnotherWithoutReasonOrTwice_fail() public {
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        bytes32 id = list(p);
        vm.expectRevert(abi.encodeWithSelector(IListings.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        listings.endSandbox(id, digest("exit report"));
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        listings.endSandbox(id, 0);
        listings.endSandbox(id, digest("exit report"));
        vm.expectRevert(abi.encodeWithSelector(IListings.NotInSandbox.selector, id));
        listings.endSandbox(id, digest("exit report"));
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, digest("nothing")));
        listings.endSandbox(digest("nothing"), digest("exit report"));
        vm.stopPrank();
    }
}
