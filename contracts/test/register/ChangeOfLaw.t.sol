// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Grants} from "../../src/modules/grants/Grants.sol";
import {Titles} from "../../src/modules/titles/Titles.sol";
import {Mode, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {Masks} from "../kit/Masks.sol";

/// @notice The change-of-law drill: new versions of two modules take over live titles by one act of the council, and no word moves.
contract ChangeOfLawTest is GrantsBase {
    INotices.Notice private open;
    GrantKey[] private licence;
    uint40 private from;

    function setUp() public override {
        super.setUp();
        GrantKey[] memory path = licensed(title, "provider", scope(Right.ALL, Mode.LICENSE), OPERATOR);
        licence.push(path[0]);
        licence.push(path[1]);
        open = noticeOf("filed under the old law");
        file(open);
        from = uint40(block.timestamp) + 10 days;
    }

    function test_liveTitlesPassToTheNewLaw() public {
        (Titles next, Grants nextGrants) = (new Titles(register), new Grants(register));
        (bytes32 titleWord, bytes32 licenceWord) = (_word(title), _word(licence));
        _enact(address(next), address(nextGrants));

        bytes memory over = abi.encodeWithSelector(
            IRegister.ModuleNotEnabled.selector, address(grants), START, uint40(block.timestamp)
        );
        vm.expectRevert(over);
        grants.valid(licence); // its views revert, its words stay
        assertEq(_word(title), titleWord, "the title");
        assertEq(_word(licence), licenceWord, "the licence");

        vm.warp(from);
        (bool yes,,) = nextGrants.valid(licence);
        assertTrue(yes, "valid as before");
        (yes,) = nextGrants.free(licence, Verb.LICENSE);
        assertTrue(yes, "and free");
        GrantKey memory below = childKey(licence, scope(Right.USE, Mode.LICENSE));
        vm.prank(addr("operator"));
        nextGrants.license(licence, below, BUYER);
        vm.prank(addr("hangzhou-registrar"));
        uint64 certNo = next.registerTitle(open.key);
        assertEq(
            certNo, 331_202603_0002, "a case filed under the old law is registered under the new, by the next number"
        );
        assertEq(_word(title), titleWord, "nothing moved");
        assertEq(_word(licence), licenceWord, "nor here");
    }

    /// What a retired module says is the law no longer: its views revert.
    function test_theOldLawAnswersNothing_fail() public {
        uint40 now_ = uint40(block.timestamp);
        vm.startPrank(addr("council"));
        register.retireModule(address(grants));
        register.retireModule(address(parties));
        bytes4 why = IRegister.ModuleNotEnabled.selector;
        vm.expectRevert(abi.encodeWithSelector(why, address(grants), START, now_));
        grants.valid(licence);
        vm.expectRevert(abi.encodeWithSelector(why, address(grants), START, now_));
        grants.free(licence, Verb.LICENSE);
        vm.expectRevert(abi.encodeWithSelector(why, address(parties), START, now_));
        parties.deadline(START, 5);
    }

    /// The old version writes no word more, whatever its verbs are asked.
    function test_theOldLawWritesNothing_fail() public {
        _enact(address(new Titles(register)), address(new Grants(register)));
        vm.warp(from);
        GrantKey memory below = childKey(licence, scope(Right.USE, Mode.LICENSE));
        uint40 end = from - 10 days;
        vm.prank(addr("operator"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(grants), START, end));
        grants.license(licence, below, BUYER);
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(titles), START, end));
        titles.registerTitle(open.key);
    }

    /// @dev One act: both new versions are enabled for a week from now, both old ones end.
    function _enact(address nextTitles, address nextGrants) private {
        bytes[] memory acts = new bytes[](4);
        acts[0] = _act(abi.encodeCall(IRegister.enableModule, (nextTitles, from, 0, Masks.ofModule("Titles"))));
        acts[1] = _act(abi.encodeCall(IRegister.enableModule, (nextGrants, from, 0, Masks.ofModule("Grants"))));
        acts[2] = _act(abi.encodeCall(IRegister.retireModule, (address(titles))));
        acts[3] = _act(abi.encodeCall(IRegister.retireModule, (address(grants))));
        vm.prank(addr("council"));
        council.multicall(acts);
    }

    function _act(bytes memory call) private view returns (bytes memory) {
        return abi.encodeCall(council.execute, (address(register), call));
    }

    function _word(GrantKey[] memory path) private view returns (bytes32) {
        return GrantWord.unwrap(grant(idOf(path)));
    }
}
