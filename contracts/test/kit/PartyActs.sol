// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ids} from "../../src/libraries/Ids.sol";
import {PartyKind, Role} from "../../src/types/Codes.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {Base} from "./Base.sol";

/// @notice What happens to parties: succession, recovery of keys, suspect windows, links. For tests that need a party so.
abstract contract PartyActs is Base {
    bytes32 private constant SUCCESSION = keccak256(
        "Succession(uint32 party,uint32 successor,bytes32 orderDigest,bytes32 partyWord,bytes32 successorWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant KEY_RECOVERY = keccak256(
        "KeyRecovery(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 orderDigest,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );

    /// @dev What every succession and every recovery of the tests follows; without zero bytes, for the gas rows.
    bytes32 internal constant MERGER = bytes32(uint256(keccak256("merger")) | MARK);
    bytes32 internal constant LOST = bytes32(uint256(keccak256("lost")) | MARK);
    uint256 private constant MARK = 0x0101010101010101010101010101010101010101010101010101010101010101;

    function partyWord(uint32 party) internal view returns (PartyWord) {
        return PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(party)));
    }

    function keyWord(string memory name) internal view returns (KeyWord) {
        return KeyWord.wrap(register.read(Kind.KEY, Ids.ofAddress(addr(name))));
    }

    function linkWord(uint8 kind, uint32 a, uint32 b) internal view returns (LinkWord) {
        return LinkWord.wrap(register.read(Kind.LINK, Ids.linkId(kind, Ids.ofNumber(a), Ids.ofNumber(b))));
    }

    /// @dev Every test succession follows the order of this digest.
    function successionFields(uint32 party, uint32 successor) internal view returns (bytes memory) {
        return abi.encode(SUCCESSION, party, successor, MERGER, partyWord(party), partyWord(successor));
    }

    /// @dev `by` orders that `successor`, whose key has this name, takes the party's place.
    function succeeded(string memory by, uint32 party, uint32 successor, string memory successorName) internal {
        Consent memory own = consent(successorName, successionFields(party, successor));
        vm.prank(addr(by));
        parties.succeed(party, successor, MERGER, own);
    }

    function recoveryTerms(string memory name, uint32 roles) internal view returns (KeyTerms memory k) {
        k = terms(name, roles);
        k.from = parties.deadline(uint40(block.timestamp), 10);
    }

    function recoveryFields(uint32 party, KeyTerms memory k) internal view returns (bytes memory) {
        bytes memory what = abi.encode(KEY_RECOVERY, party, k.key, k.roles, k.from, k.until, LOST);
        return bytes.concat(what, abi.encode(partyWord(party)));
    }

    /// @dev `by` opens the recovery of an ordinary party's key.
    function recovering(string memory by, uint32 party, string memory name) internal returns (KeyTerms memory k) {
        k = recoveryTerms(name, Role.SIGN);
        Consent memory own = consent(name, recoveryFields(party, k));
        vm.prank(addr(by));
        parties.recoverKey(party, k, own, LOST);
    }

    /// @dev Reverts of a call by this name, for exactly this reason.
    function refused(string memory by, address target, bytes memory call, bytes memory why) internal {
        vm.prank(addr(by));
        (bool done, bytes memory said) = target.call(call);
        assertFalse(done, string.concat(by, ": refused"));
        assertEq(keccak256(said), keccak256(why), string.concat(by, ": for this reason"));
    }

    /// @dev A legal person at Hangzhou, enrolled now; its key has the name "heir N".
    function heir(uint32 party) internal returns (string memory name) {
        name = string.concat("heir ", string(abi.encodePacked(bytes1(uint8(48 + party % 10)))));
        KeyTerms memory k = terms(name, Role.SIGN);
        Consent memory own = consent(name, enrolmentFields(party, PartyKind.LEGAL, HANGZHOU, name, k));
        vm.prank(addr("hangzhou"));
        parties.enrol(party, PartyKind.LEGAL, digest(name), k, own);
    }
}
