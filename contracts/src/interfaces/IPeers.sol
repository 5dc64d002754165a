// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ages} from "../types/Clubs.sol";
import {PeerWord} from "../types/PeerWord.sol";

/// @title Peers: accredited foreign registers and their headers
/// @notice acceptHeader proves the account of the peer's Standing once, under a notary checkpoint, and keeps its storage root.
interface IPeers {
    /// @notice What the council accredits.
    /// @param councilSeq Statements must carry exactly this councilSeq, below 2^20; 0 accepts any.
    /// @param maxAge Seconds that a statement counts, by what it is relied upon for, unless a club says less; finance ≤ trade ≤ show.
    struct Terms {
        uint64 chainId;
        address register;
        bytes32 deploymentSalt;
        address standing;
        bytes32 standingCodeHash;
        uint32 councilSeq;
        Ages maxAge;
        uint8 threshold;
        uint32 setEpoch;
        address[] notaries;
    }

    /// @notice What was accredited of a peer, and its state.
    struct Summary {
        bytes32 origin;
        address standing;
        uint32 councilSeq;
        Ages maxAge;
        uint8 state;
    }

    /// @notice What Recognition relies on: the PEER word, and the storage root of the newest header accepted under it.
    struct Trust {
        bytes32 storageRoot;
        PeerWord word;
    }

    /// @notice Signatures of a checkpoint: bit i of `signers` is notary i of the set; the signatures stand in that order.
    struct Attestation {
        address[] notaries;
        uint256 signers;
        bytes[] signatures;
    }

    /// @notice A foreign register was accredited (scheme 1, attest).
    event PeerAccredited(
        bytes32 indexed peer,
        uint64 chainId,
        address register,
        bytes32 deploymentSalt,
        address standing,
        bytes32 standingCodeHash,
        uint32 councilSeq,
        Ages maxAge,
        uint8 threshold,
        uint32 setEpoch,
        address[] notaries,
        address actor
    );
    /// @notice The peer's Standing, its policy or the ages changed; what was proven under another Standing counts no more.
    event PeerTermsChanged(
        bytes32 indexed peer, address standing, bytes32 standingCodeHash, uint32 councilSeq, Ages maxAge, address actor
    );
    /// @notice The notary set changed; what the old set signed counts no more, and a header under the new one is needed.
    event NotariesChanged(bytes32 indexed peer, uint32 setEpoch, uint8 threshold, address[] notaries, address actor);
    /// @notice A header was accepted; the storage root is that of the peer's Standing.
    event HeaderAccepted(
        bytes32 indexed peer,
        uint64 number,
        bytes32 blockHash,
        uint40 timestamp,
        bytes32 stateRoot,
        bytes32 storageRoot,
        address actor
    );
    /// @notice Two signed headers of one height: the peer is frozen.
    event PeerFrozen(bytes32 indexed peer, uint64 number, bytes32 firstHash, bytes32 secondHash, address actor);
    /// @notice The council withdrew the accreditation, or lifted the freeze.
    event PeerChanged(bytes32 indexed peer, uint8 state, address actor);

    /// @notice This module knows the peer; change its terms.
    error PeerExists(bytes32 peer);
    /// @notice No register with this origin was ever accredited.
    error PeerUnknown(bytes32 peer);
    /// @notice The peer is frozen or withdrawn; see PeerState.
    error PeerNotAccredited(bytes32 peer, uint8 state);
    /// @notice Chain ids are distinct.
    error ChainIdRefused(uint64 chainId);
    /// @notice Notaries are 1 to 32, distinct, ascending, none zero.
    error NotariesRefused(uint256 index);
    /// @notice 0 < finance ≤ trade ≤ show, and trade below 2^20 seconds (12 days).
    error AgesRefused(uint32 show, uint32 trade, uint32 finance);
    /// @notice An account without code makes no statements.
    error NoCodeRefused(bytes32 standingCodeHash);
    /// @notice More than half must sign, so that two quorums always share a notary.
    error ThresholdRefused(uint8 threshold, uint256 notaries);
    /// @notice Epochs rise, also from a withdrawn peer to the next one on its chain.
    error EpochRefused(uint32 current, uint32 next);
    /// @notice The set passed is not the one accredited.
    error NotarySetDiffers(bytes32 held, bytes32 named);
    /// @notice Fewer notaries signed than the threshold asks.
    error TooFewSignatures(uint256 signatures, uint8 threshold);
    /// @notice A signature is not of the notary whose bit is set, or is one too many.
    error NotarySignatureRefused(uint256 index, address notary);
    /// @notice No rollback: headers only go forward.
    error HeaderTooOld(uint64 number, uint64 held);
    /// @notice No rollback in time either: a higher block is not earlier.
    error HeaderTimeFalls(uint256 timestamp, uint256 held);
    /// @notice The header says a time that has not come.
    error HeaderInFuture(uint256 timestamp, uint256 nowAt);
    /// @notice Standing has another code there than was accredited.
    error CodeHashDiffers(bytes32 found, bytes32 accredited);
    /// @notice The two headers are of different heights, or are the same.
    error NotEquivocal(bytes32 firstHash, bytes32 secondHash);
    /// @notice A peer is withdrawn, or its freeze is lifted; no other change.
    error StateRefused(uint8 state);

    /// @notice Accredits a foreign register; or states again the terms of one that another version of this module accredited: its
    /// state, height and time stay, its epoch does not fall, and a header newer than the last is needed. Council only.
    function accredit(Terms calldata terms) external returns (bytes32 peer);

    /// @notice Changes what is accredited of a peer that took a new Standing into use, or how long its statements count. Council only.
    function changeTerms(
        bytes32 peer,
        address standing,
        bytes32 standingCodeHash,
        uint32 councilSeq,
        Ages calldata maxAge
    ) external;

    /// @notice Changes the notary set; the epoch rises, and what the old set signed counts no more. Council only.
    function changeNotaries(bytes32 peer, uint32 setEpoch, uint8 threshold, address[] calldata notaries) external;

    /// @notice Withdraws an accreditation (WITHDRAWN 3) or lifts a freeze (ACCREDITED 1). Council only. Before lifting, change the
    /// notaries: under the same epoch the same two headers freeze the peer again.
    function changePeer(bytes32 peer, uint8 state) external;

    /// @notice Accepts a newer header under m-of-n notary signatures, proving Standing's account in it. Anyone.
    function acceptHeader(
        bytes32 peer,
        bytes calldata header,
        bytes[] calldata accountProof,
        Attestation calldata attestation
    ) external;

    /// @notice Two headers of one height, both signed by a quorum of the present set: freezes the peer. Anyone. Evidence of an older
    /// epoch does not: a retired set could sign contradictions for ever. Nothing it signed is relied on any more, so the council,
    /// which checks such evidence by the same digests, loses nothing by taking its time to withdraw the peer.
    function reportEquivocation(
        bytes32 peer,
        bytes calldata first,
        Attestation calldata ofFirst,
        bytes calldata second,
        Attestation calldata ofSecond
    ) external;

    /// @notice The newest accepted header: its number, time and the storage root of the peer's Standing.
    function head(bytes32 peer) external view returns (uint64 number, uint40 timestamp, bytes32 storageRoot);

    /// @notice What was accredited of a peer, and its state.
    function terms(bytes32 peer) external view returns (Summary memory);

    /// @notice What Recognition relies on.
    function trusted(bytes32 peer) external view returns (Trust memory);

    /// @notice The peer accredited as the register at this address of this chain, whatever its state; zero when there is none.
    function peerAt(uint256 chainId, address register) external view returns (bytes32 peer);
}
