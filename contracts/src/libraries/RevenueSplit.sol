// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Leg} from "../types/Structs.sol";

/// @notice Revenue split exact to the fen: largest remainder, fixed tie order (invariant I11). Its Python twin is
/// torrens_registry.rules.split.
library RevenueSplit {
    uint256 internal constant MAX_LEGS = 64;
    uint256 internal constant MAX_FEN = type(uint128).max;

    /// @notice The share of one party in one role.
    struct Weight {
        uint32 party;
        uint8 role;
        uint64 weight;
    }

    /// @notice A split has 1 to 64 legs.
    /// @param legs How many were named.
    error LegsRefused(uint256 legs);
    /// @notice Weights ascend by role, then party; none is zero; none stands twice.
    /// @param index Place of the weight.
    error WeightRefused(uint256 index);
    /// @notice The residual party is one of the weights.
    /// @param residual Place named as the residual party's.
    error ResidualRefused(uint256 residual);
    /// @notice Amounts are at most 2^128 - 1 fen.
    /// @param amountFen The amount, in fen.
    error AmountRefused(uint256 amountFen);

    /// @notice Divides an amount: floor(amount * weight / total) each; the fen left go one each to the largest remainders, among
    /// equal ones first to the residual party, then by role and party.
    /// @param residual The index of the weight that is first among equal remainders.
    /// @return split In the order of the weights; the sum is the amount exactly.
    function legs(uint256 amountFen, Weight[] memory weights, uint256 residual)
        internal
        pure
        returns (Leg[] memory split)
    {
        uint256 total = _total(amountFen, weights, residual);
        uint256 left = amountFen;
        split = new Leg[](weights.length);
        uint256[] memory remainders = new uint256[](weights.length);
        for (uint256 i = 0; i < weights.length; ++i) {
            uint256 product = amountFen * weights[i].weight;
            split[i] = Leg(weights[i].party, weights[i].role, product / total);
            remainders[i] = product % total;
            left -= split[i].fen;
        }
        for (uint256 i = 0; i < weights.length; ++i) {
            if (_turn(remainders, i, residual) < left) ++split[i].fen;
        }
    }

    /// @notice The sum of the legs; an overflow gives no sum.
    function sum(Leg[] calldata split) internal pure returns (bool fits, uint256 total) {
        unchecked {
            for (uint256 i = 0; i < split.length; ++i) {
                uint256 next = total + split[i].fen;
                if (next < total) return (false, 0);
                total = next;
            }
        }
        return (true, total);
    }

    /// @notice keccak256(abi.encode(Leg[])), as the signed terms carry it.
    function digest(Leg[] memory split) internal pure returns (bytes32) {
        return keccak256(abi.encode(split));
    }

    function _total(uint256 amountFen, Weight[] memory weights, uint256 residual) private pure returns (uint256 total) {
        if (amountFen > MAX_FEN) revert AmountRefused(amountFen);
        if (weights.length == 0 || weights.length > MAX_LEGS) revert LegsRefused(weights.length);
        if (residual >= weights.length) revert ResidualRefused(residual);
        uint256 previous = 0;
        for (uint256 i = 0; i < weights.length; ++i) {
            Weight memory w = weights[i];
            uint256 place = (uint256(w.role) << 32) | w.party;
            if (place <= previous || w.party == 0 || w.role == 0 || w.weight == 0) revert WeightRefused(i);
            previous = place;
            total += w.weight;
        }
    }

    /// @dev How many weights come before weight `i` when the fen left are given out.
    function _turn(uint256[] memory remainders, uint256 i, uint256 residual) private pure returns (uint256 before) {
        for (uint256 j = 0; j < remainders.length; ++j) {
            if (remainders[j] > remainders[i]) ++before;
            else if (remainders[j] == remainders[i] && i != residual && (j < i || j == residual)) ++before;
        }
    }
}
