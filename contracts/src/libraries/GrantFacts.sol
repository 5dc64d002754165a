// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {InterestState, InterestWord} from "../types/InterestWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {Ids} from "./Ids.sol";
import {Paths} from "./Paths.sol";
import {Predicates} from "./Predicates.sol";

/// @notice Reads from the register what the predicates ask about a path: its GRANT words in one call, the parties in another.
library GrantFacts {
    /// @notice A path as it stands now.
    /// @param ids The ids of its grants, title first.
    /// @param facts What the predicates ask.
    /// @param holder The party whose keys act for the last grant: its holder, or the holder's last successor.
    struct Found {
        bytes32[] ids;
        Predicates.Facts facts;
        uint32 holder;
    }

    /// @notice Reads a path; a path that does not hash is refused, a grant that was never written is a zero word.
    function read(IRegister register, bytes32 origin, GrantKey[] calldata path)
        internal
        view
        returns (Found memory found)
    {
        found.ids = Paths.ids(origin, path);
        Predicates.Facts memory f = found.facts;
        f.leaf = PackedWord.wrap(path[path.length - 1].packed);
        bytes32[] memory words = register.readMany(Kind.GRANT, found.ids);
        bytes32[] memory who = new bytes32[](words.length + 1);
        f.words = new GrantWord[](words.length);
        for (uint256 i = 0; i < words.length; ++i) {
            f.words[i] = GrantWord.wrap(words[i]);
            who[i] = Ids.ofNumber(f.words[i].holder());
        }
        who[words.length] = Ids.ofNumber(f.words[words.length - 1].registrar());
        found.holder = _readParties(register, f, who);
        _readInterests(register, found);
    }

    /// @notice The live interests of a grant, by rank. The register is asked for every rank ever given, so none can be left out.
    function interestsOf(IRegister register, bytes32 grantId, GrantWord word)
        internal
        view
        returns (InterestWord[] memory live)
    {
        if (word.liveRanks() == 0) return live;
        uint256 ranks = word.ranks();
        bytes32[] memory ids = new bytes32[](ranks);
        for (uint256 i = 0; i < ranks; ++i) {
            ids[i] = Ids.interestId(grantId, uint8(i + 1));
        }
        bytes32[] memory words = register.readMany(Kind.INTEREST, ids);
        live = new InterestWord[](word.liveRanks());
        uint256 n;
        for (uint256 i = 0; i < ranks && n < live.length; ++i) {
            if (InterestWord.wrap(words[i]).state() == InterestState.LIVE) live[n++] = InterestWord.wrap(words[i]);
        }
    }

    function _readInterests(IRegister register, Found memory found) private view {
        GrantWord[] memory words = found.facts.words;
        found.facts.interests = new InterestWord[][](words.length);
        for (uint256 i = 0; i < words.length; ++i) {
            if (i + 1 != words.length && words[i].state() != GrantState.SPLIT) continue;
            found.facts.interests[i] = interestsOf(register, found.ids[i], words[i]);
        }
    }

    function _readParties(IRegister register, Predicates.Facts memory f, bytes32[] memory who)
        private
        view
        returns (uint32 acting)
    {
        bytes32[] memory first = register.readMany(Kind.PARTY, who);
        uint256 n = f.words.length;
        f.registrar = PartyWord.wrap(first[n]);
        f.holders = new PartyWord[][](n);
        for (uint256 i = 0; i < n; ++i) {
            (f.holders[i], acting) = _chain(register, PartyWord.wrap(first[i]), f.words[i].holder());
        }
    }

    /// A holder and its successors, as many as are read at most; a longer chain shows by its last hop's successor.
    function _chain(IRegister register, PartyWord holder, uint32 number)
        internal
        view
        returns (PartyWord[] memory hops, uint32 acting)
    {
        if (holder.successor() == 0) {
            hops = new PartyWord[](1);
            hops[0] = holder;
            return (hops, number);
        }
        PartyWord[] memory read_ = new PartyWord[](Predicates.MAX_HOPS + 1);
        (read_[0], acting) = (holder, number);
        uint256 n = 1;
        while (n < read_.length && read_[n - 1].successor() != 0) {
            acting = read_[n - 1].successor();
            read_[n++] = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(acting)));
        }
        hops = new PartyWord[](n);
        for (uint256 i = 0; i < n; ++i) {
            hops[i] = read_[i];
        }
    }
}
