// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RevenueSplit} from "../../src/libraries/RevenueSplit.sol";
import {Leg} from "../../src/types/Structs.sol";
import {Asserts} from "../kit/Asserts.sol";

contract RevenueSplitTest is Asserts {
    function legs(uint256 amountFen, RevenueSplit.Weight[] memory weights, uint256 residual)
        external
        pure
        returns (Leg[] memory)
    {
        return RevenueSplit.legs(amountFen, weights, residual);
    }

    function sum(Leg[] calldata split) external pure returns (bool, uint256) {
        return RevenueSplit.sum(split);
    }

    function even(uint256 count) private pure returns (RevenueSplit.Weight[] memory weights) {
        weights = new RevenueSplit.Weight[](count);
        for (uint256 i = 0; i < count; ++i) {
            weights[i] = RevenueSplit.Weight(uint32(i + 1), 1, 1);
        }
    }

    function demo() private pure returns (RevenueSplit.Weight[] memory weights) {
        weights = new RevenueSplit.Weight[](4);
        weights[0] = RevenueSplit.Weight(70001, 1, 60);
        weights[1] = RevenueSplit.Weight(70002, 2, 20);
        weights[2] = RevenueSplit.Weight(70003, 3, 15);
        weights[3] = RevenueSplit.Weight(331, 4, 5);
    }

    function test_saleOfTheDemo() public view {
        Leg[] memory split = this.legs(10000001, demo(), 0);
        uint256[4] memory fen = [uint256(6000001), 2000000, 1500000, 500000];
        for (uint256 i = 0; i < 4; ++i) {
            assertEq(split[i].fen, fen[i], "fen");
        }
        assertEq(split[3].party, 331, "party");
        assertEq(split[3].role, 4, "role");
    }

    function test_equalRemaindersGoToTheResidualPartyThenByPlace() public view {
        Leg[] memory four = this.legs(4, even(3), 2);
        assertTrue(four[0].fen == 1 && four[1].fen == 1 && four[2].fen == 2, "4 fen");
        Leg[] memory five = this.legs(5, even(3), 2);
        assertTrue(five[0].fen == 2 && five[1].fen == 1 && five[2].fen == 2, "5 fen");
    }

    function testFuzz_sumIsExactAndEachLegWithinOneFen(uint128 amount, uint64[8] memory raw, uint256 residual)
        public
        view
    {
        RevenueSplit.Weight[] memory weights = even(8);
        uint256 total;
        for (uint256 i = 0; i < 8; ++i) {
            weights[i].weight = raw[i] == 0 ? 1 : raw[i];
            total += weights[i].weight;
        }
        Leg[] memory split = this.legs(amount, weights, residual % 8);
        (bool fits, uint256 s) = this.sum(split);
        assertTrue(fits, "fits");
        assertEq(s, amount, "sum");
        for (uint256 i = 0; i < 8; ++i) {
            uint256 floor = uint256(amount) * weights[i].weight / total;
            assertTrue(split[i].fen == floor || split[i].fen == floor + 1, "within one fen");
        }
    }

    function test_sumThatOverflows_fail() public view {
        Leg[] memory split = new Leg[](2);
        (split[0].fen, split[1].fen) = (type(uint256).max, 1);
        (bool fits,) = this.sum(split);
        assertFalse(fits, "overflow");
    }

    function test_noLegs_fail() public {
        vm.expectRevert(abi.encodeWithSelector(RevenueSplit.LegsRefused.selector, 0));
        this.legs(1, even(0), 0);
    }

    function test_tooManyLegs_fail() public {
        vm.expectRevert(abi.encodeWithSelector(RevenueSplit.LegsRefused.selector, 65));
        this.legs(1, even(65), 0);
    }

    function test_amountTooLarge_fail() public {
        uint256 amount = uint256(type(uint128).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(RevenueSplit.AmountRefused.selector, amount));
        this.legs(amount, even(2), 0);
    }

    function test_residualOutside_fail() public {
        vm.expectRevert(abi.encodeWithSelector(RevenueSplit.ResidualRefused.selector, 2));
        this.legs(1, even(2), 2);
    }

    function test_weightsOutOfOrderTwiceOrZero_fail() public {
        RevenueSplit.Weight[] memory weights = even(3);
        weights[2].party = 2;
        refuse(weights, 2);
        weights = even(3);
        (weights[0], weights[1]) = (weights[1], weights[0]);
        refuse(weights, 1);
        weights = even(3);
        weights[1].weight = 0;
        refuse(weights, 1);
        weights = even(3);
        weights[0].party = 0;
        refuse(weights, 0);
        weights = even(3);
        weights[0].role = 0;
        refuse(weights, 0);
    }

    function refuse(RevenueSplit.Weight[] memory weights, uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(RevenueSplit.WeightRefused.selector, index));
        this.legs(1, weights, 0);
    }
}
