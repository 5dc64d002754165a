// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {ITitleShared} from "../interfaces/ITitleShared.sol";

/// @notice Whether a batch says each id once. Two ids are compared only when both fall on the same of 4,096 bits, so that a batch of
/// a hundred costs a hundred looks and not five thousand comparisons.
library Distinct {
    /// @notice Refuses a batch that has an id twice, naming the second place.
    function check(IRegister.Entry[] memory entries) internal pure {
        uint256[16] memory seen;
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 id = uint256(entries[i].id);
            uint256 bit = 1 << ((id >> 4) & 0xff);
            if (seen[id & 0xf] & bit != 0) _compare(entries, i);
            seen[id & 0xf] |= bit;
        }
    }

    function _compare(IRegister.Entry[] memory entries, uint256 index) private pure {
        for (uint256 i = 0; i < index; ++i) {
            if (entries[i].id == entries[index].id) revert ITitleShared.DuplicateInBatch(index, entries[index].id);
        }
    }
}
