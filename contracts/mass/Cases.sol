// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Takes a chunk of cases apart, word by word, as tests/differential_mass.py put it together.
library Cases {
    struct Reader {
        uint256 next;
    }

    /// @notice A case that the Python rules and the libraries answer differently.
    error Differs(uint256 number, bytes32 what, uint256 found, uint256 expected);

    function word(Reader memory r, bytes calldata chunk) internal pure returns (bytes32 w) {
        w = bytes32(chunk[r.next:r.next + 32]);
        r.next += 32;
    }

    function number(Reader memory r, bytes calldata chunk) internal pure returns (uint256) {
        return uint256(word(r, chunk));
    }

    function list(Reader memory r, bytes calldata chunk, uint256 count) internal pure returns (bytes32[] memory found) {
        found = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            found[i] = word(r, chunk);
        }
    }

    function same(uint256 number_, bytes32 what, uint256 found, uint256 expected) internal pure {
        if (found != expected) revert Differs(number_, what, found, expected);
    }
}
