// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitles} from "../../interfaces/ITitles.sol";
import {TitleBase} from "./TitleBase.sol";
import {TitleLife} from "./TitleLife.sol";
import {TitleRegistration} from "./TitleRegistration.sol";

/// @title Titles: registration, and what follows until a title ends; see ITitles
contract Titles is ITitles, TitleRegistration, TitleLife {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) TitleBase(register_) {}
}
