// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEncumbrances} from "../../interfaces/IEncumbrances.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {PathModule} from "../PathModule.sol";
import {Freezes} from "./Freezes.sol";
import {Interests} from "./Interests.sol";

/// @title Encumbrances: freezes, security interests, pre-notices; see IFreezes and IInterests
contract Encumbrances is Freezes, Interests, IEncumbrances {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) PathModule(register_) {}
}
