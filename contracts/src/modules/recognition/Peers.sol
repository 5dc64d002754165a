// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../interfaces/IPeers.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {CheckpointTypes} from "../../libraries/CheckpointTypes.sol";
import {HeaderRlp} from "../../libraries/HeaderRlp.sol";
import {Ids} from "../../libraries/Ids.sol";
import {MerklePatricia} from "../../libraries/MerklePatricia.sol";
import {Reads} from "../../libraries/Reads.sol";
import {Ages} from "../../types/Clubs.sol";
import {Kind} from "../../types/Kinds.sol";
import {ModuleWord} from "../../types/ModuleWord.sol";
import {PeerState, PeerWord} from "../../types/PeerWord.sol";
import {Module} from "../Module.sol";
import {Accreditations} from "./Accreditations.sol";

/// @title Peers: accredited foreign registers and their headers, see IPeers
contract Peers is Accreditations {
    /// @param register_ The register whose PEER words this module says.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IPeers
    function acceptHeader(
        bytes32 peer,
        bytes calldata header,
        bytes[] calldata accountProof,
        Attestation calldata attestation
    ) external {
        PeerWord word = _usable(peer);
        HeaderRlp.Header memory h = HeaderRlp.read(header);
        if (h.number <= word.number()) revert HeaderTooOld(h.number, word.number());
        if (h.timestamp > block.timestamp) revert HeaderInFuture(h.timestamp, block.timestamp);
        if (h.timestamp < word.timestamp()) revert HeaderTimeFalls(h.timestamp, word.timestamp());
        Accreditation storage a = accredited[peer];
        _requireAttested(a, word, h, attestation);
        (bytes32 storageRoot, bytes32 codeHash) = MerklePatricia.account(h.stateRoot, a.standing, accountProof);
        if (codeHash != a.standingCodeHash) revert CodeHashDiffers(codeHash, a.standingCodeHash);
        a.storageRoot = storageRoot;
        PeerWord next = word.withNumber(h.number).withTimestamp(uint40(h.timestamp));
        bytes32 leaf = _sayAccepted(peer, h, storageRoot);
        _write(Kind.PEER, peer, PeerWord.unwrap(word), PeerWord.unwrap(next), leaf);
    }

    /// @inheritdoc IPeers
    function reportEquivocation(
        bytes32 peer,
        bytes calldata first,
        Attestation calldata ofFirst,
        bytes calldata second,
        Attestation calldata ofSecond
    ) external {
        PeerWord word = _usable(peer);
        HeaderRlp.Header memory one = HeaderRlp.read(first);
        HeaderRlp.Header memory other = HeaderRlp.read(second);
        if (one.number != other.number || one.hash == other.hash) revert NotEquivocal(one.hash, other.hash);
        _requireAttested(accredited[peer], word, one, ofFirst);
        _requireAttested(accredited[peer], word, other, ofSecond);
        emit PeerFrozen(peer, one.number, one.hash, other.hash, msg.sender);
        bytes32 leaf = keccak256(abi.encode(PeerFrozen.selector, peer, one.number, one.hash, other.hash, msg.sender));
        bytes32 next = PeerWord.unwrap(word.withState(PeerState.FROZEN));
        _write(Kind.PEER, peer, PeerWord.unwrap(word), next, leaf);
    }

    /// @inheritdoc IPeers
    function head(bytes32 peer)
        external
        view
        onlyEnabled
        returns (uint64 number, uint40 timestamp, bytes32 storageRoot)
    {
        PeerWord word = _known(peer);
        return (word.number(), word.timestamp(), accredited[peer].storageRoot);
    }

    /// @inheritdoc IPeers
    function terms(bytes32 peer) external view onlyEnabled returns (Summary memory) {
        (Accreditation storage a, PeerWord word) = (accredited[peer], _known(peer));
        return Summary(a.origin, a.standing, word.councilSeq(), _ages(word), word.state());
    }

    /// @inheritdoc IPeers
    function trusted(bytes32 peer) external view returns (Trust memory) {
        // This view stands in every proof, whose gas is bounded: the MODULE word is read beside the other.
        bytes32[] memory ids = Reads.room(2);
        (ids[0], ids[1]) = (peer, Ids.ofAddress(address(this)));
        bytes32[] memory words = Reads.mixed(register, Reads.twoRuns(Kind.PEER, 1, Kind.MODULE), ids);
        _requireOn(ModuleWord.wrap(words[1]));
        if (words[0] == 0) revert PeerUnknown(peer);
        return Trust(accredited[peer].storageRoot, PeerWord.wrap(words[0]));
    }

    /// @inheritdoc IPeers
    function peerAt(uint256 chainId, address homeRegister) external view onlyEnabled returns (bytes32 peer) {
        if (chainId > type(uint64).max) return 0;
        peer = ofChain[uint64(chainId)];
        if (accredited[peer].checkpointDomain != CheckpointTypes.domain(chainId, homeRegister)) return 0;
    }

    function _ages(PeerWord word) private pure returns (Ages memory) {
        return Ages(word.maxAge(), word.tradeAge(), word.financeAge());
    }

    /// @dev Distinct members of the accredited set, at least the threshold, signed this header as final.
    function _requireAttested(
        Accreditation storage a,
        PeerWord word,
        HeaderRlp.Header memory h,
        Attestation calldata attestation
    ) private view {
        bytes32 set = _setHash(attestation.notaries);
        if (set != a.notarySet) revert NotarySetDiffers(a.notarySet, set);
        if (attestation.signatures.length < word.threshold()) {
            revert TooFewSignatures(attestation.signatures.length, word.threshold());
        }
        _requireSignatures(CheckpointTypes.digest(a.checkpointDomain, h, word.setEpoch()), attestation);
    }

    /// @dev Bits and signatures must match one to one: a surplus signature is refused as nobody's.
    function _requireSignatures(bytes32 digest, Attestation calldata attestation) private pure {
        uint256 signed = 0;
        uint256 signers = attestation.signers;
        for (uint256 i = 0; i < attestation.notaries.length; ++i) {
            if ((signers >> i) & 1 == 0) continue;
            address notary = attestation.notaries[i];
            if (signed == attestation.signatures.length) revert NotarySignatureRefused(signed, notary);
            (bool own, uint256 malformed) = _recovered(digest, notary, attestation.signatures[signed]);
            if (malformed != 0) revert SignatureMalformed(notary, malformed);
            if (!own) revert NotarySignatureRefused(signed, notary);
            ++signed;
        }
        if (signed != attestation.signatures.length || signers >> attestation.notaries.length != 0) {
            revert NotarySignatureRefused(signed, address(0));
        }
    }

    function _sayAccepted(bytes32 peer, HeaderRlp.Header memory h, bytes32 storageRoot) private returns (bytes32) {
        uint40 time = uint40(h.timestamp);
        emit HeaderAccepted(peer, h.number, h.hash, time, h.stateRoot, storageRoot, msg.sender);
        return keccak256(
            abi.encode(HeaderAccepted.selector, peer, h.number, h.hash, time, h.stateRoot, storageRoot, msg.sender)
        );
    }
}
