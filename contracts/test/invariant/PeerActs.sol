// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {Ages} from "../../src/types/Clubs.sol";
import {PeerState} from "../../src/types/PeerWord.sol";
import {Headers} from "../kit/Headers.sol";
import {Abroad} from "./Abroad.sol";

/// @notice The council and the notaries: who is accredited, which headers count, what freezes a peer.
abstract contract PeerActs is Abroad {
    uint256 private constant MOST_PEERS = 4;

    /// @dev The first, or the next on the chain of one that was withdrawn; one time in four with its old epoch, which must not pass.
    function accredit(uint256 seed) external acts {
        if (peersKnown.length >= MOST_PEERS) revert Nothing();
        uint32 last = peersKnown.length == 0 ? 0 : _peer().epoch;
        bool early = peersKnown.length != 0 && _peer().state != PeerState.WITHDRAWN;
        bool old = last != 0 && _pick(seed, "old", 4) == 0;
        Peer storage p = peersKnown.push();
        (p.salt, p.standing, p.state) = (keccak256(abi.encode("deployment", peersKnown.length)), addr("standing"), 1);
        (p.threshold, p.epoch) = (3, old ? last : last + 1);
        (p.show, p.trade, p.finance) = (10 days, 2 days, 6 hours);
        p.origin = keccak256(abi.encode(uint256(FOREIGN_CHAIN), addr("register abroad"), p.salt));
        p.id = keccak256(abi.encode(keccak256("torrens/id/peer/1"), p.origin));
        IPeers.Terms memory t = _termsOf(p);
        vm.prank(addr("council"));
        bytes32 id = peers.accredit(t);
        if (id != p.id) _breach("a peer's id is another");
        if (early) _breach("two peers of one chain");
        if (old) _breach("epochs of a chain began anew");
    }

    /// @dev Other ages, another policy; now and then another Standing, after which a new header is needed.
    function changeTerms(uint256 seed) external acts {
        Peer storage p = _peer();
        bool moved = _pick(seed, "moved", 4) == 0;
        if (moved) (p.standing, p.rooted) = (addr(string(abi.encode("standing", ++nonces))), false);
        p.councilSeq =
            _pick(seed, "policy", 4) == 0 ? uint32(SEQ_ABROAD) + 1 : uint32(_pick(seed, "seq", 2) * SEQ_ABROAD);
        p.show = uint32(1 days + _pick(seed, "show", 20 days));
        p.trade = uint32(1 + _pick(seed, "trade", 1 days));
        p.finance = uint32(1 + _pick(seed, "finance", p.trade));
        IPeers.Terms memory t = _termsOf(p);
        vm.prank(addr("council"));
        peers.changeTerms(p.id, t.standing, t.standingCodeHash, t.councilSeq, Ages(p.show, p.trade, p.finance));
        if (p.state != PeerState.ACCREDITED) _breach("terms of a peer that is not accredited were changed");
    }

    function changeNotaries(uint256 seed) external acts {
        Peer storage p = _peer();
        bool back = _pick(seed, "back", 4) == 0;
        uint32 epoch = back ? p.epoch : p.epoch + 1 + uint32(_pick(seed, "leap", 3));
        uint8 threshold = uint8(3 + _pick(seed, "threshold", 3));
        vm.prank(addr("council"));
        peers.changeNotaries(p.id, epoch, threshold, notaries());
        if (back) _breach("an epoch did not rise");
        (p.epoch, p.threshold, p.rooted) = (epoch, threshold, false);
    }

    /// @dev The council lifts a freeze, mostly; seldom it withdraws.
    function changePeer(uint256 seed) external acts {
        Peer storage p = _peer();
        uint8 state = p.state == PeerState.FROZEN ? PeerState.ACCREDITED : PeerState.WITHDRAWN;
        if (state == PeerState.WITHDRAWN) _seldom(seed, 4);
        vm.prank(addr("council"));
        peers.changePeer(p.id, state);
        if (p.state == PeerState.WITHDRAWN) _breach("a withdrawn peer came back");
        (p.state, p.rooted) = (state, false);
    }

    /// @dev Something is said abroad, and a header over it comes; one time in four it is old, early or of the future.
    function acceptHeader(uint256 seed) external acts {
        Peer storage p = _peer();
        _tell(seed, p, digest("voucher abroad"), false);
        uint256 wrong = _pick(seed, "wrong", 8);
        uint64 number = wrong == 0 ? p.number : p.number + 1 + uint64(_pick(seed, "number", 3));
        uint40 time = wrong == 1 ? uint40(block.timestamp) + 1 : uint40(block.timestamp);
        if (wrong == 2 && p.time != 0) time = p.time - 1;
        _accept(p, number, time);
        if (number <= p.number || time < p.time) _breach("a header went back");
        if (time > block.timestamp) _breach("a header of the future");
        if (p.state != PeerState.ACCREDITED) _breach("a header of a peer that is not accredited");
        _took(p, number, time);
    }

    /// @dev Two headers of one height; one time in three under the epoch before, or the same twice, which must not pass.
    function reportEquivocation(uint256 seed) external acts {
        _seldom(seed, 2);
        Peer storage p = _peer();
        uint256 wrong = _pick(seed, "wrong", 6);
        uint32 epoch = wrong == 0 ? p.epoch - 1 : p.epoch;
        (uint64 number, uint40 time) = (p.number + 7, uint40(block.timestamp));
        bytes memory one = Headers.encode(number, time, digest("one state"));
        bytes memory other = Headers.encode(number, time, digest(wrong == 1 ? "one state" : "another state"));
        IPeers.Attestation memory ofOne = _attested(p, one, number, time, epoch);
        IPeers.Attestation memory ofOther = _attested(p, other, number, time, epoch);
        peers.reportEquivocation(p.id, one, ofOne, other, ofOther);
        if (wrong < 2) _breach("a peer frozen without evidence of its present notaries");
        if (p.state != PeerState.ACCREDITED) _breach("what is not accredited was frozen");
        p.state = PeerState.FROZEN;
    }

    // ---- what they share

    function _accept(Peer storage p, uint64 number, uint40 time) internal {
        (bytes memory header, bytes[] memory proof) = _headerAbroad(p, number, time);
        IPeers.Attestation memory a = _attested(p, header, number, time, p.epoch);
        peers.acceptHeader(p.id, header, proof, a);
    }

    function _took(Peer storage p, uint64 number, uint40 time) internal {
        (p.number, p.time, p.rooted, p.proven) = (number, time, true, told[p.origin].length);
    }
}
