// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Holdings: split, surrender, confirm
/// @notice A split cuts a grant in one dimension (rights, region, purpose or term) into parts that together are exactly the whole. The
/// grant becomes SPLIT: what was licensed under it stays valid, freezes and interests on it bind every part, and nobody disposes of it
/// any more. What its holder gives up becomes SURRENDERED, which spares all below: no licensor ends a licence that was paid for.
interface IHoldings {
    /// @notice A grant was split. With the grant as parent, `packed` and `termsDigests` are the whole keys of its parts.
    /// `authorisedBy` is 0 when the holder acted directly, else the EIP-712 digest of its consent.
    /// @param grantId Id of the grant, now the parent of its parts.
    /// @param holder Number of the holder.
    /// @param packed The packed part of the key of each part.
    /// @param termsDigests Digests of the terms of each part.
    /// @param authorisedBy Digest of the holder's consent; 0 when the holder acted directly.
    /// @param actor The key that acted.
    event GrantSplit(
        bytes32 indexed grantId,
        uint32 indexed holder,
        bytes32[] packed,
        bytes32[] termsDigests,
        bytes32 authorisedBy,
        address actor
    );
    /// @notice A holder gave a grant up. `authorisedBy` as in GrantSplit.
    /// @param grantId Id of the grant.
    /// @param holder Number of the holder.
    /// @param digest Digest of the declaration.
    /// @param authorisedBy Digest of the holder's consent; 0 when the holder acted directly.
    /// @param actor The key that acted.
    event GrantSurrendered(
        bytes32 indexed grantId, uint32 indexed holder, bytes32 digest, bytes32 authorisedBy, address actor
    );
    /// @notice What was written in a suspect window holds: the grant is free again.
    /// @param grantId Id of the grant.
    /// @param digest Digest of the finding.
    /// @param actor The key that acted.
    event GrantConfirmed(bytes32 indexed grantId, bytes32 digest, address actor);

    /// @notice The parts are no partition of the grant; see SplitFault for why, and the part that says so.
    /// @param fault Why, see SplitFault.
    /// @param index Place of the part that says so.
    error PartitionRefused(uint8 fault, uint256 index);
    /// @notice A title ends at its registrar (Titles), not here.
    /// @param titleId Id of the title.
    error TitleNotHere(bytes32 titleId);
    /// @notice Nothing is to be confirmed: no suspect window holds the grant, or it was confirmed already.
    /// @param grantId Id of the grant.
    error NotSuspect(bytes32 grantId);
    /// @notice This key confirms nothing here: it is the holder's, or neither an authority's, nor of the party whose window it is, nor of
    /// the home registrar outside its own window.
    /// @param grantId Id of the grant.
    /// @param actor The key that called.
    error ConfirmationRefused(bytes32 grantId, address actor);

    /// @notice Splits the last grant of the path into 2 to 16 parts: keys with the grant as parent, mode SPLIT, equal to it but in one
    /// dimension. SIGN key of its holder.
    function split(GrantKey[] calldata path, GrantKey[] calldata parts) external returns (bytes32[] memory ids);

    /// @notice Splits on the holder's signature over
    /// Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline);
    /// the parts are named by their ids.
    function splitBySignature(GrantKey[] calldata path, GrantKey[] calldata parts, Consent calldata ofHolder)
        external
        returns (bytes32[] memory ids);

    /// @notice Gives up the last grant of the path: a licence, or a part of a split grant; `digest` is of the declaration. SIGN key of its
    /// holder. A lapsed certificate of the title does not stop it.
    function surrender(GrantKey[] calldata path, bytes32 digest) external;

    /// @notice Gives up on the holder's signature over
    /// Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function surrenderBySignature(GrantKey[] calldata path, bytes32 digest, Consent calldata ofHolder) external;

    /// @notice Gives up 1 to 100 grants by one declaration; all or none.
    function surrenderMany(GrantKey[][] calldata paths, bytes32 digest) external;

    /// @notice Confirms the last grant of the path after a suspect window: an authority, the party whose window it is, or the home
    /// registrar unless the window is its own; never the grant's holder. `digest` is of the finding.
    function confirm(GrantKey[] calldata path, bytes32 digest) external;
}
