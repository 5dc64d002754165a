// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A contract that signs by ERC-1271: it approves digests, and may try to act while it is asked.
contract ContractWallet {
    mapping(bytes32 digest => bool approved) public approved;
    address private target;
    bytes private call;

    function approve(bytes32 digest) external {
        approved[digest] = true;
    }

    /// @dev What it does when it is next asked for a signature.
    function actWhenAsked(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    function isValidSignature(bytes32 digest, bytes calldata) external returns (bytes4) {
        if (target != address(0)) {
            (bool done,) = target.call(call);
            require(done, "refused");
        }
        return approved[digest] ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}
