// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {LinkKind, Right} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {ObjectionState} from "../../src/types/ObjectionWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {Mirror} from "../kit/Mirror.sol";
import {TitlesBase} from "../titles/TitlesBase.sol";

/// @notice The journal is refolded from the logs of every verb of Notices and Titles.
contract JournalTitlesTest is TitlesBase {
    Mirror private mirror;

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_noticesRefold() public {
        uint32[] memory who = new uint32[](2);
        (who[0], who[1]) = (PROCESSOR, OPERATOR);
        INotices.Notice memory n = fused("fused");
        Consent[] memory consents = new Consent[](2);
        (consents[0], consents[1]) = (fusion(n, who, "processor"), fusion(n, who, "operator"));
        vm.prank(addr(REGISTRAR));
        bytes32 a = notices.noticeFused(n, who, consents);
        _fold();
        INotices.Notice[] memory joint = new INotices.Notice[](2);
        joint[0] = noticeOf("joint");
        joint[1] = noticeOf("joint", titleScope(7), PROCESSOR, HANGZHOU);
        vm.prank(addr(REGISTRAR));
        notices.noticeJoint(joint);
        _fold();
        exempted(a);
        _fold();
        bytes32 b = titleIdOf(joint[0].key);
        objected(b, "outsider");
        objected(b, "buyer");
        objected(b, "operator");
        _fold();
        uint8[] memory both = new uint8[](2);
        (both[0], both[1]) = (1, 2);
        vm.prank(addr(REGISTRAR));
        notices.settleMany(b, both, ObjectionState.INCOMPLETE, keccak256("papers"));
        vm.prank(addr("operator"));
        notices.withdrawObjection(b, 3);
        _fold();
        vm.prank(addr("provider"));
        notices.withdraw(b, keccak256("why"));
        vm.prank(addr(REGISTRAR));
        notices.refuse(a, keccak256("why"));
        (bytes32 low, bytes32 high) = a < b ? (a, b) : (b, a);
        vm.prank(addr(REGISTRAR));
        notices.link(LinkKind.RELATED_NEAR, low, high, keccak256("decision"));
        _fold();
        assertEq(mirror.writes(), 19, "every word");
    }

    function test_aCorrectedCalendarRefolds() public {
        bytes32 a = file(noticeOf("one"));
        bytes32 first = register.read(5, bytes32(uint256(4052))) & ~bytes32(uint256(1) << (254 - 67)); // 9 March
        bytes32 second = register.read(5, bytes32(uint256(4053)));
        vm.prank(addr("council"));
        parties.correctCalendar(2026, first, second, keccak256("reason"));
        notices.recount(a);
        _fold();
        assertEq(grant(a).certUntil(), local(3, 11, 0), "recounted");
    }

    function test_titlesRefold() public {
        GrantKey[] memory licence = license(registered("source"), "provider", Right.USE, PROCESSOR);
        bytes32[] memory sources = new bytes32[](1);
        sources[0] = idOf(licence);
        _forget();
        INotices.Notice memory n = noticedDerived("derived", sources);
        _fold();
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = licence;
        (GrantKey[] memory path, bytes32 id) = longTitle("weather");
        vm.warp(grant(titleIdOf(n.key)).certUntil());
        _forget();
        vm.startPrank(addr(REGISTRAR));
        titles.registerDerived(n.key, paths, INNER);
        titles.annotate(id, 5, keccak256("note"));
        titles.clearAnnotation(id, 5, keccak256("note"));
        vm.stopPrank();
        Consent memory own = signed("provider", CHANGE, id, keccak256("change"));
        vm.prank(addr(REGISTRAR));
        titles.change(path, keccak256("change"), own);
        _fold();
        _endings(path, id);
        revoked(titleIdOf(n.key), GrantState.VOID_SPARING);
        _fold();
    }

    function _endings(GrantKey[] memory path, bytes32 id) private {
        vm.warp(grant(id).certUntil() - 30 days);
        renewed(path, "provider", grant(id).certUntil() + 10 days);
        cancelled(path, "provider");
        _fold();
        vm.warp(local(4, 1, 9));
        INotices.Notice memory n = noticeOf("second");
        n.key.parent = path[0].parent;
        vm.prank(addr(REGISTRAR));
        notices.noticeAgain(n, path[0]);
        _fold();
    }

    /// Goes on from here: what came before is of several seconds, and folded in other tests.
    function _forget() private {
        vm.getRecordedLogs();
        mirror.begin(register.journal());
    }

    /// Logs are folded at their own time, so this comes before each move of the clock.
    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
