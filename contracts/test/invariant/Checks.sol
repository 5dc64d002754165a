// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Paths} from "../../src/libraries/Paths.sol";
import {FreezeScope, GrantFlag, PartyFlag, Reason} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {VoucherWord} from "../../src/types/VoucherWord.sol";
import {CouncilActs} from "./CouncilActs.sol";

/// @notice The invariants of domain.md 2.5, asked of the whole world: what the register says against what the actors remember.
abstract contract Checks is CouncilActs {
    /// @dev What the actors saw happen that the law forbids.
    function _nothingForbiddenHappened() internal view {
        if (broken.length != 0) revert NotTrue(broken[0]);
    }

    /// @dev A child lies within its parent in right, scope and term, and stands only on what upholds it.
    function _I3_childWithinParent() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            Known storage k = known[i];
            if (k.parent != 0) _within(i, known[k.parent - 1]);
            (bool yes, uint8 reason,) = grants.valid(_pathTo(i));
            if (yes) assertTrue(_stands(i), "I3: valid without standing");
            if (!yes && _stands(i)) {
                bool frozen = reason == Reason.EXERCISE_FROZEN || reason == Reason.HOLDER_FROZEN;
                assertTrue(frozen && _everExercise(i), "I3: stands, and is not valid");
            }
        }
    }

    function _within(uint256 i, Known storage parent) private view {
        PackedWord child = PackedWord.wrap(known[i].key.packed);
        PackedWord above = PackedWord.wrap(parent.key.packed);
        assertTrue(child.purpose() & ~above.purpose() == 0, "I3: purpose");
        assertTrue(child.region() & ~above.region() == 0, "I3: region");
        assertTrue(child.action() & ~above.action() == 0, "I3: action");
        assertTrue(child.notBefore() >= above.notBefore() && child.until() <= above.until(), "I3: term");
        assertTrue(known[i].depth <= 4, "I3: depth");
        uint8 more = child.rights() & ~above.rights();
        // What is not in the parent can only be USE, out of OPERATE.
        assertTrue(more == 0 || (more == 2 && above.rights() & 4 != 0), "I3: rights");
    }

    /// @dev A transfer closes exactly what it opens: every grant has the one holder that the actors gave it, in the state they left.
    function _I4_transferConserves() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            GrantWord word = grant(known[i].id);
            assertEq(word.holder(), known[i].holder, "I4: holder");
            assertEq(word.state(), known[i].state, "I4: state");
            assertEq(word.until(), known[i].until, "I4: until");
            assertEq(word.registrar(), known[i].registrar, "I4: registrar");
            assertEq(word.depth(), known[i].depth, "I4: depth");
            assertEq(word.rights(), PackedWord.wrap(known[i].key.packed).rights(), "I4: rights");
        }
    }

    /// @dev What runs or waits binds: no verb is free while it does, and the word says as much.
    function _I7_frozenIsNotFree() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            GrantWord word = grant(known[i].id);
            assertEq(word.freezes(), orders[known[i].id].length, "I7: orders counted");
            bool runs = _runs(known[i].id, FreezeScope.DISPOSE);
            if (runs) assertTrue(block.timestamp < word.frozenUntil(), "I7: an order runs, the word has thawed");
            assertEq(word.flags() & GrantFlag.QUEUED != 0 ? 1 : 0, _waits(known[i].id) ? 1 : 0, "I7: queued");
            if (!_bound(i) && !_suspect(i)) continue;
            GrantKey[] memory path = _pathTo(i);
            for (uint8 verb = 0; verb < 5; ++verb) {
                assertTrue(free(path, verb) != Reason.NONE, "I7: free while frozen or suspect");
            }
        }
    }

    /// @dev Against a secured party no verb is free; what is said to be live is live.
    function _I8_encumberedNeedsConsent() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (
                charges[known[i].id].length == 0
                    && (known[i].parent == 0 || known[i].depth != known[known[i].parent - 1].depth)
            ) continue;
            GrantKey[] memory path = _pathTo(i);
            for (uint8 verb = 0; verb < 5; ++verb) {
                if (_encumbered(i, verb)) {
                    assertTrue(free(path, verb) != Reason.NONE, "I8: free against a secured party");
                }
            }
        }
    }

    /// @dev Ranks are the order of registration, without gap and for ever; the word counts them and those that live.
    function _I9_ranksAreTheOrder() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            Charge[] storage of_ = charges[known[i].id];
            GrantWord word = grant(known[i].id);
            assertEq(word.ranks(), of_.length, "I9: ranks");
            (uint256 live, uint256 before) = (0, 0);
            for (uint256 r = 0; r < of_.length; ++r) {
                bytes32 id = Ids.interestId(known[i].id, uint8(r + 1));
                InterestWord interest = InterestWord.wrap(register.read(Kind.INTEREST, id));
                assertEq(interest.state(), of_[r].state, "I9: state");
                assertEq(interest.since(), of_[r].since, "I9: since");
                assertEq(interest.secured(), of_[r].secured, "I9: secured");
                assertTrue(interest.since() >= before, "I9: order");
                before = interest.since();
                if (of_[r].state == 1) ++live;
            }
            assertEq(word.liveRanks(), live, "I9: live");
        }
    }

    /// @dev A voucher is what the actors made of it, with a licence of the buyer's beside it; a listing is good only with all it needs.
    function _I10_voucherImpliesTrade() internal view {
        for (uint256 i = 0; i < sold.length; ++i) {
            VoucherWord word = VoucherWord.wrap(register.read(Kind.VOUCHER, sold[i].id));
            assertEq(word.state(), sold[i].state, "I10: state");
            assertEq(word.exchange(), sold[i].terms.exchange, "I10: exchange");
            assertEq(word.issuedAt(), sold[i].issuedAt, "I10: issued at");
            assertEq(known[sold[i].licence].id, sold[i].terms.licenceGrantId, "I10: licence");
        }
        for (uint256 i = 0; i < offered.length; ++i) {
            IListings.Product storage p = offered[i].product;
            (bool yes,) = listings.good(_pathTo(offered[i].of_), p.exchange, p.productDigest, p.nonce);
            assertTrue(!yes || _isGood(offered[i]), "I10: good without what it needs");
        }
    }

    /// @dev Numbers are unique and run on: what is counted is what was given, and never above 9,999.
    function _I12_serialsRunOn() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            uint64 number = known[i].certNo;
            if (number == 0) continue;
            (uint16 registrar, uint32 month) = (uint16(number / 1e10), uint32(number / 1e4 % 1e6));
            uint256 count = uint256(register.read(Kind.SERIAL, Ids.serialId(registrar, month))) >> 240;
            assertEq(count, serials[registrar][month], "I12: counted");
            assertTrue(number % 1e4 >= 1 && number % 1e4 <= count && count <= 9999, "I12: beyond the count");
        }
    }

    /// @dev A certificate runs five years at most, and not longer than the right.
    function _I13_certificateWithinFiveYears() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (known[i].parent != 0 || known[i].certNo == 0) continue;
            GrantWord word = grant(known[i].id);
            assertEq(word.certUntil(), known[i].certUntil, "I13: end of the certificate");
            assertTrue(word.certUntil() <= word.until(), "I13: beyond the right");
        }
    }

    /// @dev Parties follow one another without loss: what an ended one held is acted for by the last of its successors alone.
    function _succession() internal view {
        for (uint256 i = 0; i < holders.length; ++i) {
            PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, _ofParty(holders[i])));
            assertEq(word.successor(), heirOf[holders[i]], "successor");
            assertEq(
                word.state(), heirOf[holders[i]] == 0 ? 1 : 2, "a party ended without successor, or with one lives"
            );
            assertEq(word.suspectFrom(), suspectFrom[holders[i]], "suspect from");
            assertEq(word.suspectTo(), suspectTo[holders[i]], "suspect to");
        }
    }

    /// @dev No registrar holds what it registered; a party's word says whether it was ever declared an affiliate, so that no
    /// registration looks past one. At each registration and notice TitleActs asks whether a link stands.
    function _I14_registrarIsNotApplicant() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (known[i].parent == 0) assertTrue(known[i].holder != known[i].registrar, "I14: own title");
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, _ofParty(holders[i])));
            assertTrue((word.flags() & PartyFlag.AFFILIATE != 0) == everDeclared[holders[i]], "I14: ever declared");
        }
    }

    /// @dev While noticed the word carries the end of five working days, counted by hand; registered only after it.
    function _I15_publicityLasted() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (known[i].parent != 0) continue;
            if (known[i].state == GrantState.NOTICED) {
                assertEq(grant(known[i].id).certUntil(), known[i].noticeUntil, "I15: end of the notice");
            }
            if (known[i].certNo != 0) assertTrue(grant(known[i].id).since() >= known[i].noticeUntil, "I15: too early");
        }
    }

    /// @dev What nobody wrote is not valid and not free, however it is asked.
    function _I16_absenceIsNeverValid() internal view {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = GrantKey(digest("nothing"), known.length == 0 ? bytes32(0) : known[0].key.packed, bytes32(nonces));
        assertEq(valid(path), Reason.NOT_FOUND, "I16: valid");
        assertEq(free(path, 0), Reason.NOT_FOUND, "I16: free");
        if (known.length == 0) return;
        uint256 last = known.length - 1;
        path = _pathTo(last);
        if (path.length == Paths.MOST) return; // nothing stands below it, and a longer path is refused as such
        GrantKey memory key = GrantKey(known[last].id, known[last].key.packed, digest("never licensed"));
        (bool yes,,) = grants.valid(extend(path, key));
        assertFalse(yes, "I16: a child that was never written");
    }
}
