// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ids} from "../../src/libraries/Ids.sol";
import {PartyKind, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {FreezeActs} from "./FreezeActs.sol";

/// @notice What becomes of parties: enrolment, keys, succession, suspect windows, affiliates, a calendar that is corrected.
abstract contract LifeActs is FreezeActs {
    bytes32 private constant SUCCESSION = keccak256(
        "Succession(uint32 party,uint32 successor,bytes32 orderDigest,bytes32 partyWord,bytes32 successorWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant KEY_RECOVERY = keccak256(
        "KeyRecovery(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 orderDigest,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );
    uint32 private constant FIRST_HEIR = 71000;
    uint256 private constant MOST_HEIRS = 4;

    string[] private spare;
    uint16 private guests;

    function enrol(uint256 seed) external acts {
        if (holders.length >= 5 + MOST_HEIRS) revert Nothing();
        string memory name = string(abi.encode("heir", ++nonces));
        uint32 party = FIRST_HEIR + uint32(holders.length);
        if (_pick(seed, "where", 2) == 0) enrolParty(party, name);
        else enrolAt("harbin", HARBIN, party, name);
        _know(party, name);
    }

    /// @dev A spare key, which is never used but to be ended; and its roles, as those of any key, end with the party's.
    function addKey(uint256 seed) external acts {
        uint32 party = _someone(seed, "party");
        (KeyTerms memory k, Consent memory own, string memory name) = _spareKey(party);
        vm.prank(addr(nameOf[party]));
        parties.addKey(k, own);
        spare.push(name);
        if (heirOf[party] != 0) _breach("an ended party added a key");
    }

    function addKeyBySignature(uint256 seed) external acts {
        uint32 party = _someone(seed, "party");
        (KeyTerms memory k, Consent memory own, string memory name) = _spareKey(party);
        Consent memory ofParty = consent(nameOf[party], keyAdditionFields(party, k));
        parties.addKeyBySignature(party, k, own, ofParty);
        spare.push(name);
        if (heirOf[party] != 0) _breach("an ended party added a key by signature");
    }

    function endKey(uint256 seed) external acts {
        if (spare.length == 0) revert Nothing();
        address key = addr(spare[spare.length - 1]);
        (uint32 party,,,,) = parties.keyOf(key);
        vm.prank(_pick(seed, "by", 2) == 0 ? key : addr(nameOf[party]));
        parties.endKey(key);
        spare.pop();
    }

    function recoverKey(uint256 seed) external acts {
        uint32 party = _someone(seed, "party");
        string memory name = string(abi.encode("recovered", ++nonces));
        KeyTerms memory k = terms(name, Role.SIGN);
        k.from = parties.deadline(uint40(block.timestamp), 10);
        bytes memory what = abi.encode(KEY_RECOVERY, party, k.key, k.roles, k.from, k.until, digest("lost"));
        Consent memory own = consent(name, bytes.concat(what, abi.encode(register.read(Kind.PARTY, _ofParty(party)))));
        vm.prank(addr("hangzhou"));
        parties.recoverKey(party, k, own, digest("lost"));
        if (k.from < block.timestamp + 10 days) _breach("a key recovered in less than ten days");
        spare.push(name);
    }

    function voidSignatures(uint256 seed) external acts {
        string memory name = nameOf[_someone(seed, "party")];
        vm.prank(addr(name));
        parties.voidSignatures();
    }

    function succeed(uint256 seed) external acts {
        _seldom(seed, 3);
        (uint32 party, uint32 heir) = _succession(seed);
        Consent memory own = consent(nameOf[heir], _successionFields(party, heir));
        vm.prank(addr("court"));
        parties.succeed(party, heir, digest("merger"), own);
        heirOf[party] = heir;
    }

    function succeedBySignature(uint256 seed) external acts {
        _seldom(seed, 3);
        (uint32 party, uint32 heir) = _succession(seed);
        bytes memory fields = _successionFields(party, heir);
        Consent memory ofParty = consent(nameOf[party], fields);
        Consent memory own = consent(nameOf[heir], fields);
        vm.prank(addr("hangzhou"));
        parties.succeedBySignature(party, heir, digest("merger"), ofParty, own);
        heirOf[party] = heir;
    }

    function declareSuspect(uint256 seed) external acts {
        _seldom(seed, 4);
        uint32 party = _someone(seed, "party");
        uint40 to = uint40(block.timestamp);
        uint40 from = to - uint40(_pick(seed, "back", 5 days));
        vm.prank(addr(nameOf[party]));
        parties.declareSuspect(from, to, digest("theft"));
        (uint40 first, uint40 last) = (suspectFrom[party], suspectTo[party]);
        suspectFrom[party] = last == 0 || from < first ? from : first;
        suspectTo[party] = to > last ? to : last;
    }

    function orderSuspect(uint256 seed) external acts {
        uint32 party = _someone(seed, "party");
        uint40 to = uint40(block.timestamp);
        uint40 from = to - uint40(_pick(seed, "back", 60 days));
        if (_pick(seed, "none", 4) != 0) (from, to) = (0, 0);
        vm.prank(addr("court"));
        parties.orderSuspect(party, from, to, digest("finding"));
        (suspectFrom[party], suspectTo[party]) = (from, to);
    }

    function declareAffiliate(uint256 seed) external acts {
        (uint16 exchange, string memory name) = _exchange(seed);
        uint32 party = _someone(seed, "affiliate");
        vm.prank(addr(name));
        parties.declareAffiliate(party, digest("shares"));
        (affiliate[exchange][party], everDeclared[party]) = (true, true);
    }

    function declareAffiliateOf(uint256 seed) external acts {
        (uint16 exchange,) = _exchange(seed);
        uint32 party = _someone(seed, "affiliate");
        vm.prank(addr("court"));
        parties.declareAffiliateOf(exchange, party, digest("shares"));
        (affiliate[exchange][party], everDeclared[party]) = (true, true);
    }

    function endAffiliate(uint256 seed) external acts {
        (uint16 exchange,) = _exchange(seed);
        uint32 party = _someone(seed, "affiliate");
        for (uint256 n = 0; n < holders.length && !affiliate[exchange][party]; ++n) {
            party = holders[n];
        }
        vm.prank(addr("council"));
        parties.endAffiliate(exchange, party, digest("sold"));
        affiliate[exchange][party] = false;
    }

    /// @dev COURT_TWO above COURT, or no more.
    function nameSuperior(uint256) external acts {
        vm.prank(addr("council"));
        parties.nameSuperior(COURT, COURT_TWO, digest("statute"));
        superior = true;
    }

    function endSuperior(uint256) external acts {
        vm.prank(addr("council"));
        parties.endSuperior(COURT, COURT_TWO, digest("statute"));
        superior = false;
    }

    /// @dev A guest among the exchanges, who comes and goes.
    function admitExchange(uint256) external acts {
        if (guests != 0) revert Nothing();
        admit(151, "inner-mongolia");
        guests = 151;
    }

    function removeExchange(uint256) external acts {
        if (guests == 0) revert Nothing();
        vm.prank(addr("council"));
        parties.removeExchange(guests, digest("removal"));
    }

    // ---- what they share

    function _exchange(uint256 seed) private pure returns (uint16, string memory) {
        return _pick(seed, "exchange", 2) == 0 ? (HANGZHOU, "hangzhou") : (HARBIN, "harbin");
    }

    function _spareKey(uint32 party) private returns (KeyTerms memory k, Consent memory own, string memory name) {
        name = string(abi.encode("spare", ++nonces));
        k = terms(name, Role.SIGN);
        own = consent(name, keyAdditionFields(party, k));
    }

    /// @dev The successor is a later party, so that no circle can be asked for; that none is written is for the contracts to see.
    function _succession(uint256 seed) private view returns (uint32 party, uint32 heir) {
        if (holders.length < 6) revert Nothing();
        party = holders[_pick(seed, "party", holders.length - 1)];
        heir = holders[5 + _pick(seed, "heir", holders.length - 5)];
        if (heir <= party) revert Nothing();
    }

    function _successionFields(uint32 party, uint32 heir) private view returns (bytes memory) {
        bytes32 word = register.read(Kind.PARTY, Ids.ofNumber(party));
        return abi.encode(SUCCESSION, party, heir, digest("merger"), word, register.read(Kind.PARTY, _ofParty(heir)));
    }
}
