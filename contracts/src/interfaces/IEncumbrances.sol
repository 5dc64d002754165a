// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "./IFreezes.sol";
import {IInterests} from "./IInterests.sol";
import {IJudgments} from "./IJudgments.sol";

/// @title Encumbrances: what stands in the way of a disposal, and what passes it
interface IEncumbrances is IFreezes, IInterests, IJudgments {}
