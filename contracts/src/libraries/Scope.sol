// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Action, Right, ScopeMask} from "../types/Codes.sol";
import {PackedWord} from "../types/PackedWord.sol";

/// @notice Scopes are bit masks, so *within* is one AND: 0 is none and refused, all is every defined bit, unknown bits are refused.
library Scope {
    /// @notice The first mask of a scope that is empty or has unknown bits; name 0 when there is none.
    function malformed(PackedWord k) internal pure returns (bytes32 name, uint256 mask) {
        if (_bad(k.purpose(), ScopeMask.PURPOSE)) return ("purpose", k.purpose());
        if (_bad(k.region(), ScopeMask.REGION)) return ("region", k.region());
        if (_bad(k.action(), ScopeMask.ACTION)) return ("action", k.action());
        if (_bad(k.rights(), Right.ALL)) return ("rights", k.rights());
    }

    /// @notice The first mask in which a child is wider than its parent; name 0 when there is none.
    function wider(PackedWord child, PackedWord parent)
        internal
        pure
        returns (bytes32 name, uint256 ofChild, uint256 ofParent)
    {
        if (child.purpose() & ~parent.purpose() != 0) return ("purpose", child.purpose(), parent.purpose());
        if (child.region() & ~parent.region() != 0) return ("region", child.region(), parent.region());
        if (child.action() & ~parent.action() != 0) return ("action", child.action(), parent.action());
    }

    /// @notice The rights that a licence under this grant may carry: HOLD under HOLD; USE under USE with SUBLICENSE or under
    /// OPERATE; OPERATE under OPERATE with RESALE, which is what commercialising means.
    function mayCarry(uint8 rights, uint32 action) internal pure returns (uint8 carried) {
        carried = rights & Right.HOLD;
        bool operates = rights & Right.OPERATE != 0;
        if (operates || (rights & Right.USE != 0 && action & Action.SUBLICENSE != 0)) carried |= Right.USE;
        if (operates && action & Action.RESALE != 0) carried |= Right.OPERATE;
    }

    function _bad(uint256 mask, uint256 defined) private pure returns (bool) {
        return mask == 0 || mask & ~defined != 0;
    }
}
