// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ages} from "../../src/types/Clubs.sol";
import {FieldTooWide} from "../../src/types/Fields.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {PeersBase} from "./PeersBase.sol";

contract PeersTest is PeersBase {
    bytes32 private peer;

    function setUp() public override {
        super.setUp();
        peer = accredit(foreignTerms());
    }

    function word() private view returns (PeerWord) {
        return PeerWord.wrap(register.read(Kind.PEER, peer));
    }

    function refuseAccredit(IPeers.Terms memory t, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("council"));
        peers.accredit(t);
    }

    // ---- accrediting

    function test_accredited() public view {
        assertEq(word().state(), PeerState.ACCREDITED, "state");
        assertEq(word().scheme(), 1, "scheme");
        assertEq(word().threshold(), 3, "threshold");
        assertEq(word().notaries(), 5, "notaries");
        assertEq(word().setEpoch(), 1, "epoch");
        IPeers.Summary memory s = peers.terms(peer);
        assertEq(s.origin, keccak256(abi.encode(uint256(FOREIGN_CHAIN), addr("foreign register"), SALT)), "origin");
        assertEq(s.standing, addr("foreign standing"), "standing");
        assertTrue(s.councilSeq == 0 && s.state == PeerState.ACCREDITED, "terms");
        assertTrue(s.maxAge.show == MAX_AGE && s.maxAge.trade == 6 hours && s.maxAge.finance == 1 hours, "ages");
    }

    function test_withdrawnPeerMakesRoomOnItsChain() public {
        IPeers.Terms memory t = foreignTerms();
        t.deploymentSalt = keccak256("the chain began anew");
        refuseAccredit(t, abi.encodeWithSelector(IPeers.ChainIdRefused.selector, FOREIGN_CHAIN));
        vm.prank(addr("council"));
        peers.changePeer(peer, PeerState.WITHDRAWN);
        // What notaries signed of the chain before its reset would count again: checkpoints name no deployment.
        refuseAccredit(t, abi.encodeWithSelector(IPeers.EpochRefused.selector, 1, 1));
        t.setEpoch = 2;
        accredit(t);
    }

    function test_accreditTwice_fail() public {
        refuseAccredit(foreignTerms(), abi.encodeWithSelector(IPeers.PeerExists.selector, peer));
    }

    function test_accreditOwnOrNoChain_fail() public {
        IPeers.Terms memory t = foreignTerms();
        t.chainId = uint64(block.chainid);
        refuseAccredit(t, abi.encodeWithSelector(IPeers.ChainIdRefused.selector, t.chainId));
        t.chainId = 0;
        refuseAccredit(t, abi.encodeWithSelector(IPeers.ChainIdRefused.selector, 0));
    }

    function test_accreditZeroFields_fail() public {
        IPeers.Terms memory t = elsewhere();
        t.register = address(0);
        refuseAccredit(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("register")));
        t = elsewhere();
        t.standing = address(0);
        refuseAccredit(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("standing")));
        t = elsewhere();
        t.standingCodeHash = 0;
        refuseAccredit(t, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("standingCodeHash")));
    }

    function test_accreditNotariesTwiceUnsortedNoneOrTooMany_fail() public {
        IPeers.Terms memory t = elsewhere();
        t.notaries[2] = t.notaries[1];
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NotariesRefused.selector, 2));
        t = elsewhere();
        (t.notaries[3], t.notaries[4]) = (t.notaries[4], t.notaries[3]);
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NotariesRefused.selector, 4));
        t.notaries = new address[](1);
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NotariesRefused.selector, 0));
        t.notaries = new address[](0);
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NotariesRefused.selector, 0));
        t.notaries = new address[](33);
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NotariesRefused.selector, 33));
    }

    function test_accreditThresholdOfHalfOrMoreThanAll_fail() public {
        IPeers.Terms memory t = elsewhere();
        t.threshold = 2;
        refuseAccredit(t, abi.encodeWithSelector(IPeers.ThresholdRefused.selector, 2, 5));
        t.threshold = 6;
        refuseAccredit(t, abi.encodeWithSelector(IPeers.ThresholdRefused.selector, 6, 5));
    }

    function test_accreditByAnother_fail() public {
        IPeers.Terms memory t = elsewhere();
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IPeers.accredit.selector)
        );
        vm.prank(addr("hangzhou"));
        peers.accredit(t);
    }

    function test_accreditAgesOutOfOrder_fail() public {
        IPeers.Terms memory t = elsewhere();
        uint32 long = 1 << 20;
        uint32[3][4] memory bad = [[uint32(9), 5, 0], [uint32(9), 5, 6], [uint32(9), 10, 1], [long, long, 1]];
        for (uint256 i = 0; i < bad.length; ++i) {
            t.maxAge = Ages(bad[i][0], bad[i][1], bad[i][2]);
            refuseAccredit(t, abi.encodeWithSelector(IPeers.AgesRefused.selector, bad[i][0], bad[i][1], bad[i][2]));
        }
        t.maxAge = Ages(type(uint32).max, long - 1, long - 1);
        accredit(t);
    }

    function test_accreditAnAccountWithoutCode_fail() public {
        IPeers.Terms memory t = elsewhere();
        t.standingCodeHash = keccak256("");
        refuseAccredit(t, abi.encodeWithSelector(IPeers.NoCodeRefused.selector, keccak256("")));
    }

    function test_accreditACouncilSeqTooWide_fail() public {
        IPeers.Terms memory t = elsewhere();
        t.councilSeq = 1 << 20;
        refuseAccredit(t, abi.encodeWithSelector(FieldTooWide.selector, 1 << 20, 20));
    }

    // ---- changing what was accredited

    function test_peerTakesANewStandingIntoUse() public {
        vm.prank(addr("council"));
        peers.changeTerms(peer, addr("new standing"), keccak256("new code"), 9, Ages(5, 4, 3));
        IPeers.Summary memory s = peers.terms(peer);
        assertTrue(s.standing == addr("new standing") && s.councilSeq == 9, "terms");
        assertTrue(s.state == PeerState.ACCREDITED, "state");
        assertTrue(s.maxAge.show == 5 && s.maxAge.trade == 4 && s.maxAge.finance == 3, "ages");
    }

    function test_changeTermsToNothing_fail() public {
        Ages memory age = Ages(5, 4, 3);
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("standing")));
        peers.changeTerms(peer, address(0), keccak256("code"), 0, age);
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("standingCodeHash")));
        peers.changeTerms(peer, addr("standing"), 0, 0, age);
        vm.expectRevert(abi.encodeWithSelector(IPeers.AgesRefused.selector, 5, 4, 0));
        peers.changeTerms(peer, addr("standing"), keccak256("code"), 0, Ages(5, 4, 0));
        vm.expectRevert(abi.encodeWithSelector(IPeers.PeerUnknown.selector, keccak256("nobody")));
        peers.changeTerms(keccak256("nobody"), addr("standing"), keccak256("code"), 0, age);
        peers.changePeer(peer, PeerState.WITHDRAWN);
        vm.expectRevert(abi.encodeWithSelector(IPeers.PeerNotAccredited.selector, peer, PeerState.WITHDRAWN));
        peers.changeTerms(peer, addr("standing"), keccak256("code"), 0, age);
        vm.stopPrank();
    }

    function test_changeTermsByAnother_fail() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, address(this), IPeers.changeTerms.selector)
        );
        peers.changeTerms(peer, addr("standing"), keccak256("code"), 0, Ages(5, 4, 3));
    }

    function test_peerFoundByItsChainAndRegister() public view {
        assertEq(peers.peerAt(FOREIGN_CHAIN, addr("foreign register")), peer, "found");
        assertEq(peers.peerAt(FOREIGN_CHAIN, addr("another register")), 0, "another register");
        assertEq(peers.peerAt(FOREIGN_CHAIN + 1, addr("foreign register")), 0, "another chain");
        assertEq(peers.peerAt((1 << 64) + FOREIGN_CHAIN, addr("foreign register")), 0, "no chain id");
    }

    function elsewhere() private view returns (IPeers.Terms memory t) {
        t = foreignTerms();
        t.chainId = FOREIGN_CHAIN + 1;
    }

    // ---- states

    function test_changesOfStateNotAllowed_fail() public {
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IPeers.StateRefused.selector, PeerState.ACCREDITED));
        peers.changePeer(peer, PeerState.ACCREDITED);
        vm.expectRevert(abi.encodeWithSelector(IPeers.StateRefused.selector, PeerState.FROZEN));
        peers.changePeer(peer, PeerState.FROZEN);
        peers.changePeer(peer, PeerState.WITHDRAWN);
        vm.expectRevert(abi.encodeWithSelector(IPeers.StateRefused.selector, PeerState.WITHDRAWN));
        peers.changePeer(peer, PeerState.WITHDRAWN);
        vm.expectRevert(abi.encodeWithSelector(IPeers.StateRefused.selector, PeerState.ACCREDITED));
        peers.changePeer(peer, PeerState.ACCREDITED);
        vm.stopPrank();
    }

    function test_changePeerByAnother_fail() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, address(this), IPeers.changePeer.selector)
        );
        peers.changePeer(peer, PeerState.WITHDRAWN);
    }
}
