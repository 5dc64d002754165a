// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {GrantKey} from "../types/Structs.sol";
import {Ids} from "./Ids.sol";

/// @notice A path of keys, title first: ids are hashed from keys, so no node can be left out.
library Paths {
    uint256 internal constant MOST = 8;

    /// @notice The ids of a path, in its order. Each key must name the id of the key before it as its parent.
    function ids(bytes32 origin, GrantKey[] calldata path) internal pure returns (bytes32[] memory found) {
        if (path.length == 0) revert IGrants.PathEmpty();
        if (path.length > MOST) revert IGrants.PathTooLong(path.length, MOST);
        found = new bytes32[](path.length);
        found[0] = Ids.titleId(origin, path[0]);
        for (uint256 i = 1; i < path.length; ++i) {
            if (path[i].parent != found[i - 1]) revert IGrants.PathBroken(i, path[i].parent, found[i - 1]);
            found[i] = Ids.grantId(path[i]);
        }
    }
}
