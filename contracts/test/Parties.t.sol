// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Role} from "../src/types/Codes.sol";
import {Base} from "./Base.sol";

contract PartiesTest is Base {
    function test_firstKeyActsForItsParty() public view {
        (uint32 party, uint32 roles, uint16 exchange,,) = parties.keyOf(addr("provider"));
        assertEq(party, PROVIDER, "party");
        assertEq(roles, Role.SIGN, "roles");
        assertEq(exchange, HANGZHOU, "exchange");
    }
}
