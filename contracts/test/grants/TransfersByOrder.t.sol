// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {FreezeScope, GrantFlag, Reason, Right, TransferReason} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice Transfers by judgment, and completed pre-notices: Encumbrances alone may ask for them, and has asked what stands in the way.
contract TransfersByOrderTest is GrantsBase {
    uint8 private constant JUDGMENT = TransferReason.JUDGMENT;

    GrantKey[] private owned; // PROCESSOR's licence to use, a second old

    function setUp() public override {
        super.setUp();
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        owned.push(path[0]);
        owned.push(path[1]);
        vm.warp(block.timestamp + 1);
    }

    function test_judgmentPassesFreezesAndWishes() public {
        freeze(owned, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 100);
        GrantWord before = grant(idOf(owned)).withFlags(GrantFlag.EXERCISE | GrantFlag.CONFIRMED);
        plant(Kind.GRANT, idOf(owned), GrantWord.unwrap(before));
        _order(BUYER, JUDGMENT);
        GrantWord w = grant(idOf(owned));
        assertEq(w.holder(), BUYER, "holder");
        assertEq(w.since(), uint40(block.timestamp), "since");
        assertEq(w.flags(), GrantFlag.EXERCISE | GrantFlag.ADJUDGED, "the old holder's confirmation is over");
        GrantWord back = w.withHolder(before.holder()).withSince(before.since()).withFlags(before.flags());
        assertEq(GrantWord.unwrap(back), GrantWord.unwrap(before), "nothing else changed");
    }

    function test_aCompletedSale() public {
        _order(BUYER, TransferReason.SALE);
        assertEq(grant(idOf(owned)).holder(), BUYER, "holder");
    }

    function test_toNobodyEndsTheGrantAndAllBelow() public {
        GrantKey[] memory below = license(owned, "processor", Right.USE, BUYER);
        _order(0, JUDGMENT);
        assertEq(grant(idOf(owned)).state(), GrantState.ENFORCED, "enforced");
        assertEq(valid(below), Reason.ANCESTOR_ENDED, "killing");
        _refuse(owned, BUYER, JUDGMENT, _state(GrantState.ENFORCED));
    }

    function test_byAnyoneElse_fail() public {
        bytes memory reason = abi.encodeWithSelector(IGrants.NotEncumbrancesModule.selector, address(titles));
        vm.prank(address(titles)); // an enabled module, but not one that writes freezes
        vm.expectRevert(reason);
        grants.transferByOrder(owned, BUYER, JUDGMENT, digest("judgment"), addr("court"));
        vm.prank(addr("council"));
        register.retireModule(address(encumbrances));
        reason = abi.encodeWithSelector(IGrants.NotEncumbrancesModule.selector, address(encumbrances));
        _refuse(owned, BUYER, JUDGMENT, reason);
    }

    function test_otherReasons_fail() public {
        uint8[4] memory wrong = [0, TransferReason.CONTRIBUTION, TransferReason.SUCCESSION, 5];
        for (uint256 i = 0; i < wrong.length; ++i) {
            _refuse(owned, BUYER, wrong[i], abi.encodeWithSelector(IGrants.ReasonRefused.selector, wrong[i]));
        }
    }

    function test_whoCannotReceive_fail() public {
        _refuse(owned, PROCESSOR, JUDGMENT, abi.encodeWithSelector(IGrants.TransferToSelf.selector, PROCESSOR));
        _refuse(owned, 99999, JUDGMENT, abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99999), 0));
        bytes memory nobody = abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(0), 0);
        _refuse(owned, 0, TransferReason.SALE, nobody);
    }

    function test_whatIsNotActive_fail() public {
        GrantKey[] memory unknown = extend(title, childKey(title, scope(Right.USE, 3)));
        unknown[1].termsDigest = digest("never licensed");
        _refuse(unknown, BUYER, JUDGMENT, abi.encodeWithSelector(IGrants.GrantUnknown.selector, idOf(unknown)));
        plant(Kind.GRANT, idOf(owned), GrantWord.unwrap(grant(idOf(owned)).withState(GrantState.SURRENDERED)));
        _refuse(owned, BUYER, JUDGMENT, _state(GrantState.SURRENDERED));
    }

    function test_twiceInASecond_fail() public {
        _order(BUYER, JUDGMENT);
        bytes memory reason = abi.encodeWithSelector(IGrants.TooFast.selector, idOf(owned), block.timestamp);
        _refuse(owned, OUTSIDER, JUDGMENT, reason);
    }

    function _state(uint8 state) private view returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.WrongGrantState.selector, idOf(owned), state);
    }

    function _order(uint32 to, uint8 reason) private {
        vm.prank(address(encumbrances));
        grants.transferByOrder(owned, to, reason, digest("judgment"), addr("court"));
    }

    function _refuse(GrantKey[] memory path, uint32 to, uint8 reason, bytes memory refusal) private {
        vm.prank(address(encumbrances));
        vm.expectRevert(refusal);
        grants.transferByOrder(path, to, reason, digest("judgment"), addr("court"));
    }
}
