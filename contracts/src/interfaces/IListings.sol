// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Listings: products of a grant, listed at an exchange and reviewed there
interface IListings {
    /// @notice What is listed.
    struct Product {
        uint16 exchange;
        bytes32 productDigest;
        uint64 nonce;
        uint40 until;
        uint8 flags;
    }

    /// @notice A product was listed; good only once reviewed.
    event Listed(
        bytes32 indexed listingId,
        bytes32 indexed grantId,
        uint16 indexed exchange,
        bytes32 productDigest,
        uint64 nonce,
        uint40 until,
        uint8 flags,
        address actor
    );
    /// @notice A reviewer's verdict, good until `until`.
    event Reviewed(
        bytes32 indexed listingId,
        uint32 indexed reviewer,
        uint8 verdict,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest,
        address actor
    );
    /// @notice The exchange changed the state of a listing.
    event ListingChanged(bytes32 indexed listingId, uint8 state, uint8 reason, address actor);

    error ListingExists(bytes32 listingId);
    error ListingUnknown(bytes32 listingId);
    /// @notice The product named is not listed with this term and these flags.
    error ProductDiffers(bytes32 listingId, uint40 until, uint8 flags);
    error ListingStateRefused(bytes32 listingId, uint8 state, uint8 next);
    /// @notice The caller's key serves another exchange.
    error NotThisExchange(uint16 exchange, uint16 caller);
    error ExchangeUnknown(uint16 exchange);
    error ListingTermRefused(uint256 until, uint256 nowAt, uint256 grantUntil);
    error FlagsRefused(uint8 flags);
    error VerdictRefused(uint8 verdict);
    error ReviewTermRefused(uint256 until, uint256 nowAt);
    /// @notice The reviewer is the holder of what it reviews.
    error SelfReview(uint32 reviewer);
    error RightRefused(uint8 rights, uint8 needed);

    /// @notice Lists a product of the last grant of the path, which must carry OPERATE and be free to license. Holder's SIGN key.
    function list(GrantKey[] calldata path, Product calldata product) external returns (bytes32 listingId);

    /// @notice Lists on the holder's signature over
    /// List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function listBySignature(GrantKey[] calldata path, Product calldata product, Consent calldata ofHolder)
        external
        returns (bytes32 listingId);

    /// @notice Records a verdict: PASSED 1, CONDITIONAL 2, FAILED 3 (which suspends and has no `until`). REVIEWER keys of the
    /// listing's exchange. Grant and product are the preimage of the listingId, so a reviewer cannot be shown another grant.
    function review(
        bytes32 grantId,
        Product calldata product,
        uint8 verdict,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest
    ) external;

    /// @notice Suspends, resumes or delists (LISTED 1, SUSPENDED 2, DELISTED 3, final). EXCHANGE keys of the listing's exchange.
    function change(bytes32 listingId, uint8 state, uint8 reason) external;

    /// @notice Whether a listing is good now: listed, reviewed, and its grant free to license; and if not why.
    function good(GrantKey[] calldata path, uint16 exchange, bytes32 productDigest, uint64 nonce)
        external
        view
        returns (bool yes, uint8 reason);
}
