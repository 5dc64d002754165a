// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {IStanding} from "../interfaces/IStanding.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {InterestWord} from "../types/InterestWord.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {GrantFacts} from "./GrantFacts.sol";
import {Ids} from "./Ids.sol";
import {Paths} from "./Paths.sol";
import {Predicates} from "./Predicates.sol";
import {Reads} from "./Reads.sol";

/// @notice What a statement needs of the register, read for all its questions in two calls: first the grant of every key and the
/// listing of every question about one, then every holder and registrar.
library StandingFacts {
    /// @notice Keys are named by one byte.
    uint256 internal constant MOST_KEYS = 256;

    uint256 private constant NONE = type(uint256).max;

    /// @notice What was read.
    /// @param ids Of every key its grant; behind them, of every ask about a listing that listing.
    /// @param words Their words, in the same order.
    /// @param parties Of every key its holder; behind them, of every ask that has a path, in order, the registrar of its last grant.
    /// @param successors Of every key those of its holder; empty when no holder has any.
    /// @param interests Of every key the live interests; empty when no grant has any.
    /// @param heirs Of every registrar in `parties` its successors; empty when none has any.
    /// @param key Who asks: its KEY word. @param party The PARTY word of that key's party.
    /// @param facts Those of the path in hand.
    /// @param titles Bit i is set when key i stands first in a path: its id is a title's.
    struct Book {
        bytes32[] ids;
        bytes32[] words;
        bytes32[] parties;
        PartyWord[][] successors;
        InterestWord[][] interests;
        PartyWord[][] heirs;
        KeyWord key;
        PartyWord party;
        Predicates.Facts facts;
        uint256 titles;
    }

    /// @notice Reads what the asks need. A key that stands first in any path is a title's.
    /// @param asker Whose key to read beside, or zero.
    function read(
        IRegister register,
        bytes32 origin,
        GrantKey[] calldata keys,
        IStanding.Ask[] calldata asks,
        address asker
    ) internal view returns (Book memory book) {
        uint256 n = keys.length;
        if (n > MOST_KEYS) revert IStanding.TooManyKeys(n, MOST_KEYS);
        (uint256 titles, uint256[] memory lasts, uint256 listings) = _survey(n, asks);
        bytes32[] memory ids = Reads.room(n + listings + 1);
        _hashKeys(ids, origin, keys, titles);
        if (listings != 0) _hashListings(ids, n, asks, lasts);
        ids[n + listings] = Ids.ofAddress(asker);
        if (asker == address(0)) Reads.cut(ids, n + listings);
        bytes32[] memory words = Reads.mixed(register, runs(n, listings), ids);
        (book.ids, book.words, book.titles) = (ids, words, titles);
        if (asker != address(0)) book.key = KeyWord.wrap(words[n + listings]);
        _readParties(book, register, n, lasts, asker);
        _readRest(book, register, n, lasts);
    }

    /// @notice The facts of one path, given by indices into the keys, into `book.facts`: each key must name the id before it as its parent.
    /// @param asked How many asks with a path stand before this one.
    function ofPath(Book memory book, GrantKey[] calldata keys, bytes9 path, uint256 ask, uint256 asked)
        internal
        pure
        returns (bytes32 id)
    {
        Predicates.Facts memory f = book.facts;
        uint256 n = _length(path);
        _begin(f, n, book.parties[keys.length + asked]);
        uint256 k = 0;
        for (uint256 i = 0; i < n; ++i) {
            k = _index(path, i);
            if (k >= keys.length) revert IStanding.PathIndexRefused(ask, k);
            if (i != 0) _requireBelow(book.titles, keys[k].parent, ask, k, id);
            id = book.ids[k];
            _place(f, i, book.words[k], book.parties[k]);
        }
        f.leaf = PackedWord.wrap(keys[k].packed);
        _branches(book, f, path, n);
        if (book.heirs.length != 0) f.heirs = book.heirs[asked];
    }

    /// @dev A key further down a path names the id above it, and stands first in no path: else a title whose dataId is that id would
    /// be answered for as if it stood below, under another's certificate.
    function _requireBelow(uint256 titles, bytes32 parent, uint256 ask, uint256 index, bytes32 above) private pure {
        if (parent != above) revert IStanding.PathBroken(ask, parent, above);
        if ((titles >> index) & 1 == 1) revert IStanding.TitleInside(ask, index);
    }

    function _begin(Predicates.Facts memory f, uint256 n, bytes32 registrar) private pure {
        if (f.words.length != n) (f.words, f.holders) = (new GrantWord[](n), new PartyWord[](n));
        (f.registrar, f.anyParty) = (PartyWord.wrap(registrar), PartyWord.wrap(registrar));
        (f.anyGrant, f.allGrants) = (GrantWord.wrap(0), GrantWord.wrap(~bytes32(0)));
    }

    function _place(Predicates.Facts memory f, uint256 i, bytes32 word, bytes32 holder) private pure {
        (f.words[i], f.holders[i]) = (GrantWord.wrap(word), PartyWord.wrap(holder));
        f.anyGrant = GrantWord.wrap(GrantWord.unwrap(f.anyGrant) | word);
        f.allGrants = GrantWord.wrap(GrantWord.unwrap(f.allGrants) & word);
        f.anyParty = PartyWord.wrap(PartyWord.unwrap(f.anyParty) | holder);
    }

    /// @notice The kinds of what is read first: grants, listings, a key. A run of none would stand for all that are left.
    function runs(uint256 n, uint256 listings) internal pure returns (bytes32 kinds) {
        kinds = Reads.run(Kind.KEY, 0);
        if (listings != 0) kinds = Reads.run(Kind.LISTING, listings) | (kinds >> 32);
        if (n != 0) kinds = Reads.run(Kind.GRANT, n) | (kinds >> 32);
    }

    /// @notice Whether a question is about one path, which is all the keys, in their order.
    function alone(uint256 keys, uint8 kind, bytes9 path) internal pure returns (bool) {
        if (keys == 0 || keys > Paths.MOST || (kind != Kind.LISTING && kind != Kind.GRANT)) return false;
        unchecked {
            uint256 unused = 64 - 8 * keys;
            return uint72(path) == (keys << 64 | 0x0001020304050607 >> unused << unused);
        }
    }

    function _length(bytes9 path) private pure returns (uint256) {
        return uint8(path[0]);
    }

    /// @dev The key that stands at place `i` of a path, of the first eight.
    function _index(bytes9 path, uint256 i) private pure returns (uint256) {
        unchecked {
            return uint8(path[i + 1]);
        }
    }

    /// @dev Successors and interests, where any key has them.
    function _branches(Book memory book, Predicates.Facts memory f, bytes9 path, uint256 n) private pure {
        if (book.successors.length != 0) f.successors = new PartyWord[][](n);
        if (book.interests.length != 0) f.interests = new InterestWord[][](n);
        for (uint256 i = 0; i < f.successors.length; ++i) {
            f.successors[i] = book.successors[_index(path, i)];
        }
        for (uint256 i = 0; i < f.interests.length; ++i) {
            f.interests[i] = book.interests[_index(path, i)];
        }
    }

    /// @dev Bit i of `titles` is set when key i stands first in a path; `lasts` are the keys that stand last, NONE for a voucher.
    function _survey(uint256 n, IStanding.Ask[] calldata asks)
        private
        pure
        returns (uint256 titles, uint256[] memory lasts, uint256 listings)
    {
        lasts = new uint256[](asks.length);
        for (uint256 i = 0; i < asks.length; ++i) {
            IStanding.Ask calldata ask = asks[i];
            (uint8 kind, bytes9 path) = (ask.kind, ask.path);
            uint256 length = _length(path);
            if (kind == Kind.LISTING) ++listings;
            else if (kind != Kind.GRANT && kind != Kind.VOUCHER) revert IStanding.KindRefused(kind);
            if (kind == Kind.VOUCHER ? path != 0 : length == 0 || length > Paths.MOST || path << (8 + 8 * length) != 0)
            {
                revert IStanding.PathLengthRefused(i, length);
            }
            lasts[i] = NONE;
            if (length == 0) continue;
            titles |= 1 << _index(path, 0);
            uint256 last = _index(path, length - 1);
            if (last >= n) revert IStanding.PathIndexRefused(i, last);
            lasts[i] = last;
        }
    }

    /// @dev Refuses a key passed twice. Only ids that share their mark with an earlier one are compared: one in 256 times their number.
    function _hashKeys(bytes32[] memory ids, bytes32 origin, GrantKey[] calldata keys, uint256 titles) private pure {
        uint256 n = keys.length;
        uint256[] memory marks = new uint256[](n);
        for (uint256 i = 0; i < n; ++i) {
            bytes32 id = (titles >> i) & 1 == 1 ? Ids.titleOf(origin, keys[i]) : Ids.grantOf(keys[i]);
            (uint256 row, uint256 mark) = ((uint256(id) >> 8) % n, 1 << uint8(uint256(id)));
            uint256 marked = marks[row];
            if (marked & mark != 0) _requireNew(ids, id, i);
            marks[row] = marked | mark;
            ids[i] = id;
        }
    }

    function _requireNew(bytes32[] memory ids, bytes32 id, uint256 count) private pure {
        for (uint256 i = 0; i < count; ++i) {
            if (ids[i] == id) revert IStanding.KeyTwice(i, count);
        }
    }

    function _hashListings(bytes32[] memory ids, uint256 next, IStanding.Ask[] calldata asks, uint256[] memory lasts)
        private
        pure
    {
        for (uint256 i = 0; i < asks.length; ++i) {
            IStanding.Ask calldata ask = asks[i];
            if (ask.kind != Kind.LISTING) continue;
            ids[next++] = Ids.listingId(ids[lasts[i]], ask.exchange, ask.detail, ask.nonce);
        }
    }

    function _readParties(Book memory book, IRegister register, uint256 n, uint256[] memory lasts, address asker)
        private
        view
    {
        bytes32[] memory who = Reads.room(n + lasts.length + 1);
        for (uint256 i = 0; i < n; ++i) {
            who[i] = Ids.ofNumber(GrantWord.wrap(book.words[i]).holder());
        }
        uint256 count = n;
        for (uint256 i = 0; i < lasts.length; ++i) {
            if (lasts[i] != NONE) who[count++] = Ids.ofNumber(GrantWord.wrap(book.words[lasts[i]]).registrar());
        }
        if (asker != address(0)) who[count++] = Ids.ofNumber(book.key.party());
        Reads.cut(who, count);
        if (count == 0) return;
        book.parties = Reads.mixed(register, Reads.run(Kind.PARTY, 0), who);
        if (asker != address(0)) book.party = PartyWord.wrap(book.parties[count - 1]);
    }

    /// @dev Successors and interests are read one by one, and only where a word says that there are any.
    function _readRest(Book memory book, IRegister register, uint256 n, uint256[] memory lasts) private view {
        for (uint256 i = 0; i < n; ++i) {
            (GrantWord word, PartyWord holder) = (GrantWord.wrap(book.words[i]), PartyWord.wrap(book.parties[i]));
            if (holder.successor() != 0) {
                if (book.successors.length == 0) book.successors = new PartyWord[][](n);
                book.successors[i] = GrantFacts.successorsOf(register, holder);
            }
            if (word.liveRanks() != 0 && (word.state() != GrantState.ACTIVE || _isLast(lasts, i))) {
                if (book.interests.length == 0) book.interests = new InterestWord[][](n);
                book.interests[i] = GrantFacts.interestsOf(register, book.ids[i], word);
            }
        }
        _readHeirs(book, register, n);
    }

    /// @dev Of the registrars that stand behind the holders; who asks, if anybody, stands last and is read for nothing.
    function _readHeirs(Book memory book, IRegister register, uint256 n) private view {
        uint256 count = book.parties.length;
        for (uint256 i = n; i < count; ++i) {
            PartyWord registrar = PartyWord.wrap(book.parties[i]);
            if (registrar.successor() == 0) continue;
            if (book.heirs.length == 0) book.heirs = new PartyWord[][](count - n);
            book.heirs[i - n] = GrantFacts.successorsOf(register, registrar);
        }
    }

    /// @dev Interests bind the grant itself and what it was split from (Predicates.binds): those of others are not looked at.
    function _isLast(uint256[] memory lasts, uint256 key) private pure returns (bool) {
        for (uint256 i = 0; i < lasts.length; ++i) {
            if (lasts[i] == key) return true;
        }
        return false;
    }
}
