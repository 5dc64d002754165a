// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {MerklePatricia} from "../../src/libraries/MerklePatricia.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Answer} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState} from "../../src/types/PeerWord.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

/// @notice What must not become a fact: each part of a proof changed, each second and each agreement that does not fit.
contract RecognitionProofsTest is RecognitionBase {
    uint40 private constant YEAR = 365 days;

    // ---- what does not pass

    function strangeOrigin(IPeers.Terms memory t) private returns (bytes32) {
        accredit(t);
        return keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt));
    }

    function refuse(Snapshot memory snap, bytes memory why) private {
        IRecognition.Item[] memory items = itemsOf(snap);
        vm.expectRevert(why);
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
    }

    function refuseUnder(Club memory club, bytes memory why) private {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        vm.expectRevert(why);
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, club, new IRecognition.Shown[](0));
    }

    function test_nothingOpened_fail() public {
        vm.expectRevert(IRecognition.NothingToOpen.selector);
        recognition.prove(home.origin, good().s, good().slotProof, new IRecognition.Item[](0), HANGZHOU);
    }

    function test_bitFlippedInStorageProof_fail() public {
        Snapshot memory snap = good();
        snap.slotProof[0][9] ^= 0x01;
        refuse(snap, abi.encodeWithSelector(MerklePatricia.NodeMismatch.selector, 0));
    }

    function test_statementChangedInAnyField_fail() public {
        for (uint256 field = 0; field < 4; ++field) {
            Snapshot memory snap = good();
            if (field == 0) snap.s.councilSeq += 1;
            if (field == 1) snap.s.asOf -= 1;
            if (field == 2) snap.s.challenge = digest("another challenge");
            if (field == 3) snap.s.answersRoot = digest("another root");
            refuse(
                snap, abi.encodeWithSelector(IRecognition.StatementNotProven.selector, hashOf(snap.s), hashOf(good().s))
            );
        }
    }

    function test_anotherLaneOrNumber_fail() public {
        Snapshot memory snap = good();
        snap.s.n += 1;
        mustNotProve(snap);
        snap = good();
        snap.s.lane = 0;
        mustNotProve(snap);
    }

    /// The walk ends at another leaf of the trie, or before one.
    function mustNotProve(Snapshot memory snap) private {
        bytes memory call =
            abi.encodeCall(recognition.prove, (home.origin, snap.s, snap.slotProof, itemsOf(snap), HANGZHOU));
        (bool ok, bytes memory why) = address(recognition).call(call);
        assertFalse(ok, "proven");
        bool known =
            bytes4(why) == MerklePatricia.KeyAbsent.selector || bytes4(why) == MerklePatricia.NodeMismatch.selector;
        assertTrue(known, "reason");
    }

    function test_answerImproved_fail() public {
        acceptHeader(frozen(), 101);
        Snapshot memory snap = frozen();
        IRecognition.Item[] memory items = itemsOf(snap);
        items[0].reply.state = Answer.GOOD;
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AnswerNotInStatement.selector, 0, snap.s.answersRoot));
        recognition.prove(home.origin, snap.s, snap.slotProof, items, HANGZHOU);
    }

    function test_backInTime_fail() public {
        proveAll(good());
        acceptHeader(frozen(), 101);
        proveAll(frozen());
        // The old statement still stands in the ring under the new header.
        Snapshot memory snap = good();
        snap.slotProof = goodUnderFrozen;
        refuse(
            snap,
            abi.encodeWithSelector(IRecognition.OlderThanKnown.selector, factId(0), good().s.asOf, frozen().s.asOf)
        );
    }

    /// Two statements of one second: the worse answer stays.
    function test_goodAfterBadInTheSameSecond_fail() public {
        proveAll(good());
        plant(Kind.FACT, factId(0), FactWord.unwrap(fact(0).withAnswer(Answer.SUSPENDED)));
        refuse(
            good(),
            abi.encodeWithSelector(IRecognition.OlderThanKnown.selector, factId(0), good().s.asOf, good().s.asOf)
        );
    }

    function test_statementLaterThanTheHeader_fail() public {
        Snapshot memory snap = good();
        snap.s.asOf = headerTime(good()) + 1;
        refuse(snap, abi.encodeWithSelector(IRecognition.StatementInFuture.selector, snap.s.asOf, headerTime(good())));
    }

    function test_otherCouncilSeqThanAccredited_fail() public {
        IPeers.Terms memory t = homeTerms();
        (t.deploymentSalt, t.chainId, t.councilSeq) = (digest("other salt"), 5, 1);
        bytes32 strict = strangeOrigin(t);
        IRecognition.Item[] memory items = itemsOf(good());
        vm.expectRevert(abi.encodeWithSelector(IRecognition.CouncilSeqRefused.selector, good().s.councilSeq, uint64(1)));
        recognition.prove(strict, good().s, good().slotProof, items, HANGZHOU);
    }

    function test_frozenPeer_fail() public {
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.WITHDRAWN);
        refuse(good(), abi.encodeWithSelector(IRecognition.PeerNotUsable.selector, peer, PeerState.WITHDRAWN));
    }

    function test_peerWithoutAHeader_fail() public {
        IPeers.Terms memory t = homeTerms();
        (t.deploymentSalt, t.chainId) = (digest("other salt"), 5);
        bytes32 fresh = strangeOrigin(t);
        IRecognition.Item[] memory items = itemsOf(good());
        vm.expectRevert(abi.encodeWithSelector(IRecognition.StatementInFuture.selector, good().s.asOf, 0));
        recognition.prove(fresh, good().s, good().slotProof, items, HANGZHOU);
    }

    function test_agreementUnknownEndedOrExpired_fail() public {
        bytes32 id = agreementIdOf(HANGZHOU, standingClub);
        refuseUnder(standingClub, abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, id));
        agree();
        uint40 until = standingClub.until;
        vm.warp(until);
        refuseUnder(standingClub, abi.encodeWithSelector(IRecognition.AgreementNotLive.selector, id, 1, until));
    }

    /// A club with one term bent is another club, which nobody joined.
    function test_clubBentInOneTerm_fail() public {
        agree();
        Club memory bent = standingClub;
        bent.conditions = 0;
        bytes32 id = agreementIdOf(HANGZHOU, bent);
        refuseUnder(bent, abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, id));
    }

    function test_agreementNotNamedForAFactThatRestsOnOne_fail() public {
        bytes32 id = agree();
        recognizeAll(good());
        refuse(
            good(),
            abi.encodeWithSelector(IRecognition.AgreementNotNamed.selector, factId(0), uint32(uint256(id) >> 224))
        );
    }
}
