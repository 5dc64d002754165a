// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantFlag, InterestKind, PartyFlag, Reason} from "../types/Codes.sol";
import {GrantState, GrantWord, GrantWords} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord, PartyWords} from "../types/PartyWord.sol";

/// @notice The two questions about a right: valid (may it be exercised) and free (may it be disposed of). Pure law over plain
/// words; torrens_registry.rules.predicates is its twin, reason by reason and in the same order.
/// @dev Every bound on time is half-open: a term runs from notBefore up to, and not including, until; a freeze likewise. A suspect
/// window includes both its ends.
library Predicates {
    /// @notice How many successors a holder is read through.
    uint256 internal constant MAX_HOPS = 4;

    uint256 private constant UPHOLDING =
        1 << GrantState.ACTIVE | 1 << GrantState.SPLIT | 1 << GrantState.SURRENDERED | 1 << GrantState.VOID_SPARING;
    // Bits that no word of the usual case has. GRANT's flags end at bit 224, those of PARTY at bit 232.
    bytes32 private constant ODD_GRANT =
        bytes32(uint256(uint8(~GrantState.ACTIVE)) << 248 | uint256(GrantFlag.EXERCISE) << 224);
    bytes32 private constant ODD_PARTY = bytes32(PartyWords.SUCCESSOR_MASK | uint256(PartyFlag.EXERCISE) << 232);
    bytes32 private constant BOUND_GRANT = ODD_GRANT
        | bytes32(uint256(GrantFlag.QUEUED) << 224 | GrantWords.FROZEN_UNTIL_MASK | GrantWords.LIVE_RANKS_MASK);
    bytes32 private constant BOUND_PARTY = ODD_PARTY
        | bytes32(uint256(PartyFlag.QUEUED) << 232 | PartyWords.FROZEN_UNTIL_MASK | PartyWords.SUSPECT_TO_MASK);

    /// @notice What the predicates ask about.
    /// @param leaf Scope and term of the grant in question, which is the last of the path.
    /// @param words The GRANT words of the path, title first.
    /// @param holders For each of them the holder's PARTY word; what stands behind these is not looked at.
    /// @param successors For each of them the PARTY words of its holder's successors, in order; empty when no holder has any.
    /// @param interests For the last of them, and for what it was split from, its live interests; all of them. Empty when none has
    /// any.
    /// @param registrar The PARTY word of the registrar that wrote the grant.
    /// @param anyGrant The bits that any of the words has: with the next two it tells the usual case in one look. Left zero, all three,
    /// every node is asked, and the answer is the same.
    /// @param allGrants The bits that all of them have.
    /// @param anyParty The bits that any holder or the registrar has.
    /// @param heirs The PARTY words of the registrar's successors, in order: their keys registered in its name.
    struct Facts {
        PackedWord leaf;
        GrantWord[] words;
        PartyWord[] holders;
        PartyWord[][] successors;
        InterestWord[][] interests;
        PartyWord registrar;
        GrantWord anyGrant;
        GrantWord allGrants;
        PartyWord anyParty;
        PartyWord[] heirs;
    }

    /// @notice Why the last grant may not be exercised, and the index of the node that says so; NONE when it may.
    function valid(Facts memory f, uint256 time) internal pure returns (uint8 reason, uint256 index) {
        GrantWord[] memory words = f.words;
        uint256 last = words.length - 1;
        bool plain = _plain(f);
        if (!plain) {
            (reason, index) = _upheld(words, last);
            if (reason != Reason.NONE) return (reason, index);
        }
        reason = _outOfTerm(f, words[last], time);
        if (reason != Reason.NONE) return (reason, last);
        if (plain) return (Reason.NONE, 0);
        for (uint256 i = 0; i <= last; ++i) {
            reason = _exercise(f, words[i], i, time);
            if (reason != Reason.NONE) return (reason, i);
        }
    }

    /// @notice Why the last grant may not be disposed of by `verb`, and the index of the node that says so; NONE when it may.
    function free(Facts memory f, uint8 verb, uint256 time) internal pure returns (uint8 reason, uint256 index) {
        GrantWord[] memory words = f.words;
        uint256 last = words.length - 1;
        (reason, index) = valid(f, time);
        if (reason != Reason.NONE) return (reason, index);
        if (time >= words[0].certUntil()) return (Reason.CERTIFICATE_LAPSED, 0);
        for (uint256 i = 0; i <= last; ++i) {
            if (!binds(words, i)) continue;
            reason = _disposal(f, words[i], i, verb, time);
            if (reason != Reason.NONE) return (reason, i);
        }
        reason = _holderDisposal(f, last, time);
        if (reason == Reason.NONE && suspect(f)) reason = Reason.SUSPECT;
        return (reason, reason == Reason.NONE ? 0 : last);
    }

    /// @notice The reason alone of `valid`.
    function whyInvalid(Facts memory f, uint256 time) internal pure returns (uint8 reason) {
        (reason,) = valid(f, time);
    }

    /// @notice The reason alone of `free`, which in the usual case is soon told.
    function whyUnfree(Facts memory f, uint8 verb, uint256 time) internal pure returns (uint8 reason) {
        if (!_unbound(f)) {
            (reason,) = free(f, verb, time);
            return reason;
        }
        reason = _outOfTerm(f, f.words[f.words.length - 1], time);
        if (reason == Reason.NONE && time >= f.words[0].certUntil()) reason = Reason.CERTIFICATE_LAPSED;
    }

    /// @notice Whether children of a grant in this state stay valid: ACTIVE, or carrying (SPLIT, SURRENDERED, VOID_SPARING).
    function upholds(uint8 state) internal pure returns (bool) {
        return (UPHOLDING >> state) & 1 == 1;
    }

    /// @notice Whether what stands against the disposal of node `index` stands against that of the last grant too: it is the same
    /// node, or the last is a part of it. A part has the depth of what it was split from, a licence one more: whoever pledges or
    /// loses what it split binds no licence sold before, nor those that its parts sold since. What became of the whole after the
    /// split does not matter: revoked and its parts spared, it binds them still.
    function binds(GrantWord[] memory words, uint256 index) internal pure returns (bool) {
        return words[index].depth() == words[words.length - 1].depth();
    }

    /// @notice Whether the grant, or a node that it is a part of, was written in a suspect window of its grantor or registrar,
    /// and is not confirmed: no split sheds the suspicion. Both are read through their successors, whose keys act in their name.
    function suspect(Facts memory f) internal pure returns (bool) {
        for (uint256 i = f.words.length - 1;; --i) {
            bool confirmed = f.words[i].flags() & GrantFlag.CONFIRMED != 0;
            if (!confirmed && (suspectOfRegistrar(f, i) || suspectOfGrantor(f, i))) return true;
            if (i == 0 || !binds(f.words, i - 1)) return false;
        }
        return false;
    }

    /// @notice Whether a node was written in a suspect window of its registrar, which is the same for the whole path, or of a
    /// successor of it.
    function suspectOfRegistrar(Facts memory f, uint256 index) internal pure returns (bool) {
        uint256 since = f.words[index].since();
        return _inWindow(f.registrar, since) || _inWindows(f.heirs, since);
    }

    /// @notice Whether a node was written in a suspect window of its grantor or of a successor of it. A title has no grantor.
    function suspectOfGrantor(Facts memory f, uint256 index) internal pure returns (bool) {
        if (index == 0) return false;
        uint256 since = f.words[index].since();
        if (_inWindow(f.holders[index - 1], since)) return true;
        return f.successors.length != 0 && _inWindows(f.successors[index - 1], since);
    }

    /// @notice The holder of a node, followed by its successors.
    function hopsOf(Facts memory f, uint256 index) internal pure returns (PartyWord[] memory hops) {
        uint256 n = f.successors.length == 0 ? 0 : f.successors[index].length;
        hops = new PartyWord[](n + 1);
        hops[0] = f.holders[index];
        for (uint256 i = 0; i < n; ++i) {
            hops[i + 1] = f.successors[index][i];
        }
    }

    function _inWindows(PartyWord[] memory later, uint256 since) private pure returns (bool) {
        for (uint256 i = 0; i < later.length; ++i) {
            if (_inWindow(later[i], since)) return true;
        }
        return false;
    }

    function _inWindow(PartyWord party, uint256 since) private pure returns (bool) {
        return party.suspectTo() != 0 && party.suspectFrom() <= since && since <= party.suspectTo();
    }

    function _outOfTerm(Facts memory f, GrantWord last, uint256 time) private pure returns (uint8) {
        if (time < f.leaf.notBefore()) return Reason.NOT_YET;
        return time >= last.until() ? Reason.EXPIRED : Reason.NONE;
    }

    /// The usual case of `valid`: every grant ACTIVE, none flagged EXERCISE, no party so flagged or with a successor.
    function _plain(Facts memory f) private pure returns (bool) {
        return f.allGrants.state() == GrantState.ACTIVE && f.successors.length == 0
            && (GrantWord.unwrap(f.anyGrant) & ODD_GRANT) | (PartyWord.unwrap(f.anyParty) & ODD_PARTY) == 0;
    }

    /// The usual case of `whyUnfree`: plain, and nothing was ever frozen, nothing is queued or pledged, nobody is suspect.
    function _unbound(Facts memory f) private pure returns (bool) {
        return f.allGrants.state() == GrantState.ACTIVE && f.successors.length | f.interests.length == 0
            && (GrantWord.unwrap(f.anyGrant) & BOUND_GRANT) | (PartyWord.unwrap(f.anyParty) & BOUND_PARTY) == 0;
    }

    /// The last grant is ACTIVE, and those above it uphold it.
    function _upheld(GrantWord[] memory words, uint256 last) private pure returns (uint8 reason, uint256 index) {
        uint8 state = words[last].state();
        if (state == 0) return (Reason.NOT_FOUND, last);
        if (state != GrantState.ACTIVE) return (Reason.NOT_ACTIVE, last);
        for (uint256 i = 0; i < last; ++i) {
            if (!upholds(words[i].state())) return (Reason.ANCESTOR_ENDED, i);
        }
    }

    /// EXERCISE freezes bind the whole path, and every hop of every holder on it.
    function _exercise(Facts memory f, GrantWord word, uint256 index, uint256 time) private pure returns (uint8) {
        if (word.flags() & GrantFlag.EXERCISE != 0 && time < word.frozenUntil()) return Reason.EXERCISE_FROZEN;
        PartyWord holder = f.holders[index];
        bool frozen = _forbidsExercise(holder, time);
        if (f.successors.length == 0) {
            if (holder.successor() != 0) return Reason.HOLDER_CHAIN;
        } else {
            PartyWord[] memory successors = f.successors[index];
            if (!_chainHolds(holder, successors)) return Reason.HOLDER_CHAIN;
            for (uint256 i = 0; i < successors.length && !frozen; ++i) {
                frozen = _forbidsExercise(successors[i], time);
            }
        }
        return frozen ? Reason.HOLDER_FROZEN : Reason.NONE;
    }

    function _forbidsExercise(PartyWord party, uint256 time) private pure returns (bool) {
        return party.flags() & PartyFlag.EXERCISE != 0 && time < party.frozenUntil();
    }

    /// Only the last hop has no successor, and at most four stand before it.
    function _chainHolds(PartyWord holder, PartyWord[] memory successors) private pure returns (bool) {
        uint256 n = successors.length;
        if (n > MAX_HOPS) return false;
        for (uint256 i = 0; i < n; ++i) {
            if (holder.successor() == 0) return false;
            holder = successors[i];
        }
        return holder.successor() == 0;
    }

    function _disposal(Facts memory f, GrantWord word, uint256 index, uint8 verb, uint256 time)
        private
        pure
        returns (uint8)
    {
        if (word.flags() & GrantFlag.QUEUED != 0) return Reason.FREEZE_QUEUED;
        if (time < word.frozenUntil()) return Reason.DISPOSE_FROZEN;
        // Exactly as many live interests as the word counts, and each lets this verb pass.
        if (f.interests.length == 0) return word.liveRanks() == 0 ? Reason.NONE : Reason.ENCUMBERED;
        InterestWord[] memory interests = f.interests[index];
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

    /// A freeze on any hop of the holder of the last grant counts.
    function _holderDisposal(Facts memory f, uint256 last, uint256 time) private pure returns (uint8 reason) {
        reason = _partyDisposal(f.holders[last], time);
        if (f.successors.length == 0) return reason;
        PartyWord[] memory successors = f.successors[last];
        for (uint256 i = 0; i < successors.length && reason == Reason.NONE; ++i) {
            reason = _partyDisposal(successors[i], time);
        }
    }

    function _partyDisposal(PartyWord party, uint256 time) private pure returns (uint8) {
        if (party.flags() & PartyFlag.QUEUED != 0) return Reason.FREEZE_QUEUED;
        return time < party.frozenUntil() ? Reason.HOLDER_FROZEN : Reason.NONE;
    }
}
