// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {IStanding} from "../interfaces/IStanding.sol";
import {Answers} from "../libraries/Answers.sol";
import {Ids} from "../libraries/Ids.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {StandingFacts} from "../libraries/StandingFacts.sol";
import {Statements} from "../libraries/Statements.sol";
import {Role} from "../types/Codes.sol";
import {Kind} from "../types/Kinds.sol";
import {ListingWord} from "../types/ListingWord.sol";
import {GrantKey} from "../types/Structs.sol";
import {VoucherWord} from "../types/VoucherWord.sol";
import {Module} from "./Module.sol";

/// @title Dated statements of good standing, see IStanding
/// @dev Says no word of the register: its ring is its own small trie, so that a partner's proof stays short. Lanes: 0 is anyone's;
/// an exchange's lane is its number, for its RELAYER keys; authorities have numbers past the lanes and use lane 0.
contract Standing is Module, IStanding {
    uint256 private constant MOST_ASKS = 256;

    /// @inheritdoc IStanding
    mapping(uint256 lane => mapping(uint256 index => bytes32 statement)) public ring; // slot 0, frozen

    mapping(uint256 lane => uint64 made) private counts; // slot 1

    /// @param register_ The register whose words the statements speak of.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IStanding
    function state(uint16 lane, bytes32 challenge, GrantKey[] calldata keys, Ask[] calldata asks)
        external
        returns (bytes32 statement)
    {
        if (!register.enabled(address(this))) revert NotEnabled();
        _requireLane(lane);
        Reply[] memory replies = _answers(keys, asks);
        uint64 n = ++counts[lane];
        statement = _say(lane, n, challenge, Statements.root(replies));
        ring[lane][n % Statements.RING] = statement;
        for (uint256 i = 0; i < replies.length; ++i) {
            Reply memory r = replies[i];
            emit Answered(lane, n, r.kind, r.id, r.state, r.reason, r.flags, r.until, msg.sender);
        }
    }

    /// @inheritdoc IStanding
    function answers(GrantKey[] calldata keys, Ask[] calldata asks) external view returns (Reply[] memory) {
        return _answers(keys, asks);
    }

    /// @inheritdoc IStanding
    function count(uint16 lane) external view returns (uint64) {
        return counts[lane];
    }

    function _requireLane(uint16 lane) private view {
        if (lane == 0) return;
        uint16 exchange = _actor(Role.RELAYER).exchange();
        if (exchange != lane) revert LaneNotYours(lane, exchange);
    }

    function _say(uint16 lane, uint64 n, bytes32 challenge, bytes32 answersRoot) private returns (bytes32 statement) {
        (uint40 asOf, uint64 seq) = (uint40(block.timestamp), register.councilSeq());
        statement = Statements.hash(origin, seq, lane, n, asOf, challenge, answersRoot);
        emit Stated(lane, n, asOf, seq, challenge, answersRoot, statement, msg.sender);
    }

    function _answers(GrantKey[] calldata keys, Ask[] calldata asks) private view returns (Reply[] memory replies) {
        if (asks.length == 0) revert NothingAsked();
        if (asks.length > MOST_ASKS) revert TooManyAsks(asks.length, MOST_ASKS);
        StandingFacts.Book memory book = StandingFacts.read(register, origin, keys, asks);
        replies = new Reply[](asks.length);
        for (uint256 i = 0; i < asks.length; ++i) {
            replies[i] = asks[i].kind == Kind.VOUCHER ? _ofVoucher(asks[i], i) : _ofPath(book, keys, asks[i], i);
        }
    }

    function _ofVoucher(Ask calldata ask, uint256 index) private view returns (Reply memory) {
        if (ask.path.length != 0) revert PathLengthRefused(index, ask.path.length);
        return Answers.ofVoucher(ask.detail, VoucherWord.wrap(_read(Kind.VOUCHER, ask.detail)));
    }

    function _ofPath(StandingFacts.Book memory book, GrantKey[] calldata keys, Ask calldata ask, uint256 index)
        private
        view
        returns (Reply memory)
    {
        if (ask.kind != Kind.GRANT && ask.kind != Kind.LISTING) revert KindRefused(ask.kind);
        (Predicates.Facts memory facts, bytes32 id) = StandingFacts.ofPath(book, keys, ask.path, index);
        if (ask.kind == Kind.GRANT) return Answers.ofGrant(id, facts, block.timestamp);
        id = Ids.listingId(id, ask.exchange, ask.detail, ask.nonce);
        return Answers.ofListing(id, ListingWord.wrap(_read(Kind.LISTING, id)), facts, block.timestamp);
    }
}
