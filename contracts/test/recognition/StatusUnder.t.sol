// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {Recognised, Reliance} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

/// @notice A record that is named whole is answered with what ended since, before anybody proves it anew.
contract StatusUnderTest is RecognitionBase {
    bytes32 private digest_;

    function setUp() public override {
        super.setUp();
        agree();
        recognizeAll(good());
        digest_ = recognition.clubDigest(standingClub);
    }

    function test_theSameWhileAllStands() public view {
        for (uint8 reliance = 0; reliance <= Reliance.FINANCE; ++reliance) {
            uint40 now_ = uint40(block.timestamp);
            (uint8 s, uint40 asOf, uint40 until) = recognition.statusUnder(subject(0), digest_, reliance, now_);
            (uint8 bare, uint40 bareAsOf, uint40 bareUntil) = recognition.statusFor(factId(0), reliance, now_);
            assertEq(s, bare, "status");
            assertTrue(s == Recognised.RECOGNIZED && asOf == bareAsOf && until == bareUntil, "its bounds");
        }
        assertEq(_at(standingClub.until - 1), Recognised.STALE, "silence");
    }

    function test_anAgreementEndedSinceShows() public {
        uint40 end = uint40(block.timestamp) + 10;
        vm.warp(end);
        endAgreement(standingClub);
        (uint8 bare,,) = recognition.statusOf(factId(0), end);
        assertEq(bare, Recognised.RECOGNIZED, "the word alone does not know");
        assertEq(_at(end - 1), Recognised.RECOGNIZED, "while it was live");
        assertEq(_at(end), Recognised.WITHDRAWN, "since it ended");
    }

    function test_aFrozenPeerShows() public {
        _peer(PeerState.FROZEN);
        assertEq(_status(), Recognised.SUSPENDED, "suspended");
        endAgreement(standingClub);
        assertEq(_status(), Recognised.WITHDRAWN, "and withdrawn");
    }

    function test_aWithdrawnPeerShows() public {
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.WITHDRAWN);
        assertEq(_status(), Recognised.WITHDRAWN, "withdrawn");
        assertEq(_at(standingClub.until), Recognised.WITHDRAWN, "however late it is asked");
    }

    /// @dev What an exchange decided by itself rests on no agreement; against it, it stands.
    function test_anOwnDecision() public {
        decide(0, Recognised.RECOGNIZED, 0);
        endAgreement(standingClub);
        assertEq(_status(), Recognised.RECOGNIZED, "rests on none");
        _peer(PeerState.FROZEN);
        assertEq(_status(), Recognised.SUSPENDED, "but on its peer");
        decide(0, Recognised.DECLINED, 0);
        assertEq(_status(), Recognised.DECLINED, "stands whatever its peer is");
    }

    function test_nothingKnown() public view {
        IRecognition.Subject memory s = subject(0);
        s.foreignId = digest("another");
        (uint8 found,,) = recognition.statusUnder(s, digest_, Reliance.SHOW, uint40(block.timestamp));
        assertEq(found, Recognised.UNKNOWN, "unknown, not withdrawn");
    }

    function test_anotherClub_fail() public {
        IRecognition.Subject memory s = subject(0);
        uint32 agreement = fact(0).agreement();
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementNotNamed.selector, factId(0), agreement));
        recognition.statusUnder(s, digest("another club"), Reliance.SHOW, uint40(block.timestamp));
    }

    function test_anotherReliance_fail() public {
        IRecognition.Subject memory s = subject(0);
        uint8 none = Reliance.FINANCE + 1;
        vm.expectRevert(abi.encodeWithSelector(IRecognition.RelianceRefused.selector, none));
        recognition.statusUnder(s, digest_, none, uint40(block.timestamp));
    }

    function _peer(uint8 state) private {
        PeerWord word = PeerWord.wrap(register.read(Kind.PEER, peer));
        plant(Kind.PEER, peer, PeerWord.unwrap(word.withState(state)));
    }

    function _status() private view returns (uint8) {
        return _at(uint40(block.timestamp));
    }

    function _at(uint40 when) private view returns (uint8 found) {
        (found,,) = recognition.statusUnder(subject(0), digest_, Reliance.SHOW, when);
    }
}
