// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Council} from "../../src/Council.sol";
import {Register} from "../../src/Register.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Encumbrances} from "../../src/modules/encumbrances/Encumbrances.sol";
import {Enforcement} from "../../src/modules/encumbrances/Enforcement.sol";
import {Grants} from "../../src/modules/grants/Grants.sol";
import {Holdings} from "../../src/modules/grants/Holdings.sol";
import {Parties} from "../../src/modules/parties/Parties.sol";
import {Notices} from "../../src/modules/titles/Notices.sol";
import {Titles} from "../../src/modules/titles/Titles.sol";
import {PartyKind, Role} from "../../src/types/Codes.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {Asserts} from "./Asserts.sol";
import {Calendar2026} from "./Calendar2026.sol";
import {Masks} from "./Masks.sol";

/// @notice A register with its council, the calendar of 2026, exchanges, parties and courts, each enrolled by real signatures.
/// @dev Keys come from names: `addr("provider")`. Time stands at START (Monday 2026-03-02 09:00 Asia/Shanghai) after setUp.
abstract contract World is Asserts {
    uint40 internal constant START = 1772413200;
    uint40 internal constant FOREVER = 0;
    bytes32 internal constant SALT = keccak256("test deployment");

    uint16 internal constant HANGZHOU = 331;
    uint16 internal constant HARBIN = 231;
    uint32 internal constant PROVIDER = 70001;
    uint32 internal constant PROCESSOR = 70002;
    uint32 internal constant OPERATOR = 70003;
    uint32 internal constant BUYER = 70004;
    uint32 internal constant OUTSIDER = 70005;
    uint32 internal constant COURT = 80001;
    uint32 internal constant COURT_TWO = 80002;

    bytes32 private constant ENROLMENT = keccak256(
        "Enrolment(uint32 party,uint8 kind,uint16 exchange,bytes32 identityDigest,address key,uint32 roles,uint40 from,uint40 until,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant KEY_ADDITION = keccak256(
        "KeyAddition(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );

    Council internal council;
    Register internal register;
    Parties internal parties;
    Notices internal notices;
    Titles internal titles;
    Grants internal grants;
    Holdings internal holdings;
    Encumbrances internal encumbrances;
    Enforcement internal enforcement;

    function setUp() public virtual {
        vm.warp(START - 3 days);
        council = new Council(addr("council"));
        register = new Register(address(council), SALT);
        _deployModules();
        vm.warp(START);
        _publishCalendar();
        _enrolEveryone();
    }

    /// @dev Override to deploy and enable more; call super.
    function _deployModules() internal virtual {
        parties = new Parties(register);
        enable(address(parties), "Parties");
        notices = new Notices(register);
        enable(address(notices), "Notices");
        titles = new Titles(register);
        enable(address(titles), "Titles");
        grants = new Grants(register);
        enable(address(grants), "Grants");
        holdings = new Holdings(register);
        enable(address(holdings), "Holdings");
        encumbrances = new Encumbrances(register);
        enable(address(encumbrances), "Encumbrances");
        enforcement = new Enforcement(register, grants);
        enable(address(enforcement), "Enforcement");
    }

    /// @dev Enables a module from START on, with the masks of modules.json.
    function enable(address module, string memory name) internal {
        uint40 from = uint40(block.timestamp) + register.MIN_DELAY();
        vm.prank(addr("council"));
        register.enableModule(module, from > START ? from : START, 0, Masks.ofModule(name));
    }

    function _publishCalendar() private {
        vm.prank(addr("council"));
        parties.publishCalendar(2026, Calendar2026.half(0), Calendar2026.half(1), keccak256("notice of 2026"));
    }

    function _enrolEveryone() private {
        admit(HANGZHOU, "hangzhou");
        admit(HARBIN, "harbin");
        staff("hangzhou", "hangzhou-registrar", Role.REGISTRAR);
        staff("hangzhou", "hangzhou-reviewer", Role.REVIEWER);
        staff("hangzhou", "hangzhou-logger", Role.LOGGER);
        staff("hangzhou", "hangzhou-relayer", Role.RELAYER);
        staff("harbin", "harbin-registrar", Role.REGISTRAR);
        staff("harbin", "harbin-reviewer", Role.REVIEWER);
        staff("harbin", "harbin-logger", Role.LOGGER);
        enrolParty(PROVIDER, "provider");
        enrolParty(PROCESSOR, "processor");
        enrolParty(OPERATOR, "operator");
        enrolParty(BUYER, "buyer");
        enrolParty(OUTSIDER, "outsider");
        enrolAuthority(COURT, "court");
        enrolAuthority(COURT_TWO, "court-two");
    }

    // ---- keys and signatures

    /// @dev The private key of a name.
    function pk(string memory name) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("torrens/test/key", name))) >> 8;
    }

    function addr(string memory name) internal pure returns (address) {
        return vm.addr(pk(name));
    }

    /// @dev An identity digest or any other digest of a name, never zero.
    function digest(string memory name) internal pure returns (bytes32) {
        return keccak256(abi.encode("torrens/test/digest", name));
    }

    /// @dev r, s, v of a name's key over a struct hash in the register's domain.
    function signStruct(string memory name, bytes32 structHash) internal view returns (bytes memory) {
        return signDigest(name, keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash)));
    }

    function signDigest(string memory name, bytes32 hashed) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(pk(name), hashed);
        return abi.encodePacked(r, s, v);
    }

    /// @dev The other signature that the same key gives over the same digest: with the higher s, which nobody may take (EIP-2).
    function signHigher(string memory name, bytes32 hashed) internal pure returns (bytes memory signature, uint256 s) {
        (uint8 v, bytes32 r, bytes32 lower) = vm.sign(pk(name), hashed);
        s = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141 - uint256(lower);
        signature = abi.encodePacked(r, s, v == 27 ? uint8(28) : uint8(27));
        assertEq(ecrecover(hashed, v == 27 ? 28 : 27, r, bytes32(s)), addr(name), "the curve takes both");
    }

    /// @dev A consent signed now, good for a day. The struct's last two fields are signedAt and deadline: pass all before them.
    function consent(string memory name, bytes memory fieldsBefore) internal view returns (Consent memory) {
        (uint40 signedAt, uint40 deadline) = (uint40(block.timestamp), uint40(block.timestamp) + 1 days);
        return consentAt(name, fieldsBefore, signedAt, deadline);
    }

    function consentAt(string memory name, bytes memory fieldsBefore, uint40 signedAt, uint40 deadline)
        internal
        view
        returns (Consent memory)
    {
        bytes32 structHash = keccak256(bytes.concat(fieldsBefore, abi.encode(signedAt, deadline)));
        return Consent(addr(name), signedAt, deadline, signStruct(name, structHash));
    }

    // ---- enrolling

    function terms(string memory name, uint32 roles) internal view returns (KeyTerms memory) {
        return KeyTerms(addr(name), roles, uint40(block.timestamp), FOREVER);
    }

    function enrolmentFields(uint32 party, uint8 kind, uint16 exchange, string memory name, KeyTerms memory k)
        internal
        pure
        returns (bytes memory)
    {
        return bytes.concat(
            abi.encode(ENROLMENT, party, kind, exchange, digest(name)), abi.encode(k.key, k.roles, k.from, k.until)
        );
    }

    function keyAdditionFields(uint32 party, KeyTerms memory k) internal view returns (bytes memory) {
        bytes32 word = register.read(4, bytes32(uint256(party)));
        return abi.encode(KEY_ADDITION, party, k.key, k.roles, k.from, k.until, word);
    }

    function admit(uint16 exchange, string memory name) internal {
        KeyTerms memory k = terms(name, Role.EXCHANGE | Role.SIGN);
        Consent memory own = consent(name, enrolmentFields(exchange, PartyKind.EXCHANGE, exchange, name, k));
        vm.prank(addr("council"));
        parties.admitExchange(exchange, digest(name), k, own);
    }

    /// @dev Adds a key of one role to an exchange; the exchange's first key acts.
    function staff(string memory exchangeName, string memory name, uint32 roles) internal {
        (uint32 party,,,,) = parties.keyOf(addr(exchangeName));
        KeyTerms memory k = terms(name, roles);
        Consent memory own = consent(name, keyAdditionFields(party, k));
        vm.prank(addr(exchangeName));
        parties.addKey(k, own);
    }

    /// @dev Enrols a legal person at Hangzhou with one SIGN key.
    function enrolParty(uint32 party, string memory name) internal {
        enrolAt("hangzhou", HANGZHOU, party, name);
    }

    function enrolAt(string memory exchangeName, uint16 exchange, uint32 party, string memory name) internal {
        KeyTerms memory k = terms(name, Role.SIGN);
        Consent memory own = consent(name, enrolmentFields(party, PartyKind.LEGAL, exchange, name, k));
        vm.prank(addr(exchangeName));
        parties.enrol(party, PartyKind.LEGAL, digest(name), k, own);
    }

    function enrolAuthority(uint32 party, string memory name) internal {
        KeyTerms memory k = terms(name, Role.SIGN | Role.AUTHORITY);
        Consent memory own = consent(name, enrolmentFields(party, PartyKind.AUTHORITY, 0, name, k));
        vm.prank(addr("council"));
        parties.enrolAuthority(party, digest(name), k, own);
    }

    /// @dev The UTC second of a local time (Asia/Shanghai) of 2026.
    function local(uint256 month, uint256 day, uint256 hour) internal pure returns (uint40) {
        return uint40(CivilDates.fromCivil(2026, month, day) * 1 days + hour * 1 hours - 8 hours);
    }

    /// @dev Puts a word where no verb would yet, to reach rare states: the register's slot 0 is words[kind][id].
    function plant(uint8 kind, bytes32 id, bytes32 word) internal {
        bytes32 ofKind = keccak256(abi.encode(uint256(kind), uint256(0)));
        vm.store(address(register), keccak256(abi.encode(id, ofKind)), word);
    }
}
