// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Predicates} from "../src/libraries/Predicates.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {PartyWord} from "../src/types/PartyWord.sol";

/// @notice The predicates over plain words, so that their Python twin can be asked the same.
contract PredicatesHarness {
    /// @notice Predicates.valid: the reason, 0 for yes, and the node it concerns.
    function valid(
        bytes32 leaf,
        bytes32[] calldata words,
        bytes32[][] calldata holders,
        bytes32 registrar,
        uint256 time
    ) external pure returns (uint8 reason, uint256 index) {
        return Predicates.valid(_facts(leaf, words, holders, registrar), time);
    }

    /// @notice Predicates.free: the reason, 0 for yes, and the node it concerns.
    function free(bytes32 leaf, bytes32[] calldata words, bytes32[][] calldata holders, bytes32 registrar, uint256 time)
        external
        pure
        returns (uint8 reason, uint256 index)
    {
        return Predicates.free(_facts(leaf, words, holders, registrar), time);
    }

    function _facts(bytes32 leaf, bytes32[] calldata words, bytes32[][] calldata holders, bytes32 registrar)
        private
        pure
        returns (Predicates.Facts memory f)
    {
        f.leaf = PackedWord.wrap(leaf);
        f.registrar = PartyWord.wrap(registrar);
        f.words = new GrantWord[](words.length);
        f.holders = new PartyWord[][](words.length);
        for (uint256 i = 0; i < words.length; ++i) {
            f.words[i] = GrantWord.wrap(words[i]);
            f.holders[i] = new PartyWord[](holders[i].length);
            for (uint256 j = 0; j < holders[i].length; ++j) {
                f.holders[i][j] = PartyWord.wrap(holders[i][j]);
            }
        }
    }
}
