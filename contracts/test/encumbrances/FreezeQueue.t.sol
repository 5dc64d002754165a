// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FreezeQueue} from "../../src/libraries/FreezeQueue.sol";
import {FreezeState, FreezeWord} from "../../src/types/FreezeWord.sol";
import {Asserts} from "../kit/Asserts.sol";

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

    /// @dev A number given anew stands in line by its time, not by its number.
    function test_theLineIsInTheOrderOfTime() public pure {
        FreezeWord[] memory orders = new FreezeWord[](3);
        orders[0] = _order(FreezeState.QUEUED, 900).withSince(300);
        orders[1] = _order(FreezeState.QUEUED, 900).withSince(200);
        orders[2] = _order(FreezeState.QUEUED, 900).withSince(200);
        uint8[3] memory line = [2, 3, 1];
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(FreezeQueue.first(orders), line[i], "who came first, and of one second by number");
            orders[line[i] - 1] = orders[line[i] - 1].withState(FreezeState.LIFTED);
        }
        assertEq(FreezeQueue.first(orders), 0, "nobody waits");
    }

    function test_whatRunsOrWaitsKeepsItsNumber() public pure {
        FreezeWord[] memory orders = new FreezeWord[](4);
        orders[0] = _order(FreezeState.EFFECTIVE, 1001);
        orders[1] = _order(FreezeState.QUEUED, 150);
        assertEq(FreezeQueue.spare(orders, 1000), 0, "none is spare");
        orders[3] = _order(FreezeState.LIFTED, 2000);
        assertEq(FreezeQueue.spare(orders, 1000), 4, "lifted");
        assertEq(FreezeQueue.spare(orders, 1001), 1, "run out");
    }

    /// @dev Else who came later in a second would stand before who came first.
    function test_noNumberBeforeOneOfTheSameSecond() public pure {
        FreezeWord[] memory orders = new FreezeWord[](3);
        orders[0] = _order(FreezeState.LIFTED, 2000);
        orders[1] = _order(FreezeState.QUEUED, 2000).withSince(1000);
        assertEq(FreezeQueue.spare(orders, 1000), 0, "not the first");
        assertEq(FreezeQueue.spare(orders, 1001), 1, "a second later it is");
        orders[2] = _order(FreezeState.LIFTED, 2000);
        assertEq(FreezeQueue.spare(orders, 1000), 3, "the third stands behind");
    }
}
