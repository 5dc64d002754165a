// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../interfaces/IPeers.sol";
import {IRecognition} from "../../interfaces/IRecognition.sol";
import {Clubs} from "../../libraries/Clubs.sol";
import {Ids} from "../../libraries/Ids.sol";
import {AgreementState, AgreementWord} from "../../types/AgreementWord.sol";
import {Club} from "../../types/Clubs.sol";
import {Role} from "../../types/Codes.sol";
import {Kind} from "../../types/Kinds.sol";
import {PeerState} from "../../types/PeerWord.sol";
import {Module} from "../Module.sol";

/// @title Standing agreements of Recognition: an exchange joins a club, and leaves it
abstract contract Agreements is Module, IRecognition {
    IPeers internal immutable peers;

    constructor(IPeers peers_) {
        peers = peers_;
    }

    /// @inheritdoc IRecognition
    function agree(bytes32 peer, Club calldata club, bytes32[] calldata members)
        external
        returns (bytes32 agreementId)
    {
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        _usablePeer(peer);
        bytes32 home = peers.terms(peer).origin;
        _requireClub(club, members, home);
        bytes32 digest = Clubs.digest(club);
        agreementId = Ids.agreementId(peer, exchange, digest);
        if (_read(Kind.AGREEMENT, agreementId) != 0) revert AgreementExists(agreementId);
        AgreementWord word = AgreementWord.wrap(0).withState(AgreementState.LIVE).withExchange(exchange)
            .withSince(uint40(block.timestamp)).withUntil(club.until).withMaxAge(club.maxAgeTrade)
            .withDigest(uint128(uint256(digest) >> 128));
        emit AgreementMade(agreementId, peer, exchange, digest, club, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(AgreementMade.selector, agreementId, peer, exchange, digest, club, msg.sender));
        _write(Kind.AGREEMENT, agreementId, 0, AgreementWord.unwrap(word), leaf);
    }

    /// @inheritdoc IRecognition
    function endAgreement(bytes32 peer, uint16 exchange, bytes32 digest) external {
        _requireOwn(exchange);
        bytes32 agreementId = Ids.agreementId(peer, exchange, digest);
        AgreementWord word = _agreement(agreementId);
        if (!_live(word)) revert AgreementNotLive(agreementId, word.state(), word.until());
        uint40 until = uint40(block.timestamp);
        emit AgreementEnded(agreementId, until, msg.sender);
        bytes32 leaf = keccak256(abi.encode(AgreementEnded.selector, agreementId, until, msg.sender));
        bytes32 next = AgreementWord.unwrap(word.withState(AgreementState.ENDED).withUntil(until));
        _write(Kind.AGREEMENT, agreementId, AgreementWord.unwrap(word), next, leaf);
    }

    /// @inheritdoc IRecognition
    function clubDigest(Club calldata club) external pure returns (bytes32) {
        return Clubs.digest(club);
    }

    /// @dev The sender is an EXCHANGE key of this exchange, or of its successor.
    function _requireOwn(uint16 exchange) internal view {
        uint16 caller = _actor(Role.EXCHANGE).exchange();
        if (!_succeeds(caller, exchange)) revert NotYours(exchange, caller);
    }

    function _usablePeer(bytes32 peer) internal view returns (IPeers.Trust memory trust) {
        trust = peers.trusted(peer);
        uint8 state = trust.word.state();
        if (state != PeerState.ACCREDITED) revert PeerNotUsable(peer, state);
    }

    function _agreement(bytes32 agreementId) internal view returns (AgreementWord word) {
        word = AgreementWord.wrap(_read(Kind.AGREEMENT, agreementId));
        if (AgreementWord.unwrap(word) == 0) revert AgreementUnknown(agreementId);
    }

    function _live(AgreementWord word) internal view returns (bool) {
        return word.state() == AgreementState.LIVE && block.timestamp < word.until();
    }

    /// @dev Terms that say something, not yet over; both registers among the members.
    function _requireClub(Club calldata club, bytes32[] calldata members, bytes32 home) private view {
        (bytes32 field, uint256 value) = Clubs.malformed(club);
        if (field != 0) revert ClubRefused(field, value);
        if (club.until <= block.timestamp) revert AgreementTermRefused(club.until, block.timestamp);
        bytes32 shown = keccak256(abi.encode(members));
        if (shown != club.membersDigest) revert MembersDiffer(club.membersDigest, shown);
        uint256 count = members.length;
        if (count < 2 || count > Clubs.MOST) revert MembersRefused(count);
        (bool ours, bool theirs) = (members[0] == origin, members[0] == home);
        for (uint256 i = 1; i < count; ++i) {
            if (members[i] <= members[i - 1]) revert MembersRefused(i);
            if (members[i] == origin) ours = true;
            if (members[i] == home) theirs = true;
        }
        if (!ours) revert NotMember(origin);
        if (!theirs) revert NotMember(home);
    }
}
