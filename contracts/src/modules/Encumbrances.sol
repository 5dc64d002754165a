// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEncumbrances} from "../interfaces/IEncumbrances.sol";
import {IGrants} from "../interfaces/IGrants.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {Judgments} from "./Judgments.sol";
import {PathModule} from "./PathModule.sol";

/// @title Encumbrances: freezes, security interests, pre-notices, and what passes them; see IEncumbrances
contract Encumbrances is Judgments, IEncumbrances {
    /// @param register_ The register whose words this module may say.
    /// @param grants_ The module that writes holders and ends rights.
    constructor(IRegister register_, IGrants grants_) PathModule(register_) Judgments(grants_) {}
}
