// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleRegistration} from "../../src/interfaces/ITitleRegistration.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Action, Basis, FreezeScope, LinkKind, Mode, Reason, Right} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice Derived data: bound to its sources by its id, each of them valid, held and derivable at registration.
contract DerivedTest is TitlesBase {
    GrantKey[] private one; // PROCESSOR's licence under a title of PROVIDER
    GrantKey[] private two; // another
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        GrantKey[] memory a = license(registered("a"), "provider", Right.USE, PROCESSOR);
        GrantKey[] memory b = license(registered("b"), "provider", Right.USE | Right.HOLD, PROCESSOR);
        if (idOf(a) > idOf(b)) (a, b) = (b, a);
        for (uint256 i = 0; i < 2; ++i) {
            one.push(a[i]);
            two.push(b[i]);
        }
    }

    function test_I5_registeredOverItsSources() public {
        INotices.Notice memory n = _noticed();
        _register(n, _paths());
        bytes32 id = titleIdOf(n.key);
        assertEq(stateOf(id), GrantState.ACTIVE, "registered");
        assertEq(_link(id, idOf(one)).kind(), LinkKind.SOURCE, "one");
        assertEq(_link(id, idOf(two)).since(), block.timestamp, "two");
        revoked(two[1].parent, GrantState.VOID);
        assertEq(valid(pathOf(n.key)), Reason.NONE, "a void source flags, no more");
    }

    function test_I5_sourceVoid_fail() public {
        INotices.Notice memory n = _noticed();
        revoked(idOf(two), GrantState.VOID);
        _refuse(n, _paths(), _notValid(Reason.NOT_ACTIVE));
    }

    function test_I5_sourceExpiredDuringTheNotice_fail() public {
        PackedWord brief = scope(Right.USE, Mode.LICENSE).withUntil(uint40(block.timestamp) + 3 days);
        (INotices.Notice memory n, GrantKey[][] memory paths) = _only(brief);
        bytes32 source = idOf(paths[0]);
        bytes memory why = abi.encodeWithSelector(ITitleRegistration.SourceNotValid.selector, source, Reason.EXPIRED);
        _refuse(n, paths, why);
    }

    function test_I5_sourceStoppedByAFreeze_fail() public {
        INotices.Notice memory n = _noticed();
        vm.prank(addr("court"));
        encumbrances.freeze(two[1].parent, FreezeScope.EXERCISE, uint40(block.timestamp) + 90 days, keccak256("order"));
        _refuse(n, _paths(), _notValid(Reason.EXERCISE_FROZEN));
    }

    function test_I5_sourceOfAnother_fail() public {
        GrantKey[] memory other = license(registered("c"), "provider", Right.USE, OPERATOR);
        bytes32[] memory sources = new bytes32[](1);
        sources[0] = idOf(other);
        INotices.Notice memory n = noticedDerived("derived", sources);
        vm.warp(grant(titleIdOf(n.key)).certUntil());
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = other;
        bytes memory why =
            abi.encodeWithSelector(ITitleRegistration.SourceNotHeld.selector, sources[0], OPERATOR, PROCESSOR);
        _refuse(n, paths, why);
        succeeded("court", OPERATOR, PROCESSOR, "processor");
        _register(n, paths); // held through succession
    }

    function test_I14_derivedByOneDeclaredDuringTheNotice_fail() public {
        INotices.Notice memory n = _noticed();
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROCESSOR, digest("affiliate"));
        _refuse(n, _paths(), abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, HANGZHOU, PROCESSOR));
    }

    function test_I5_sourceWithoutUseOrDerive_fail() public {
        _refuseOnly(scope(Right.HOLD, Mode.LICENSE));
        _refuseOnly(scope(Right.USE, Mode.LICENSE).withAction(Action.PROCESS));
    }

    function test_sourcesThatTheIdDoesNotBind_fail() public {
        INotices.Notice memory n = _noticed();
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = one;
        bytes32[] memory shown = new bytes32[](1);
        shown[0] = idOf(one);
        bytes memory why =
            abi.encodeWithSelector(ITitleShared.SourcesDiffer.selector, n.key.termsDigest, derivedTerms(shown, INNER));
        _refuse(n, paths, why);
        paths = _paths();
        (paths[0], paths[1]) = (paths[1], paths[0]);
        _refuse(n, paths, _ascending());
        paths[1] = paths[0];
        _refuse(n, paths, _ascending()); // twice the same
        _refuse(n, new GrantKey[][](0), _count(0));
        _refuse(n, new GrantKey[][](17), _count(17));
    }

    function test_noticeBindsItsSources_fail() public {
        INotices.Notice memory n = derived("derived", _ids());
        bytes memory call = abi.encodeCall(notices.noticeDerived, (n, _ids(), keccak256("other terms")));
        bytes memory why = abi.encodeWithSelector(
            ITitleShared.SourcesDiffer.selector, n.key.termsDigest, derivedTerms(_ids(), keccak256("other terms"))
        );
        refused(REGISTRAR, address(notices), call, why);
        bytes32[] memory none = new bytes32[](0);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeDerived, (n, none, INNER)), _count(0));
        n = noticeOf("plain");
        call = abi.encodeCall(notices.noticeDerived, (n, _ids(), INNER));
        why = abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.SELF_GENERATED);
        refused(REGISTRAR, address(notices), call, why);
    }

    function test_eachByItsOwnVerb_fail() public {
        INotices.Notice memory n = _noticed();
        bytes memory why = abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.DERIVED);
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.registerTitle, (n.key)), why);
        GrantKey[] memory keys = pathOf(n.key);
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.registerTitles, (keys)), why);
        n = noticeOf("plain");
        why = abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.SELF_GENERATED);
        _refuse(n, _paths(), why);
    }

    function _noticed() private returns (INotices.Notice memory n) {
        n = noticedDerived("derived", _ids());
        vm.warp(grant(titleIdOf(n.key)).certUntil());
    }

    function _ids() private view returns (bytes32[] memory ids) {
        ids = new bytes32[](2);
        (ids[0], ids[1]) = (idOf(one), idOf(two));
    }

    function _paths() private view returns (GrantKey[][] memory paths) {
        paths = new GrantKey[][](2);
        (paths[0], paths[1]) = (one, two);
    }

    function _register(INotices.Notice memory n, GrantKey[][] memory paths) private {
        vm.prank(addr(REGISTRAR));
        titles.registerDerived(n.key, paths, INNER);
    }

    function _refuse(INotices.Notice memory n, GrantKey[][] memory paths, bytes memory why) private {
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.registerDerived, (n.key, paths, INNER)), why);
    }

    function _refuseOnly(PackedWord packed) private {
        (INotices.Notice memory n, GrantKey[][] memory paths) = _only(packed);
        bytes memory why = abi.encodeWithSelector(
            ITitleRegistration.SourceNotDerivable.selector, idOf(paths[0]), packed.rights(), packed.action()
        );
        _refuse(n, paths, why);
    }

    /// A notice, whose time is over, with a licence of this scope as the only source.
    function _only(PackedWord packed) private returns (INotices.Notice memory n, GrantKey[][] memory paths) {
        GrantKey[] memory title = pathOf(one[0]);
        GrantKey memory key = childKey(title, packed);
        vm.prank(addr("provider"));
        grants.license(title, key, PROCESSOR);
        paths = new GrantKey[][](1);
        paths[0] = extend(title, key);
        bytes32[] memory sources = new bytes32[](1);
        sources[0] = idOf(paths[0]);
        n = noticedDerived(string(abi.encode(packed)), sources);
        vm.warp(grant(titleIdOf(n.key)).certUntil());
    }

    function _notValid(uint8 reason) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITitleRegistration.SourceNotValid.selector, idOf(two), reason);
    }

    function _ascending() private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.NotAscending.selector, bytes32("sources"), 1);
    }

    function _count(uint256 count) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.CountRefused.selector, bytes32("sources"), count, 1, 16);
    }

    function _link(bytes32 title, bytes32 source) private view returns (LinkWord) {
        return LinkWord.wrap(register.read(Kind.LINK, Ids.linkId(LinkKind.SOURCE, title, source)));
    }
}
