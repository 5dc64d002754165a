// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {ITitles} from "../interfaces/ITitles.sol";
import {BasisMatrix} from "../libraries/BasisMatrix.sol";
import {CivilDates} from "../libraries/CivilDates.sol";
import {Ids} from "../libraries/Ids.sol";
import {Scope} from "../libraries/Scope.sol";
import {WorkingDays} from "../libraries/WorkingDays.sol";
import {Basis, Mode, Role} from "../types/Codes.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {ObjectionState, ObjectionWord} from "../types/ObjectionWord.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {SerialWord} from "../types/SerialWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {Module} from "./Module.sol";

/// @title Titles: notice, objection, registration; see ITitles
contract Titles is Module, ITitles {
    uint8 private constant NOTICE_DAYS = 5; // G35 article 24
    uint8 private constant CERTIFICATE_YEARS = 5; // G35 article 26
    uint16 private constant MOST_SERIALS = 9_999; // a month and registrar

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc ITitles
    function notice(Notice calldata filed) external returns (bytes32 titleId) {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        IRegister.Entry memory entry = _notice(filed, registrar, _noticeEnd());
        _write(entry.kind, entry.id, entry.expected, entry.word, entry.leaf);
        return entry.id;
    }

    /// @inheritdoc ITitles
    function noticeMany(Notice[] calldata filed) external {
        if (filed.length == 0) revert ZeroField("filed");
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        uint40 noticeUntil = _noticeEnd();
        IRegister.Entry[] memory entries = new IRegister.Entry[](filed.length);
        for (uint256 i = 0; i < filed.length; ++i) {
            entries[i] = _notice(filed[i], registrar, noticeUntil);
        }
        register.writeMany(entries);
    }

    /// @inheritdoc ITitles
    function object(bytes32 titleId, uint8 reason, bytes32 digest) external {
        KeyWord actor = _actor(Role.SIGN);
        if (reason == 0) revert ZeroField("reason");
        if (digest == 0) revert ZeroField("digest");
        GrantWord word = _inState(titleId, GrantState.NOTICED);
        if (block.timestamp >= word.certUntil()) revert NoticeEnded(titleId, word.certUntil(), block.timestamp);
        uint8 ordinal = _nextOrdinal(titleId);
        emit ObjectionFiled(titleId, ordinal, actor.party(), reason, digest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(ObjectionFiled.selector, titleId, ordinal, actor.party(), reason, digest, msg.sender));
        ObjectionWord objection = ObjectionWord.wrap(0).withState(ObjectionState.OPEN).withReason(reason)
            .withParty(actor.party()).withSince(uint40(block.timestamp)).withDigest(uint128(uint256(digest) >> 128));
        _writeObjection(
            titleId,
            ordinal,
            ObjectionWord.wrap(0),
            objection,
            word,
            word.withOpenObjections(word.openObjections() + 1),
            leaf
        );
    }

    /// @inheritdoc ITitles
    function settle(bytes32 titleId, uint8 ordinal, uint8 outcome, bytes32 digest) external {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        if (outcome < ObjectionState.REJECTED || outcome > ObjectionState.WITHDRAWN) revert OutcomeRefused(outcome);
        if (digest == 0) revert ZeroField("digest");
        GrantWord word = _inState(titleId, GrantState.NOTICED);
        if (word.registrar() != registrar) revert NotHomeRegistrar(word.registrar(), registrar);
        ObjectionWord objection = ObjectionWord.wrap(_read(Kind.OBJECTION, Ids.objectionId(titleId, ordinal)));
        if (objection.state() != ObjectionState.OPEN) revert ObjectionNotOpen(titleId, ordinal, objection.state());
        emit ObjectionSettled(titleId, ordinal, outcome, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ObjectionSettled.selector, titleId, ordinal, outcome, digest, msg.sender));
        GrantWord next = word.withOpenObjections(word.openObjections() - 1);
        if (outcome == ObjectionState.UPHELD) next = next.withState(GrantState.LAPSED);
        _writeObjection(
            titleId,
            ordinal,
            objection,
            objection.withState(outcome).withSettled(uint40(block.timestamp)),
            word,
            next,
            leaf
        );
    }

    /// @inheritdoc ITitles
    function registerTitle(GrantKey calldata key) external returns (uint64 certNo) {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        uint32 month = CivilDates.monthOf(block.timestamp);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        (bytes32 id, SerialWord serial) = _serial(registrar, month);
        (entries[0], certNo) = _register(key, registrar, month, serial.count());
        entries[1] = _serialEntry(id, serial, 1, entries[0].leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitles
    function registerTitles(GrantKey[] calldata keys) external {
        if (keys.length == 0) revert ZeroField("keys");
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        uint32 month = CivilDates.monthOf(block.timestamp);
        IRegister.Entry[] memory entries = new IRegister.Entry[](keys.length + 1);
        (bytes32 id, SerialWord serial) = _serial(registrar, month);
        for (uint256 i = 0; i < keys.length; ++i) {
            (entries[i],) = _register(keys[i], registrar, month, serial.count() + i);
        }
        entries[keys.length] = _serialEntry(id, serial, keys.length, entries[keys.length - 1].leaf);
        register.writeMany(entries);
    }

    function _notice(Notice calldata filed, uint16 registrar, uint40 noticeUntil)
        private
        returns (IRegister.Entry memory entry)
    {
        _checkCase(filed, registrar);
        _checkScope(PackedWord.wrap(filed.key.packed), noticeUntil);
        entry.kind = Kind.GRANT;
        entry.id = Ids.titleId(origin, filed.key);
        if (_read(Kind.GRANT, entry.id) != 0) revert TitleExists(entry.id);
        PackedWord packed = PackedWord.wrap(filed.key.packed);
        entry.word = GrantWord.unwrap(
            GrantWord.wrap(0).withState(GrantState.NOTICED).withRights(packed.rights()).withHolder(filed.holder)
                .withRegistrar(registrar).withUntil(packed.until()).withCertUntil(noticeUntil)
        );
        entry.leaf = _sayNoticed(filed, entry.id, registrar, noticeUntil);
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

    function _register(GrantKey calldata key, uint16 registrar, uint32 month, uint256 assigned)
        private
        returns (IRegister.Entry memory entry, uint64 certNo)
    {
        if (assigned >= MOST_SERIALS) revert SerialExhausted(registrar, month);
        certNo = (uint64(registrar) * 1e6 + month) * 1e4 + uint64(assigned) + 1;
        bytes32 titleId = Ids.titleId(origin, key);
        GrantWord word = _registrable(titleId, registrar);
        (uint40 since, uint40 until) = (uint40(block.timestamp), PackedWord.wrap(key.packed).until());
        uint40 certUntil = uint40(CivilDates.addYears(block.timestamp, CERTIFICATE_YEARS));
        if (until < certUntil) certUntil = until;
        GrantWord next = word.withState(GrantState.ACTIVE).withSince(since).withUntil(until).withCertUntil(certUntil);
        emit Registered(titleId, word.holder(), registrar, certNo, since, certUntil, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(Registered.selector, titleId, word.holder(), registrar, certNo, since, certUntil, msg.sender)
        );
        entry = IRegister.Entry(Kind.GRANT, titleId, GrantWord.unwrap(word), GrantWord.unwrap(next), leaf);
    }

    /// The objection and the title it counts on change together.
    function _writeObjection(
        bytes32 titleId,
        uint8 ordinal,
        ObjectionWord was,
        ObjectionWord becomes,
        GrantWord word,
        GrantWord next,
        bytes32 leaf
    ) private {
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(
            Kind.OBJECTION,
            Ids.objectionId(titleId, ordinal),
            ObjectionWord.unwrap(was),
            ObjectionWord.unwrap(becomes),
            leaf
        );
        entries[1] = IRegister.Entry(Kind.GRANT, titleId, GrantWord.unwrap(word), GrantWord.unwrap(next), leaf);
        register.writeMany(entries);
    }

    function _checkCase(Notice calldata filed, uint16 registrar) private view {
        if (filed.key.parent == 0) revert ZeroField("dataId");
        if (filed.caseDigest == 0) revert ZeroField("caseDigest");
        if (filed.duplicateSearchDigest == 0) revert ZeroField("duplicateSearchDigest");
        if (filed.holder == registrar) revert SelfRegistration(registrar, filed.holder);
        uint64 nonce = PackedWord.wrap(filed.key.packed).nonce();
        uint64 expected = Ids.titleNonce(filed.holder, registrar, filed.salt);
        if (nonce != expected) revert NonceNotYours(nonce, expected);
        _activeParty(filed.holder);
    }

    function _checkScope(PackedWord k, uint40 noticeUntil) private view {
        (bytes32 name, uint256 mask) = Scope.malformed(k);
        if (name != 0) revert MaskRefused(name, mask);
        if (k.mode() != Mode.ORIGINAL) revert ModeRefused(k.mode(), Mode.ORIGINAL);
        // A derivative shows a live USE right on each of its sources, which a notice of this form cannot.
        if (k.basis() == Basis.DERIVED) revert ModeRefused(k.mode(), Mode.DERIVED);
        uint8 allowed = BasisMatrix.allowed(k.basis());
        if (k.rights() & ~allowed != 0) revert BasisRefused(k.basis(), k.rights(), allowed);
        if (k.until() <= noticeUntil || k.notBefore() >= k.until()) {
            revert TermRefused(k.notBefore(), k.until(), block.timestamp);
        }
    }

    function _registrable(bytes32 titleId, uint16 registrar) private view returns (GrantWord word) {
        word = _inState(titleId, GrantState.NOTICED);
        if (word.registrar() != registrar) revert NotHomeRegistrar(word.registrar(), registrar);
        if (block.timestamp < word.certUntil()) revert NoticeNotEnded(titleId, word.certUntil(), block.timestamp);
        if (word.openObjections() != 0) revert ObjectionsOpen(titleId, word.openObjections());
        if (word.until() <= block.timestamp) revert TermRefused(0, word.until(), block.timestamp);
        _activeParty(word.holder());
    }

    function _inState(bytes32 titleId, uint8 needed) private view returns (GrantWord word) {
        word = GrantWord.wrap(_read(Kind.GRANT, titleId));
        if (GrantWord.unwrap(word) == 0) revert TitleUnknown(titleId);
        if (word.state() != needed) revert WrongState(titleId, word.state(), needed);
    }

    function _noticeEnd() private view returns (uint40) {
        return WorkingDays.deadline(register, uint40(block.timestamp), NOTICE_DAYS);
    }

    /// Objections are numbered without gaps, so the first free number is found by halving: eight reads at most.
    function _nextOrdinal(bytes32 titleId) private view returns (uint8) {
        (uint256 low, uint256 high) = (1, 256);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_read(Kind.OBJECTION, Ids.objectionId(titleId, uint8(middle))) == 0) high = middle;
            else low = middle + 1;
        }
        if (low == 256) revert TooManyObjections(titleId);
        return uint8(low);
    }

    function _serial(uint16 registrar, uint32 month) private view returns (bytes32 id, SerialWord word) {
        id = Ids.serialId(registrar, month);
        word = SerialWord.wrap(_read(Kind.SERIAL, id));
    }

    function _serialEntry(bytes32 id, SerialWord was, uint256 more, bytes32 leaf)
        private
        pure
        returns (IRegister.Entry memory)
    {
        SerialWord next = was.withCount(uint16(was.count() + more));
        return IRegister.Entry(Kind.SERIAL, id, SerialWord.unwrap(was), SerialWord.unwrap(next), leaf);
    }
}
