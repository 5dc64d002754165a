// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../src/interfaces/INotices.sol";
import {ITitleNotices} from "../src/interfaces/ITitleNotices.sol";
import {ITitleObjections} from "../src/interfaces/ITitleObjections.sol";
import {ITitleRegistration} from "../src/interfaces/ITitleRegistration.sol";
import {GrantKey} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What the verbs of Titles cost.
contract TitlesGas is Meter {
    string private constant REGISTRAR = "hangzhou-registrar";
    uint256 private constant MANY = 100;

    function test_notice() public {
        INotices.Notice memory n = fullNotice("one", PROVIDER);
        measure("notice", REGISTRAR, address(notices), abi.encodeCall(ITitleNotices.notice, (n)));
    }

    function test_register() public {
        INotices.Notice memory n = _over("one");
        measure("register", REGISTRAR, address(titles), abi.encodeCall(ITitleRegistration.registerTitle, (n.key)));
    }

    function test_registerFirstOfMonth() public {
        INotices.Notice memory n = _over("one");
        vm.warp(local(4, 1, 9));
        bytes memory data = abi.encodeCall(ITitleRegistration.registerTitle, (n.key));
        measure("register_first_of_month", REGISTRAR, address(titles), data);
    }

    function test_batches() public {
        (INotices.Notice[] memory filed, GrantKey[] memory keys) = _ofHundred();
        bytes memory data = abi.encodeCall(ITitleNotices.noticeMany, (filed));
        measure("notice_batch_item_100", REGISTRAR, address(notices), data, MANY);
        vm.warp(local(3, 30, 9));
        data = abi.encodeCall(ITitleRegistration.registerTitles, (keys));
        measure("register_batch_item_100", REGISTRAR, address(titles), data, MANY);
    }

    function test_object() public {
        bytes32 id = file(fullNotice("one", PROVIDER));
        bytes memory data = abi.encodeCall(ITitleObjections.object, (id, 1, full("objection")));
        measure("object", "outsider", address(notices), data);
        data = abi.encodeCall(ITitleObjections.settle, (id, 1, 2, full("outcome")));
        measure("settle", REGISTRAR, address(notices), data);
    }

    /// @dev A notice whose time is over, late in March.
    function _over(string memory name) private returns (INotices.Notice memory n) {
        n = fullNotice(name, PROVIDER);
        file(n);
        vm.warp(local(3, 30, 9));
    }

    /// @dev A hundred applicants, one title each.
    function _ofHundred() private returns (INotices.Notice[] memory filed, GrantKey[] memory keys) {
        (filed, keys) = (new INotices.Notice[](MANY), new GrantKey[](MANY));
        for (uint32 i = 0; i < MANY; ++i) {
            string memory name =
                string.concat("applicant-", string(abi.encodePacked(uint8(48 + i / 10), uint8(48 + i % 10))));
            enrolParty(75_001 + i, name);
            filed[i] = fullNotice(name, 75_001 + i);
            keys[i] = filed[i].key;
        }
    }
}
