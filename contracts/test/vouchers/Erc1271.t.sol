// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Mode, PartyKind, Right, Role} from "../../src/types/Codes.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {ContractWallet} from "../kit/ContractWallet.sol";

/// @notice Holders whose key is a contract: it consents by ERC-1271, and cannot act while it is asked.
contract Erc1271Test is GrantsBase {
    uint32 private constant FUND = 70300;
    ContractWallet private wallet;
    GrantKey[] private held;

    function setUp() public override {
        super.setUp();
        wallet = new ContractWallet();
        KeyTerms memory k = KeyTerms(address(wallet), Role.SIGN, START, FOREVER);
        bytes memory fields = enrolmentFields(FUND, PartyKind.LEGAL, HANGZHOU, "fund", k);
        Consent memory own = _consent();
        wallet.approve(digestOf(fields, own));
        vm.prank(addr("hangzhou"));
        parties.enrol(FUND, PartyKind.LEGAL, digest("fund"), k, own);
        GrantKey[] memory path = license(title, "provider", Right.USE, FUND);
        held.push(path[0]);
        held.push(path[1]);
    }

    function _consent() private view returns (Consent memory) {
        return Consent(address(wallet), uint40(block.timestamp), uint40(block.timestamp) + 1 days, "");
    }

    function _sublicence() private view returns (GrantKey memory key, bytes memory fields, Consent memory by) {
        key = childKey(held, scope(Right.USE, Mode.LICENSE));
        fields = licenseFields(held, key, BUYER);
        by = _consent();
    }

    function test_aContractConsents() public {
        (GrantKey memory key, bytes memory fields, Consent memory by) = _sublicence();
        wallet.approve(digestOf(fields, by));
        grants.licenseBySignature(held, key, BUYER, by);
        assertEq(grant(Ids.grantId(key)).holder(), BUYER, "licensed");
    }

    function test_whatItDidNotApprove_fail() public {
        (GrantKey memory key, bytes memory fields, Consent memory by) = _sublicence();
        bytes32 hashed = digestOf(fields, by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, address(wallet), hashed));
        grants.licenseBySignature(held, key, BUYER, by);
    }

    function test_actingWhileAsked_fail() public {
        (GrantKey memory key, bytes memory fields, Consent memory by) = _sublicence();
        bytes32 hashed = digestOf(fields, by);
        wallet.approve(hashed);
        GrantKey memory other = childKey(held, scope(Right.USE, Mode.LICENSE).withNonce(2));
        bytes memory own = abi.encodeCall(grants.license, (held, other, OUTSIDER));
        wallet.actWhenAsked(address(grants), own);
        // Asked outside a verb it can: so what refuses it below is that it is only asked, never let act.
        uint256 before = vm.snapshotState();
        wallet.isValidSignature(hashed, "");
        assertEq(grant(Ids.grantId(other)).holder(), OUTSIDER, "it may license by itself");
        vm.revertToState(before);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, address(wallet), hashed));
        grants.licenseBySignature(held, key, BUYER, by);
    }

    function test_signedInTheFuture_fail() public {
        (GrantKey memory key, bytes memory fields, Consent memory by) = _sublicence();
        by.signedAt = uint40(block.timestamp) + 1;
        wallet.approve(digestOf(fields, by));
        vm.expectRevert(abi.encodeWithSelector(IModule.SignedInFuture.selector, by.signedAt, block.timestamp));
        grants.licenseBySignature(held, key, BUYER, by);
        vm.warp(by.signedAt);
        grants.licenseBySignature(held, key, BUYER, by);
    }
}
