// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../interfaces/IPeers.sol";
import {IRecognition} from "../../interfaces/IRecognition.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {IStanding} from "../../interfaces/IStanding.sol";
import {Clubs} from "../../libraries/Clubs.sol";
import {Ids} from "../../libraries/Ids.sol";
import {MerklePatricia} from "../../libraries/MerklePatricia.sol";
import {Paths} from "../../libraries/Paths.sol";
import {Reads} from "../../libraries/Reads.sol";
import {RecognitionLaw} from "../../libraries/RecognitionLaw.sol";
import {Statements} from "../../libraries/Statements.sol";
import {AgreementWord} from "../../types/AgreementWord.sol";
import {Club} from "../../types/Clubs.sol";
import {Recognised, Reliance} from "../../types/Codes.sol";
import {FactWord} from "../../types/FactWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {PeerWord} from "../../types/PeerWord.sol";
import {Module} from "../Module.sol";
import {Agreements} from "./Agreements.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Recognition of foreign listings, grants and vouchers, see IRecognition
contract Recognition is Agreements {
    uint256 private constant MOST_ITEMS = 256;

    /// @dev What one proof carries to each of its facts. `outside`: bit i is set when item i lies outside the club.
    struct Proven {
        bytes32 peer;
        bytes32 statement;
        bytes32 answersRoot;
        bytes32 agreementId;
        uint256 outside;
        uint16 exchange;
        RecognitionLaw.Basis basis;
    }

    /// @param register_ The register whose FACT and AGREEMENT words this module says.
    /// @param peers_ The module that keeps the peers' headers.
    constructor(IRegister register_, IPeers peers_) Module(register_) Agreements(peers_) {}

    /// @inheritdoc IRecognition
    function prove(
        bytes32 home,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange
    ) external {
        _open(_proveStatement(home, exchange, statement, slotProof), items);
    }

    /// @inheritdoc IRecognition
    function recognize(
        bytes32 home,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange,
        Club calldata club,
        Shown[] calldata shown
    ) external {
        Proven memory proven = _proveStatement(home, exchange, statement, slotProof);
        _under(proven, club);
        if (proven.basis.live && Clubs.restricted(club)) proven.outside = _outside(home, items, club, shown);
        _open(proven, items);
    }

    /// @inheritdoc IRecognition
    function decide(Subject calldata s, uint8 decision, uint8 reason) external {
        _requireOwn(s.exchange);
        bytes32 factId = Ids.factId(s.peer, s.kind, s.foreignId, s.exchange);
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        if (FactWord.unwrap(word) == 0) revert FactUnknown(factId);
        bool known = decision == Recognised.PROVEN || decision == Recognised.RECOGNIZED
            || decision == Recognised.CONDITIONAL || decision == Recognised.DECLINED || decision == Recognised.WITHDRAWN;
        if (!known) revert DecisionRefused(decision);
        if (decision == Recognised.RECOGNIZED && RecognitionLaw.sandboxed(s.kind, word.flags())) {
            revert SandboxRefused(factId);
        }
        emit FactDecided(factId, decision, reason, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FactDecided.selector, factId, decision, reason, msg.sender));
        FactWord next = RecognitionLaw.decided(word, decision, reason);
        _write(Kind.FACT, factId, FactWord.unwrap(word), FactWord.unwrap(next), leaf);
    }

    /// @inheritdoc IRecognition
    function statusOf(bytes32 factId, uint40 when)
        external
        view
        onlyEnabled
        returns (uint8 status, uint40 asOf, uint40 until)
    {
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        return (RecognitionLaw.status(word, when), word.asOf(), word.until());
    }

    /// @inheritdoc IRecognition
    function statusFor(bytes32 factId, uint8 reliance, uint40 when)
        external
        view
        onlyEnabled
        returns (uint8 status, uint40 asOf, uint40 until)
    {
        if (reliance > Reliance.FINANCE) revert RelianceRefused(reliance);
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        return (RecognitionLaw.statusFor(word, reliance, when), word.asOf(), RecognitionLaw.until(word, reliance));
    }

    /// @inheritdoc IRecognition
    function statusUnder(Subject calldata s, bytes32 digest, uint8 reliance, uint40 when)
        external
        view
        onlyEnabled
        returns (uint8 status, uint40 asOf, uint40 until)
    {
        if (reliance > Reliance.FINANCE) revert RelianceRefused(reliance);
        bytes32 factId = Ids.factId(s.peer, s.kind, s.foreignId, s.exchange);
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        bool live = _liveAt(factId, word.agreement(), Ids.agreementId(s.peer, s.exchange, digest), when);
        uint8 peer = PeerWord.wrap(_read(Kind.PEER, s.peer)).state();
        status = RecognitionLaw.statusUnder(word, reliance, when, peer, live);
        return (status, word.asOf(), RecognitionLaw.until(word, reliance));
    }

    /// @dev Whether the agreement that a fact rests on is live at a second: `until` is its end, also when it was left before.
    function _liveAt(bytes32 factId, uint32 agreement, bytes32 agreementId, uint40 when) private view returns (bool) {
        if (agreement == 0) return true;
        if (uint32(uint256(agreementId) >> 224) != agreement) revert AgreementNotNamed(factId, agreement);
        return when < _agreement(agreementId).until();
    }

    /// @dev The statement stands in the peer's own ring, under the newest header accepted of it.
    function _proveStatement(bytes32 home, uint16 exchange, Statement calldata s, bytes[] calldata slotProof)
        private
        view
        returns (Proven memory p)
    {
        p.peer = Ids.peerId(home);
        IPeers.Trust memory t = _usablePeer(p.peer);
        (uint32 councilSeq, uint40 time) = (t.word.councilSeq(), t.word.timestamp());
        if (councilSeq != 0 && s.councilSeq != councilSeq) revert CouncilSeqRefused(s.councilSeq, councilSeq);
        if (s.asOf > time) revert StatementInFuture(s.asOf, time);
        p.statement = Statements.hash(home, s.councilSeq, s.lane, s.n, s.asOf, s.challenge, s.answersRoot);
        bytes32 found = MerklePatricia.slot(t.storageRoot, Statements.slot(s.lane, s.n), slotProof);
        if (found != p.statement) revert StatementNotProven(p.statement, found);
        (p.exchange, p.answersRoot) = (exchange, s.answersRoot);
        (p.basis.asOf, p.basis.end) = (s.asOf, type(uint40).max);
        (p.basis.ages.show, p.basis.ages.trade, p.basis.ages.finance) =
        (t.word.maxAge(), t.word.tradeAge(), t.word.financeAge());
        p.basis.statement = uint64(uint256(p.statement) >> 192);
    }

    /// @dev The club's own bounds, where it says any, and the end of the agreement: what rests on it does not outlive it.
    function _under(Proven memory p, Club calldata club) private view {
        bytes32 agreementId = Ids.agreementId(p.peer, p.exchange, Clubs.digest(club));
        AgreementWord word = _agreement(agreementId);
        (p.agreementId, p.basis.agreement) = (agreementId, uint32(uint256(agreementId) >> 224));
        (p.basis.live, p.basis.end, p.basis.conditions) = (_live(word), word.until(), club.conditions);
        p.basis.ages.show = _shorter(p.basis.ages.show, club.maxAgeShow);
        p.basis.ages.trade = _shorter(p.basis.ages.trade, club.maxAgeTrade);
        p.basis.ages.finance = _shorter(p.basis.ages.finance, club.maxAgeFinance);
    }

    function _shorter(uint32 ofPeer, uint32 ofClub) private pure returns (uint32) {
        return ofClub != 0 && ofClub < ofPeer ? ofClub : ofPeer;
    }

    /// @dev Which items lie outside a club that leaves something out. A voucher has no scope of its own, its licence has; and which
    /// licence that is, the voucher's id alone does not say: nothing shows that it lies within.
    function _outside(bytes32 home, Item[] calldata items, Club calldata club, Shown[] calldata shown)
        private
        pure
        returns (uint256 outside)
    {
        if (shown.length != items.length) revert ShownMissing(shown.length);
        for (uint256 i = 0; i < items.length; ++i) {
            IStanding.Reply calldata r = items[i].reply;
            if (r.kind == Kind.VOUCHER) {
                outside |= 1 << i;
                continue;
            }
            Shown calldata s = shown[i];
            uint256 depth = s.path.length;
            if (depth == 0) revert ShownMissing(i);
            bytes32 id = Paths.ids(home, s.path)[depth - 1];
            if (r.kind == Kind.LISTING) id = Ids.listingId(id, s.exchange, s.productDigest, s.nonce);
            if (id != r.id) revert ShownDiffers(i, r.id, id);
            uint8 basis = PackedWord.wrap(s.path[0].packed).basis();
            if (!Clubs.within(club, PackedWord.wrap(s.path[depth - 1].packed), basis)) outside |= 1 << i;
        }
    }

    /// @dev The one way a fact comes to be known.
    function _open(Proven memory proven, Item[] calldata items) private {
        uint256 n = items.length;
        if (n == 0) revert NothingToOpen();
        if (n > MOST_ITEMS) revert TooManyToOpen(n, MOST_ITEMS);
        bytes32[] memory ids = new bytes32[](n);
        uint256 seen = 0;
        for (uint256 i = 0; i < n; ++i) {
            bytes32 id = Ids.factId(proven.peer, items[i].reply.kind, items[i].reply.id, proven.exchange);
            uint256 bit = 1 << uint8(uint256(id));
            if (seen & bit != 0) _requireNew(ids, id, i);
            seen |= bit;
            ids[i] = id;
        }
        bytes32[] memory words = Reads.mixed(register, Reads.run(Kind.FACT, 0), ids);
        IRegister.Entry[] memory entries = new IRegister.Entry[](n);
        for (uint256 i = 0; i < n; ++i) {
            IStanding.Reply memory r = items[i].reply;
            if (!MerkleProof.verifyCalldata(items[i].proof, proven.answersRoot, Statements.leaf(r))) {
                revert AnswerNotInStatement(i, proven.answersRoot);
            }
            entries[i] = _fact(proven, r, ids[i], FactWord.wrap(words[i]), i);
        }
        _writeMany(entries);
    }

    function _requireNew(bytes32[] memory ids, bytes32 id, uint256 count) private pure {
        for (uint256 i = 0; i < count; ++i) {
            if (ids[i] == id) revert ItemTwice(i, count);
        }
    }

    /// @dev What item `i` becomes: a new word, or the known one refreshed.
    function _fact(Proven memory p, IStanding.Reply memory r, bytes32 factId, FactWord word, uint256 i)
        private
        returns (IRegister.Entry memory)
    {
        if (RecognitionLaw.older(word, p.basis, r.state)) {
            revert OlderThanKnown(factId, p.basis.asOf, word.asOf());
        }
        if (RecognitionLaw.unnamed(word, p.basis)) revert AgreementNotNamed(factId, word.agreement());
        if (RecognitionLaw.foreign(word, p.basis)) {
            AgreementWord a = _agreement(p.agreementId);
            revert AgreementNotLive(p.agreementId, a.state(), a.until());
        }
        FactWord next = RecognitionLaw.next(word, p.basis, r, (p.outside >> i) & 1 == 1);
        if (RecognitionLaw.lesser(word, p.basis, next)) revert AgreementNotNamed(factId, word.agreement());
        bytes32 leaf = _sayRecorded(factId, p, r, next.decision());
        return IRegister.Entry(Kind.FACT, factId, FactWord.unwrap(word), FactWord.unwrap(next), leaf);
    }

    function _sayRecorded(bytes32 factId, Proven memory p, IStanding.Reply memory r, uint8 decision)
        private
        returns (bytes32)
    {
        emit FactRecorded(factId, p.peer, r.id, r.kind, p.exchange, decision, p.statement, p.agreementId, msg.sender);
        bytes32 topic = FactRecorded.selector;
        return keccak256(
            abi.encode(
                topic, factId, p.peer, r.id, r.kind, p.exchange, decision, p.statement, p.agreementId, msg.sender
            )
        );
    }
}
