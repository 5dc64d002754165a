// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../interfaces/INotices.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {TitleBase} from "./TitleBase.sol";
import {TitleCases} from "./TitleCases.sol";
import {TitleNotices} from "./TitleNotices.sol";
import {TitleObjections} from "./TitleObjections.sol";

/// @title Notices: applications until they are registered or lapse, and objections; see INotices
contract Notices is INotices, TitleNotices, TitleCases, TitleObjections {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) TitleBase(register_) {}
}
