// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../src/interfaces/IPeers.sol";
import {IRecognition} from "../src/interfaces/IRecognition.sol";
import {IStanding} from "../src/interfaces/IStanding.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Recognition} from "../src/modules/Recognition.sol";
import {FreezeScope, ListingFlag} from "../src/types/Codes.sol";
import {FactWord} from "../src/types/FactWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {ListingWord} from "../src/types/ListingWord.sol";
import {MarketBase} from "./MarketBase.sol";
import {PeersBase} from "./PeersBase.sol";
import {StandingBase} from "./StandingBase.sol";
import {Tries} from "./Tries.sol";
import {World} from "./World.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice Two worlds. At home a market states its standing: good, then sandboxed, then frozen. Its Standing's own storage is
/// then proven at a partner, which is the same law deployed anew on another chain.
abstract contract RecognitionBase is StandingBase, PeersBase {
    using Tries for Tries.Trie;

    uint256 internal constant PARTNER_CHAIN = 20252;
    bytes32 internal constant AGREEMENT = keccak256("agreement of exchanges");

    /// @dev A statement as its home's storage proves it.
    struct Snapshot {
        IRecognition.Statement s;
        bytes32 storageRoot;
        bytes[] slotProof;
        IStanding.Reply[] replies;
    }

    /// @dev What the partner knows of the home.
    struct Home {
        uint64 chainId;
        bytes32 origin;
        address register;
        address standing;
    }

    Recognition internal recognition;
    Home internal home;
    bytes32 internal peer;
    bytes[] internal goodUnderFrozen;
    bytes private goodBytes;
    bytes private sandboxBytes;
    bytes private frozenBytes;

    function _deployModules() internal override(StandingBase, PeersBase) {
        super._deployModules();
        recognition = new Recognition(register, peers);
        enable(address(recognition), "Recognition");
    }

    function setUp() public virtual override(MarketBase, World) {
        super.setUp();
        _liveAtHome();
        vm.chainId(PARTNER_CHAIN);
        World.setUp();
        vm.warp(frozen().s.asOf + 60);
        peer = accredit(homeTerms());
        acceptHeader(good(), 100);
    }

    function good() internal view returns (Snapshot memory) {
        return abi.decode(goodBytes, (Snapshot));
    }

    function sandbox() internal view returns (Snapshot memory) {
        return abi.decode(sandboxBytes, (Snapshot));
    }

    function frozen() internal view returns (Snapshot memory) {
        return abi.decode(frozenBytes, (Snapshot));
    }

    // ---- at home

    function _liveAtHome() private {
        home = Home(uint64(block.chainid), register.origin(), address(register), address(standing));
        bytes32 listed = market();
        bytes32 voucherId = issue(trade(), basis());
        goodBytes = abi.encode(_state(voucherId));
        vm.warp(block.timestamp + 60);
        bytes32 word = register.read(Kind.LISTING, listed);
        bytes32 flagged = ListingWord.unwrap(ListingWord.wrap(word).withFlags(ListingFlag.SANDBOX));
        plant(Kind.LISTING, listed, flagged);
        sandboxBytes = abi.encode(_state(voucherId));
        plant(Kind.LISTING, listed, word);
        vm.warp(block.timestamp + 60);
        freeze(title, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 90 days);
        frozenBytes = abi.encode(_state(voucherId));
        Tries.Trie memory t = _storage();
        bytes[] memory proof = t.prove(keccak256(abi.encode(_slot(1))));
        for (uint256 i = 0; i < proof.length; ++i) {
            goodUnderFrozen.push(proof[i]);
        }
    }

    function _state(bytes32 voucherId) private returns (Snapshot memory snap) {
        IStanding.Ask[] memory asks = new IStanding.Ask[](3);
        (asks[0], asks[1], asks[2]) = (askListing(), askGrant(hex"0001"), askVoucher(voucherId));
        snap.replies = standing.answers(operated, asks);
        vm.prank(addr("hangzhou-relayer"));
        standing.state(HANGZHOU, digest("challenge"), operated, asks);
        uint64 n = standing.count(HANGZHOU);
        uint40 asOf = uint40(block.timestamp);
        bytes32 root = rootOf(snap.replies);
        snap.s = IRecognition.Statement(register.councilSeq(), HANGZHOU, n, asOf, digest("challenge"), root);
        Tries.Trie memory t = _storage();
        (snap.storageRoot, snap.slotProof) = (t.root(), t.prove(keccak256(abi.encode(_slot(n)))));
    }

    /// @dev The storage trie of Standing as it is: the ring of the lane, and its count.
    function _storage() private view returns (Tries.Trie memory t) {
        uint64 n = standing.count(HANGZHOU);
        t = Tries.Trie(new bytes32[](n + 1), new bytes[](n + 1));
        for (uint64 i = 0; i <= n; ++i) {
            bytes32 slot = i == 0 ? keccak256(abi.encode(uint256(HANGZHOU), uint256(1))) : _slot(i);
            t.keys[i] = keccak256(abi.encode(slot));
            t.values[i] = RLP.encode(uint256(vm.load(address(standing), slot)));
        }
    }

    function _slot(uint64 n) private pure returns (bytes32) {
        return keccak256(abi.encode(uint256(n) & 15, keccak256(abi.encode(uint256(HANGZHOU), uint256(0)))));
    }

    // ---- at the partner

    function homeTerms() internal view returns (IPeers.Terms memory t) {
        t = termsOf(home.register, SALT, home.standing, home.standing.codehash);
        t.chainId = home.chainId;
    }

    function headerTime(Snapshot memory snap) internal pure returns (uint40) {
        return snap.s.asOf + 5;
    }

    function acceptHeader(Snapshot memory snap, uint64 number) internal {
        (bytes32 stateRoot, bytes[] memory proof) = state(home.standing, snap.storageRoot, home.standing.codehash);
        (bytes memory header, IPeers.Attestation memory a) =
            signedHeader(homeTerms(), number, headerTime(snap), stateRoot);
        peers.acceptHeader(peer, header, proof, a);
    }

    function agree() internal returns (bytes32) {
        uint40 until = uint40(block.timestamp) + 365 days;
        vm.prank(addr("hangzhou"));
        return recognition.agree(peer, AGREEMENT, until, 0);
    }

    function agreementIdOf(uint16 exchange, bytes32 agreement) internal view returns (bytes32) {
        return Ids.agreementId(peer, exchange, agreement);
    }

    function itemsOf(Snapshot memory snap) internal pure returns (IRecognition.Item[] memory items) {
        items = new IRecognition.Item[](snap.replies.length);
        for (uint256 i = 0; i < items.length; ++i) {
            items[i] = IRecognition.Item(snap.replies[i], proofOf(snap.replies, i));
        }
    }

    function proveAll(Snapshot memory snap, bytes32 agreement) internal {
        recognition.prove(peer, snap.s, snap.slotProof, itemsOf(snap), HANGZHOU, agreement);
    }

    function hashOf(IRecognition.Statement memory s) internal view returns (bytes32) {
        return keccak256(
            abi.encode("torrens/standing/1", home.origin, s.councilSeq, s.lane, s.n, s.asOf, s.challenge, s.answersRoot)
        );
    }

    /// @dev Of the listing, the grant and the voucher, in this order.
    function factId(uint256 index) internal view returns (bytes32) {
        IStanding.Reply memory r = good().replies[index];
        return Ids.factId(peer, r.kind, r.id);
    }

    function fact(uint256 index) internal view returns (FactWord) {
        return FactWord.wrap(register.read(Kind.FACT, factId(index)));
    }

    function leafOfFact(Snapshot memory snap, uint256 index, uint8 decision, bytes32 agreementId)
        internal
        view
        returns (bytes32)
    {
        IStanding.Reply memory r = snap.replies[index];
        bytes32 topic = IRecognition.FactRecorded.selector;
        bytes memory one = abi.encode(topic, factId(index), peer, r.kind, r.id, r.state, r.reason, r.flags);
        bytes memory two = abi.encode(decision, snap.s.asOf, fact(index).until(), hashOf(snap.s));
        return keccak256(bytes.concat(one, two, abi.encode(agreementId, address(this))));
    }
}
