// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../interfaces/IPeers.sol";
import {IRecognition} from "../interfaces/IRecognition.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {IStanding} from "../interfaces/IStanding.sol";
import {Ids} from "../libraries/Ids.sol";
import {MerklePatricia} from "../libraries/MerklePatricia.sol";
import {RecognitionLaw} from "../libraries/RecognitionLaw.sol";
import {Statements} from "../libraries/Statements.sol";
import {AgreementState, AgreementWord} from "../types/AgreementWord.sol";
import {Recognised, Role} from "../types/Codes.sol";
import {FactWord} from "../types/FactWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PeerState} from "../types/PeerWord.sol";
import {Module} from "./Module.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Recognition of foreign listings, grants and vouchers, see IRecognition
contract Recognition is Module, IRecognition {
    IPeers private immutable peers;

    /// @dev What one proof carries to each of its facts.
    struct Proven {
        bytes32 peer;
        bytes32 statement;
        bytes32 agreementId;
        RecognitionLaw.Basis basis;
    }

    /// @param register_ The register whose FACT and AGREEMENT words this module says.
    /// @param peers_ The module that keeps the peers' headers.
    constructor(IRegister register_, IPeers peers_) Module(register_) {
        peers = peers_;
    }

    /// @inheritdoc IRecognition
    function agree(bytes32 peer, bytes32 digest, uint40 until, uint32 maxAge) external returns (bytes32 agreementId) {
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        if (digest == 0) revert ZeroField("digest");
        if (until <= block.timestamp) revert AgreementTermRefused(until, block.timestamp);
        _usablePeer(peer);
        agreementId = Ids.agreementId(peer, exchange, digest);
        if (_read(Kind.AGREEMENT, agreementId) != 0) revert AgreementExists(agreementId);
        AgreementWord word = AgreementWord.wrap(0).withState(AgreementState.LIVE).withExchange(exchange)
            .withSince(uint40(block.timestamp)).withUntil(until).withMaxAge(maxAge)
            .withDigest(uint128(uint256(digest) >> 128));
        emit AgreementMade(agreementId, peer, exchange, digest, until, maxAge, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(AgreementMade.selector, agreementId, peer, exchange, digest, until, maxAge, msg.sender)
        );
        _write(Kind.AGREEMENT, agreementId, 0, AgreementWord.unwrap(word), leaf);
    }

    /// @inheritdoc IRecognition
    function endAgreement(bytes32 peer, bytes32 digest) external {
        bytes32 agreementId = Ids.agreementId(peer, _actor(Role.EXCHANGE).exchange(), digest);
        AgreementWord word = _agreement(agreementId);
        if (!_live(word)) revert AgreementNotLive(agreementId, word.state(), word.until());
        uint40 until = uint40(block.timestamp);
        emit AgreementEnded(agreementId, until, msg.sender);
        bytes32 leaf = keccak256(abi.encode(AgreementEnded.selector, agreementId, until, msg.sender));
        bytes32 next = AgreementWord.unwrap(word.withState(AgreementState.ENDED).withUntil(until));
        _write(Kind.AGREEMENT, agreementId, AgreementWord.unwrap(word), next, leaf);
    }

    /// @inheritdoc IRecognition
    function prove(
        bytes32 peer,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange,
        bytes32 agreementDigest
    ) external {
        if (items.length == 0) revert NothingToOpen();
        Proven memory proven;
        proven.peer = peer;
        (proven.statement, proven.basis.maxAge) = _proveStatement(peer, statement, slotProof);
        proven.basis.asOf = statement.asOf;
        proven.basis.statement = uint64(uint256(proven.statement) >> 192);
        if (agreementDigest != 0) _under(proven, Ids.agreementId(peer, exchange, agreementDigest));
        IRegister.Entry[] memory entries = new IRegister.Entry[](items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            bytes32 leaf = Statements.leaf(items[i].reply);
            if (!MerkleProof.verifyCalldata(items[i].proof, statement.answersRoot, leaf)) {
                revert AnswerNotInStatement(i, statement.answersRoot);
            }
            entries[i] = _fact(proven, items[i].reply);
        }
        register.writeMany(entries);
    }

    /// @inheritdoc IRecognition
    function decide(bytes32 factId, uint8 decision, uint8 reason) external {
        _actor(Role.EXCHANGE);
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        if (FactWord.unwrap(word) == 0) revert FactUnknown(factId);
        bool known = decision == Recognised.RECOGNIZED || decision == Recognised.CONDITIONAL
            || decision == Recognised.DECLINED || decision == Recognised.WITHDRAWN;
        if (!known) revert DecisionRefused(decision);
        emit FactDecided(factId, decision, reason, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FactDecided.selector, factId, decision, reason, msg.sender));
        FactWord next = word.withDecision(decision).withDecisionReason(reason).withAgreement(0);
        _write(Kind.FACT, factId, FactWord.unwrap(word), FactWord.unwrap(next), leaf);
    }

    /// @inheritdoc IRecognition
    function statusOf(bytes32 factId, uint40 when) external view returns (uint8 status, uint40 asOf, uint40 until) {
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        return (RecognitionLaw.status(word, when), word.asOf(), word.until());
    }

    /// @dev The statement stands in the peer's own ring, under the newest header accepted of it.
    function _proveStatement(bytes32 peer, Statement calldata s, bytes[] calldata slotProof)
        private
        view
        returns (bytes32 statement, uint32 maxAge)
    {
        bytes32 home;
        uint64 councilSeq;
        (home, councilSeq, maxAge) = _usablePeer(peer);
        if (councilSeq != 0 && s.councilSeq != councilSeq) revert CouncilSeqRefused(s.councilSeq, councilSeq);
        (, uint40 headerTime, bytes32 storageRoot) = peers.head(peer);
        if (s.asOf > headerTime) revert StatementInFuture(s.asOf, headerTime);
        statement = Statements.hash(home, s.councilSeq, s.lane, s.n, s.asOf, s.challenge, s.answersRoot);
        bytes32 found = MerklePatricia.slot(storageRoot, Statements.slot(s.lane, s.n), slotProof);
        if (found != statement) revert StatementNotProven(statement, found);
    }

    function _usablePeer(bytes32 peer) private view returns (bytes32 home, uint64 councilSeq, uint32 maxAge) {
        uint8 state;
        (home,, councilSeq, maxAge, state) = peers.terms(peer);
        if (state != PeerState.ACCREDITED) revert PeerNotUsable(peer, state);
    }

    function _under(Proven memory proven, bytes32 agreementId) private view {
        AgreementWord word = _agreement(agreementId);
        proven.agreementId = agreementId;
        proven.basis.agreement = uint32(uint256(agreementId) >> 224);
        proven.basis.live = _live(word);
        if (word.maxAge() != 0 && word.maxAge() < proven.basis.maxAge) proven.basis.maxAge = word.maxAge();
        if (!proven.basis.live) return;
        // What rests on an agreement does not outlive it; asOf is not later than now, and now it is live.
        uint40 left = word.until() - proven.basis.asOf;
        if (left < proven.basis.maxAge) proven.basis.maxAge = uint32(left);
    }

    /// @dev The one way a fact comes to be known.
    function _fact(Proven memory proven, IStanding.Reply calldata reply) private returns (IRegister.Entry memory) {
        bytes32 factId = Ids.factId(proven.peer, reply.kind, reply.id);
        FactWord word = FactWord.wrap(_read(Kind.FACT, factId));
        if (RecognitionLaw.older(word, proven.basis, reply.state)) {
            revert OlderThanKnown(factId, proven.basis.asOf, word.asOf());
        }
        if (RecognitionLaw.unnamed(word, proven.basis)) {
            revert AgreementNotNamed(factId, word.agreement());
        }
        if (RecognitionLaw.foreign(word, proven.basis)) {
            AgreementWord a = _agreement(proven.agreementId);
            revert AgreementNotLive(proven.agreementId, a.state(), a.until());
        }
        FactWord next = RecognitionLaw.next(word, proven.basis, reply);
        bytes32 leaf = _sayRecorded(factId, proven, reply, next);
        return IRegister.Entry(Kind.FACT, factId, FactWord.unwrap(word), FactWord.unwrap(next), leaf);
    }

    function _sayRecorded(bytes32 factId, Proven memory p, IStanding.Reply calldata r, FactWord next)
        private
        returns (bytes32)
    {
        emit FactRecorded(
            factId,
            p.peer,
            r.kind,
            r.id,
            r.state,
            r.reason,
            r.flags,
            next.decision(),
            next.asOf(),
            next.until(),
            p.statement,
            p.agreementId,
            msg.sender
        );
        bytes memory answer = abi.encode(
            FactRecorded.selector, factId, p.peer, r.kind, r.id, r.state, r.reason, r.flags, next.decision()
        );
        bytes memory known = abi.encode(next.asOf(), next.until(), p.statement, p.agreementId, msg.sender);
        return keccak256(bytes.concat(answer, known));
    }

    function _agreement(bytes32 agreementId) private view returns (AgreementWord word) {
        word = AgreementWord.wrap(_read(Kind.AGREEMENT, agreementId));
        if (AgreementWord.unwrap(word) == 0) revert AgreementUnknown(agreementId);
    }

    function _live(AgreementWord word) private view returns (bool) {
        return word.state() == AgreementState.LIVE && block.timestamp < word.until();
    }
}
