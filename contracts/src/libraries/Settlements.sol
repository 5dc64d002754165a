// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {FreezeScope} from "../types/Codes.sol";
import {FreezeState, FreezeWord} from "../types/FreezeWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {FreezeQueue} from "./FreezeQueue.sol";

/// @notice What stands on a grant, while it is settled in memory: which orders are lifted, which interests enforced, who comes next.
library Settlements {
    /// @param orders Every order ever made on the grant, by ordinal.
    /// @param interests Every interest ever registered in it, by rank.
    /// @param lifted The ordinals of the orders lifted so far.
    /// @param promoted The ordinal of the order that became effective; 0 for none.
    struct Settlement {
        FreezeWord[] orders;
        InterestWord[] interests;
        uint8[] lifted;
        uint8 promoted;
    }

    /// @notice Enforces the interests of these ranks; each must be live.
    function enforce(Settlement memory s, uint8[] calldata ordinals) internal pure {
        for (uint256 i = 0; i < ordinals.length; ++i) {
            uint8 ordinal = ordinals[i];
            uint8 state = ordinal == 0 || ordinal > s.interests.length ? 0 : s.interests[ordinal - 1].state();
            if (state != InterestState.LIVE) revert IEnforcement.InterestNotOwed(i, ordinal, state);
            s.interests[ordinal - 1] = s.interests[ordinal - 1].withState(InterestState.ENFORCED);
        }
    }

    /// @notice Lifts every order that runs.
    function liftRunning(Settlement memory s, uint256 time) internal pure {
        for (uint256 i = 0; i < s.orders.length; ++i) {
            if (FreezeQueue.runs(s.orders[i], time)) _lift(s, i);
        }
    }

    /// @notice Lifts these orders; each must wait in line.
    function liftQueued(Settlement memory s, uint8[] calldata ordinals) internal pure {
        for (uint256 i = 0; i < ordinals.length; ++i) {
            uint8 ordinal = ordinals[i];
            uint8 state = _stateOf(s, ordinal);
            if (state != FreezeState.QUEUED) revert IEnforcement.FreezeNotQueued(i, ordinal, state);
            _lift(s, ordinal - 1);
        }
    }

    /// @notice Lifts these orders; each must run, or wait in line.
    function liftNamed(Settlement memory s, uint8[] calldata ordinals, uint256 time) internal pure {
        for (uint256 i = 0; i < ordinals.length; ++i) {
            uint8 ordinal = ordinals[i];
            uint8 state = _stateOf(s, ordinal);
            if (state != FreezeState.QUEUED && (state == 0 || !FreezeQueue.runs(s.orders[ordinal - 1], time))) {
                revert IEnforcement.FreezeNotQueued(i, ordinal, state);
            }
            _lift(s, ordinal - 1);
        }
    }

    /// @notice Lifts the orders that stop disposal only, whether they run or wait.
    function liftDisposal(Settlement memory s, uint256 time) internal pure {
        for (uint256 i = 0; i < s.orders.length; ++i) {
            if (s.orders[i].scope() != FreezeScope.DISPOSE) continue;
            bool waits = s.orders[i].state() == FreezeState.QUEUED;
            if (waits || FreezeQueue.runs(s.orders[i], time)) _lift(s, i);
        }
    }

    /// @notice Puts the first in line into effect when nothing runs any more.
    function promoteNext(Settlement memory s, uint256 time) internal pure {
        s.promoted = FreezeQueue.promoteNext(s.orders, time);
    }

    function _stateOf(Settlement memory s, uint8 ordinal) private pure returns (uint8) {
        return ordinal == 0 || ordinal > s.orders.length ? 0 : s.orders[ordinal - 1].state();
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
}
