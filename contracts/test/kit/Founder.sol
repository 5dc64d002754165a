// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev Stands where the council would.
contract Founder {}
