// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {HeaderRlp} from "./HeaderRlp.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice What the notaries of a peer sign: the same bytes count on chain and offline (contracts/README.md, Peers).
library CheckpointTypes {
    bytes32 internal constant CHECKPOINT =
        keccak256("Checkpoint(uint256 number,bytes32 blockHash,uint64 timestamp,uint32 setEpoch)");
    bytes32 internal constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// @notice The EIP-712 domain {TorrensCheckpoint, 1, home chainId, home Register}, without salt.
    function domain(uint256 chainId, address homeRegister) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256("TorrensCheckpoint"), keccak256("1"), chainId, homeRegister));
    }

    /// @notice The digest that says: this header is final.
    function digest(bytes32 separator, HeaderRlp.Header memory h, uint32 setEpoch) internal pure returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(CHECKPOINT, uint256(h.number), h.hash, h.timestamp, setEpoch));
        return MessageHashUtils.toTypedDataHash(separator, structHash);
    }
}
