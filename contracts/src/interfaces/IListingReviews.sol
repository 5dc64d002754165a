// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "./IListings.sol";

/// @title What reviewers find on a listing: its scenario of use, its compliance, the quality of one content version
/// @notice Each reviewer leaves one REVIEW word of each kind. A reviewer names the product as it saw it, and is refused when the
/// listing says otherwise. It is neither the holder nor a declared affiliate of the holder, nor are both affiliates of the
/// listing's exchange, whomever any of them succeeded.
interface IListingReviews {
    /// @notice A reviewer's verdict on the compliance of a listing. `others` are the reviewers it showed as passed.
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
    event ScenarioReviewed(
        bytes32 indexed listingId,
        uint32 indexed reviewer,
        uint8 verdict,
        uint40 until,
        bytes32 scenarioDigest,
        address actor
    );
    /// @notice The grade of one content version.
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
    event ReviewWithdrawn(
        bytes32 indexed listingId, uint8 kind, uint32 indexed reviewer, bytes32 digest, uint32[] others, address actor
    );

    /// @notice The product seen is not the one listed: its term, flags, quorum or content version differ.
    error ProductDiffers(bytes32 listingId, uint40 until, uint8 flags, uint8 reviewers, uint128 content);
    error VerdictRefused(uint8 verdict);
    error GradeRefused(uint8 grade);
    error ReviewTermRefused(uint256 until, uint256 nowAt);
    /// @notice The reviewer is the holder of what it reviews.
    error SelfReview(uint32 reviewer);
    /// @notice Reviewer and holder are declared affiliates, or both are of the listing's exchange, under these numbers: their own, or
    /// those of parties that they succeeded.
    error AffiliateReview(uint32 reviewer, uint32 holder);
    /// @notice Other reviewers are named in ascending order, without the caller; of those that one party succeeded, one.
    error ReviewerRefused(uint256 index, uint32 reviewer);
    error TooManyReviewers(uint256 count, uint256 most);
    /// @notice This reviewer has not passed this version of the listing, or no longer.
    error ReviewNotLive(uint256 index, uint32 reviewer, uint8 state, uint256 until);
    error ReviewUnknown(bytes32 reviewId);
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
