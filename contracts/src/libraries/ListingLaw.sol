// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ListingFlag, Reason, Verb} from "../types/Codes.sol";
import {ListingState, ListingWord} from "../types/ListingWord.sol";
import {ReviewState, ReviewWord} from "../types/ReviewWord.sol";
import {Predicates} from "./Predicates.sol";

/// @notice When a listing is good: listed, its scenario and its compliance reviewed, and its grant free to license. Pure law, shared
/// by Listings, Vouchers and Standing.
library ListingLaw {
    /// @notice A product asks for at most so many reviewers.
    uint256 internal constant MOST_REVIEWERS = 8;

    /// @notice Why a listing is not good now; NONE when it is. Terms are half-open, as everywhere.
    function good(ListingWord listing, Predicates.Facts memory grant, uint256 time)
        internal
        pure
        returns (uint8 reason)
    {
        reason = listed(listing, time);
        if (reason == Reason.NONE) reason = Predicates.whyUnfree(grant, Verb.LICENSE, time);
    }

    /// @notice The part of it that the LISTING word tells alone.
    function listed(ListingWord listing, uint256 time) internal pure returns (uint8) {
        if (ListingWord.unwrap(listing) == 0) return Reason.NOT_FOUND;
        if (listing.state() != ListingState.LISTED) return Reason.NOT_LISTED;
        if (time >= listing.until()) return Reason.LISTING_EXPIRED;
        if (listing.flags() & ListingFlag.SCENARIO == 0) return Reason.NO_SCENARIO;
        return time >= listing.reviewUntil() ? Reason.NOT_REVIEWED : Reason.NONE;
    }

    /// @notice Until when a good listing stays good if nothing else happens: the end of the listing, of its review, of the grant,
    /// or of the title's certificate, whichever comes first.
    function until(ListingWord listing, Predicates.Facts memory grant) internal pure returns (uint40 end) {
        end = listing.until();
        uint40 other = listing.reviewUntil();
        if (other < end) end = other;
        other = grant.words[grant.words.length - 1].until();
        if (other < end) end = other;
        other = grant.words[0].certUntil();
        if (other < end) end = other;
    }

    /// @notice Whether a pass was given to the content version listed now.
    function counts(ListingWord listing, ReviewWord review) internal pure returns (bool) {
        return review.state() == ReviewState.PASSED && review.since() >= listing.since();
    }

    /// @notice LISTING.reviewUntil after a reviewer whose review was `before` now passes until `own` (0: does not pass), where
    /// the passes shown give `shown`. It never shortens what others gave; what rested on a longer pass of its own falls to `shown`.
    function reviewed(ListingWord listing, ReviewWord before, uint40 own, uint40 shown) internal pure returns (uint40) {
        bool shortened = counts(listing, before) && own < before.until();
        return shortened || shown > listing.reviewUntil() ? shown : listing.reviewUntil();
    }

    /// @notice What a LISTING word holds of the digest of its content version.
    function content(bytes32 contentDigest) internal pure returns (uint128) {
        return uint128(uint256(contentDigest) >> 160);
    }
}
