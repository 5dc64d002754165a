// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleObjections} from "../../src/interfaces/ITitleObjections.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {GrantFlag, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ObjectionState, ObjectionWord} from "../../src/types/ObjectionWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice Who may object how often, who settles, and objections to registered titles.
contract LaterObjectionsTest is TitlesBase {
    function test_aLaterObjectionDisputesAndStopsNothing() public {
        GrantKey[] memory path = registered("weather");
        bytes32 id = idOf(path);
        objected(id, "outsider");
        assertEq(grant(id).flags(), GrantFlag.DISPUTED, "disputed");
        assertEq(free(path, Verb.LICENSE), Reason.NONE, "and free");
        objected(id, "buyer");
        settled(id, 1, ObjectionState.REJECTED);
        assertEq(grant(id).flags(), GrantFlag.DISPUTED, "one is open");
        settled(id, 2, ObjectionState.UPHELD);
        assertEq(grant(id).flags(), 0, "none is");
        assertEq(stateOf(id), GrantState.ACTIVE, "what follows is change, cancellation or a court's");
    }

    function test_onePartyOneOpenObjection_fail() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        objected(id, "buyer");
        bytes memory why = abi.encodeWithSelector(ITitleObjections.ObjectionPending.selector, id, 1);
        refused("outsider", address(notices), _object(id), why);
        settled(id, 1, ObjectionState.INCOMPLETE);
        objected(id, "outsider"); // complete now
        assertEq(grant(id).openObjections(), 2, "both open");
    }

    function test_threeOfAPartyInACase_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        bytes32 id = file(n);
        for (uint8 i = 1; i <= 3; ++i) {
            objected(id, "outsider");
            settled(id, i, ObjectionState.INCOMPLETE);
        }
        bytes memory why = abi.encodeWithSelector(ITitleObjections.PartyObjectedOut.selector, id, OUTSIDER, 3);
        refused("outsider", address(notices), _object(id), why);
        vm.warp(grant(id).certUntil());
        registeredBy(REGISTRAR, n.key);
        objected(id, "outsider"); // another case
        assertEq(grant(id).openObjections(), 1, "open");
    }

    function test_theObjectorWithdraws() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        succeeded("court", OUTSIDER, BUYER, "buyer");
        vm.prank(addr("buyer"));
        notices.withdrawObjection(id, 1); // its successor
        ObjectionWord word = ObjectionWord.wrap(register.read(Kind.OBJECTION, Ids.objectionId(id, 1)));
        assertEq(word.state(), ObjectionState.WITHDRAWN, "withdrawn");
        assertEq(word.settled(), block.timestamp, "now");
        assertEq(grant(id).openObjections(), 0, "none open");
    }

    function test_withdrawOfAnother_fail() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        bytes memory call = abi.encodeCall(notices.withdrawObjection, (id, 1));
        bytes memory why = abi.encodeWithSelector(ITitleObjections.NotObjector.selector, id, 1, OUTSIDER, PROVIDER);
        refused("provider", address(notices), call, why);
        call = abi.encodeCall(notices.withdrawObjection, (id, 2));
        why = abi.encodeWithSelector(ITitleObjections.ObjectionNotOpen.selector, id, 2, 0);
        refused("outsider", address(notices), call, why);
    }

    function test_noneStaysOpenForEver() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        objected(id, "buyer");
        objected(id, "processor");
        settled(id, 1, ObjectionState.UPHELD);
        assertEq(stateOf(id), GrantState.LAPSED, "lapsed by the first");
        settled(id, 2, ObjectionState.REJECTED);
        vm.prank(addr("processor"));
        notices.withdrawObjection(id, 3);
        assertEq(grant(id).openObjections(), 0, "all closed");
        _settledAfterTheEnd();
    }

    /// @dev An objection to a title that ended since is settled, and does not bring the title to another end.
    function _settledAfterTheEnd() private {
        GrantKey[] memory path = registered("snow");
        bytes32 id = idOf(path);
        objected(id, "outsider");
        revoked(id, GrantState.VOID);
        settled(id, 1, ObjectionState.UPHELD);
        assertEq(stateOf(id), GrantState.VOID, "void as it was");
    }

    function test_settledTogether() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        objected(id, "buyer");
        objected(id, "processor");
        uint8[] memory which = new uint8[](2);
        (which[0], which[1]) = (1, 3);
        vm.prank(addr(REGISTRAR));
        notices.settleMany(id, which, ObjectionState.INCOMPLETE, digest("papers missing"));
        assertEq(grant(id).openObjections(), 1, "one is left");
        (which[0], which[1]) = (2, 2);
        bytes memory call = abi.encodeCall(notices.settleMany, (id, which, 2, digest("d")));
        bytes memory why = abi.encodeWithSelector(ITitleShared.NotAscending.selector, bytes32("ordinals"), 1);
        refused(REGISTRAR, address(notices), call, why);
        call = abi.encodeCall(notices.settleMany, (id, new uint8[](0), 2, digest("d")));
        refused(
            REGISTRAR, address(notices), call, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("ordinals"))
        );
        bytes memory home = abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN);
        call = abi.encodeCall(notices.settleMany, (id, which, 2, digest("d")));
        refused("harbin-registrar", address(notices), call, home);
    }

    function test_settleWithoutDigest_fail() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        bytes memory call = abi.encodeCall(notices.settle, (id, 1, 2, bytes32(0)));
        refused(
            REGISTRAR, address(notices), call, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest"))
        );
    }

    function test_objectToWhatEnded_fail() public {
        GrantKey[] memory path = registered("weather");
        bytes32 id = idOf(path);
        GrantKey[] memory licence = license(path, "provider", Right.USE, PROCESSOR);
        bytes memory why = abi.encodeWithSelector(ITitleShared.NotATitle.selector, idOf(licence), 1);
        refused("outsider", address(notices), _object(idOf(licence)), why);
        why = abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, bytes32(uint256(7)));
        refused("outsider", address(notices), _object(bytes32(uint256(7))), why);
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withState(GrantState.SPLIT)));
        objected(id, "outsider"); // a split title is registered still
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withState(GrantState.SURRENDERED)));
        why = abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.SURRENDERED, GrantState.ACTIVE);
        refused("buyer", address(notices), _object(id), why);
    }

    function _object(bytes32 id) private pure returns (bytes memory) {
        return abi.encodeCall(ITitleObjections.object, (id, 1, digest("objection")));
    }
}
