// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "./IFreezes.sol";
import {IInterests} from "./IInterests.sol";

/// @title Encumbrances: what stands in the way of a disposal
interface IEncumbrances is IFreezes, IInterests {}
