// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";
import {IGrantReserves} from "./IGrantReserves.sol";
import {IVouchers} from "./IVouchers.sol";

/// @title Holdings: what becomes of a licence kept for a foreign sale (IGrantReserves)
interface IActivations {
    /// @notice The foreign voucher was proven, so the licence counts from now on.
    event LicenceActivated(bytes32 indexed grantId, bytes32 indexed factId, bytes32 indexed voucherId, address actor);
    /// @notice No voucher came in time.
    event LicenceLapsed(bytes32 indexed grantId, address actor);

    /// @notice A field of the foreign terms does not say what the reservation says.
    error ForeignTermsDiffer(bytes32 field, bytes32 named, bytes32 expected);
    /// @notice The voucher is not known here as good: prove it, or prove it anew; see Recognised.
    error VoucherNotProven(bytes32 factId, uint8 status);
    /// @notice The parent, or a part of it, passed by a judgment since: no reservation binds who was adjudged it.
    error ParentAdjudged(bytes32 parentId, uint256 since);
    /// @notice The sale was agreed when the seller held the parent no longer.
    error AgreedAfterItPassed(uint256 agreedAt, uint256 since);
    /// @notice The reservation's time: activation comes before it, lapse from it on.
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
