// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent} from "../types/Structs.sol";
import {IVouchers} from "./IVouchers.sol";

/// @title What becomes of a voucher: corrected, suspended, resumed, revoked, redeemed
/// @notice A voucher's state and its licence's validity are two answers: nothing here touches the licence. An exchange alone may
/// suspend, but never destroy, what two parties signed and paid.
interface IVoucherLife {
    /// @notice A voucher was suspended, resumed or revoked; `authority` is 0 when its exchange did so.
    /// @param voucherId Id of the voucher.
    /// @param state State of VOUCHER that it has now.
    /// @param authority Number of the authority that did so; 0: its exchange.
    /// @param digest Digest of the papers.
    /// @param actor The key that acted.
    event VoucherChanged(
        bytes32 indexed voucherId, uint8 state, uint32 indexed authority, bytes32 digest, address actor
    );
    /// @notice A voucher was corrected; the other one's issue follows.
    /// @param voucherId Id of the voucher corrected.
    /// @param by Id of the voucher that corrects it.
    /// @param actor The key that acted.
    event VoucherSuperseded(bytes32 indexed voucherId, bytes32 indexed by, address actor);
    /// @notice A voucher was used: its trade once for one purpose before one verifier. `trade` is keccak256(abi.encode(homeChainId,
    /// homeRegister, listingId, sellerGrantId, licenceGrantId, seller, buyer, exchange, homeSeller, homeBuyer)), which a correction keeps.
    /// @param voucherId Id of the voucher.
    /// @param trade What a correction keeps, see above.
    /// @param purpose The purpose of use.
    /// @param verifier Who verified.
    /// @param party Number of the buyer that used it.
    /// @param actor The key that acted.
    event VoucherRedeemed(
        bytes32 indexed voucherId,
        bytes32 trade,
        uint32 purpose,
        address indexed verifier,
        uint32 indexed party,
        address actor
    );

    /// @notice No voucher of these terms was issued here.
    /// @param voucherId Id of the voucher.
    error VoucherUnknown(bytes32 voucherId);
    /// @notice From its state the voucher does not pass into this one.
    /// @param voucherId Id of the voucher.
    /// @param state State of VOUCHER.
    /// @param next The state that was asked for.
    error VoucherStateRefused(bytes32 voucherId, uint8 state, uint8 next);
    /// @notice Only the authority that suspended it, its successor or the one above it may act.
    /// @param voucherId Id of the voucher.
    /// @param authority Number of the authority that suspended it.
    /// @param caller Number of the party whose key called.
    error SuspendedByAuthority(bytes32 voucherId, uint32 authority, uint32 caller);
    /// @notice A correction keeps home, listing, grants, parties and exchange.
    /// @param voucherId Id of the voucher to be corrected.
    /// @param by Id of the voucher that corrects it.
    error TradeDiffers(bytes32 voucherId, bytes32 by);
    /// @notice Another party is the buyer, or the last of its successors.
    /// @param voucherId Id of the voucher.
    /// @param buyer The buyer, or the last of its successors.
    /// @param caller Number of the party whose key called.
    error NotBuyer(bytes32 voucherId, uint32 buyer, uint32 caller);
    /// @notice The voucher, or one that it corrects, was used for this purpose before this verifier.
    /// @param voucherId Id of the voucher.
    /// @param purpose The purpose of use.
    /// @param verifier Who verified.
    /// @param usedAt When it was used.
    error RedeemedAlready(bytes32 voucherId, uint32 purpose, address verifier, uint256 usedAt);

    /// @notice Corrects an ISSUED voucher by new terms that both parties signed after it was issued. No second licence is written.
    /// EXCHANGE key of the voucher's exchange.
    function supersede(
        IVouchers.Terms calldata old,
        IVouchers.Terms calldata next,
        IVouchers.Signed calldata seller,
        IVouchers.Signed calldata buyer
    ) external returns (bytes32 voucherId);

    /// @notice Suspends, in a dispute. EXCHANGE key of the voucher's exchange; or AUTHORITY, also over the exchange's suspension.
    function suspend(bytes32 voucherId, bytes32 digest) external;

    /// @notice Resumes. EXCHANGE key of the voucher's exchange, or AUTHORITY; after an authority's order only that authority, its
    /// successor or the one above it.
    function resume(bytes32 voucherId, bytes32 digest) external;

    /// @notice Revokes for good, by the order of an authority. AUTHORITY key; after another's order see `resume`.
    function revoke(bytes32 voucherId, bytes32 digest) external;

    /// @notice Revokes for good on the signatures of both parties over
    /// Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline).
    /// EXCHANGE key of the voucher's exchange; not against an authority's suspension.
    function revokeByAgreement(
        IVouchers.Terms calldata terms,
        bytes32 digest,
        Consent calldata ofSeller,
        Consent calldata ofBuyer
    ) external;

    /// @notice Uses an ISSUED voucher for a purpose before a verifier, once; a voucher and those that correct it share their uses. SIGN key of the buyer.
    function redeem(IVouchers.Terms calldata terms, uint32 purpose, address verifier) external;

    /// @notice The same, sent by the verifier itself, on the buyer's signature over
    /// Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline).
    function redeemBySignature(IVouchers.Terms calldata terms, uint32 purpose, Consent calldata ofBuyer) external;
}
