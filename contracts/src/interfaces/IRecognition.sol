// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "./IStanding.sol";

/// @title Recognition of foreign listings, grants and vouchers
/// @notice Facts are opened from a foreign statement of good standing, proven by one slot of an accepted header; decisions follow a
/// standing agreement or are taken one by one. Silence becomes STALE by arithmetic.
interface IRecognition {
    /// @notice A foreign statement, field by field.
    struct Statement {
        uint64 councilSeq;
        uint16 lane;
        uint64 n;
        uint40 asOf;
        bytes32 challenge;
        bytes32 answersRoot;
    }

    /// @notice One answer with its path to the answersRoot.
    struct Item {
        IStanding.Reply reply;
        bytes32[] proof;
    }

    /// @notice A standing agreement with a peer: under it, good answers are RECOGNIZED (CONDITIONAL for a sandbox product).
    event AgreementMade(
        bytes32 indexed agreementId,
        bytes32 indexed peer,
        uint16 indexed exchange,
        bytes32 digest,
        uint40 until,
        uint32 maxAge,
        address actor
    );
    /// @notice An agreement ended; what was recognised under it is WITHDRAWN at the next fact.
    event AgreementEnded(bytes32 indexed agreementId, uint40 until, address actor);
    /// @notice A foreign record is known, as of when, until when.
    event FactRecorded(
        bytes32 indexed factId,
        bytes32 indexed peer,
        uint8 kind,
        bytes32 indexed foreignId,
        uint8 answer,
        uint8 reason,
        uint16 flags,
        uint8 decision,
        uint40 asOf,
        uint40 until,
        bytes32 statement,
        bytes32 agreementId,
        address actor
    );
    /// @notice The exchange decided on a fact by itself.
    event FactDecided(bytes32 indexed factId, uint8 decision, uint8 reason, address actor);

    error NothingToOpen();
    error StatementNotProven(bytes32 statement, bytes32 found);
    error AnswerNotInStatement(uint256 index, bytes32 answersRoot);
    error CouncilSeqRefused(uint64 found, uint64 accredited);
    /// @notice A fact never goes back in asOf.
    error OlderThanKnown(bytes32 factId, uint256 asOf, uint256 known);
    error StatementInFuture(uint256 asOf, uint256 headerTime);
    error AgreementUnknown(bytes32 agreementId);
    error AgreementExists(bytes32 agreementId);
    error AgreementNotLive(bytes32 agreementId, uint8 state, uint256 until);
    /// @notice The fact was recognised under an agreement (first 32 bits of its id): name it, so that its end can show.
    error AgreementNotNamed(bytes32 factId, uint32 agreement);
    error AgreementTermRefused(uint256 until, uint256 nowAt);
    error FactUnknown(bytes32 factId);
    error DecisionRefused(uint8 decision);
    error PeerNotUsable(bytes32 peer, uint8 state);

    /// @notice Makes a standing agreement. EXCHANGE keys, for their own exchange.
    function agree(bytes32 peer, bytes32 digest, uint40 until, uint32 maxAge) external returns (bytes32 agreementId);

    /// @notice Ends an agreement. EXCHANGE keys of its exchange.
    function endAgreement(bytes32 peer, bytes32 digest) external;

    /// @notice Proves one slot of the peer's Standing under its accepted header and opens answers of that statement. Anyone.
    /// @param agreementDigest The digest of the agreement to decide under, of `exchange` with this peer; zero for none (PROVEN).
    function prove(
        bytes32 peer,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange,
        bytes32 agreementDigest
    ) external;

    /// @notice Decides on a fact: RECOGNIZED 2, CONDITIONAL 3, DECLINED 4, WITHDRAWN 7. EXCHANGE keys.
    function decide(bytes32 factId, uint8 decision, uint8 reason) external;

    /// @notice The status of a fact at a second, see Recognised; `asOf` and `until` bound what is known.
    function statusOf(bytes32 factId, uint40 when) external view returns (uint8 status, uint40 asOf, uint40 until);
}
