// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../src/interfaces/IParties.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {GrantWords} from "../../src/types/GrantWord.sol";
import {RegisterBase} from "./RegisterBase.sol";
import {WriterHarness} from "./WriterHarness.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @notice A council of members whose acts wait a day, and a guardian that stops what is coming: it cancels, retires, narrows, at once,
/// and can do nothing else.
contract GuardianTest is RegisterBase {
    uint64 private constant MEMBERS = 1;
    uint64 private constant GUARDIANS = 2;
    uint32 private constant WAIT = 1 days;

    address private member;
    address private guardian;
    WriterHarness private next;

    function setUp() public override {
        super.setUp();
        (member, guardian) = (addr("member"), addr("guardian"));
        next = new WriterHarness(register);
        vm.startPrank(addr("council"));
        council.setTargetFunctionRole(address(register), _given(), MEMBERS);
        council.setTargetFunctionRole(address(register), _taken(), GUARDIANS);
        council.setRoleGuardian(MEMBERS, GUARDIANS);
        council.grantRole(MEMBERS, member, WAIT);
        council.grantRole(GUARDIANS, guardian, 0);
        vm.stopPrank();
    }

    /// @dev Without the guardian the announced act takes place: what is cancelled below is a real one.
    function test_anAnnouncedActTakesPlace() public {
        _done(_enabling());
        assertEq(register.mayWrite(address(next), GRANT), MASK, "announced, waited, done");
    }

    function test_cancelsAnAnnouncedAct() public {
        bytes memory act = _scheduled();
        vm.prank(guardian);
        council.cancel(member, address(register), act);
        vm.warp(block.timestamp + WAIT);
        bytes32 id = council.hashOperation(member, address(register), act);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, id));
        vm.prank(member);
        council.execute(address(register), act);
    }

    function test_endsAModuleBeforeItBegins() public {
        uint40 soon = _soon();
        _done(_enabling());
        vm.prank(guardian);
        register.retireModule(address(next));
        vm.warp(soon);
        assertFalse(register.enabled(address(next)), "it never began");
    }

    function test_voidsAnAnnouncedWidening() public {
        uint256 more = GrantWords.FLAGS_MASK;
        _done(abi.encodeCall(register.announceWidening, (address(writer), GRANT, more)));
        vm.prank(guardian);
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        bytes memory act = abi.encodeCall(register.widen, (address(writer), GRANT, more));
        vm.prank(member);
        council.schedule(address(register), act, 0);
        vm.warp(block.timestamp + register.MIN_DELAY());
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        vm.prank(member);
        council.execute(address(register), act);
    }

    function test_doesNothingElse_fail() public {
        bytes[3] memory acts = [
            _enabling(),
            abi.encodeCall(register.announceWidening, (address(writer), GRANT, 1)),
            abi.encodeCall(register.widen, (address(writer), GRANT, 1))
        ];
        for (uint256 i = 0; i < acts.length; ++i) {
            _refused(
                address(register),
                acts[i],
                abi.encodeWithSelector(IRegister.NotCouncil.selector, guardian, bytes4(acts[i]))
            );
            bytes memory not = abi.encodeWithSelector(
                IAccessManager.AccessManagerUnauthorizedCall.selector, guardian, address(register), bytes4(acts[i])
            );
            _refused(address(council), abi.encodeCall(council.schedule, (address(register), acts[i], 0)), not);
            _refused(address(council), abi.encodeCall(council.execute, (address(register), acts[i])), not);
        }
        bytes4 year = IParties.publishCalendar.selector;
        bytes memory calendar = abi.encodeCall(parties.publishCalendar, (2027, 0, 0, digest("notice")));
        _refused(address(parties), calendar, abi.encodeWithSelector(IRegister.NotCouncil.selector, guardian, year));
        bytes memory role = abi.encodeCall(council.grantRole, (MEMBERS, guardian, 0));
        bytes4 notAdmin = IAccessManager.AccessManagerUnauthorizedAccount.selector;
        _refused(address(council), role, abi.encodeWithSelector(notAdmin, guardian, uint64(0)));
    }

    /// @dev What it let pass is the member's to do, not its own.
    function test_actsForNobody_fail() public {
        bytes memory act = _scheduled();
        vm.warp(block.timestamp + WAIT);
        bytes4 not = IAccessManager.AccessManagerUnauthorizedCall.selector;
        bytes memory why = abi.encodeWithSelector(not, guardian, address(register), IRegister.enableModule.selector);
        _refused(address(council), abi.encodeCall(council.execute, (address(register), act)), why);
    }

    /// @dev Who is no guardian cancels nothing of another's.
    function test_cancelsNothingAsAStranger_fail() public {
        bytes memory act = _scheduled();
        address stranger = addr("stranger");
        bytes4 not = IAccessManager.AccessManagerUnauthorizedCancel.selector;
        vm.expectRevert(
            abi.encodeWithSelector(not, stranger, member, address(register), IRegister.enableModule.selector)
        );
        vm.prank(stranger);
        council.cancel(member, address(register), act);
    }

    /// @dev Announced, waited for, done.
    function _done(bytes memory act) private {
        vm.prank(member);
        council.schedule(address(register), act, 0);
        vm.warp(block.timestamp + WAIT);
        vm.prank(member);
        council.execute(address(register), act);
    }

    function _scheduled() private returns (bytes memory act) {
        act = _enabling();
        vm.prank(member);
        council.schedule(address(register), act, 0);
    }

    function _enabling() private view returns (bytes memory) {
        return abi.encodeCall(register.enableModule, (address(next), _soon(), 0, _only(GRANT, MASK)));
    }

    function _soon() private view returns (uint40) {
        return uint40(block.timestamp) + WAIT + register.MIN_DELAY();
    }

    function _refused(address target, bytes memory call, bytes memory why) private {
        vm.prank(guardian);
        (bool done, bytes memory said) = target.call(call);
        assertFalse(done, "passed");
        assertEq(keccak256(said), keccak256(why), "refused for another reason");
    }

    function _given() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](3);
        selectors[0] = IRegister.enableModule.selector;
        selectors[1] = IRegister.announceWidening.selector;
        selectors[2] = IRegister.widen.selector;
    }

    function _taken() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](2);
        selectors[0] = IRegister.retireModule.selector;
        selectors[1] = IRegister.narrow.selector;
    }
}
