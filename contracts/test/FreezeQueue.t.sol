// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FreezeQueue} from "../src/libraries/FreezeQueue.sol";
import {FreezeState, FreezeWord} from "../src/types/FreezeWord.sol";
import {Asserts} from "./Asserts.sol";

/// @notice The line of orders by itself.
contract FreezeQueueTest is Asserts {
    function _order(uint8 state, uint40 until) private pure returns (FreezeWord) {
        return FreezeWord.wrap(0).withState(state).withAuthority(7).withSince(100).withUntil(until);
    }

    function test_theFirstInLineTakesEffect() public pure {
        FreezeWord[] memory orders = new FreezeWord[](2);
        (orders[0], orders[1]) = (_order(FreezeState.QUEUED, 150), _order(FreezeState.QUEUED, 160));
        (uint8 ordinal, FreezeWord waiting) = FreezeQueue.promote(orders, 1000);
        assertEq(ordinal, 1, "the first");
        assertEq(waiting.until(), 150, "as it waited");
        assertEq(orders[0].state(), FreezeState.EFFECTIVE, "in effect");
        assertEq(orders[0].since(), 1000, "from now");
        assertEq(orders[0].until(), 1050, "its whole term");
        assertEq(orders[1].state(), FreezeState.QUEUED, "the second waits");
    }

    function test_noneTakesEffectWhileOneRuns() public pure {
        FreezeWord[] memory orders = new FreezeWord[](2);
        (orders[0], orders[1]) = (_order(FreezeState.EFFECTIVE, 2000), _order(FreezeState.QUEUED, 160));
        (uint8 ordinal,) = FreezeQueue.promote(orders, 1000);
        assertEq(ordinal, 0, "one runs");
        assertTrue(FreezeQueue.waits(orders), "one waits");
        (ordinal,) = FreezeQueue.promote(orders, 2000);
        assertEq(ordinal, 2, "it ran out");
        assertFalse(FreezeQueue.waits(orders), "none waits");
    }
}
