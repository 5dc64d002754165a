// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Reason, Role, Verb} from "../../src/types/Codes.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";

/// @notice The window in which a party's keys were in wrong hands.
contract SuspectTest is GrantsBase, PartyActs {
    uint40 private registeredAt;

    function setUp() public override(GrantsBase, World) {
        GrantsBase.setUp();
        registeredAt = uint40(block.timestamp); // Tuesday 2026-03-10 00:00
        vm.warp(registeredAt + 1 days);
    }

    function test_whatWasWrittenInItIsNotFreeButValid() public {
        vm.prank(addr("hangzhou"));
        parties.declareSuspect(registeredAt - 10, registeredAt + 10, digest("stolen"));
        assertEq(valid(title), Reason.NONE, "valid");
        assertEq(free(title, Verb.LICENSE), Reason.SUSPECT, "not free");
    }

    function test_aPartyOnlyWidens() public {
        _declare(registeredAt, registeredAt + 100);
        _standing(registeredAt, registeredAt + 100, "declared");
        _declare(registeredAt - 50, registeredAt + 50);
        _standing(registeredAt - 50, registeredAt + 100, "wider before");
        _declare(registeredAt + 60, registeredAt + 200);
        _standing(registeredAt - 50, registeredAt + 200, "wider after");
        _declare(registeredAt - 99, registeredAt + 999);
        _standing(registeredAt - 99, registeredAt + 999, "wider on both sides");
        _declare(registeredAt + 2000, registeredAt + 3000);
        _standing(registeredAt - 99, registeredAt + 3000, "and all between");
        bytes memory why =
            abi.encodeWithSelector(IPartyLife.SuspectStands.selector, registeredAt - 99, registeredAt + 3000);
        _refuseDeclared("provider", registeredAt, registeredAt + 1, why);
        _refuseDeclared("provider", registeredAt - 99, registeredAt + 3000, why);
    }

    function test_tenWorkingDaysBackAtMost() public {
        uint40 from = local(3, 11, 15);
        vm.warp(local(3, 26, 0) - 1); // the last second of the tenth working day after the 11th
        uint256 back = vm.snapshotState();
        _declare(from, from + 10);
        vm.revertToState(back);
        vm.warp(local(3, 26, 0));
        bytes memory why = abi.encodeWithSelector(IPartyLife.SuspectTooOld.selector, from, local(3, 26, 0));
        _refuseDeclared("provider", from, from + 10, why);
        _declare(local(3, 12, 0), local(3, 25, 0));
    }

    /// Two small windows, months apart, would cast doubt on all that was sold between them.
    function test_noBridgeOverOlderTime_fail() public {
        _declare(registeredAt, registeredAt + 100);
        vm.warp(local(4, 20, 9));
        uint40 time = uint40(block.timestamp);
        bytes memory why =
            abi.encodeWithSelector(IPartyLife.SuspectTooOld.selector, registeredAt + 100, local(3, 25, 0));
        _refuseDeclared("provider", time - 10, time, why);
        _order("court", registeredAt, time); // an authority may
        _standing(registeredAt, time, "ordered");
    }

    function test_windowMalformed_fail() public {
        uint40 time = uint40(block.timestamp);
        uint40[2][4] memory windows = [[uint40(0), time], [time - 1, time - 2], [time, time + 1], [time + 1, time + 2]];
        for (uint256 i = 0; i < windows.length; ++i) {
            (uint40 from, uint40 to) = (windows[i][0], windows[i][1]);
            bytes memory why = abi.encodeWithSelector(IPartyLife.SuspectWindowRefused.selector, from, to);
            _refuseDeclared("provider", from, to, why);
            bytes memory call = abi.encodeCall(parties.orderSuspect, (PROVIDER, from, to, digest("order")));
            refused("court", address(parties), call, why);
        }
        _declare(time, time); // this very second
    }

    function test_whoDeclares_fail() public {
        uint40 time = uint40(block.timestamp);
        bytes memory why =
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-logger"), Role.LOGGER, Role.EXCHANGE);
        _refuseDeclared("hangzhou-logger", time - 1, time, why);
        _refuseDeclared("nobody", time - 1, time, abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("nobody")));
        bytes memory call = abi.encodeCall(parties.declareSuspect, (time - 1, time, 0));
        refused("provider", address(parties), call, _zero("reasonDigest"));
    }

    function test_ordersWidenNarrowAndClear() public {
        _declare(registeredAt, registeredAt + 100);
        _order("court", registeredAt + 20, registeredAt + 30);
        _standing(registeredAt + 20, registeredAt + 30, "narrower");
        _order("council", START - 300 days, registeredAt + 40);
        _standing(START - 300 days, registeredAt + 40, "wider than any declaration");
        _order("court-two", 0, 0);
        _standing(0, 0, "none");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "free again");
        _declare(registeredAt, registeredAt + 1);
        _standing(registeredAt, registeredAt + 1, "declared anew");
    }

    function test_order_fail() public {
        uint40 time = uint40(block.timestamp);
        bytes memory why =
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IPartyLife.orderSuspect.selector);
        bytes memory call = abi.encodeCall(parties.orderSuspect, (PROVIDER, time - 1, time, digest("order")));
        refused("hangzhou", address(parties), call, why);
        refused(
            "court",
            address(parties),
            abi.encodeCall(parties.orderSuspect, (PROVIDER, time, time, 0)),
            _zero("orderDigest")
        );
        call = abi.encodeCall(parties.orderSuspect, (99999, time - 1, time, digest("order")));
        refused(
            "court", address(parties), call, abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(99999))
        );
        call = abi.encodeCall(parties.orderSuspect, (PROVIDER, 0, 0, digest("order")));
        refused("court", address(parties), call, abi.encodeWithSelector(IPartyLife.SuspectStands.selector, 0, 0));
        vm.prank(addr("court"));
        parties.endKey(addr("court"));
        why = abi.encodeWithSelector(IModule.KeyNotLive.selector, addr("court"), START, time);
        call = abi.encodeCall(parties.orderSuspect, (PROVIDER, time - 1, time, digest("order")));
        refused("court", address(parties), call, why);
    }

    function _declare(uint40 from, uint40 to) private {
        vm.prank(addr("provider"));
        parties.declareSuspect(from, to, digest("stolen"));
    }

    function _order(string memory by, uint40 from, uint40 to) private {
        vm.prank(addr(by));
        parties.orderSuspect(PROVIDER, from, to, digest("order"));
    }

    function _refuseDeclared(string memory by, uint40 from, uint40 to, bytes memory why) private {
        refused(by, address(parties), abi.encodeCall(parties.declareSuspect, (from, to, digest("stolen"))), why);
    }

    function _standing(uint40 from, uint40 to, string memory what) private view {
        PartyWord w = partyWord(PROVIDER);
        assertEq(w.suspectFrom(), from, what);
        assertEq(w.suspectTo(), to, what);
    }

    function _zero(bytes32 name) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.ZeroField.selector, name);
    }
}
