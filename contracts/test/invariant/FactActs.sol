// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Recognition} from "../../src/modules/recognition/Recognition.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Answer, ClubCondition, ListingFlag, Recognised, ScopeMask, VoucherFlag} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState} from "../../src/types/PeerWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {PeerActs} from "./PeerActs.sol";

/// @notice Partners: clubs, foreign statements opened into facts, an exchange's own decisions.
abstract contract FactActs is PeerActs {
    struct Agreed {
        bytes32 peer;
        uint16 exchange;
        uint40 endedAt;
        Club club;
    }

    /// @dev A foreign record as an exchange knows it. `own` when the exchange decided by itself; `under` an agreement's index + 1.
    struct Fact {
        bytes32 id;
        IRecognition.Subject subject;
        uint8 answer;
        bool sandbox;
        uint8 decision;
        uint256 under;
        uint40 asOf;
        uint40 until;
        uint40 tradeUntil;
        uint40 financeUntil;
    }

    uint256 private constant MOST_AGREED = 6;

    Recognition internal recognition;
    Agreed[] internal agreed;
    Fact[] internal facts;
    mapping(bytes32 factId => uint256) private factAt;

    function _deployModules() internal virtual override {
        super._deployModules();
        recognition = new Recognition(register, peers);
        enable(address(recognition), "Recognition");
    }

    function agree(uint256 seed) external acts {
        if (agreed.length >= MOST_AGREED) revert Nothing();
        Peer storage p = _peer();
        (uint16 exchange, string memory name) = _market(seed);
        bytes32[] memory members = _members(p.origin);
        Club memory club = _club(seed, members);
        vm.prank(addr(name));
        recognition.agree(p.id, club, members);
        if (p.state != PeerState.ACCREDITED) _breach("a club with a peer that is not accredited");
        agreed.push(Agreed(p.id, exchange, 0, club));
    }

    /// @dev Now and then another exchange tries, which must not pass.
    function endAgreement(uint256 seed) external acts {
        _seldom(seed, 3);
        Agreed storage a = agreed[_pick(seed, "agreed", agreed.length)];
        (uint16 exchange, string memory name) = _market(seed);
        bytes32 named = keccak256(abi.encode(keccak256("torrens/club/1"), a.club));
        vm.prank(addr(name));
        recognition.endAgreement(a.peer, a.exchange, named);
        if (exchange != a.exchange) _breach("an exchange left for another");
        if (!_liveClub(a)) _breach("a club was left that had ended");
        a.endedAt = uint40(block.timestamp);
    }

    /// @dev Facts of an exchange, or of nobody; one time in five an answer is made better than it was, which must not pass.
    function prove(uint256 seed) external acts {
        Peer storage p = _peer();
        (uint16 exchange,) = _market(seed);
        if (_pick(seed, "nobody", 4) == 0) exchange = 0;
        (IRecognition.Statement memory s, IStanding.Reply[] memory replies) = _toldAt(p.origin, _which(seed, p));
        IRecognition.Item[] memory items = _items(replies);
        bool forged = _forge(seed, items);
        recognition.prove(p.origin, s, _slotProof(p, s.n), items, exchange);
        if (forged) _breach("an answer was opened that was never given");
        _opened(p, s, replies, exchange, 0);
    }

    function recognize(uint256 seed) external acts {
        Peer storage p = _peer();
        uint256 under = 1 + _pick(seed, "agreed", agreed.length);
        Agreed storage a = agreed[under - 1];
        (IRecognition.Statement memory s, IStanding.Reply[] memory replies) = _toldAt(p.origin, _which(seed, p));
        IRecognition.Item[] memory items = _items(replies);
        bool forged = _forge(seed, items);
        Club memory club = a.club;
        IRecognition.Shown[] memory shown = _shown(_restricted(club));
        recognition.recognize(p.origin, s, _slotProof(p, s.n), items, a.exchange, club, shown);
        if (forged) _breach("an answer was recognised that was never given");
        if (a.peer != p.id) _breach("a club with another peer recognised");
        _opened(p, s, replies, a.exchange, under);
    }

    function decide(uint256 seed) external acts {
        Fact storage f = facts[_pick(seed, "fact", facts.length)];
        (uint16 exchange, string memory name) = _market(seed);
        uint8[5] memory all = [
            Recognised.PROVEN, Recognised.RECOGNIZED, Recognised.CONDITIONAL, Recognised.DECLINED, Recognised.WITHDRAWN
        ];
        uint8 decision = all[_pick(seed, "decision", 5)];
        vm.prank(addr(name));
        recognition.decide(f.subject, decision, 1);
        if (exchange != f.subject.exchange) _breach("an exchange decided for another");
        if (decision == Recognised.RECOGNIZED && f.sandbox) _breach("a sandbox product was recognised");
        (f.decision, f.under) = (decision, 0);
    }

    // ---- what they share

    function _market(uint256 seed) internal pure returns (uint16, string memory) {
        return _pick(seed, "partner", 3) == 0 ? (HARBIN, "harbin") : (HANGZHOU, "hangzhou");
    }

    function _members(bytes32 other) private view returns (bytes32[] memory both) {
        both = new bytes32[](2);
        bytes32 ours = register.origin();
        (both[0], both[1]) = ours < other ? (ours, other) : (other, ours);
    }

    /// @dev Open, or without the first region; with conditions for what is left out, or without.
    function _club(uint256 seed, bytes32[] memory members) private view returns (Club memory c) {
        (c.sectors, c.regions, c.bases) = (ScopeMask.PURPOSE, ScopeMask.REGION, 0x3ffe);
        if (_pick(seed, "narrow", 2) == 0) c.regions = ScopeMask.REGION & ~uint40(1);
        c.conditions = uint8(_pick(seed, "conditions", uint256(ClubCondition.ALL) + 1));
        if (_pick(seed, "hasty", 2) == 0) {
            (c.maxAgeShow, c.maxAgeTrade, c.maxAgeFinance) = (12 hours, 6 hours, 1 hours);
        }
        c.until = uint40(block.timestamp) + uint40([uint256(2 days), 30 days, 300 days][_pick(seed, "until", 3)]);
        (c.membersDigest, c.termsDigest) = (keccak256(abi.encode(members)), digest("paper of the club"));
    }

    function _restricted(Club memory c) private pure returns (bool) {
        return c.regions != ScopeMask.REGION;
    }

    function _liveClub(Agreed storage a) internal view returns (bool) {
        return block.timestamp < _endOf(a);
    }

    function _endOf(Agreed storage a) internal view returns (uint40) {
        return a.endedAt != 0 ? a.endedAt : a.club.until;
    }

    /// @dev Mostly the newest statement under the header, at times an older one of the ring.
    function _which(uint256 seed, Peer storage p) private view returns (uint64) {
        if (p.proven == 0) revert Nothing();
        uint256 back = _pick(seed, "older", 3) == 0 ? _pick(seed, "back", p.proven < 16 ? p.proven : 16) : 0;
        return uint64(p.proven - back);
    }

    function _items(IStanding.Reply[] memory replies) internal pure returns (IRecognition.Item[] memory items) {
        items = new IRecognition.Item[](replies.length);
        for (uint256 i = 0; i < items.length; ++i) {
            IStanding.Reply memory r = replies[i];
            r = IStanding.Reply(r.kind, r.id, r.state, r.reason, r.flags, r.until);
            items[i] = IRecognition.Item(r, proofOf(replies, i));
        }
    }

    function _forge(uint256 seed, IRecognition.Item[] memory items) private pure returns (bool forged) {
        forged = _pick(seed, "forged", 5) == 0;
        if (forged) ++items[_pick(seed, "which", items.length)].reply.until;
    }

    function _shown(bool needed) private pure returns (IRecognition.Shown[] memory shown) {
        shown = new IRecognition.Shown[](needed ? 3 : 0);
        if (!needed) return shown;
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = _titleAbroad();
        shown[0] = IRecognition.Shown(path, digest("product abroad"), LANE_ABROAD, 1);
        shown[1] = IRecognition.Shown(path, 0, 0, 0);
    }

    /// @dev What a statement that was opened makes of each fact, by the rule in plain words.
    function _opened(
        Peer storage p,
        IRecognition.Statement memory s,
        IStanding.Reply[] memory replies,
        uint16 exchange,
        uint256 under
    ) internal {
        if (p.state != PeerState.ACCREDITED || !p.rooted) {
            _breach("proven under a peer that is not relied upon");
        }
        if (p.councilSeq != 0 && p.councilSeq != s.councilSeq) _breach("proven under another law than accredited");
        if (s.asOf > p.time) _breach("a statement later than its header");
        for (uint256 i = 0; i < replies.length; ++i) {
            Fact storage f = _factOf(IRecognition.Subject(p.id, replies[i].kind, replies[i].id, exchange));
            _dated(f, replies[i], s.asOf);
            bool own = f.decision > Recognised.PROVEN && f.under == 0;
            if (f.under != 0 && under == 0) _breach("proven past the agreement that it rests on");
            (f.answer, f.asOf) = (replies[i].state, s.asOf);
            uint8 sandbox = replies[i].kind == Kind.VOUCHER ? VoucherFlag.SANDBOX : ListingFlag.SANDBOX;
            f.sandbox = replies[i].kind != Kind.GRANT && replies[i].flags & sandbox != 0;
            (uint8 had, uint256 was) = (f.decision, f.under);
            _aged(f, p, replies[i], under);
            if (!own) _decided(f, under);
            else if (f.sandbox && f.decision == Recognised.RECOGNIZED) f.decision = Recognised.CONDITIONAL;
            bool taken = had == Recognised.RECOGNIZED && f.decision != had && f.answer == Answer.GOOD;
            if (taken && was != 0 && was != under) _breach("a lesser club took a recognition away");
        }
    }

    function _dated(Fact storage f, IStanding.Reply memory r, uint40 asOf) private {
        if (asOf < f.asOf) _breach("a fact went back in time");
        if (asOf == f.asOf && r.state == Answer.GOOD && f.answer != Answer.GOOD && f.answer != 0) {
            _breach("a fact became good within one second");
        }
    }

    /// @dev How long it counts: the shorter of peer and club, the answer's own end, the agreement's end.
    function _aged(Fact storage f, Peer storage p, IStanding.Reply memory r, uint256 under) private {
        (f.until, f.tradeUntil, f.financeUntil) = (0, 0, 0);
        if (r.state != Answer.GOOD) return;
        Club memory c;
        if (under != 0) c = agreed[under - 1].club;
        f.until = f.asOf + (c.maxAgeShow != 0 && c.maxAgeShow < p.show ? c.maxAgeShow : p.show);
        if (r.until < f.until) f.until = r.until;
        if (under != 0 && _endOf(agreed[under - 1]) < f.until) f.until = _endOf(agreed[under - 1]);
        f.tradeUntil = f.asOf + (c.maxAgeTrade != 0 && c.maxAgeTrade < p.trade ? c.maxAgeTrade : p.trade);
        if (f.until < f.tradeUntil) f.tradeUntil = f.until;
        f.financeUntil = f.asOf + (c.maxAgeFinance != 0 && c.maxAgeFinance < p.finance ? c.maxAgeFinance : p.finance);
        if (f.tradeUntil < f.financeUntil) f.financeUntil = f.tradeUntil;
    }

    function _decided(Fact storage f, uint256 under) private {
        uint256 was = f.under;
        (f.decision, f.under) = (Recognised.PROVEN, 0);
        if (under == 0) return;
        Agreed storage a = agreed[under - 1];
        if (!_liveClub(a)) {
            if (was != under) _breach("an agreement that has ended spoke of a fact not its own");
            (f.decision, f.under) = (Recognised.WITHDRAWN, under);
            return;
        }
        if (f.answer != Answer.GOOD) return;
        uint8 doubts = (f.sandbox ? ClubCondition.SANDBOX : 0) | (_restricted(a.club) ? ClubCondition.OUTSIDE : 0);
        if (doubts & ~a.club.conditions != 0) return;
        (f.decision, f.under) = (doubts == 0 ? Recognised.RECOGNIZED : Recognised.CONDITIONAL, under);
    }

    function _factOf(IRecognition.Subject memory s) internal returns (Fact storage f) {
        bytes32 id = keccak256(abi.encode(keccak256("torrens/id/fact/1"), s.peer, s.kind, s.foreignId, s.exchange));
        if (factAt[id] == 0) {
            facts.push();
            factAt[id] = facts.length;
        }
        f = facts[factAt[id] - 1];
        (f.id, f.subject) = (id, s);
    }

    /// @dev The fact that an exchange has of a record; its id is 0 when it has none.
    function _factBy(bytes32 peer, uint8 kind, bytes32 id, uint16 exchange) internal view returns (Fact memory f) {
        uint256 place = factAt[keccak256(abi.encode(keccak256("torrens/id/fact/1"), peer, kind, id, exchange))];
        if (place != 0) f = facts[place - 1];
    }
}
