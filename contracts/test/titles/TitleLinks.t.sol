// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {LinkKind} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice Links between titles over the same data.
contract TitleLinksTest is TitlesBase {
    function test_twinTitlesAreLinked() public {
        (bytes32 a, bytes32 b) = _two();
        vm.prank(addr("harbin-registrar"));
        notices.link(LinkKind.RELATED_EXACT, a, b, digest("decision"));
        LinkWord link = titleLink(LinkKind.RELATED_EXACT, a, b);
        assertEq(link.kind(), LinkKind.RELATED_EXACT, "kind");
        assertEq(stateOf(a) + stateOf(b), 2 * GrantState.NOTICED, "neither is touched");
        bytes memory call = abi.encodeCall(notices.link, (LinkKind.RELATED_EXACT, a, b, digest("again")));
        bytes memory why = abi.encodeWithSelector(ITitleShared.LinkExists.selector, LinkKind.RELATED_EXACT, a, b);
        refused(REGISTRAR, address(notices), call, why);
        vm.prank(addr(REGISTRAR));
        notices.link(LinkKind.RELATED_NEAR, a, b, digest("another kind"));
    }

    function test_link_fail() public {
        (bytes32 a, bytes32 b) = _two();
        _refuseLink(LinkKind.PREDECESSOR, a, b, digest("d"), _linkRefused(LinkKind.PREDECESSOR, a, b));
        _refuseLink(LinkKind.RELATED_NEAR, b, a, digest("d"), _linkRefused(LinkKind.RELATED_NEAR, b, a));
        _refuseLink(LinkKind.RELATED_NEAR, a, a, digest("d"), _linkRefused(LinkKind.RELATED_NEAR, a, a));
        _refuseLink(2, a, b, 0, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        bytes32 none = bytes32(uint256(a) - 1);
        _refuseLink(2, none, a, digest("d"), abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, none));
        plant(Kind.GRANT, none, GrantWord.unwrap(grant(a).withDepth(1)));
        _refuseLink(2, none, a, digest("d"), abi.encodeWithSelector(ITitleShared.NotATitle.selector, none, 1));
    }

    function test_linkByAThirdRegistrar_fail() public {
        (bytes32 a, bytes32 b) = _two();
        GrantWord word = grant(a).withRegistrar(151);
        plant(Kind.GRANT, a, GrantWord.unwrap(word));
        plant(Kind.GRANT, b, GrantWord.unwrap(word));
        bytes memory why = abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, uint16(151), HANGZHOU);
        _refuseLink(2, a, b, digest("d"), why);
    }

    /// Two titles over the same data at two registrars, the lower id first.
    function _two() private returns (bytes32 a, bytes32 b) {
        a = file(noticeOf("twin"));
        INotices.Notice memory n = noticeOf("twin", titleScope(7), OPERATOR, HARBIN);
        vm.prank(addr("harbin-registrar"));
        b = notices.notice(n);
        if (a > b) (a, b) = (b, a);
    }

    function _refuseLink(uint8 kind, bytes32 a, bytes32 b, bytes32 why_, bytes memory why) private {
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.link, (kind, a, b, why_)), why);
    }

    function _linkRefused(uint8 kind, bytes32 a, bytes32 b) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleNotices.LinkRefused.selector, kind, a, b);
    }
}
