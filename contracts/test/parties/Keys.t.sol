// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {PartyKind, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";

/// @notice Parties are not keys: adding, ending and voiding.
contract KeysTest is Base {
    function test_aKeyAddsAnother() public {
        staff("provider", "provider-two", Role.SIGN);
        (uint32 party,, uint16 exchange,,) = parties.keyOf(addr("provider-two"));
        assertEq(party, PROVIDER, "of the same party");
        assertEq(exchange, HANGZHOU, "and the same exchange");
        staff("provider-two", "provider-three", Role.SIGN);
    }

    function test_anyoneRelaysAnAddition() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        parties.addKeyBySignature(PROVIDER, k, consent("provider-two", fields), consent("provider", fields));
        (uint32 party,,,,) = parties.keyOf(addr("provider-two"));
        assertEq(party, PROVIDER, "added");
    }

    function test_exchangeAddsNoKeyToAParty_fail() public {
        KeyTerms memory k = terms("intruder", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        Consent memory own = consent("intruder", fields);
        Consent memory ofExchange = consent("hangzhou", fields);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("hangzhou"), HANGZHOU, PROVIDER));
        parties.addKeyBySignature(PROVIDER, k, own, ofExchange);
    }

    function test_addWithoutTheRole_fail() public {
        KeyTerms memory k = terms("intruder", Role.REGISTRAR);
        Consent memory own = consent("intruder", keyAdditionFields(HANGZHOU, k));
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(_roleMissing("hangzhou-registrar", Role.REGISTRAR, Role.EXCHANGE));
        parties.addKey(k, own);
    }

    function test_addRolesAbove_fail() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN | Role.REGISTRAR);
        Consent memory own = consent("provider-two", keyAdditionFields(PROVIDER, k));
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IParties.RolesNotGiven.selector, k.roles, Role.SIGN));
        parties.addKey(k, own);
        k = terms("court-clerk", Role.AUTHORITY | Role.REGISTRAR);
        own = consent("court-clerk", keyAdditionFields(COURT, k));
        vm.prank(addr("court"));
        vm.expectRevert(abi.encodeWithSelector(IParties.RolesNotGiven.selector, k.roles, Role.OF_AUTHORITY));
        parties.addKey(k, own);
    }

    function test_addAKeyThatDidNotSign_fail() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        Consent memory ofParty = consent("provider", fields);
        bytes memory another = abi.encodeWithSelector(IParties.KeyNotSigner.selector, addr("outsider"), k.key);
        _refuse(k, consent("outsider", fields), ofParty, another);
        Consent memory own = consent("provider-two", keyAdditionFields(OUTSIDER, k)); // it agreed to serve another party
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(own.signedAt, own.deadline)));
        bytes32 hashed = keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
        _refuse(k, own, ofParty, abi.encodeWithSelector(IModule.BadSignature.selector, k.key, hashed));
    }

    function _refuse(KeyTerms memory k, Consent memory own, Consent memory ofParty, bytes memory why) private {
        vm.prank(addr("provider"));
        vm.expectRevert(why);
        parties.addKey(k, own);
        vm.expectRevert(why);
        parties.addKeyBySignature(PROVIDER, k, own, ofParty);
    }

    function test_addOnASignatureWithoutTheRole_fail() public {
        staff("hangzhou", "hangzhou-signer", Role.SIGN);
        KeyTerms memory k = terms("intruder", Role.EXCHANGE);
        bytes memory fields = keyAdditionFields(HANGZHOU, k);
        (Consent memory own, Consent memory ofParty) = (consent("intruder", fields), consent("hangzhou-signer", fields));
        vm.expectRevert(_roleMissing("hangzhou-signer", Role.SIGN, Role.EXCHANGE));
        parties.addKeyBySignature(HANGZHOU, k, own, ofParty);
    }

    function test_noPartyMakesItselfAReviewer_fail() public {
        KeyTerms memory k = terms("self-made", Role.REVIEWER);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        (Consent memory own, Consent memory ofParty) = (consent("self-made", fields), consent("provider", fields));
        bytes memory why = abi.encodeWithSelector(IParties.RolesNotGiven.selector, Role.REVIEWER, Role.SIGN);
        vm.prank(addr("provider"));
        vm.expectRevert(why);
        parties.addKey(k, own);
        vm.expectRevert(why);
        parties.addKeyBySignature(PROVIDER, k, own, ofParty);
    }

    function test_reviewerGivesWhatTheExchangeGave() public {
        KeyTerms memory k = terms("reviewers", Role.SIGN | Role.REVIEWER);
        Consent memory own = consent("reviewers", enrolmentFields(70200, PartyKind.LEGAL, HANGZHOU, "reviewers", k));
        vm.prank(addr("hangzhou"));
        parties.enrol(70200, PartyKind.LEGAL, digest("reviewers"), k, own);
        staff("reviewers", "their reviewer", Role.REVIEWER);
        (, uint32 roles,,,) = parties.keyOf(addr("their reviewer"));
        assertEq(roles, Role.REVIEWER, "given on");
    }

    function test_addSomeoneElsesKey_fail() public {
        KeyTerms memory k = terms("buyer", Role.SIGN);
        Consent memory own = consent("buyer", keyAdditionFields(PROVIDER, k));
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IParties.KeyExists.selector, addr("buyer"), BUYER));
        parties.addKey(k, own);
    }

    function test_addOnSignatureForTheOldWord_fail() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        (Consent memory own, Consent memory ofParty) = (consent("provider-two", fields), consent("provider", fields));
        vm.warp(START + 1);
        vm.prank(addr("provider"));
        parties.voidSignatures();
        vm.expectRevert(abi.encodeWithSelector(IModule.SignatureVoided.selector, PROVIDER, START, START + 1));
        parties.addKeyBySignature(PROVIDER, k, own, ofParty);
    }

    function test_addToUnknownParty_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", keyAdditionFields(99999, k));
        vm.expectRevert(abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(99999)));
        parties.addKeyBySignature(99999, k, own, own);
    }

    function test_addToAnEndedParty_fail() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        Consent memory own = consent("provider-two", keyAdditionFields(PROVIDER, k));
        bytes32 id = Ids.ofNumber(PROVIDER);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id)).withState(PartyState.ENDED);
        plant(Kind.PARTY, id, PartyWord.unwrap(w));
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, PROVIDER, PartyState.ENDED));
        parties.addKey(k, own);
    }

    function test_endedKeyActsNoMore_fail() public {
        staff("provider", "provider-two", Role.SIGN);
        vm.warp(START + 5);
        vm.prank(addr("provider-two"));
        parties.endKey(addr("provider"));
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.KeyNotLive.selector, addr("provider"), START, START + 5));
        parties.voidSignatures();
    }

    function test_staffMayLeave() public {
        vm.prank(addr("hangzhou-reviewer"));
        parties.endKey(addr("hangzhou-reviewer"));
        (,,,, uint40 until) = parties.keyOf(addr("hangzhou-reviewer"));
        assertEq(until, START, "ended now");
    }

    function test_futureAndExpiredKeys_fail() public {
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        (k.from, k.until) = (START + 10, START + 20);
        Consent memory own = consent("provider-two", keyAdditionFields(PROVIDER, k));
        vm.prank(addr("provider"));
        parties.addKey(k, own);
        bytes memory dead = abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, k.until);
        vm.startPrank(k.key);
        vm.warp(START + 9);
        vm.expectRevert(dead);
        parties.voidSignatures();
        vm.warp(START + 20);
        vm.expectRevert(dead);
        parties.voidSignatures();
        vm.warp(START + 19);
        parties.voidSignatures();
    }

    function test_endKey_fail() public {
        vm.startPrank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger")));
        parties.endKey(addr("stranger"));
        vm.expectRevert(abi.encodeWithSelector(IParties.KeyNotYours.selector, addr("buyer"), BUYER, PROVIDER));
        parties.endKey(addr("buyer"));
        vm.stopPrank();
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(_roleMissing("hangzhou-registrar", Role.REGISTRAR, Role.EXCHANGE));
        parties.endKey(addr("hangzhou-reviewer"));
        vm.startPrank(addr("hangzhou"));
        parties.endKey(addr("hangzhou-reviewer"));
        vm.expectRevert(abi.encodeWithSelector(IParties.KeyAlreadyEnded.selector, addr("hangzhou-reviewer"), START));
        parties.endKey(addr("hangzhou-reviewer"));
    }

    function test_voidingReachesBackOnly() public {
        vm.warp(START + 100);
        vm.prank(addr("provider"));
        parties.voidSignatures();
        KeyTerms memory k = terms("provider-two", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        Consent memory same = consentAt("provider", fields, START + 100, START + 200);
        parties.addKeyBySignature(PROVIDER, k, consent("provider-two", fields), same);
    }

    function _roleMissing(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }
}
