// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Basis, FreezeScope, LinkKind, Mode, Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice The forms of a notice beside the plain one, and the links between titles.
contract TitleFormsTest is TitlesBase {
    uint32[] private who;
    Consent[] private consents;

    // ---- fused data whose contract is silent

    function test_I6_fusedOperateWithEveryConsent() public {
        INotices.Notice memory n = _fused();
        vm.prank(addr(REGISTRAR));
        bytes32 id = notices.noticeFused(n, who, consents);
        assertEq(grant(id).rights(), Right.ALL, "OPERATE too");
        vm.warp(grant(id).certUntil());
        registeredBy(REGISTRAR, n.key);
    }

    function test_I6_fusedOperateWithoutConsents_fail() public {
        INotices.Notice memory n = fused("fused");
        bytes memory why = abi.encodeWithSelector(ITitleNotices.BasisRefused.selector, Basis.FUSED_SILENT, 7, 3);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (n)), why);
        n = noticeOf("fused", titleScope(3).withBasis(Basis.FUSED_SILENT), PROVIDER, HANGZHOU);
        file(n); // without OPERATE nobody is asked
    }

    function test_I6_aConsentMissing_fail() public {
        INotices.Notice memory n = _fused();
        consents.pop();
        bytes memory why = _count("consents", 1, 2, 2);
        _refuseFused(n, why);
        who.pop();
        who.pop();
        _refuseFused(n, _count("participants", 0, 1, 32));
    }

    function test_I6_consentOfAnotherParty_fail() public {
        INotices.Notice memory n = _fused();
        consents[1] = fusion(n, who, "outsider");
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, OPERATOR);
        _refuseFused(n, why);
    }

    function test_I6_consentToOtherParticipants_fail() public {
        INotices.Notice memory n = _fused();
        uint32[] memory fewer = new uint32[](1);
        fewer[0] = PROCESSOR;
        consents[0] = fusion(n, fewer, "processor");
        _refuseFused(n, "");
    }

    function test_I6_consentToAnotherTitle_fail() public {
        INotices.Notice memory n = _fused();
        consents[0] = fusion(fused("other"), who, "processor");
        _refuseFused(n, "");
    }

    function test_fusedParticipants_fail() public {
        INotices.Notice memory n = _fused();
        (who[0], who[1]) = (OPERATOR, PROCESSOR);
        (consents[0], consents[1]) = (fusion(n, who, "operator"), fusion(n, who, "processor"));
        _refuseFused(n, abi.encodeWithSelector(ITitleShared.NotAscending.selector, bytes32("participants"), 1));
        (who[0], who[1]) = (PROVIDER, PROCESSOR);
        _refuseFused(n, abi.encodeWithSelector(ITitleNotices.ApplicantAmongParticipants.selector, PROVIDER));
        n = noticeOf("plain");
        _refuseFused(n, abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.SELF_GENERATED));
    }

    // ---- joint applicants

    function test_jointApplicantsHaveATitleEachInOneCase() public {
        INotices.Notice[] memory n = _joint();
        vm.prank(addr(REGISTRAR));
        notices.noticeJoint(n);
        for (uint256 i = 0; i < 2; ++i) {
            assertEq(grant(titleIdOf(n[i].key)).holder(), n[i].holder, "its own title");
        }
    }

    function test_joint_fail() public {
        INotices.Notice[] memory n = _joint();
        (n[0], n[1]) = (n[1], n[0]);
        _refuseJoint(n, abi.encodeWithSelector(ITitleShared.NotAscending.selector, bytes32("filed"), 1));
        n = _joint();
        n[1].caseDigest = digest("another case");
        _refuseJoint(n, abi.encodeWithSelector(ITitleNotices.NotJoint.selector, 1));
        n = _joint();
        n[1].key.parent = dataId("other data");
        _refuseJoint(n, abi.encodeWithSelector(ITitleNotices.NotJoint.selector, 1));
        INotices.Notice[] memory one = new INotices.Notice[](1);
        one[0] = n[0];
        _refuseJoint(one, _count("filed", 1, 2, 32));
        _refuseJoint(new INotices.Notice[](33), _count("filed", 33, 2, 32));
    }

    // ---- batches

    function test_duplicateInABatch_fail() public {
        INotices.Notice[] memory n = new INotices.Notice[](3);
        (n[0], n[1], n[2]) = (noticeOf("a"), noticeOf("b"), noticeOf("a"));
        bytes memory why = abi.encodeWithSelector(ITitleShared.DuplicateInBatch.selector, 2, titleIdOf(n[0].key));
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeMany, (n)), why);
        (file(n[0]), file(n[1]));
        vm.warp(local(3, 10, 0));
        GrantKey[] memory keys = new GrantKey[](3);
        (keys[0], keys[1], keys[2]) = (n[0].key, n[1].key, n[1].key);
        why = abi.encodeWithSelector(ITitleShared.DuplicateInBatch.selector, 2, titleIdOf(n[1].key));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.registerTitles, (keys)), why);
    }

    // ---- re-registration

    function test_reRegistrationNamesItsPredecessor() public {
        GrantKey[] memory path = registered("weather");
        cancelled(path, "provider");
        INotices.Notice memory n = _again("provider's second");
        vm.prank(addr(REGISTRAR));
        bytes32 id = notices.noticeAgain(n, path[0]);
        assertEq(stateOf(id), GrantState.NOTICED, "noticed");
        LinkWord link = titleLink(LinkKind.PREDECESSOR, id, idOf(path));
        assertEq(link.kind(), LinkKind.PREDECESSOR, "linked");
        assertEq(link.since(), block.timestamp, "from now on");
    }

    function test_I1_predecessorStands_fail() public {
        GrantKey[] memory path = registered("weather");
        bytes32 id = idOf(path);
        _refuseAgain(path[0], GrantState.ACTIVE);
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, uint40(block.timestamp) + 10 days, keccak256("order"));
        revoked(id, GrantState.VOID);
        _refuseAgain(path[0], GrantState.VOID); // frozen still
        vm.warp(block.timestamp + 10 days);
        vm.prank(addr(REGISTRAR));
        notices.noticeAgain(_again("after"), path[0]);
        INotices.Notice memory waiting = noticeOf("weather", titleScope(3), PROVIDER, HANGZHOU);
        file(waiting);
        _refuseAgain(waiting.key, GrantState.NOTICED);
    }

    function test_I1_predecessorSplitOrEncumbered_fail() public {
        GrantKey[] memory path = registered("weather");
        bytes32 id = idOf(path);
        GrantWord word = grant(id);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SPLIT)));
        _refuseAgain(path[0], GrantState.SPLIT);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SPLIT).withUntil(uint40(block.timestamp))));
        _refuseAgain(path[0], GrantState.SPLIT); // what its parts carry is not shown
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.VOID_SPARING)));
        _refuseAgain(path[0], GrantState.VOID_SPARING); // the parts may live
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SURRENDERED).withRanks(1).withLiveRanks(1)));
        _refuseAgain(path[0], GrantState.SURRENDERED);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SURRENDERED).withFlags(2)));
        _refuseAgain(path[0], GrantState.SURRENDERED); // a queued freeze
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withUntil(uint40(block.timestamp))));
        vm.prank(addr(REGISTRAR));
        notices.noticeAgain(_again("expired"), path[0]); // what has run out stands no more
    }

    function test_predecessorOfAnother_fail() public {
        GrantKey[] memory path = registered("weather");
        cancelled(path, "provider");
        INotices.Notice memory n = noticeOf("snow");
        bytes memory why = abi.encodeWithSelector(ITitleNotices.DataDiffers.selector, n.key.parent, path[0].parent);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeAgain, (n, path[0])), why);
        n = noticeOf("weather", titleScope(7), OPERATOR, HANGZHOU);
        why = abi.encodeWithSelector(ITitleNotices.HolderDiffers.selector, OPERATOR, PROVIDER);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeAgain, (n, path[0])), why);
        succeeded("court", PROVIDER, OPERATOR, "operator");
        vm.prank(addr(REGISTRAR));
        notices.noticeAgain(n, path[0]); // its successor may
        GrantKey memory unknown = noticeOf("weather", titleScope(1), PROVIDER, HANGZHOU).key;
        why = abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, titleIdOf(unknown));
        n = noticeOf("weather", titleScope(2), OPERATOR, HANGZHOU);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeAgain, (n, unknown)), why);
    }

    // ---- the bounds of a form

    function test_derivedNeedsItsForm_fail() public {
        bytes32[] memory sources = new bytes32[](1);
        sources[0] = digest("source");
        INotices.Notice memory n = derived("derived", sources);
        bytes memory why = abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.DERIVED);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (n)), why);
        n = noticeOf("derived", titleScope(7).withBasis(Basis.DERIVED), PROCESSOR, HANGZHOU);
        why = abi.encodeWithSelector(ITitleNotices.ModeRefused.selector, Mode.ORIGINAL, Mode.DERIVED);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeDerived, (n, sources, INNER)), why);
    }

    function _fused() private returns (INotices.Notice memory n) {
        n = fused("fused");
        who.push(PROCESSOR);
        who.push(OPERATOR);
        consents.push(fusion(n, who, "processor"));
        consents.push(fusion(n, who, "operator"));
    }

    /// An empty reason: any.
    function _refuseFused(INotices.Notice memory n, bytes memory why) private {
        bytes memory call = abi.encodeCall(notices.noticeFused, (n, who, consents));
        if (why.length != 0) return refused(REGISTRAR, address(notices), call, why);
        vm.prank(addr(REGISTRAR));
        (bool done, bytes memory said) = address(notices).call(call);
        assertFalse(done, "refused");
        assertTrue(bytes4(said) == IModule.BadSignature.selector, "for its signature");
    }

    function _joint() private pure returns (INotices.Notice[] memory n) {
        n = new INotices.Notice[](2);
        n[0] = noticeOf("joint", titleScope(7), PROVIDER, HANGZHOU);
        n[1] = noticeOf("joint", titleScope(7), PROCESSOR, HANGZHOU);
    }

    function _refuseJoint(INotices.Notice[] memory n, bytes memory why) private {
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeJoint, (n)), why);
    }

    /// Another title over "weather" of PROVIDER.
    function _again(string memory salt) private pure returns (INotices.Notice memory n) {
        n = noticeOf(salt);
        n.key.parent = dataId("weather");
    }

    function _refuseAgain(GrantKey memory key, uint8 state) private {
        bytes memory why = abi.encodeWithSelector(ITitleNotices.PredecessorStands.selector, titleIdOf(key), state);
        bytes memory call = abi.encodeCall(notices.noticeAgain, (_again("again"), key));
        refused(REGISTRAR, address(notices), call, why);
    }

    function _count(bytes32 name, uint256 count, uint256 least, uint256 most) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.CountRefused.selector, name, count, least, most);
    }
}
