// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IListingReviews} from "../../interfaces/IListingReviews.sol";
import {IListings} from "../../interfaces/IListings.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {ListingLaw} from "../../libraries/ListingLaw.sol";
import {ListingFlag, ReviewKind, Role, Verdict} from "../../types/Codes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {ListingState, ListingWord} from "../../types/ListingWord.sol";
import {ReviewState, ReviewWord} from "../../types/ReviewWord.sol";
import {Module} from "../Module.sol";

/// @notice What reviewers find on a listing, see IListingReviews.
abstract contract ListingReviews is Module, IListingReviews {
    /// @dev A listing as one reviewer finds it.
    struct Finding {
        bytes32 listingId;
        ListingWord listing;
        uint8 kind;
        uint32 reviewer;
        bytes32 reviewId;
        ReviewWord before;
    }

    /// @inheritdoc IListingReviews
    function review(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 verdict,
        uint40 until,
        bytes32 reportDigest,
        uint32[] calldata others
    ) external {
        if (reportDigest == 0) revert ZeroField("reportDigest");
        Finding memory f = _find(grantId, product, ReviewKind.COMPLIANCE, Role.REVIEWER);
        ListingWord next = _judged(f, verdict, until);
        uint40 own = verdict == Verdict.PASSED ? until : 0;
        uint40 end = ListingLaw.reviewed(f.listing, f.before, own, _quorum(f, own, others));
        next = next.withReviewUntil(verdict == Verdict.FAILED ? 0 : end);
        emit Reviewed(f.listingId, f.reviewer, verdict, until, reportDigest, others, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(Reviewed.selector, f.listingId, f.reviewer, verdict, until, reportDigest, others, msg.sender)
        );
        _record(f, verdict, until, reportDigest, next, leaf);
    }

    /// @inheritdoc IListingReviews
    function reviewScenario(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 verdict,
        uint40 until,
        bytes32 scenarioDigest
    ) external {
        if (scenarioDigest == 0) revert ZeroField("scenarioDigest");
        if (verdict == Verdict.CONDITIONAL) revert VerdictRefused(verdict);
        Finding memory f = _find(grantId, product, ReviewKind.SCENARIO, Role.REVIEWER | Role.EXCHANGE);
        ListingWord next = _judged(f, verdict, until);
        if (verdict == Verdict.FAILED) {
            next = next.withFlags(next.flags() & ~ListingFlag.SCENARIO);
        } else {
            next = next.withFlags(next.flags() | ListingFlag.SCENARIO);
            if (until < next.until()) next = next.withUntil(until);
        }
        emit ScenarioReviewed(f.listingId, f.reviewer, verdict, until, scenarioDigest, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(ScenarioReviewed.selector, f.listingId, f.reviewer, verdict, until, scenarioDigest, msg.sender)
        );
        _record(f, verdict, until, scenarioDigest, next, leaf);
    }

    /// @inheritdoc IListingReviews
    function rateQuality(
        bytes32 grantId,
        IListings.Product calldata product,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest
    ) external {
        if (reportDigest == 0) revert ZeroField("reportDigest");
        if (grade == 0) revert GradeRefused(grade);
        Finding memory f = _find(grantId, product, ReviewKind.QUALITY, Role.REVIEWER);
        ListingWord next = _judged(f, Verdict.PASSED, until).withGrade(grade);
        bytes32 content = product.contentDigest;
        emit QualityRated(f.listingId, f.reviewer, content, grade, until, reportDigest, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(QualityRated.selector, f.listingId, f.reviewer, content, grade, until, reportDigest, msg.sender)
        );
        _record(f, Verdict.PASSED, until, keccak256(abi.encode(content, reportDigest)), next, leaf);
    }

    /// @inheritdoc IListingReviews
    function withdrawReview(bytes32 listingId, uint8 kind, uint32 reviewer, bytes32 digest, uint32[] calldata others)
        external
    {
        if (digest == 0) revert ZeroField("digest");
        if (kind != ReviewKind.COMPLIANCE && others.length != 0) revert TooManyReviewers(others.length, 0);
        uint32 caller = _oneOf(Role.REVIEWER | Role.EXCHANGE).party();
        if (_lastHop(reviewer) != caller) revert NotTheReviewer(reviewer, caller);
        Finding memory f = _finding(listingId, kind, reviewer);
        uint8 state = f.before.state();
        if (state == 0 || state == ReviewState.WITHDRAWN) revert ReviewUnknown(f.reviewId);
        ListingWord next = f.listing;
        if (kind == ReviewKind.COMPLIANCE) {
            next = next.withReviewUntil(ListingLaw.reviewed(f.listing, f.before, 0, _quorum(f, 0, others)));
        } else if (kind == ReviewKind.SCENARIO) {
            next = next.withFlags(next.flags() & ~ListingFlag.SCENARIO);
        } else if (ListingLaw.counts(f.listing, f.before)) {
            next = next.withGrade(0);
        }
        emit ReviewWithdrawn(listingId, kind, reviewer, digest, others, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(ReviewWithdrawn.selector, listingId, kind, reviewer, digest, others, msg.sender));
        _record(f, ReviewState.WITHDRAWN, 0, digest, next, leaf);
    }

    /// @dev The key of the sender, live and of an active party, which has at least one of these roles.
    function _oneOf(uint32 roles) internal view returns (KeyWord key) {
        key = _actor(0);
        if (key.roles() & roles == 0) revert RoleMissing(msg.sender, key.roles(), roles);
    }

    /// @dev Who serves an exchange serves its successor, and the other way round.
    function _requireExchange(uint16 exchange, uint16 caller) internal view {
        if (caller != exchange && _lastHop(caller) != _lastHop(exchange)) {
            revert IListings.NotThisExchange(exchange, caller);
        }
    }

    function _known(bytes32 id) internal view returns (ListingWord word) {
        word = ListingWord.wrap(_read(Kind.LISTING, id));
        if (ListingWord.unwrap(word) == 0) revert IListings.ListingUnknown(id);
    }

    /// @dev The party whose keys act for the holder of a grant.
    function _holderOf(bytes32 grantId) internal view returns (uint32) {
        GrantWord word = GrantWord.wrap(_read(Kind.GRANT, grantId));
        if (GrantWord.unwrap(word) == 0) revert IGrants.GrantUnknown(grantId);
        return _lastHop(word.holder());
    }

    /// @dev The listing that the product names, seen as it is, by a reviewer who may judge it.
    function _find(bytes32 grantId, IListings.Product calldata p, uint8 kind, uint32 roles)
        private
        view
        returns (Finding memory f)
    {
        KeyWord key = _oneOf(roles);
        _requireExchange(p.exchange, key.exchange());
        f = _finding(Ids.listingId(grantId, p.exchange, p.productDigest, p.nonce), kind, key.party());
        ListingWord w = f.listing;
        bool same = w.until() <= p.until && w.flags() & ~ListingFlag.SCENARIO == p.flags && w.reviews() == p.reviewers
            && w.content() == ListingLaw.content(p.contentDigest);
        if (!same) revert ProductDiffers(f.listingId, w.until(), w.flags(), w.reviews(), w.content());
        _requireIndependent(_holderOf(grantId), f.reviewer, p.exchange);
    }

    function _finding(bytes32 listingId, uint8 kind, uint32 reviewer) private view returns (Finding memory f) {
        (f.listingId, f.listing) = (listingId, _known(listingId));
        (f.kind, f.reviewer, f.reviewId) = (kind, reviewer, Ids.reviewId(listingId, kind, reviewer));
        f.before = ReviewWord.wrap(_read(Kind.REVIEW, f.reviewId));
    }

    /// @dev Neither the holder nor its affiliate, nor both affiliates of the listing's exchange, whomever any of them succeeded.
    function _requireIndependent(uint32 holder, uint32 reviewer, uint16 exchange) private view {
        if (holder == reviewer) revert SelfReview(reviewer);
        bytes32[] memory reviewers = Lines.line(register, reviewer, _partyOf(reviewer));
        bytes32[] memory holders = Lines.line(register, holder, _partyOf(holder));
        Lines.Pair memory found = Lines.affiliated(register, reviewers, holders);
        if (found.other == 0) found = _sisters(_lastHop(exchange), reviewers, holders);
        if (found.other != 0) revert AffiliateReview(found.one, found.other);
    }

    /// @dev Of each line one that is an affiliate of this exchange, or the exchange; zeros unless of both.
    function _sisters(uint32 exchange, bytes32[] memory reviewers, bytes32[] memory holders)
        private
        view
        returns (Lines.Pair memory found)
    {
        bytes32[] memory houses = Lines.line(register, exchange, _partyOf(exchange));
        found.other = Lines.affiliated(register, houses, holders).other;
        if (found.other == 0) return found;
        found.one = Lines.affiliated(register, houses, reviewers).other;
        if (found.one == 0) found.other = 0;
    }

    /// @dev What a verdict does to the state of a listing, whatever was judged.
    function _judged(Finding memory f, uint8 verdict, uint40 until) private view returns (ListingWord) {
        if (verdict < Verdict.PASSED || verdict > Verdict.FAILED) revert VerdictRefused(verdict);
        bool failed = verdict == Verdict.FAILED;
        if (f.listing.state() == ListingState.DELISTED) {
            uint8 next = failed ? ListingState.SUSPENDED : ListingState.LISTED;
            revert IListings.ListingStateRefused(f.listingId, ListingState.DELISTED, next);
        }
        if (failed ? until != 0 : until <= block.timestamp) revert ReviewTermRefused(until, block.timestamp);
        return failed ? f.listing.withState(ListingState.SUSPENDED) : f.listing;
    }

    /// @dev Until when as many passes stand as the listing asks for: `own` (0: none) and those of `others`; 0 while there are fewer.
    function _quorum(Finding memory f, uint40 own, uint32[] calldata others) private view returns (uint40 end) {
        uint256 n = others.length;
        if (n >= ListingLaw.MOST_REVIEWERS) revert TooManyReviewers(n, ListingLaw.MOST_REVIEWERS - 1);
        end = own == 0 ? type(uint40).max : own;
        uint32[] memory acting = new uint32[](n + 1); // one party passes once, under whatever names it has taken over
        if (own != 0) acting[0] = f.reviewer;
        for (uint256 i = 0; i < n; ++i) {
            uint32 other = others[i];
            if (other == f.reviewer || other <= (i == 0 ? 0 : others[i - 1])) revert ReviewerRefused(i, other);
            acting[i + 1] = _lastHop(other);
            for (uint256 k = 0; k <= i; ++k) {
                if (acting[k] == acting[i + 1]) revert ReviewerRefused(i, other);
            }
            bytes32 id = Ids.reviewId(f.listingId, ReviewKind.COMPLIANCE, other);
            ReviewWord word = ReviewWord.wrap(_read(Kind.REVIEW, id));
            bool live = word.state() == ReviewState.PASSED && block.timestamp < word.until()
                && word.since() > f.listing.since();
            if (!live) revert ReviewNotLive(i, other, word.state(), word.until());
            if (word.until() < end) end = word.until();
        }
        if (n + (own == 0 ? 0 : 1) < f.listing.reviews()) end = 0;
    }

    /// @dev One event, and the words it covers: the review, and the listing where that changes.
    function _record(Finding memory f, uint8 state, uint40 until, bytes32 digest, ListingWord next, bytes32 leaf)
        private
    {
        ReviewWord word = ReviewWord.wrap(0).withState(state).withKind(f.kind).withReviewer(f.reviewer);
        word = word.withSince(uint40(block.timestamp)).withUntil(until).withDigest(uint128(uint256(digest) >> 128));
        _write(Kind.REVIEW, f.reviewId, ReviewWord.unwrap(f.before), ReviewWord.unwrap(word), leaf);
        bytes32 was = ListingWord.unwrap(f.listing);
        if (was != ListingWord.unwrap(next)) _write(Kind.LISTING, f.listingId, was, ListingWord.unwrap(next), leaf);
    }
}
