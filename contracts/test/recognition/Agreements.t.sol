// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {AgreementState, AgreementWord} from "../../src/types/AgreementWord.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Recognised, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

/// @notice Joining and leaving clubs, and an exchange's own decisions.
contract AgreementsTest is RecognitionBase {
    function refuse(Club memory club, bytes32[] memory of_, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        recognition.agree(peer, club, of_);
    }

    function reason(bytes4 selector, bytes32 field, uint256 value) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, field, value);
    }

    function test_agreementSaysItsClub() public {
        standingClub.maxAgeTrade = 600;
        AgreementWord word = AgreementWord.wrap(register.read(Kind.AGREEMENT, agree()));
        assertTrue(word.state() == AgreementState.LIVE && word.exchange() == HANGZHOU, "live, ours");
        assertTrue(word.since() == block.timestamp && word.until() == standingClub.until, "from now to the club's end");
        assertEq(word.maxAge(), 600, "maxAge is that of trades");
        bytes32 digest_ = keccak256(abi.encode(keccak256("torrens/club/1"), standingClub));
        assertEq(recognition.clubDigest(standingClub), digest_, "digest");
        assertEq(uint256(word.digest()), uint256(digest_) >> 128, "first half of the digest");
    }

    function test_eachExchangeJoinsByItsOwnAct() public {
        agree();
        bytes32 ofHarbin = agreementIdOf(HARBIN, standingClub);
        assertEq(register.read(Kind.AGREEMENT, ofHarbin), 0, "not for another");
        bytes32[] memory both = members();
        vm.prank(addr("harbin"));
        assertEq(recognition.agree(peer, standingClub, both), ofHarbin, "the same club");
    }

    function test_joinTwice_fail() public {
        bytes32 id = agree();
        refuse(standingClub, members(), abi.encodeWithSelector(IRecognition.AgreementExists.selector, id));
    }

    function test_clubOverOrUnderAnUnknownPeer_fail() public {
        Club memory club = standingClub;
        club.until = uint40(block.timestamp);
        bytes4 over = IRecognition.AgreementTermRefused.selector;
        refuse(club, members(), abi.encodeWithSelector(over, block.timestamp, block.timestamp));
        bytes32[] memory both = members();
        vm.expectRevert(abi.encodeWithSelector(IPeers.PeerUnknown.selector, digest("nobody")));
        vm.prank(addr("hangzhou"));
        recognition.agree(digest("nobody"), standingClub, both);
    }

    function test_clubOfUnknownOrNoBits_fail() public {
        bytes4 bad = IRecognition.ClubRefused.selector;
        Club memory club = standingClub;
        club.sectors = 0;
        refuse(club, members(), reason(bad, "sectors", 0));
        club.sectors = 1 << 20;
        refuse(club, members(), reason(bad, "sectors", 1 << 20));
        club = standingClub;
        club.regions = 1 << 35;
        refuse(club, members(), reason(bad, "regions", 1 << 35));
        club = standingClub;
        club.bases = 1;
        refuse(club, members(), reason(bad, "bases", 1));
        club = standingClub;
        club.conditions = 4;
        refuse(club, members(), reason(bad, "conditions", 4));
        club = standingClub;
        club.termsDigest = 0;
        refuse(club, members(), reason(bad, "termsDigest", 0));
    }

    function withMembers(bytes32[] memory of_) private view returns (Club memory club) {
        club = standingClub;
        club.membersDigest = keccak256(abi.encode(of_));
    }

    function test_membersMissingTwiceUnsortedOneOrTooMany_fail() public {
        bytes32[] memory both = members();
        bytes32[] memory list = new bytes32[](1);
        list[0] = home.origin;
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.MembersRefused.selector, 1));
        list = new bytes32[](65);
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.MembersRefused.selector, 65));
        list = new bytes32[](2);
        (list[0], list[1]) = (both[1], both[0]);
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.MembersRefused.selector, 1));
        (list[0], list[1]) = (both[0], both[0]);
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.MembersRefused.selector, 1));
        bytes32 last = bytes32(type(uint256).max);
        (list[0], list[1]) = (home.origin, last);
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.NotMember.selector, register.origin()));
        (list[0], list[1]) = (register.origin(), last);
        refuse(withMembers(list), list, abi.encodeWithSelector(IRecognition.NotMember.selector, home.origin));
        bytes32 held = standingClub.membersDigest;
        bytes4 differ = IRecognition.MembersDiffer.selector;
        refuse(standingClub, list, abi.encodeWithSelector(differ, held, keccak256(abi.encode(list))));
    }

    function test_threeInAClub() public {
        bytes32[] memory both = members();
        bytes32[] memory list = new bytes32[](3);
        (list[0], list[1], list[2]) = (bytes32(uint256(1)), both[0], both[1]);
        Club memory club = withMembers(list);
        vm.prank(addr("hangzhou"));
        recognition.agree(peer, club, list);
    }

    function test_leaveTwiceOrForAnother_fail() public {
        agree();
        bytes32 named = recognition.clubDigest(standingClub);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.NotYours.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        recognition.endAgreement(peer, HANGZHOU, named);
        bytes32 ofHarbin = agreementIdOf(HARBIN, standingClub);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, ofHarbin));
        vm.prank(addr("harbin"));
        recognition.endAgreement(peer, HARBIN, named);
        endAgreement(standingClub);
        bytes32 id = agreementIdOf(HANGZHOU, standingClub);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementNotLive.selector, id, 2, block.timestamp));
        vm.prank(addr("hangzhou"));
        recognition.endAgreement(peer, HANGZHOU, named);
    }

    // ---- decisions

    function test_nobodyDecidesForAnotherExchange_fail() public {
        agree();
        recognizeAll(good());
        IRecognition.Subject memory s = subject(0);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.NotYours.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        recognition.decide(s, Recognised.DECLINED, 0);
        s.exchange = 0;
        vm.expectRevert(abi.encodeWithSelector(IRecognition.NotYours.selector, 0, HARBIN));
        vm.prank(addr("harbin"));
        recognition.decide(s, Recognised.DECLINED, 0);
        s.exchange = HARBIN;
        bytes32 ofHarbin = factIdFor(0, HARBIN);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.FactUnknown.selector, ofHarbin));
        vm.prank(addr("harbin"));
        recognition.decide(s, Recognised.DECLINED, 0);
    }

    function test_exchangesOfOneChainDecideApart() public {
        agree();
        recognizeAll(good());
        recognition.prove(home.origin, good().s, good().slotProof, itemsOf(good()), HARBIN);
        IRecognition.Subject memory s = subject(0);
        s.exchange = HARBIN;
        vm.prank(addr("harbin"));
        recognition.decide(s, Recognised.DECLINED, 3);
        (uint8 theirs,,) = recognition.statusOf(factIdFor(0, HARBIN), uint40(block.timestamp));
        (uint8 ours,,) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(theirs, Recognised.DECLINED, "theirs");
        assertEq(ours, Recognised.RECOGNIZED, "ours");
    }

    function test_successorDecidesAndLeavesForItsPredecessor() public {
        agree();
        recognizeAll(good());
        bytes32 ofHangzhou = bytes32(uint256(HANGZHOU));
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, ofHangzhou));
        plant(Kind.PARTY, ofHangzhou, PartyWord.unwrap(word.withSuccessor(HARBIN)));
        IRecognition.Subject memory s = subject(0);
        bytes32 named = recognition.clubDigest(standingClub);
        vm.startPrank(addr("harbin"));
        recognition.decide(s, Recognised.DECLINED, 3);
        recognition.endAgreement(peer, HANGZHOU, named);
        vm.stopPrank();
        (uint8 now_,,) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(now_, Recognised.DECLINED, "decided");
    }

    function test_ownDecisionIsTakenBack() public {
        agree();
        recognizeAll(good());
        decide(0, Recognised.DECLINED, 3);
        decide(0, Recognised.PROVEN, 0);
        recognizeAll(good());
        (uint8 now_,,) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(now_, Recognised.RECOGNIZED, "the club decides again");
    }

    function test_decideOnNothingOrOtherwise_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IRecognition.FactUnknown.selector, factId(0)));
        decide(0, Recognised.DECLINED, 0);
        proveAll(good());
        uint8[4] memory refused = [0, Recognised.SUSPENDED, Recognised.STALE, 8];
        for (uint256 i = 0; i < refused.length; ++i) {
            IRecognition.Subject memory s = subject(0);
            vm.expectRevert(abi.encodeWithSelector(IRecognition.DecisionRefused.selector, refused[i]));
            vm.prank(addr("hangzhou"));
            recognition.decide(s, refused[i], 0);
        }
    }

    function test_withoutTheRole_fail() public {
        address logger = addr("hangzhou-logger");
        IRecognition.Subject memory s = subject(0);
        bytes32[] memory both = members();
        bytes memory why = abi.encodeWithSelector(IModule.RoleMissing.selector, logger, Role.LOGGER, Role.EXCHANGE);
        vm.startPrank(logger);
        vm.expectRevert(why);
        recognition.decide(s, Recognised.DECLINED, 0);
        vm.expectRevert(why);
        recognition.agree(peer, standingClub, both);
        vm.expectRevert(why);
        recognition.endAgreement(peer, HANGZHOU, digest("club"));
        vm.stopPrank();
    }
}
