// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Predicates} from "../../src/libraries/Predicates.sol";
import {Scope} from "../../src/libraries/Scope.sol";
import {GrantFlag, Reason, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {HalmosVm} from "./Proofs.sol";

/// @notice Proofs of the pure law, for every word: run by halmos (tools/audit), not by forge.
contract LawProofs {
    HalmosVm private constant vm = HalmosVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev Within is transitive: a licence of a licence is never wider than the title.
    function check_withinIsTransitive(PackedWord title, PackedWord licence, PackedWord below) public pure {
        vm.assume(_within(licence, title) && _within(below, licence));
        assert(_within(below, title));
    }

    /// @dev What a licence of a licence may carry, the first licence might have carried.
    function check_carriedRightsOnlyShrink(uint8 rights, uint32 action, uint8 taken, uint32 nextAction) public pure {
        uint8 carried = Scope.mayCarry(rights, action);
        vm.assume(taken & ~carried == 0);
        assert(Scope.mayCarry(taken, nextAction) & ~carried == 0);
    }

    /// @dev A well-formed scope has every mask, and no bit that the tables do not define.
    function check_wellFormedScopes(PackedWord k) public pure {
        (bytes32 name,) = Scope.malformed(k);
        vm.assume(name == 0);
        assert(k.purpose() != 0 && k.region() != 0 && k.action() != 0 && k.rights() != 0);
        assert(k.purpose() < 1 << 20 && k.region() < 1 << 35 && k.action() < 1 << 8 && k.rights() < 8);
    }

    /// @dev What may be disposed of may be exercised: a title and its licence, one holder each, any words.
    function check_freeIsValid(bytes32 leaf, bytes32[2] memory words, bytes32[3] memory parties, uint64 time)
        public
        pure
    {
        Predicates.Facts memory f = _facts(leaf, words, parties);
        (uint8 dispose,) = Predicates.free(f, Verb.LICENSE, time);
        vm.assume(dispose == Reason.NONE);
        (uint8 exercise,) = Predicates.valid(f, time);
        assert(exercise == Reason.NONE);
    }

    /// @dev The state machine: a licence is valid only while it is ACTIVE and its title ACTIVE or carrying (SPLIT, SURRENDERED,
    /// VOID_SPARING); any other state of either, known or not, ends it.
    function check_I3_validOnlyOnWhatUpholds(
        bytes32 leaf,
        bytes32[2] memory words,
        bytes32[3] memory parties,
        uint64 time
    ) public pure {
        Predicates.Facts memory f = _facts(leaf, words, parties);
        (uint8 reason,) = Predicates.valid(f, time);
        vm.assume(reason == Reason.NONE);
        uint8 above = f.words[0].state();
        assert(f.words[1].state() == GrantState.ACTIVE);
        bool carrying = above == GrantState.SPLIT || above == GrantState.SURRENDERED || above == GrantState.VOID_SPARING;
        assert(above == GrantState.ACTIVE || carrying);
        assert(f.leaf.notBefore() <= time && time < f.words[1].until());
    }

    /// @dev While an order runs or waits on a licence, or an interest lives on it that nobody shows, no verb is free.
    function check_I7_I8_boundIsNotFree(
        bytes32 leaf,
        bytes32[2] memory words,
        bytes32[3] memory parties,
        uint8 verb,
        uint64 time
    ) public pure {
        Predicates.Facts memory f = _facts(leaf, words, parties);
        GrantWord word = f.words[1];
        bool frozen = time < word.frozenUntil() || word.flags() & GrantFlag.QUEUED != 0;
        vm.assume(frozen || word.liveRanks() != 0);
        (uint8 reason,) = Predicates.free(f, verb, time);
        assert(reason != Reason.NONE);
    }

    /// @dev The usual case of `valid`, told in one look, is what the law answers node by node: a title and its licence, any words.
    function check_theUsualValidIsTheLaw(bytes32 leaf, bytes32[2] memory words, bytes32[3] memory parties, uint64 time)
        public
        pure
    {
        Predicates.Facts memory f = _facts(leaf, words, parties);
        (uint8 exercise, uint256 where) = Predicates.valid(f, time);
        f.anyGrant = GrantWord.wrap(words[0] | words[1]);
        f.allGrants = GrantWord.wrap(words[0] & words[1]);
        f.anyParty = PartyWord.wrap(parties[0] | parties[1] | parties[2]);
        (uint8 reason, uint256 index) = Predicates.valid(f, time);
        assert(reason == exercise && index == where);
    }

    /// @dev The same of `free`, of a title: with two nodes its paths are more than a solver walks in minutes. That of many
    /// nodes the differential cases tell and leave untold (contracts/mass).
    function check_theUsualFreeIsTheLaw(bytes32 leaf, bytes32 word, bytes32 holder, bytes32 registrar, uint64 time)
        public
        pure
    {
        Predicates.Facts memory f;
        f.leaf = PackedWord.wrap(leaf);
        (f.words, f.holders) = (new GrantWord[](1), new PartyWord[](1));
        (f.words[0], f.holders[0]) = (GrantWord.wrap(word), PartyWord.wrap(holder));
        f.registrar = PartyWord.wrap(registrar);
        (uint8 dispose, uint256 there) = Predicates.free(f, Verb.LICENSE, time);
        (f.anyGrant, f.allGrants) = (GrantWord.wrap(word), GrantWord.wrap(word));
        f.anyParty = PartyWord.wrap(holder | registrar);
        (uint8 reason, uint256 index) = Predicates.free(f, Verb.LICENSE, time);
        assert(reason == dispose && index == there);
    }

    /// @dev No grant upholds its children once VOID, ENFORCED, RESERVED, LAPSED or unwritten.
    function check_killingStatesUpholdNothing(uint8 state) public pure {
        bool carries = state >= GrantState.ACTIVE && state <= GrantState.VOID_SPARING;
        assert(Predicates.upholds(state) == carries);
    }

    /// @dev Each field is read as written, and writing one leaves the rest of the word alone.
    function check_packedScopes(PackedWord w, uint32 purpose, uint40 region, uint24 action, uint64 nonce) public pure {
        PackedWord x = w.withPurpose(purpose).withRegion(region).withAction(action).withNonce(nonce);
        assert(x.purpose() == purpose && x.region() == region && x.action() == action && x.nonce() == nonce);
        assert(x.rights() == w.rights() && x.basis() == w.basis() && x.mode() == w.mode());
        assert(x.notBefore() == w.notBefore() && x.until() == w.until());
    }

    function check_packedTerms(PackedWord w, uint8 rights, uint40 notBefore, uint40 until) public pure {
        vm.assume(notBefore < 1 << 36 && until < 1 << 36);
        PackedWord x = w.withRights(rights).withNotBefore(notBefore).withUntil(until);
        assert(x.rights() == rights && x.notBefore() == notBefore && x.until() == until);
        assert(x.purpose() == w.purpose() && x.region() == w.region() && x.action() == w.action());
        assert(x.nonce() == w.nonce() && x.basis() == w.basis() && x.mode() == w.mode());
    }

    /// @dev What Encumbrances writes of a grant leaves what Grants wrote, and the other way round.
    function check_grantFields(
        GrantWord w,
        uint16 flags,
        uint40 frozenUntil,
        uint8 freezes,
        uint32 holder,
        uint40 since
    ) public pure {
        vm.assume(flags < 1 << 12 && frozenUntil < 1 << 36 && since < 1 << 36);
        GrantWord x = w.withFlags(flags).withFrozenUntil(frozenUntil).withFreezes(freezes);
        assert(x.flags() == flags && x.frozenUntil() == frozenUntil && x.freezes() == freezes);
        assert(x.holder() == w.holder() && x.since() == w.since() && x.state() == w.state());
        GrantWord y = x.withHolder(holder).withSince(since);
        assert(y.holder() == holder && y.since() == since);
        assert(y.flags() == flags && y.frozenUntil() == frozenUntil && y.freezes() == freezes);
        assert(y.until() == w.until() && y.certUntil() == w.certUntil() && y.openObjections() == w.openObjections());
    }

    function _within(PackedWord child, PackedWord parent) private pure returns (bool) {
        (bytes32 name,,) = Scope.wider(child, parent);
        return name == 0;
    }

    function _facts(bytes32 leaf, bytes32[2] memory words, bytes32[3] memory parties)
        private
        pure
        returns (Predicates.Facts memory f)
    {
        f.leaf = PackedWord.wrap(leaf);
        f.words = new GrantWord[](2);
        f.holders = new PartyWord[](2);
        f.interests = new InterestWord[][](2);
        for (uint256 i = 0; i < 2; ++i) {
            f.words[i] = GrantWord.wrap(words[i]);
            f.holders[i] = PartyWord.wrap(parties[i]);
        }
        f.registrar = PartyWord.wrap(parties[2]);
    }
}
