// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleShared} from "../interfaces/ITitleShared.sol";

/// @notice Lists that must rise strictly, so that nothing stands in them twice and one set has one digest.
library Ascending {
    uint256 internal constant MOST_SOURCES = 16;

    /// @notice The digest that a title of derived data has for its terms, so that its id binds its sources.
    /// @param sources 1 to 16 grant ids, rising.
    /// @param innerTermsDigest Digest of the terms themselves.
    function derivedTerms(bytes32[] memory sources, bytes32 innerTermsDigest) internal pure returns (bytes32) {
        uint256 n = sources.length;
        requireCount("sources", n, 1, MOST_SOURCES);
        for (uint256 i = 1; i < n; ++i) {
            if (sources[i] <= sources[i - 1]) revert ITitleShared.NotAscending("sources", i);
        }
        return keccak256(abi.encode("torrens/derived/1", keccak256(abi.encode(sources)), innerTermsDigest));
    }

    function requireCount(bytes32 name, uint256 count, uint256 least, uint256 most) internal pure {
        if (count < least || count > most) revert ITitleShared.CountRefused(name, count, least, most);
    }
}
