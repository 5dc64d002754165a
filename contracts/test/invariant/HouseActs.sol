// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../../src/interfaces/IStanding.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Answer} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {Trees} from "../kit/Trees.sol";
import {TradeActs} from "./TradeActs.sol";

/// @notice What an exchange says of itself: anchors of its log, statements of standing.
abstract contract HouseActs is TradeActs {
    uint64 private constant LONGEST_LOG = 120;

    AuditAnchors internal anchors;
    mapping(uint16 exchange => uint64) internal logged;
    mapping(uint16 exchange => bytes32) internal logRoot;
    mapping(uint16 lane => uint64) internal stated;
    mapping(uint16 lane => mapping(uint64 index => bytes32)) internal ringOf;

    function _deployModules() internal virtual override {
        super._deployModules();
        anchors = new AuditAnchors(register);
        enable(address(anchors), "AuditAnchors");
    }

    /// @dev The log grows; after that it neither shrinks nor becomes another of its length.
    function anchor(uint256 seed) external acts {
        (uint16 exchange, string memory logger) =
            _pick(seed, "exchange", 2) == 0 ? (HANGZHOU, "hangzhou-logger") : (HARBIN, "harbin-logger");
        uint64 old = logged[exchange];
        uint64 size = old + 1 + uint64(_pick(seed, "grown", 8));
        if (size > LONGEST_LOG) revert Nothing();
        bytes32[] memory proof = old == 0 ? new bytes32[](0) : Trees.proof(old, size);
        bytes32 root = Trees.root(0, size);
        vm.prank(addr(logger));
        anchors.anchor(exchange, old, logRoot[exchange], size, root, proof, digest("note"));
        (logged[exchange], logRoot[exchange]) = (size, root);
        if (old == 0) return;
        _noWayBack(exchange, logger, size, old);
        _noOtherPast(exchange, logger, size);
    }

    /// @dev What is stated is what was answered, and the answers are what the actors know.
    function stateStanding(uint256 seed) external acts {
        uint256 i = _pick(seed, "asked", known.length);
        GrantKey[] memory path = _pathTo(i);
        IStanding.Ask[] memory asks = _asks(seed, path.length);
        bool own = _pick(seed, "lane", 3) != 0;
        (uint16 lane, string memory by) = own ? (HANGZHOU, "hangzhou-relayer") : (uint16(0), "outsider");
        if (_pick(seed, "intruder", 8) == 0) by = "harbin-logger";
        IStanding.Reply[] memory replies = standing.answers(path, asks);
        _answered(i, replies[0]);
        bytes32 challenge = keccak256(abi.encode(++nonces));
        vm.prank(addr(by));
        bytes32 said = standing.state(lane, challenge, path, asks);
        if (own && bytes(by).length != bytes("hangzhou-relayer").length) _breach("a lane was used by another");
        uint64 n = ++stated[lane];
        bytes memory head = abi.encode(
            "torrens/standing/1",
            register.origin(),
            register.councilSeq(),
            lane,
            n,
            uint40(block.timestamp),
            challenge,
            rootOf(replies)
        );
        ringOf[lane][n & 15] = keccak256(head);
        if (said != keccak256(head)) _breach("a statement says other answers than were given");
    }

    // ---- what they share

    function _noWayBack(uint16 exchange, string memory logger, uint64 size, uint64 old) private {
        bytes32[] memory proof = Trees.proof(old, size);
        bytes32 former = Trees.root(0, old);
        vm.prank(addr(logger));
        try anchors.anchor(exchange, size, logRoot[exchange], old, former, proof, digest("note")) {
            _breach("I18: a log shrank");
        } catch {}
        vm.prank(addr(logger));
        try anchors.anchor(exchange, 0, 0, size + 1, former, new bytes32[](0), digest("note")) {
            _breach("I18: a log began anew");
        } catch {}
    }

    /// @dev A longer log whose entries are all one later than they were.
    function _noOtherPast(uint16 exchange, string memory logger, uint64 size) private {
        bytes32[] memory proof = Trees.proof(size, size + 1);
        bytes32 other = Trees.root(1, size + 2);
        vm.prank(addr(logger));
        try anchors.anchor(exchange, size, logRoot[exchange], size + 1, other, proof, digest("note")) {
            _breach("I18: a log with another past");
        } catch {}
    }

    /// @dev The grant; and a voucher beside it where one was sold.
    function _asks(uint256 seed, uint256 depth) private view returns (IStanding.Ask[] memory asks) {
        bytes memory path = new bytes(depth);
        for (uint256 n = 0; n < depth; ++n) {
            path[n] = bytes1(uint8(n));
        }
        asks = new IStanding.Ask[](sold.length == 0 ? 1 : 2);
        asks[0] = askGrant(path);
        if (sold.length != 0) asks[1] = askVoucher(sold[_pick(seed, "voucher", sold.length)].id);
    }

    function _answered(uint256 i, IStanding.Reply memory reply) private {
        bool good = reply.state == Answer.GOOD;
        if (reply.kind != Kind.GRANT || reply.id != known[i].id) _breach("an answer to another question");
        if (good && (!_stands(i) || _stopped(i))) _breach("answered GOOD of what does not stand");
        if (good && reply.until != known[i].until) _breach("answered GOOD for another term");
        if (!good && _stands(i) && !_everExercise(i)) _breach("answered not GOOD of what stands");
        if (!good && reply.until != 0) _breach("a negative answer with an end");
    }
}
