// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleLife} from "../../src/interfaces/ITitleLife.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Annotation, FreezeScope, GrantFlag, LinkKind, Mode, Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {LongTitleBase} from "./LongTitleBase.sol";

/// @notice What neither a registrar, nor another court, nor an applicant under an order may do with a title.
contract TitleGuardsTest is LongTitleBase {
    // ---- a registrar and its own

    /// A straw man has it registered, and gives it to the registrar.
    function test_I14_theRegistrarActsOnItsOwn_fail() public {
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withHolder(HANGZHOU)));
        _refuseAll("hangzhou", HANGZHOU);
    }

    function test_I14_theRegistrarActsOnItsAffiliates_fail() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(OUTSIDER, digest("affiliate"));
        succeeded("court", OUTSIDER, PROVIDER, "provider");
        _refuseAll("provider", OUTSIDER);
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, OUTSIDER, digest("sold"));
        cancelled(path, "provider");
    }

    // ---- a part of what is void

    function test_aPartOfAVoidTitle_fail() public {
        GrantKey[] memory part = _part();
        Consent memory own = signedOfPart("processor", CHANGE, part, digest("document"));
        revoked(id, GrantState.VOID_SPARING);
        own = signedOfPart("processor", CHANGE, part, digest("document"));
        vm.prank(addr(REGISTRAR));
        titles.change(part, digest("document"), own); // it is spared
        revoked(id, GrantState.VOID);
        bytes memory why =
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.VOID, GrantState.SPLIT);
        own = signedOfPart("processor", CHANGE, part, digest("another"));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.change, (part, digest("another"), own)), why);
        uint40 next = grant(id).certUntil() + 1;
        vm.warp(next - 30 days);
        own = signed("processor", RENEW, id, Ids.ofNumber(next));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.renew, (part, next, own)), why);
        own = signedOfPart("processor", CANCEL, part, digest("why"));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.cancel, (part, digest("why"), own)), why);
    }

    // ---- what a court annotated

    function test_anotherCourtsAnnotation_fail() public {
        _annotate("court", "seizure");
        assertEq(titleLink(LinkKind.ANNOTATION, id, Ids.ofNumber(Annotation.JUDICIAL)).party(), COURT, "whose it is");
        bytes memory why = abi.encodeWithSelector(ITitleLife.AnnotationOfAnother.selector, id, COURT, COURT_TWO);
        refused("court-two", address(titles), _clear(), why);
        bytes memory over_ = abi.encodeCall(titles.annotate, (id, Annotation.JUDICIAL, digest("other")));
        refused("court-two", address(titles), over_, why);
        assertEq(grant(id).flags(), GrantFlag.ANNOTATED, "stands");
        _done("court", _clear());
        _annotate("court-two", "other"); // now it may
    }

    function test_theSuperiorClearsAnAnnotation() public {
        _annotate("court", "seizure");
        vm.prank(addr("council"));
        parties.nameSuperior(COURT, COURT_TWO, digest("statute"));
        _done("court-two", _clear());
        assertEq(grant(id).flags(), 0, "cleared");
        _annotate("court-two", "its own");
        bytes memory why = abi.encodeWithSelector(ITitleLife.AnnotationOfAnother.selector, id, COURT_TWO, COURT);
        refused("court", address(titles), _clear(), why); // not the other way round
    }

    function test_theSuccessorClearsAnAnnotation() public {
        _annotate("court", "seizure");
        succeeded("council", COURT, COURT_TWO, "court-two");
        _done("court-two", _clear());
        assertEq(grant(id).flags(), 0, "cleared");
    }

    // ---- an application under an order

    function test_withdrawUnderAFreeze_fail() public {
        bytes32 open = file(noticeOf("open"));
        uint40 until = _freeze(open);
        Consent memory own = signed("provider", WITHDRAW, open, digest("w"));
        bytes memory why = abi.encodeWithSelector(ITitleCases.NoticeFrozen.selector, open, until);
        refused("provider", address(notices), abi.encodeCall(notices.withdraw, (open, digest("w"))), why);
        bytes memory call = abi.encodeCall(notices.withdrawBySignature, (open, digest("w"), own));
        refused(REGISTRAR, address(notices), call, why);
        vm.warp(until);
        _done("provider", address(notices), abi.encodeCall(notices.withdraw, (open, digest("w"))));
        assertEq(stateOf(open), GrantState.LAPSED, "withdrawn");
    }

    function test_withdrawWhileAnOrderWaits_fail() public {
        bytes32 open = file(noticeOf("open"));
        uint40 until = _freeze(open);
        vm.prank(addr("court-two"));
        encumbrances.freeze(open, FreezeScope.DISPOSE, until + 30 days, digest("another order"));
        vm.warp(until);
        bytes memory call = abi.encodeCall(notices.withdraw, (open, digest("w")));
        refused(
            "provider", address(notices), call, abi.encodeWithSelector(ITitleCases.NoticeFrozen.selector, open, until)
        );
    }

    function test_withdrawByAFrozenApplicant_fail() public {
        bytes32 open = file(noticeOf("open"));
        uint40 until = _freeze(Ids.ofNumber(PROVIDER));
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        bytes memory call = abi.encodeCall(notices.withdraw, (open, digest("w")));
        bytes memory why = abi.encodeWithSelector(ITitleCases.NoticeFrozen.selector, open, until);
        refused("outsider", address(notices), call, why); // nor by who took it over
        vm.warp(until);
        until = _freeze(Ids.ofNumber(OUTSIDER));
        refused(
            "outsider", address(notices), call, abi.encodeWithSelector(ITitleCases.NoticeFrozen.selector, open, until)
        );
    }

    function _refuseAll(string memory holder, uint32 party) private {
        bytes memory why = abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HANGZHOU), party);
        uint40 next = grant(id).certUntil() + 1;
        Consent memory own = signed(holder, CHANGE, id, digest("why"));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.change, (path, digest("why"), own)), why);
        own = signed(holder, CANCEL, id, digest("why"));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.cancel, (path, digest("why"), own)), why);
        own = signed(holder, RENEW, id, Ids.ofNumber(next));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.renew, (path, next, own)), why);
    }

    /// The title split in two by planting words; the first part is PROCESSOR's.
    function _part() private returns (GrantKey[] memory part) {
        GrantWord word = grant(id);
        part = extend(path, childKey(path, scope(Right.ALL, Mode.SPLIT).withUntil(START + 7300 days)));
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SPLIT)));
        plant(Kind.GRANT, idOf(part), GrantWord.unwrap(word.withHolder(PROCESSOR).withCertUntil(0)));
    }

    function _annotate(string memory by, string memory note) private {
        vm.prank(addr(by));
        titles.annotate(id, Annotation.JUDICIAL, digest(note));
    }

    function _clear() private view returns (bytes memory) {
        return abi.encodeCall(titles.clearAnnotation, (id, Annotation.JUDICIAL, digest("cleared")));
    }

    function _freeze(bytes32 target) private returns (uint40 until) {
        until = uint40(block.timestamp) + 30 days;
        vm.prank(addr("court"));
        encumbrances.freeze(target, FreezeScope.DISPOSE, until, digest("order"));
    }

    function _done(string memory by, bytes memory call) private {
        _done(by, address(titles), call);
    }

    function _done(string memory by, address module, bytes memory call) private {
        vm.prank(addr(by));
        (bool done,) = module.call(call);
        assertTrue(done, "done");
    }
}
