// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../interfaces/IEnforcement.sol";
import {IGrants} from "../../interfaces/IGrants.sol";
import {FreezeQueue} from "../../libraries/FreezeQueue.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Settlements} from "../../libraries/Settlements.sol";
import {Reason, Role, TransferReason, Verb} from "../../types/Codes.sol";
import {FreezeWord} from "../../types/FreezeWord.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {GrantKey} from "../../types/Structs.sol";
import {Settling} from "./Settling.sol";

/// @notice Disposal by judgment, past the authority's own freeze; see IEnforcement.
abstract contract Judgments is Settling, IEnforcement {
    using Settlements for Settlements.Settlement;

    /// @inheritdoc IEnforcement
    function adjudge(
        GrantKey[] calldata path,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        bytes32 orderDigest
    ) external {
        (GrantFacts.Found memory found, uint32 authority) = _underOwnFreeze(path, orderDigest);
        _adjudge(found, authority, to, interests, queued, orderDigest);
        _handOver(path, to, TransferReason.JUDGMENT, orderDigest);
    }

    /// @inheritdoc IEnforcement
    function adjudgePart(
        GrantKey[] calldata path,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        Whole[] calldata wholes,
        bytes32 orderDigest
    ) external {
        (GrantFacts.Found memory found, uint32 authority) = _underOwnFreeze(path, orderDigest);
        uint256 named = 0;
        for (uint256 i = 0; i < wholes.length; ++i) {
            uint8 above = wholes[i].above;
            if ((named >> above) & 1 != 0) revert WholeTwice(i, above);
            named |= 1 << above;
            _settleWhole(found, authority, wholes[i], orderDigest);
        }
        _adjudge(found, authority, to, interests, queued, orderDigest);
        _handOver(path, to, TransferReason.JUDGMENT, orderDigest);
    }

    /// A grant that the caller's own order stops, and no other's.
    function _underOwnFreeze(GrantKey[] calldata path, bytes32 orderDigest)
        private
        view
        returns (GrantFacts.Found memory found, uint32 authority)
    {
        authority = _actor(Role.AUTHORITY).party();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        found = _found(path);
        _requireOwnFreeze(found, authority);
    }

    /// Takes off a grant, valid but for orders, what the judgment settles; the transfer itself comes next.
    function _adjudge(
        GrantFacts.Found memory found,
        uint32 authority,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        bytes32 orderDigest
    ) private {
        Target memory t = _targetAt(found, 0);
        Settlements.Settlement memory s = _settlement(t);
        _unfreeze(found.facts);
        uint8 reason = Predicates.whyInvalid(found.facts, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(t.id, Verb.TRANSFER, reason);
        s.enforce(interests);
        s.liftRunning(block.timestamp);
        s.liftQueued(queued);
        s.promoteNext(block.timestamp);
        bytes32 leaf = _sayAdjudged(t.id, s, to, authority, interests, orderDigest);
        _writeMany(_entries(t, s, leaf));
    }

    /// Takes off what the grant was split from what the judgment names there; all else goes on to bind every part.
    function _settleWhole(GrantFacts.Found memory found, uint32 authority, Whole calldata whole, bytes32 orderDigest)
        private
    {
        uint256 last = found.ids.length - 1;
        uint8 above = whole.above;
        if (above == 0 || above > last || !Predicates.binds(found.facts.words, last - above)) {
            revert NotPartOf(_id(found), above);
        }
        Target memory t = _targetAt(found, above);
        Settlements.Settlement memory s = _settlement(t);
        if (whole.orders.length != 0 && FreezeQueue.runner(s.orders, block.timestamp) == 0) {
            revert NoFreezeOfYours(t.id, authority);
        }
        s.enforce(whole.interests);
        s.liftNamed(whole.orders, block.timestamp);
        s.promoteNext(block.timestamp);
        bytes32 leaf = _saySettled(t.id, _id(found), s, authority, whole.interests, orderDigest);
        _writeMany(_entries(t, s, leaf));
    }

    function _sayAdjudged(
        bytes32 id,
        Settlements.Settlement memory s,
        uint32 to,
        uint32 authority,
        uint8[] calldata interests,
        bytes32 orderDigest
    ) private returns (bytes32) {
        emit Adjudged(id, to, authority, s.promoted, orderDigest, interests, s.lifted, msg.sender);
        return keccak256(
            abi.encode(Adjudged.selector, id, to, authority, s.promoted, orderDigest, interests, s.lifted, msg.sender)
        );
    }

    function _saySettled(
        bytes32 whole,
        bytes32 part,
        Settlements.Settlement memory s,
        uint32 authority,
        uint8[] calldata interests,
        bytes32 orderDigest
    ) private returns (bytes32) {
        emit AdjudgedAbove(whole, part, authority, s.promoted, orderDigest, interests, s.lifted, msg.sender);
        return keccak256(
            abi.encode(
                AdjudgedAbove.selector, whole, part, authority, s.promoted, orderDigest, interests, s.lifted, msg.sender
            )
        );
    }

    /// Of all orders that run on the grant, on what it was split from, and on its holder, at least one is the caller's, and none
    /// another's.
    function _requireOwnFreeze(GrantFacts.Found memory found, uint32 caller) private view {
        bool own = false;
        uint256 last = found.ids.length - 1;
        for (uint256 i = 0; i <= last; ++i) {
            GrantWord word = found.facts.words[i];
            if (block.timestamp >= word.frozenUntil() || !Predicates.binds(found.facts.words, i)) continue;
            _requireOwn(Target(Kind.GRANT, found.ids[i], GrantWord.unwrap(word), word.freezes()), caller);
            own = true;
        }
        PartyWord[] memory hops = Predicates.hopsOf(found.facts, last);
        uint32 party = found.facts.words[last].holder();
        for (uint256 i = 0; i < hops.length; ++i) {
            PartyWord hop = hops[i];
            if (block.timestamp < hop.frozenUntil()) {
                _requireOwn(Target(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(hop), hop.freezes()), caller);
                own = true;
            }
            party = hop.successor();
        }
        if (!own) revert NoFreezeOfYours(found.ids[last], caller);
    }

    function _requireOwn(Target memory t, uint32 caller) private view {
        FreezeWord[] memory orders = _orders(t, 0);
        for (uint256 i = 0; i < orders.length; ++i) {
            if (!FreezeQueue.runs(orders[i], block.timestamp) || _mayUndo(caller, orders[i].authority())) continue;
            revert FrozenByAnother(t.id, uint8(i + 1), orders[i].authority(), caller);
        }
    }
}
