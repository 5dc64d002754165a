// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Grants} from "../../src/modules/grants/Grants.sol";
import {PartyFlag} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyWords} from "../../src/types/PartyWord.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {Masks} from "../kit/Masks.sol";

/// @notice Threats from within: a module turned hostile, and a council in a hurry.
contract KernelThreatsTest is GrantsBase {
    /// Each module of the law, made to flip each bit of a live title: it can where modules.json gives it the bit, nowhere else.
    function test_aModuleWritesBitsThatAreNotItsOwn() public {
        address[6] memory all = [
            address(parties),
            address(notices),
            address(titles),
            address(grants),
            address(holdings),
            address(encumbrances)
        ];
        bytes32 id = idOf(title);
        bytes32 word = GrantWord.unwrap(grant(id));
        for (uint256 m = 0; m < all.length; ++m) {
            _notItsOwn(all[m], Kind.GRANT, id, word);
        }
        assertEq(register.mayWrite(address(parties), Kind.GRANT), 0, "parties touch no grant");
        assertEq(GrantWord.unwrap(grant(id)), word, "unmoved");
    }

    /// Orders and affiliations share the flags of a party, each its own: no order takes back what was declared.
    function test_aModuleWritesFlagsOfAPartyThatAreNotItsOwn() public {
        bytes32 id = Ids.ofNumber(PROVIDER);
        bytes32 word = register.read(Kind.PARTY, id);
        _notItsOwn(address(parties), Kind.PARTY, id, word);
        _notItsOwn(address(encumbrances), Kind.PARTY, id, word);
        uint256 ofParties = register.mayWrite(address(parties), Kind.PARTY);
        uint256 ofOrders = register.mayWrite(address(encumbrances), Kind.PARTY);
        assertEq(ofParties & ofOrders, 0, "no bit of both");
        assertEq(ofParties & PartyWords.FLAGS_MASK, uint256(PartyFlag.AFFILIATE) << 232, "what was declared");
    }

    function _notItsOwn(address module, uint8 kind, bytes32 id, bytes32 word) private {
        uint256 mask = register.mayWrite(module, kind);
        for (uint256 bit = 0; bit < 256; ++bit) {
            uint256 one = uint256(1) << bit;
            if (mask & one != 0) continue;
            vm.prank(module);
            vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, module, kind, bytes32(one)));
            register.write(kind, id, word, word ^ bytes32(one), 0);
        }
    }

    /// A module by name, its own masks: words of other kinds are closed to it as well.
    function test_aModuleWritesAKindThatIsNotItsOwn() public {
        bytes32 one = bytes32(uint256(1) << 255);
        for (uint8 kind = 1; kind < 30; ++kind) {
            if (register.mayWrite(address(holdings), kind) != 0) continue;
            vm.prank(address(holdings));
            vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(holdings), kind, one));
            register.write(kind, digest("any"), 0, one, 0);
        }
    }

    /// Whatever the council's own rules of delay are: law that gives power waits two days, in whichever way it is asked for.
    function test_theCouncilActsWithoutDelay() public {
        address next = address(new Grants(register));
        uint40 now_ = uint40(block.timestamp);
        uint40 due = now_ + 2 days;
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TooSoon.selector, now_, due));
        register.enableModule(next, now_, 0, Masks.ofModule("Grants"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TooSoon.selector, due - 1, due));
        council.execute(
            address(register), abi.encodeCall(register.enableModule, (next, due - 1, 0, Masks.ofModule("Grants")))
        );
        register.announceWidening(address(encumbrances), Kind.GRANT, type(uint256).max);
        bytes4 notDue = IRegister.WideningNotDue.selector;
        vm.expectRevert(abi.encodeWithSelector(notDue, address(encumbrances), Kind.GRANT, type(uint256).max, due));
        register.widen(address(encumbrances), Kind.GRANT, type(uint256).max);
        register.enableModule(next, due, 0, Masks.ofModule("Grants"));
        vm.stopPrank();
        assertFalse(register.enabled(next), "not today");
        vm.prank(next);
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, next, due, 0));
        register.write(Kind.GRANT, digest("any"), 0, bytes32(uint256(2) << 248), 0);
    }
}
