// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "./IListings.sol";

/// @title What reviewers find on a listing: its scenario of use, its compliance, the quality of one content version
/// @notice Each reviewer leaves one REVIEW word of each kind. A reviewer names the product as it saw it, and is refused when the
/// listing says otherwise. It is neither the holder nor a declared affiliate of the holder, nor are both affiliates of the
/// listing's exchange, whomever any of them succeeded.
interface IListingReviews {
    /// @notice A reviewer's verdict on the compliance of a listing. `others` are the reviewers it showed as passed.
    /// @param listingId Id of the listing.
    /// @param reviewer Number of the reviewer.
    /// @param verdict The verdict, a state of REVIEW.
    /// @param until When the verdict ends.
    /// @param reportDigest Digest of the reviewer's report.
    /// @param others Numbers of the other reviewers that passed it.
    /// @param actor The key that acted.
    event Reviewed(
        bytes32 indexed listingId,
        uint32 indexed reviewer,
        uint8 verdict,
        uint40 until,
        bytes32 reportDigest,
        uint32[] others,
        address actor
    );
    /// @notice A verdict on the scenario of use; a passed one bounds the listing.
    /// @param listingId Id of the listing.
    /// @param reviewer Number of the reviewer.
    /// @param verdict The verdict, a state of REVIEW.
    /// @param until When the verdict ends.
    /// @param scenarioDigest Digest of the scenario of use.
    /// @param actor The key that acted.
    event ScenarioReviewed(
        bytes32 indexed listingId,
        uint32 indexed reviewer,
        uint8 verdict,
        uint40 until,
        bytes32 scenarioDigest,
        address actor
    );
    /// @notice The grade of one content version.
    /// @param listingId Id of the listing.
    /// @param reviewer Number of the reviewer.
    /// @param contentDigest Digest of the content version.
    /// @param grade The grade, from 1 on.
    /// @param until When the grade ends.
    /// @param reportDigest Digest of the reviewer's report.
    /// @param actor The key that acted.
    event QualityRated(
        bytes32 indexed listingId,
        uint32 indexed reviewer,
        bytes32 contentDigest,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest,
        address actor
    );
    /// @notice A reviewer takes back what it found.
    /// @param listingId Id of the listing.
    /// @param kind Kind of the review, see ReviewKind.
    /// @param reviewer Number of the reviewer.
    /// @param digest Digest of the reasons.
    /// @param others Numbers of the other reviewers that still pass it.
    /// @param actor The key that acted.
    event ReviewWithdrawn(
        bytes32 indexed listingId, uint8 kind, uint32 indexed reviewer, bytes32 digest, uint32[] others, address actor
    );

    /// @notice The product seen is not the one listed: its term, flags, quorum or content version differ.
    /// @param listingId Id of the listing.
    /// @param until The end seen.
    /// @param flags The flags seen.
    /// @param reviewers The quorum seen.
    /// @param content First 128 bits of the content version seen.
    error ProductDiffers(bytes32 listingId, uint40 until, uint8 flags, uint8 reviewers, uint128 content);
    /// @notice A verdict is PASSED, CONDITIONAL or FAILED.
    /// @param verdict The verdict named.
    error VerdictRefused(uint8 verdict);
    /// @notice A grade is 1 at least.
    /// @param grade The grade named.
    error GradeRefused(uint8 grade);
    /// @notice A review ends in the future.
    /// @param until The end named.
    /// @param nowAt The block's time.
    error ReviewTermRefused(uint256 until, uint256 nowAt);
    /// @notice The reviewer is the holder of what it reviews.
    /// @param reviewer Number of the reviewer, who is the holder.
    error SelfReview(uint32 reviewer);
    /// @notice Reviewer and holder are declared affiliates, or both are of the listing's exchange, under these numbers: their own, or
    /// those of parties that they succeeded.
    /// @param reviewer The number under which the reviewer is meant.
    /// @param holder The number under which the holder is meant.
    error AffiliateReview(uint32 reviewer, uint32 holder);
    /// @notice Other reviewers are named in ascending order, without the caller; of those that one party succeeded, one.
    /// @param index Place among the others.
    /// @param reviewer Number of the reviewer.
    error ReviewerRefused(uint256 index, uint32 reviewer);
    /// @notice More other reviewers are named than a listing can ask for, or some where none counts.
    /// @param count How many others were named.
    /// @param most The most allowed.
    error TooManyReviewers(uint256 count, uint256 most);
    /// @notice This reviewer has not passed this version of the listing, or no longer.
    /// @param index Place among the others.
    /// @param reviewer Number of the reviewer.
    /// @param state State of REVIEW; 0: none.
    /// @param until When the verdict ends or ended.
    error ReviewNotLive(uint256 index, uint32 reviewer, uint8 state, uint256 until);
    /// @notice The reviewer left no such review, or took it back.
    /// @param reviewId Id of the review.
    error ReviewUnknown(bytes32 reviewId);
    /// @notice The review is another reviewer's.
    /// @param reviewer Number of the reviewer whose review it is.
    /// @param caller Number of the party whose key called.
    error NotTheReviewer(uint32 reviewer, uint32 caller);

    /// @notice Records a verdict on compliance. PASSED 1 counts until `until`; CONDITIONAL 2 is recorded and does not count;
    /// FAILED 3 suspends, ends what earlier reviews gave, and has no `until`. The listing is reviewed until the first of
    /// as many passes ends as it asks for: the caller's and those of `others`. REVIEWER keys of the listing's exchange.
    function review(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 verdict,
        uint40 until,
        bytes32 reportDigest,
        uint32[] calldata others
    ) external;

    /// @notice Records a verdict on the scenario of use: PASSED 1 ends the listing at `until` if that is sooner, FAILED 3
    /// suspends and has no `until`. REVIEWER or EXCHANGE keys of the listing's exchange.
    function reviewScenario(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 verdict,
        uint40 until,
        bytes32 scenarioDigest
    ) external;

    /// @notice Grades the content version that the product names, 1 to 255. REVIEWER keys of the listing's exchange.
    function rateQuality(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest
    ) external;

    /// @notice Takes a review back: a compliance that counted leaves what `others` give, a scenario or a grade leaves none.
    /// REVIEWER or EXCHANGE keys of the reviewer, or of its successor.
    function withdrawReview(bytes32 listingId, uint8 kind, uint32 reviewer, bytes32 digest, uint32[] calldata others)
        external;
}
