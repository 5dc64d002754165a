// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Reason} from "../../types/Codes.sol";
import {GrantKey} from "../../types/Structs.sol";
import {PathModule} from "../PathModule.sol";
import {GrantReserves} from "./GrantReserves.sol";
import {GrantTransfers} from "./GrantTransfers.sol";

/// @title Grants: license (GrantLicences), transfer (GrantTransfers), reserve (GrantReserves); see IGrants
contract Grants is GrantReserves, GrantTransfers {
    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) PathModule(register_) {}

    /// @inheritdoc IGrants
    function valid(GrantKey[] calldata path) external view onlyEnabled returns (bool yes, uint8 reason, uint256 index) {
        (reason, index) = Predicates.valid(GrantFacts.read(register, origin, path).facts, block.timestamp);
        yes = reason == Reason.NONE;
    }

    /// @inheritdoc IGrants
    function free(GrantKey[] calldata path, uint8 verb) external view onlyEnabled returns (bool yes, uint8 reason) {
        reason = Predicates.whyUnfree(GrantFacts.read(register, origin, path).facts, verb, block.timestamp);
        yes = reason == Reason.NONE;
    }
}
