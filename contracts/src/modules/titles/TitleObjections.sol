// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitleCases} from "../../interfaces/ITitleCases.sol";
import {ITitleObjections} from "../../interfaces/ITitleObjections.sol";
import {Ids} from "../../libraries/Ids.sol";
import {GrantFlag, Role} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {ObjectionState, ObjectionWord} from "../../types/ObjectionWord.sol";
import {TitleBase} from "./TitleBase.sol";

/// @notice Objections; see ITitleObjections
abstract contract TitleObjections is TitleBase, ITitleObjections {
    uint256 private constant MOST_OF_A_PARTY = 3; // the first, the one that completes it, and one more
    uint256 private constant MOST_OF_AN_EXCHANGE = 100; // open at a time, of the parties that it enrolled

    /// @inheritdoc ITitleObjections
    function object(bytes32 titleId, uint8 reason, bytes32 digest) external {
        uint32 party = _actor(Role.SIGN).party();
        if (reason == 0) revert ZeroField("reason");
        _requireDigest("digest", digest);
        GrantWord word = _objectable(titleId);
        if (word.openObjections() >= MOST_OF_AN_EXCHANGE) _requireRoom(titleId, _partyOf(party).exchange());
        (uint8 ordinal, ObjectionWord was) = _nextOrdinal(titleId, party, word.since());
        emit ObjectionFiled(titleId, ordinal, party, reason, digest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(ObjectionFiled.selector, titleId, ordinal, party, reason, digest, msg.sender));
        ObjectionWord objection = ObjectionWord.wrap(0).withState(ObjectionState.OPEN).withReason(reason)
            .withParty(party).withSince(uint40(block.timestamp)).withDigest(uint128(uint256(digest) >> 128));
        GrantWord next = word.withOpenObjections(word.openObjections() + 1);
        if (word.state() != GrantState.NOTICED) next = next.withFlags(word.flags() | GrantFlag.DISPUTED);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        bytes32 id = Ids.objectionId(titleId, ordinal);
        entries[0] =
            IRegister.Entry(Kind.OBJECTION, id, ObjectionWord.unwrap(was), ObjectionWord.unwrap(objection), leaf);
        entries[1] = _grantEntry(titleId, word, next, leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleObjections
    function settle(bytes32 titleId, uint8 ordinal, uint8 outcome, bytes32 digest) external {
        GrantWord word = _settling(titleId, outcome, digest);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _settle(titleId, ordinal, outcome, digest, _open(titleId, ordinal));
        entries[1] = _settled(titleId, word, 1, outcome, entries[0].leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleObjections
    function settleMany(bytes32 titleId, uint8[] calldata ordinals, uint8 outcome, bytes32 digest) external {
        uint256 n = ordinals.length;
        if (n == 0) revert ZeroField("ordinals");
        GrantWord word = _settling(titleId, outcome, digest);
        IRegister.Entry[] memory entries = new IRegister.Entry[](n + 1);
        for (uint256 i = 0; i < n; ++i) {
            if (i != 0 && ordinals[i] <= ordinals[i - 1]) revert NotAscending("ordinals", i);
            entries[i] = _settle(titleId, ordinals[i], outcome, digest, _open(titleId, ordinals[i]));
        }
        entries[n] = _settled(titleId, word, n, outcome, entries[n - 1].leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc ITitleObjections
    function withdrawObjection(bytes32 titleId, uint8 ordinal) external {
        uint32 caller = _actor(Role.SIGN).party();
        GrantWord word = _title(titleId);
        ObjectionWord objection = _open(titleId, ordinal);
        uint32 objector = _lastHop(objection.party());
        if (caller != objector) revert NotObjector(titleId, ordinal, objector, caller);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _settle(titleId, ordinal, ObjectionState.WITHDRAWN, 0, objection);
        entries[1] = _settled(titleId, word, 1, ObjectionState.WITHDRAWN, entries[0].leaf);
        register.writeMany(entries);
    }

    function _settle(bytes32 titleId, uint8 ordinal, uint8 outcome, bytes32 digest, ObjectionWord was)
        private
        returns (IRegister.Entry memory)
    {
        emit ObjectionSettled(titleId, ordinal, outcome, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ObjectionSettled.selector, titleId, ordinal, outcome, digest, msg.sender));
        ObjectionWord becomes = was.withState(outcome).withSettled(uint40(block.timestamp));
        bytes32 id = Ids.objectionId(titleId, ordinal);
        return IRegister.Entry(Kind.OBJECTION, id, ObjectionWord.unwrap(was), ObjectionWord.unwrap(becomes), leaf);
    }

    /// The registrar says how it ends, but cannot withdraw in the objector's name.
    function _settling(bytes32 titleId, uint8 outcome, bytes32 digest) private view returns (GrantWord word) {
        uint16 registrar = _actor(Role.REGISTRAR).exchange();
        bool known = outcome == ObjectionState.REJECTED || outcome == ObjectionState.UPHELD
            || outcome == ObjectionState.INCOMPLETE;
        if (!known) revert OutcomeRefused(outcome);
        _requireDigest("digest", digest);
        word = _title(titleId);
        _requireHome(word, registrar);
    }

    /// A notice while it runs, or a registered title that its holder has not ended.
    function _objectable(bytes32 titleId) private view returns (GrantWord word) {
        word = _title(titleId);
        uint8 state = word.state();
        if (state == GrantState.NOTICED) {
            uint40 end = word.certUntil();
            if (block.timestamp >= end) revert ITitleCases.NoticeEnded(titleId, end, block.timestamp);
        } else if (state != GrantState.ACTIVE && state != GrantState.SPLIT) {
            revert WrongState(titleId, state, GrantState.ACTIVE);
        }
    }

    function _open(bytes32 titleId, uint8 ordinal) private view returns (ObjectionWord word) {
        word = _objection(titleId, ordinal);
        if (word.state() != ObjectionState.OPEN) revert ObjectionNotOpen(titleId, ordinal, word.state());
    }

    function _objection(bytes32 titleId, uint8 ordinal) private view returns (ObjectionWord) {
        return ObjectionWord.wrap(_read(Kind.OBJECTION, Ids.objectionId(titleId, ordinal)));
    }

    /// The parties that one exchange enrolled cannot use up the numbers that others need: three exchanges would have to agree.
    function _requireRoom(bytes32 titleId, uint16 exchange) private view {
        uint256 theirs = 0;
        for (uint256 ordinal = 1; ordinal <= type(uint8).max; ++ordinal) {
            ObjectionWord word = _objection(titleId, uint8(ordinal));
            if (word.state() == 0) return;
            if (word.state() != ObjectionState.OPEN || _partyOf(word.party()).exchange() != exchange) continue;
            if (++theirs == MOST_OF_AN_EXCHANGE) revert ExchangeObjectedOut(titleId, exchange, MOST_OF_AN_EXCHANGE);
        }
    }

    /// Objections are numbered without gaps. Those of the case in hand were filed since the title's word last changed hands. When
    /// all numbers are given, that of one which is settled, but not upheld, is given anew: many parties of one hand cannot use them up.
    function _nextOrdinal(bytes32 titleId, uint32 party, uint256 caseSince)
        private
        view
        returns (uint8 spare, ObjectionWord was)
    {
        uint256 filed = 0;
        for (uint256 ordinal = 1; ordinal <= type(uint8).max; ++ordinal) {
            ObjectionWord word = _objection(titleId, uint8(ordinal));
            uint8 state = word.state();
            if (state == 0) return (uint8(ordinal), word);
            if (spare == 0 && state != ObjectionState.OPEN && state != ObjectionState.UPHELD) {
                (spare, was) = (uint8(ordinal), word);
            }
            if (word.party() != party) continue;
            if (state == ObjectionState.OPEN) revert ObjectionPending(titleId, uint8(ordinal));
            if (word.since() < caseSince) continue;
            if (++filed == MOST_OF_A_PARTY) revert PartyObjectedOut(titleId, party, MOST_OF_A_PARTY);
        }
        if (spare == 0) revert TooManyObjections(titleId);
    }

    /// The title with so many objections fewer: a notice lapses when one is upheld, a dispute ends with the last.
    function _settled(bytes32 titleId, GrantWord word, uint256 fewer, uint8 outcome, bytes32 leaf)
        private
        pure
        returns (IRegister.Entry memory)
    {
        uint8 left = word.openObjections() - uint8(fewer);
        GrantWord next = word.withOpenObjections(left);
        if (left == 0) next = next.withFlags(word.flags() & ~GrantFlag.DISPUTED);
        bool lapses = outcome == ObjectionState.UPHELD && word.state() == GrantState.NOTICED;
        if (lapses) next = next.withState(GrantState.LAPSED);
        return _grantEntry(titleId, word, next, leaf);
    }
}
