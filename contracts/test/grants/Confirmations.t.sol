// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IHoldings} from "../../src/interfaces/IHoldings.sol";
import {GrantFlag, Reason, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "./HoldingsBase.sol";

/// @notice What was written in a suspect window is free again once somebody without a hand in it says so.
contract ConfirmationsTest is HoldingsBase {
    uint40 private since;

    function setUp() public override {
        super.setUp();
        since = grant(idOf(held)).since();
        suspectWindow(PROVIDER, since, since);
    }

    function test_theRegistrarConfirms() public {
        assertEq(free(held, Verb.TRANSFER), Reason.SUSPECT, "suspect");
        GrantWord before = grant(idOf(held));
        _confirm("hangzhou-registrar");
        GrantWord w = grant(idOf(held));
        assertEq(free(held, Verb.TRANSFER), Reason.NONE, "free again");
        assertEq(GrantWord.unwrap(w), GrantWord.unwrap(before.withFlags(GrantFlag.CONFIRMED)), "the flag alone");
    }

    function test_anAuthorityOrThePartyItselfConfirms() public {
        uint256 before = vm.snapshotState();
        _confirm("court");
        vm.revertToState(before);
        _confirm("provider");
        assertEq(free(held, Verb.TRANSFER), Reason.NONE, "free again");
    }

    function test_theRegistrarNotInItsOwnWindow_fail() public {
        suspectWindow(PROVIDER, 0, 0);
        suspectWindow(HANGZHOU, since, since);
        _refuse("hangzhou-registrar", _refused("hangzhou-registrar"));
        _refuse("provider", _refused("provider"));
        _confirm("hangzhou"); // its own SIGN key: the party whose window it is
    }

    function test_twoWindowsNeedAnAuthority_fail() public {
        suspectWindow(HANGZHOU, since, since);
        _refuse("hangzhou", _refused("hangzhou"));
        _refuse("hangzhou-registrar", _refused("hangzhou-registrar"));
        _refuse("provider", _refused("provider"));
        _confirm("court");
    }

    function test_theHolderOrAStranger_fail() public {
        _refuse("operator", _refused("operator"));
        _refuse("outsider", _refused("outsider"));
        _refuse("harbin-registrar", _refused("harbin-registrar"));
        _refuse("hangzhou-reviewer", _refused("hangzhou-reviewer"));
        _refuse("hangzhou", _refused("hangzhou"));
    }

    function test_aHolderThatIsAnAuthority_fail() public {
        GrantKey[] memory path = license(title, "provider", 2, COURT);
        since = grant(idOf(path)).since();
        suspectWindow(PROVIDER, since, since);
        bytes memory reason = abi.encodeWithSelector(IHoldings.ConfirmationRefused.selector, idOf(path), addr("court"));
        vm.prank(addr("court"));
        vm.expectRevert(reason);
        holdings.confirm(path, digest("finding"));
    }

    function test_nothingToConfirm_fail() public {
        bytes memory reason = abi.encodeWithSelector(IHoldings.NotSuspect.selector, idOf(held));
        _confirm("court");
        _refuse("court", reason);
        suspectWindow(PROVIDER, since + 1, since + 100);
        plant(6, idOf(held), GrantWord.unwrap(grant(idOf(held)).withFlags(0)));
        _refuse("court", reason);
        suspectWindow(PROVIDER, since - 100, since - 1);
        _refuse("court", reason);
    }

    function test_aTitleIsItsRegistrarsToSuspect() public {
        uint40 written = grant(idOf(title)).since();
        suspectWindow(HANGZHOU, written, written);
        vm.prank(addr("court"));
        holdings.confirm(title, digest("finding"));
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "free again");
    }

    function test_statesThatCannotBeConfirmed_fail() public {
        uint8[7] memory wrong = [1, 4, 5, 6, 7, 8, 9];
        for (uint256 i = 0; i < wrong.length; ++i) {
            setState(held, wrong[i]);
            _refuse("court", abi.encodeWithSelector(IGrants.WrongGrantState.selector, idOf(held), wrong[i]));
        }
        setState(held, GrantState.SPLIT); // its parts go on
        _confirm("court");
    }

    function _confirm(string memory by) private {
        vm.prank(addr(by));
        holdings.confirm(held, digest("finding"));
    }

    function _refused(string memory by) private view returns (bytes memory) {
        return abi.encodeWithSelector(IHoldings.ConfirmationRefused.selector, idOf(held), addr(by));
    }

    function _refuse(string memory by, bytes memory reason) private {
        vm.prank(addr(by));
        vm.expectRevert(reason);
        holdings.confirm(held, digest("finding"));
    }
}
