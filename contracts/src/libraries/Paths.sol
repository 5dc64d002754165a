// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {GrantKey} from "../types/Structs.sol";
import {Ids} from "./Ids.sol";
import {Reads} from "./Reads.sol";

/// @notice A path of keys, title first: ids are hashed from keys, so no node can be left out.
library Paths {
    uint256 internal constant MOST = 8;

    /// @notice The ids of a path, in its order. Each key must name the id of the key before it as its parent.
    function ids(bytes32 origin, GrantKey[] calldata path) internal pure returns (bytes32[] memory) {
        return ids(origin, path, 0);
    }

    /// @notice The same, and room for `spare` ids more behind them, which the caller fills.
    function ids(bytes32 origin, GrantKey[] calldata path, uint256 spare)
        internal
        pure
        returns (bytes32[] memory found)
    {
        if (path.length == 0) revert IGrants.PathEmpty();
        if (path.length > MOST) revert IGrants.PathTooLong(path.length, MOST);
        uint256 i;
        (found, i) = hash(origin, path, spare);
        if (i != path.length) revert IGrants.PathBroken(i, path[i].parent, found[i - 1]);
    }

    /// @notice The same of a path of one key or more, `register` being its origin; `i` is the first key that does not name the one
    /// before it, or the path's length.
    function hash(bytes32 register, GrantKey[] calldata path, uint256 spare)
        internal
        pure
        returns (bytes32[] memory found, uint256 i)
    {
        found = Reads.room(path.length + spare);
        (bytes32 title, bytes32 grant) = (Ids.TITLE, Ids.GRANT);
        assembly ("memory-safe") {
            let at := mload(0x40) // | tag | origin | key | of a title, | tag | key | of all below: as Ids hashes them
            let key := path.offset
            let to := add(found, 0x20)
            mstore(at, title)
            mstore(add(at, 0x20), register)
            calldatacopy(add(at, 0x40), key, 0x60)
            let id := keccak256(at, 0xa0)
            mstore(to, id)
            mstore(at, grant)
            for { i := 1 } lt(i, path.length) { i := add(i, 1) } {
                key := add(key, 0x60)
                if iszero(eq(calldataload(key), id)) { break }
                calldatacopy(add(at, 0x20), key, 0x60)
                id := keccak256(at, 0x80)
                to := add(to, 0x20)
                mstore(to, id)
            }
        }
    }
}
