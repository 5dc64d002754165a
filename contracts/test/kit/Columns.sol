// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Asserts} from "./Asserts.sol";

/// @notice The cheat code that reads a list of numbers.
interface NumbersVm {
    function parseJsonUintArray(string calldata json, string calldata key) external pure returns (uint256[] memory);
}

/// @notice Reads the columns of tests/vectors/differential, which tests/differential_kit.py writes.
abstract contract Columns is Asserts {
    string private json;

    function open(string memory name) internal {
        json = vm.readFile(string.concat("../tests/vectors/differential/", name, ".json"));
    }

    function numbers(string memory name) internal view returns (uint256[] memory) {
        return NumbersVm(address(vm)).parseJsonUintArray(json, string.concat(".", name));
    }

    function words(string memory name) internal view returns (bytes32[] memory) {
        return vm.parseJsonBytes32Array(json, string.concat(".", name));
    }

    /// @dev `count` words of a flat column, from `first` on.
    function part(bytes32[] memory column, uint256 first, uint256 count) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = column[first + i];
        }
    }

    function told(string memory what, uint256 row) internal pure returns (string memory) {
        bytes memory digits = new bytes(4);
        for (uint256 i = 4; i > 0; --i) {
            digits[i - 1] = bytes1(uint8(48 + row % 10));
            row /= 10;
        }
        return string.concat(what, " of row ", string(digits));
    }
}
