// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Settlements} from "../../libraries/Settlements.sol";
import {GrantFlag} from "../../types/Codes.sol";
import {FreezeWord} from "../../types/FreezeWord.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {InterestWord} from "../../types/InterestWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {GrantKey} from "../../types/Structs.sol";
import {PathModule} from "../PathModule.sol";
import {FreezeOrders} from "./FreezeOrders.sol";
import {InterestRanks} from "./InterestRanks.sol";

/// @notice What judgments and completions share: settling what stands on a grant, and handing the grant over.
abstract contract Settling is FreezeOrders, InterestRanks {
    IGrants private immutable grants;

    /// @param register_ The register whose words this module may say.
    /// @param grants_ The module that writes holders and ends rights.
    constructor(IRegister register_, IGrants grants_) PathModule(register_) {
        grants = grants_;
    }

    function _handOver(GrantKey[] calldata path, uint32 to, uint8 reason, bytes32 termsDigest) internal {
        grants.transferByOrder(path, to, reason, termsDigest, msg.sender);
    }

    /// What orders stand on: the node of the path so many levels above its last grant.
    function _targetAt(GrantFacts.Found memory found, uint256 above) internal pure returns (Target memory) {
        GrantWord word = _word(found, above);
        return Target(Kind.GRANT, found.ids[found.ids.length - 1 - above], GrantWord.unwrap(word), word.freezes());
    }

    function _settlement(Target memory t) internal view returns (Settlements.Settlement memory s) {
        s.orders = _orders(t, 0);
        s.interests = GrantFacts.everyInterest(register, t.id, GrantWord.wrap(t.word));
    }

    /// What settling changed, compared with what the register has, and what it makes of the grant's word.
    function _entries(Target memory t, Settlements.Settlement memory s, bytes32 leaf)
        internal
        view
        returns (IRegister.Entry[] memory entries)
    {
        Settlements.Settlement memory was = _settlement(t);
        IRegister.Entry[] memory room = new IRegister.Entry[](was.orders.length + was.interests.length + 1);
        uint256 n = 0;
        for (uint256 i = 0; i < was.orders.length; ++i) {
            if (FreezeWord.unwrap(was.orders[i]) == FreezeWord.unwrap(s.orders[i])) continue;
            room[n++] = _orderEntry(t.id, uint8(i + 1), was.orders[i], s.orders[i], leaf);
        }
        for (uint256 i = 0; i < was.interests.length; ++i) {
            if (InterestWord.unwrap(was.interests[i]) == InterestWord.unwrap(s.interests[i])) continue;
            room[n++] = _interestEntry(t.id, uint8(i + 1), was.interests[i], s.interests[i], leaf);
        }
        GrantWord next = _counted(GrantWord.wrap(_frozen(t, s.orders)), s.interests);
        room[n++] = IRegister.Entry(Kind.GRANT, t.id, t.word, GrantWord.unwrap(next), leaf);
        entries = new IRegister.Entry[](n);
        for (uint256 i = 0; i < n; ++i) {
            entries[i] = room[i];
        }
    }

    /// The same facts as if no order bound the grant: none on its word, on what it was split from, or on its holder, who may hold
    /// that as well.
    function _unfreeze(Predicates.Facts memory f) internal pure {
        f.allGrants = GrantWord.wrap(0); // every node is asked
        uint256 last = f.words.length - 1;
        uint32 holder = f.words[last].holder();
        for (uint256 i = 0; i <= last; ++i) {
            if (!Predicates.binds(f.words, i)) continue;
            GrantWord word = f.words[i];
            f.words[i] = word.withFrozenUntil(0).withFlags(word.flags() & ~(GrantFlag.EXERCISE | GrantFlag.QUEUED));
            if (word.holder() == holder) _unfreezeHolder(f, i);
        }
    }

    function _unfreezeHolder(Predicates.Facts memory f, uint256 index) private pure {
        f.holders[index] = f.holders[index].withFrozenUntil(0).withFlags(0);
        if (f.successors.length == 0) return;
        PartyWord[] memory hops = f.successors[index];
        for (uint256 i = 0; i < hops.length; ++i) {
            hops[i] = hops[i].withFrozenUntil(0).withFlags(0);
        }
    }
}
