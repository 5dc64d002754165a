// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {FreezeScope, Mode, Right, Role, TransferReason} from "../../src/types/Codes.sol";
import {ObjectionState} from "../../src/types/ObjectionWord.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {Mirror} from "../kit/Mirror.sol";
import {Vm} from "../kit/Vm.sol";
import {World} from "../kit/World.sol";

/// @notice A whole story from the register's first block on, refolded from its logs alone.
contract JournalTest is GrantsBase {
    Mirror private mirror;

    function setUp() public override {
        vm.recordLogs();
        World.setUp();
        _fold();
        INotices.Notice memory n = noticeOf("weather");
        vm.warp(grant(file(n)).certUntil());
        mirror.fold(vm.getRecordedLogs(), START);
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(n.key);
        _fold();
        title.push(n.key);
    }

    /// @dev The founding is three days older than what follows.
    function _deployModules() internal override {
        super._deployModules();
        mirror = new Mirror(register);
        _fold();
    }

    function test_foundingToFirstTitle() public view {
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
        assertEq(mirror.writes(), 38, "every word of the founding");
    }

    function test_everyVerbRefolds() public {
        _parties();
        _titles();
        _grants();
        _freezes();
        _council();
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }

    function test_aForgedLogDoesNot() public {
        license(title, "provider", Right.USE, PROCESSOR);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        logs[1].topics[1] = bytes32(uint256(7)); // Written of another kind
        mirror.fold(logs, block.timestamp);
        assertTrue(mirror.journal() != register.journal(), "seen");
    }

    function test_aWrittenWithoutItsEvent_fail() public {
        license(title, "provider", Right.USE, PROCESSOR);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log[] memory cut = new Vm.Log[](1);
        cut[0] = logs[1];
        vm.expectRevert(abi.encodeWithSelector(Mirror.NoEvent.selector, _leaf(logs[1])));
        mirror.fold(cut, block.timestamp);
    }

    function test_anEventWithoutItsWritten_fail() public {
        license(title, "provider", Right.USE, PROCESSOR);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log[] memory cut = new Vm.Log[](1);
        cut[0] = logs[0];
        vm.expectRevert(abi.encodeWithSelector(Mirror.EventLeft.selector, logs[0].topics[0]));
        mirror.fold(cut, block.timestamp);
    }

    function test_aTouchedArgument_fail() public {
        license(title, "provider", Right.USE, PROCESSOR);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        logs[0].topics[3] = bytes32(uint256(BUYER)); // the holder in the event
        vm.expectRevert(abi.encodeWithSelector(Mirror.NoEvent.selector, _leaf(logs[1])));
        mirror.fold(logs, block.timestamp);
    }

    function _parties() private {
        staff("provider", "provider-two", Role.SIGN);
        _fold();
        KeyTerms memory k = terms("provider-three", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        parties.addKeyBySignature(PROVIDER, k, consent("provider-three", fields), consent("provider", fields));
        _fold();
        vm.startPrank(addr("provider"));
        parties.endKey(addr("provider-two"));
        _fold();
        parties.voidSignatures();
        vm.stopPrank();
        _fold();
        vm.prank(addr("council"));
        parties.publishCalendar(
            2027, bytes32(type(uint256).max << 74), bytes32(type(uint256).max << 71), digest("notice")
        );
        _fold();
    }

    function _titles() private {
        INotices.Notice[] memory n = new INotices.Notice[](2);
        (n[0], n[1]) = (noticeOf("a"), noticeOf("b"));
        vm.prank(addr("hangzhou-registrar"));
        notices.noticeMany(n);
        _fold();
        bytes32 id = file(noticeOf("c"));
        _fold();
        vm.prank(addr("outsider"));
        notices.object(id, 1, digest("objection"));
        _fold();
        bytes32 ground = digest("settled");
        vm.prank(addr("hangzhou-registrar"));
        notices.settle(id, 1, ObjectionState.UPHELD, ground);
        _fold();
        vm.warp(grant(id).certUntil());
        GrantKey[] memory keys = new GrantKey[](2);
        (keys[0], keys[1]) = (n[0].key, n[1].key);
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitles(keys);
        _fold();
    }

    function _grants() private {
        GrantKey[] memory path = license(title, "provider", Right.OPERATE, OPERATOR);
        _fold();
        GrantKey memory key = childKey(path, scope(Right.USE, Mode.LICENSE));
        grants.licenseBySignature(path, key, BUYER, consent("operator", licenseFields(path, key, BUYER)));
        _fold();
        vm.warp(block.timestamp + 1);
        bytes memory fields = transferFields(path, PROCESSOR, TransferReason.SALE);
        (Consent memory a, Consent memory b) = (consent("operator", fields), consent("processor", fields));
        grants.transferBySignature(path, PROCESSOR, TransferReason.SALE, digest("transfer terms"), a, b);
        _fold();
    }

    function _freezes() private {
        uint40 time = uint40(block.timestamp);
        freeze(title, "court", FreezeScope.EXERCISE, time + 10);
        _fold();
        freeze(title, "court", FreezeScope.DISPOSE, time + 100);
        _fold();
        freeze(title, "court-two", FreezeScope.DISPOSE, time + 50);
        _fold();
        freeze(title, "court-two", FreezeScope.EXERCISE, time + 50);
        _fold();
        vm.warp(time + 10);
        bytes32 id = idOf(title);
        encumbrances.promote(id); // lets EXERCISE fall
        _fold();
        vm.warp(time + 100);
        encumbrances.promote(id);
        _fold();
        bytes32 order = digest("lifting order");
        vm.prank(addr("court-two"));
        encumbrances.lift(id, 3, order); // promotes the fourth
        _fold();
        assertEq(grant(id).flags(), FreezeScope.DISPOSE, "EXERCISE stands, nobody waits"); // both are 1
    }

    function _council() private {
        vm.startPrank(addr("council"));
        register.announceWidening(address(grants), 6, 1);
        _fold();
        vm.warp(block.timestamp + 2 days);
        register.widen(address(grants), 6, 1);
        _fold();
        register.narrow(address(grants), 6, 0);
        _fold();
        register.retireModule(address(grants));
        _fold();
        vm.stopPrank();
    }

    /// Every transaction's logs are folded at its own time.
    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
    }

    function _leaf(Vm.Log memory written) private pure returns (bytes32 leaf) {
        (, leaf) = abi.decode(written.data, (bytes32, bytes32));
    }
}
