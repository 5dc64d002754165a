// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Enforcement, what passes a freeze: enforcement by the authority that froze, and a pre-noticed disposal
interface IEnforcement {
    /// @notice What a judgment on a part settles on what the part was split from.
    /// @param above How many levels above the part it stands.
    /// @param interests Ranks of the interests enforced there. @param orders Numbers of the orders lifted there, running or in line.
    struct Whole {
        uint8 above;
        uint8[] interests;
        uint8[] orders;
    }

    /// @notice An authority disposed of a grant that it had frozen; `to` 0 ended the right. `interests` were enforced, the freezes
    /// `lifted` settled, and `promoted` (0: none) is who now is effective.
    /// @param grantId Id of the grant disposed of.
    /// @param to Number of the new holder; 0: the right ended.
    /// @param authority Number of the authority.
    /// @param promoted Number of the order that became effective; 0: none.
    /// @param orderDigest Digest of the order.
    /// @param interests Ranks of the interests enforced.
    /// @param lifted Numbers of the orders lifted.
    /// @param actor The key that acted.
    event Adjudged(
        bytes32 indexed grantId,
        uint32 indexed to,
        uint32 indexed authority,
        uint8 promoted,
        bytes32 orderDigest,
        uint8[] interests,
        uint8[] lifted,
        address actor
    );
    /// @notice The judgment on the part that follows settled this too, on what the part was split from; `promoted` as above.
    /// @param grantId Id of what the part was split from.
    /// @param partId Id of the part that is disposed of.
    /// @param authority Number of the authority.
    /// @param promoted Number of the order that became effective; 0: none.
    /// @param orderDigest Digest of the order.
    /// @param interests Ranks of the interests enforced.
    /// @param lifted Numbers of the orders lifted.
    /// @param actor The key that acted.
    event AdjudgedAbove(
        bytes32 indexed grantId,
        bytes32 indexed partId,
        uint32 indexed authority,
        uint8 promoted,
        bytes32 orderDigest,
        uint8[] interests,
        uint8[] lifted,
        address actor
    );
    /// @notice The pre-noticed disposal was made; the freezes `lifted` came after the pre-notice and are settled.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the pre-notice.
    /// @param to Number of the beneficiary, now the holder.
    /// @param promoted Number of the order that became effective; 0: none.
    /// @param termsDigest Digest of the terms.
    /// @param lifted Numbers of the orders lifted.
    /// @param actor The key that acted.
    event PrenoticeCompleted(
        bytes32 indexed grantId,
        uint8 ordinal,
        uint32 indexed to,
        uint8 promoted,
        bytes32 termsDigest,
        uint8[] lifted,
        address actor
    );

    /// @notice No freeze of the caller's runs on the grant, on what it was split from, or on its holder.
    /// @param grantId Id of the grant.
    /// @param caller Number of the party whose key called.
    error NoFreezeOfYours(bytes32 grantId, uint32 caller);
    /// @notice Another authority's freeze runs; `target` is the grant, what it was split from, or a holder's number.
    /// @param target The grant, what it was split from, or a holder's number.
    /// @param ordinal Number on its target, from 1.
    /// @param authority Number of the authority that ordered it.
    /// @param caller Number of the party whose key called.
    error FrozenByAnother(bytes32 target, uint8 ordinal, uint32 authority, uint32 caller);
    /// @notice The order named is neither in line, nor (on a whole) running: unknown (state 0), effective, lifted, or named twice.
    /// @param index Place in the list of orders named.
    /// @param ordinal The order's number.
    /// @param state State of FREEZE; 0: unknown.
    error FreezeNotQueued(uint256 index, uint8 ordinal, uint8 state);
    /// @notice The grant is no part of what stands so many levels above it.
    /// @param grantId Id of the grant.
    /// @param above How many levels above the part.
    error NotPartOf(bytes32 grantId, uint8 above);
    /// @notice The interest named is not live: unknown (state 0), settled, or named twice.
    /// @param index Place in the list of interests named.
    /// @param ordinal The interest's rank.
    /// @param state State of INTEREST; 0: unknown.
    error InterestNotOwed(uint256 index, uint8 ordinal, uint8 state);
    /// @notice The whole at this index is named before in the same call.
    /// @param index Place in the list, from 0.
    /// @param above How many levels above the grant it stands.
    error WholeTwice(uint256 index, uint8 above);
    /// @notice The terms are not those that the pre-notice was registered for.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the pre-notice.
    /// @param termsDigest Digest of the terms shown.
    error TermsNotNoticed(bytes32 grantId, uint8 ordinal, bytes32 termsDigest);
    /// @notice The deadline of the pre-notice has passed.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the pre-notice.
    /// @param until The deadline.
    /// @param nowAt The block's time.
    error PrenoticeRanOut(bytes32 grantId, uint8 ordinal, uint256 until, uint256 nowAt);

    /// @notice Transfers the last grant of the path by judgment, or ends it (`to` 0), past the authority's own freeze. Its own orders
    /// that run on the grant are lifted, the named interests enforced, the named orders in line lifted; all else stays on the word.
    /// AUTHORITY key of the authority whose freeze runs, of its successor or superior; no other's may run.
    function adjudge(
        GrantKey[] calldata path,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        bytes32 orderDigest
    ) external;

    /// @notice The same of a part, which what stands on the wholes that it was split from binds too: of these the interests and orders
    /// named are settled in the same call, for every part, since they stand once; what is not named goes on to bind all parts, the
    /// caller's own order too. To lift an order there, the caller's own must run there. Each whole is named once.
    function adjudgePart(
        GrantKey[] calldata path,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        Whole[] calldata wholes,
        bytes32 orderDigest
    ) external;

    /// @notice Transfers a pre-noticed grant to the beneficiary, before the deadline. None was frozen when the pre-notice was
    /// registered, so what freezes it now ranks after: orders on the grant that stop disposal are settled; one that stops exercise
    /// too goes on to bind the thing. `termsDigest` is the digest that the pre-notice was registered with. Interests of an earlier rank must consent; those of a later rank follow the thing. SIGN key of
    /// the beneficiary; the holder signs
    /// Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function complete(GrantKey[] calldata path, uint8 ordinal, bytes32 termsDigest, Consent calldata ofHolder) external;

    /// @notice The same on both signatures over Completion; anyone may relay.
    function completeBySignature(
        GrantKey[] calldata path,
        uint8 ordinal,
        bytes32 termsDigest,
        Consent calldata ofHolder,
        Consent calldata ofBeneficiary
    ) external;
}
