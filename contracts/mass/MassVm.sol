// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The cheat codes that only the mass of cases needs.
interface MassVm {
    function readFileBinary(string calldata path) external view returns (bytes memory);
    function envUint(string calldata name) external view returns (uint256);
    function toString(uint256 value) external pure returns (string memory);
}
