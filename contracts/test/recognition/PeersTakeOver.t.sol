// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {Peers} from "../../src/modules/recognition/Peers.sol";
import {Recognition} from "../../src/modules/recognition/Recognition.sol";
import {Recognised} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {Masks} from "../kit/Masks.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

/// @notice The next version of Peers, and of Recognition, which asks it: the council states each peer's terms again, and its word,
/// its facts and its agreements stay.
contract PeersTakeOverTest is RecognitionBase {
    Peers private next;

    function setUp() public override {
        super.setUp();
        agree();
        recognizeAll(good());
        next = new Peers(register);
        Recognition nextRecognition = new Recognition(register, next);
        uint40 from = uint40(block.timestamp) + register.MIN_DELAY();
        vm.startPrank(addr("council"));
        register.enableModule(address(next), from, 0, Masks.ofModule("Peers"));
        register.enableModule(address(nextRecognition), from, 0, Masks.ofModule("Recognition"));
        vm.warp(from);
        register.retireModule(address(peers));
        register.retireModule(address(recognition));
        vm.stopPrank();
        (peers, recognition) = (next, nextRecognition);
    }

    function test_aPeerIsTakenOver() public {
        bytes32 before = register.read(Kind.PEER, peer);
        accredit(homeTerms());
        assertEq(register.read(Kind.PEER, peer), before, "height, time, epoch and state stay");
        assertEq(peers.terms(peer).origin, home.origin, "origin");
        assertEq(peers.peerAt(home.chainId, home.register), peer, "found");
        acceptHeader(frozen(), 101);
        recognizeAll(frozen());
        (uint8 status,,) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(status, Recognised.SUSPENDED, "known anew, under the agreement that was made before");
    }

    function test_onceOnly_fail() public {
        accredit(homeTerms());
        _refuse(homeTerms(), abi.encodeWithSelector(IPeers.PeerExists.selector, peer));
    }

    /// Else signatures of a set that was replaced would count again.
    function test_theEpochFalls_fail() public {
        PeerWord word = PeerWord.wrap(register.read(Kind.PEER, peer));
        plant(Kind.PEER, peer, PeerWord.unwrap(word.withSetEpoch(5)));
        _refuse(homeTerms(), abi.encodeWithSelector(IPeers.EpochRefused.selector, 5, 1));
    }

    /// The new version forgives nothing: what was frozen or withdrawn stays so, and no header of the past is taken.
    function test_whatWasFrozenStaysFrozen_fail() public {
        PeerWord word = PeerWord.wrap(register.read(Kind.PEER, peer));
        plant(Kind.PEER, peer, PeerWord.unwrap(word.withState(PeerState.FROZEN)));
        accredit(homeTerms());
        assertEq(peers.terms(peer).state, PeerState.FROZEN, "frozen");
        plant(Kind.PEER, peer, PeerWord.unwrap(word));
        (bytes32 root, bytes[] memory proof) = state(home.standing, good().storageRoot, home.standing.codehash);
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(homeTerms(), 100, headerTime(good()), root);
        vm.expectRevert(abi.encodeWithSelector(IPeers.HeaderTooOld.selector, 100, 100));
        peers.acceptHeader(peer, header, proof, a);
    }

    function _refuse(IPeers.Terms memory t, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("council"));
        peers.accredit(t);
    }
}
