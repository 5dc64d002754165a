// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../interfaces/IStanding.sol";
import {Answer, Reason} from "../types/Codes.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {Kind} from "../types/Kinds.sol";
import {ListingState, ListingWord} from "../types/ListingWord.sol";
import {VoucherState, VoucherWord} from "../types/VoucherWord.sol";
import {ListingLaw} from "./ListingLaw.sol";
import {Predicates} from "./Predicates.sol";

/// @notice What the home's law answers about a grant, a listing or a voucher, into a reply still empty. A negative answer has no `until`.
library Answers {
    /// @notice A voucher does not expire: the last second that 36 bits hold.
    uint40 internal constant NEVER = (1 << 36) - 1;

    /// @notice Whether a grant may be exercised.
    function ofGrant(IStanding.Reply memory r, bytes32 id, Predicates.Facts memory f, uint256 time) internal pure {
        GrantWord word = f.words[f.words.length - 1];
        (r.kind, r.id) = (Kind.GRANT, id);
        uint8 reason = Predicates.whyInvalid(f, time);
        if (reason == Reason.NONE) (r.state, r.until) = (Answer.GOOD, word.until());
        else (r.state, r.reason) = (_notGood(reason, word), reason);
    }

    /// @notice Whether a listing is good. Its flags are those of the LISTING word.
    function ofListing(IStanding.Reply memory r, bytes32 id, ListingWord word, Predicates.Facts memory f, uint256 time)
        internal
        pure
    {
        (r.kind, r.id, r.flags) = (Kind.LISTING, id, word.flags());
        uint8 reason = ListingLaw.good(word, f, time);
        if (reason == Reason.NONE) {
            (r.state, r.until) = (Answer.GOOD, ListingLaw.until(word, f));
            return;
        }
        r.reason = reason;
        r.state = reason == Reason.NOT_LISTED && word.state() == ListingState.SUSPENDED
            ? Answer.SUSPENDED
            : _notGood(reason, f.words[f.words.length - 1]);
    }

    /// @notice A voucher's own state; whether its licence is still valid is another question, asked of the grant.
    function ofVoucher(IStanding.Reply memory r, bytes32 id, VoucherWord word) internal pure {
        uint8 state = word.state();
        (r.kind, r.id, r.flags) = (Kind.VOUCHER, id, word.flags());
        if (state == 0) {
            (r.state, r.reason) = (Answer.UNKNOWN, Reason.NOT_FOUND);
        } else if (state == VoucherState.ISSUED) {
            (r.state, r.until) = (Answer.GOOD, NEVER);
        } else {
            r.state = state == VoucherState.SUSPENDED ? Answer.SUSPENDED : Answer.ENDED;
            r.reason = Reason.VOUCHER_NOT_ISSUED;
        }
    }

    /// @dev ENDED is for what cannot become good again; a notice or a reserved licence may still become active.
    function _notGood(uint8 reason, GrantWord word) private pure returns (uint8) {
        if (reason == Reason.NOT_FOUND) return Answer.UNKNOWN;
        if (reason == Reason.NOT_ACTIVE) {
            bool waits = word.state() == GrantState.NOTICED || word.state() == GrantState.RESERVED;
            return waits ? Answer.SUSPENDED : Answer.ENDED;
        }
        bool final_ = reason == Reason.EXPIRED || reason == Reason.ANCESTOR_ENDED || reason == Reason.NOT_LISTED
            || reason == Reason.LISTING_EXPIRED;
        return final_ ? Answer.ENDED : Answer.SUSPENDED;
    }
}
