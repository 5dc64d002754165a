// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A value does not fit the bits its word keeps for it.
/// @param value The offending value.
/// @param bits The width of the field.
error FieldTooWide(uint256 value, uint256 bits);
