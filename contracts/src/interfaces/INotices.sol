// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleCases} from "./ITitleCases.sol";
import {ITitleNotices} from "./ITitleNotices.sol";
import {ITitleObjections} from "./ITitleObjections.sol";
import {ITitleShared} from "./ITitleShared.sol";

/// @title Notices: applications for titles until they are registered or lapse, and objections to titles at any time
interface INotices is ITitleShared, ITitleNotices, ITitleCases, ITitleObjections {}
