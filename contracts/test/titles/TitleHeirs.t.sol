// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Annotation, PartyKind, Role} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {LongTitleBase} from "./LongTitleBase.sol";

/// @notice What successors of a registrar, of an applicant or of an affiliate may do with a title.
contract TitleHeirsTest is LongTitleBase {
    function test_theRegistrarsSuccessorGoesOn() public {
        bytes32 open = file(noticeOf("open"));
        bytes32 contested = file(noticeOf("contested"));
        objected(contested, "outsider");
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        assertEq(registeredBy("harbin-registrar", noticeOf("open").key), 231_202603_0001, "under its own number");
        vm.startPrank(addr("harbin-registrar"));
        notices.settle(contested, 1, 3, digest("upheld"));
        titles.annotate(id, Annotation.OTHER, digest("note"));
        vm.stopPrank();
        assertEq(grant(id).registrar(), HANGZHOU, "read through the successor");
        Consent memory own = signed("provider", CANCEL, id, digest("why"));
        vm.prank(addr("harbin-registrar"));
        titles.cancel(path, digest("why"), own);
        assertEq(stateOf(id), GrantState.SURRENDERED, "old titles too");
    }

    function test_I14_theSuccessorsOwnApplicant_fail() public {
        vm.prank(addr("harbin"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        bytes32 open = file(noticeOf("open")); // no affiliate of Hangzhou
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HARBIN), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }

    /// A link follows who succeeds either of its ends: the applicant's heir of an affiliate, the registrar's heir of one that declared it.
    function test_I14_affiliatesFollowTheirSuccessors_fail() public {
        vm.prank(addr("harbin"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        bytes32 open = file(noticeOf("open"));
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HARBIN), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }

    function test_I14_theFormerRegistrarsAffiliate_fail() public {
        bytes32 open = file(noticeOf("open"));
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HANGZHOU), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }

    // ---- a new notice, by who took over what was declared

    function test_I14_aNewNoticeAtTheSuccessor_fail() public {
        _declare("hangzhou", PROVIDER);
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        _refuseNotice("harbin-registrar", PROVIDER, HARBIN, HANGZHOU, PROVIDER);
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, digest("sold"));
        _notice("harbin-registrar", PROVIDER, HARBIN); // what has ended bars nobody
    }

    function test_I14_theHeirOfAnAffiliate_fail() public {
        _declare("hangzhou", PROVIDER);
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        _refuseNotice(REGISTRAR, OUTSIDER, HANGZHOU, HANGZHOU, PROVIDER);
        _notice("harbin-registrar", OUTSIDER, HARBIN); // another registrar may
    }

    /// Both ends were taken over, in several steps, by parties that took over others as well: nobody can leave one out.
    function test_I14_longLinesOnBothEnds_fail() public {
        admit(151, "hohhot");
        _declare("hohhot", PROCESSOR);
        succeeded("council", 151, HANGZHOU, "hangzhou");
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        succeeded("court", BUYER, OPERATOR, "operator");
        succeeded("court", PROCESSOR, OPERATOR, "operator");
        succeeded("court", OPERATOR, OUTSIDER, "outsider");
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        _refuseNotice("harbin-registrar", OUTSIDER, HARBIN, 151, PROCESSOR);
    }

    function test_I14_ofTwoExchangesEitherHadDeclared_fail() public {
        admit(151, "hohhot");
        _declare("hohhot", HANGZHOU);
        succeeded("council", 151, HARBIN, "harbin");
        _refuseNotice(REGISTRAR, HARBIN, HANGZHOU, HANGZHOU, 151);
        _refuseNotice("harbin-registrar", HANGZHOU, HARBIN, 151, HANGZHOU);
    }

    // ---- who took over what was declared while the notice ran

    function test_I14_theRegistrarTakesOverDuringTheNotice_fail() public {
        admit(151, "hohhot");
        _declare("hohhot", PROVIDER);
        bytes32 open = file(noticeOf("open"));
        succeeded("council", 151, HANGZHOU, "hangzhou");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(151), PROVIDER));
        registeredBy(REGISTRAR, noticeOf("open").key);
    }

    function test_I14_theApplicantTakesOverDuringTheNotice_fail() public {
        _declare("hangzhou", OUTSIDER);
        bytes32 open = file(noticeOf("open"));
        succeeded("court", OUTSIDER, PROVIDER, "provider");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HANGZHOU), OUTSIDER));
        registeredBy(REGISTRAR, noticeOf("open").key);
    }

    /// The second pair of eyes: a firm that took over an affiliate of the applicant.
    function test_I14_theApprovingFirmTookOverAnAffiliate_fail() public {
        KeyTerms memory k = terms("firm", Role.SIGN | Role.REVIEWER);
        Consent memory own = consent("firm", enrolmentFields(76_000, PartyKind.LEGAL, HANGZHOU, "firm", k));
        vm.prank(addr("hangzhou"));
        parties.enrol(76_000, PartyKind.LEGAL, digest("firm"), k, own);
        _declare("harbin", OUTSIDER);
        bytes32 open = file(noticeOf("harbin's", titleScope(7), HARBIN, HANGZHOU));
        succeeded("court", OUTSIDER, 76_000, "firm");
        Consent memory second = signed("firm", EXEMPTION, open, digest("why"));
        bytes memory why = abi.encodeWithSelector(ITitleCases.ApprovalRefused.selector, addr("firm"), uint32(76_000));
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.exempt, (open, digest("why"), second)), why);
    }

    function _declare(string memory exchange, uint32 party) private {
        vm.prank(addr(exchange));
        parties.declareAffiliate(party, digest("affiliate"));
    }

    function _notice(string memory by, uint32 holder, uint16 registrar) private {
        vm.prank(addr(by));
        notices.notice(noticeOf("new", titleScope(7), holder, registrar));
    }

    function _refuseNotice(string memory by, uint32 holder, uint16 registrar, uint32 one, uint32 other) private {
        INotices.Notice memory n = noticeOf("new", titleScope(7), holder, registrar);
        bytes memory why = abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, one, other);
        refused(by, address(notices), abi.encodeCall(notices.notice, (n)), why);
    }
}
