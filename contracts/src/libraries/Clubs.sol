// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Club} from "../types/Clubs.sol";
import {ClubCondition, ScopeMask} from "../types/Codes.sol";
import {PackedWord} from "../types/PackedWord.sol";

/// @notice Clubs: their digest, whether their terms are well formed, and what lies within them. Pure law;
/// torrens_contracts.clubs and, for what lies within, torrens_registry.rules.recognised are its twins.
library Clubs {
    bytes32 internal constant TAG = keccak256("torrens/club/1");
    /// @notice Every defined basis: bits 1 to 13.
    uint16 internal constant BASES = 0x3ffe;
    /// @notice The most registers in a club.
    uint256 internal constant MOST = 64;

    /// @notice The one name of these terms: keccak256(abi.encode(TAG, club)).
    function digest(Club memory club) internal pure returns (bytes32) {
        return keccak256(abi.encode(TAG, club));
    }

    /// @notice The first field that says nothing or has unknown bits; name 0 when there is none.
    function malformed(Club memory c) internal pure returns (bytes32 name, uint256 value) {
        if (_bad(c.sectors, ScopeMask.PURPOSE)) return ("sectors", c.sectors);
        if (_bad(c.regions, ScopeMask.REGION)) return ("regions", c.regions);
        if (_bad(c.bases, BASES)) return ("bases", c.bases);
        if (c.conditions & ~ClubCondition.ALL != 0) return ("conditions", c.conditions);
        if (c.termsDigest == 0) return ("termsDigest", 0);
    }

    /// @notice Whether a club leaves anything out.
    function restricted(Club memory c) internal pure returns (bool) {
        return c.sectors != ScopeMask.PURPOSE || c.regions != ScopeMask.REGION || c.bases != BASES;
    }

    /// @notice Whether a grant of this scope, under a title of this basis, lies within the club.
    function within(Club memory c, PackedWord scope, uint8 basis) internal pure returns (bool) {
        if (scope.purpose() & ~c.sectors != 0 || scope.region() & ~c.regions != 0) return false;
        return (uint256(c.bases) >> basis) & 1 == 1;
    }

    function _bad(uint256 mask, uint256 defined) private pure returns (bool) {
        return mask == 0 || mask & ~defined != 0;
    }
}
