// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BasisMatrix} from "../src/libraries/BasisMatrix.sol";
import {Basis} from "../src/types/Codes.sol";
import {Asserts} from "./Asserts.sol";

contract BasisMatrixTest is Asserts {
    function test_matrix() public pure {
        uint8[14] memory allowed = [0, 7, 7, 7, 7, 3, 7, 7, 3, 7, 0, 0, 7, 7];
        for (uint256 b = 0; b < 256; ++b) {
            uint8 row = b < 14 ? allowed[b] : 0;
            assertEq(BasisMatrix.allowed(uint8(b), false), row, "a row of domain.md 2.2");
            assertEq(BasisMatrix.allowed(uint8(b), true), b == Basis.FUSED_SILENT ? 7 : row, "with every consent");
        }
    }
}
