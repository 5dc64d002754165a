// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../interfaces/IStanding.sol";
import {Answer, ListingFlag, Recognised} from "../types/Codes.sol";
import {FactWord} from "../types/FactWord.sol";
import {Kind} from "../types/Kinds.sol";

/// @notice What becomes of a fact when a foreign answer about it is proven, and what it says at a second. Pure law.
/// @dev FACT.agreement is set while a decision rests on an agreement, and zero when it is the exchange's own or none.
library RecognitionLaw {
    uint40 private constant LAST = (1 << 36) - 1;

    /// @notice What a proof rests on.
    /// @param asOf When the foreign law was asked. @param maxAge Seconds that a good answer counts from then.
    /// @param statement First 64 bits of the statement. @param agreement First 32 bits of the agreement's id; 0 when none is named.
    /// @param live Whether that agreement is live.
    struct Basis {
        uint40 asOf;
        uint32 maxAge;
        uint64 statement;
        uint32 agreement;
        bool live;
    }

    /// @notice A fact never goes back in asOf, and within one second never from bad to good.
    function older(FactWord word, Basis memory basis, uint8 answer) internal pure returns (bool) {
        if (basis.asOf != word.asOf()) return basis.asOf < word.asOf();
        return answer == Answer.GOOD && word.answer() != Answer.GOOD;
    }

    /// @notice A fact recognised under an agreement is proven again only by naming an agreement, so that its end shows.
    function unnamed(FactWord word, Basis memory basis) internal pure returns (bool) {
        return basis.agreement == 0 && word.agreement() != 0;
    }

    /// @notice An agreement that is not live says nothing about a fact that does not rest on it.
    function foreign(FactWord word, Basis memory basis) internal pure returns (bool) {
        return basis.agreement != 0 && !basis.live && basis.agreement != word.agreement();
    }

    /// @notice The FACT word after a proven answer.
    function next(FactWord word, Basis memory basis, IStanding.Reply calldata r) internal pure returns (FactWord) {
        (uint8 decision, uint32 agreement) = _decision(word, basis, r);
        if (decision != word.decision()) word = word.withDecisionReason(0);
        word = word.withAnswer(r.state).withReason(r.reason).withFlags(r.flags).withAsOf(basis.asOf);
        word = word.withUntil(r.state == Answer.GOOD ? _until(basis, r.until) : 0).withStatement(basis.statement);
        return word.withDecision(decision).withAgreement(agreement);
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

    /// @dev What the exchange decided by itself, and DECLINED and WITHDRAWN, stand until it decides anew: proofs are anyone's. A live
    /// agreement recognises what is good; one that has ended withdraws what rested on it. Otherwise the fact is PROVEN.
    function _decision(FactWord word, Basis memory basis, IStanding.Reply calldata r)
        private
        pure
        returns (uint8 decision, uint32 agreement)
    {
        (decision, agreement) = (word.decision(), word.agreement());
        if (decision > Recognised.PROVEN && agreement == 0) return (decision, 0);
        if (basis.agreement != 0 && !basis.live) return (Recognised.WITHDRAWN, 0);
        if (basis.live && r.state == Answer.GOOD) {
            bool sandbox = r.kind == Kind.LISTING && r.flags & ListingFlag.SANDBOX != 0;
            return (sandbox ? Recognised.CONDITIONAL : Recognised.RECOGNIZED, basis.agreement);
        }
        if (decision == Recognised.UNKNOWN) decision = Recognised.PROVEN;
    }

    function _until(Basis memory basis, uint40 until) private pure returns (uint40) {
        uint40 aged = basis.asOf + basis.maxAge;
        if (until < aged) aged = until;
        return aged < LAST ? aged : LAST;
    }
}
