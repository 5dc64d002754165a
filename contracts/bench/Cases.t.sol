// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../src/interfaces/INotices.sol";
import {ITitleCases} from "../src/interfaces/ITitleCases.sol";
import {ITitleLife} from "../src/interfaces/ITitleLife.sol";
import {ITitleNotices} from "../src/interfaces/ITitleNotices.sol";
import {ITitleObjections} from "../src/interfaces/ITitleObjections.sol";
import {ITitleRegistration} from "../src/interfaces/ITitleRegistration.sol";
import {LinkKind, Right} from "../src/types/Codes.sol";
import {GrantState} from "../src/types/GrantWord.sol";
import {ObjectionState} from "../src/types/ObjectionWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {TitlesBase} from "../test/titles/TitlesBase.sol";
import {World} from "../test/kit/World.sol";
import {Meter} from "./Meter.sol";

/// @notice What the verbs of a case cost beside notice, objection and registration, and those of a title's later life.
contract CasesGas is Meter, TitlesBase {
    function setUp() public override(Meter, World) {
        Meter.setUp();
    }

    function _deployModules() internal override(Meter, World) {
        Meter._deployModules();
    }

    function test_forms() public {
        uint32[] memory who = new uint32[](2);
        (who[0], who[1]) = (PROCESSOR, OPERATOR);
        INotices.Notice memory n = fused("fused");
        Consent[] memory consents = new Consent[](2);
        (consents[0], consents[1]) = (fusion(n, who, "processor"), fusion(n, who, "operator"));
        _notices("notice_fused_2", abi.encodeCall(ITitleNotices.noticeFused, (n, who, consents)));

        INotices.Notice[] memory two = new INotices.Notice[](2);
        (two[0], two[1]) = (noticeOf("joint"), noticeOf("joint", titleScope(7), PROCESSOR, HANGZHOU));
        bytes memory data = abi.encodeCall(ITitleNotices.noticeJoint, (two));
        measure("notice_joint_item_2", REGISTRAR, address(notices), data, 2);

        (bytes32 a, bytes32 b) = (titleIdOf(two[0].key), titleIdOf(two[1].key));
        if (a > b) (a, b) = (b, a);
        _notices("link", abi.encodeCall(ITitleNotices.link, (LinkKind.RELATED_EXACT, a, b, full("decision"))));
    }

    function test_derived() public {
        GrantKey[] memory licence = license(registered("source"), "provider", Right.USE, PROCESSOR);
        bytes32[] memory sources = new bytes32[](1);
        sources[0] = idOf(licence);
        INotices.Notice memory n = derived("derived", sources);
        _notices("notice_derived", abi.encodeCall(ITitleNotices.noticeDerived, (n, sources, INNER)));
        vm.warp(grant(titleIdOf(n.key)).certUntil());
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = licence;
        _titles("register_derived", abi.encodeCall(ITitleRegistration.registerDerived, (n.key, paths, INNER)));
    }

    function test_endsOfANotice() public {
        bytes32 id = file(noticeOf("one"));
        Consent memory second = signed(REVIEWER, EXEMPTION, id, full("why"));
        _notices("exempt", abi.encodeCall(ITitleCases.exempt, (id, full("why"), second)));
        id = file(noticeOf("two"));
        measure("withdraw", "provider", address(notices), abi.encodeCall(ITitleCases.withdraw, (id, full("why"))));
        id = file(noticeOf("three"));
        Consent memory own = signed("provider", WITHDRAW, id, full("why"));
        _notices("withdraw_by_signature", abi.encodeCall(ITitleCases.withdrawBySignature, (id, full("why"), own)));
        id = file(noticeOf("four"));
        _notices("refuse", abi.encodeCall(ITitleCases.refuse, (id, full("why"))));
        id = file(noticeOf("five"));
        bytes32 first = register.read(5, bytes32(uint256(4052))) & ~bytes32(uint256(1) << (254 - 78)); // 20 March
        bytes32 second_ = register.read(5, bytes32(uint256(4053)));
        vm.prank(addr("council"));
        parties.correctCalendar(2026, first, second_, full("reason"));
        _notices("recount", abi.encodeCall(ITitleCases.recount, (id)));
    }

    function test_objections() public {
        bytes32 id = file(noticeOf("one"));
        uint8[] memory which = new uint8[](10);
        for (uint32 i = 0; i < 10; ++i) {
            string memory name = string(abi.encode("objector", i));
            enrolParty(91_001 + i, name);
            objected(id, name);
            which[i] = uint8(i + 1);
        }
        bytes memory data =
            abi.encodeCall(ITitleObjections.settleMany, (id, which, ObjectionState.INCOMPLETE, full("papers")));
        measure("settle_batch_item_10", REGISTRAR, address(notices), data, 10);
        objected(id, "outsider");
        data = abi.encodeCall(ITitleObjections.withdrawObjection, (id, 11));
        measure("withdraw_objection", "outsider", address(notices), data);
    }

    function test_laterRegistrations() public {
        (GrantKey[] memory path, bytes32 id) = longTitle("one");
        Consent memory own = signed("provider", CHANGE, id, full("change"));
        _titles("change", abi.encodeCall(ITitleLife.change, (path, full("change"), own)));
        _titles("annotate", abi.encodeCall(ITitleLife.annotate, (id, 5, full("note"))));
        _titles("clear_annotation", abi.encodeCall(ITitleLife.clearAnnotation, (id, 5, full("note"))));
        uint40 former = grant(id).certUntil();
        vm.warp(former - 30 days);
        own = signed("provider", RENEW, id, bytes32(uint256(former + 365 days)));
        _titles("renew", abi.encodeCall(ITitleLife.renew, (path, former + 365 days, own)));
        own = signed("provider", CANCEL, id, full("why"));
        _titles("cancel", abi.encodeCall(ITitleLife.cancel, (path, full("why"), own)));
        bytes memory data = abi.encodeCall(ITitleLife.revoke, (id, GrantState.VOID, full("order")));
        measure("revoke", "court", address(titles), data);
    }

    function test_again() public {
        GrantKey[] memory path = registered("one");
        cancelled(path, "provider");
        INotices.Notice memory n = noticeOf("two");
        n.key.parent = path[0].parent;
        _notices("notice_again", abi.encodeCall(ITitleNotices.noticeAgain, (n, path[0])));
    }

    function _notices(string memory row, bytes memory data) private {
        measure(row, REGISTRAR, address(notices), data);
    }

    function _titles(string memory row, bytes memory data) private {
        measure(row, REGISTRAR, address(titles), data);
    }
}
