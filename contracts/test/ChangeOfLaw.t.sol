// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../src/interfaces/IRegister.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Mode, Right, TransferReason, Verb} from "../src/types/Codes.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {ModuleWord} from "../src/types/ModuleWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {MarketBase} from "./MarketBase.sol";
import {Masks} from "./Masks.sol";
import {NextGrants} from "./NextGrants.sol";

/// @notice The change-of-law drill: the next version of a module takes over live titles, and nothing moves.
contract ChangeOfLawTest is MarketBase {
    NextGrants private next;

    /// @dev A title, and a licence of it under the old law.
    function setUp() public override {
        super.setUp();
        next = new NextGrants(register);
    }

    /// @dev The council's one act; two days later the new law runs, and the old one ends when the guardian says so.
    function _change() private returns (uint40 from) {
        from = uint40(block.timestamp) + register.MIN_DELAY();
        vm.prank(addr("council"));
        register.enableModule(address(next), from, 0, Masks.ofModule("Grants"));
        vm.warp(from);
        vm.prank(addr("council"));
        register.retireModule(address(grants));
    }

    function _gone(address module) private view returns (bytes memory) {
        ModuleWord m = ModuleWord.wrap(register.read(Kind.MODULE, Ids.ofAddress(module)));
        return abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, module, m.from_(), m.until());
    }

    function test_theNextLawTakesOverLiveTitles() public {
        bytes32 before = register.journal();
        uint64 seq = register.councilSeq();
        (GrantWord ofTitle, GrantWord ofLicence) = (grant(idOf(title)), grant(idOf(operated)));
        _change();
        assertTrue(register.journal() != before, "the journal knows of the change");
        assertEq(register.councilSeq(), seq + 2, "enabled, retired");
        assertEq(GrantWord.unwrap(grant(idOf(title))), GrantWord.unwrap(ofTitle), "no title moved");
        assertEq(GrantWord.unwrap(grant(idOf(operated))), GrantWord.unwrap(ofLicence), "no licence moved");
        assertTrue(next.valid(operated), "what the old law wrote is valid under the new");
        GrantKey memory key = childKey(operated, scope(Right.USE, Mode.LICENSE).withUntil(START + 365 days));
        vm.prank(addr("operator"));
        assertEq(next.license(operated, key, PROCESSOR), Ids.grantId(key), "the same ids");
        assertTrue(next.valid(extend(operated, key)), "the new licence stands on the old one");
    }

    function test_theNextLawHasItsOwnRule_fail() public {
        _change();
        GrantKey memory key = childKey(operated, scope(Right.USE, Mode.LICENSE));
        vm.expectRevert(abi.encodeWithSelector(NextGrants.TermTooLong.selector, 730 days, 365 days));
        vm.prank(addr("operator"));
        next.license(operated, key, PROCESSOR);
    }

    function test_theNextLawWaits_fail() public {
        vm.prank(addr("council"));
        register.enableModule(address(next), uint40(block.timestamp) + 2 days, 0, Masks.ofModule("Grants"));
        GrantKey memory key = childKey(operated, scope(Right.USE, Mode.LICENSE).withUntil(START + 365 days));
        bytes memory gone = _gone(address(next));
        vm.expectRevert(gone);
        vm.prank(addr("operator"));
        next.license(operated, key, PROCESSOR);
        vm.expectRevert(gone);
        next.valid(operated);
    }

    // ---- a retired module writes nothing, its views revert, its words stay

    function test_aRetiredModuleWritesNothing_fail() public {
        vm.warp(block.timestamp + 1);
        Consent memory receiver = consent("buyer", transferFields(operated, BUYER, TransferReason.SALE));
        GrantKey memory key = childKey(operated, scope(Right.USE, Mode.LICENSE));
        vm.prank(addr("council"));
        register.retireModule(address(grants));
        bytes memory gone = _gone(address(grants));
        bytes32 journal = register.journal();
        vm.startPrank(addr("operator"));
        vm.expectRevert(gone);
        grants.license(operated, key, PROCESSOR);
        vm.expectRevert(gone);
        grants.transfer(operated, BUYER, TransferReason.SALE, digest("transfer terms"), receiver);
        assertEq(register.journal(), journal, "nothing was written");
        assertTrue(GrantWord.unwrap(grant(idOf(operated))) != 0, "what it wrote stays");
    }

    function test_viewsOfARetiredModuleRevert_fail() public {
        market();
        _retireThen(address(grants), abi.encodeCall(grants.valid, (operated)));
        _retireThen(address(grants), abi.encodeCall(grants.free, (operated, Verb.LICENSE)));
        bytes memory good =
            abi.encodeCall(listings.good, (operated, HANGZHOU, product().productDigest, product().nonce));
        _retireThen(address(listings), good);
        _retireThen(address(parties), abi.encodeCall(parties.keyOf, (addr("buyer"))));
        _retireThen(address(parties), abi.encodeCall(parties.deadline, (START, 5)));
    }

    function _retireThen(address module, bytes memory view_) private {
        (bool done,) = module.staticcall(view_);
        assertTrue(done, "answers while it is the law");
        uint256 before = vm.snapshotState();
        vm.prank(addr("council"));
        register.retireModule(module);
        bytes memory said;
        (done, said) = module.staticcall(view_);
        assertFalse(done, "says nothing once retired");
        assertEq(keccak256(said), keccak256(_gone(module)), "and why");
        vm.revertToState(before);
    }
}
