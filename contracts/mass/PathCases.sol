// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Predicates} from "../src/libraries/Predicates.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {InterestWord} from "../src/types/InterestWord.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {PartyWord} from "../src/types/PartyWord.sol";
import {Cases} from "./Cases.sol";

/// @notice One case of the predicates: a path, a verb, and what Python answers. Half of them tell the usual case, as what is read from
/// a register does; half leave it untold.
library PathCases {
    using Cases for Cases.Reader;

    function judge(Cases.Reader memory r, bytes calldata chunk, uint256 number) internal pure {
        uint256 meta = r.number(chunk);
        uint256 time = r.number(chunk);
        Predicates.Facts memory f = _facts(r, chunk, uint8(meta));
        if (meta >> 48 & 1 == 1) _tell(f);
        (uint8 reason, uint256 node) = Predicates.valid(f, time);
        Cases.same(number, "valid: reason", reason, uint8(meta >> 16));
        Cases.same(number, "valid: node", node, uint8(meta >> 24));
        (reason, node) = Predicates.free(f, uint8(meta >> 8), time);
        Cases.same(number, "free: reason", reason, uint8(meta >> 32));
        Cases.same(number, "free: node", node, uint8(meta >> 40));
    }

    function _facts(Cases.Reader memory r, bytes calldata chunk, uint256 nodes)
        private
        pure
        returns (Predicates.Facts memory f)
    {
        (f.leaf, f.registrar) = (PackedWord.wrap(r.word(chunk)), PartyWord.wrap(r.word(chunk)));
        f.heirs = new PartyWord[](r.number(chunk));
        for (uint256 i = 0; i < f.heirs.length; ++i) {
            f.heirs[i] = PartyWord.wrap(r.word(chunk));
        }
        (f.words, f.holders) = (new GrantWord[](nodes), new PartyWord[](nodes));
        (f.successors, f.interests) = (new PartyWord[][](nodes), new InterestWord[][](nodes));
        for (uint256 i = 0; i < nodes; ++i) {
            f.words[i] = GrantWord.wrap(r.word(chunk));
            (uint256 hops, uint256 ranks) = (r.number(chunk), r.number(chunk));
            f.holders[i] = PartyWord.wrap(r.word(chunk));
            f.successors[i] = new PartyWord[](hops - 1);
            for (uint256 j = 0; j + 1 < hops; ++j) {
                f.successors[i][j] = PartyWord.wrap(r.word(chunk));
            }
            f.interests[i] = new InterestWord[](ranks);
            for (uint256 j = 0; j < ranks; ++j) {
                f.interests[i][j] = InterestWord.wrap(r.word(chunk));
            }
        }
    }

    /// @dev What GrantFacts tells; lists that are empty on every node are not there.
    function _tell(Predicates.Facts memory f) private pure {
        bytes32 anyParty = PartyWord.unwrap(f.registrar);
        (bytes32 any, bytes32 all) = (bytes32(0), ~bytes32(0));
        (bool succeeded, bool ranked) = (false, false);
        for (uint256 i = 0; i < f.words.length; ++i) {
            any |= GrantWord.unwrap(f.words[i]);
            all &= GrantWord.unwrap(f.words[i]);
            anyParty |= PartyWord.unwrap(f.holders[i]);
            succeeded = succeeded || f.successors[i].length != 0;
            ranked = ranked || f.interests[i].length != 0;
        }
        (f.anyGrant, f.allGrants, f.anyParty) = (GrantWord.wrap(any), GrantWord.wrap(all), PartyWord.wrap(anyParty));
        if (!succeeded) f.successors = new PartyWord[][](0);
        if (!ranked) f.interests = new InterestWord[][](0);
    }
}
