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
    error NoFreezeOfYours(bytes32 grantId, uint32 caller);
    /// @notice Another authority's freeze runs; `target` is the grant, what it was split from, or a holder's number.
    error FrozenByAnother(bytes32 target, uint8 ordinal, uint32 authority, uint32 caller);
    /// @notice The order named is neither in line, nor (on a whole) running: unknown (state 0), effective, lifted, or named twice.
    error FreezeNotQueued(uint256 index, uint8 ordinal, uint8 state);
    /// @notice The grant is no part of what stands so many levels above it.
    error NotPartOf(bytes32 grantId, uint8 above);
    /// @notice The interest named is not live: unknown (state 0), settled, or named twice.
    error InterestNotOwed(uint256 index, uint8 ordinal, uint8 state);
    /// @notice The terms are not those that the pre-notice was registered for.
    error TermsNotNoticed(bytes32 grantId, uint8 ordinal, bytes32 termsDigest);
    /// @notice The deadline of the pre-notice has passed.
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
    /// caller's own order too. To lift an order there, the caller's own must run there.
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
