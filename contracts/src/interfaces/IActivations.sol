// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";
import {IGrantReserves} from "./IGrantReserves.sol";
import {IVouchers} from "./IVouchers.sol";

/// @title Holdings: what becomes of a licence kept for a foreign sale (IGrantReserves)
interface IActivations {
    /// @notice The foreign voucher was proven, so the licence counts from now on.
    /// @param grantId Id of the grant.
    /// @param factId Id of the fact.
    /// @param voucherId Id of the voucher.
    /// @param actor The key that acted.
    event LicenceActivated(bytes32 indexed grantId, bytes32 indexed factId, bytes32 indexed voucherId, address actor);
    /// @notice No voucher came in time.
    /// @param grantId Id of the grant.
    /// @param actor The key that acted.
    event LicenceLapsed(bytes32 indexed grantId, address actor);

    /// @notice A field of the foreign terms does not say what the reservation says.
    /// @param field Name of the field.
    /// @param named What the foreign terms say.
    /// @param expected What the reservation says.
    error ForeignTermsDiffer(bytes32 field, bytes32 named, bytes32 expected);
    /// @notice The voucher is not known here as good: prove it, or prove it anew; see Recognised.
    /// @param factId Id of the fact.
    /// @param status What is known of it here, see Recognised.
    error VoucherNotProven(bytes32 factId, uint8 status);
    /// @notice The parent, or a part of it, passed by a judgment since: no reservation binds who was adjudged it.
    /// @param parentId Id of the parent.
    /// @param since When the parent got its holder.
    error ParentAdjudged(bytes32 parentId, uint256 since);
    /// @notice The sale was agreed when the seller held the parent no longer.
    /// @param agreedAt When the terms say the parties agreed.
    /// @param since When the parent got its holder.
    error AgreedAfterItPassed(uint256 agreedAt, uint256 since);
    /// @notice The reservation's time: activation comes before it, lapse from it on.
    /// @param grantId Id of the grant.
    /// @param until When the reservation ends.
    /// @param nowAt The block's time.
    error ReservationEnds(bytes32 grantId, uint256 until, uint256 nowAt);

    /// @notice Turns a reserved licence ACTIVE once the voucher of `terms`, issued by the register at `home`, is PROVEN, RECOGNIZED or
    /// CONDITIONAL to the home exchange, and fresh enough for trade. Anyone may relay.
    /// @param path The parent, from the title down. @param key The licence.
    function activate(
        GrantKey[] calldata path,
        GrantKey calldata key,
        IVouchers.Terms calldata terms,
        IGrantReserves.ForeignHome calldata home
    ) external;

    /// @notice Ends a reservation whose time is over. Anyone.
    function lapse(bytes32 grantId) external;
}
