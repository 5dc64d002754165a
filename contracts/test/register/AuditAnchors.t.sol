// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAuditAnchors} from "../../src/interfaces/IAuditAnchors.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Base} from "../kit/Base.sol";
import {Trees} from "../kit/Trees.sol";
import {Vm} from "../kit/Vm.sol";

contract AuditAnchorsTest is Base {
    bytes32 private constant NOTE = keccak256("note");
    AuditAnchors private anchors;

    function _deployModules() internal override {
        super._deployModules();
        anchors = new AuditAnchors(register);
        enable(address(anchors), "AuditAnchors");
    }

    function held() private view returns (bytes32) {
        return register.read(Kind.LOG, bytes32(uint256(HANGZHOU)));
    }

    function grow(uint64 m, uint64 n) private {
        bytes32[] memory proof = m == 0 ? new bytes32[](0) : Trees.proof(m, n);
        bytes32 oldRoot = m == 0 ? bytes32(0) : Trees.root(0, m);
        bytes32 root = Trees.root(0, n);
        vm.prank(addr("hangzhou-logger"));
        anchors.anchor(HANGZHOU, m, oldRoot, n, root, proof, NOTE);
    }

    function refuse(bytes memory why, uint64 m, bytes32 oldRoot, uint64 n, bytes32 root, bytes32[] memory proof)
        private
    {
        vm.expectRevert(why);
        vm.prank(addr("hangzhou-logger"));
        anchors.anchor(HANGZHOU, m, oldRoot, n, root, proof, NOTE);
    }

    function test_logGrows() public {
        grow(0, 5);
        assertEq(held(), keccak256(abi.encode(uint256(5), Trees.root(0, 5))), "first");
        grow(5, 6);
        grow(6, 64);
        grow(64, 100);
        assertEq(held(), keccak256(abi.encode(uint256(100), Trees.root(0, 100))), "last");
    }

    function test_logsOfExchangesAreApart() public {
        grow(0, 5);
        bytes32 root = Trees.root(0, 3);
        vm.prank(addr("harbin-logger"));
        anchors.anchor(HARBIN, 0, 0, 3, root, new bytes32[](0), NOTE);
        assertEq(held(), keccak256(abi.encode(uint256(5), Trees.root(0, 5))), "hangzhou");
    }

    function test_eventExplainsTheWord() public {
        vm.recordLogs();
        grow(0, 5);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertEq(logs[0].topics[0], IAuditAnchors.Anchored.selector, "typed event first");
        (, bytes32 leaf) = abi.decode(logs[1].data, (bytes32, bytes32));
        bytes32 expected = keccak256(
            abi.encode(
                IAuditAnchors.Anchored.selector,
                HANGZHOU,
                uint64(5),
                Trees.root(0, 5),
                uint64(0),
                bytes32(0),
                NOTE,
                addr("hangzhou-logger")
            )
        );
        assertEq(leaf, expected, "leaf");
    }

    function test_entriesAreIncluded() public {
        grow(0, 7);
        bytes32 root = Trees.root(0, 7);
        for (uint64 i = 0; i < 7; ++i) {
            assertTrue(anchors.included(HANGZHOU, 7, root, i, Trees.leaf(i), Trees.path(i, 7)), "included");
        }
        assertFalse(anchors.included(HANGZHOU, 7, root, 3, Trees.leaf(4), Trees.path(3, 7)), "other leaf");
        assertFalse(anchors.included(HARBIN, 7, root, 3, Trees.leaf(3), Trees.path(3, 7)), "other log");
        bytes32 unanchored = Trees.root(0, 6);
        assertFalse(anchors.included(HANGZHOU, 6, unanchored, 3, Trees.leaf(3), Trees.path(3, 6)), "not anchored");
    }

    function test_rewrittenLog_fail() public {
        grow(0, 5);
        bytes32 forged = keccak256("rewritten");
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.Inconsistent.selector, 5, 9);
        refuse(why, 5, Trees.root(0, 5), 9, forged, Trees.proof(5, 9));
    }

    function test_otherPast_fail() public {
        grow(0, 5);
        bytes32 named = keccak256(abi.encode(uint256(4), Trees.root(0, 4)));
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.AnchorDiffers.selector, HANGZHOU, held(), named);
        refuse(why, 4, Trees.root(0, 4), 9, Trees.root(0, 9), Trees.proof(4, 9));
    }

    function test_beginningAgain_fail() public {
        grow(0, 5);
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.AnchorDiffers.selector, HANGZHOU, held(), bytes32(0));
        refuse(why, 0, 0, 9, Trees.root(0, 9), new bytes32[](0));
    }

    function test_sameSize_fail() public {
        grow(0, 5);
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.NotGrowing.selector, 5, 5);
        refuse(why, 5, Trees.root(0, 5), 5, Trees.root(0, 5), new bytes32[](0));
    }

    function test_smallerLog_fail() public {
        grow(0, 5);
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.NotGrowing.selector, 5, 4);
        refuse(why, 5, Trees.root(0, 5), 4, Trees.root(0, 4), new bytes32[](0));
    }

    function test_firstAnchorOfNothing_fail() public {
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.NotGrowing.selector, 0, 0);
        refuse(why, 0, 0, 0, keccak256("empty"), new bytes32[](0));
    }

    function test_firstAnchorWithProof_fail() public {
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.Inconsistent.selector, 0, 9);
        refuse(why, 0, 0, 9, Trees.root(0, 9), Trees.proof(5, 9));
    }

    function test_I18_firstAnchorNamingAPast_fail() public {
        bytes32 named = keccak256(abi.encode(uint256(0), keccak256("past")));
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.AnchorDiffers.selector, HANGZHOU, bytes32(0), named);
        refuse(why, 0, keccak256("past"), 9, Trees.root(0, 9), new bytes32[](0));
    }

    function test_emptyProof_fail() public {
        grow(0, 5);
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.Inconsistent.selector, 5, 9);
        refuse(why, 5, Trees.root(0, 5), 9, Trees.root(0, 9), new bytes32[](0));
    }

    function succeed(uint16 by) private {
        bytes32 ofHangzhou = bytes32(uint256(HANGZHOU));
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, ofHangzhou));
        plant(Kind.PARTY, ofHangzhou, PartyWord.unwrap(word.withState(PartyState.ENDED).withSuccessor(by)));
    }

    function test_successorClosesTheLogItTookOver() public {
        grow(0, 5);
        succeed(HARBIN);
        (bytes32 oldRoot, bytes32 root, bytes32[] memory proof) =
            (Trees.root(0, 5), Trees.root(0, 9), Trees.proof(5, 9));
        vm.prank(addr("harbin-logger"));
        anchors.anchor(HANGZHOU, 5, oldRoot, 9, root, proof, NOTE);
        assertEq(held(), keccak256(abi.encode(uint256(9), root)), "closed");
        bytes memory why = abi.encodeWithSelector(IModule.PartyNotActive.selector, HANGZHOU, PartyState.ENDED);
        refuse(why, 9, root, 12, Trees.root(0, 12), Trees.proof(9, 12));
    }

    function test_logOfAnother_fail() public {
        bytes32 root = Trees.root(0, 5);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchors.LogOfAnother.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin-logger"));
        anchors.anchor(HANGZHOU, 0, 0, 5, root, new bytes32[](0), NOTE);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchors.LogOfAnother.selector, 0, HARBIN));
        vm.prank(addr("harbin-logger"));
        anchors.anchor(0, 0, 0, 5, root, new bytes32[](0), NOTE);
    }

    /// I18: whatever was anchored stands at its place for ever; no proof makes another past pass.
    function testFuzz_I18_anchoredEntriesStay(uint64 m, uint64 n, uint64 forged, bytes32 leaf) public {
        m = 1 + m % 40;
        n = m + 1 + n % 40;
        grow(0, m);
        (bytes32 oldRoot, bytes32[] memory proof) = (Trees.root(0, m), Trees.proof(m, n));
        bytes32[] memory bent = Trees.proof(m, n);
        bent[forged % bent.length] = leaf;
        bytes memory why = abi.encodeWithSelector(IAuditAnchors.Inconsistent.selector, m, n);
        refuse(why, m, oldRoot, n, keccak256(abi.encode(leaf)), proof);
        refuse(why, m, oldRoot, n, Trees.root(0, n), bent);
        grow(m, n);
        for (uint64 i = 0; i < m; ++i) {
            assertTrue(_stands(i, n), "stays");
        }
    }

    function _stands(uint64 i, uint64 n) private view returns (bool) {
        return anchors.included(HANGZHOU, n, Trees.root(0, n), i, Trees.leaf(i), Trees.path(i, n));
    }

    function test_retiredItAnswersNothing_fail() public {
        grow(0, 5);
        vm.prank(addr("council"));
        register.retireModule(address(anchors));
        (bytes32 root, bytes32 leaf) = (Trees.root(0, 5), Trees.leaf(0));
        bytes4 why = IRegister.ModuleNotEnabled.selector;
        vm.expectRevert(abi.encodeWithSelector(why, address(anchors), START, uint40(block.timestamp)));
        anchors.included(HANGZHOU, 5, root, 0, leaf, new bytes32[](0));
    }

    function test_noNote_fail() public {
        bytes32 root = Trees.root(0, 5);
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("noteDigest")));
        vm.prank(addr("hangzhou-logger"));
        anchors.anchor(HANGZHOU, 0, 0, 5, root, new bytes32[](0), 0);
    }

    function test_roleMissing_fail() public {
        bytes32 root = Trees.root(0, 5);
        address registrar = addr("hangzhou-registrar");
        vm.expectRevert(abi.encodeWithSelector(IModule.RoleMissing.selector, registrar, Role.REGISTRAR, Role.LOGGER));
        vm.prank(registrar);
        anchors.anchor(HANGZHOU, 0, 0, 5, root, new bytes32[](0), NOTE);
    }

    function test_stranger_fail() public {
        bytes32 root = Trees.root(0, 5);
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger")));
        vm.prank(addr("stranger"));
        anchors.anchor(HANGZHOU, 0, 0, 5, root, new bytes32[](0), NOTE);
    }
}
