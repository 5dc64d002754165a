// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";

/// @title Registration, with its certificate number
interface ITitleRegistration {
    /// @notice The title is registered; certNo is registrar, month and serial as one decimal number (331 202611 0001).
    /// @param titleId Id of the title.
    /// @param holder Number of the holder.
    /// @param registrar Number of the registrar.
    /// @param certNo Registrar, month and serial as one decimal number.
    /// @param since When it was registered.
    /// @param certUntil End of the certificate.
    /// @param actor The key that acted.
    event Registered(
        bytes32 indexed titleId,
        uint32 indexed holder,
        uint16 indexed registrar,
        uint64 certNo,
        uint40 since,
        uint40 certUntil,
        address actor
    );
    /// @notice The title's data was made from this grant's, which was valid and held by the applicant.
    /// @param titleId Id of the title.
    /// @param source Id of the source's grant.
    /// @param termsDigest Digest of the terms of the derivation.
    /// @param actor The key that acted.
    event SourceLinked(bytes32 indexed titleId, bytes32 indexed source, bytes32 termsDigest, address actor);

    /// @notice 9,999 certificate numbers a month and registrar, then refused; never wrapped.
    /// @param registrar Number of the registrar.
    /// @param yyyymm Year and month as one decimal number.
    error SerialExhausted(uint16 registrar, uint32 yyyymm);
    /// @notice A source is not valid now, see Reason.
    /// @param source Id of the source's grant.
    /// @param reason See Reason.
    error SourceNotValid(bytes32 source, uint8 reason);
    /// @notice The applicant does not hold the source.
    /// @param source Id of the source's grant.
    /// @param holder The source's holder, or the last of its successors.
    /// @param applicant The party that applied.
    error SourceNotHeld(bytes32 source, uint32 holder, uint32 applicant);
    /// @notice The source gives no USE, or not the action DERIVE.
    /// @param source Id of the source's grant.
    /// @param rights Bits of Right of the source.
    /// @param action Bits of Action of the source.
    error SourceNotDerivable(bytes32 source, uint8 rights, uint24 action);

    /// @notice Registers after the notice ended without open objection. The home registrar only.
    function registerTitle(GrantKey calldata key) external returns (uint64 certNo);

    /// @notice Registers 1 to 100; one refused refuses all.
    function registerTitles(GrantKey[] calldata keys) external;

    /// @notice Registers derived data, showing the path of every source: each valid now, held by the applicant, with USE and the
    /// action DERIVE. Writes a LINK SOURCE for each.
    function registerDerived(GrantKey calldata key, GrantKey[][] calldata sourcePaths, bytes32 innerTermsDigest)
        external
        returns (uint64 certNo);
}
