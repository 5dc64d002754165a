// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../interfaces/IPeers.sol";
import {CheckpointTypes} from "../../libraries/CheckpointTypes.sol";
import {Ids} from "../../libraries/Ids.sol";
import {RecognitionLaw} from "../../libraries/RecognitionLaw.sol";
import {Ages} from "../../types/Clubs.sol";
import {Kind} from "../../types/Kinds.sol";
import {PeerState, PeerWord} from "../../types/PeerWord.sol";
import {Module} from "../Module.sol";

/// @title The council's part of Peers: whom it accredits, under what terms, with which notaries
/// @dev Beside the PEER words this module keeps what a word has no room for: whom it accredited, the hash of the notary set, and
/// the storage root of the peer's Standing under the newest header. The next version of this module has none of it: there the
/// council states the terms of each peer again, and the word keeps its state, its height and its time.
abstract contract Accreditations is Module, IPeers {
    uint8 private constant ATTEST = 1;
    uint256 private constant MOST_NOTARIES = 32;
    /// @dev The code hash of an account without code.
    bytes32 private constant NO_CODE = keccak256("");

    struct Accreditation {
        bytes32 origin;
        bytes32 checkpointDomain;
        bytes32 standingCodeHash;
        address standing;
        bytes32 notarySet;
        bytes32 storageRoot;
    }

    mapping(bytes32 peer => Accreditation accreditation) internal accredited; // slot 0
    mapping(uint64 chainId => bytes32 peer) internal ofChain; // slot 1

    /// @inheritdoc IPeers
    function accredit(Terms calldata t) external returns (bytes32 peer) {
        _requireCouncil();
        bytes32 home = keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt));
        peer = Ids.peerId(home);
        PeerWord known = PeerWord.wrap(_read(Kind.PEER, peer));
        if (PeerWord.unwrap(known) != 0 && accredited[peer].origin != 0) revert PeerExists(peer);
        _requireTerms(t, known);
        accredited[peer] = Accreditation({
            origin: home,
            checkpointDomain: CheckpointTypes.domain(t.chainId, t.register),
            standingCodeHash: t.standingCodeHash,
            standing: t.standing,
            notarySet: _setHash(t.notaries),
            storageRoot: 0
        });
        ofChain[t.chainId] = peer;
        PeerWord word = PeerWord.unwrap(known) == 0 ? known.withState(PeerState.ACCREDITED) : known;
        word = word.withScheme(ATTEST).withThreshold(t.threshold).withNotaries(uint8(t.notaries.length));
        word = _policy(word.withSetEpoch(t.setEpoch), t.councilSeq, t.maxAge);
        _write(Kind.PEER, peer, PeerWord.unwrap(known), PeerWord.unwrap(word), _sayAccredited(peer, t));
    }

    /// @inheritdoc IPeers
    function changeTerms(
        bytes32 peer,
        address standing,
        bytes32 standingCodeHash,
        uint32 councilSeq,
        Ages calldata maxAge
    ) external {
        _requireCouncil();
        PeerWord word = _usable(peer);
        _requireStanding(standing, standingCodeHash, maxAge);
        Accreditation storage a = accredited[peer];
        if (standing != a.standing || standingCodeHash != a.standingCodeHash) delete a.storageRoot;
        (a.standing, a.standingCodeHash) = (standing, standingCodeHash);
        emit PeerTermsChanged(peer, standing, standingCodeHash, councilSeq, maxAge, msg.sender);
        bytes32 topic = PeerTermsChanged.selector;
        bytes32 leaf = keccak256(abi.encode(topic, peer, standing, standingCodeHash, councilSeq, maxAge, msg.sender));
        _write(Kind.PEER, peer, PeerWord.unwrap(word), PeerWord.unwrap(_policy(word, councilSeq, maxAge)), leaf);
    }

    /// @inheritdoc IPeers
    function changeNotaries(bytes32 peer, uint32 setEpoch, uint8 threshold, address[] calldata notaries) external {
        _requireCouncil();
        PeerWord word = _known(peer);
        if (setEpoch <= word.setEpoch()) revert EpochRefused(word.setEpoch(), setEpoch);
        _requireNotaries(threshold, notaries);
        accredited[peer].notarySet = _setHash(notaries);
        delete accredited[peer].storageRoot;
        PeerWord next = word.withSetEpoch(setEpoch).withThreshold(threshold).withNotaries(uint8(notaries.length));
        emit NotariesChanged(peer, setEpoch, threshold, notaries, msg.sender);
        bytes32 leaf = keccak256(abi.encode(NotariesChanged.selector, peer, setEpoch, threshold, notaries, msg.sender));
        _write(Kind.PEER, peer, PeerWord.unwrap(word), PeerWord.unwrap(next), leaf);
    }

    /// @inheritdoc IPeers
    function changePeer(bytes32 peer, uint8 state) external {
        _requireCouncil();
        PeerWord word = _known(peer);
        uint8 from = word.state();
        bool lifts = state == PeerState.ACCREDITED && from == PeerState.FROZEN;
        bool withdraws = state == PeerState.WITHDRAWN && from != PeerState.WITHDRAWN;
        if (!lifts && !withdraws) revert StateRefused(state);
        // What was proven under a peer that cheated counts no more: a newer header is needed first.
        delete accredited[peer].storageRoot;
        emit PeerChanged(peer, state, msg.sender);
        bytes32 leaf = keccak256(abi.encode(PeerChanged.selector, peer, state, msg.sender));
        _write(Kind.PEER, peer, PeerWord.unwrap(word), PeerWord.unwrap(word.withState(state)), leaf);
    }

    function _known(bytes32 peer) internal view returns (PeerWord word) {
        word = PeerWord.wrap(_read(Kind.PEER, peer));
        if (PeerWord.unwrap(word) == 0) revert PeerUnknown(peer);
    }

    function _usable(bytes32 peer) internal view returns (PeerWord word) {
        word = _known(peer);
        if (word.state() != PeerState.ACCREDITED) revert PeerNotAccredited(peer, word.state());
    }

    /// @dev Chain ids are distinct; only a withdrawn peer makes room for another register on its chain. Checkpoints do not name the
    /// deployment, so the epoch rises past the last peer's: what was signed of a chain that was reset counts for no other.
    function _requireTerms(Terms calldata t, PeerWord known) private view {
        if (t.setEpoch < known.setEpoch()) revert EpochRefused(known.setEpoch(), t.setEpoch);
        bytes32 other = ofChain[t.chainId];
        if (other != 0) {
            PeerWord last = PeerWord.wrap(_read(Kind.PEER, other));
            if (last.state() != PeerState.WITHDRAWN) revert ChainIdRefused(t.chainId);
            if (t.setEpoch <= last.setEpoch()) revert EpochRefused(last.setEpoch(), t.setEpoch);
        }
        if (t.chainId == 0 || t.chainId == block.chainid) revert ChainIdRefused(t.chainId);
        if (t.register == address(0)) revert ZeroField("register");
        _requireStanding(t.standing, t.standingCodeHash, t.maxAge);
        _requireNotaries(t.threshold, t.notaries);
    }

    function _requireStanding(address standing, bytes32 codeHash, Ages calldata age) private pure {
        if (standing == address(0)) revert ZeroField("standing");
        if (codeHash == 0) revert ZeroField("standingCodeHash");
        if (codeHash == NO_CODE) revert NoCodeRefused(codeHash);
        bool ordered = age.finance != 0 && age.finance <= age.trade && age.trade <= age.show;
        if (!ordered || age.trade > RecognitionLaw.LONGEST) revert AgesRefused(age.show, age.trade, age.finance);
    }

    function _policy(PeerWord word, uint32 councilSeq, Ages calldata age) private pure returns (PeerWord) {
        word = word.withCouncilSeq(councilSeq);
        return word.withMaxAge(age.show).withTradeAge(age.trade).withFinanceAge(age.finance);
    }

    function _requireNotaries(uint8 threshold, address[] calldata notaries) private pure {
        uint256 count = notaries.length;
        if (count == 0 || count > MOST_NOTARIES) revert NotariesRefused(count);
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            if (notaries[i] <= previous) revert NotariesRefused(i);
            previous = notaries[i];
        }
        if (2 * uint256(threshold) <= count || threshold > count) revert ThresholdRefused(threshold, count);
    }

    function _setHash(address[] calldata notaries) internal pure returns (bytes32) {
        return keccak256(abi.encode(notaries));
    }

    function _sayAccredited(bytes32 peer, Terms calldata t) private returns (bytes32 leaf) {
        emit PeerAccredited(
            peer,
            t.chainId,
            t.register,
            t.deploymentSalt,
            t.standing,
            t.standingCodeHash,
            t.councilSeq,
            t.maxAge,
            t.threshold,
            t.setEpoch,
            t.notaries,
            msg.sender
        );
        return keccak256(
            abi.encode(
                PeerAccredited.selector,
                peer,
                t.chainId,
                t.register,
                t.deploymentSalt,
                t.standing,
                t.standingCodeHash,
                t.councilSeq,
                t.maxAge,
                t.threshold,
                t.setEpoch,
                t.notaries,
                msg.sender
            )
        );
    }
}
