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
    /// @param listingId Id of the listing.
    /// @param grantId Id of the grant.
    /// @param exchange Number of the exchange.
    /// @param productDigest Digest of the product's description.
    /// @param nonce The nonce.
    /// @param until When the listing ends.
    /// @param flags Bits of ListingFlag.
    /// @param reviewers How many must pass it.
    /// @param contentDigest Digest of the content version.
    /// @param actor The key that acted.
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
    /// @param listingId Id of the listing.
    /// @param state Its new state.
    /// @param reason The exchange's own code for why.
    /// @param actor The key that acted.
    event ListingChanged(bytes32 indexed listingId, uint8 state, uint8 reason, address actor);
    /// @notice The holder lists another content version; what was found of the one before counts no more.
    /// @param listingId Id of the listing.
    /// @param contentDigest Digest of the content version.
    /// @param actor The key that acted.
    event VersionListed(bytes32 indexed listingId, bytes32 contentDigest, address actor);
    /// @notice The product left the sandbox on a decision of this digest.
    /// @param listingId Id of the listing.
    /// @param digest Digest of the decision.
    /// @param actor The key that acted.
    event SandboxEnded(bytes32 indexed listingId, bytes32 digest, address actor);

    /// @notice The product is listed already; take another nonce.
    /// @param listingId Id of the listing.
    error ListingExists(bytes32 listingId);
    /// @notice No such listing was ever written.
    /// @param listingId Id of the listing.
    error ListingUnknown(bytes32 listingId);
    /// @notice From its state the listing does not pass into this one; DELISTED is final.
    /// @param listingId Id of the listing.
    /// @param state State of LISTING.
    /// @param next The state that was asked for.
    error ListingStateRefused(bytes32 listingId, uint8 state, uint8 next);
    /// @notice The caller's key serves another exchange.
    /// @param exchange The exchange named.
    /// @param caller The exchange that the key serves.
    error NotThisExchange(uint16 exchange, uint16 caller);
    /// @notice There is no such exchange.
    /// @param exchange The number named.
    error ExchangeUnknown(uint16 exchange);
    /// @notice A listing ends in the future, and not after its grant.
    /// @param until The end named.
    /// @param nowAt The block's time.
    /// @param grantUntil When the grant ends.
    error ListingTermRefused(uint256 until, uint256 nowAt, uint256 grantUntil);
    /// @notice Flags that no table defines.
    /// @param flags The flags named.
    error FlagsRefused(uint8 flags);
    /// @notice A product asks for 1 to 8 reviewers.
    /// @param reviewers The number named.
    error QuorumRefused(uint8 reviewers);
    /// @notice The grant does not carry the right that a product needs.
    /// @param rights Bits of Right that it carries.
    /// @param needed The bit of Right that is missing.
    error RightRefused(uint8 rights, uint8 needed);
    /// @notice This content version is the one listed.
    /// @param listingId Id of the listing.
    /// @param contentDigest Digest of the content version.
    error SameVersion(bytes32 listingId, bytes32 contentDigest);
    /// @notice A content version changes at most once a second.
    /// @param listingId Id of the listing.
    /// @param since When the listed version began.
    error TooFast(bytes32 listingId, uint256 since);
    /// @notice The product is in no sandbox.
    /// @param listingId Id of the listing.
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
