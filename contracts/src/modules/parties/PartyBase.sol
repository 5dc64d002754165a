// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../interfaces/IParties.sol";
import {PartyKind, Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent, KeyTerms} from "../../types/Structs.sol";
import {Module} from "../Module.sol";

/// @notice What the parts of Parties share: which party, which key, who may.
abstract contract PartyBase is Module, IParties {
    function _known(uint32 party) internal view returns (PartyWord word) {
        word = _partyOf(party);
        if (PartyWord.unwrap(word) == 0) revert PartyUnknown(party);
    }

    /// An AUTHORITY key, or the council.
    function _requireAuthorityOrCouncil() internal view {
        if (_keyOf(msg.sender).roles() & Role.AUTHORITY != 0) _actor(Role.AUTHORITY);
        else _requireCouncil();
    }

    /// An EXCHANGE key of the exchange that enrolled the party, or of that exchange's last successor.
    function _requireHomeExchange(uint32 party, PartyWord word) internal view {
        uint16 caller = _actor(Role.EXCHANGE).exchange();
        uint32 home = _lastHop(word.exchange());
        if (home != caller) revert NotHomeExchange(party, home, caller);
    }

    /// Neither exchange nor authority: enrolled by an exchange.
    function _ordinary(uint8 kind) internal pure returns (bool) {
        return kind != PartyKind.EXCHANGE && kind != PartyKind.AUTHORITY;
    }

    function _checkKey(KeyTerms calldata key, uint32 allowed) internal view {
        if (key.key == address(0)) revert ZeroField("key");
        if (key.roles == 0 || key.roles & ~allowed != 0) revert RolesNotGiven(key.roles, allowed);
        if (key.until != 0 && (key.until <= key.from || key.until <= block.timestamp)) {
            revert KeyTermRefused(key.from, key.until);
        }
        KeyWord known = _keyOf(key.key);
        if (KeyWord.unwrap(known) != 0) revert KeyExists(key.key, known.party());
    }

    /// A new key cannot be looked up yet: it proves itself by its own signature.
    function _requireOwn(bytes32 structHash, address key, Consent calldata own) internal view {
        if (own.signer != key) revert KeyNotSigner(own.signer, key);
        if (block.timestamp > own.deadline) revert DeadlinePassed(own.deadline, block.timestamp);
        if (own.signedAt > block.timestamp) revert SignedInFuture(own.signedAt, block.timestamp);
        _requireSignature(structHash, key, own.signature);
    }

    function _keyWord(uint32 party, uint16 exchange, KeyTerms calldata k) internal pure returns (KeyWord) {
        return
            KeyWord.wrap(0).withParty(party).withRoles(k.roles).withExchange(exchange).withFrom(k.from)
                .withUntil(k.until);
    }

    /// Which role of a party's keys may add and end its keys.
    function _keeperRole(uint8 kind) internal pure returns (uint32) {
        return kind == PartyKind.EXCHANGE ? Role.EXCHANGE : Role.SIGN;
    }
}
