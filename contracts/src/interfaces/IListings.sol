// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Listings: products of a grant, listed at an exchange; what reviewers say of them stands in IListingReviews
interface IListings {
    /// @notice What is listed.
    /// @param until End of the listing; the scenario's review may end it sooner.
    /// @param flags SANDBOX or none.
    /// @param reviewers How many reviewers, 1 to 8, must pass its compliance.
    /// @param contentDigest The content version that is sold; its first 96 bits stand in the word.
    struct Product {
        uint16 exchange;
        bytes32 productDigest;
        uint64 nonce;
        uint40 until;
        uint8 flags;
        uint8 reviewers;
        bytes32 contentDigest;
    }

    /// @notice The preimage of a listingId.
    struct Ref {
        bytes32 grantId;
        uint16 exchange;
        bytes32 productDigest;
        uint64 nonce;
    }

    /// @notice A product was listed; good only once its scenario and its compliance are reviewed.
    event Listed(
        bytes32 indexed listingId,
        bytes32 indexed grantId,
        uint16 indexed exchange,
        bytes32 productDigest,
        uint64 nonce,
        uint40 until,
        uint8 flags,
        uint8 reviewers,
        bytes32 contentDigest,
        address actor
    );
    /// @notice The exchange, or the holder who delists, changed the state of a listing.
    event ListingChanged(bytes32 indexed listingId, uint8 state, uint8 reason, address actor);
    /// @notice The holder lists another content version; what was found of the one before counts no more.
    event VersionListed(bytes32 indexed listingId, bytes32 contentDigest, address actor);
    /// @notice The product left the sandbox on a decision of this digest.
    event SandboxEnded(bytes32 indexed listingId, bytes32 digest, address actor);

    error ListingExists(bytes32 listingId);
    error ListingUnknown(bytes32 listingId);
    error ListingStateRefused(bytes32 listingId, uint8 state, uint8 next);
    /// @notice The caller's key serves another exchange.
    error NotThisExchange(uint16 exchange, uint16 caller);
    error ExchangeUnknown(uint16 exchange);
    error ListingTermRefused(uint256 until, uint256 nowAt, uint256 grantUntil);
    error FlagsRefused(uint8 flags);
    /// @notice A product asks for 1 to 8 reviewers.
    error QuorumRefused(uint8 reviewers);
    error RightRefused(uint8 rights, uint8 needed);
    /// @notice This content version is the one listed.
    error SameVersion(bytes32 listingId, bytes32 contentDigest);
    /// @notice A content version changes at most once a second.
    error TooFast(bytes32 listingId, uint256 since);
    error NotInSandbox(bytes32 listingId);

    /// @notice Lists a product of the last grant of the path, which must carry OPERATE and be free to license. Holder's SIGN key.
    function list(GrantKey[] calldata path, Product calldata product) external returns (bytes32 listingId);

    /// @notice Lists on the holder's signature over
    /// List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function listBySignature(GrantKey[] calldata path, Product calldata product, Consent calldata ofHolder)
        external
        returns (bytes32 listingId);

    /// @notice Lists another content version: grade and compliance start anew, the scenario of use stays. Holder's SIGN key.
    function newVersion(Ref calldata ref, bytes32 contentDigest) external;

    /// @notice The same on the holder's signature over
    /// NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline);
    /// word is the listing's, parentWord the grant's.
    function newVersionBySignature(Ref calldata ref, bytes32 contentDigest, Consent calldata ofHolder) external;

    /// @notice Suspends, resumes or delists (LISTED 1, SUSPENDED 2, DELISTED 3, final). EXCHANGE keys of the listing's exchange.
    function change(bytes32 listingId, uint8 state, uint8 reason) external;

    /// @notice Delists. SIGN key of the grant's holder.
    function delist(Ref calldata ref, uint8 reason) external;

    /// @notice Delists on the holder's signature over
    /// Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline);
    /// word is the listing's, parentWord the grant's.
    function delistBySignature(Ref calldata ref, uint8 reason, Consent calldata ofHolder) external;

    /// @notice Takes a product out of the sandbox. EXCHANGE keys of the listing's exchange.
    function endSandbox(bytes32 listingId, bytes32 digest) external;

    /// @notice Whether a listing is good now: listed, reviewed, and its grant free to license; and if not why.
    function good(GrantKey[] calldata path, uint16 exchange, bytes32 productDigest, uint64 nonce)
        external
        view
        returns (bool yes, uint8 reason);
}
