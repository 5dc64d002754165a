// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title The council
/// @notice Says who may enable modules, publish calendars, admit exchanges and accredit peers: OpenZeppelin's AccessManager as it is.
contract Council is AccessManager {
    /// @param admin The first account that may act for the council.
    constructor(address admin) AccessManager(admin) {}
}
