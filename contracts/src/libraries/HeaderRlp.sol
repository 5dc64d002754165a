// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Rlp} from "./Rlp.sol";

/// @notice Reads block headers from their RLP (Yellow Paper 4.4; later forks append fields, which are passed over).
library HeaderRlp {
    /// @notice What the register's peers need of a header. `hash` is Keccak-256 of the bytes as received.
    struct Header {
        bytes32 hash;
        bytes32 stateRoot;
        uint64 number;
        uint64 timestamp;
    }

    /// @notice A header has 15 to 32 fields.
    /// @param fields How many it has.
    error HeaderFieldsRefused(uint256 fields);

    /// @notice Reads a header: one list of strings, nothing after it, number and timestamp without leading zeros.
    function read(bytes calldata encoded) internal pure returns (Header memory header) {
        (uint256 pos, uint256 end) = Rlp.list(encoded);
        header.hash = keccak256(encoded);
        uint256 fields = 0;
        uint256 value;
        for (; pos < end; ++fields) {
            if (fields == 3) {
                (header.stateRoot, pos) = Rlp.hash(pos, end);
            } else if (fields == 8) {
                (value, pos) = Rlp.number(pos, end, 8);
                header.number = uint64(value);
            } else if (fields == 11) {
                (value, pos) = Rlp.number(pos, end, 8);
                header.timestamp = uint64(value);
            } else {
                pos = Rlp.skipString(pos, end);
            }
        }
        if (fields < 15 || fields > 32) revert HeaderFieldsRefused(fields);
    }
}
