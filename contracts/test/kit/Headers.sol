// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice Block headers of our own making, shaped as a chain of the Prague fork has them.
library Headers {
    function encode(uint64 number, uint64 timestamp, bytes32 stateRoot) internal pure returns (bytes memory) {
        return RLP.encode(fields(number, timestamp, stateRoot, 21));
    }

    /// @notice `count` encoded fields; those that nobody reads hold plausible bytes.
    function fields(uint64 number, uint64 timestamp, bytes32 stateRoot, uint256 count)
        internal
        pure
        returns (bytes[] memory f)
    {
        f = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            f[i] = RLP.encode(keccak256(abi.encode("field", i)));
        }
        f[2] = RLP.encode(address(0xc0ffee));
        f[3] = RLP.encode(stateRoot);
        f[6] = RLP.encode(new bytes(256));
        f[7] = RLP.encode(uint256(0));
        f[8] = RLP.encode(uint256(number));
        f[9] = RLP.encode(uint256(30_000_000));
        f[10] = RLP.encode(uint256(21_000));
        f[11] = RLP.encode(uint256(timestamp));
        f[12] = RLP.encode(bytes("extra"));
    }
}
