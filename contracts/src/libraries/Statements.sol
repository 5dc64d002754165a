// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../interfaces/IStanding.sol";
import {Reads} from "./Reads.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @notice What a statement of good standing hashes to, and where it is kept (contracts/README.md, Statements). Home and partner
/// share these lines.
library Statements {
    /// @notice The slots of a lane's ring.
    uint256 internal constant RING = 16;

    /// @notice A statement; `origin` is that of the register it speaks of.
    function hash(
        bytes32 origin,
        uint64 councilSeq,
        uint16 lane,
        uint64 n,
        uint40 asOf,
        bytes32 challenge,
        bytes32 answersRoot
    ) internal pure returns (bytes32) {
        // keccak256(abi.encode("torrens/standing/1", origin, …)): the text stands behind eight heads, of which its offset is the first.
        return Reads.hash(
            [
                bytes32(uint256(0x100)),
                origin,
                bytes32(uint256(councilSeq)),
                bytes32(uint256(lane)),
                bytes32(uint256(n)),
                bytes32(uint256(asOf)),
                challenge,
                answersRoot,
                bytes32(uint256(18)),
                "torrens/standing/1"
            ]
        );
    }

    /// @notice The storage slot of ring[lane][n & 15], the ring being slot 0 of Standing.
    function slot(uint16 lane, uint64 n) internal pure returns (bytes32) {
        bytes32 ofLane = Hashes.efficientKeccak256(bytes32(uint256(lane)), 0);
        return Hashes.efficientKeccak256(bytes32(uint256(n) % RING), ofLane);
    }

    /// @notice The leaf of an answer, hashed twice as OpenZeppelin's MerkleProof has it.
    /// @dev keccak256(bytes.concat(keccak256(abi.encode(r)))): six static fields lie in memory as abi.encode lays them out.
    function leaf(IStanding.Reply memory r) internal pure returns (bytes32 hash_) {
        assembly ("memory-safe") {
            mstore(0, keccak256(r, 192))
            hash_ := keccak256(0, 32)
        }
    }

    /// @notice All of an answer but its id, and which statement it is of, in one word.
    function said(IStanding.Reply memory r, uint16 lane, uint64 n) internal pure returns (bytes32) {
        return bytes32(
            uint256(r.kind) << 248 | uint256(r.state) << 240 | uint256(r.reason) << 232 | uint256(r.flags) << 216
                | uint256(r.until) << 176 | uint256(lane) << 160 | uint256(n) << 96
        );
    }

    /// @notice The root over the answers in the order asked: sorted pairs, an odd last node moves up as it is.
    function root(IStanding.Reply[] memory replies) internal pure returns (bytes32) {
        uint256 count = replies.length;
        if (count == 1) return leaf(replies[0]);
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            level[i] = leaf(replies[i]);
        }
        while (count > 1) {
            uint256 pairs = count / 2;
            for (uint256 i = 0; i < pairs; ++i) {
                level[i] = Hashes.commutativeKeccak256(level[2 * i], level[2 * i + 1]);
            }
            if (count & 1 == 1) level[pairs] = level[count - 1];
            count = pairs + (count & 1);
        }
        return level[0];
    }
}
