// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Predicates} from "../../src/libraries/Predicates.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";

/// @notice The predicates over plain words, so that their Python twin can be asked the same.
contract PredicatesHarness {
    /// @notice A path as plain words: see Predicates.Facts. The registrar is followed by its successors, as a holder is.
    struct Case {
        bytes32 leaf;
        bytes32[] words;
        bytes32[][] holders;
        bytes32[][] interests;
        bytes32[] registrar;
    }

    /// @notice Predicates.valid: the reason, 0 for yes, and the node it concerns.
    function valid(Case memory c, uint256 time) external pure returns (uint8 reason, uint256 index) {
        (reason, index) = Predicates.valid(_facts(c), time);
        assert(Predicates.whyInvalid(_facts(c), time) == reason);
    }

    /// @notice Predicates.free: the reason, 0 for yes, and the node it concerns.
    function free(Case memory c, uint8 verb, uint256 time) external pure returns (uint8 reason, uint256 index) {
        (reason, index) = Predicates.free(_facts(c), verb, time);
        assert(Predicates.whyUnfree(_facts(c), verb, time) == reason);
    }

    function _facts(Case memory c) private pure returns (Predicates.Facts memory f) {
        f.leaf = PackedWord.wrap(c.leaf);
        f.registrar = PartyWord.wrap(c.registrar[0]);
        f.heirs = new PartyWord[](c.registrar.length - 1);
        for (uint256 i = 1; i < c.registrar.length; ++i) {
            f.heirs[i - 1] = PartyWord.wrap(c.registrar[i]);
        }
        f.words = new GrantWord[](c.words.length);
        f.holders = new PartyWord[](c.words.length);
        f.successors = new PartyWord[][](c.words.length);
        f.interests = new InterestWord[][](c.words.length);
        for (uint256 i = 0; i < c.words.length; ++i) {
            f.words[i] = GrantWord.wrap(c.words[i]);
            f.holders[i] = PartyWord.wrap(c.holders[i][0]);
            f.successors[i] = new PartyWord[](c.holders[i].length - 1);
            for (uint256 j = 1; j < c.holders[i].length; ++j) {
                f.successors[i][j - 1] = PartyWord.wrap(c.holders[i][j]);
            }
            f.interests[i] = new InterestWord[](c.interests[i].length);
            for (uint256 j = 0; j < c.interests[i].length; ++j) {
                f.interests[i][j] = InterestWord.wrap(c.interests[i][j]);
            }
        }
    }
}
