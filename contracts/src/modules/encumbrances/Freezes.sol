// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "../../interfaces/IFreezes.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {CivilDates} from "../../libraries/CivilDates.sol";
import {FreezeQueue} from "../../libraries/FreezeQueue.sol";
import {FreezeScope, GrantFlag, PartyFlag, Role} from "../../types/Codes.sol";
import {FreezeState, FreezeWord} from "../../types/FreezeWord.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {FreezeOrders} from "./FreezeOrders.sol";

/// @notice Freezes of grants and of holders, over one core; see IFreezes.
abstract contract Freezes is FreezeOrders, IFreezes {
    uint8 private constant MOST_YEARS = 3; // Interpretation of the Civil Procedure Law (2022), article 485
    uint8 private constant MOST_FREEZES = type(uint8).max;

    /// @inheritdoc IFreezes
    function freeze(bytes32 target, uint8 scope, uint40 until, bytes32 orderDigest) external returns (uint8 ordinal) {
        FreezeWord order = _order(scope, until, orderDigest);
        Target memory t = _target(target);
        FreezeWord[] memory orders = _orders(t, 1);
        order = order.withState(_stateOfNew(orders, order.authority()));
        ordinal = _numberOf(t, orders);
        FreezeWord was = orders[ordinal - 1];
        orders[ordinal - 1] = order;
        _sayOrder(t, orders, ordinal, was, _sayFrozen(target, ordinal, order, orderDigest));
    }

    /// @inheritdoc IFreezes
    function lift(bytes32 target, uint8 ordinal, bytes32 orderDigest) external {
        uint32 caller = _actor(Role.AUTHORITY).party();
        (Target memory t, FreezeWord[] memory orders, FreezeWord order) = _ordered(target, ordinal, orderDigest);
        if (order.state() == FreezeState.LIFTED) revert FreezeNotLive(target, ordinal, order.state());
        if (!_mayUndo(caller, order.authority())) revert NotYourFreeze(target, ordinal, order.authority(), caller);
        orders[ordinal - 1] = order.withState(FreezeState.LIFTED);
        (uint8 promoted, FreezeWord waiting) = FreezeQueue.promote(orders, block.timestamp);
        emit FreezeLifted(target, ordinal, promoted, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FreezeLifted.selector, target, ordinal, promoted, orderDigest, msg.sender));
        IRegister.Entry[] memory entries = new IRegister.Entry[](promoted == 0 ? 2 : 3);
        entries[0] = _orderEntry(target, ordinal, order, orders[ordinal - 1], leaf);
        if (promoted != 0) entries[1] = _orderEntry(target, promoted, waiting, orders[promoted - 1], leaf);
        entries[entries.length - 1] = IRegister.Entry(t.kind, target, t.word, _frozen(t, orders), leaf);
        _writeMany(entries);
    }

    /// @inheritdoc IFreezes
    function renew(bytes32 target, uint8 ordinal, uint40 until, bytes32 orderDigest) external {
        uint32 caller = _actor(Role.AUTHORITY).party();
        (Target memory t, FreezeWord[] memory orders, FreezeWord order) = _ordered(target, ordinal, orderDigest);
        if (!FreezeQueue.runs(order, block.timestamp)) {
            revert FreezeNotRunning(target, ordinal, order.state(), order.until());
        }
        if (!_succeeds(caller, order.authority())) revert NotYourFreeze(target, ordinal, order.authority(), caller);
        _requireTerm(until, order.until());
        orders[ordinal - 1] = order.withUntil(until);
        emit FreezeRenewed(target, ordinal, until, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FreezeRenewed.selector, target, ordinal, until, orderDigest, msg.sender));
        _sayOrder(t, orders, ordinal, order, leaf);
    }

    /// @inheritdoc IFreezes
    function promote(bytes32 target) external {
        Target memory t = _target(target);
        FreezeWord[] memory orders = _orders(t, 0);
        (uint8 promoted, FreezeWord waiting) = FreezeQueue.promote(orders, block.timestamp);
        if (promoted == 0) return _releaseExercise(t, orders);
        FreezeWord order = orders[promoted - 1];
        emit FreezePromoted(target, promoted, order.since(), order.until(), msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(FreezePromoted.selector, target, promoted, order.since(), order.until(), msg.sender));
        _sayOrder(t, orders, promoted, waiting, leaf);
    }

    function _sayFrozen(bytes32 target, uint8 ordinal, FreezeWord order, bytes32 orderDigest)
        private
        returns (bytes32 leaf)
    {
        emit Frozen(
            target,
            ordinal,
            order.scope(),
            order.state(),
            order.authority(),
            order.since(),
            order.until(),
            orderDigest,
            msg.sender
        );
        return keccak256(
            abi.encode(
                Frozen.selector,
                target,
                ordinal,
                order.scope(),
                order.state(),
                order.authority(),
                order.since(),
                order.until(),
                orderDigest,
                msg.sender
            )
        );
    }

    /// Writes one order that changed, and what the target's word says of all.
    function _sayOrder(Target memory t, FreezeWord[] memory orders, uint8 ordinal, FreezeWord was, bytes32 leaf)
        private
    {
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _orderEntry(t.id, ordinal, was, orders[ordinal - 1], leaf);
        entries[1] = IRegister.Entry(t.kind, t.id, t.word, _frozen(t, orders), leaf);
        _writeMany(entries);
    }

    /// Nobody was promoted: the word changes only where the EXERCISE flag outlived the order that set it.
    function _releaseExercise(Target memory t, FreezeWord[] memory orders) private {
        (uint40 until, bool exercise) = FreezeQueue.running(orders, block.timestamp);
        if (exercise || !_stopsExercise(t)) revert NothingToPromote(t.id);
        emit ExerciseReleased(t.id, until, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ExerciseReleased.selector, t.id, until, msg.sender));
        _write(t.kind, t.id, t.word, _frozen(t, orders), leaf);
    }

    /// A new order of the caller's, not yet placed in the line.
    function _order(uint8 scope, uint40 until, bytes32 orderDigest) private view returns (FreezeWord) {
        uint32 authority = _actor(Role.AUTHORITY).party();
        if (scope != FreezeScope.DISPOSE && scope != FreezeScope.EXERCISE) revert ScopeRefused(scope);
        if (orderDigest == 0) revert ZeroField("orderDigest");
        _requireTerm(until, block.timestamp);
        return FreezeWord.wrap(0).withScope(scope).withAuthority(authority).withSince(uint40(block.timestamp))
            .withUntil(until).withDigest(uint128(uint256(orderDigest) >> 128));
    }

    function _requireTerm(uint40 until, uint256 earliest) private view {
        uint256 latest = CivilDates.addYears(block.timestamp, MOST_YEARS);
        if (until <= earliest || until > latest) revert FreezeTermRefused(until, earliest, latest);
    }

    /// A target needs no valid grant or active party, but a word that was written. Only a party's number has 32 bits.
    function _target(bytes32 id) private view returns (Target memory t) {
        t.id = id;
        t.kind = uint256(id) >> 32 == 0 ? Kind.PARTY : Kind.GRANT;
        t.word = _read(t.kind, id);
        if (t.word == 0) revert TargetUnknown(id);
        t.freezes = t.kind == Kind.PARTY ? PartyWord.wrap(t.word).freezes() : GrantWord.wrap(t.word).freezes();
    }

    /// One order of a target, among all of them.
    function _ordered(bytes32 target, uint8 ordinal, bytes32 orderDigest)
        private
        view
        returns (Target memory t, FreezeWord[] memory orders, FreezeWord order)
    {
        if (orderDigest == 0) revert ZeroField("orderDigest");
        t = _target(target);
        if (ordinal == 0 || ordinal > t.freezes) revert FreezeUnknown(target, ordinal);
        orders = _orders(t, 0);
        order = orders[ordinal - 1];
    }

    /// A new order takes effect at once when nothing runs and nobody waits, or when its own authority's order runs; else it waits.
    function _stateOfNew(FreezeWord[] memory orders, uint32 authority) private view returns (uint8) {
        uint32 running = FreezeQueue.runner(orders, block.timestamp);
        bool now_ = running == 0 ? !FreezeQueue.waits(orders) : _succeeds(authority, running);
        return now_ ? FreezeState.EFFECTIVE : FreezeState.QUEUED;
    }

    /// The next number; when all are given, that of an order that was lifted or ran out is given anew: no authority uses them up.
    function _numberOf(Target memory t, FreezeWord[] memory orders) private view returns (uint8 ordinal) {
        if (t.freezes < MOST_FREEZES) return ++t.freezes;
        ordinal = FreezeQueue.spare(orders, block.timestamp);
        if (ordinal == 0) revert TooManyFreezes(t.id);
    }

    function _stopsExercise(Target memory t) private pure returns (bool) {
        if (t.kind == Kind.PARTY) return PartyWord.wrap(t.word).flags() & PartyFlag.EXERCISE != 0;
        return GrantWord.wrap(t.word).flags() & GrantFlag.EXERCISE != 0;
    }
}
