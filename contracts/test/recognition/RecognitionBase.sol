// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Clubs} from "../../src/libraries/Clubs.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Recognition} from "../../src/modules/recognition/Recognition.sol";
import {Club} from "../../src/types/Clubs.sol";
import {ClubCondition, FreezeScope, ListingFlag, ScopeMask} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {Tries} from "../kit/Tries.sol";
import {World} from "../kit/World.sol";
import {PeersBase} from "./PeersBase.sol";
import {StandingBase} from "./StandingBase.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice Two worlds. At home a market states its standing: good, then sandboxed, then frozen. Its Standing's own storage is
/// then proven at a partner, which is the same law deployed anew on another chain.
abstract contract RecognitionBase is StandingBase, PeersBase {
    using Tries for Tries.Trie;

    uint256 internal constant PARTNER_CHAIN = 20252;

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
    Club internal standingClub;
    bytes32 internal peer;
    bytes[] internal goodUnderFrozen;
    bytes private operatedBytes;
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
        standingClub = clubOf(members(), uint40(block.timestamp) + 365 days);
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
        operatedBytes = abi.encode(operated);
        bytes32 listed = market();
        bytes32 voucherId = issue(trade(), basis());
        goodBytes = abi.encode(_state(voucherId));
        vm.warp(block.timestamp + 60);
        bytes32 word = register.read(Kind.LISTING, listed);
        bytes32 flagged =
            ListingWord.unwrap(ListingWord.wrap(word).withFlags(ListingFlag.SANDBOX | ListingFlag.SCENARIO));
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

    function _state(bytes32 voucherId) internal returns (Snapshot memory snap) {
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

    /// @dev The register at home and this one, ascending.
    function members() internal view returns (bytes32[] memory both) {
        both = new bytes32[](2);
        (bytes32 a, bytes32 b) = (home.origin, register.origin());
        (both[0], both[1]) = a < b ? (a, b) : (b, a);
    }

    /// @dev A club that leaves nothing out; sandbox products are CONDITIONAL; the peer's own ages.
    function clubOf(bytes32[] memory of_, uint40 until) internal pure returns (Club memory) {
        return Club({
            sectors: ScopeMask.PURPOSE,
            regions: ScopeMask.REGION,
            bases: Clubs.BASES,
            conditions: ClubCondition.SANDBOX,
            maxAgeShow: 0,
            maxAgeTrade: 0,
            maxAgeFinance: 0,
            until: until,
            membersDigest: keccak256(abi.encode(of_)),
            termsDigest: keccak256("paper of the club")
        });
    }

    function agree() internal returns (bytes32) {
        return agree(standingClub);
    }

    function agree(Club memory club) internal returns (bytes32) {
        bytes32[] memory both = members();
        vm.prank(addr("hangzhou"));
        return recognition.agree(peer, club, both);
    }

    function endAgreement(Club memory club) internal {
        bytes32 named = recognition.clubDigest(club);
        vm.prank(addr("hangzhou"));
        recognition.endAgreement(peer, HANGZHOU, named);
    }

    function agreementIdOf(uint16 exchange, Club memory club) internal view returns (bytes32) {
        return Ids.agreementId(peer, exchange, recognition.clubDigest(club));
    }

    function subject(uint256 index) internal view returns (IRecognition.Subject memory) {
        IStanding.Reply memory r = good().replies[index];
        return IRecognition.Subject(peer, r.kind, r.id, HANGZHOU);
    }

    function decide(uint256 index, uint8 decision, uint8 reason) internal {
        IRecognition.Subject memory s = subject(index);
        vm.prank(addr("hangzhou"));
        recognition.decide(s, decision, reason);
    }

    /// @dev What the listing, the grant and the voucher are made of.
    function shownAll() internal view returns (IRecognition.Shown[] memory shown) {
        shown = new IRecognition.Shown[](3);
        shown[0] = IRecognition.Shown(operatedAtHome(), digest("product"), HANGZHOU, NONCE);
        shown[1] = IRecognition.Shown(operatedAtHome(), 0, 0, 0);
    }

    function operatedAtHome() internal view returns (GrantKey[] memory) {
        return abi.decode(operatedBytes, (GrantKey[]));
    }

    function itemsOf(Snapshot memory snap) internal pure returns (IRecognition.Item[] memory items) {
        items = new IRecognition.Item[](snap.replies.length);
        for (uint256 i = 0; i < items.length; ++i) {
            items[i] = IRecognition.Item(snap.replies[i], proofOf(snap.replies, i));
        }
    }

    function proveAll(Snapshot memory snap) internal {
        recognition.prove(home.origin, snap.s, snap.slotProof, itemsOf(snap), HANGZHOU);
    }

    function recognizeAll(Snapshot memory snap) internal {
        recognizeAll(snap, standingClub);
    }

    function recognizeAll(Snapshot memory snap, Club memory club) internal {
        IRecognition.Item[] memory items = itemsOf(snap);
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, club, new IRecognition.Shown[](0));
    }

    function recognizeShown(Snapshot memory snap, Club memory club, IRecognition.Shown[] memory shown) internal {
        recognition.recognize(home.origin, snap.s, snap.slotProof, itemsOf(snap), HANGZHOU, club, shown);
    }

    function hashOf(IRecognition.Statement memory s) internal view returns (bytes32) {
        return keccak256(
            abi.encode("torrens/standing/1", home.origin, s.councilSeq, s.lane, s.n, s.asOf, s.challenge, s.answersRoot)
        );
    }

    /// @dev Of the listing, the grant and the voucher, in this order.
    function factId(uint256 index) internal view returns (bytes32) {
        return factIdFor(index, HANGZHOU);
    }

    function factIdFor(uint256 index, uint16 exchange) internal view returns (bytes32) {
        IStanding.Reply memory r = good().replies[index];
        return Ids.factId(peer, r.kind, r.id, exchange);
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
        bytes memory one = abi.encode(topic, factId(index), peer, r.id, r.kind, HANGZHOU, decision);
        return keccak256(bytes.concat(one, abi.encode(hashOf(snap.s), agreementId, address(this))));
    }
}
