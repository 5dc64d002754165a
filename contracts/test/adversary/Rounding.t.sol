// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RevenueSplit} from "../../src/libraries/RevenueSplit.sol";
import {Leg} from "../../src/types/Structs.sol";
import {Asserts} from "../kit/Asserts.sol";

/// @notice The threat "rounding theft": what rounding leaves over goes to nobody's pocket but by the fixed order.
contract RoundingTest is Asserts {
    function _weights(uint256 seed, uint256 n) private pure returns (RevenueSplit.Weight[] memory w) {
        w = new RevenueSplit.Weight[](n);
        for (uint256 i = 0; i < n; ++i) {
            uint64 weight = uint64(uint256(keccak256(abi.encode(seed, i))) >> (192 + seed % 60));
            w[i] = RevenueSplit.Weight(uint32(i + 1), 3, weight == 0 ? 1 : weight);
        }
    }

    function _split(uint256 amount, uint256 seed) private pure returns (Leg[] memory, RevenueSplit.Weight[] memory w) {
        w = _weights(seed, 1 + seed % 9);
        return (RevenueSplit.legs(amount, w, seed % w.length), w);
    }

    /// Every fen of the amount is in exactly one leg.
    function test_I11_sumOfLegsIsTheAmount(uint128 amount, uint256 seed) public pure {
        (Leg[] memory legs,) = _split(amount, seed);
        uint256 sum;
        for (uint256 i = 0; i < legs.length; ++i) {
            sum += legs[i].fen;
        }
        assertEq(sum, amount, "sum");
    }

    /// No leg is a whole fen away from its exact share, however the residual party is chosen.
    function test_roundingTheftTakesLessThanAFen(uint128 amount, uint256 seed) public pure {
        (Leg[] memory legs, RevenueSplit.Weight[] memory w) = _split(amount, seed);
        uint256 total;
        for (uint256 i = 0; i < w.length; ++i) {
            total += w[i].weight;
        }
        for (uint256 i = 0; i < legs.length; ++i) {
            uint256 exact = uint256(amount) * w[i].weight;
            uint256 given = legs[i].fen * total;
            assertTrue(given < exact + total && exact < given + total, "less than one fen");
        }
    }

    /// A payment of one fen cannot be taken again and again by a small share: the largest remainder has it.
    function test_roundingTheftByManySmallPayments() public pure {
        RevenueSplit.Weight[] memory w = new RevenueSplit.Weight[](2);
        w[0] = RevenueSplit.Weight(1, 3, 1);
        w[1] = RevenueSplit.Weight(2, 3, 99);
        for (uint256 residual = 0; residual < 2; ++residual) {
            Leg[] memory legs = RevenueSplit.legs(1, w, residual);
            assertEq(legs[0].fen, 0, "the small share");
            assertEq(legs[1].fen, 1, "the large one");
        }
    }
}
