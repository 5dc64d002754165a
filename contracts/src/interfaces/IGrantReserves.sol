// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Grants: licences sold by another register's voucher
/// @notice The home writes the licence RESERVED on the holder's own signature; the proven foreign voucher turns it ACTIVE, else it
/// lapses. A foreign statement is a condition, never an authority. The licence's termsDigest binds the reservation to one selling
/// register, one seller and one agreement. What the seller does meanwhile (transfer, split, surrender, pledge) does not defeat the
/// buyer, if the sale was agreed before the parent passed on; what an authority does (a freeze, an end), and a suspicion of the parent,
/// does as long as it lasts, and a judgment that gave the parent or a part of it away does for good.
interface IGrantReserves {
    /// @notice The register that sells, by what its origin and its EIP-712 domain are made of.
    struct ForeignHome {
        uint256 chainId;
        address register;
        bytes32 salt;
    }

    /// @notice For whom a licence is kept, and until when.
    /// @param chainId With `register` and `salt`, the register that sells.
    /// @param agreementDigest The agreement, as the terms of the sale name it.
    /// @param until From this second on the licence is kept no more.
    struct Reservation {
        uint256 chainId;
        address register;
        bytes32 salt;
        bytes32 agreementDigest;
        uint40 until;
    }

    /// @notice A licence is kept for a foreign sale; the event carries its whole key. `authorisedBy` is the digest of the consent.
    /// @param grantId Id of the licence.
    /// @param parent Id of the parent.
    /// @param packed The packed part of the key.
    /// @param termsDigest Digest of the terms.
    /// @param holder Number of the holder.
    /// @param reservation For which sale it is kept, and until when.
    /// @param authorisedBy Digest of the holder's consent.
    /// @param actor The key that acted.
    event LicenceReserved(
        bytes32 indexed grantId,
        bytes32 indexed parent,
        bytes32 packed,
        bytes32 termsDigest,
        uint32 indexed holder,
        Reservation reservation,
        bytes32 authorisedBy,
        address actor
    );
    /// @notice A reservation ends in the future, within 30 days, and not after the licence.
    /// @param until The end named.
    /// @param nowAt The block's time.
    /// @param latest The last second allowed.
    error ReservationTermRefused(uint256 until, uint256 nowAt, uint256 latest);
    /// @notice The seller is this register itself, or says no chain or register.
    /// @param chainId The chain named.
    /// @param register Address of the register named.
    error ForeignHomeRefused(uint256 chainId, address register);
    /// @notice The key's termsDigest is not the one of this seller, register and agreement.
    /// @param named The key's termsDigest.
    /// @param computed What this register computes.
    error TermsDigestDiffers(bytes32 named, bytes32 computed);
    /// @notice Only the holder, or an EXCHANGE key of the home exchange, reserves.
    /// @param home Number of the exchange that is home.
    /// @param caller Number of the party whose key called.
    error NotReserver(uint32 home, uint32 caller);
    /// @notice Reserves `key` under the last key of the path for a foreign sale, on the holder's signature over
    /// Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    /// SIGN key of the holder, or EXCHANGE key of the home exchange.
    function reserve(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 holder,
        Reservation calldata reservation,
        Consent calldata ofHolder
    ) external returns (bytes32 grantId);

    /// @notice The termsDigest of a licence to be reserved: of whom it is kept for, the seller here, and the agreement.
    function foreignTermsDigest(ForeignHome calldata home, uint32 homeSeller, bytes32 agreementDigest)
        external
        pure
        returns (bytes32);
}
