// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Answer, ListingFlag, Right} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Headers} from "../kit/Headers.sol";
import {Tries} from "../kit/Tries.sol";
import {HouseActs} from "./HouseActs.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice A register abroad, which the actors play themselves: what it said, and the states and headers that prove it. After a reset
/// of its chain it is another one at the same address.
abstract contract Abroad is HouseActs {
    using Tries for Tries.Trie;

    /// @dev A peer as the actors know it: 1 accredited, 2 frozen, 3 withdrawn. `proven` counts the statements under its newest header.
    struct Peer {
        bytes32 id;
        bytes32 origin;
        bytes32 salt;
        address standing;
        uint8 state;
        uint8 threshold;
        uint32 epoch;
        uint32 councilSeq;
        uint32 show;
        uint32 trade;
        uint32 finance;
        uint64 number;
        uint40 time;
        bool rooted;
        uint256 proven;
    }

    uint16 internal constant LANE_ABROAD = 151;
    uint64 internal constant SEQ_ABROAD = 5;
    bytes32 private constant CODE_ABROAD = keccak256("code of the Standing abroad");

    Peer[] internal peersKnown;
    /// @dev abi.encode(Statement, Reply[]), in order, by the register that said it.
    mapping(bytes32 origin => bytes[]) internal told;

    function _peer() internal view returns (Peer storage) {
        if (peersKnown.length == 0) revert Nothing();
        return peersKnown[peersKnown.length - 1];
    }

    // ---- what it holds

    function _titleAbroad() internal pure returns (GrantKey memory) {
        PackedWord packed = titleScope(Right.ALL).withNonce(77);
        return GrantKey(digest("data abroad"), PackedWord.unwrap(packed), bytes32(0));
    }

    function _grantAbroad(bytes32 origin) internal pure returns (bytes32) {
        return Ids.titleId(origin, _titleAbroad());
    }

    function _listingAbroad(bytes32 origin) internal pure returns (bytes32) {
        return Ids.listingId(_grantAbroad(origin), LANE_ABROAD, digest("product abroad"), 1);
    }

    // ---- what it says

    /// @dev A statement of its listing, its grant and a voucher, each mostly good; the listing now and then in its sandbox.
    function _tell(uint256 seed, Peer storage p, bytes32 voucherId, bool good) internal {
        IStanding.Reply[] memory replies = new IStanding.Reply[](3);
        replies[0] = _reply(seed, Kind.LISTING, _listingAbroad(p.origin), good);
        if (_pick(seed, "sandbox", 4) == 0) replies[0].flags = ListingFlag.SANDBOX;
        replies[1] = _reply(seed, Kind.GRANT, _grantAbroad(p.origin), good);
        replies[2] = _reply(seed, Kind.VOUCHER, voucherId, good);
        uint64 n = uint64(told[p.origin].length) + 1;
        uint40 asOf = uint40(block.timestamp) - uint40(_pick(seed, "ago", 30));
        if (n > 1) {
            (IRecognition.Statement memory last,) = _toldAt(p.origin, n - 1);
            if (last.asOf > asOf) asOf = last.asOf;
        }
        bytes32 challenge = keccak256(abi.encode("abroad", n));
        told[p.origin].push(
            abi.encode(IRecognition.Statement(SEQ_ABROAD, LANE_ABROAD, n, asOf, challenge, rootOf(replies)), replies)
        );
    }

    function _reply(uint256 seed, uint8 kind, bytes32 id, bool good) private view returns (IStanding.Reply memory r) {
        (r.kind, r.id) = (kind, id);
        uint256 chance = _pick(seed, string(abi.encode("answer", kind)), 5);
        r.state = good || chance > 1 ? Answer.GOOD : chance == 0 ? Answer.ENDED : Answer.SUSPENDED;
        if (r.state == Answer.GOOD) r.until = uint40(block.timestamp) + uint40(1 + _pick(seed, "ends", 20 days));
        else r.reason = 2;
    }

    /// @dev The n-th statement and its answers.
    function _toldAt(bytes32 origin, uint64 n)
        internal
        view
        returns (IRecognition.Statement memory s, IStanding.Reply[] memory replies)
    {
        return abi.decode(told[origin][n - 1], (IRecognition.Statement, IStanding.Reply[]));
    }

    function _statementHash(bytes32 origin, IRecognition.Statement memory s) internal pure returns (bytes32) {
        return keccak256(
            abi.encode("torrens/standing/1", origin, s.councilSeq, s.lane, s.n, s.asOf, s.challenge, s.answersRoot)
        );
    }

    // ---- how it is proven

    function _slotAbroad(uint64 n) private pure returns (bytes32) {
        return keccak256(abi.encode(uint256(n) & 15, keccak256(abi.encode(uint256(LANE_ABROAD), uint256(0)))));
    }

    /// @dev The storage of its Standing after so many statements: the ring of its lane.
    function _storageAbroad(bytes32 origin, uint256 count) private view returns (Tries.Trie memory t) {
        uint256 kept = count < 16 ? count : 16;
        t = Tries.Trie(new bytes32[](kept), new bytes[](kept));
        for (uint256 i = 0; i < kept; ++i) {
            uint64 n = uint64(count - i);
            (IRecognition.Statement memory s,) = _toldAt(origin, n);
            t.keys[i] = keccak256(abi.encode(_slotAbroad(n)));
            t.values[i] = RLP.encode(_statementHash(origin, s));
        }
    }

    function _slotProof(Peer storage p, uint64 n) internal view returns (bytes[] memory) {
        return _storageAbroad(p.origin, p.proven).prove(keccak256(abi.encode(_slotAbroad(n))));
    }

    function _termsOf(Peer storage p) internal view returns (IPeers.Terms memory t) {
        t = termsOf(addr("register abroad"), p.salt, p.standing, CODE_ABROAD);
        (t.threshold, t.setEpoch, t.councilSeq) = (p.threshold, p.epoch, p.councilSeq);
        (t.maxAge.show, t.maxAge.trade, t.maxAge.finance) = (p.show, p.trade, p.finance);
    }

    /// @dev A header over a small state in which its Standing has all that was said.
    function _headerAbroad(Peer storage p, uint64 number, uint40 time)
        internal
        view
        returns (bytes memory header, bytes[] memory proof)
    {
        Tries.Trie memory t = Tries.Trie(new bytes32[](3), new bytes[](3));
        for (uint256 i = 0; i < 3; ++i) {
            t.keys[i] = keccak256(abi.encode("account abroad", i));
            t.values[i] = _account(keccak256(abi.encode(i)), keccak256("other code"));
        }
        t.keys[1] = keccak256(abi.encodePacked(p.standing));
        t.values[1] = _account(_storageAbroad(p.origin, told[p.origin].length).root(), CODE_ABROAD);
        header = Headers.encode(number, time, t.root());
        proof = t.prove(t.keys[1]);
    }

    function _account(bytes32 storageRoot, bytes32 codeHash) private pure returns (bytes memory) {
        bytes[] memory fields = new bytes[](4);
        (fields[0], fields[1]) = (RLP.encode(uint256(1)), RLP.encode(uint256(0)));
        (fields[2], fields[3]) = (RLP.encode(storageRoot), RLP.encode(codeHash));
        return RLP.encode(fields);
    }

    /// @dev All five notaries sign.
    function _attested(Peer storage p, bytes memory header, uint64 number, uint40 time, uint32 epoch)
        internal
        view
        returns (IPeers.Attestation memory)
    {
        return attest(checkpoint(_termsOf(p), header, number, time, epoch), 31);
    }
}
