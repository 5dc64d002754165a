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

/// @notice What the home's law answers about a grant, a listing or a voucher. A negative answer has no `until`.
library Answers {
    /// @notice A voucher does not expire: the last second that 36 bits hold.
    uint40 internal constant NEVER = (1 << 36) - 1;

    /// @notice Whether a grant may be exercised.
    function ofGrant(bytes32 id, Predicates.Facts memory f, uint256 time)
        internal
        pure
        returns (IStanding.Reply memory r)
    {
        GrantWord word = f.words[f.words.length - 1];
        (uint8 reason,) = Predicates.valid(f, time);
        r = IStanding.Reply(Kind.GRANT, id, _grantState(reason, word), reason, 0, 0);
        if (r.state == Answer.GOOD) r.until = word.until();
    }

    /// @notice Whether a listing is good. Its flags are those of the LISTING word.
    function ofListing(bytes32 id, ListingWord word, Predicates.Facts memory f, uint256 time)
        internal
        pure
        returns (IStanding.Reply memory r)
    {
        uint8 reason = ListingLaw.good(word, f, time);
        uint8 state = reason == Reason.NOT_LISTED && word.state() == ListingState.SUSPENDED
            ? Answer.SUSPENDED
            : _grantState(reason, f.words[f.words.length - 1]);
        r = IStanding.Reply(Kind.LISTING, id, state, reason, word.flags(), 0);
        if (state == Answer.GOOD) r.until = ListingLaw.until(word, f);
    }

    /// @notice A voucher's own state; whether its licence is still valid is another question, asked of the grant.
    function ofVoucher(bytes32 id, VoucherWord word) internal pure returns (IStanding.Reply memory) {
        uint8 state = word.state();
        if (state == 0) return IStanding.Reply(Kind.VOUCHER, id, Answer.UNKNOWN, Reason.NOT_FOUND, 0, 0);
        if (state == VoucherState.ISSUED) {
            return IStanding.Reply(Kind.VOUCHER, id, Answer.GOOD, Reason.NONE, word.flags(), NEVER);
        }
        uint8 answer = state == VoucherState.SUSPENDED ? Answer.SUSPENDED : Answer.ENDED;
        return IStanding.Reply(Kind.VOUCHER, id, answer, Reason.VOUCHER_NOT_ISSUED, word.flags(), 0);
    }

    /// @dev ENDED is for what cannot become good again; a notice or a reserved licence may still become active.
    function _grantState(uint8 reason, GrantWord word) private pure returns (uint8) {
        if (reason == Reason.NONE) return Answer.GOOD;
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
