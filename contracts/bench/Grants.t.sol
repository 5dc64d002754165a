// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IFreezes} from "../src/interfaces/IFreezes.sol";
import {IGrants} from "../src/interfaces/IGrants.sol";
import {FreezeScope, Right, TransferReason} from "../src/types/Codes.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What the verbs of Grants and Encumbrances cost, on a grant at depth 2.
contract GrantsGas is Meter {
    uint64 private constant NEXT = 0x8877665544332211;

    function test_license() public {
        GrantKey memory key = licenceUnder(deep, Right.USE, NEXT);
        measure("license", "operator", address(grants), abi.encodeCall(IGrants.license, (deep, key, BUYER)));
    }

    function test_licenseDepthFour() public {
        GrantKey[] memory path = below(deep, "operator", Right.USE | Right.OPERATE, OUTSIDER);
        GrantKey memory key = licenceUnder(path, Right.USE, NEXT);
        measure("license_depth_4", "outsider", address(grants), abi.encodeCall(IGrants.license, (path, key, BUYER)));
    }

    function test_licenseBySignature() public {
        GrantKey memory key = licenceUnder(deep, Right.USE, NEXT);
        Consent memory own = consent("operator", licenseFields(deep, key, BUYER));
        bytes memory data = abi.encodeCall(IGrants.licenseBySignature, (deep, key, BUYER, own));
        measure("license_by_signature", "hangzhou-relayer", address(grants), data);
    }

    function test_transfer() public {
        Consent memory receiver = consent("buyer", _fields());
        bytes memory data =
            abi.encodeCall(IGrants.transfer, (deep, BUYER, TransferReason.SALE, digest("transfer terms"), receiver));
        measure("transfer", "operator", address(grants), data);
    }

    function test_transferBySignature() public {
        Consent memory holder = consent("operator", _fields());
        Consent memory receiver = consent("buyer", _fields());
        bytes32 terms = digest("transfer terms");
        bytes memory data =
            abi.encodeCall(IGrants.transferBySignature, (deep, BUYER, TransferReason.SALE, terms, holder, receiver));
        measure("transfer_by_signature", "hangzhou-relayer", address(grants), data);
    }

    function test_freezes() public {
        bytes32 target = idOf(deep);
        uint40 until = uint40(block.timestamp) + 90 days;
        _encumber(
            "freeze",
            "court",
            abi.encodeCall(IFreezes.freeze, (target, FreezeScope.EXERCISE, until, full("order")))
        );
        _encumber(
            "freeze_second",
            "court-two",
            abi.encodeCall(IFreezes.freeze, (target, FreezeScope.DISPOSE, until + 90 days, full("another order")))
        );
        uint256 before = vm.snapshotState();
        _encumber("lift_promoting", "court", abi.encodeCall(IFreezes.lift, (target, 1, full("lift"))));
        vm.revertToState(before);
        vm.warp(until);
        _encumber("promote", "buyer", abi.encodeCall(IFreezes.promote, (target)));
        vm.warp(block.timestamp + 1);
        _encumber("lift", "court-two", abi.encodeCall(IFreezes.lift, (target, 2, full("lift"))));
    }

    function _encumber(string memory row, string memory by, bytes memory data) private {
        measure(row, by, address(encumbrances), data);
    }

    function _fields() private view returns (bytes memory) {
        return transferFields(deep, BUYER, TransferReason.SALE);
    }
}
