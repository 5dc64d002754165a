// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleLife} from "./ITitleLife.sol";
import {ITitleRegistration} from "./ITitleRegistration.sol";
import {ITitleShared} from "./ITitleShared.sol";

/// @title Titles: registration of what was noticed, and what follows until a title ends
interface ITitles is ITitleShared, ITitleRegistration, ITitleLife {}
