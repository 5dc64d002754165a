// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Finds what stands twice in a batch, in one pass: an open table of 256 places, so up to 128 entries stay cheap.
library Distinct {
    uint256 private constant PLACES = 256;

    /// @notice The index of the first id that stood before; ids.length when all are distinct. At most 255 ids, none zero.
    function firstRepeat(bytes32[] memory ids) internal pure returns (uint256 index) {
        bytes32[PLACES] memory table;
        for (; index < ids.length; ++index) {
            uint256 place = uint256(ids[index]) % PLACES;
            while (table[place] != 0) {
                if (table[place] == ids[index]) return index;
                place = (place + 1) % PLACES;
            }
            table[place] = ids[index];
        }
    }
}
