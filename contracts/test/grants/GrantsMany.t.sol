// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Distinct} from "../../src/libraries/Distinct.sol";
import {FreezeScope, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice Many licences under one parent: each as if it were alone, all or none.
contract GrantsManyTest is GrantsBase {
    function test_eachIsALicence() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(3);
        holders[2] = BUYER;
        vm.prank(addr("provider"));
        bytes32[] memory ids = grants.licenseMany(title, keys, holders);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(ids[i], idOf(extend(title, keys[i])), "its id");
            assertEq(grant(ids[i]).state(), GrantState.ACTIVE, "state");
            assertEq(grant(ids[i]).holder(), holders[i], "holder");
            assertEq(grant(ids[i]).depth(), 1, "depth");
        }
    }

    function test_aHundredFit() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(100);
        vm.prank(addr("provider"));
        grants.licenseMany(title, keys, holders);
        assertEq(valid(extend(title, keys[99])), Reason.NONE, "the last");
    }

    function test_counts_fail() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(101);
        _refuse(keys, holders, _count(101, 1, 100));
        _refuse(new GrantKey[](0), new uint32[](0), _count(0, 1, 100));
        (keys,) = _batch(2);
        _refuse(keys, new uint32[](1), _count(1, 2, 2));
    }

    function test_twiceTheSame_fail() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(4);
        keys[3] = keys[1];
        bytes32 id = idOf(extend(title, keys[1]));
        _refuse(keys, holders, abi.encodeWithSelector(IGrants.DuplicateAt.selector, 3, id));
        (keys, holders) = _batch(4);
        licensed(title, "provider", PackedWord.wrap(keys[2].packed), OUTSIDER);
        id = idOf(extend(title, keys[2]));
        _refuse(keys, holders, abi.encodeWithSelector(IGrants.GrantExists.selector, id));
        assertEq(grant(idOf(extend(title, keys[0]))).state(), 0, "none");
    }

    function test_oneThatMayNot_fail() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(3);
        keys[2].packed = PackedWord.unwrap(PackedWord.wrap(keys[2].packed).withRegion(0));
        _refuse(keys, holders, _mask("region", 0));
        (keys, holders) = _batch(3);
        holders[1] = 99999;
        _refuse(keys, holders, abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99999), 0));
        holders[1] = PROCESSOR;
        keys[1].parent = digest("another");
        _refuse(keys, holders, abi.encodeWithSelector(IGrants.PathBroken.selector, 1, digest("another"), idOf(title)));
        freeze(title, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 9);
        _refuse(keys, holders, _notFree(title, Verb.LICENSE, Reason.DISPOSE_FROZEN));
    }

    function test_byAnother_fail() public {
        (GrantKey[] memory keys, uint32[] memory holders) = _batch(2);
        bytes memory reason = _notHolder(idOf(title), PROVIDER, OUTSIDER);
        vm.prank(addr("outsider"));
        vm.expectRevert(reason);
        grants.licenseMany(title, keys, holders);
    }

    /// @dev Against comparing each with each; ids that share their place in the table on purpose.
    function test_firstRepeat(uint256 seed, uint8 count) public pure {
        bytes32[] memory ids = new bytes32[](bound8(count, 130));
        uint256 first = ids.length;
        for (uint256 i = 0; i < ids.length; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            ids[i] = bytes32(1 + (seed % 200) * 256);
            for (uint256 j = 0; j < i && first == ids.length; ++j) {
                if (ids[j] == ids[i]) first = i;
            }
        }
        assertEq(Distinct.firstRepeat(ids), first, "the first repeat");
    }

    function bound8(uint8 value, uint256 most) private pure returns (uint256) {
        return value % (most + 1);
    }

    function _batch(uint256 count) private view returns (GrantKey[] memory keys, uint32[] memory holders) {
        keys = new GrantKey[](count);
        holders = new uint32[](count);
        for (uint64 i = 0; i < count; ++i) {
            keys[i] = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(i + 1));
            holders[i] = PROCESSOR;
        }
    }

    function _count(uint256 count, uint256 least, uint256 most) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.CountRefused.selector, count, least, most);
    }

    function _refuse(GrantKey[] memory keys, uint32[] memory holders, bytes memory reason) private {
        vm.prank(addr("provider"));
        vm.expectRevert(reason);
        grants.licenseMany(title, keys, holders);
    }
}
