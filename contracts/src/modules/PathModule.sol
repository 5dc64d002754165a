// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {Paths} from "../libraries/Paths.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {Reads} from "../libraries/Reads.sol";
import {Reason, Role} from "../types/Codes.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PartyState} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {Module} from "./Module.sol";

/// @notice What modules share that act on a grant shown by its path: reading it, who holds it, and whether it is free.
abstract contract PathModule is Module {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}

    function _found(GrantKey[] calldata path) internal view returns (GrantFacts.Found memory found) {
        GrantFacts.fill(found, register, path, Paths.ids(origin, path), Reads.run(Kind.GRANT, 0), 0);
        _requireKnown(found);
    }

    /// The same with what `_requireConsentOf` asks of its holder's signer, and of another party and its signer.
    function _found(GrantKey[] calldata path, address signer, address other, uint32 party)
        internal
        view
        returns (GrantFacts.Found memory found)
    {
        GrantFacts.fill(found, register, path, _idsWith(path, signer, other), _runs(path), party);
        _requireKnown(found);
    }

    /// A path as the holder of its last grant shows it: the sender has a live SIGN key of the party that acts for it.
    function _ownFound(GrantKey[] calldata path) internal view returns (GrantFacts.Found memory found) {
        bytes32[] memory ids = Paths.ids(origin, path, 1);
        ids[path.length] = Ids.ofAddress(msg.sender);
        GrantFacts.fill(found, register, path, ids, _runs(path), 0);
        _requireOwn(found);
    }

    /// The same with what `_requireConsentOf` asks of another party and its signer.
    function _ownFound(GrantKey[] calldata path, address other, uint32 party)
        internal
        view
        returns (GrantFacts.Found memory found)
    {
        GrantFacts.fill(found, register, path, _idsWith(path, msg.sender, other), _runs(path), party);
        _requireOwn(found);
    }

    function _runs(GrantKey[] calldata path) private pure returns (bytes32) {
        return Reads.twoRuns(Kind.GRANT, path.length, Kind.KEY);
    }

    function _idsWith(GrantKey[] calldata path, address one, address two) private view returns (bytes32[] memory ids) {
        ids = Paths.ids(origin, path, 2);
        (ids[path.length], ids[path.length + 1]) = (Ids.ofAddress(one), Ids.ofAddress(two));
    }

    function _requireKnown(GrantFacts.Found memory found) internal pure {
        if (GrantWord.unwrap(found.word) == 0) revert IGrants.GrantUnknown(found.id);
    }

    function _requireOwn(GrantFacts.Found memory found) private view {
        KeyWord key = KeyWord.wrap(found.first);
        _requireLive(msg.sender, key, Role.SIGN);
        _requireKnown(found);
        _requireHolder(found, key.party());
    }

    /// Only the keys of the last hop of the holder's successors act, and only while that party is active.
    function _requireHolder(GrantFacts.Found memory found, uint32 party) internal pure {
        if (found.holder != party) revert IGrants.NotHolder(found.id, found.holder, party);
        uint8 state = found.acting.state();
        if (state != PartyState.ACTIVE) revert PartyNotActive(party, state);
    }

    function _requireFree(GrantFacts.Found memory found, uint8 verb) internal view {
        uint8 reason = Predicates.whyUnfree(found.facts, verb, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(found.id, verb, reason);
    }

    /// The word of the path's last grant, or of one so many levels above it.
    function _word(GrantFacts.Found memory found, uint256 above) internal pure returns (GrantWord) {
        return above == 0 ? found.word : found.facts.words[found.ids.length - 1 - above];
    }

    /// The word of the parent of the path's last grant; a title has none.
    function _parentWord(GrantFacts.Found memory found) internal pure returns (bytes32 word) {
        GrantWord[] memory words = found.facts.words;
        unchecked {
            if (words.length > 1) word = GrantWord.unwrap(words[words.length - 2]);
        }
    }

    function _id(GrantFacts.Found memory found) internal pure returns (bytes32) {
        return found.id;
    }
}
