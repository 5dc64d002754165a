// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FreezeScope} from "../types/Codes.sol";
import {FreezeState, FreezeWord} from "../types/FreezeWord.sol";

/// @notice Orders on one target, by ordinal. All that run at a time are of one authority: another's waits, and so does any order
/// while others wait, unless its own authority's order runs. Who waits stands in line by `since`, and within a second by ordinal:
/// that is the order of ordinals, but for a number given anew.
library FreezeQueue {
    /// @notice The authority whose orders run; 0 when none does.
    function runner(FreezeWord[] memory orders, uint256 time) internal pure returns (uint32) {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (runs(orders[i], time)) return orders[i].authority();
        }
        return 0;
    }

    /// @notice Whether any order waits.
    function waits(FreezeWord[] memory orders) internal pure returns (bool) {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (orders[i].state() == FreezeState.QUEUED) return true;
        }
        return false;
    }

    /// @notice Puts the first in line into effect, in `orders`, when no order runs; its term starts now. Ordinal 0: none.
    function promote(FreezeWord[] memory orders, uint256 time)
        internal
        pure
        returns (uint8 ordinal, FreezeWord waiting)
    {
        if (runner(orders, time) != 0) return (0, waiting);
        ordinal = first(orders);
        if (ordinal == 0) return (0, waiting);
        waiting = orders[ordinal - 1];
        uint40 until = uint40(time) + waiting.until() - waiting.since();
        orders[ordinal - 1] = waiting.withState(FreezeState.EFFECTIVE).withSince(uint40(time)).withUntil(until);
    }

    /// @notice The first in line; 0 when none waits.
    function first(FreezeWord[] memory orders) internal pure returns (uint8 ordinal) {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (orders[i].state() != FreezeState.QUEUED) continue;
            if (ordinal == 0 || orders[i].since() < orders[ordinal - 1].since()) ordinal = uint8(i + 1);
        }
    }

    /// @notice The number of an order lifted or run out that an order of now may have: behind all that were put in line this second,
    /// so that it passes none of them. 0 when there is none.
    function spare(FreezeWord[] memory orders, uint256 time) internal pure returns (uint8 ordinal) {
        for (uint256 i = 0; i < orders.length; ++i) {
            FreezeWord order = orders[i];
            uint8 state = order.state();
            if (state == FreezeState.QUEUED && order.since() == time) {
                ordinal = 0;
            } else if (ordinal == 0 && state != 0 && state != FreezeState.QUEUED && !runs(order, time)) {
                ordinal = uint8(i + 1);
            }
        }
    }

    /// @notice The same for whoever asks only who it was.
    function promoteNext(FreezeWord[] memory orders, uint256 time) internal pure returns (uint8 ordinal) {
        (ordinal,) = promote(orders, time);
    }

    /// @notice The latest end of the orders that run, and whether one of them stops exercise.
    function running(FreezeWord[] memory orders, uint256 time) internal pure returns (uint40 until, bool exercise) {
        (until, exercise,) = summary(orders, time);
    }

    /// @notice The latest end of the orders that run, whether one of them stops exercise, and whether any waits.
    function summary(FreezeWord[] memory orders, uint256 time)
        internal
        pure
        returns (uint40 until, bool exercise, bool queued)
    {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (orders[i].state() == FreezeState.QUEUED) queued = true;
            if (!runs(orders[i], time)) continue;
            if (orders[i].until() > until) until = orders[i].until();
            if (orders[i].scope() == FreezeScope.EXERCISE) exercise = true;
        }
    }

    /// @notice Whether an order is in effect and has not run out.
    function runs(FreezeWord order, uint256 time) internal pure returns (bool) {
        return order.state() == FreezeState.EFFECTIVE && time < order.until();
    }
}
