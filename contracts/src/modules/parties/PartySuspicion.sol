// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPartyLife} from "../../interfaces/IPartyLife.sol";
import {Ids} from "../../libraries/Ids.sol";
import {WorkingDays} from "../../libraries/WorkingDays.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice The suspect window of a party: when its keys were in wrong hands. What was written in it is not free until confirmed, but
/// stays valid, so nobody undoes a paid sale by it (Predicates.suspect).
abstract contract PartySuspicion is PartyBase {
    uint8 private constant REACH_DAYS = 10;

    /// @inheritdoc IPartyLife
    function declareSuspect(uint40 from, uint40 to, bytes32 reasonDigest) external {
        KeyWord actor = _liveKey(msg.sender, 0);
        uint32 party = actor.party();
        PartyWord word = _activeParty(party);
        uint32 keeper = _keeperRole(word.kind());
        if (actor.roles() & keeper == 0) revert RoleMissing(msg.sender, actor.roles(), keeper);
        if (reasonDigest == 0) revert ZeroField("reasonDigest");
        _requireWindow(from, to);
        (uint40 first, uint40 last) = _widened(word, from, to);
        emit SuspectDeclared(party, first, last, reasonDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SuspectDeclared.selector, party, first, last, reasonDigest, msg.sender));
        _writeWindow(party, word, first, last, leaf);
    }

    /// @inheritdoc IPartyLife
    function orderSuspect(uint32 party, uint40 from, uint40 to, bytes32 orderDigest) external {
        _requireAuthorityOrCouncil();
        PartyWord word = _known(party);
        if (orderDigest == 0) revert ZeroField("orderDigest");
        if (from != 0 || to != 0) _requireWindow(from, to);
        if (from == word.suspectFrom() && to == word.suspectTo()) revert SuspectStands(from, to);
        emit SuspectOrdered(party, from, to, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SuspectOrdered.selector, party, from, to, orderDigest, msg.sender));
        _writeWindow(party, word, from, to, leaf);
    }

    function _writeWindow(uint32 party, PartyWord word, uint40 from, uint40 to, bytes32 leaf) private {
        bytes32 next = PartyWord.unwrap(word.withSuspectFrom(from).withSuspectTo(to));
        _write(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(word), next, leaf);
    }

    /// The union of what stands and what is declared. A word keeps one window, so a gap between the two is covered as well: it too
    /// must lie within the reach, or two small windows would cast doubt on a year of sales between them.
    function _widened(PartyWord word, uint40 from, uint40 to) private view returns (uint40 first, uint40 last) {
        (first, last) = (word.suspectFrom(), word.suspectTo());
        bool none = last == 0;
        if (!none && from >= first && to <= last) revert SuspectStands(first, last);
        uint40 oldest = none || from < last ? from : last;
        uint40 deadline_ = WorkingDays.deadline(register, oldest, REACH_DAYS);
        if (block.timestamp >= deadline_) revert SuspectTooOld(oldest, deadline_);
        if (none || from < first) first = from;
        if (to > last) last = to;
    }

    function _requireWindow(uint40 from, uint40 to) private view {
        if (from == 0 || to < from || to > block.timestamp) revert SuspectWindowRefused(from, to);
    }
}
