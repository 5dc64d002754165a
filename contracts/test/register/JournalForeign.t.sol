// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {Recognised} from "../../src/types/Codes.sol";
import {PeerState} from "../../src/types/PeerWord.sol";
import {Mirror} from "../kit/Mirror.sol";
import {RecognitionBase} from "../recognition/RecognitionBase.sol";

/// @notice The journal is refolded from the logs of the modules that look abroad: Peers, Recognition.
contract JournalForeignTest is RecognitionBase {
    Mirror private mirror;

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_I17_peersRefold() public {
        IPeers.Terms memory t = foreignTerms();
        bytes32 other = accredit(t);
        _fold();
        vm.prank(addr("council"));
        peers.changeNotaries(other, 2, 3, t.notaries);
        _fold();
        vm.prank(addr("council"));
        peers.changeTerms(other, addr("new standing"), keccak256("new code"), 3, t.maxAge);
        _fold();
        t.setEpoch = 2;
        (bytes memory one, IPeers.Attestation memory ofOne) = signedHeader(t, 10, 5, keccak256("one"));
        (bytes memory two, IPeers.Attestation memory ofTwo) = signedHeader(t, 10, 5, keccak256("two"));
        peers.reportEquivocation(other, one, ofOne, two, ofTwo);
        _fold();
        vm.prank(addr("council"));
        peers.changePeer(other, PeerState.WITHDRAWN);
        _fold();
        assertEq(mirror.writes(), 5, "accredited, rotated, new terms, frozen, withdrawn");
    }

    function test_factsRefold() public {
        agree();
        _fold();
        recognizeAll(good());
        _fold();
        decide(0, Recognised.DECLINED, 9);
        _fold();
        endAgreement(standingClub);
        _fold();
        acceptHeader(frozen(), 101);
        _fold();
        assertEq(mirror.writes(), 7, "agreed, three facts, declined, ended, a header");
    }

    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
