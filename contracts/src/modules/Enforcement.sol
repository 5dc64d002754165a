// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IGrants} from "../interfaces/IGrants.sol";
import {IInterests} from "../interfaces/IInterests.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {FreezeQueue} from "../libraries/FreezeQueue.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {Settlements} from "../libraries/Settlements.sol";
import {GrantFlag, InterestKind, Reason, Role, TransferReason, Verb} from "../types/Codes.sol";
import {FreezeWord} from "../types/FreezeWord.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {FreezeOrders} from "./FreezeOrders.sol";
import {InterestRanks} from "./InterestRanks.sol";
import {PathModule} from "./PathModule.sol";

/// @title Enforcement: what passes a freeze, by judgment or by a pre-notice; see IEnforcement
contract Enforcement is FreezeOrders, InterestRanks, IEnforcement {
    using Settlements for Settlements.Settlement;

    bytes32 private constant COMPLETION = keccak256(
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    IGrants private immutable grants;

    /// @param register_ The register whose words this module may say.
    /// @param grants_ The module that writes holders and ends rights.
    constructor(IRegister register_, IGrants grants_) PathModule(register_) {
        grants = grants_;
    }

    /// @inheritdoc IEnforcement
    function adjudge(
        GrantKey[] calldata path,
        uint32 to,
        uint8[] calldata interests,
        uint8[] calldata queued,
        bytes32 orderDigest
    ) external {
        uint32 authority = _actor(Role.AUTHORITY).party();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        GrantFacts.Found memory found = _found(path);
        _requireOwnFreeze(found, authority);
        Target memory t = _grantTarget(found);
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
        _handOver(path, to, TransferReason.JUDGMENT, orderDigest);
    }

    /// @inheritdoc IEnforcement
    function complete(GrantKey[] calldata path, uint8 ordinal, bytes32 termsDigest, Consent calldata ofHolder)
        external
    {
        GrantFacts.Found memory found = _found(path);
        (, InterestWord prenotice) = _live(_id(found), ordinal);
        _requireSecured(_id(found), ordinal, prenotice);
        uint32 to = _lastHop(prenotice.secured());
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofHolder), ofHolder, found.holder);
        _complete(found, ordinal, to, termsDigest);
        _handOver(path, to, TransferReason.SALE, termsDigest);
    }

    /// @inheritdoc IEnforcement
    function completeBySignature(
        GrantKey[] calldata path,
        uint8 ordinal,
        bytes32 termsDigest,
        Consent calldata ofHolder,
        Consent calldata ofBeneficiary
    ) external {
        GrantFacts.Found memory found = _found(path);
        (, InterestWord prenotice) = _live(_id(found), ordinal);
        uint32 to = _lastHop(prenotice.secured());
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofHolder), ofHolder, found.holder);
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofBeneficiary), ofBeneficiary, to);
        _complete(found, ordinal, to, termsDigest);
        _handOver(path, to, TransferReason.SALE, termsDigest);
    }

    function _handOver(GrantKey[] calldata path, uint32 to, uint8 reason, bytes32 termsDigest) private {
        grants.transferByOrder(path, to, reason, termsDigest, msg.sender);
    }

    /// Takes the pre-notice, and the orders that rank after it, off the grant; the transfer itself comes next.
    function _complete(GrantFacts.Found memory found, uint8 ordinal, uint32 to, bytes32 termsDigest) private {
        Target memory t = _grantTarget(found);
        Settlements.Settlement memory s = _settlement(t);
        InterestWord prenotice = s.interests[ordinal - 1];
        if (prenotice.kind() != InterestKind.PRENOTICE) {
            revert IInterests.NotPrenotice(t.id, ordinal, prenotice.kind());
        }
        if (block.timestamp >= prenotice.maturity()) {
            revert PrenoticeRanOut(t.id, ordinal, prenotice.maturity(), block.timestamp);
        }
        _unfreeze(found.facts);
        _keepEarlier(found, s.interests, ordinal);
        _requireFree(found, Verb.TRANSFER);
        s.interests[ordinal - 1] = prenotice.withState(InterestState.RELEASED);
        s.liftDisposal(block.timestamp);
        s.promoteNext(block.timestamp);
        bytes32 leaf = _sayCompleted(t.id, s, ordinal, to, termsDigest);
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

    function _sayCompleted(bytes32 id, Settlements.Settlement memory s, uint8 ordinal, uint32 to, bytes32 termsDigest)
        private
        returns (bytes32)
    {
        emit PrenoticeCompleted(id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender);
        return keccak256(
            abi.encode(PrenoticeCompleted.selector, id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender)
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
            if (!FreezeQueue.runs(orders[i], block.timestamp) || _mayLift(caller, orders[i].authority())) continue;
            revert FrozenByAnother(t.id, uint8(i + 1), orders[i].authority(), caller);
        }
    }

    function _settlement(Target memory t) private view returns (Settlements.Settlement memory s) {
        s.orders = _orders(t, 0);
        s.interests = _interests(t.id, GrantWord.wrap(t.word));
    }

    /// What settling changed, compared with what the register has, and what it makes of the grant's word.
    function _entries(Target memory t, Settlements.Settlement memory s, bytes32 leaf)
        private
        view
        returns (IRegister.Entry[] memory entries)
    {
        Settlements.Settlement memory was = _settlement(t);
        IRegister.Entry[] memory room = new IRegister.Entry[](was.orders.length + was.interests.length + 1);
        uint256 n = 0;
        for (uint256 i = 0; i < was.orders.length; ++i) {
            if (FreezeWord.unwrap(was.orders[i]) == FreezeWord.unwrap(s.orders[i])) continue;
            room[n++] = _orderEntry(t.id, uint8(i + 1), was.orders[i], s.orders[i], leaf);
        }
        for (uint256 i = 0; i < was.interests.length; ++i) {
            if (InterestWord.unwrap(was.interests[i]) == InterestWord.unwrap(s.interests[i])) continue;
            room[n++] = _interestEntry(t.id, uint8(i + 1), was.interests[i], s.interests[i], leaf);
        }
        GrantWord next = _counted(GrantWord.wrap(_frozen(t, s.orders)), s.interests);
        room[n++] = IRegister.Entry(Kind.GRANT, t.id, t.word, GrantWord.unwrap(next), leaf);
        entries = new IRegister.Entry[](n);
        for (uint256 i = 0; i < n; ++i) {
            entries[i] = room[i];
        }
    }

    function _grantTarget(GrantFacts.Found memory found) private pure returns (Target memory) {
        GrantWord word = _word(found, 0);
        return Target(Kind.GRANT, _id(found), GrantWord.unwrap(word), word.freezes());
    }

    /// The same facts as if no order bound the grant: none on its word, on what it was split from, or on its holder, who may hold
    /// that as well.
    function _unfreeze(Predicates.Facts memory f) private pure {
        f.allGrants = GrantWord.wrap(0); // every node is asked
        uint256 last = f.words.length - 1;
        uint32 holder = f.words[last].holder();
        for (uint256 i = 0; i <= last; ++i) {
            if (!Predicates.binds(f.words, i)) continue;
            GrantWord word = f.words[i];
            f.words[i] = word.withFrozenUntil(0).withFlags(word.flags() & ~(GrantFlag.EXERCISE | GrantFlag.QUEUED));
            if (word.holder() == holder) _unfreezeHolder(f, i);
        }
    }

    function _unfreezeHolder(Predicates.Facts memory f, uint256 index) private pure {
        f.holders[index] = f.holders[index].withFrozenUntil(0).withFlags(0);
        if (f.successors.length == 0) return;
        PartyWord[] memory hops = f.successors[index];
        for (uint256 i = 0; i < hops.length; ++i) {
            hops[i] = hops[i].withFrozenUntil(0).withFlags(0);
        }
    }

    /// The same facts as if no interest stood in the grant but live ones of an earlier rank.
    function _keepEarlier(GrantFacts.Found memory found, InterestWord[] memory all, uint8 ordinal) private pure {
        uint8 n = 0;
        for (uint256 i = 0; i + 1 < ordinal; ++i) {
            if (all[i].state() == InterestState.LIVE) ++n;
        }
        uint256 last = found.ids.length - 1;
        InterestWord[] memory live = found.facts.interests[last]; // by rank, so the earlier ones come first
        InterestWord[] memory earlier = new InterestWord[](n);
        for (uint256 i = 0; i < n; ++i) {
            earlier[i] = live[i];
        }
        found.facts.interests[last] = earlier;
        found.facts.words[last] = found.facts.words[last].withLiveRanks(n);
    }

    function _completionHash(
        GrantFacts.Found memory found,
        uint8 ordinal,
        uint32 to,
        bytes32 termsDigest,
        Consent calldata by
    ) private pure returns (bytes32) {
        GrantWord word = _word(found, 0);
        bytes memory what = abi.encode(COMPLETION, _id(found), ordinal, word.holder(), to, termsDigest);
        return keccak256(bytes.concat(what, abi.encode(word, _parentWord(found), by.signedAt, by.deadline)));
    }
}
