// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Basis, Right} from "../types/Codes.sol";

/// @notice Which rights a basis of acquisition lets a registrar register (G35 articles 15, 20, 21; domain.md 2.2).
library BasisMatrix {
    /// @notice The most a basis allows, as a mask of rights; 0 for what cannot be registered and for unknown codes.
    /// @dev CONTRACT_ACQUIRED and FUSED_AGREED give what was agreed: the clause is the registrar's to check, so all is allowed here.
    /// @param basis How the data was obtained.
    /// @param consented Whether all other participants consent, which FUSED_SILENT needs for OPERATE.
    function allowed(uint8 basis, bool consented) internal pure returns (uint8) {
        if (basis == Basis.SCRAPED_PUBLIC) return Right.HOLD | Right.USE;
        if (basis == Basis.FUSED_SILENT && !consented) return Right.HOLD | Right.USE;
        if (basis == Basis.ENTRUSTED_PROCESSING || basis == Basis.PUBLIC_BODY_DUTY) return 0;
        return basis >= Basis.SELF_GENERATED && basis <= Basis.UTILITY ? Right.ALL : 0;
    }
}
