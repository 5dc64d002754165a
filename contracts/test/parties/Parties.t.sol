// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {PartyKind, Role} from "../../src/types/Codes.sol";
import {FieldTooWide} from "../../src/types/Fields.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";

contract PartiesTest is Base {
    uint32 private constant NEWCOMER = 70100;

    function test_partyAndItsFirstKey() public view {
        (uint32 party, uint32 roles, uint16 exchange, uint40 from, uint40 until) = parties.keyOf(addr("provider"));
        assertEq(party, PROVIDER, "party");
        assertEq(roles, Role.SIGN, "roles");
        assertEq(exchange, HANGZHOU, "exchange");
        assertEq(from, START, "from");
        assertEq(until, 0, "no end set");
        PartyWord w = _party(PROVIDER);
        assertEq(w.state(), PartyState.ACTIVE, "state");
        assertEq(w.kind(), PartyKind.LEGAL, "kind");
        assertEq(w.exchange(), HANGZHOU, "enrolled at");
        assertEq(w.since(), START, "since");
    }

    function test_exchangesAndAuthorities() public view {
        assertEq(_party(HANGZHOU).kind(), PartyKind.EXCHANGE, "an exchange");
        assertEq(_party(HANGZHOU).exchange(), HANGZHOU, "its number is its party's");
        assertEq(_party(COURT).kind(), PartyKind.AUTHORITY, "a court");
        assertEq(_party(COURT).exchange(), 0, "of no exchange");
        (uint32 party, uint32 roles, uint16 exchange,,) = parties.keyOf(addr("hangzhou-registrar"));
        assertEq(party, HANGZHOU, "staff of the exchange");
        assertEq(roles, Role.REGISTRAR, "with one role");
        assertEq(exchange, HANGZHOU, "for it");
    }

    function test_enrolNumber_fail() public {
        _refuseEnrol(65535, PartyKind.LEGAL, _partyNumber(65535));
        _refuseEnrol(0, PartyKind.LEGAL, _partyNumber(0));
        _refuseEnrol(PROVIDER, PartyKind.LEGAL, abi.encodeWithSelector(IParties.PartyExists.selector, PROVIDER));
    }

    function test_enrolKind_fail() public {
        uint8[4] memory kinds = [0, PartyKind.EXCHANGE, PartyKind.AUTHORITY, 6];
        for (uint256 i = 0; i < kinds.length; ++i) {
            _refuseEnrol(NEWCOMER, kinds[i], abi.encodeWithSelector(IPartyLife.PartyKindRefused.selector, kinds[i]));
        }
    }

    function test_enrolRoles_fail() public {
        uint32[5] memory roles =
            [0, Role.SIGN | Role.REGISTRAR, Role.SIGN | Role.EXCHANGE, Role.SIGN | Role.AUTHORITY, 1 << 8];
        for (uint256 i = 0; i < roles.length; ++i) {
            KeyTerms memory k = terms("newcomer", roles[i]);
            _refuseTerms(k, abi.encodeWithSelector(IParties.RolesNotGiven.selector, roles[i], Role.OF_PARTY));
        }
        KeyTerms memory mute = terms("newcomer", Role.REVIEWER);
        _refuseTerms(mute, abi.encodeWithSelector(IModule.RoleMissing.selector, mute.key, Role.REVIEWER, Role.SIGN));
    }

    function test_enrolTerm_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        (k.from, k.until) = (START - 10, START);
        _refuseTerms(k, abi.encodeWithSelector(IParties.KeyTermRefused.selector, START - 10, START));
        (k.from, k.until) = (START + 10, START + 10);
        _refuseTerms(k, abi.encodeWithSelector(IParties.KeyTermRefused.selector, START + 10, START + 10));
    }

    /// Times have 36 bits: a later one is refused, never cut.
    function test_timePastItsField_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        k.until = 1 << 36;
        _refuseTerms(k, abi.encodeWithSelector(FieldTooWide.selector, 1 << 36, 36));
    }

    function test_enrolAddressTwice_fail() public {
        KeyTerms memory k = terms("buyer", Role.SIGN);
        Consent memory own = consent("buyer", enrolmentFields(NEWCOMER, PartyKind.LEGAL, HANGZHOU, "buyer", k));
        vm.prank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IParties.KeyExists.selector, k.key, BUYER));
        parties.enrol(NEWCOMER, PartyKind.LEGAL, digest("buyer"), k, own);
    }

    function test_enrolZeros_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        k.key = address(0);
        _refuseTerms(k, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("key")));
        k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", "");
        vm.prank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("identityDigest")));
        parties.enrol(NEWCOMER, PartyKind.LEGAL, 0, k, own);
    }

    function test_enrolByOthers_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", _fields(NEWCOMER, k));
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(_roleMissing("hangzhou-registrar", Role.REGISTRAR, Role.EXCHANGE));
        parties.enrol(NEWCOMER, PartyKind.LEGAL, digest("newcomer"), k, own);
        vm.prank(addr("hangzhou"));
        vm.expectRevert(_notCouncil("hangzhou", IParties.enrolAuthority.selector));
        parties.enrolAuthority(NEWCOMER, digest("newcomer"), k, own);
        vm.prank(addr("hangzhou"));
        vm.expectRevert(_notCouncil("hangzhou", IParties.admitExchange.selector));
        parties.admitExchange(151, digest("newcomer"), k, own);
    }

    function test_admitNumberZero_fail() public {
        KeyTerms memory k = terms("newcomer", Role.EXCHANGE);
        Consent memory own = consent("newcomer", "");
        vm.prank(addr("council"));
        vm.expectRevert(_partyNumber(0));
        parties.admitExchange(0, digest("newcomer"), k, own);
    }

    // ---- the first key signs its own enrolment

    function test_enrolSignedByAnother_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("outsider", _fields(NEWCOMER, k));
        bytes memory reason = abi.encodeWithSelector(IParties.KeyNotSigner.selector, addr("outsider"), k.key);
        _refuse(k, own, reason);
        own.signer = k.key; // says it is the key's, but is not
        _refuse(k, own, _badSignature("newcomer", _fields(NEWCOMER, k)));
    }

    function test_enrolSignedForOtherTerms_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", _fields(NEWCOMER + 1, k));
        _refuse(k, own, _badSignature("newcomer", _fields(NEWCOMER, k)));
    }

    function test_enrolSignedForAnotherExchange_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", enrolmentFields(NEWCOMER, PartyKind.LEGAL, HARBIN, "newcomer", k));
        _refuse(k, own, _badSignature("newcomer", _fields(NEWCOMER, k)));
    }

    function test_enrolTooLateOrTooEarly_fail() public {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory late = consentAt("newcomer", _fields(NEWCOMER, k), START - 10, START - 1);
        _refuse(k, late, abi.encodeWithSelector(IModule.DeadlinePassed.selector, START - 1, START));
        Consent memory early = consentAt("newcomer", _fields(NEWCOMER, k), START + 1, START + 10);
        _refuse(k, early, abi.encodeWithSelector(IModule.SignedInFuture.selector, START + 1, START));
    }

    function _fields(uint32 party, KeyTerms memory k) private pure returns (bytes memory) {
        return enrolmentFields(party, PartyKind.LEGAL, HANGZHOU, "newcomer", k);
    }

    function _refuseEnrol(uint32 party, uint8 kind, bytes memory reason) private {
        KeyTerms memory k = terms("newcomer", Role.SIGN);
        Consent memory own = consent("newcomer", enrolmentFields(party, kind, HANGZHOU, "newcomer", k));
        vm.prank(addr("hangzhou"));
        vm.expectRevert(reason);
        parties.enrol(party, kind, digest("newcomer"), k, own);
    }

    function _refuseTerms(KeyTerms memory k, bytes memory reason) private {
        _refuse(k, consent("newcomer", _fields(NEWCOMER, k)), reason);
    }

    function _refuse(KeyTerms memory k, Consent memory own, bytes memory reason) private {
        vm.prank(addr("hangzhou"));
        vm.expectRevert(reason);
        parties.enrol(NEWCOMER, PartyKind.LEGAL, digest("newcomer"), k, own);
    }

    function _badSignature(string memory name, bytes memory fields) private view returns (bytes memory) {
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(START, START + 1 days)));
        bytes32 hashed = keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
        return abi.encodeWithSelector(IModule.BadSignature.selector, addr(name), hashed);
    }

    function _partyNumber(uint32 party) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IParties.PartyNumberRefused.selector, party);
    }

    function _roleMissing(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }

    function _notCouncil(string memory name, bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRegister.NotCouncil.selector, addr(name), selector);
    }

    function _party(uint32 party) private view returns (PartyWord) {
        return PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(party)));
    }
}
