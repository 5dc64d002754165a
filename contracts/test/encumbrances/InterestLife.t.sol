// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {InterestKind} from "../../src/types/Codes.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Who speaks for an interest on record, and what is refused of it.
contract InterestLifeTest is EncumbrancesBase {
    function test_notTheSecured_fail() public {
        charge(title, "provider", pledge(OUTSIDER));
        bytes memory refusal = abi.encodeWithSelector(IInterests.NotSecured.selector, target, 1, OUTSIDER, PROVIDER);
        vm.expectRevert(refusal);
        letPass(target, "provider", 1, 1);
        vm.expectRevert(refusal);
        releaseOf(target, "provider", 1);
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("provider"), PROVIDER, OUTSIDER);
        Consent memory by = consent("provider", consentFields(target, 1, 1));
        vm.expectRevert(wrong);
        encumbrances.consentBySignature(target, 1, 1, by);
        by = consent("provider", releaseFields(target, 1));
        vm.expectRevert(wrong);
        encumbrances.releaseBySignature(target, 1, digest("release"), by);
    }

    /// @dev A consent cannot be presented as a release, or at another rank.
    function test_aSignatureForAnother_fail() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = EVERY_VERB;
        charge(title, "provider", t);
        charge(title, "provider", t);
        Consent memory by = consent("outsider", consentFields(target, 1, 0));
        bytes32 hashed = digestOf(consentFields(target, 2, 0), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("outsider"), hashed));
        encumbrances.consentBySignature(target, 2, 0, by);
        hashed = digestOf(releaseFields(target, 1), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("outsider"), hashed));
        encumbrances.releaseBySignature(target, 1, digest("release"), by);
    }

    function test_consents_fail() public {
        charge(title, "provider", pledge(OUTSIDER));
        vm.expectRevert(_mask("consents", EVERY_VERB + 1));
        letPass(target, "outsider", 1, EVERY_VERB + 1);
        vm.expectRevert(abi.encodeWithSelector(IInterests.ConsentsUnchanged.selector, target, 1, 0));
        letPass(target, "outsider", 1, 0);
        vm.prank(addr("outsider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("releaseDigest")));
        encumbrances.release(target, 1, 0);
    }

    function test_unknownOrSettled_fail() public {
        charge(title, "provider", pledge(OUTSIDER));
        uint8[2] memory wrong = [0, 2];
        for (uint256 i = 0; i < wrong.length; ++i) {
            bytes memory unknown = abi.encodeWithSelector(IInterests.InterestUnknown.selector, target, wrong[i]);
            vm.expectRevert(unknown);
            letPass(target, "outsider", wrong[i], 1);
            vm.expectRevert(unknown);
            releaseOf(target, "outsider", wrong[i]);
            vm.expectRevert(unknown);
            encumbrances.lapsePrenotice(target, wrong[i]);
        }
        releaseOf(target, "outsider", 1);
        bytes memory settled =
            abi.encodeWithSelector(IInterests.InterestNotLive.selector, target, 1, InterestState.RELEASED);
        vm.expectRevert(settled);
        releaseOf(target, "outsider", 1);
        vm.expectRevert(settled);
        letPass(target, "outsider", 1, 1);
        vm.expectRevert(settled);
        encumbrances.lapsePrenotice(target, 1);
    }

    function test_lapse_fail() public {
        IInterests.Terms memory p = prenotice(BUYER);
        p.consents = EVERY_VERB;
        charge(title, "provider", p);
        charge(title, "provider", pledge(OUTSIDER));
        vm.warp(p.maturity - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IInterests.PrenoticeStands.selector, target, 1, p.maturity, p.maturity - 1)
        );
        encumbrances.lapsePrenotice(target, 1);
        vm.warp(t0 + 400 days);
        vm.expectRevert(abi.encodeWithSelector(IInterests.NotPrenotice.selector, target, 2, InterestKind.PLEDGE));
        encumbrances.lapsePrenotice(target, 2); // a pledge does not end by its maturity
    }
}
