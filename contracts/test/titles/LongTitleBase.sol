// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice A title of PROVIDER whose right outlives its certificate, as a path of one key.
abstract contract LongTitleBase is TitlesBase {
    GrantKey[] internal path;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        (GrantKey[] memory p, bytes32 i) = longTitle("weather");
        id = i;
        path.push(p[0]);
    }
}
