// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";

/// @notice A module that writes whatever it is told, to reach the register's own refusals.
contract WriterHarness {
    IRegister private immutable register;

    constructor(IRegister register_) {
        register = register_;
    }

    function write(uint8 kind, bytes32 id, bytes32 expected, bytes32 word) external {
        register.write(kind, id, expected, word, keccak256("leaf"));
    }

    function writeMany(IRegister.Entry[] calldata entries) external {
        register.writeMany(entries);
    }
}
