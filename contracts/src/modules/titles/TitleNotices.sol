// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitleNotices} from "../../interfaces/ITitleNotices.sol";
import {Ascending} from "../../libraries/Ascending.sol";
import {BasisMatrix} from "../../libraries/BasisMatrix.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {Scope} from "../../libraries/Scope.sol";
import {WorkingDays} from "../../libraries/WorkingDays.sol";
import {Basis, GrantFlag, LinkKind, Mode, Role} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {TitleBase} from "./TitleBase.sol";

/// @notice Notices in every form; see ITitleNotices
abstract contract TitleNotices is TitleBase, ITitleNotices {
    bytes32 private constant FUSION =
        keccak256("Fusion(bytes32 titleId,bytes32 participantsDigest,uint40 signedAt,uint40 deadline)");
    uint256 private constant MOST_PARTIES = 32;
    uint8 private constant PLAIN = 0; // the form of a notice: any basis but those with a form of their own

    /// @dev What all notices of one transaction share.
    struct Filing {
        uint16 registrar;
        bytes32[] line; // the registrar and whom it succeeded
        uint40 noticeUntil;
        uint8 form;
    }

    /// @inheritdoc ITitleNotices
    function notice(Notice calldata filed) external returns (bytes32 titleId) {
        IRegister.Entry memory entry = _notice(filed, _filing(PLAIN));
        _write(entry.kind, entry.id, entry.expected, entry.word, entry.leaf);
        return entry.id;
    }

    /// @inheritdoc ITitleNotices
    function noticeMany(Notice[] calldata filed) external {
        Ascending.requireCount("filed", filed.length, 1, MOST_BATCH);
        _noticeAll(filed);
    }

    /// @inheritdoc ITitleNotices
    function noticeJoint(Notice[] calldata filed) external {
        Ascending.requireCount("filed", filed.length, 2, MOST_PARTIES);
        for (uint256 i = 1; i < filed.length; ++i) {
            bool joint = filed[i].key.parent == filed[0].key.parent && filed[i].caseDigest == filed[0].caseDigest;
            if (!joint) revert NotJoint(i);
            if (filed[i].holder <= filed[i - 1].holder) revert NotAscending("filed", i);
        }
        _noticeAll(filed);
    }

    /// @inheritdoc ITitleNotices
    function noticeFused(Notice calldata filed, uint32[] calldata participants, Consent[] calldata consents)
        external
        returns (bytes32 titleId)
    {
        IRegister.Entry memory entry = _notice(filed, _filing(Basis.FUSED_SILENT));
        titleId = entry.id;
        _requireFusion(titleId, filed.holder, participants, consents);
        emit FusionConsented(titleId, participants, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FusionConsented.selector, titleId, participants, msg.sender));
        _writeTwo(entry, IRegister.Entry(Kind.GRANT, titleId, entry.word, entry.word, leaf));
    }

    /// @inheritdoc ITitleNotices
    function noticeDerived(Notice calldata filed, bytes32[] calldata sources, bytes32 innerTermsDigest)
        external
        returns (bytes32 titleId)
    {
        IRegister.Entry memory entry = _notice(filed, _filing(Basis.DERIVED));
        titleId = entry.id;
        _requireBound(filed.key.termsDigest, sources, innerTermsDigest);
        emit SourcesNamed(titleId, sources, innerTermsDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SourcesNamed.selector, titleId, sources, innerTermsDigest, msg.sender));
        _writeTwo(entry, IRegister.Entry(Kind.GRANT, titleId, entry.word, entry.word, leaf));
    }

    /// @inheritdoc ITitleNotices
    function noticeAgain(Notice calldata filed, GrantKey calldata predecessor) external returns (bytes32 titleId) {
        IRegister.Entry memory entry = _notice(filed, _filing(PLAIN));
        titleId = entry.id;
        bytes32 earlier = Ids.titleId(origin, predecessor);
        if (filed.key.parent != predecessor.parent) revert DataDiffers(filed.key.parent, predecessor.parent);
        GrantWord word = _title(earlier);
        uint32 formerly = _lastHop(word.holder());
        if (formerly != filed.holder) revert HolderDiffers(filed.holder, formerly);
        if (_stands(word)) revert PredecessorStands(earlier, word.state());
        _writeTwo(entry, _link(LinkKind.PREDECESSOR, titleId, earlier, filed.caseDigest));
    }

    /// @inheritdoc ITitleNotices
    function link(uint8 kind, bytes32 a, bytes32 b, bytes32 digest) external {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        if ((kind != LinkKind.RELATED_EXACT && kind != LinkKind.RELATED_NEAR) || a >= b) {
            revert LinkRefused(kind, a, b);
        }
        _requireDigest("digest", digest);
        (GrantWord one, GrantWord two) = (_title(a), _title(b));
        if (two.registrar() != registrar && _lastHop(two.registrar()) != registrar) _requireHome(one, registrar);
        IRegister.Entry memory entry = _link(kind, a, b, digest);
        _write(entry.kind, entry.id, entry.expected, entry.word, entry.leaf);
    }

    function _requireBound(bytes32 termsDigest, bytes32[] memory sources, bytes32 innerTermsDigest) private pure {
        bytes32 bound = Ascending.derivedTerms(sources, innerTermsDigest);
        if (bound != termsDigest) revert SourcesDiffer(termsDigest, bound);
    }

    function _filing(uint8 form) private view returns (Filing memory) {
        (KeyWord key, PartyWord office) = _actorAndParty(Role.REGISTRAR);
        uint16 registrar = key.exchange();
        uint40 noticeUntil = WorkingDays.deadline(register, uint40(block.timestamp), NOTICE_DAYS);
        return Filing(registrar, Lines.line(register, registrar, office), noticeUntil, form);
    }

    function _noticeAll(Notice[] calldata filed) private {
        Filing memory f = _filing(PLAIN);
        IRegister.Entry[] memory entries = new IRegister.Entry[](filed.length);
        for (uint256 i = 0; i < filed.length; ++i) {
            entries[i] = _notice(filed[i], f);
        }
        _requireDistinct(entries);
        register.writeMany(entries);
    }

    function _link(uint8 kind, bytes32 a, bytes32 b, bytes32 digest) private returns (IRegister.Entry memory) {
        emit TitlesLinked(kind, a, b, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(TitlesLinked.selector, kind, a, b, digest, msg.sender));
        return _linkEntry(kind, a, b, leaf);
    }

    function _writeTwo(IRegister.Entry memory first, IRegister.Entry memory second) private {
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        (entries[0], entries[1]) = (first, second);
        register.writeMany(entries);
    }

    function _notice(Notice calldata filed, Filing memory f) private returns (IRegister.Entry memory entry) {
        _checkCase(filed, f);
        _checkScope(PackedWord.wrap(filed.key.packed), f);
        entry.kind = Kind.GRANT;
        entry.id = Ids.titleId(origin, filed.key);
        if (_read(Kind.GRANT, entry.id) != 0) revert TitleExists(entry.id);
        PackedWord packed = PackedWord.wrap(filed.key.packed);
        entry.word = GrantWord.unwrap(
            GrantWord.wrap(0).withState(GrantState.NOTICED).withRights(packed.rights()).withHolder(filed.holder)
                .withRegistrar(f.registrar).withSince(uint40(block.timestamp)).withUntil(packed.until())
                .withCertUntil(f.noticeUntil)
        );
        entry.leaf = _sayNoticed(filed, entry.id, f.registrar, f.noticeUntil);
    }

    function _sayNoticed(Notice calldata filed, bytes32 titleId, uint16 registrar, uint40 noticeUntil)
        private
        returns (bytes32 leaf)
    {
        emit Noticed(
            titleId,
            filed.key.parent,
            filed.key.packed,
            filed.key.termsDigest,
            filed.holder,
            registrar,
            filed.caseDigest,
            filed.duplicateSearchDigest,
            noticeUntil,
            msg.sender
        );
        bytes memory key = abi.encode(
            Noticed.selector, titleId, filed.key.parent, filed.key.packed, filed.key.termsDigest, filed.holder
        );
        return keccak256(
            bytes.concat(
                key, abi.encode(registrar, filed.caseDigest, filed.duplicateSearchDigest, noticeUntil, msg.sender)
            )
        );
    }

    function _checkCase(Notice calldata filed, Filing memory f) private view {
        _requireDigest("dataId", filed.key.parent);
        _requireDigest("caseDigest", filed.caseDigest);
        _requireDigest("duplicateSearchDigest", filed.duplicateSearchDigest);
        uint64 nonce = PackedWord.wrap(filed.key.packed).nonce();
        uint64 expected = Ids.titleNonce(filed.holder, f.registrar, filed.salt);
        if (nonce != expected) revert NonceNotYours(nonce, expected);
        _requireOther(f.line, filed.holder, _activeParty(filed.holder));
    }

    function _checkScope(PackedWord k, Filing memory f) private view {
        (bytes32 name, uint256 mask) = Scope.malformed(k);
        if (name != 0) revert MaskRefused(name, mask);
        uint8 basis = k.basis();
        if (f.form == PLAIN ? basis == Basis.DERIVED : basis != f.form) revert FormRefused(basis);
        uint8 mode = basis == Basis.DERIVED ? Mode.DERIVED : Mode.ORIGINAL;
        if (k.mode() != mode) revert ModeRefused(k.mode(), mode);
        uint8 allowed = BasisMatrix.allowed(basis, f.form == Basis.FUSED_SILENT);
        if (k.rights() & ~allowed != 0) revert BasisRefused(basis, k.rights(), allowed);
        if (k.until() <= f.noticeUntil || k.notBefore() >= k.until()) {
            revert TermRefused(k.notBefore(), k.until(), block.timestamp);
        }
    }

    /// All others, each by its own signature over the title that is noticed and over who they are.
    function _requireFusion(
        bytes32 titleId,
        uint32 applicant,
        uint32[] calldata participants,
        Consent[] calldata consents
    ) private view {
        Ascending.requireCount("participants", participants.length, 1, MOST_PARTIES);
        Ascending.requireCount("consents", consents.length, participants.length, participants.length);
        bytes32 who = keccak256(abi.encode(participants));
        for (uint256 i = 0; i < participants.length; ++i) {
            if (i != 0 && participants[i] <= participants[i - 1]) revert NotAscending("participants", i);
            if (participants[i] == applicant) revert ApplicantAmongParticipants(applicant);
            Consent calldata by = consents[i];
            _requireConsent(keccak256(abi.encode(FUSION, titleId, who, by.signedAt, by.deadline)), by, participants[i]);
        }
    }

    /// Whether an earlier title still holds the right within its term, waits for it, or carries what is not settled. A lapsed
    /// certificate ends no right: such a title is cancelled first. Of one that was split, or whose parts may have been spared, the
    /// parts are not shown here: they may live, or carry pledges and freezes.
    function _stands(GrantWord word) private view returns (bool) {
        uint8 state = word.state();
        bool parts = state == GrantState.SPLIT || state == GrantState.VOID_SPARING;
        if (parts || state == GrantState.NOTICED) return true;
        if (state == GrantState.ACTIVE && block.timestamp < word.until()) return true;
        bool frozen = word.flags() & GrantFlag.QUEUED != 0 || block.timestamp < word.frozenUntil();
        return frozen || word.liveRanks() != 0;
    }
}
