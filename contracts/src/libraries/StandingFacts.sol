// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {IStanding} from "../interfaces/IStanding.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {InterestWord} from "../types/InterestWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {GrantFacts} from "./GrantFacts.sol";
import {Ids} from "./Ids.sol";
import {Paths} from "./Paths.sol";
import {Predicates} from "./Predicates.sol";

/// @notice What a statement needs of the register, read once for all its questions: every key's grant, holders and registrar.
library StandingFacts {
    /// @notice Keys are named by one byte.
    uint256 internal constant MOST_KEYS = 256;

    /// @notice The grants of all keys, in the order of the keys.
    struct Book {
        bytes32[] ids;
        GrantWord[] words;
        PartyWord[][] holders;
        InterestWord[][] interests;
        PartyWord[] registrars;
    }

    /// @notice Reads the grants of all keys. A key that stands first in any path is a title's.
    function read(IRegister register, bytes32 origin, GrantKey[] calldata keys, IStanding.Ask[] calldata asks)
        internal
        view
        returns (Book memory book)
    {
        uint256 n = keys.length;
        if (n > MOST_KEYS) revert IStanding.TooManyKeys(n, MOST_KEYS);
        book.ids = _ids(origin, keys, _titles(asks));
        book.words = new GrantWord[](n);
        book.holders = new PartyWord[][](n);
        book.interests = new InterestWord[][](n);
        book.registrars = new PartyWord[](n);
        if (n != 0) _fill(register, book);
    }

    /// @notice The facts of one path, given by indices into the keys: each key must name the id before it as its parent.
    function ofPath(Book memory book, GrantKey[] calldata keys, bytes calldata path, uint256 ask)
        internal
        pure
        returns (Predicates.Facts memory facts, bytes32 id)
    {
        uint256 n = path.length;
        if (n == 0 || n > Paths.MOST) revert IStanding.PathLengthRefused(ask, n);
        facts.words = new GrantWord[](n);
        facts.holders = new PartyWord[][](n);
        facts.interests = new InterestWord[][](n);
        for (uint256 i = 0; i < n; ++i) {
            uint256 key = uint8(path[i]);
            if (key >= keys.length) revert IStanding.PathIndexRefused(ask, key);
            if (i != 0 && keys[key].parent != id) revert IStanding.PathBroken(ask, keys[key].parent, id);
            (id, facts.words[i], facts.holders[i]) = (book.ids[key], book.words[key], book.holders[key]);
            facts.interests[i] = book.interests[key];
        }
        uint256 last = uint8(path[n - 1]);
        facts.leaf = PackedWord.wrap(keys[last].packed);
        facts.registrar = book.registrars[last];
    }

    /// @dev Bit i is set when key i stands first in a path. Indices past the keys are refused where the path is walked.
    function _titles(IStanding.Ask[] calldata asks) private pure returns (uint256 titles) {
        for (uint256 i = 0; i < asks.length; ++i) {
            bytes calldata path = asks[i].path;
            if (path.length != 0) titles |= 1 << uint8(path[0]);
        }
    }

    /// @dev Refuses a key passed twice. Only ids that share their last byte with an earlier one are compared.
    function _ids(bytes32 origin, GrantKey[] calldata keys, uint256 titles)
        private
        pure
        returns (bytes32[] memory ids)
    {
        ids = new bytes32[](keys.length);
        uint256 seen;
        for (uint256 i = 0; i < keys.length; ++i) {
            bytes32 id = (titles >> i) & 1 == 1 ? Ids.titleId(origin, keys[i]) : Ids.grantId(keys[i]);
            uint256 bit = 1 << uint8(uint256(id));
            if (seen & bit != 0) _requireNew(ids, id, i);
            seen |= bit;
            ids[i] = id;
        }
    }

    function _requireNew(bytes32[] memory ids, bytes32 id, uint256 count) private pure {
        for (uint256 i = 0; i < count; ++i) {
            if (ids[i] == id) revert IStanding.KeyTwice(i, count);
        }
    }

    function _fill(IRegister register, Book memory book) private view {
        uint256 n = book.ids.length;
        bytes32[] memory words = register.readMany(Kind.GRANT, book.ids);
        bytes32[] memory who = new bytes32[](2 * n);
        for (uint256 i = 0; i < n; ++i) {
            book.words[i] = GrantWord.wrap(words[i]);
            who[i] = Ids.ofNumber(book.words[i].holder());
            who[n + i] = Ids.ofNumber(book.words[i].registrar());
        }
        bytes32[] memory parties = register.readMany(Kind.PARTY, who);
        for (uint256 i = 0; i < n; ++i) {
            (book.holders[i],) = GrantFacts._chain(register, PartyWord.wrap(parties[i]), book.words[i].holder());
            book.registrars[i] = PartyWord.wrap(parties[n + i]);
            book.interests[i] = GrantFacts.interestsOf(register, book.ids[i], book.words[i]);
        }
    }
}
