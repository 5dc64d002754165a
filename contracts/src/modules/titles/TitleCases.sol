// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleCases} from "../../interfaces/ITitleCases.sol";
import {Lines} from "../../libraries/Lines.sol";
import {WorkingDays} from "../../libraries/WorkingDays.sol";
import {GrantFlag, PartyFlag, Role} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent} from "../../types/Structs.sol";
import {TitleBase} from "./TitleBase.sol";

/// @notice What becomes of a notice before it is registered; see ITitleCases
abstract contract TitleCases is TitleBase, ITitleCases {
    bytes32 private constant EXEMPTION =
        keccak256("Exemption(bytes32 titleId,bytes32 reasonDigest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant WITHDRAW =
        keccak256("Withdraw(bytes32 titleId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");

    /// @inheritdoc ITitleCases
    function recount(bytes32 titleId) external {
        GrantWord word = _running(titleId);
        uint40 noticeUntil = WorkingDays.deadline(register, word.since(), NOTICE_DAYS);
        if (noticeUntil == word.certUntil()) revert NothingToRecount(titleId, noticeUntil);
        emit NoticeRecounted(titleId, noticeUntil, msg.sender);
        bytes32 leaf = keccak256(abi.encode(NoticeRecounted.selector, titleId, noticeUntil, msg.sender));
        _say(titleId, word, word.withCertUntil(noticeUntil), leaf);
    }

    /// @inheritdoc ITitleCases
    function exempt(bytes32 titleId, bytes32 reasonDigest, Consent calldata second) external {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        _requireDigest("reasonDigest", reasonDigest);
        GrantWord word = _running(titleId);
        _requireHome(word, registrar);
        if (word.openObjections() != 0) revert ObjectionsOpen(titleId, word.openObjections());
        _requireSecond(_signed(EXEMPTION, titleId, reasonDigest, word, second), second, registrar, word.holder());
        uint40 noticeUntil = uint40(block.timestamp);
        emit PublicityWaived(titleId, reasonDigest, second.signer, noticeUntil, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(PublicityWaived.selector, titleId, reasonDigest, second.signer, noticeUntil, msg.sender)
        );
        _say(titleId, word, word.withCertUntil(noticeUntil), leaf);
    }

    /// @inheritdoc ITitleCases
    function withdraw(bytes32 titleId, bytes32 digest) external {
        uint32 caller = _actor(Role.SIGN).party();
        GrantWord word = _inState(titleId, GrantState.NOTICED);
        uint32 applicant = _lastHop(word.holder());
        if (caller != applicant) revert NotApplicant(titleId, applicant, caller);
        _withdraw(titleId, word, digest);
    }

    /// @inheritdoc ITitleCases
    function withdrawBySignature(bytes32 titleId, bytes32 digest, Consent calldata ofApplicant) external {
        GrantWord word = _inState(titleId, GrantState.NOTICED);
        bytes32 signed = _signed(WITHDRAW, titleId, digest, word, ofApplicant);
        _requireConsent(signed, ofApplicant, _lastHop(word.holder()));
        _withdraw(titleId, word, digest);
    }

    /// @inheritdoc ITitleCases
    function refuse(bytes32 titleId, bytes32 reasonDigest) external {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        _requireDigest("reasonDigest", reasonDigest);
        GrantWord word = _inState(titleId, GrantState.NOTICED);
        _requireHome(word, registrar);
        emit ApplicationRefused(titleId, reasonDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ApplicationRefused.selector, titleId, reasonDigest, msg.sender));
        _say(titleId, word, word.withState(GrantState.LAPSED), leaf);
    }

    function _withdraw(bytes32 titleId, GrantWord word, bytes32 digest) private {
        _requireDigest("digest", digest);
        _requireUnfrozen(titleId, word);
        emit ApplicationWithdrawn(titleId, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ApplicationWithdrawn.selector, titleId, digest, msg.sender));
        _say(titleId, word, word.withState(GrantState.LAPSED), leaf);
    }

    /// What an authority holds is not withdrawn from it: no order runs or waits, on the notice or on its applicant.
    function _requireUnfrozen(bytes32 titleId, GrantWord word) private view {
        uint40 until = word.frozenUntil();
        bool frozen = word.flags() & GrantFlag.QUEUED != 0 || block.timestamp < until;
        for (uint32 party = word.holder(); party != 0 && !frozen;) {
            PartyWord hop = _partyOf(party);
            (until, party) = (hop.frozenUntil(), hop.successor());
            frozen = hop.flags() & PartyFlag.QUEUED != 0 || block.timestamp < until;
        }
        if (frozen) revert NoticeFrozen(titleId, until);
    }

    /// A notice whose days are not over; what has closed stays as it was counted.
    function _running(bytes32 titleId) private view returns (GrantWord word) {
        word = _inState(titleId, GrantState.NOTICED);
        if (block.timestamp >= word.certUntil()) revert NoticeEnded(titleId, word.certUntil(), block.timestamp);
    }

    /// Two pairs of eyes: a reviewer under the same registrar, who is neither the sender nor on the applicant's side.
    function _requireSecond(bytes32 signed, Consent calldata second, uint16 registrar, uint32 holder) private view {
        KeyWord key = _liveKey(second.signer, Role.REVIEWER);
        (uint32 party, uint16 exchange) = (key.party(), key.exchange());
        bool refused = second.signer == msg.sender || (exchange != registrar && _lastHop(exchange) != registrar)
            || _sameSide(_lastHop(holder), party);
        if (refused) revert ApprovalRefused(second.signer, party);
        _requireSigned(signed, second, key, party);
    }

    /// One party, or affiliates, whomever either of them succeeded.
    function _sameSide(uint32 applicant, uint32 party) private view returns (bool) {
        bytes32[] memory ones = Lines.line(register, applicant, _partyOf(applicant));
        return Lines.affiliated(register, ones, Lines.line(register, party, _partyOf(party))).other != 0;
    }
}
