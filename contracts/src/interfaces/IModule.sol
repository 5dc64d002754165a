// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "./IRegister.sol";

/// @notice What every module answers, and the refusals all share.
interface IModule {
    /// @notice No party has enrolled this address.
    error NotEnrolled(address account);
    /// @notice The key is not yet or no longer live: rotated, ended or expired.
    error KeyNotLive(address account, uint256 from, uint256 until);
    /// @notice The key lacks a role that this verb needs.
    error RoleMissing(address account, uint32 roles, uint32 needed);
    /// @notice The signature's deadline has passed; sign anew.
    error DeadlinePassed(uint256 deadline, uint256 nowAt);
    /// @notice The signature says it was made later than now.
    error SignedInFuture(uint256 signedAt, uint256 nowAt);
    /// @notice The signer is a key of another party than the one whose consent is needed.
    error WrongSigner(address signer, uint32 party, uint32 needed);
    /// @notice The party is not active.
    error PartyNotActive(uint32 party, uint8 state);
    /// @notice The party voided what it signed before this second.
    error SignatureVoided(uint32 party, uint256 signedAt, uint256 since);
    /// @notice The signature is not the signer's over this digest.
    error BadSignature(address signer, bytes32 digest);
    /// @notice A field that must say something is zero.
    error ZeroField(bytes32 name);

    /// @notice The register whose words this module may say.
    function register() external view returns (IRegister);
}
