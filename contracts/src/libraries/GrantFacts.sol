// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {Ids} from "./Ids.sol";
import {Paths} from "./Paths.sol";
import {Predicates} from "./Predicates.sol";
import {Reads} from "./Reads.sol";

/// @notice Reads from the register what the predicates ask about a path: its GRANT words in one call, the parties in another; the
/// successors of holders and the live interests only where a word says that there are any.
library GrantFacts {
    /// @notice A path as it stands now.
    /// @param ids The ids of its grants, title first.
    /// @param id The id of the last grant.
    /// @param word The last grant's word.
    /// @param facts What the predicates ask.
    /// @param holder The party whose keys act for the last grant: its holder, or the holder's last successor.
    /// @param acting The PARTY word of that party.
    /// @param first The first word that was asked for beside the path. @param second The second.
    /// @param party The PARTY word that was asked for beside it.
    struct Found {
        bytes32[] ids;
        bytes32 id;
        GrantWord word;
        Predicates.Facts facts;
        uint32 holder;
        PartyWord acting;
        bytes32 first;
        bytes32 second;
        PartyWord party;
    }

    /// @notice Reads a path; a path that does not hash is refused, a grant that was never written is a zero word.
    function read(IRegister register, bytes32 origin, GrantKey[] calldata path)
        internal
        view
        returns (Found memory found)
    {
        fill(found, register, path, Paths.ids(origin, path), Reads.run(Kind.GRANT, 0), 0);
    }

    /// @notice The same into `found`, and in the same two calls what is asked for beside: up to two words whose ids stand behind the
    /// path's own in `ids`, and a party, 0 for none.
    /// @param runs The kinds of `ids`, see IRegister.readMixed: first so many GRANT as the path is long.
    function fill(
        Found memory found,
        IRegister register,
        GrantKey[] calldata path,
        bytes32[] memory ids,
        bytes32 runs,
        uint32 party
    ) internal view {
        uint256 n = path.length;
        bytes32[] memory words = Reads.mixed(register, runs, ids);
        unchecked {
            if (ids.length > n) found.first = words[n];
            if (ids.length > n + 1) found.second = words[n + 1];
            found.id = ids[n - 1];
            found.word = GrantWord.wrap(words[n - 1]);
            found.facts.leaf = PackedWord.wrap(path[n - 1].packed);
        }
        Reads.cut(words, n);
        Reads.cut(ids, n);
        found.ids = ids;
        found.facts.words = Reads.grants(words);
        _readParties(found, register, party);
    }

    /// @notice Every interest ever registered in a grant, by rank: the register is asked for each, so none can be left out.
    function everyInterest(IRegister register, bytes32 grantId, GrantWord word)
        internal
        view
        returns (InterestWord[] memory)
    {
        bytes32[] memory list = Reads.room(word.ranks());
        if (list.length == 0) return Reads.interests(list);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = Ids.interestId(grantId, uint8(i + 1));
        }
        return Reads.interests(Reads.mixed(register, Reads.run(Kind.INTEREST, 0), list));
    }

    /// @notice The live ones of them.
    function interestsOf(IRegister register, bytes32 grantId, GrantWord word)
        internal
        view
        returns (InterestWord[] memory live)
    {
        if (word.liveRanks() == 0) return live;
        InterestWord[] memory all = everyInterest(register, grantId, word);
        live = new InterestWord[](word.liveRanks());
        uint256 n = 0;
        for (uint256 i = 0; i < all.length && n < live.length; ++i) {
            if (all[i].state() == InterestState.LIVE) live[n++] = all[i];
        }
    }

    /// @notice The successors of a holder, as many as are read at most; a longer chain shows by its last one's successor.
    function successorsOf(IRegister register, PartyWord holder) internal view returns (PartyWord[] memory hops) {
        bytes32[] memory words = new bytes32[](Predicates.MAX_HOPS);
        uint256 n = 0;
        for (uint32 next = holder.successor(); next != 0 && n < Predicates.MAX_HOPS; ++n) {
            words[n] = register.read(Kind.PARTY, Ids.ofNumber(next));
            next = PartyWord.wrap(words[n]).successor();
        }
        Reads.cut(words, n);
        return Reads.parties(words);
    }

    /// The holder of every node, and behind them the registrar of the last, and who is asked for beside.
    function _readParties(Found memory found, IRegister register, uint32 beside) private view {
        Predicates.Facts memory f = found.facts;
        uint256 n = f.words.length;
        uint32 registrar = found.word.registrar();
        bool apart = beside != 0 && beside != registrar;
        (bytes32[] memory parties, bytes32 any, bytes32 all) = Reads.holders(f.words, apart ? 2 : 1);
        (f.anyGrant, f.allGrants) = (GrantWord.wrap(any), GrantWord.wrap(all));
        unchecked {
            parties[n] = Ids.ofNumber(registrar);
            if (apart) parties[n + 1] = Ids.ofNumber(beside);
            parties = Reads.mixed(register, Reads.run(Kind.PARTY, 0), parties);
            f.registrar = PartyWord.wrap(parties[n]);
            found.party = apart ? PartyWord.wrap(parties[n + 1]) : f.registrar;
            found.acting = PartyWord.wrap(parties[n - 1]);
        }
        f.holders = Reads.parties(parties);
        found.holder = found.word.holder();
        f.anyParty = PartyWord.wrap(Reads.anyOf(parties));
        if (f.anyParty.successor() != 0) _readSuccessors(found, f, register);
        if (f.anyGrant.liveRanks() != 0) _readInterests(found, f, register);
    }

    /// A grant's holder is also whom it passed to: the last hop acts.
    function _readSuccessors(Found memory found, Predicates.Facts memory f, IRegister register) private view {
        uint256 n = f.words.length;
        f.successors = new PartyWord[][](n);
        for (uint256 i = 0; i < n; ++i) {
            f.successors[i] = successorsOf(register, f.holders[i]);
        }
        f.heirs = successorsOf(register, f.registrar);
        PartyWord[] memory hops = f.successors[n - 1];
        if (hops.length == 0) return;
        found.acting = hops[hops.length - 1];
        found.holder = (hops.length == 1 ? f.holders[n - 1] : hops[hops.length - 2]).successor();
    }

    function _readInterests(Found memory found, Predicates.Facts memory f, IRegister register) private view {
        uint256 n = f.words.length;
        f.interests = new InterestWord[][](n);
        for (uint256 i = 0; i < n; ++i) {
            if (!Predicates.binds(f.words, i)) continue;
            f.interests[i] = interestsOf(register, found.ids[i], f.words[i]);
        }
    }
}
