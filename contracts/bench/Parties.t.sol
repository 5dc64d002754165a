// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../src/interfaces/IParties.sol";
import {IPartyLife} from "../src/interfaces/IPartyLife.sol";
import {IPartyLinks} from "../src/interfaces/IPartyLinks.sol";
import {IRegister} from "../src/interfaces/IRegister.sol";
import {PartyKind, Role} from "../src/types/Codes.sol";
import {Kind} from "../src/types/Kinds.sol";
import {Consent, KeyTerms} from "../src/types/Structs.sol";
import {Calendar2026} from "../test/kit/Calendar2026.sol";
import {PartyActs} from "../test/kit/PartyActs.sol";
import {World} from "../test/kit/World.sol";
import {Meter} from "./Meter.sol";

/// @notice What the verbs of Parties and of the Register's council cost.
contract PartiesGas is Meter, PartyActs {
    function setUp() public override(Meter, World) {
        Meter.setUp();
    }

    function _deployModules() internal override(Meter, World) {
        Meter._deployModules();
    }

    function test_enrolling() public {
        string memory name = named("exchange");
        KeyTerms memory k = terms(name, Role.EXCHANGE | Role.SIGN);
        Consent memory own = consent(name, enrolmentFields(151, PartyKind.EXCHANGE, 151, name, k));
        _measure("admit_exchange", "council", abi.encodeCall(IParties.admitExchange, (151, digest(name), k, own)));

        name = named("authority");
        k = terms(name, Role.SIGN | Role.AUTHORITY);
        own = consent(name, enrolmentFields(80_009, PartyKind.AUTHORITY, 0, name, k));
        _measure("enrol_authority", "council", abi.encodeCall(IParties.enrolAuthority, (80_009, digest(name), k, own)));

        name = named("party");
        k = terms(name, Role.SIGN);
        own = consent(name, enrolmentFields(70_009, PartyKind.LEGAL, HANGZHOU, name, k));
        bytes memory data = abi.encodeCall(IParties.enrol, (70_009, PartyKind.LEGAL, digest(name), k, own));
        _measure("enrol", "hangzhou", data);
    }

    function test_keys() public {
        KeyTerms memory k = terms("second key", Role.SIGN);
        Consent memory own = consent("second key", keyAdditionFields(PROVIDER, k));
        _measure("add_key", "provider", abi.encodeCall(IParties.addKey, (k, own)));
        k = terms("third key", Role.SIGN);
        own = consent("third key", keyAdditionFields(PROVIDER, k));
        Consent memory ofParty = consent("provider", keyAdditionFields(PROVIDER, k));
        bytes memory data = abi.encodeCall(IParties.addKeyBySignature, (PROVIDER, k, own, ofParty));
        _measure("add_key_by_signature", "hangzhou-relayer", data);
        _measure("end_key", "provider", abi.encodeCall(IParties.endKey, (addr("second key"))));
        _measure("void_signatures", "provider", abi.encodeCall(IParties.voidSignatures, ()));
    }

    function test_recovery() public {
        KeyTerms memory k = recoveryTerms("new key", Role.SIGN);
        Consent memory own = consent("new key", recoveryFields(PROVIDER, k));
        bytes memory data = abi.encodeCall(IParties.recoverKey, (PROVIDER, k, own, LOST));
        _measure("recover_key", "hangzhou", data);
        data = abi.encodeCall(IParties.changeRoles, (addr("outsider"), Role.SIGN | Role.REVIEWER, full("appointed")));
        _measure("change_roles", "hangzhou", data);
    }

    function test_successions() public {
        Consent memory next = consent("operator", successionFields(PROVIDER, OPERATOR));
        bytes memory data = abi.encodeCall(IPartyLife.succeed, (PROVIDER, OPERATOR, MERGER, next));
        _measure("succeed", "court", data);
        bytes memory fields = successionFields(PROCESSOR, BUYER);
        (Consent memory own, Consent memory other) = (consent("processor", fields), consent("buyer", fields));
        data = abi.encodeCall(IPartyLife.succeedBySignature, (PROCESSOR, BUYER, MERGER, own, other));
        _measure("succeed_by_signature", "hangzhou", data);
        data = abi.encodeCall(IPartyLife.removeExchange, (HARBIN, full("exit")));
        _measure("remove_exchange", "council", data);
    }

    function test_suspicion() public {
        uint40 time = uint40(block.timestamp);
        bytes memory data = abi.encodeCall(IPartyLife.declareSuspect, (time - 3 days, time - 1, full("stolen")));
        _measure("declare_suspect", "provider", data);
        data = abi.encodeCall(IPartyLife.orderSuspect, (BUYER, time - 3 days, time - 1, full("order")));
        _measure("order_suspect", "court", data);
    }

    function test_links() public {
        bytes32 why = full("register of shareholders");
        _measure("declare_affiliate", "hangzhou", abi.encodeCall(IPartyLinks.declareAffiliate, (PROVIDER, why)));
        bytes memory data = abi.encodeCall(IPartyLinks.declareAffiliateOf, (HANGZHOU, BUYER, why));
        _measure("declare_affiliate_of", "court", data);
        data = abi.encodeCall(IPartyLinks.endAffiliate, (HANGZHOU, PROVIDER, why));
        _measure("end_affiliate", "court", data);
        data = abi.encodeCall(IPartyLinks.nameSuperior, (COURT, COURT_TWO, why));
        _measure("name_superior", "council", data);
        data = abi.encodeCall(IPartyLinks.endSuperior, (COURT, COURT_TWO, why));
        _measure("end_superior", "council", data);
    }

    function test_calendar() public {
        // The halves of 2026 serve for 2027, whose halves are as long.
        bytes memory data = abi.encodeCall(
            IParties.publishCalendar, (2027, Calendar2026.half(0), Calendar2026.half(1), full("notice of 2027"))
        );
        _measure("publish_calendar", "council", data);
        bytes32 first = Calendar2026.half(0) ^ bytes32(uint256(1) << 80);
        data = abi.encodeCall(IParties.correctCalendar, (2027, first, Calendar2026.half(1), full("corrected")));
        _measure("correct_calendar", "council", data);
    }

    function test_council() public {
        (uint40 later, uint256 mask) = (uint40(block.timestamp) + 3 days, uint256(filled(bytes32(uint256(1)))));
        IRegister.Permission[] memory permissions = new IRegister.Permission[](2);
        permissions[0] = IRegister.Permission(Kind.GRANT, mask);
        permissions[1] = IRegister.Permission(Kind.LISTING, mask);
        bytes memory data = abi.encodeCall(IRegister.enableModule, (address(this), later, 0, permissions));
        _council("enable_module", data);
        _council("announce_widening", abi.encodeCall(IRegister.announceWidening, (address(this), Kind.FACT, mask)));
        vm.warp(later);
        _council("widen", abi.encodeCall(IRegister.widen, (address(this), Kind.FACT, mask)));
        _council("narrow", abi.encodeCall(IRegister.narrow, (address(this), Kind.FACT, mask & (mask - 1))));
        _council("retire_module", abi.encodeCall(IRegister.retireModule, (address(this))));
    }

    function _measure(string memory row, string memory by, bytes memory data) private {
        measure(row, by, address(parties), data);
    }

    function _council(string memory row, bytes memory data) private {
        measure(row, "council", address(register), data);
    }
}
