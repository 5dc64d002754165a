// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent} from "../types/Structs.sol";

/// @title What becomes of a notice before it is registered
interface ITitleCases {
    /// @notice The notice's days were counted anew, after a correction of the calendar.
    /// @param titleId Id of the title.
    /// @param noticeUntil The notice's new end.
    /// @param actor The key that acted.
    event NoticeRecounted(bytes32 indexed titleId, uint40 noticeUntil, address actor);
    /// @notice Publicity was waived, with the approval of a second key.
    /// @param titleId Id of the title.
    /// @param reasonDigest Digest of the reasons.
    /// @param approvedBy The second key.
    /// @param noticeUntil The notice's end, now.
    /// @param actor The key that acted.
    event PublicityWaived(
        bytes32 indexed titleId, bytes32 reasonDigest, address approvedBy, uint40 noticeUntil, address actor
    );
    /// @notice The applicant withdrew.
    /// @param titleId Id of the title.
    /// @param digest Digest of the declaration.
    /// @param actor The key that acted.
    event ApplicationWithdrawn(bytes32 indexed titleId, bytes32 digest, address actor);
    /// @notice The registrar refused or terminated the case (G35 articles 18, 22).
    /// @param titleId Id of the title.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event ApplicationRefused(bytes32 indexed titleId, bytes32 reasonDigest, address actor);

    /// @notice Publicity lasts until then.
    /// @param titleId Id of the title.
    /// @param noticeUntil End of the notice.
    /// @param nowAt The block's time.
    error NoticeNotEnded(bytes32 titleId, uint256 noticeUntil, uint256 nowAt);
    /// @notice The notice has ended: an objection belongs to the later procedure, and its days stand as they were counted.
    /// @param titleId Id of the title.
    /// @param noticeUntil End of the notice.
    /// @param nowAt The block's time.
    error NoticeEnded(bytes32 titleId, uint256 noticeUntil, uint256 nowAt);
    /// @notice The calendar as it stands gives the same end.
    /// @param titleId Id of the title.
    /// @param noticeUntil End of the notice.
    error NothingToRecount(bytes32 titleId, uint256 noticeUntil);
    /// @notice Every objection is settled before the case goes on.
    /// @param titleId Id of the title.
    /// @param open How many objections are open.
    error ObjectionsOpen(bytes32 titleId, uint8 open);
    /// @notice The second approval must be another key's, of a reviewer under the home registrar, not on the applicant's side.
    /// @param approver The key that would approve.
    /// @param party Number of the approver's party.
    error ApprovalRefused(address approver, uint32 party);
    /// @notice An authority's order runs until then, or waits, on the notice or on its applicant.
    /// @param titleId Id of the title.
    /// @param frozenUntil When the order ends.
    error NoticeFrozen(bytes32 titleId, uint256 frozenUntil);
    /// @notice Only the applicant, or the last of its successors, withdraws.
    /// @param titleId Id of the title.
    /// @param applicant The applicant, or the last of its successors.
    /// @param caller Number of the party whose key called.
    error NotApplicant(bytes32 titleId, uint32 applicant, uint32 caller);

    /// @notice Counts the notice's days anew from the day of filing, by the calendar as it stands. Anyone, while the notice runs.
    function recount(bytes32 titleId) external;

    /// @notice Waives the rest of the notice (G35 article 24). The home registrar; a REVIEWER key under it, another one and not the
    /// applicant's, signs Exemption(bytes32 titleId,bytes32 reasonDigest,bytes32 word,uint40 signedAt,uint40 deadline).
    function exempt(bytes32 titleId, bytes32 reasonDigest, Consent calldata second) external;

    /// @notice Withdraws an application, unless it or the applicant is frozen; the notice lapses. A SIGN key of the applicant.
    function withdraw(bytes32 titleId, bytes32 digest) external;

    /// @notice Withdraws on the applicant's signature over
    /// Withdraw(bytes32 titleId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline).
    function withdrawBySignature(bytes32 titleId, bytes32 digest, Consent calldata ofApplicant) external;

    /// @notice Refuses an application; the notice lapses. The home registrar.
    function refuse(bytes32 titleId, bytes32 reasonDigest) external;
}
