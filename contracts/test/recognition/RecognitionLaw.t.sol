// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../../src/interfaces/IStanding.sol";
import {RecognitionLaw} from "../../src/libraries/RecognitionLaw.sol";
import {Ages} from "../../src/types/Clubs.sol";
import {Answer, Recognised, Reliance} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Columns} from "../kit/Columns.sol";

/// @notice The law of facts: its properties, for any word, and the same answers as torrens_registry.rules.recognised.
contract RecognitionLawTest is Columns {
    function counts(uint8 s) private pure returns (bool) {
        return s == Recognised.PROVEN || s == Recognised.RECOGNIZED || s == Recognised.CONDITIONAL;
    }

    // ---- I16: a status never becomes valid by absence of data

    function testFuzz_I16_silenceIsNeverValid(bytes32 w, uint40 when, uint40 later, uint8 reliance) public pure {
        FactWord word = FactWord.wrap(w);
        (when, reliance) = (uint40(bound(when, 1 << 36)), reliance % 3);
        uint8 now_ = RecognitionLaw.statusFor(word, reliance, when);
        if (counts(now_)) {
            assertTrue(word.answer() == Answer.GOOD, "its home said so");
            assertTrue(when >= word.asOf() && when < word.until(), "and not too long ago");
        }
        uint40 then = when + uint40(bound(later, 1 << 30));
        uint8 after_ = RecognitionLaw.statusFor(word, reliance, then);
        if (now_ == Recognised.STALE) assertFalse(counts(after_), "stale stays stale");
        if (counts(after_) && when >= word.asOf()) assertTrue(counts(now_), "time alone makes nothing valid");
    }

    function test_I16_nothingKnownIsUnknown() public pure {
        for (uint8 i = 0; i < 3; ++i) {
            assertEq(RecognitionLaw.statusFor(FactWord.wrap(0), i, 1 << 35), Recognised.UNKNOWN, "unknown");
        }
    }

    function testFuzz_theMoreIsAtStakeTheSoonerStale(bytes32 w, uint40 when) public pure {
        FactWord word = FactWord.wrap(w);
        when = uint40(bound(when, 1 << 36));
        bool finance = counts(RecognitionLaw.statusFor(word, Reliance.FINANCE, when));
        bool trade = counts(RecognitionLaw.statusFor(word, Reliance.TRADE, when));
        bool show = counts(RecognitionLaw.statusFor(word, Reliance.SHOW, when));
        assertTrue((!finance || trade) && (!trade || show), "finance within trade within show");
        assertEq(
            RecognitionLaw.statusFor(word, Reliance.SHOW, when), RecognitionLaw.status(word, when), "shown: as it is"
        );
    }

    function testFuzz_whatEndedMakesNothingBetter(bytes32 w, uint40 when, uint8 reliance, uint8 peer, bool live)
        public
        pure
    {
        FactWord word = FactWord.wrap(w);
        (when, reliance, peer) = (uint40(bound(when, 1 << 36)), reliance % 3, peer % 4);
        uint8 bare = RecognitionLaw.statusFor(word, reliance, when);
        uint8 found = RecognitionLaw.statusUnder(word, reliance, when, peer, live);
        if (counts(found)) assertTrue(found == bare && peer == 1 && live, "as it is while all stands");
        if (peer == 1 && live) assertEq(found, bare, "and then only so");
    }

    // ---- what a proof makes of a fact

    function testFuzz_next(bytes32 w, uint40 asOf, uint32[3] memory ages, IStanding.Reply memory r, uint8 how)
        public
        pure
    {
        FactWord word = FactWord.wrap(w);
        RecognitionLaw.Basis memory b = _basis(asOf, ages, how);
        (r.kind, r.state, r.until) = (_kind(r.kind), 1 + r.state % 4, uint40(bound(r.until, 1 << 36)));
        if (RecognitionLaw.older(word, b, r.state) || RecognitionLaw.unnamed(word, b)) return;
        if (RecognitionLaw.foreign(word, b)) return;
        FactWord to = RecognitionLaw.next(word, b, r, how & 16 != 0);
        if (RecognitionLaw.lesser(word, b, to)) return;
        assertTrue(to.asOf() >= word.asOf(), "never back in asOf");
        assertTrue(to.answer() == r.state && to.reason() == r.reason && to.flags() == r.flags, "what was answered");
        assertTrue(to.until() <= r.until && to.until() <= b.end, "no longer than its home and the agreement say");
        assertTrue(to.until() <= b.asOf + b.ages.show, "no older than its age");
        if (r.state != Answer.GOOD) assertTrue(to.until() == 0, "a negative answer has no until");
        bool own = word.decision() > Recognised.PROVEN && word.agreement() == 0;
        bool sandbox = RecognitionLaw.sandboxed(r.kind, r.flags);
        if (own) assertTrue(to.decision() == word.decision() || sandbox, "proofs are anyone's, decisions are not");
        if (sandbox) assertTrue(to.decision() != Recognised.RECOGNIZED, "a sandbox product");
        bool gained = !own && (to.decision() == Recognised.RECOGNIZED || to.decision() == Recognised.CONDITIONAL);
        if (gained) assertTrue(b.live && to.agreement() == b.agreement, "recognised by a live agreement only");
        if (b.agreement != 0 && !b.live && !own) assertEq(to.decision(), Recognised.WITHDRAWN, "its end shows");
        assertTrue(to.agreement() == 0 || to.agreement() == b.agreement, "rests on what was named");
    }

    function _basis(uint40 asOf, uint32[3] memory ages, uint8 how)
        private
        pure
        returns (RecognitionLaw.Basis memory b)
    {
        (b.asOf, b.end) = (uint40(bound(asOf, 1 << 35)), how & 1 != 0 ? 1 << 34 : type(uint40).max);
        b.agreement = how & 2 != 0 ? 7 : 0;
        (b.live, b.conditions) = (b.agreement != 0 && how & 4 != 0, how >> 6);
        b.ages = Ages(ages[0], ages[1] & 0xfffff, ages[2] & 0xfffff);
    }

    function _kind(uint8 seed) private pure returns (uint8) {
        uint8[3] memory kinds = [Kind.GRANT, Kind.LISTING, Kind.VOUCHER];
        return kinds[seed % 3];
    }

    function bound(uint256 x, uint256 size) private pure returns (uint256) {
        return x % size;
    }

    /// A voucher's flags are its own: what is another's is no sandbox.
    function test_sandboxedVoucher() public pure {
        assertTrue(RecognitionLaw.sandboxed(Kind.VOUCHER, 2) && RecognitionLaw.sandboxed(Kind.VOUCHER, 3), "sold so");
        assertFalse(RecognitionLaw.sandboxed(Kind.VOUCHER, 1), "of a foreign listing");
        assertTrue(RecognitionLaw.sandboxed(Kind.LISTING, 1), "listed so");
        assertFalse(RecognitionLaw.sandboxed(Kind.LISTING, 2) || RecognitionLaw.sandboxed(Kind.GRANT, 3), "neither");
    }

    // ---- the Python twin

    function test_twin() public {
        open("recognised");
        bytes32[] memory fact = words("fact");
        (uint256[] memory when, uint256[] memory reliance) = (numbers("when"), numbers("reliance"));
        uint256[] memory status_ = numbers("status");
        for (uint256 i = 0; i < fact.length; ++i) {
            uint8 found = RecognitionLaw.statusFor(FactWord.wrap(fact[i]), uint8(reliance[i]), uint40(when[i]));
            assertEq(found, status_[i], told("status", i));
        }
        _twinOfUnder(fact, when, reliance);
        _twinOfNext(fact);
    }

    function _twinOfUnder(bytes32[] memory fact, uint256[] memory when, uint256[] memory reliance) private view {
        (uint256[] memory peer, uint256[] memory live) = (numbers("peer"), numbers("live"));
        uint256[] memory under = numbers("under");
        for (uint256 i = 0; i < fact.length; ++i) {
            FactWord word = FactWord.wrap(fact[i]);
            uint8 found =
                RecognitionLaw.statusUnder(word, uint8(reliance[i]), uint40(when[i]), uint8(peer[i]), live[i] == 1);
            assertEq(found, under[i], told("under", i));
        }
    }

    function _twinOfNext(bytes32[] memory fact) private view {
        bytes32[] memory to = words("next");
        bytes32[] memory how = words("basis");
        bytes32[] memory reply = words("reply");
        uint256[] memory refused = numbers("refused");
        for (uint256 i = 0; i < fact.length; ++i) {
            RecognitionLaw.Basis memory b = _unpacked(uint256(how[i]));
            IStanding.Reply memory r = _reply(uint256(reply[i]));
            FactWord word = FactWord.wrap(fact[i]);
            bool no = RecognitionLaw.older(word, b, r.state) || RecognitionLaw.unnamed(word, b)
                || RecognitionLaw.foreign(word, b);
            FactWord found;
            if (!no) found = RecognitionLaw.next(word, b, r, uint256(how[i]) & 1 == 1);
            no = no || RecognitionLaw.lesser(word, b, found);
            assertEq(no ? 1 : 0, refused[i], told("refused", i));
            if (no) continue;
            assertEq(FactWord.unwrap(found), to[i], told("next", i));
        }
    }

    /// asOf 40|end 40|statement 64|agreement 32|show 32|trade 20|finance 20|conditions 2|live 1|outside 1, from the low end: 252 bits.
    function _unpacked(uint256 w) private pure returns (RecognitionLaw.Basis memory b) {
        (b.live, b.conditions) = (w & 2 != 0, uint8(w >> 2) & 3);
        b.ages = Ages(uint32(w >> 44), uint32(w >> 24) & 0xfffff, uint32(w >> 4) & 0xfffff);
        (b.agreement, b.statement) = (uint32(w >> 76), uint64(w >> 108));
        (b.end, b.asOf) = (uint40(w >> 172), uint40(w >> 212));
    }

    /// kind 8|state 8|reason 8|flags 16|until 40, from the low end.
    function _reply(uint256 w) private pure returns (IStanding.Reply memory) {
        return IStanding.Reply(uint8(w >> 72), 0, uint8(w >> 64), uint8(w >> 56), uint16(w >> 40), uint40(w));
    }
}
