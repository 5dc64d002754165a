// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Partition} from "../../src/libraries/Partition.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Columns} from "../kit/Columns.sol";

/// @notice Whether parts are a whole, fault by fault as torrens_registry.rules.partition says.
contract DifferentialPartitionTest is Columns {
    function test_partitions() public {
        open("partition");
        (bytes32[] memory whole, bytes32[] memory flat) = (words("whole"), words("part"));
        (uint256[] memory count, uint256[] memory fault) = (numbers("count"), numbers("fault"));
        uint256[] memory index = numbers("index");
        uint256 first;
        for (uint256 i = 0; i < whole.length; ++i) {
            PackedWord[] memory parts = new PackedWord[](count[i]);
            for (uint256 j = 0; j < parts.length; ++j) {
                parts[j] = PackedWord.wrap(flat[first + j]);
            }
            first += count[i];
            (uint8 found, uint256 at_) = Partition.check(PackedWord.wrap(whole[i]), parts);
            assertEq(found, fault[i], told("fault", i));
            assertEq(at_, index[i], told("index", i));
        }
    }
}
