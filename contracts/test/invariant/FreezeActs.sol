// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FreezeScope} from "../../src/types/Codes.sol";
import {GrantActs} from "./GrantActs.sol";

/// @notice Courts: orders on grants and on holders, lifted, promoted and renewed. The line is kept here by the rule in plain words:
/// an order waits while another authority's runs or while any waits, unless an order of its own authority runs.
abstract contract FreezeActs is GrantActs {
    bytes32[] internal targets;

    function freeze(uint256 seed) external acts {
        bytes32 target = _target(seed);
        uint32 court = courts[_pick(seed, "court", courts.length)];
        uint8 scope = _pick(seed, "scope", 2) == 0 ? FreezeScope.DISPOSE : FreezeScope.EXERCISE;
        uint40 term = uint40([uint256(2 days), 10 days, 100 days][_pick(seed, "term", 3)]);
        uint8 state = _placeOf(target, court);
        vm.prank(addr(nameOf[court]));
        uint8 ordinal = encumbrances.freeze(target, scope, uint40(block.timestamp) + term, digest("order"));
        if (orders[target].length == 0) targets.push(target);
        orders[target].push(Order(court, scope, state, uint40(block.timestamp), uint40(block.timestamp) + term));
        if (ordinal != orders[target].length) _breach("I9: an order's ordinal is not the next");
    }

    function lift(uint256 seed) external acts {
        bytes32 target = targets[_pick(seed, "target", targets.length)];
        uint256 start = _pick(seed, "order", orders[target].length);
        for (uint256 n = 0; n < orders[target].length; ++n) {
            uint256 i = (start + n) % orders[target].length;
            Order storage o = orders[target][i];
            if (o.state == 3) continue;
            bool above = superior && o.authority == COURT && _pick(seed, "above", 2) == 0;
            vm.prank(addr(nameOf[above ? COURT_TWO : o.authority]));
            encumbrances.lift(target, uint8(i + 1), digest("lifting"));
            o.state = 3;
            _next(target);
            return;
        }
        revert Nothing();
    }

    function promote(uint256 seed) external acts {
        bytes32 target = _inLine(seed);
        if (_pick(seed, "wait", 3) == 0) vm.warp(_clearOf(target));
        encumbrances.promote(target);
        _next(target);
    }

    /// @dev A target with an order in line, or any.
    function _inLine(uint256 seed) private view returns (bytes32 target) {
        uint256 start = _pick(seed, "target", targets.length);
        for (uint256 n = 0; n < targets.length; ++n) {
            target = targets[(start + n) % targets.length];
            if (_waits(target)) return target;
        }
        return targets[start];
    }

    /// @dev When what runs on a target has run out.
    function _clearOf(bytes32 target) private view returns (uint256 end) {
        end = block.timestamp;
        Order[] storage of_ = orders[target];
        for (uint256 i = 0; i < of_.length; ++i) {
            if (of_[i].state == 1 && of_[i].until > end) end = of_[i].until;
        }
    }

    /// @dev A later end for an order that runs.
    function renewFreeze(uint256 seed) external acts {
        bytes32 target = targets[_pick(seed, "target", targets.length)];
        uint256 i = _pick(seed, "order", orders[target].length);
        Order storage o = orders[target][i];
        uint40 until = o.until + uint40(1 + _pick(seed, "more", 400 days));
        vm.prank(addr(nameOf[o.authority]));
        encumbrances.renew(target, uint8(i + 1), until, digest("renewal"));
        if (o.state != 1 || block.timestamp >= o.until) _breach("an order that does not run was renewed");
        o.until = until;
    }

    /// @dev A grant; or, one time in four, all that a party holds.
    function _target(uint256 seed) private view returns (bytes32) {
        if (_pick(seed, "holder", 6) == 0) return _ofParty(_someone(seed, "frozen"));
        return known[_pick(seed, "any", 4) == 0 ? _pick(seed, "target", known.length) : _alive(seed)].id;
    }

    function _placeOf(bytes32 target, uint32 court) private view returns (uint8) {
        Order[] storage of_ = orders[target];
        for (uint256 i = 0; i < of_.length; ++i) {
            if (of_[i].state == 1 && block.timestamp < of_[i].until) return of_[i].authority == court ? 1 : 2;
        }
        return _waits(target) ? 2 : 1;
    }

    /// @dev When none runs, the first in line takes effect, with its whole term from now.
    function _next(bytes32 target) internal {
        if (_runs(target, FreezeScope.DISPOSE)) return;
        Order[] storage of_ = orders[target];
        for (uint256 i = 0; i < of_.length; ++i) {
            if (of_[i].state != 2) continue;
            uint40 term = of_[i].until - of_[i].since;
            (of_[i].state, of_[i].since) = (1, uint40(block.timestamp));
            of_[i].until = uint40(block.timestamp) + term;
            return;
        }
    }

    /// @dev Whether an order to stop exercise was ever made on the path or on a holder of it.
    function _everExercise(uint256 index) internal view returns (bool) {
        for (uint256 i = index + 1; i != 0; i = known[i - 1].parent) {
            if (_had(known[i - 1].id)) return true;
            for (uint32 hop = known[i - 1].holder; hop != 0; hop = heirOf[hop]) {
                if (_had(_ofParty(hop))) return true;
            }
        }
        return false;
    }

    function _had(bytes32 target) private view returns (bool) {
        for (uint256 i = 0; i < orders[target].length; ++i) {
            if (orders[target][i].scope == FreezeScope.EXERCISE) return true;
        }
        return false;
    }
}
