// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A wallet that says yes to every signature, and first tries whatever it was armed with.
contract ReentrantWallet {
    address[] private targets;
    bytes[] private calls;

    function arm(address target, bytes calldata call_) external {
        targets.push(target);
        calls.push(call_);
    }

    /// @dev A call that is refused does not stop it.
    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        for (uint256 i = 0; i < targets.length; ++i) {
            (bool done,) = targets[i].call(calls[i]);
            done;
        }
        return 0x1626ba7e;
    }
}
