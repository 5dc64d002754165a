// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Peers} from "../../src/modules/recognition/Peers.sol";
import {Recognition} from "../../src/modules/recognition/Recognition.sol";
import {Standing} from "../../src/modules/recognition/Standing.sol";
import {Verb} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A retired module's views revert; what an exchange listed is sold by its successor.
contract ReviewViewsTest is MarketBase {
    function test_viewsOfARetiredModule_fail() public {
        _silent(address(grants), abi.encodeCall(grants.valid, (title)));
        _silent(address(grants), abi.encodeCall(grants.free, (title, Verb.LICENSE)));
        _silent(address(listings), abi.encodeCall(listings.good, (operated, HANGZHOU, digest("product"), NONCE)));
        _silent(address(parties), abi.encodeCall(parties.keyOf, (addr("provider"))));
        _silent(address(parties), abi.encodeCall(parties.deadline, (uint40(block.timestamp), 5)));
        Peers peers = new Peers(register); // not enabled: silent as well
        Recognition recognition = new Recognition(register, peers);
        Standing standing = new Standing(register);
        AuditAnchors anchors = new AuditAnchors(register);
        _silent(address(recognition), abi.encodeCall(recognition.statusOf, (bytes32(0), 0)));
        _silent(address(recognition), abi.encodeCall(recognition.statusFor, (bytes32(0), 0, 0)));
        IRecognition.Subject memory record;
        _silent(address(recognition), abi.encodeCall(recognition.statusUnder, (record, bytes32(0), 0, 0)));
        _silent(address(peers), abi.encodeCall(peers.peerAt, (1, address(1))));
        _silent(address(peers), abi.encodeCall(peers.head, (bytes32(0))));
        _silent(address(peers), abi.encodeCall(peers.terms, (bytes32(0))));
        _silent(address(peers), abi.encodeCall(peers.trusted, (bytes32(0))));
        _silent(address(standing), abi.encodeCall(standing.count, (0)));
        _silent(address(standing), abi.encodeCall(standing.answers, (title, new IStanding.Ask[](0))));
        bytes32[] memory proof = new bytes32[](0);
        bytes memory question = abi.encodeCall(anchors.included, (HANGZHOU, 1, bytes32(0), 0, bytes32(0), proof));
        _silent(address(anchors), question);
    }

    function test_theSuccessorOfAnExchangeSellsWhatItListed() public {
        market();
        _succeeded();
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        IVouchers.Basis memory b = basis();
        vm.prank(addr("harbin"));
        bytes32 id = vouchers.issue(t, b, seller, buyer);
        assertEq(voucher(id).state(), VoucherState.ISSUED, "issued");
        assertEq(voucher(id).exchange(), HANGZHOU, "in the name that was listed");
    }

    function test_theSuccessorsListingIsNotItsPredecessors_fail() public {
        bytes32 id = Ids.ofNumber(HARBIN);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id));
        plant(Kind.PARTY, id, PartyWord.unwrap(w.withSuccessor(HANGZHOU)));
        market();
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        IVouchers.Basis memory b = basis();
        vm.expectRevert(abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        vouchers.issue(t, b, seller, buyer);
    }

    function _succeeded() private {
        bytes32 id = Ids.ofNumber(HANGZHOU);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id)).withState(PartyState.ENDED);
        plant(Kind.PARTY, id, PartyWord.unwrap(w.withSuccessor(HARBIN)));
    }

    function _silent(address module, bytes memory question) private {
        uint256 before = vm.snapshotState();
        if (register.enabled(module)) {
            vm.prank(addr("council"));
            register.retireModule(module);
        }
        (bool answered, bytes memory why) = module.staticcall(question);
        assertFalse(answered, "silent");
        assertEq(bytes32(bytes4(why)), bytes32(IRegister.ModuleNotEnabled.selector), "because it is retired");
        vm.revertToState(before);
    }
}
