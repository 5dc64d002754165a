// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "./IRegister.sol";

/// @notice What every module answers, and the refusals all share.
interface IModule {
    /// @notice No party has enrolled this address.
    /// @param account The address.
    error NotEnrolled(address account);
    /// @notice The key is not yet or no longer live: rotated, ended or expired.
    /// @param account The address.
    /// @param from The first second at which it counts.
    /// @param until The second from which it counts no more.
    error KeyNotLive(address account, uint256 from, uint256 until);
    /// @notice The key lacks a role that this verb needs.
    /// @param account The address.
    /// @param roles Bits of Role.
    /// @param needed The bits of Role that are missing.
    error RoleMissing(address account, uint32 roles, uint32 needed);
    /// @notice The signature's deadline has passed; sign anew.
    /// @param deadline Last second at which it counts.
    /// @param nowAt The block's time.
    error DeadlinePassed(uint256 deadline, uint256 nowAt);
    /// @notice The signature says it was made later than now.
    /// @param signedAt When it says it was signed.
    /// @param nowAt The block's time.
    error SignedInFuture(uint256 signedAt, uint256 nowAt);
    /// @notice The signer is a key of another party than the one whose consent is needed.
    /// @param signer The key that signed.
    /// @param party Number of the signer's party.
    /// @param needed Number of the party whose consent is needed.
    error WrongSigner(address signer, uint32 party, uint32 needed);
    /// @notice The party is not active.
    /// @param party Number of the party.
    /// @param state State of PARTY.
    error PartyNotActive(uint32 party, uint8 state);
    /// @notice The party voided what it signed before this second.
    /// @param party Number of the party.
    /// @param signedAt When it says it was signed.
    /// @param since What was signed before is void.
    error SignatureVoided(uint32 party, uint256 signedAt, uint256 since);
    /// @notice The signature is not the signer's over this digest.
    /// @param signer The key that signed.
    /// @param digest The digest that was to be signed.
    error BadSignature(address signer, bytes32 digest);
    /// @notice The signature has a form in which no signature counts: not 65 bytes, or with the higher of the two s that a key could
    /// give (EIP-2).
    /// @param signer The key that signed.
    /// @param value Its length where that is wrong, else its s.
    error SignatureMalformed(address signer, uint256 value);
    /// @notice A field that must say something is zero.
    /// @param name Name of the field.
    error ZeroField(bytes32 name);

    /// @notice The register whose words this module may say.
    function register() external view returns (IRegister);
}
