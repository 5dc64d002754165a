// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {FreezeQueue} from "../../libraries/FreezeQueue.sol";
import {Ids} from "../../libraries/Ids.sol";
import {GrantFlag, PartyFlag} from "../../types/Codes.sol";
import {FreezeWord} from "../../types/FreezeWord.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {PathModule} from "../PathModule.sol";

/// @notice What modules share that read or settle freeze orders: all orders on a target, whose they are, and what they make of the
/// target's word.
abstract contract FreezeOrders is PathModule {
    /// @dev What orders stand on: the word of a grant or of a party, and how many orders there ever were.
    struct Target {
        uint8 kind;
        bytes32 id;
        bytes32 word;
        uint8 freezes;
    }

    /// @dev The target's word as its orders make it: the latest end of those that run, the union of their scopes, and who waits.
    function _frozen(Target memory t, FreezeWord[] memory orders) internal view returns (bytes32) {
        (uint40 until, bool exercise, bool queued) = FreezeQueue.summary(orders, block.timestamp);
        if (t.kind == Kind.PARTY) {
            PartyWord party = PartyWord.wrap(t.word);
            uint8 set = party.flags() & ~(PartyFlag.EXERCISE | PartyFlag.QUEUED);
            set |= (exercise ? PartyFlag.EXERCISE : 0) | (queued ? PartyFlag.QUEUED : 0);
            return PartyWord.unwrap(party.withFlags(set).withFrozenUntil(until).withFreezes(t.freezes));
        }
        GrantWord word = GrantWord.wrap(t.word);
        uint16 flags = word.flags() & ~(GrantFlag.EXERCISE | GrantFlag.QUEUED);
        flags |= (exercise ? GrantFlag.EXERCISE : 0) | (queued ? GrantFlag.QUEUED : 0);
        return GrantWord.unwrap(word.withFlags(flags).withFrozenUntil(until).withFreezes(t.freezes));
    }

    /// @dev Every order ever made on a target, by ordinal, with room for more.
    function _orders(Target memory t, uint256 room) internal view returns (FreezeWord[] memory orders) {
        uint256 count = t.freezes;
        orders = new FreezeWord[](count + room);
        if (count == 0) return orders;
        bytes32[] memory ids = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            ids[i] = Ids.freezeId(t.id, uint8(i + 1));
        }
        bytes32[] memory words = register.readMany(Kind.FREEZE, ids);
        for (uint256 i = 0; i < count; ++i) {
            orders[i] = FreezeWord.wrap(words[i]);
        }
    }

    function _orderEntry(bytes32 target, uint8 ordinal, FreezeWord was, FreezeWord becomes, bytes32 leaf)
        internal
        pure
        returns (IRegister.Entry memory)
    {
        bytes32 id = Ids.freezeId(target, ordinal);
        return IRegister.Entry(Kind.FREEZE, id, FreezeWord.unwrap(was), FreezeWord.unwrap(becomes), leaf);
    }
}
