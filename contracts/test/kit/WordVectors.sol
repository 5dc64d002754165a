// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CoreBase} from "../register/CoreBase.sol";

/// @notice Reads one word of tests/vectors/core.json: its fields and its bytes.
abstract contract WordVectors is CoreBase {
    string private fields;

    function _kind(string memory name) internal {
        fields = string.concat(".words.", name);
    }

    function _u(string memory field) internal view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(fields, ".fields.", field));
    }

    function _word() internal view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(fields, ".word"));
    }
}
