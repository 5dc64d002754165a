// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {GrantWords} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {World} from "../kit/World.sol";
import {WriterHarness} from "./WriterHarness.sol";

/// @notice A register with one module of a few bits, enabled at START + 2 days.
abstract contract RegisterBase is World {
    uint256 internal constant MASK = GrantWords.HOLDER_MASK | GrantWords.SINCE_MASK;
    bytes32 internal constant ID = keccak256("some grant");
    uint8 internal constant GRANT = Kind.GRANT;

    WriterHarness internal writer;
    uint40 internal from;

    function setUp() public virtual override {
        super.setUp();
        writer = new WriterHarness(register);
        from = START + 2 days;
        vm.prank(addr("council"));
        register.enableModule(address(writer), from, 0, _only(GRANT, MASK));
        vm.warp(from);
    }

    function _only(uint8 kind, uint256 mask) internal pure returns (IRegister.Permission[] memory permissions) {
        permissions = new IRegister.Permission[](1);
        permissions[0] = IRegister.Permission(kind, mask);
    }
}
