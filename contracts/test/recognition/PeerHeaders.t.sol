// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {MerklePatricia} from "../../src/libraries/MerklePatricia.sol";
import {Ages} from "../../src/types/Clubs.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {Headers} from "../kit/Headers.sol";
import {Vm} from "../kit/Vm.sol";
import {PeersBase} from "./PeersBase.sol";

contract PeerHeadersTest is PeersBase {
    bytes32 private constant STORAGE = keccak256("storage of standing");

    bytes32 private peer;
    bytes32 private stateRoot;
    bytes[] private accountProof;

    function setUp() public override {
        super.setUp();
        peer = accredit(foreignTerms());
        bytes[] memory proof;
        (stateRoot, proof) = state(addr("foreign standing"), STORAGE, CODE);
        for (uint256 i = 0; i < proof.length; ++i) {
            accountProof.push(proof[i]);
        }
    }

    function word() private view returns (PeerWord) {
        return PeerWord.wrap(register.read(Kind.PEER, peer));
    }

    function accept(uint64 number, uint64 timestamp) private {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), number, timestamp, stateRoot);
        peers.acceptHeader(peer, header, accountProof, a);
    }

    // ---- headers

    function test_headerAccepted() public {
        vm.recordLogs();
        accept(10, START - 60);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], IPeers.HeaderAccepted.selector, "typed event first");
        bytes memory header = Headers.encode(10, START - 60, stateRoot);
        (, bytes32 leaf) = abi.decode(logs[1].data, (bytes32, bytes32));
        bytes32 expected = keccak256(
            abi.encode(
                IPeers.HeaderAccepted.selector,
                peer,
                uint64(10),
                keccak256(header),
                START - 60,
                stateRoot,
                STORAGE,
                address(this)
            )
        );
        assertEq(leaf, expected, "leaf");
        (uint64 number, uint40 timestamp, bytes32 storageRoot) = peers.head(peer);
        assertEq(number, 10, "number");
        assertEq(timestamp, START - 60, "timestamp");
        assertEq(storageRoot, STORAGE, "storage root");
        accept(11, START);
        assertEq(word().number(), 11, "forward");
    }

    function refuse(bytes memory header, bytes[] memory proof, IPeers.Attestation memory a, bytes memory why) private {
        vm.expectRevert(why);
        peers.acceptHeader(peer, header, proof, a);
    }

    function test_olderOrSameHeader_fail() public {
        accept(10, START - 60);
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START - 60, stateRoot);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.HeaderTooOld.selector, 10, 10));
        (header, a) = signedHeader(foreignTerms(), 9, START - 61, stateRoot);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.HeaderTooOld.selector, 9, 10));
    }

    function test_higherHeaderOfAnEarlierSecond_fail() public {
        accept(10, START - 60);
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 11, START - 61, stateRoot);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.HeaderTimeFalls.selector, START - 61, START - 60));
        accept(11, START - 60);
    }

    function test_newStandingNeedsANewHeader() public {
        accept(10, START - 60);
        vm.startPrank(addr("council"));
        peers.changeTerms(peer, addr("foreign standing"), CODE, 0, Ages(9, 8, 7));
        (,, bytes32 root) = peers.head(peer);
        assertEq(root, STORAGE, "ages alone leave the header");
        peers.changeTerms(peer, addr("foreign standing"), keccak256("code two"), 0, Ages(9, 8, 7));
        vm.stopPrank();
        (,, root) = peers.head(peer);
        assertEq(root, 0, "another code does not");
        accept_refused();
    }

    function accept_refused() private {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 11, START - 60, stateRoot);
        bytes memory why = abi.encodeWithSelector(IPeers.CodeHashDiffers.selector, CODE, keccak256("code two"));
        refuse(header, accountProof, a, why);
    }

    /// An address without code, or whose code was destroyed, makes no statements.
    function test_emptyAccount_fail() public {
        bytes32 none = keccak256("");
        (bytes32 root, bytes[] memory proof) = state(addr("foreign standing"), STORAGE, none);
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, root);
        refuse(header, proof, a, abi.encodeWithSelector(IPeers.CodeHashDiffers.selector, none, CODE));
    }

    function test_headerOfTheFuture_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START + 1, stateRoot);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.HeaderInFuture.selector, START + 1, START));
    }

    function test_bitFlippedInHeader_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, stateRoot);
        header[120] ^= 0x01; // in the state root
        refuse(
            header,
            accountProof,
            a,
            abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0]))
        );
    }

    function test_bitFlippedInAccountProof_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, stateRoot);
        bytes[] memory proof = accountProof;
        proof[1][40] ^= 0x01;
        refuse(header, proof, a, abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, 1));
    }

    function test_bitFlippedInSignature_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, stateRoot);
        a.signatures[2][5] ^= 0x01;
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 2, addr(notaryNames[3]));
        refuse(header, accountProof, a, why);
    }

    function test_belowThreshold_fail() public {
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 1), 3);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.TooFewSignatures.selector, 2, 3));
    }

    function test_signatureTwice_fail() public {
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 1), 7);
        a.signatures[2] = a.signatures[1];
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 2, addr(notaryNames[2]));
        refuse(header, accountProof, a, why);
    }

    function test_moreSignaturesThanSigners_fail() public {
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 1), 15);
        a.signers = 7;
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 3, address(0));
        refuse(header, accountProof, a, why);
    }

    function test_moreSignersThanSignatures_fail() public {
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 1), 7);
        a.signers = 15;
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 3, addr(notaryNames[3]));
        refuse(header, accountProof, a, why);
        a.signers = 7 | (1 << 5);
        why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 3, address(0));
        refuse(header, accountProof, a, why);
    }

    function test_outsidersSet_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, stateRoot);
        bytes32 held = keccak256(abi.encode(a.notaries));
        a.notaries[0] = addr("outsider");
        bytes32 named = keccak256(abi.encode(a.notaries));
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.NotarySetDiffers.selector, held, named));
    }

    function test_checkpointOfAnotherEpochChainOrRegister_fail() public {
        bytes memory header = Headers.encode(10, START, stateRoot);
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0]));
        IPeers.Terms memory t = foreignTerms();
        refuse(header, accountProof, attest(checkpoint(t, header, 10, START, 2), 11), why);
        t.chainId += 1;
        refuse(header, accountProof, attest(checkpoint(t, header, 10, START, 1), 11), why);
        t = foreignTerms();
        t.register = addr("another register");
        refuse(header, accountProof, attest(checkpoint(t, header, 10, START, 1), 11), why);
    }

    function test_otherCode_fail() public {
        (bytes32 root, bytes[] memory proof) = state(addr("foreign standing"), STORAGE, keccak256("other"));
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, root);
        refuse(header, proof, a, abi.encodeWithSelector(IPeers.CodeHashDiffers.selector, keccak256("other"), CODE));
    }

    function test_accountNotInState_fail() public {
        (bytes32 root, bytes[] memory proof) = state(addr("someone else"), STORAGE, CODE);
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, root);
        refuse(header, proof, a, abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, 1));
    }

    function test_headerOfUnknownPeer_fail() public {
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(foreignTerms(), 10, START, stateRoot);
        vm.expectRevert(abi.encodeWithSelector(IPeers.PeerUnknown.selector, bytes32(uint256(1))));
        peers.acceptHeader(bytes32(uint256(1)), header, accountProof, a);
    }

    // ---- notary sets

    function test_newSetSignsUnderItsEpoch() public {
        address[] memory set = notaries();
        vm.prank(addr("council"));
        peers.changeNotaries(peer, 2, 4, set);
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 2), 11);
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.TooFewSignatures.selector, 3, 4));
        a = attest(checkpoint(foreignTerms(), header, 10, START, 2), 30);
        peers.acceptHeader(peer, header, accountProof, a);
    }

    function test_theSetThatTheCouncilNamedSigns() public {
        address[] memory set = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            set[i] = notaries()[i];
        }
        vm.prank(addr("council"));
        peers.changeNotaries(peer, 2, 2, set);
        bytes memory header = Headers.encode(10, START, stateRoot);
        IPeers.Attestation memory a = attest(checkpoint(foreignTerms(), header, 10, START, 2), 7);
        (bytes32 named, bytes32 shown) = (keccak256(abi.encode(set)), keccak256(abi.encode(a.notaries)));
        refuse(header, accountProof, a, abi.encodeWithSelector(IPeers.NotarySetDiffers.selector, named, shown));
        a.notaries = set;
        peers.acceptHeader(peer, header, accountProof, a);
    }

    function test_epochThatDoesNotRise_fail() public {
        address[] memory set = notaries();
        vm.expectRevert(abi.encodeWithSelector(IPeers.EpochRefused.selector, 1, 1));
        vm.prank(addr("council"));
        peers.changeNotaries(peer, 1, 3, set);
    }

    function test_notariesChangedByAnother_fail() public {
        address[] memory set = notaries();
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, address(this), IPeers.changeNotaries.selector)
        );
        peers.changeNotaries(peer, 2, 3, set);
    }

    // ---- equivocation

    function test_twoHeadersOfOneHeightFreeze() public {
        accept(9, START - 100);
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(foreignTerms(), 10, START, stateRoot);
        (bytes memory two, IPeers.Attestation memory ofTwo) = signedHeader(foreignTerms(), 10, START, keccak256("fork"));
        peers.reportEquivocation(peer, one, ofOne, two, ofTwo);
        assertEq(word().state(), PeerState.FROZEN, "frozen");
        refuse(
            one, accountProof, ofOne, abi.encodeWithSelector(IPeers.PeerNotAccredited.selector, peer, PeerState.FROZEN)
        );
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.ACCREDITED);
        (uint64 number,, bytes32 storageRoot) = peers.head(peer);
        assertEq(number, 9, "no rollback");
        assertEq(storageRoot, bytes32(0), "nothing is proven under what was accepted before the freeze");
    }

    function test_equivocationOfOneHeaderOrTwoHeights_fail() public {
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(foreignTerms(), 10, START, stateRoot);
        vm.expectRevert(abi.encodeWithSelector(IPeers.NotEquivocal.selector, keccak256(one), keccak256(one)));
        peers.reportEquivocation(peer, one, ofOne, one, ofOne);
        (bytes memory two, IPeers.Attestation memory ofTwo) = signedHeader(foreignTerms(), 11, START, stateRoot);
        vm.expectRevert(abi.encodeWithSelector(IPeers.NotEquivocal.selector, keccak256(one), keccak256(two)));
        peers.reportEquivocation(peer, one, ofOne, two, ofTwo);
    }

    function test_equivocationNotSigned_fail() public {
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(foreignTerms(), 10, START, stateRoot);
        bytes memory two = Headers.encode(10, START, keccak256("fork"));
        vm.expectRevert(abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0])));
        peers.reportEquivocation(peer, one, ofOne, two, ofOne);
    }
}
