// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Which parties belong together: affiliates of exchanges, superiors of authorities
/// @notice LINK words. A registrar registers nothing for itself or its affiliates (G35 article 10(7)), so it may declare one but never
/// undeclare it; a party's own word says for ever that it was once declared (PartyFlag.AFFILIATE), so that nobody looks past a link.
/// A superior may lift what its authority froze.
interface IPartyLinks {
    /// @notice The exchange, an authority or the council declared a party an affiliate of the exchange.
    /// @param exchange Number of the exchange.
    /// @param party Number of the affiliate.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event AffiliateDeclared(uint16 indexed exchange, uint32 indexed party, bytes32 reasonDigest, address actor);
    /// @notice The party is no affiliate of the exchange any more.
    /// @param exchange Number of the exchange.
    /// @param party Number of the party that was one.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event AffiliateEnded(uint16 indexed exchange, uint32 indexed party, bytes32 reasonDigest, address actor);
    /// @notice The council named the authority above another.
    /// @param authority Number of the authority.
    /// @param superior Number of the authority above.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event SuperiorNamed(uint32 indexed authority, uint32 indexed superior, bytes32 orderDigest, address actor);
    /// @notice The authority is no superior of the other any more.
    /// @param authority Number of the authority.
    /// @param superior Number of the authority above.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event SuperiorEnded(uint32 indexed authority, uint32 indexed superior, bytes32 orderDigest, address actor);

    /// @notice A party is no affiliate or superior of itself.
    /// @param party Number of the party.
    error LinkToItself(uint32 party);
    /// @notice The two are linked so already.
    /// @param kind See LinkKind.
    /// @param a The link's first id.
    /// @param b The link's second id.
    error LinkStands(uint8 kind, uint32 a, uint32 b);
    /// @notice The two are not linked so.
    /// @param kind See LinkKind.
    /// @param a The link's first id.
    /// @param b The link's second id.
    error LinkUnknown(uint8 kind, uint32 a, uint32 b);

    /// @notice Declares an affiliate of the caller's exchange. EXCHANGE keys.
    function declareAffiliate(uint32 party, bytes32 reasonDigest) external;

    /// @notice Declares an affiliate of an exchange. AUTHORITY keys or the council.
    function declareAffiliateOf(uint16 exchange, uint32 party, bytes32 reasonDigest) external;

    /// @notice Ends an affiliation. AUTHORITY keys or the council, never the exchange.
    function endAffiliate(uint16 exchange, uint32 party, bytes32 reasonDigest) external;

    /// @notice Names the authority above another. Council only.
    function nameSuperior(uint32 authority, uint32 superior, bytes32 orderDigest) external;

    /// @notice Ends that. Council only.
    function endSuperior(uint32 authority, uint32 superior, bytes32 orderDigest) external;
}
