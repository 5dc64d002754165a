// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantFlag, InterestKind, PartyFlag, Reason} from "../types/Codes.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord} from "../types/PartyWord.sol";

/// @notice The two questions about a right: valid (may it be exercised) and free (may it be disposed of). Pure law over plain
/// words; torrens_registry.rules.predicates is its twin, reason by reason and in the same order.
/// @dev Every bound on time is half-open: a term runs from notBefore up to, and not including, until; a freeze likewise. A suspect
/// window includes both its ends.
library Predicates {
    /// @notice How many successors a holder is read through.
    uint256 internal constant MAX_HOPS = 4;

    /// @notice What the predicates ask about.
    /// @param leaf Scope and term of the grant in question, which is the last of the path.
    /// @param words The GRANT words of the path, title first.
    /// @param holders For each of them the holder's PARTY word, followed by those of its successors.
    /// @param interests For the last of them, and for SPLIT nodes above it, its live interests; all of them.
    /// @param registrar The PARTY word of the registrar that wrote the grant.
    struct Facts {
        PackedWord leaf;
        GrantWord[] words;
        PartyWord[][] holders;
        InterestWord[][] interests;
        PartyWord registrar;
    }

    /// @notice Why the last grant may not be exercised, and the index of the node that says so; NONE when it may.
    function valid(Facts memory f, uint256 time) internal pure returns (uint8 reason, uint256 index) {
        uint256 last = f.words.length - 1;
        GrantWord word = f.words[last];
        if (word.state() == 0) return (Reason.NOT_FOUND, last);
        if (word.state() != GrantState.ACTIVE) return (Reason.NOT_ACTIVE, last);
        for (uint256 i = 0; i < last; ++i) {
            if (!upholds(f.words[i].state())) return (Reason.ANCESTOR_ENDED, i);
        }
        if (time < f.leaf.notBefore()) return (Reason.NOT_YET, last);
        if (time >= word.until()) return (Reason.EXPIRED, last);
        for (uint256 i = 0; i <= last; ++i) {
            reason = _exercise(f.words[i], f.holders[i], time);
            if (reason != Reason.NONE) return (reason, i);
        }
    }

    /// @notice Why the last grant may not be disposed of by `verb`, and the index of the node that says so; NONE when it may.
    function free(Facts memory f, uint8 verb, uint256 time) internal pure returns (uint8 reason, uint256 index) {
        (reason, index) = valid(f, time);
        if (reason != Reason.NONE) return (reason, index);
        if (time >= f.words[0].certUntil()) return (Reason.CERTIFICATE_LAPSED, 0);
        uint256 last = f.words.length - 1;
        for (uint256 i = 0; i <= last; ++i) {
            if (i != last && f.words[i].state() != GrantState.SPLIT) continue;
            reason = _disposal(f.words[i], f.interests[i], verb, time);
            if (reason != Reason.NONE) return (reason, i);
        }
        reason = _holderDisposal(f.holders[last], time);
        if (reason == Reason.NONE && suspect(f)) reason = Reason.SUSPECT;
        return (reason, reason == Reason.NONE ? 0 : last);
    }

    /// @notice Whether children of a grant in this state stay valid: ACTIVE, or carrying (SPLIT, SURRENDERED, VOID_SPARING).
    function upholds(uint8 state) internal pure returns (bool) {
        return state == GrantState.ACTIVE || state == GrantState.SPLIT || state == GrantState.SURRENDERED
            || state == GrantState.VOID_SPARING;
    }

    /// @notice Whether the grant was written in a suspect window of its grantor or registrar, and is not confirmed. A grantor is read
    /// through its successors: their keys granted for it.
    function suspect(Facts memory f) internal pure returns (bool) {
        uint256 last = f.words.length - 1;
        GrantWord word = f.words[last];
        if (word.flags() & GrantFlag.CONFIRMED != 0) return false;
        if (_inWindow(f.registrar, word.since())) return true;
        PartyWord[] memory grantor = last == 0 ? new PartyWord[](0) : f.holders[last - 1];
        for (uint256 i = 0; i < grantor.length; ++i) {
            if (_inWindow(grantor[i], word.since())) return true;
        }
        return false;
    }

    function _inWindow(PartyWord party, uint256 since) private pure returns (bool) {
        return party.suspectTo() != 0 && party.suspectFrom() <= since && since <= party.suspectTo();
    }

    /// EXERCISE freezes bind the whole path, and every hop of every holder on it.
    function _exercise(GrantWord word, PartyWord[] memory holder, uint256 time) private pure returns (uint8) {
        if (word.flags() & GrantFlag.EXERCISE != 0 && time < word.frozenUntil()) return Reason.EXERCISE_FROZEN;
        if (!_chainHolds(holder)) return Reason.HOLDER_CHAIN;
        for (uint256 i = 0; i < holder.length; ++i) {
            if (holder[i].flags() & PartyFlag.EXERCISE != 0 && time < holder[i].frozenUntil()) {
                return Reason.HOLDER_FROZEN;
            }
        }
        return Reason.NONE;
    }

    /// Only the last hop has no successor, and at most four stand before it.
    function _chainHolds(PartyWord[] memory holder) private pure returns (bool) {
        uint256 n = holder.length;
        if (n == 0 || n > MAX_HOPS + 1 || holder[n - 1].successor() != 0) return false;
        for (uint256 i = 0; i + 1 < n; ++i) {
            if (holder[i].successor() == 0) return false;
        }
        return true;
    }

    function _disposal(GrantWord word, InterestWord[] memory interests, uint8 verb, uint256 time)
        private
        pure
        returns (uint8)
    {
        if (word.flags() & GrantFlag.QUEUED != 0) return Reason.FREEZE_QUEUED;
        if (time < word.frozenUntil()) return Reason.DISPOSE_FROZEN;
        // Exactly as many live interests as the word counts, and each lets this verb pass.
        if (interests.length != word.liveRanks()) return Reason.ENCUMBERED;
        for (uint256 i = 0; i < interests.length; ++i) {
            if (!lets(interests[i], verb, time)) return Reason.ENCUMBERED;
        }
        return Reason.NONE;
    }

    /// @notice Whether a live interest lets a verb pass: its secured party consents, or it is a pre-notice past its deadline.
    function lets(InterestWord interest, uint8 verb, uint256 time) internal pure returns (bool) {
        if (interest.state() != InterestState.LIVE) return false;
        if ((interest.consents() >> verb) & 1 == 1) return true;
        return interest.kind() == InterestKind.PRENOTICE && time >= interest.maturity();
    }

    function _holderDisposal(PartyWord[] memory holder, uint256 time) private pure returns (uint8) {
        for (uint256 i = 0; i < holder.length; ++i) {
            if (holder[i].flags() & PartyFlag.QUEUED != 0) return Reason.FREEZE_QUEUED;
            if (time < holder[i].frozenUntil()) return Reason.HOLDER_FROZEN;
        }
        return Reason.NONE;
    }
}
