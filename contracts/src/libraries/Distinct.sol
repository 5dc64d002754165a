// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Whether a batch says each id once. Two ids are compared only when both fall on the same of 4,096 bits, so that a batch of
/// a hundred costs a hundred looks and not five thousand comparisons.
library Distinct {
    /// @notice The index of the first id that stood before; ids.length when all are distinct.
    function firstRepeat(bytes32[] memory ids) internal pure returns (uint256 index) {
        uint256[16] memory seen;
        for (; index < ids.length; ++index) {
            uint256 id = uint256(ids[index]);
            uint256 bit = 1 << ((id >> 4) & 0xff);
            if (seen[id & 0xf] & bit != 0 && _before(ids, index)) return index;
            seen[id & 0xf] |= bit;
        }
    }

    function _before(bytes32[] memory ids, uint256 index) private pure returns (bool) {
        for (uint256 i = 0; i < index; ++i) {
            if (ids[i] == ids[index]) return true;
        }
        return false;
    }
}
