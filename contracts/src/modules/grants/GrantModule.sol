// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Distinct} from "../../libraries/Distinct.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {GrantTypes} from "../../libraries/GrantTypes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PathModule} from "../PathModule.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice What Grants and Holdings share: how a change of a GRANT word is written, and on which words a consent was given.
abstract contract GrantModule is PathModule {
    uint256 internal constant MOST_BATCH = 100;

    /// The words of the last grant of the path and of its parent.
    function _seen(GrantFacts.Found memory found) internal pure returns (GrantTypes.Seen memory) {
        return GrantTypes.Seen(GrantWord.unwrap(found.word), _parentWord(found));
    }

    function _requireCount(uint256 count, uint256 least, uint256 most) internal pure {
        if (count < least || count > most) revert IGrants.CountRefused(count, least, most);
    }

    /// Refuses what stands twice in a batch, naming its place.
    function _requireDistinct(bytes32[] memory ids) internal pure {
        uint256 repeat = Distinct.firstRepeat(ids);
        if (repeat != ids.length) revert IGrants.DuplicateAt(repeat, ids[repeat]);
    }

    function _entry(bytes32 grantId, GrantWord from, GrantWord to, bytes32 leaf)
        internal
        pure
        returns (IRegister.Entry memory)
    {
        return IRegister.Entry(Kind.GRANT, grantId, GrantWord.unwrap(from), GrantWord.unwrap(to), leaf);
    }

    function _write(IRegister.Entry memory e) internal {
        _write(e.kind, e.id, e.expected, e.word, e.leaf);
    }
}
