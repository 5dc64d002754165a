// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {Mode, Right, TransferReason} from "../../src/types/Codes.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice Behind every licence and every transfer stands a paper that was agreed: without its digest none is written, in whichever way
/// it is asked for.
contract AgreedTermsTest is GrantsBase {
    GrantKey private key;

    function setUp() public override {
        super.setUp();
        key = childKey(title, scope(Right.USE, Mode.LICENSE));
        key.termsDigest = 0;
    }

    function test_licenceWithoutTerms_fail() public {
        vm.prank(addr("provider"));
        _refused();
        grants.license(title, key, PROCESSOR);
    }

    function test_licenceOnASignatureWithoutTerms_fail() public {
        Consent memory by = consent("provider", licenseFields(title, key, PROCESSOR));
        _refused();
        grants.licenseBySignature(title, key, PROCESSOR, by);
    }

    function test_oneOfManyWithoutTerms_fail() public {
        GrantKey[] memory keys = new GrantKey[](2);
        (keys[0], keys[1]) = (childKey(title, scope(Right.USE, Mode.LICENSE)), key);
        uint32[] memory holders = new uint32[](2);
        (holders[0], holders[1]) = (PROCESSOR, PROCESSOR);
        vm.prank(addr("provider"));
        _refused();
        grants.licenseMany(title, keys, holders);
    }

    function test_sublicenceWithoutTerms_fail() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        GrantKey memory below = childKey(path, scope(Right.USE, Mode.LICENSE));
        below.termsDigest = 0;
        vm.prank(addr("processor"));
        _refused();
        grants.license(path, below, BUYER);
    }

    function test_transferWithoutTerms_fail() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        bytes memory fields = transferFields(path, BUYER, TransferReason.SALE);
        (Consent memory from, Consent memory to) = (consent("processor", fields), consent("buyer", fields));
        vm.warp(block.timestamp + 1);
        vm.prank(addr("processor"));
        _refused();
        grants.transfer(path, BUYER, TransferReason.SALE, 0, to);
        _refused();
        grants.transferBySignature(path, BUYER, TransferReason.SALE, 0, from, to);
        _refused();
        grants.transferBySignature(path, BUYER, TransferReason.SUCCESSION, 0, from, to);
    }

    function _refused() private {
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("termsDigest")));
    }
}
