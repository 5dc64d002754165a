// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {InterestKind, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {RefusalsBase} from "./RefusalsBase.sol";

/// @notice Wrong state: the case that is over, the notice that is no right yet.
contract StatesTest is RefusalsBase {
    bytes32 private immutable any = keccak256("any");

    /// @dev A registered title is no case any more.
    function test_casesThatAreOver_fail() public {
        bytes memory why =
            abi.encodeWithSelector(ITitleShared.WrongState.selector, titleId, GrantState.ACTIVE, GrantState.NOTICED);
        Consent memory own = unsigned("provider");
        address to = address(notices);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.exempt, (titleId, any, own)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.refuse, (titleId, any)), why);
        refused("provider", to, abi.encodeCall(notices.withdraw, (titleId, any)), why);
        refused("anyone", to, abi.encodeCall(notices.withdrawBySignature, (titleId, any, own)), why);
        refused("anyone", to, abi.encodeCall(notices.recount, (titleId)), why);
    }

    /// @dev Nothing is disposed of by a notice, and no later registration is made of it.
    function test_whatIsOnlyNoticed_fail() public {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = noticeOf("other data").key;
        bytes32 id = file(noticeOf("other data"));
        Consent memory own = consent("buyer", transferFields(path, BUYER, 1));
        GrantKey[] memory parts = new GrantKey[](2);
        parts[0] = childKey(path, scope(Right.USE, Mode.LICENSE));
        parts[1] = childKey(path, scope(Right.USE, Mode.LICENSE).withNonce(1));
        IInterests.Terms memory t = IInterests.Terms(
            InterestKind.PLEDGE, OUTSIDER, uint40(block.timestamp) + 30 days, 31, digest("pledge"), digest("receipt")
        );
        bytes memory call = abi.encodeCall(grants.license, (path, parts[0], BUYER));
        refused("provider", address(grants), call, _notFree(id, Verb.LICENSE));
        call = abi.encodeCall(grants.transfer, (path, BUYER, 1, digest("transfer terms"), own));
        refused("provider", address(grants), call, _notFree(id, Verb.TRANSFER));
        refused("provider", address(holdings), abi.encodeCall(holdings.split, (path, parts)), _notFree(id, Verb.SPLIT));
        call = abi.encodeCall(encumbrances.charge, (path, t));
        refused("provider", address(encumbrances), call, _notFree(id, Verb.RANK));
        bytes memory why =
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.NOTICED, GrantState.ACTIVE);
        call = abi.encodeCall(titles.change, (path, any, own));
        refused("hangzhou-registrar", address(titles), call, why);
        refused("hangzhou-registrar", address(titles), abi.encodeCall(titles.cancel, (path, any, own)), why);
        refused("hangzhou-registrar", address(titles), abi.encodeCall(titles.annotate, (id, 5, any)), why);
    }

    function _notFree(bytes32 id, uint8 verb) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.NotFree.selector, id, verb, Reason.NOT_ACTIVE);
    }
}
