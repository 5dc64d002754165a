// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../interfaces/IStanding.sol";
import {Ages} from "../types/Clubs.sol";
import {Answer, ClubCondition, ListingFlag, Recognised, Reliance, VoucherFlag} from "../types/Codes.sol";
import {FactWord} from "../types/FactWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PeerState} from "../types/PeerWord.sol";

/// @notice What becomes of a fact when a foreign answer about it is proven, and what it says at a second. Pure law;
/// torrens_registry.rules.recognised is its twin.
/// @dev FACT.agreement is set while the decision (RECOGNIZED, CONDITIONAL or WITHDRAWN) rests on an agreement; it is zero when the
/// decision is the exchange's own, or none.
library RecognitionLaw {
    uint40 private constant LAST = (1 << 36) - 1;
    /// @notice The longest that a statement counts for trade and finance, 12 days: FACT and PEER keep it in 20 bits.
    uint32 internal constant LONGEST = (1 << 20) - 1;

    /// @notice What a proof rests on.
    /// @param asOf When the foreign law was asked. @param end The second from which nothing counts: the end of the agreement.
    /// @param statement First 64 bits of the statement. @param agreement First 32 bits of the agreement's id; 0 when none is named.
    /// @param live Whether that agreement is live. @param conditions Bits of ClubCondition. @param ages How long a good answer counts.
    struct Basis {
        uint40 asOf;
        uint40 end;
        uint64 statement;
        uint32 agreement;
        bool live;
        uint8 conditions;
        Ages ages;
    }

    /// @notice A fact never goes back in asOf, and within one second never from bad to good.
    function older(FactWord word, Basis memory basis, uint8 answer) internal pure returns (bool) {
        if (basis.asOf != word.asOf()) return basis.asOf < word.asOf();
        return answer == Answer.GOOD && word.answer() != Answer.GOOD;
    }

    /// @notice A fact that rests on an agreement is proven again only by naming an agreement, so that its end shows.
    function unnamed(FactWord word, Basis memory basis) internal pure returns (bool) {
        return basis.agreement == 0 && word.agreement() != 0;
    }

    /// @notice An agreement that is not live says nothing about a fact that does not rest on it.
    function foreign(FactWord word, Basis memory basis) internal pure returns (bool) {
        return basis.agreement != 0 && !basis.live && basis.agreement != word.agreement();
    }

    /// @notice Under another agreement than the one it rests on, a good fact neither falls nor ends sooner: a narrower or shorter club
    /// says nothing against a wider one. To take it down, its own agreement is named. @param to The word that the proof would give.
    function lesser(FactWord word, Basis memory basis, FactWord to) internal pure returns (bool) {
        uint8 was = word.decision();
        if (word.agreement() == 0 || basis.agreement == word.agreement() || to.answer() != Answer.GOOD) return false;
        if (was != Recognised.RECOGNIZED && was != Recognised.CONDITIONAL) return false;
        if (to.decision() != was) return to.decision() != Recognised.RECOGNIZED;
        return until(to, Reliance.SHOW) < until(word, Reliance.SHOW)
            || until(to, Reliance.TRADE) < until(word, Reliance.TRADE)
            || until(to, Reliance.FINANCE) < until(word, Reliance.FINANCE);
    }

    /// @notice The FACT word after a proven answer. @param outside Whether the record lies outside the club.
    function next(FactWord word, Basis memory basis, IStanding.Reply memory r, bool outside)
        internal
        pure
        returns (FactWord)
    {
        (uint8 decision, uint32 agreement) = _decision(word, basis, r, outside);
        FactWord to = FactWord.wrap(0).withAnswer(r.state).withReason(r.reason).withFlags(r.flags).withAsOf(basis.asOf);
        if (decision == word.decision()) to = to.withDecisionReason(word.decisionReason());
        if (r.state == Answer.GOOD) {
            to = to.withUntil(_until(basis, r.until)).withTradeAge(basis.ages.trade).withFinanceAge(basis.ages.finance);
        }
        return to.withStatement(basis.statement).withDecision(decision).withAgreement(agreement);
    }

    /// @notice The FACT word after the exchange decided by itself; PROVEN takes its own decision back.
    function decided(FactWord word, uint8 decision, uint8 reason) internal pure returns (FactWord) {
        return word.withDecision(decision).withDecisionReason(reason).withAgreement(0);
    }

    /// @notice A sandbox product is never RECOGNIZED, by nobody, nor is a voucher of one.
    function sandboxed(uint8 kind, uint16 flags) internal pure returns (bool) {
        if (kind == Kind.VOUCHER) return flags & VoucherFlag.SANDBOX != 0;
        return kind == Kind.LISTING && flags & ListingFlag.SANDBOX != 0;
    }

    /// @notice The status of a fact at a second. Silence becomes STALE by arithmetic, never valid.
    function status(FactWord word, uint40 when) internal pure returns (uint8) {
        if (FactWord.unwrap(word) == 0) return Recognised.UNKNOWN;
        uint8 decision = word.decision();
        if (decision == Recognised.DECLINED || decision == Recognised.WITHDRAWN) return decision;
        if (word.answer() == Answer.UNKNOWN || when < word.asOf()) return Recognised.UNKNOWN;
        if (word.answer() != Answer.GOOD) return Recognised.SUSPENDED;
        return when >= word.until() ? Recognised.STALE : decision;
    }

    /// @notice The status of a fact at a second for what it is relied upon for: the same, but STALE earlier.
    function statusFor(FactWord word, uint8 reliance, uint40 when) internal pure returns (uint8 found) {
        found = status(word, when);
        bool counts = found == Recognised.PROVEN || found == Recognised.RECOGNIZED || found == Recognised.CONDITIONAL;
        if (counts && when >= until(word, reliance)) return Recognised.STALE;
    }

    /// @notice The same, asked what ended since: a withdrawn peer takes all with it that it said, a frozen one suspends it, and an
    /// agreement that is over takes with it what it recognised. @param peer State of the peer. @param live Whether the agreement
    /// that the decision rests on is live at that second; true where it rests on none.
    function statusUnder(FactWord word, uint8 reliance, uint40 when, uint8 peer, bool live)
        internal
        pure
        returns (uint8 found)
    {
        found = statusFor(word, reliance, when);
        if (found == Recognised.UNKNOWN || found == Recognised.DECLINED || found == Recognised.WITHDRAWN) return found;
        if (peer == PeerState.FROZEN) return live ? Recognised.SUSPENDED : Recognised.WITHDRAWN;
        return live && peer == PeerState.ACCREDITED ? found : Recognised.WITHDRAWN;
    }

    /// @notice The second from which a good answer counts no more for a reliance.
    function until(FactWord word, uint8 reliance) internal pure returns (uint40 end) {
        end = word.until();
        if (end == 0 || reliance == Reliance.SHOW) return end;
        end = _min(end, word.asOf() + word.tradeAge());
        return reliance == Reliance.TRADE ? end : _min(end, word.asOf() + word.financeAge());
    }

    /// @dev What the exchange decided by itself stands until it decides anew: proofs are anyone's. A live agreement recognises what is
    /// good and within it; one that has ended withdraws what rested on it. Otherwise the fact is PROVEN.
    function _decision(FactWord word, Basis memory basis, IStanding.Reply memory r, bool outside)
        private
        pure
        returns (uint8 decision, uint32 agreement)
    {
        bool sandbox = sandboxed(r.kind, r.flags);
        decision = word.decision();
        if (decision > Recognised.PROVEN && word.agreement() == 0) {
            return (sandbox && decision == Recognised.RECOGNIZED ? Recognised.CONDITIONAL : decision, 0);
        }
        if (basis.agreement == 0) return (Recognised.PROVEN, 0);
        if (!basis.live) return (Recognised.WITHDRAWN, basis.agreement);
        if (r.state != Answer.GOOD) return (Recognised.PROVEN, 0);
        uint8 doubts = (sandbox ? ClubCondition.SANDBOX : 0) | (outside ? ClubCondition.OUTSIDE : 0);
        if (doubts == 0) return (Recognised.RECOGNIZED, basis.agreement);
        if (doubts & ~basis.conditions == 0) return (Recognised.CONDITIONAL, basis.agreement);
        return (Recognised.PROVEN, 0);
    }

    function _until(Basis memory basis, uint40 good) private pure returns (uint40) {
        return _min(_min(basis.asOf + basis.ages.show, good), _min(basis.end, LAST));
    }

    function _min(uint40 a, uint40 b) private pure returns (uint40) {
        return a < b ? a : b;
    }
}
