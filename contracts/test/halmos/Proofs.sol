// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The cheat codes that halmos knows and the proofs use.
interface HalmosVm {
    function assume(bool condition) external pure;
    function prank(address sender) external;
    function store(address target, bytes32 slot, bytes32 value) external;
    function warp(uint256 timestamp) external;
}

/// @dev Says yes to every caller: who the council is, is another contract's business.
contract YesCouncil {
    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (true, 0);
    }
}

/// @dev Says no to every caller; yes after a delay, which is no.
contract NoCouncil {
    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (false, 1 days);
    }
}
