// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IJudgments} from "../interfaces/IJudgments.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {FreezeQueue} from "../libraries/FreezeQueue.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {FreezeScope, GrantFlag, InterestKind, Reason, Role, TransferReason, Verb} from "../types/Codes.sol";
import {FreezeState, FreezeWord} from "../types/FreezeWord.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {Freezes} from "./Freezes.sol";
import {Interests} from "./Interests.sol";

/// @notice What passes a freeze: judgments and completed pre-notices; see IJudgments.
abstract contract Judgments is Freezes, Interests, IJudgments {
    bytes32 private constant COMPLETION = keccak256(
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    IGrants private immutable grants;

    /// @dev A grant with all that stands on it, while it is settled; `lifted` are the ordinals of the orders lifted so far.
    struct Settlement {
        Target target;
        FreezeWord[] orders;
        InterestWord[] interests;
        uint8[] lifted;
        uint8 promoted;
    }

    /// @param grants_ The module that writes holders and ends rights.
    constructor(IGrants grants_) {
        grants = grants_;
    }

    /// @inheritdoc IJudgments
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
        Settlement memory s = _settlement(found);
        _unfreeze(found.facts);
        (uint8 reason,) = Predicates.valid(found.facts, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(s.target.id, Verb.TRANSFER, reason);
        _enforce(s, interests);
        _liftRunning(s);
        _liftQueued(s, queued);
        _promoteNext(s);
        bytes32 leaf = _sayAdjudged(s, to, authority, interests, orderDigest);
        register.writeMany(_entries(s, leaf));
        grants.transferByOrder(path, to, TransferReason.JUDGMENT, orderDigest, msg.sender);
    }

    /// @inheritdoc IJudgments
    function complete(GrantKey[] calldata path, uint8 ordinal, bytes32 termsDigest, Consent calldata ofHolder)
        external
    {
        GrantFacts.Found memory found = _found(path);
        (, InterestWord prenotice) = _live(_id(found), ordinal);
        _requireSecured(_id(found), ordinal, prenotice);
        uint32 to = _lastHop(prenotice.secured());
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofHolder), ofHolder, found.holder);
        _complete(found, ordinal, to, termsDigest);
        grants.transferByOrder(path, to, TransferReason.SALE, termsDigest, msg.sender);
    }

    /// @inheritdoc IJudgments
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
        grants.transferByOrder(path, to, TransferReason.SALE, termsDigest, msg.sender);
    }

    /// Takes the pre-notice and what ranks after it off the grant; the transfer itself comes next.
    function _complete(GrantFacts.Found memory found, uint8 ordinal, uint32 to, bytes32 termsDigest) private {
        Settlement memory s = _settlement(found);
        InterestWord prenotice = s.interests[ordinal - 1];
        if (prenotice.kind() != InterestKind.PRENOTICE) revert NotPrenotice(s.target.id, ordinal, prenotice.kind());
        if (block.timestamp >= prenotice.maturity()) {
            revert PrenoticeRanOut(s.target.id, ordinal, prenotice.maturity(), block.timestamp);
        }
        _unfreeze(found.facts);
        _keepEarlier(found, s.interests, ordinal);
        _requireFree(found, Verb.TRANSFER);
        s.interests[ordinal - 1] = prenotice.withState(InterestState.RELEASED);
        _liftDisposal(s);
        _promoteNext(s);
        bytes32 leaf = _sayCompleted(s, ordinal, to, termsDigest);
        register.writeMany(_entries(s, leaf));
    }

    function _sayAdjudged(
        Settlement memory s,
        uint32 to,
        uint32 authority,
        uint8[] calldata interests,
        bytes32 orderDigest
    ) private returns (bytes32) {
        emit Adjudged(s.target.id, to, authority, s.promoted, orderDigest, interests, s.lifted, msg.sender);
        return keccak256(
            abi.encode(
                Adjudged.selector,
                s.target.id,
                to,
                authority,
                s.promoted,
                orderDigest,
                interests,
                s.lifted,
                msg.sender
            )
        );
    }

    function _sayCompleted(Settlement memory s, uint8 ordinal, uint32 to, bytes32 termsDigest)
        private
        returns (bytes32)
    {
        emit PrenoticeCompleted(s.target.id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender);
        return keccak256(
            abi.encode(
                PrenoticeCompleted.selector, s.target.id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender
            )
        );
    }

    /// Of all orders that run on the grant, on what it was split from, and on its holder, at least one is the caller's, and none
    /// another's.
    function _requireOwnFreeze(GrantFacts.Found memory found, uint32 caller) private view {
        bool own;
        uint256 last = found.ids.length - 1;
        for (uint256 i = 0; i <= last; ++i) {
            GrantWord word = found.facts.words[i];
            if ((i != last && word.state() != GrantState.SPLIT) || block.timestamp >= word.frozenUntil()) continue;
            _requireOwn(Target(Kind.GRANT, found.ids[i], GrantWord.unwrap(word), word.freezes()), caller);
            own = true;
        }
        PartyWord[] memory hops = found.facts.holders[last];
        uint32 party = found.facts.words[last].holder();
        for (uint256 i = 0; i < hops.length; ++i) {
            if (block.timestamp < hops[i].frozenUntil()) {
                Target memory t =
                    Target(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(hops[i]), hops[i].freezes());
                _requireOwn(t, caller);
                own = true;
            }
            party = hops[i].successor();
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

    function _settlement(GrantFacts.Found memory found) private view returns (Settlement memory s) {
        GrantWord word = _word(found, 0);
        s.target = Target(Kind.GRANT, _id(found), GrantWord.unwrap(word), word.freezes());
        s.orders = _orders(s.target, 0);
        s.interests = _interests(s.target.id, word);
    }

    function _liftRunning(Settlement memory s) private view {
        for (uint256 i = 0; i < s.orders.length; ++i) {
            if (FreezeQueue.runs(s.orders[i], block.timestamp)) _lift(s, i);
        }
    }

    /// Every entry of the grant's words that settling changed; orders and interests are compared with what the register has.
    function _entries(Settlement memory s, bytes32 leaf) private view returns (IRegister.Entry[] memory entries) {
        GrantWord word = GrantWord.wrap(s.target.word);
        FreezeWord[] memory orders = _orders(s.target, 0);
        InterestWord[] memory interests = _interests(s.target.id, word);
        IRegister.Entry[] memory room = new IRegister.Entry[](orders.length + interests.length + 1);
        uint256 n;
        for (uint256 i = 0; i < orders.length; ++i) {
            if (FreezeWord.unwrap(orders[i]) == FreezeWord.unwrap(s.orders[i])) continue;
            room[n++] = _orderEntry(s.target.id, uint8(i + 1), orders[i], s.orders[i], leaf);
        }
        for (uint256 i = 0; i < interests.length; ++i) {
            if (InterestWord.unwrap(interests[i]) == InterestWord.unwrap(s.interests[i])) continue;
            room[n++] = _interestEntry(s.target.id, uint8(i + 1), interests[i], s.interests[i], leaf);
        }
        bytes32 next = GrantWord.unwrap(_counted(GrantWord.wrap(_frozen(s.target, s.orders)), s.interests));
        room[n++] = IRegister.Entry(Kind.GRANT, s.target.id, s.target.word, next, leaf);
        entries = new IRegister.Entry[](n);
        for (uint256 i = 0; i < n; ++i) {
            entries[i] = room[i];
        }
    }

    function _promoteNext(Settlement memory s) private view {
        (s.promoted,) = FreezeQueue.promote(s.orders, block.timestamp);
    }

    function _enforce(Settlement memory s, uint8[] calldata ordinals) private pure {
        for (uint256 i = 0; i < ordinals.length; ++i) {
            uint8 at = ordinals[i];
            uint8 state = at == 0 || at > s.interests.length ? 0 : s.interests[at - 1].state();
            if (state != InterestState.LIVE) revert InterestNotOwed(i, at, state);
            s.interests[at - 1] = s.interests[at - 1].withState(InterestState.ENFORCED);
        }
    }

    function _liftQueued(Settlement memory s, uint8[] calldata ordinals) private pure {
        for (uint256 i = 0; i < ordinals.length; ++i) {
            uint8 at = ordinals[i];
            uint8 state = at == 0 || at > s.orders.length ? 0 : s.orders[at - 1].state();
            if (state != FreezeState.QUEUED) revert FreezeNotQueued(i, at, state);
            _lift(s, at - 1);
        }
    }

    /// Orders that stop disposal only, in effect or in line.
    function _liftDisposal(Settlement memory s) private view {
        for (uint256 i = 0; i < s.orders.length; ++i) {
            if (s.orders[i].scope() != FreezeScope.DISPOSE) continue;
            bool waits = s.orders[i].state() == FreezeState.QUEUED;
            if (waits || FreezeQueue.runs(s.orders[i], block.timestamp)) _lift(s, i);
        }
    }

    function _lift(Settlement memory s, uint256 index) private pure {
        s.orders[index] = s.orders[index].withState(FreezeState.LIFTED);
        uint8[] memory more = new uint8[](s.lifted.length + 1);
        for (uint256 i = 0; i < s.lifted.length; ++i) {
            more[i] = s.lifted[i];
        }
        more[s.lifted.length] = uint8(index + 1);
        s.lifted = more;
    }

    /// The same facts as if no order bound the grant: none on its word, on what it was split from, or on its holder.
    function _unfreeze(Predicates.Facts memory f) private pure {
        uint256 last = f.words.length - 1;
        uint16 kept = ~(GrantFlag.EXERCISE | GrantFlag.QUEUED) & 0xfff;
        for (uint256 i = 0; i <= last; ++i) {
            if (i != last && f.words[i].state() != GrantState.SPLIT) continue;
            f.words[i] = f.words[i].withFrozenUntil(0).withFlags(f.words[i].flags() & kept);
        }
        PartyWord[] memory hops = f.holders[last];
        for (uint256 i = 0; i < hops.length; ++i) {
            hops[i] = hops[i].withFrozenUntil(0).withFlags(0);
        }
    }

    /// The same facts as if nothing stood on the grant but live interests of an earlier rank.
    function _keepEarlier(GrantFacts.Found memory found, InterestWord[] memory all, uint8 ordinal) private pure {
        InterestWord[] memory earlier = new InterestWord[](ordinal - 1);
        uint8 n;
        for (uint256 i = 0; i + 1 < ordinal; ++i) {
            if (all[i].state() == InterestState.LIVE) earlier[n++] = all[i];
        }
        InterestWord[] memory live = new InterestWord[](n);
        for (uint256 i = 0; i < n; ++i) {
            live[i] = earlier[i];
        }
        uint256 last = found.ids.length - 1;
        found.facts.interests[last] = live;
        found.facts.words[last] = _word(found, 0).withLiveRanks(n);
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
