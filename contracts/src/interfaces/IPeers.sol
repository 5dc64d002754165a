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
    /// @param peer Id of the peer.
    /// @param chainId Its chain.
    /// @param register Its register.
    /// @param deploymentSalt The salt of its deployment.
    /// @param standing Address of the peer's Standing.
    /// @param standingCodeHash Hash of the code of the peer's Standing.
    /// @param councilSeq The councilSeq that its statements must name; 0: any.
    /// @param maxAge How many seconds a statement counts, for each reliance.
    /// @param threshold How many notaries must sign.
    /// @param setEpoch Epoch of the notary set.
    /// @param notaries The notaries, ascending.
    /// @param actor The key that acted.
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
    /// @param peer Id of the peer.
    /// @param standing Address of the peer's Standing.
    /// @param standingCodeHash Hash of the code of the peer's Standing.
    /// @param councilSeq The councilSeq that its statements must name; 0: any.
    /// @param maxAge How many seconds a statement counts, for each reliance.
    /// @param actor The key that acted.
    event PeerTermsChanged(
        bytes32 indexed peer, address standing, bytes32 standingCodeHash, uint32 councilSeq, Ages maxAge, address actor
    );
    /// @notice The notary set changed; what the old set signed counts no more, and a header under the new one is needed.
    /// @param peer Id of the peer.
    /// @param setEpoch Epoch of the notary set.
    /// @param threshold How many notaries must sign.
    /// @param notaries The notaries, ascending.
    /// @param actor The key that acted.
    event NotariesChanged(bytes32 indexed peer, uint32 setEpoch, uint8 threshold, address[] notaries, address actor);
    /// @notice A header was accepted; the storage root is that of the peer's Standing.
    /// @param peer Id of the peer.
    /// @param number Height of the header.
    /// @param blockHash Hash of the header.
    /// @param timestamp The header's time.
    /// @param stateRoot State root of the header.
    /// @param storageRoot Storage root of the peer's Standing.
    /// @param actor The key that acted.
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
    /// @param peer Id of the peer.
    /// @param number Height of both.
    /// @param firstHash Hash of the one header.
    /// @param secondHash Hash of the other header.
    /// @param actor The key that acted.
    event PeerFrozen(bytes32 indexed peer, uint64 number, bytes32 firstHash, bytes32 secondHash, address actor);
    /// @notice The council withdrew the accreditation, or lifted the freeze.
    /// @param peer Id of the peer.
    /// @param state State of PEER that it has now.
    /// @param actor The key that acted.
    event PeerChanged(bytes32 indexed peer, uint8 state, address actor);

    /// @notice This module knows the peer; change its terms.
    /// @param peer Id of the peer.
    error PeerExists(bytes32 peer);
    /// @notice No register with this origin was ever accredited.
    /// @param peer Id of the peer.
    error PeerUnknown(bytes32 peer);
    /// @notice The peer is frozen or withdrawn; see PeerState.
    /// @param peer Id of the peer.
    /// @param state State of PEER.
    error PeerNotAccredited(bytes32 peer, uint8 state);
    /// @notice Chain ids are distinct.
    /// @param chainId The chain named.
    error ChainIdRefused(uint64 chainId);
    /// @notice Notaries are 1 to 32, distinct, ascending, none zero.
    /// @param index Place of the notary that is refused.
    error NotariesRefused(uint256 index);
    /// @notice 0 < finance ≤ trade ≤ show, and trade below 2^20 seconds (12 days).
    /// @param show Seconds for showing.
    /// @param trade Seconds for trade.
    /// @param finance Seconds for finance.
    error AgesRefused(uint32 show, uint32 trade, uint32 finance);
    /// @notice An account without code makes no statements.
    /// @param standingCodeHash The hash named.
    error NoCodeRefused(bytes32 standingCodeHash);
    /// @notice More than half must sign, so that two quorums always share a notary.
    /// @param threshold The threshold named.
    /// @param notaries How many notaries there are.
    error ThresholdRefused(uint8 threshold, uint256 notaries);
    /// @notice Epochs rise, also from a withdrawn peer to the next one on its chain.
    /// @param current The epoch that stands.
    /// @param next The epoch named.
    error EpochRefused(uint32 current, uint32 next);
    /// @notice The set passed is not the one accredited.
    /// @param held Hash of the set accredited.
    /// @param named Hash of the set passed.
    error NotarySetDiffers(bytes32 held, bytes32 named);
    /// @notice Fewer notaries signed than the threshold asks.
    /// @param signatures How many signed.
    /// @param threshold How many notaries must sign.
    error TooFewSignatures(uint256 signatures, uint8 threshold);
    /// @notice A signature is not of the notary whose bit is set, or is one too many.
    /// @param index Place of the signature.
    /// @param notary The notary whose signature it should be.
    error NotarySignatureRefused(uint256 index, address notary);
    /// @notice No rollback: headers only go forward.
    /// @param number Height of the header shown.
    /// @param held Height of the header held.
    error HeaderTooOld(uint64 number, uint64 held);
    /// @notice No rollback in time either: a higher block is not earlier.
    /// @param timestamp Time of the header shown.
    /// @param held Time of the header held.
    error HeaderTimeFalls(uint256 timestamp, uint256 held);
    /// @notice The header says a time that has not come.
    /// @param timestamp The header's time.
    /// @param nowAt The block's time.
    error HeaderInFuture(uint256 timestamp, uint256 nowAt);
    /// @notice Standing has another code there than was accredited.
    /// @param found Hash of the code that is there.
    /// @param accredited Hash of the code accredited.
    error CodeHashDiffers(bytes32 found, bytes32 accredited);
    /// @notice The two headers are of different heights, or are the same.
    /// @param firstHash Hash of the one header.
    /// @param secondHash Hash of the other header.
    error NotEquivocal(bytes32 firstHash, bytes32 secondHash);
    /// @notice A peer is withdrawn, or its freeze is lifted; no other change.
    /// @param state The state asked for.
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
