// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAuditAnchors} from "../src/interfaces/IAuditAnchors.sol";
import {IPeers} from "../src/interfaces/IPeers.sol";
import {IRecognition} from "../src/interfaces/IRecognition.sol";
import {IStanding} from "../src/interfaces/IStanding.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Clubs} from "../src/libraries/Clubs.sol";
import {Ages, Club} from "../src/types/Clubs.sol";
import {Recognised, ScopeMask} from "../src/types/Codes.sol";
import {Kind} from "../src/types/Kinds.sol";
import {Meter} from "./Meter.sol";

/// @notice What anchors, foreign headers and foreign facts cost. The home is made by tests/bench/gas_fixtures.py: a Standing whose
/// rings are full, among ten thousand accounts, and a log that grows to a million entries.
contract ForeignGas is Meter {
    uint256 private constant OPENED = 11;

    string private json;
    bytes32 private peer;

    function setUp() public override {
        super.setUp();
        json = vm.readFile("../tests/vectors/gas/foreign.json");
        vm.warp(vm.parseJsonUint(json, ".timestamp") + 60);
    }

    function test_anchor() public {
        string memory log = vm.readFile("../tests/vectors/gas/anchor.json");
        uint64 oldSize = uint64(vm.parseJsonUint(log, ".oldSize"));
        bytes32 oldRoot = vm.parseJsonBytes32(log, ".oldRoot");
        bytes memory data =
            abi.encodeCall(IAuditAnchors.anchor, (HANGZHOU, 0, 0, oldSize, oldRoot, new bytes32[](0), full("checkpoint")));
        measure("anchor_first", "hangzhou-logger", address(anchors), data);
        data = abi.encodeCall(
            IAuditAnchors.anchor,
            (
                HANGZHOU,
                oldSize,
                oldRoot,
                uint64(vm.parseJsonUint(log, ".size")),
                vm.parseJsonBytes32(log, ".root"),
                vm.parseJsonBytes32Array(log, ".proof"),
                full("checkpoint")
            )
        );
        measure("anchor_1m", "hangzhou-logger", address(anchors), data);
    }

    function test_peer() public {
        IPeers.Terms memory t = _terms();
        measure("accredit", "council", address(peers), abi.encodeCall(IPeers.accredit, (t)));
        peer = _peerOf(t);
        _acceptOlder(t);
        measure("header_attest_3of5", "hangzhou-relayer", address(peers), _header(t));
        bytes memory data = abi.encodeCall(IPeers.changeNotaries, (peer, 2, 4, notaries()));
        uint256 before = vm.snapshotState();
        measure("change_notaries", "council", address(peers), data);
        vm.revertToState(before);
        data = abi.encodeCall(
            IPeers.changeTerms, (peer, addr("new standing"), full("new code"), 24, Ages(86_399, 3_601, 1_801))
        );
        measure("change_terms", "council", address(peers), data);
        vm.revertToState(before);
        measure("report_equivocation", "outsider", address(peers), _equivocation(t));
        measure("change_peer", "council", address(peers), abi.encodeCall(IPeers.changePeer, (peer, 1)));
    }

    function test_facts() public {
        IPeers.Terms memory t = _terms();
        peer = accredit(t);
        _accept(_header(t));
        Club memory club = _club(ScopeMask.PURPOSE);
        bytes memory data = abi.encodeCall(IRecognition.agree, (peer, club, _members()));
        measure("agree", "hangzhou", address(recognition), data);
        uint256 before = vm.snapshotState();
        uint256 one = spent("hangzhou-relayer", address(recognition), _proof(0, 1));
        note("fact_proof", one);
        vm.revertToState(before);
        measure("fact_prove", "hangzhou-relayer", address(recognition), _bare());
        vm.revertToState(before);
        uint256 many = spent("hangzhou-relayer", address(recognition), _proof(0, OPENED));
        note("fact_item", (many - one) / (OPENED - 1));
        before = vm.snapshotState();
        one = spent("hangzhou-relayer", address(recognition), _proof(1, 1));
        note("fact_refresh_proof", one);
        vm.revertToState(before);
        many = spent("hangzhou-relayer", address(recognition), _proof(1, OPENED));
        note("fact_refresh_item", (many - one) / (OPENED - 1));
        IRecognition.Subject memory s = IRecognition.Subject(peer, Kind.GRANT, _replies()[0].id, HANGZHOU);
        data = abi.encodeCall(IRecognition.decide, (s, Recognised.RECOGNIZED, 0));
        measure("decide", "hangzhou", address(recognition), data);
        data = abi.encodeCall(IRecognition.endAgreement, (peer, HANGZHOU, recognition.clubDigest(club)));
        measure("end_agreement", "hangzhou", address(recognition), data);
    }

    // ---- the peer

    function _terms() private view returns (IPeers.Terms memory t) {
        t = termsOf(
            _address(".register"),
            vm.parseJsonBytes32(json, ".deploymentSalt"),
            _address(".standing"),
            vm.parseJsonBytes32(json, ".codeHash")
        );
        t.chainId = uint64(vm.parseJsonUint(json, ".chainId"));
    }

    function _peerOf(IPeers.Terms memory t) private pure returns (bytes32) {
        return Ids.peerId(keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt)));
    }

    function _address(string memory key) private view returns (address) {
        return address(bytes20(vm.parseJsonBytes(json, key)));
    }

    function _header(IPeers.Terms memory t) private view returns (bytes memory) {
        bytes memory header = vm.parseJsonBytes(json, ".header");
        uint64 number = uint64(vm.parseJsonUint(json, ".number"));
        uint64 timestamp = uint64(vm.parseJsonUint(json, ".timestamp"));
        IPeers.Attestation memory a = attest(checkpoint(t, header, number, timestamp, t.setEpoch), 11);
        bytes[] memory proof = vm.parseJsonBytesArray(json, ".accountProof");
        return abi.encodeCall(IPeers.acceptHeader, (peer, header, proof, a));
    }

    /// @dev A header of the same peer before, so that the measured one rewrites what is held.
    function _acceptOlder(IPeers.Terms memory t) private {
        (bytes32 root, bytes[] memory proof) = state(t.standing, full("older storage"), t.standingCodeHash);
        uint64 time = uint64(block.timestamp) - 3600;
        (bytes memory header, IPeers.Attestation memory a) = signedHeader(t, 1_000, time, root);
        _accept(abi.encodeCall(IPeers.acceptHeader, (peer, header, proof, a)));
    }

    function _accept(bytes memory data) private {
        (bool done, bytes memory out) = address(peers).call(data);
        assertTrue(done, string(out));
    }

    function _equivocation(IPeers.Terms memory t) private view returns (bytes memory) {
        (uint64 number, uint64 time) = (2_000_000, uint64(block.timestamp) - 10);
        (bytes memory one, IPeers.Attestation memory a) = signedHeader(t, number, time, full("one state"));
        (bytes memory two, IPeers.Attestation memory b) = signedHeader(t, number, time, full("another state"));
        return abi.encodeCall(IPeers.reportEquivocation, (peer, one, a, two, b));
    }

    // ---- the facts

    function _replies() private view returns (IStanding.Reply[] memory replies) {
        bytes32[] memory ids = vm.parseJsonBytes32Array(json, ".ids");
        replies = new IStanding.Reply[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            replies[i] = IStanding.Reply(Kind.GRANT, ids[i], 2, 0, 0, uint40(vm.parseJsonUint(json, ".until")));
        }
    }

    function _items(uint256 count) private view returns (IRecognition.Item[] memory items) {
        IStanding.Reply[] memory replies = _replies();
        items = new IRecognition.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = IRecognition.Item(replies[i], proofOf(replies, i));
        }
    }

    /// @dev Proves statement 0 of the fixture under no club, and opens its first answer.
    function _bare() private view returns (bytes memory) {
        bytes[] memory slotProof = vm.parseJsonBytesArray(json, ".slotProof0");
        return abi.encodeCall(IRecognition.prove, (_origin(), _statement(0), slotProof, _items(1), HANGZHOU));
    }

    /// @dev Proves statement 0 or 1 of the fixture under a club, and opens its first answers.
    function _proof(uint256 which, uint256 count) private view returns (bytes memory) {
        bytes[] memory slotProof = vm.parseJsonBytesArray(json, which == 0 ? ".slotProof0" : ".slotProof1");
        IRecognition.Shown[] memory shown = new IRecognition.Shown[](0);
        Club memory club = _club(ScopeMask.PURPOSE);
        return abi.encodeCall(
            IRecognition.recognize, (_origin(), _statement(which), slotProof, _items(count), HANGZHOU, club, shown)
        );
    }

    function _origin() private view returns (bytes32) {
        IPeers.Terms memory t = _terms();
        return keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt));
    }

    function _members() private view returns (bytes32[] memory both) {
        both = new bytes32[](2);
        (bytes32 a, bytes32 b) = (register.origin(), _origin());
        (both[0], both[1]) = a < b ? (a, b) : (b, a);
    }

    function _club(uint32 sectors) private view returns (Club memory) {
        return Club({
            sectors: sectors,
            regions: ScopeMask.REGION,
            bases: Clubs.BASES,
            conditions: 1,
            maxAgeShow: 86_399,
            maxAgeTrade: 3_601,
            maxAgeFinance: 1_801,
            until: uint40(vm.parseJsonUint(json, ".timestamp")) + 365 days,
            membersDigest: keccak256(abi.encode(_members())),
            termsDigest: full("paper of the club")
        });
    }

    function _statement(uint256 which) private view returns (IRecognition.Statement memory) {
        return IRecognition.Statement(
            uint64(vm.parseJsonUint(json, ".councilSeq")),
            uint16(vm.parseJsonUint(json, ".lane")),
            uint64(vm.parseJsonUint(json, which == 0 ? ".n[0]" : ".n[1]")),
            uint40(vm.parseJsonUint(json, which == 0 ? ".asOf[0]" : ".asOf[1]")),
            vm.parseJsonBytes32(json, ".challenge"),
            vm.parseJsonBytes32(json, ".answersRoot")
        );
    }
}
