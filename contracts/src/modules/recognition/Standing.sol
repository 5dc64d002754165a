// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {IStanding} from "../../interfaces/IStanding.sol";
import {Answers} from "../../libraries/Answers.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Paths} from "../../libraries/Paths.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Reads} from "../../libraries/Reads.sol";
import {StandingFacts} from "../../libraries/StandingFacts.sol";
import {Statements} from "../../libraries/Statements.sol";
import {Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {ListingWord} from "../../types/ListingWord.sol";
import {ModuleWord} from "../../types/ModuleWord.sol";
import {PartyState, PartyWord} from "../../types/PartyWord.sol";
import {GrantKey} from "../../types/Structs.sol";
import {VoucherWord} from "../../types/VoucherWord.sol";
import {Module} from "../Module.sol";

/// @title Dated statements of good standing, see IStanding
/// @dev Says no word of the register: its ring is its own small trie, so that a partner's proof stays short. Lanes: 0 is anyone's;
/// an exchange's lane is its number, for its RELAYER keys; authorities have numbers past the lanes and use lane 0.
contract Standing is Module, IStanding {
    uint256 private constant MOST_ASKS = 256;
    // Runs of Register.readMixed: grants, whose number is at bit 224, one listing, and a key.
    bytes32 private constant LISTING_AND_KEY =
        bytes32(uint256(Kind.GRANT) << 248 | uint256(Kind.LISTING) << 216 | 1 << 192 | uint256(Kind.KEY) << 184);

    /// @inheritdoc IStanding
    mapping(uint256 lane => mapping(uint256 index => bytes32 statement)) public ring; // slot 0, frozen

    /// @dev How many statements a lane made; and at which change of the council, and until when, this module was last found enabled:
    /// | until 40 | councilSeq 64 | made 64 |, in one word that is read once.
    struct Lane {
        uint256 tally;
    }

    mapping(uint256 lane => Lane) private lanes; // slot 1

    /// @param register_ The register whose words the statements speak of.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IStanding
    function state(uint16 lane, bytes32 challenge, GrantKey[] calldata keys, Ask[] calldata asks)
        external
        returns (bytes32 statement)
    {
        uint64 seq = Reads.councilSeq(register);
        uint64 n = _next(lane, seq);
        Reply[] memory replies = _answers(lane, keys, asks);
        statement = _say(lane, n, seq, challenge, Statements.root(replies));
        ring[lane][n % Statements.RING] = statement;
        unchecked {
            for (uint256 i = 0; i < replies.length; ++i) {
                Reply memory r = replies[i];
                emit Answered(r.id, Statements.said(r, lane, n), msg.sender);
            }
        }
    }

    /// @inheritdoc IStanding
    function answers(GrantKey[] calldata keys, Ask[] calldata asks) external view onlyEnabled returns (Reply[] memory) {
        return _answers(0, keys, asks);
    }

    /// @inheritdoc IStanding
    function count(uint16 lane) external view onlyEnabled returns (uint64) {
        return uint64(lanes[lane].tally);
    }

    /// @dev Counts the statement. While the council changes nothing, what was enabled stays enabled until its term: no second look.
    function _next(uint16 lane, uint64 seq) private returns (uint64 n) {
        Lane storage l = lanes[lane];
        uint256 tally = l.tally;
        (n, tally) = (uint64(tally) + 1, tally >> 64);
        if (uint64(tally) != seq || block.timestamp >= tally >> 64) {
            ModuleWord self = ModuleWord.wrap(_read(Kind.MODULE, Ids.ofAddress(address(this))));
            _requireOn(self);
            uint40 until = self.until();
            tally = uint256(until == 0 ? type(uint40).max : until) << 64 | seq;
        }
        l.tally = tally << 64 | n;
    }

    /// @dev A lane is its exchange's: only live RELAYER keys of it, of a party not ended.
    function _requireLane(uint16 lane, KeyWord key, PartyWord party) private view {
        _requireLive(msg.sender, key, Role.RELAYER);
        if (party.state() != PartyState.ACTIVE) revert PartyNotActive(key.party(), party.state());
        if (key.exchange() != lane) revert LaneNotYours(lane, key.exchange());
    }

    function _say(uint16 lane, uint64 n, uint64 seq, bytes32 challenge, bytes32 answersRoot)
        private
        returns (bytes32 statement)
    {
        uint40 asOf = uint40(block.timestamp);
        statement = Statements.hash(origin, seq, lane, n, asOf, challenge, answersRoot);
        emit Stated(lane, n, asOf, seq, challenge, answersRoot, statement, msg.sender);
    }

    function _answers(uint16 lane, GrantKey[] calldata keys, Ask[] calldata asks)
        private
        view
        returns (Reply[] memory replies)
    {
        uint256 count_ = asks.length;
        if (count_ == 0) revert NothingAsked();
        if (count_ > MOST_ASKS) revert TooManyAsks(count_, MOST_ASKS);
        if (count_ == 1) {
            Ask calldata only = asks[0];
            if (StandingFacts.alone(keys.length, only.kind, only.path)) {
                (bytes32[] memory ids, uint256 broken) = Paths.hash(origin, keys, 2);
                if (broken == keys.length) return _alone(lane, keys, only, ids);
            }
        }
        StandingFacts.Book memory book =
            StandingFacts.read(register, origin, keys, asks, lane == 0 ? address(0) : msg.sender);
        if (lane != 0) _requireLane(lane, book.key, book.party);
        replies = new Reply[](count_);
        (uint256 paths, uint256 listings) = (0, keys.length);
        for (uint256 i = 0; i < count_; ++i) {
            Ask calldata ask = asks[i];
            if (ask.kind == Kind.VOUCHER) {
                Answers.ofVoucher(replies[i], ask.detail, VoucherWord.wrap(_read(Kind.VOUCHER, ask.detail)));
                continue;
            }
            bytes32 id = StandingFacts.ofPath(book, keys, ask.path, i, paths++);
            if (ask.kind == Kind.GRANT) {
                Answers.ofGrant(replies[i], id, book.facts, block.timestamp);
                continue;
            }
            ListingWord listing = ListingWord.wrap(book.words[listings]);
            Answers.ofListing(replies[i], book.ids[listings++], listing, book.facts, block.timestamp);
        }
    }

    /// @dev The usual statement: one path, read as a verb reads it.
    function _alone(uint16 lane, GrantKey[] calldata keys, Ask calldata ask, bytes32[] memory ids)
        private
        view
        returns (Reply[] memory replies)
    {
        (GrantFacts.Found memory found, bytes32 listing) = _found(keys, ids, lane, ask);
        if (lane != 0) {
            KeyWord key = KeyWord.wrap(listing == 0 ? found.first : found.second);
            _requireLane(lane, key, key.party() == lane ? found.party : _partyOf(key.party()));
        }
        replies = new Reply[](1);
        if (listing == 0) Answers.ofGrant(replies[0], found.id, found.facts, block.timestamp);
        else Answers.ofListing(replies[0], listing, ListingWord.wrap(found.first), found.facts, block.timestamp);
    }

    /// @dev The path, and read beside it the listing, and the caller's key when the lane is not anyone's.
    function _found(GrantKey[] calldata keys, bytes32[] memory ids, uint16 lane, Ask calldata ask)
        private
        view
        returns (GrantFacts.Found memory found, bytes32 listing)
    {
        uint256 n = keys.length;
        bytes32 runs = Reads.twoRuns(Kind.GRANT, n, Kind.KEY);
        unchecked {
            if (ask.kind == Kind.LISTING) {
                listing = Ids.listingId(ids[n - 1], ask.exchange, ask.detail, ask.nonce);
                runs = LISTING_AND_KEY | bytes32(n << 224);
                ids[n++] = listing;
            }
            if (lane != 0) ids[n++] = Ids.ofAddress(msg.sender);
        }
        Reads.cut(ids, n);
        GrantFacts.fill(found, register, keys, ids, runs, lane);
    }
}
