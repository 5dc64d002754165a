// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason, Verb} from "../types/Codes.sol";
import {ListingState, ListingWord} from "../types/ListingWord.sol";
import {Predicates} from "./Predicates.sol";

/// @notice When a listing is good: listed, reviewed, and its grant free to license. Pure law, shared by Listings, Vouchers and
/// Standing.
library ListingLaw {
    /// @notice Why a listing is not good now; NONE when it is. Terms are half-open, as everywhere.
    function good(ListingWord listing, Predicates.Facts memory grant, uint256 time)
        internal
        pure
        returns (uint8 reason)
    {
        if (ListingWord.unwrap(listing) == 0) return Reason.NOT_FOUND;
        if (listing.state() != ListingState.LISTED) return Reason.NOT_LISTED;
        if (time >= listing.until()) return Reason.LISTING_EXPIRED;
        if (time >= listing.reviewUntil()) return Reason.NOT_REVIEWED;
        (reason,) = Predicates.free(grant, Verb.LICENSE, time);
    }

    /// @notice Until when a good listing stays good if nothing else happens: the end of the listing, of its review, of the grant,
    /// or of the title's certificate, whichever comes first.
    function until(ListingWord listing, Predicates.Facts memory grant) internal pure returns (uint40 end) {
        end = listing.until();
        if (listing.reviewUntil() < end) end = listing.reviewUntil();
        uint40 granted = grant.words[grant.words.length - 1].until();
        if (granted < end) end = granted;
        if (grant.words[0].certUntil() < end) end = grant.words[0].certUntil();
    }
}
