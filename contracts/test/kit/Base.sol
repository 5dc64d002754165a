// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Basis, Mode, Right, ScopeMask} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {World} from "./World.sol";

/// @notice The world of the tests with its stories: notice, register, license.
abstract contract Base is World {
    // ---- stories: notice, register, license

    /// @dev Every purpose, region and action, for two years from START.
    function scope(uint8 rights, uint8 mode) internal pure returns (PackedWord) {
        return PackedWord.wrap(0).withPurpose(ScopeMask.PURPOSE).withRegion(ScopeMask.REGION)
            .withAction(ScopeMask.ACTION).withRights(rights).withMode(mode).withNotBefore(START)
            .withUntil(START + 730 days);
    }

    function titleScope(uint8 rights) internal pure returns (PackedWord) {
        return scope(rights, Mode.ORIGINAL).withBasis(Basis.SELF_GENERATED);
    }

    /// @dev A notice of all rights for PROVIDER at Hangzhou over the data of this name.
    function noticeOf(string memory data) internal pure returns (INotices.Notice memory) {
        return noticeOf(data, titleScope(Right.ALL), PROVIDER, HANGZHOU);
    }

    function noticeOf(string memory data, PackedWord packed, uint32 holder, uint16 registrar)
        internal
        pure
        returns (INotices.Notice memory n)
    {
        n.salt = digest(data);
        n.holder = holder;
        packed = packed.withNonce(Ids.titleNonce(holder, registrar, n.salt));
        n.key = GrantKey(dataId(data), PackedWord.unwrap(packed), bytes32(0));
        n.caseDigest = digest(string.concat("case of ", data));
        n.duplicateSearchDigest = digest(string.concat("duplicates of ", data));
    }

    function dataId(string memory data) internal pure returns (bytes32) {
        return keccak256(abi.encode(Ids.DATA, digest(data), digest("salt")));
    }

    function file(INotices.Notice memory n) internal returns (bytes32 titleId) {
        vm.prank(addr("hangzhou-registrar"));
        return notices.notice(n);
    }

    /// @dev Files and registers a title of PROVIDER; time moves to the end of the notice.
    function registered(string memory data) internal returns (GrantKey[] memory path) {
        INotices.Notice memory n = noticeOf(data);
        bytes32 id = file(n);
        vm.warp(grant(id).certUntil());
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(n.key);
        path = new GrantKey[](1);
        path[0] = n.key;
    }

    function idOf(GrantKey[] memory path) internal view returns (bytes32) {
        GrantKey memory last = path[path.length - 1];
        return path.length == 1 ? Ids.titleId(register.origin(), last) : Ids.grantId(last);
    }

    function grant(bytes32 id) internal view returns (GrantWord) {
        return GrantWord.wrap(register.read(Kind.GRANT, id));
    }

    /// @dev The key of a licence under the last grant of a path.
    function childKey(GrantKey[] memory path, PackedWord packed) internal view returns (GrantKey memory) {
        return GrantKey(idOf(path), PackedWord.unwrap(packed), digest("licence terms"));
    }

    function extend(GrantKey[] memory path, GrantKey memory key) internal pure returns (GrantKey[] memory longer) {
        longer = new GrantKey[](path.length + 1);
        for (uint256 i = 0; i < path.length; ++i) {
            longer[i] = path[i];
        }
        longer[path.length] = key;
    }

    /// @dev Licenses these rights under a path, in full scope; `by` names the key of its holder.
    function license(GrantKey[] memory path, string memory by, uint8 rights, uint32 to)
        internal
        returns (GrantKey[] memory longer)
    {
        GrantKey memory key = childKey(path, scope(rights, Mode.LICENSE));
        vm.prank(addr(by));
        grants.license(path, key, to);
        return extend(path, key);
    }

    function valid(GrantKey[] memory path) internal view returns (uint8 reason) {
        (, reason,) = grants.valid(path);
    }

    function free(GrantKey[] memory path, uint8 verb) internal view returns (uint8 reason) {
        (, reason) = grants.free(path, verb);
    }
}
