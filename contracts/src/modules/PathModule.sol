// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {Reason} from "../types/Codes.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {PartyState, PartyWord} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {Module} from "./Module.sol";

/// @notice What modules share that act on a grant shown by its path: reading it, who holds it, and whether it is free.
abstract contract PathModule is Module {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}

    function _found(GrantKey[] calldata path) internal view returns (GrantFacts.Found memory found) {
        found = GrantFacts.read(register, origin, path);
        if (GrantWord.unwrap(_word(found, 0)) == 0) revert IGrants.GrantUnknown(_id(found));
    }

    /// Only the keys of the last hop of the holder's successors act, and only while that party is active.
    function _requireHolder(GrantFacts.Found memory found, uint32 party) internal pure {
        if (found.holder != party) revert IGrants.NotHolder(_id(found), found.holder, party);
        PartyWord[] memory hops = found.facts.holders[found.ids.length - 1];
        PartyWord word = hops[hops.length - 1];
        if (word.state() != PartyState.ACTIVE) revert PartyNotActive(party, word.state());
    }

    function _requireFree(GrantFacts.Found memory found, uint8 verb) internal view {
        (uint8 reason,) = Predicates.free(found.facts, verb, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(_id(found), verb, reason);
    }

    /// The word of the path's last grant, or of one so many levels above it.
    function _word(GrantFacts.Found memory found, uint256 above) internal pure returns (GrantWord) {
        return found.facts.words[found.ids.length - 1 - above];
    }

    function _id(GrantFacts.Found memory found) internal pure returns (bytes32) {
        return found.ids[found.ids.length - 1];
    }
}
