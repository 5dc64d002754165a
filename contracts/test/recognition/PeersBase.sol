// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPeers} from "../../src/interfaces/IPeers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Peers} from "../../src/modules/recognition/Peers.sol";
import {Ages} from "../../src/types/Clubs.sol";
import {Base} from "../kit/Base.sol";
import {Headers} from "../kit/Headers.sol";
import {Tries} from "../kit/Tries.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice A foreign register of our own making: its Standing in a state trie of a few accounts, its headers, its five notaries.
abstract contract PeersBase is Base {
    using Tries for Tries.Trie;

    uint64 internal constant FOREIGN_CHAIN = 20251;
    uint32 internal constant MAX_AGE = 1 days;
    bytes32 internal constant CODE = keccak256("code of standing");

    Peers internal peers;
    string[5] internal notaryNames;

    function _deployModules() internal virtual override {
        super._deployModules();
        peers = new Peers(register);
        enable(address(peers), "Peers");
        notaryNames = _sorted();
    }

    function _sorted() private pure returns (string[5] memory names) {
        names = ["notary-a", "notary-b", "notary-c", "notary-d", "notary-e"];
        for (uint256 i = 0; i < 5; ++i) {
            for (uint256 j = i + 1; j < 5; ++j) {
                if (addr(names[j]) < addr(names[i])) (names[i], names[j]) = (names[j], names[i]);
            }
        }
    }

    function notaries() internal view returns (address[] memory set) {
        set = new address[](5);
        for (uint256 i = 0; i < 5; ++i) {
            set[i] = addr(notaryNames[i]);
        }
    }

    function termsOf(address homeRegister, bytes32 salt, address standing, bytes32 codeHash)
        internal
        view
        returns (IPeers.Terms memory)
    {
        return IPeers.Terms({
            chainId: FOREIGN_CHAIN,
            register: homeRegister,
            deploymentSalt: salt,
            standing: standing,
            standingCodeHash: codeHash,
            councilSeq: 0,
            maxAge: Ages(MAX_AGE, 6 hours, 1 hours),
            threshold: 3,
            setEpoch: 1,
            notaries: notaries()
        });
    }

    function foreignTerms() internal view returns (IPeers.Terms memory) {
        return termsOf(addr("foreign register"), SALT, addr("foreign standing"), CODE);
    }

    function accredit(IPeers.Terms memory t) internal returns (bytes32 peer) {
        vm.prank(addr("council"));
        peer = peers.accredit(t);
        bytes32 home = keccak256(abi.encode(uint256(t.chainId), t.register, t.deploymentSalt));
        assertEq(peer, Ids.peerId(home), "peerId");
    }

    // ---- states and headers

    /// @dev A state trie of 40 accounts, one of which is `owner` with this storage and code.
    function state(address owner, bytes32 storageRoot, bytes32 codeHash)
        internal
        pure
        returns (bytes32 root, bytes[] memory proof)
    {
        Tries.Trie memory t = Tries.Trie(new bytes32[](40), new bytes[](40));
        for (uint256 i = 0; i < 40; ++i) {
            t.keys[i] = keccak256(abi.encode("account", i));
            t.values[i] = _account(i, keccak256(abi.encode(i)), keccak256("other code"));
        }
        t.keys[7] = keccak256(abi.encodePacked(owner));
        t.values[7] = _account(1, storageRoot, codeHash);
        return (t.root(), t.prove(t.keys[7]));
    }

    function _account(uint256 nonce, bytes32 storageRoot, bytes32 codeHash) private pure returns (bytes memory) {
        bytes[] memory fields = new bytes[](4);
        (fields[0], fields[1]) = (RLP.encode(nonce), RLP.encode(uint256(0)));
        (fields[2], fields[3]) = (RLP.encode(storageRoot), RLP.encode(codeHash));
        return RLP.encode(fields);
    }

    /// @dev What a notary of the peer with these terms signs.
    function checkpoint(IPeers.Terms memory t, bytes memory header, uint64 number, uint64 timestamp, uint32 setEpoch)
        internal
        pure
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("TorrensCheckpoint"),
                keccak256("1"),
                uint256(t.chainId),
                t.register
            )
        );
        bytes32 checkpointType =
            keccak256("Checkpoint(uint256 number,bytes32 blockHash,uint64 timestamp,uint32 setEpoch)");
        bytes32 structHash =
            keccak256(abi.encode(checkpointType, uint256(number), keccak256(header), timestamp, setEpoch));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /// @dev Signed by the notaries whose bits are set, in the order of the set.
    function attest(bytes32 hashed, uint256 signers) internal view returns (IPeers.Attestation memory a) {
        uint256 count;
        for (uint256 i = 0; i < 5; ++i) {
            count += (signers >> i) & 1;
        }
        a = IPeers.Attestation(notaries(), signers, new bytes[](count));
        count = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if ((signers >> i) & 1 == 1) a.signatures[count++] = signDigest(notaryNames[i], hashed);
        }
    }

    /// @dev A header of the peer over a state, and three signatures.
    function signedHeader(IPeers.Terms memory t, uint64 number, uint64 timestamp, bytes32 stateRoot)
        internal
        view
        returns (bytes memory header, IPeers.Attestation memory a)
    {
        header = Headers.encode(number, timestamp, stateRoot);
        a = attest(checkpoint(t, header, number, timestamp, t.setEpoch), 11);
    }
}
