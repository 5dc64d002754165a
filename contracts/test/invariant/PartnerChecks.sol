// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ids} from "../../src/libraries/Ids.sol";
import {Basis, ListingFlag, Recognised, Reliance, Right, Role, VoucherFlag} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PeerWord} from "../../src/types/PeerWord.sol";
import {VoucherState, VoucherWord} from "../../src/types/VoucherWord.sol";
import {Checks} from "./Checks.sol";

/// @notice The invariants of domain.md 2.5 again: forms of a title's case, logs, statements, peers and facts.
abstract contract PartnerChecks is Checks {
    /// @dev Of two titles of one holder over the same data, registered one after the other, the earlier holds nothing any more.
    function _I1_oneLiveOriginal() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (follows[i] == 0) continue;
            Known storage earlier = known[follows[i] - 1];
            assertEq(known[i].key.parent, earlier.key.parent, "I1: other data");
            bool holds = earlier.state == GrantState.ACTIVE || earlier.state == GrantState.SPLIT;
            assertTrue(!holds || block.timestamp >= earlier.until, "I1: both hold the right");
        }
    }

    /// @dev The matrix of domain.md 2.2, written anew.
    function _I2_rightsWithinTheMatrix() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            if (known[i].parent != 0) continue;
            PackedWord packed = PackedWord.wrap(known[i].key.packed);
            uint8 basis = packed.basis();
            assertTrue(basis >= 1 && basis <= 13 && basis != 10 && basis != 11, "I2: a basis that gives nothing");
            if (basis == Basis.SCRAPED_PUBLIC) assertEq(packed.rights() & Right.OPERATE, 0, "I2: scraped, to operate");
        }
    }

    /// @dev Every source of derived data stands beside it as a link, of the second in which it was registered.
    function _I5_sourcesOfDerivedData() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            bool derived = known[i].parent == 0 && PackedWord.wrap(known[i].key.packed).basis() == Basis.DERIVED;
            assertTrue(derived == (sourcesOf[i].length != 0), "I5: derived of nothing");
            if (known[i].certNo == 0) continue;
            for (uint256 n = 0; n < sourcesOf[i].length; ++n) {
                assertTrue(_linkSince(5, known[i].id, known[sourcesOf[i][n]].id) != 0, "I5: a source without its link");
            }
        }
    }

    function _I6_fusedNeedsConsents() internal view {
        for (uint256 i = 0; i < known.length; ++i) {
            PackedWord packed = PackedWord.wrap(known[i].key.packed);
            if (known[i].parent != 0 || packed.basis() != Basis.FUSED_SILENT) continue;
            if (packed.rights() & Right.OPERATE != 0) assertTrue(consented[i], "I6: operated without consents");
        }
    }

    /// @dev What is anchored is the longest log that its exchange showed.
    function _I18_logsKeepTheirPast() internal view {
        uint16[2] memory exchanges = [HANGZHOU, HARBIN];
        for (uint256 i = 0; i < 2; ++i) {
            uint16 exchange = exchanges[i];
            bytes32 expected = keccak256(abi.encode(uint256(logged[exchange]), logRoot[exchange]));
            if (logged[exchange] == 0) expected = 0;
            assertEq(register.read(Kind.LOG, Ids.ofNumber(exchange)), expected, "I18: another log");
        }
    }

    function _links() internal view {
        for (uint256 i = 0; i < linked.length; ++i) {
            assertEq(_linkSince(linked[i].kind, linked[i].a, linked[i].b), linked[i].since, "a link of another time");
        }
    }

    function _linkSince(uint8 kind, bytes32 a, bytes32 b) private view returns (uint40) {
        return LinkWord.wrap(register.read(Kind.LINK, Ids.linkId(kind, a, b))).since();
    }

    /// @dev A licence that is kept says until when; what was sold here of another register's is marked as that.
    function _reservations() internal view {
        for (uint256 i = 0; i < kept.length; ++i) {
            bool waits = known[kept[i].licence].state == GrantState.RESERVED;
            if (waits) assertEq(grant(known[kept[i].licence].id).certUntil(), kept[i].until, "kept until");
        }
        for (uint256 i = 0; i < soldHere.length; ++i) {
            VoucherWord word = VoucherWord.wrap(register.read(Kind.VOUCHER, soldHere[i].id));
            assertEq(word.state(), VoucherState.ISSUED, "I10: a foreign sale's state");
            assertEq(word.flags() & VoucherFlag.FOREIGN, VoucherFlag.FOREIGN, "I10: a foreign sale not marked");
            assertEq(word.exchange(), soldHere[i].exchange, "I10: a foreign sale's exchange");
        }
    }

    function _rolesAndSandboxes() internal view {
        for (uint256 i = 0; i < holders.length; ++i) {
            KeyWord key = KeyWord.wrap(register.read(Kind.KEY, Ids.ofAddress(addr(nameOf[holders[i]]))));
            assertEq(key.roles(), Role.SIGN | rolesOf[holders[i]], "a key's roles");
        }
        for (uint256 i = 0; i < offered.length; ++i) {
            ListingWord word = ListingWord.wrap(register.read(Kind.LISTING, offered[i].id));
            assertEq(word.flags() & ListingFlag.SANDBOX, offered[i].product.flags, "a sandbox");
            assertEq(word.state(), offered[i].state, "a listing's state");
        }
    }

    /// @dev The last statement of each lane stands in its slot, and the one before in its own.
    function _statements() internal view {
        uint16[2] memory lanes = [0, HANGZHOU];
        for (uint256 i = 0; i < 2; ++i) {
            uint64 n = stated[lanes[i]];
            assertEq(standing.count(lanes[i]), n, "statements counted");
            for (uint64 back = 0; back < 2 && back < n; ++back) {
                uint64 slot = (n - back) & 15;
                assertEq(standing.ring(lanes[i], slot), ringOf[lanes[i]][slot], "a statement in its slot");
            }
        }
    }

    /// @dev The newest header of each peer is the newest that was taken; what a rotation or a freeze dropped is relied upon no more.
    function _peersNeverGoBack() internal view {
        for (uint256 i = 0; i < peersKnown.length; ++i) {
            Peer storage p = peersKnown[i];
            PeerWord word = PeerWord.wrap(register.read(Kind.PEER, p.id));
            assertEq(word.state(), p.state, "a peer's state");
            assertEq(word.setEpoch(), p.epoch, "a peer's epoch");
            assertEq(word.number(), p.number, "a peer's header");
            assertEq(word.timestamp(), p.time, "a peer's time");
            (,, bytes32 root) = peers.head(p.id);
            assertTrue((root != 0) == p.rooted, "a root that is relied upon no more");
        }
    }

    /// @dev A fact says what was last proven of it, as of then, and counts no longer than that allows.
    function _factsAreFresh() internal view {
        for (uint256 i = 0; i < facts.length; ++i) {
            Fact storage f = facts[i];
            FactWord word = FactWord.wrap(register.read(Kind.FACT, f.id));
            assertEq(word.asOf(), f.asOf, "a fact's time");
            assertEq(word.answer(), f.answer, "a fact's answer");
            assertEq(word.decision(), f.decision, "a fact's decision");
            assertTrue((word.agreement() != 0) == (f.under != 0), "what a fact rests on");
            _counting(f, Reliance.SHOW, f.until);
            _counting(f, Reliance.TRADE, f.tradeUntil);
            _counting(f, Reliance.FINANCE, f.financeUntil);
        }
    }

    function _counting(Fact storage f, uint8 reliance, uint40 until) private view {
        (uint8 status,,) = recognition.statusFor(f.id, reliance, uint40(block.timestamp));
        bool counts = status >= Recognised.PROVEN && status <= Recognised.CONDITIONAL;
        assertTrue(counts == (_counts(f) && block.timestamp < until), "a fact counts while it is fresh, no longer");
        if (counts) assertEq(status, f.decision, "a fact's status");
        if (counts && f.subject.exchange == 0) assertEq(status, Recognised.PROVEN, "nobody's fact was recognised");
    }
}
