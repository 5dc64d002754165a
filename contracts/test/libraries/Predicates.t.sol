// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Predicates} from "../../src/libraries/Predicates.sol";
import {GrantFlag, PartyFlag, Reason, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Asserts} from "../kit/Asserts.sol";
import {PredicatesHarness} from "./PredicatesHarness.sol";

/// @notice The table of the two predicates, one change from a good path at a time. Path: title, its licence, a licence of that.
contract PredicatesTest is Asserts {
    uint40 private constant NOW = 1_800_000_000;
    PredicatesHarness private law = new PredicatesHarness();

    bytes32 private leaf;
    GrantWord[3] private w;
    PartyWord[][3] private h;
    PartyWord private registrar;
    PartyWord[] private heirs;

    function setUp() public {
        PartyWord active = PartyWord.wrap(0).withState(PartyState.ACTIVE);
        leaf = PackedWord.unwrap(PackedWord.wrap(0).withNotBefore(NOW - 10).withUntil(NOW + 10));
        for (uint8 i = 0; i < 3; ++i) {
            w[i] = GrantWord.wrap(0).withState(GrantState.ACTIVE).withDepth(i).withSince(NOW - 5).withUntil(NOW + 10);
            h[i].push(active);
        }
        w[0] = w[0].withCertUntil(NOW + 5);
        registrar = active;
    }

    function test_good() public view {
        _expect(Reason.NONE, 0, Reason.NONE, 0);
    }

    /// Pledged while nobody read to whom: nobody let it pass.
    function test_interestsLeftOut_fail() public pure {
        Predicates.Facts memory f;
        (f.words, f.holders) = (new GrantWord[](1), new PartyWord[](1));
        f.words[0] = GrantWord.wrap(0).withState(GrantState.ACTIVE).withUntil(NOW + 1).withCertUntil(NOW + 1);
        f.holders[0] = PartyWord.wrap(0).withState(PartyState.ACTIVE);
        f.leaf = PackedWord.wrap(0).withUntil(NOW + 1);
        f.registrar = f.holders[0];
        assertEq(Predicates.whyUnfree(f, Verb.LICENSE, NOW), Reason.NONE, "itself");
        f.words[0] = f.words[0].withLiveRanks(1);
        assertEq(Predicates.whyUnfree(f, Verb.LICENSE, NOW), Reason.ENCUMBERED, "pledged");
    }

    /// Whose holder passed on while nobody read to whom: no chain of holders, no right.
    function test_successorsLeftOut_fail() public pure {
        Predicates.Facts memory f;
        (f.words, f.holders) = (new GrantWord[](1), new PartyWord[](1));
        f.words[0] = GrantWord.wrap(0).withState(GrantState.ACTIVE).withUntil(NOW + 1).withCertUntil(NOW + 1);
        f.holders[0] = PartyWord.wrap(0).withState(PartyState.ACTIVE);
        (uint8 reason,) = Predicates.valid(f, NOW);
        assertEq(reason, Reason.NONE, "itself");
        f.holders[0] = f.holders[0].withSuccessor(7);
        (reason,) = Predicates.valid(f, NOW);
        assertEq(reason, Reason.HOLDER_CHAIN, "unread");
    }

    function test_leafStates() public {
        w[2] = GrantWord.wrap(0);
        _expect(Reason.NOT_FOUND, 2);
        for (uint256 state = 1; state < 11; ++state) {
            w[2] = w[2].withState(uint8(state)).withUntil(NOW + 10);
            if (state == GrantState.ACTIVE) _expect(Reason.NONE, 0);
            else _expect(Reason.NOT_ACTIVE, 2);
        }
    }

    function test_ancestorStates() public {
        for (uint256 state = 0; state < 11; ++state) {
            w[1] = w[1].withState(uint8(state));
            bool carries = state >= GrantState.ACTIVE && state <= GrantState.VOID_SPARING;
            if (carries) _expect(Reason.NONE, 0);
            else _expect(Reason.ANCESTOR_ENDED, 1);
        }
    }

    function test_term() public {
        leaf = PackedWord.unwrap(PackedWord.wrap(leaf).withNotBefore(NOW));
        _expect(Reason.NONE, 0);
        leaf = PackedWord.unwrap(PackedWord.wrap(leaf).withNotBefore(NOW + 1));
        _expect(Reason.NOT_YET, 2);
        leaf = PackedWord.unwrap(PackedWord.wrap(leaf).withNotBefore(0));
        w[2] = w[2].withUntil(NOW + 1);
        _expect(Reason.NONE, 0);
        w[2] = w[2].withUntil(NOW);
        _expect(Reason.EXPIRED, 2);
    }

    function test_exerciseFreezesBindThePath() public {
        for (uint256 i = 0; i < 3; ++i) {
            GrantWord before = w[i];
            w[i] = before.withFlags(GrantFlag.EXERCISE).withFrozenUntil(NOW + 1);
            _expect(Reason.EXERCISE_FROZEN, i);
            w[i] = before.withFlags(GrantFlag.EXERCISE).withFrozenUntil(NOW);
            _expect(Reason.NONE, 0);
            w[i] = before;
            h[i][0] = h[i][0].withFlags(PartyFlag.EXERCISE).withFrozenUntil(NOW + 1);
            _expect(Reason.HOLDER_FROZEN, i);
            h[i][0] = h[i][0].withFlags(0).withFrozenUntil(0);
        }
    }

    function test_certificate() public {
        w[0] = w[0].withCertUntil(NOW);
        _expect(Reason.NONE, 0, Reason.CERTIFICATE_LAPSED, 0);
    }

    function test_disposeFreezesBindTheWordAndSplitNodes() public {
        for (uint256 i = 0; i < 3; ++i) {
            uint8 depth = w[i].depth();
            w[2] = w[2].withDepth(depth); // a part of the node above, and of what that was split from
            if (i == 0) w[1] = w[1].withDepth(depth);
            _boundBy(i, true);
            (w[1], w[2]) = (w[1].withDepth(1), w[2].withDepth(2));
        }
    }

    /// A licence is no part: what its licensor pledged, or lost to a court, and then split, binds the parts alone.
    function test_disposeFreezesOfASplitNodeBindNoLicenceBelow() public {
        _boundBy(0, false);
        _boundBy(1, false);
        w[2] = w[2].withDepth(1); // a part of the licence between
        _boundBy(0, false);
    }

    /// What a registrar's successor registered in its name is as suspect as what it registered itself.
    function test_suspicionFollowsTheRegistrarsSuccessors() public {
        heirs.push(registrar);
        heirs.push(registrar);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        heirs[1] = registrar.withSuspectFrom(NOW - 5).withSuspectTo(NOW - 5);
        _expect(Reason.NONE, 0, Reason.SUSPECT, 2);
        w[2] = w[2].withFlags(GrantFlag.CONFIRMED);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
    }

    function test_suspicionOfASplitNodeIsOfItsPartsOnly() public {
        h[0][0] = h[0][0].withSuspectFrom(NOW - 6).withSuspectTo(NOW - 4);
        w[2] = w[2].withSince(NOW - 3);
        w[1] = w[1].withState(GrantState.SPLIT);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        w[2] = w[2].withDepth(1);
        _expect(Reason.NONE, 0, Reason.SUSPECT, 2);
    }

    function test_holderFreezesBindDisposal() public {
        h[2][0] = h[2][0].withFrozenUntil(NOW + 1);
        _expect(Reason.NONE, 0, Reason.HOLDER_FROZEN, 2);
        h[2][0] = h[2][0].withFrozenUntil(NOW);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        h[2][0] = h[2][0].withFlags(PartyFlag.QUEUED);
        _expect(Reason.NONE, 0, Reason.FREEZE_QUEUED, 2);
        h[2][0] = h[2][0].withFlags(0);
        h[1][0] = h[1][0].withFrozenUntil(NOW + 1); // another's holder disposes of nothing here
        _expect(Reason.NONE, 0, Reason.NONE, 0);
    }

    function test_aFreezeOnAnyHopCounts() public {
        h[2][0] = h[2][0].withSuccessor(9);
        h[2].push(PartyWord.wrap(0).withState(PartyState.ACTIVE).withFrozenUntil(NOW + 1));
        _expect(Reason.NONE, 0, Reason.HOLDER_FROZEN, 2);
        h[2][1] = h[2][1].withFlags(PartyFlag.EXERCISE);
        _expect(Reason.HOLDER_FROZEN, 2);
    }

    function test_holderChains() public {
        PartyWord hop = PartyWord.wrap(0).withState(PartyState.ACTIVE);
        for (uint32 hops = 1; hops <= 4; ++hops) {
            h[2][hops - 1] = hop.withSuccessor(hops);
            _expect(Reason.HOLDER_CHAIN, 2); // cut off before its end
            h[2].push(hop);
            _expect(Reason.NONE, 0);
        }
        h[2][4] = hop.withSuccessor(5);
        h[2].push(hop);
        _expect(Reason.HOLDER_CHAIN, 2); // five hops
        h[2].pop();
        h[2][4] = hop;
        h[2][1] = hop;
        _expect(Reason.HOLDER_CHAIN, 2); // a hop without its pointer
    }

    function test_suspectWindowsStopFreeOnly() public {
        registrar = registrar.withSuspectFrom(NOW - 5).withSuspectTo(NOW - 5); // both ends count
        _expect(Reason.NONE, 0, Reason.SUSPECT, 2);
        w[2] = w[2].withFlags(GrantFlag.CONFIRMED);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        w[2] = w[2].withFlags(0);
        registrar = registrar.withSuspectFrom(NOW - 9).withSuspectTo(NOW - 6);
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        h[1][0] = h[1][0].withSuspectFrom(NOW - 6).withSuspectTo(NOW - 4); // the grantor
        _expect(Reason.NONE, 0, Reason.SUSPECT, 2);
        h[1][0] = h[1][0].withSuspectFrom(NOW - 6).withSuspectTo(0); // no window
        _expect(Reason.NONE, 0, Reason.NONE, 0);
        h[1].push(h[1][0].withSuspectTo(NOW - 4)); // the grantor's successor, whose keys granted
        h[1][0] = h[1][0].withSuccessor(9);
        _expect(Reason.NONE, 0, Reason.SUSPECT, 2);
    }

    function _boundBy(uint256 i, bool binds) private {
        GrantWord before = w[i];
        _disposal(i, before.withFrozenUntil(NOW + 1), binds, Reason.DISPOSE_FROZEN);
        _disposal(i, before.withFlags(GrantFlag.QUEUED), binds, Reason.FREEZE_QUEUED);
        _disposal(i, before.withLiveRanks(1), binds, Reason.ENCUMBERED);
        w[i] = before;
    }

    function _disposal(uint256 i, GrantWord word, bool binds, uint8 reason) private {
        w[i] = i == 2 ? word : word.withState(GrantState.SPLIT);
        _expect(Reason.NONE, 0, binds ? reason : Reason.NONE, binds ? i : 0);
        if (i == 2) return;
        w[i] = word.withState(GrantState.VOID_SPARING); // revoked after the split, and its parts spared
        _expect(Reason.NONE, 0, binds ? reason : Reason.NONE, binds ? i : 0);
    }

    function _registrars() private view returns (bytes32[] memory list) {
        list = new bytes32[](1 + heirs.length);
        list[0] = PartyWord.unwrap(registrar);
        for (uint256 i = 0; i < heirs.length; ++i) {
            list[i + 1] = PartyWord.unwrap(heirs[i]);
        }
    }

    function _expect(uint8 both, uint256 index) private view {
        _expect(both, index, both, index);
    }

    function _expect(uint8 ofValid, uint256 validAt, uint8 ofFree, uint256 freeAt) private view {
        bytes32[] memory words = new bytes32[](3);
        bytes32[][] memory holders = new bytes32[][](3);
        for (uint256 i = 0; i < 3; ++i) {
            words[i] = GrantWord.unwrap(w[i]);
            holders[i] = new bytes32[](h[i].length);
            for (uint256 j = 0; j < h[i].length; ++j) {
                holders[i][j] = PartyWord.unwrap(h[i][j]);
            }
        }
        PredicatesHarness.Case memory c =
            PredicatesHarness.Case(leaf, words, holders, new bytes32[][](words.length), _registrars());
        (uint8 reason, uint256 index) = law.valid(c, NOW);
        assertEq(reason, ofValid, "valid");
        assertEq(index, validAt, "index of valid");
        (reason, index) = law.free(c, Verb.LICENSE, NOW);
        assertEq(reason, ofFree, "free");
        assertEq(index, freeAt, "index of free");
    }
}
