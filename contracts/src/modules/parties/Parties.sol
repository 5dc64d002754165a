// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {Module} from "../Module.sol";
import {Calendars} from "./Calendars.sol";
import {PartyEnrolment} from "./PartyEnrolment.sol";
import {PartyKeys} from "./PartyKeys.sol";
import {PartyLinks} from "./PartyLinks.sol";
import {PartyRecovery} from "./PartyRecovery.sol";
import {PartySuccession} from "./PartySuccession.sol";
import {PartySuspicion} from "./PartySuspicion.sol";

/// @title Parties, their keys, and the working-day calendar; see IParties
contract Parties is PartyEnrolment, PartyKeys, PartyRecovery, PartySuccession, PartySuspicion, PartyLinks, Calendars {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) Module(register_) {}
}
