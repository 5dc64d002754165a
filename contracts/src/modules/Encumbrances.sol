// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEncumbrances} from "../interfaces/IEncumbrances.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {CivilDates} from "../libraries/CivilDates.sol";
import {FreezeQueue} from "../libraries/FreezeQueue.sol";
import {Ids} from "../libraries/Ids.sol";
import {FreezeScope, GrantFlag, Role} from "../types/Codes.sol";
import {FreezeState, FreezeWord} from "../types/FreezeWord.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {Kind} from "../types/Kinds.sol";
import {Module} from "./Module.sol";

/// @title Encumbrances: freezes; see IEncumbrances
contract Encumbrances is Module, IEncumbrances {
    uint8 private constant MOST_YEARS = 3; // Judicial interpretation on seizure (2020), article 29
    uint8 private constant MOST_FREEZES = type(uint8).max;

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IEncumbrances
    function freeze(bytes32 target, uint8 scope, uint40 until, bytes32 orderDigest) external returns (uint8 ordinal) {
        FreezeWord order = _order(scope, until, orderDigest);
        GrantWord word = _target(target);
        if (word.freezes() == MOST_FREEZES) revert TooManyFreezes(target);
        ordinal = word.freezes() + 1;
        FreezeWord[] memory orders = _orders(target, word.freezes(), 1);
        order = order.withState(FreezeQueue.stateOfNew(orders, order.authority(), block.timestamp));
        orders[ordinal - 1] = order;
        bytes32 leaf = _sayFrozen(target, ordinal, order, orderDigest);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _orderEntry(target, ordinal, FreezeWord.wrap(0), order, leaf);
        entries[1] = _grantEntry(target, word, _frozen(word.withFreezes(ordinal), orders), leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc IEncumbrances
    function lift(bytes32 target, uint8 ordinal, bytes32 orderDigest) external {
        uint32 authority = _actor(Role.AUTHORITY).party();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        GrantWord word = _target(target);
        if (ordinal == 0 || ordinal > word.freezes()) revert FreezeUnknown(target, ordinal);
        FreezeWord[] memory orders = _orders(target, word.freezes(), 0);
        FreezeWord order = orders[ordinal - 1];
        if (order.state() == FreezeState.LIFTED) revert FreezeNotLive(target, ordinal, order.state());
        if (order.authority() != authority) {
            revert NotYourFreeze(target, ordinal, order.authority(), authority);
        }
        orders[ordinal - 1] = order.withState(FreezeState.LIFTED);
        (uint8 promoted, FreezeWord waiting) = FreezeQueue.promote(orders, block.timestamp);
        emit FreezeLifted(target, ordinal, promoted, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(FreezeLifted.selector, target, ordinal, promoted, orderDigest, msg.sender));
        IRegister.Entry[] memory entries = new IRegister.Entry[](promoted == 0 ? 2 : 3);
        entries[0] = _orderEntry(target, ordinal, order, orders[ordinal - 1], leaf);
        if (promoted != 0) entries[1] = _orderEntry(target, promoted, waiting, orders[promoted - 1], leaf);
        entries[entries.length - 1] = _grantEntry(target, word, _frozen(word, orders), leaf);
        register.writeMany(entries);
    }

    /// @inheritdoc IEncumbrances
    function promote(bytes32 target) external {
        GrantWord word = _target(target);
        FreezeWord[] memory orders = _orders(target, word.freezes(), 0);
        (uint8 promoted, FreezeWord waiting) = FreezeQueue.promote(orders, block.timestamp);
        GrantWord next = _frozen(word, orders);
        if (promoted == 0 && next.flags() == word.flags()) revert NothingToPromote(target);
        if (promoted == 0) {
            emit ExerciseReleased(target, next.frozenUntil(), msg.sender);
            bytes32 released = keccak256(abi.encode(ExerciseReleased.selector, target, next.frozenUntil(), msg.sender));
            _write(Kind.GRANT, target, GrantWord.unwrap(word), GrantWord.unwrap(next), released);
            return;
        }
        FreezeWord order = orders[promoted - 1];
        emit FreezePromoted(target, promoted, order.since(), order.until(), msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(FreezePromoted.selector, target, promoted, order.since(), order.until(), msg.sender));
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _orderEntry(target, promoted, waiting, order, leaf);
        entries[1] = _grantEntry(target, word, next, leaf);
        register.writeMany(entries);
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

    /// A new order of the caller's, not yet placed in the line.
    function _order(uint8 scope, uint40 until, bytes32 orderDigest) private view returns (FreezeWord) {
        uint32 authority = _actor(Role.AUTHORITY).party();
        if (scope != FreezeScope.DISPOSE && scope != FreezeScope.EXERCISE) revert ScopeRefused(scope);
        if (orderDigest == 0) revert ZeroField("orderDigest");
        uint256 latest = CivilDates.addYears(block.timestamp, MOST_YEARS);
        if (until <= block.timestamp || until > latest) revert FreezeTermRefused(until, block.timestamp, latest);
        return FreezeWord.wrap(0).withScope(scope).withAuthority(authority).withSince(uint40(block.timestamp))
            .withUntil(until).withDigest(uint128(uint256(orderDigest) >> 128));
    }

    /// A freeze needs no valid grant, but one that was written.
    function _target(bytes32 target) private view returns (GrantWord word) {
        word = GrantWord.wrap(_read(Kind.GRANT, target));
        if (GrantWord.unwrap(word) == 0) revert TargetUnknown(target);
    }

    /// Every order ever made on a target, in its order, with room for more.
    function _orders(bytes32 target, uint8 count, uint8 room) private view returns (FreezeWord[] memory orders) {
        orders = new FreezeWord[](uint256(count) + room);
        if (count == 0) return orders;
        bytes32[] memory ids = new bytes32[](count);
        for (uint8 i = 0; i < count; ++i) {
            ids[i] = Ids.freezeId(target, i + 1);
        }
        bytes32[] memory words = register.readMany(Kind.FREEZE, ids);
        for (uint256 i = 0; i < count; ++i) {
            orders[i] = FreezeWord.wrap(words[i]);
        }
    }

    /// What the grant's word says of its orders: the latest end of those in effect, the union of their scopes, and who waits.
    function _frozen(GrantWord word, FreezeWord[] memory orders) private view returns (GrantWord) {
        (uint40 until, bool exercise, bool queued) = FreezeQueue.summary(orders, block.timestamp);
        uint16 flags = word.flags() & ~(GrantFlag.EXERCISE | GrantFlag.QUEUED);
        if (exercise) flags |= GrantFlag.EXERCISE;
        if (queued) flags |= GrantFlag.QUEUED;
        return word.withFlags(flags).withFrozenUntil(until);
    }

    function _orderEntry(bytes32 target, uint8 ordinal, FreezeWord was, FreezeWord becomes, bytes32 leaf)
        private
        pure
        returns (IRegister.Entry memory)
    {
        bytes32 id = Ids.freezeId(target, ordinal);
        return IRegister.Entry(Kind.FREEZE, id, FreezeWord.unwrap(was), FreezeWord.unwrap(becomes), leaf);
    }

    function _grantEntry(bytes32 target, GrantWord was, GrantWord becomes, bytes32 leaf)
        private
        pure
        returns (IRegister.Entry memory)
    {
        return IRegister.Entry(Kind.GRANT, target, GrantWord.unwrap(was), GrantWord.unwrap(becomes), leaf);
    }
}
