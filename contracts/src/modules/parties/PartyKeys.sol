// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../interfaces/IParties.sol";
import {Ids} from "../../libraries/Ids.sol";
import {PartyKind, Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent, KeyTerms} from "../../types/Structs.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice A party's keys: added and ended by its own keys alone.
abstract contract PartyKeys is PartyBase {
    bytes32 private constant KEY_ADDITION = keccak256(
        "KeyAddition(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );

    /// @inheritdoc IParties
    function addKey(KeyTerms calldata key, Consent calldata own) external {
        KeyWord actor = _liveKey(msg.sender, 0);
        PartyWord word = _activeParty(actor.party());
        uint32 keeper = _keeperRole(word.kind());
        if (actor.roles() & keeper == 0) revert RoleMissing(msg.sender, actor.roles(), keeper);
        _addKey(actor, word, key, own);
    }

    /// @inheritdoc IParties
    function addKeyBySignature(uint32 party, KeyTerms calldata key, Consent calldata own, Consent calldata ofParty)
        external
    {
        _known(party);
        PartyWord word = _activeParty(party);
        _requireConsent(_keyAddition(party, word, key, ofParty), ofParty, party);
        _addKey(_liveKey(ofParty.signer, _keeperRole(word.kind())), word, key, own);
    }

    /// @inheritdoc IParties
    function endKey(address key) external {
        KeyWord actor = _liveKey(msg.sender, 0);
        KeyWord word = _keyOf(key);
        if (KeyWord.unwrap(word) == 0) revert NotEnrolled(key);
        if (word.party() != actor.party()) revert KeyNotYours(key, word.party(), actor.party());
        uint40 until = uint40(block.timestamp);
        if (word.until() != 0 && word.until() <= until) revert KeyAlreadyEnded(key, word.until());
        uint32 keeper = _keeperRole(_partyOf(actor.party()).kind());
        // A key may always end itself, and any key one that has not begun; others are ended by a key that may add them.
        if (key != msg.sender && word.from_() <= until && actor.roles() & keeper == 0) {
            revert RoleMissing(msg.sender, actor.roles(), keeper);
        }
        emit KeyEnded(actor.party(), key, until, msg.sender);
        bytes32 leaf = keccak256(abi.encode(KeyEnded.selector, actor.party(), key, until, msg.sender));
        _write(Kind.KEY, Ids.ofAddress(key), KeyWord.unwrap(word), KeyWord.unwrap(word.withUntil(until)), leaf);
    }

    /// @inheritdoc IParties
    function voidSignatures() external {
        uint32 party = _liveKey(msg.sender, Role.SIGN).party();
        PartyWord word = _activeParty(party);
        uint40 since = uint40(block.timestamp);
        emit SignaturesVoided(party, since, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SignaturesVoided.selector, party, since, msg.sender));
        _write(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(word), PartyWord.unwrap(word.withSince(since)), leaf);
    }

    /// @inheritdoc IParties
    function keyOf(address account)
        external
        view
        onlyEnabled
        returns (uint32 party, uint32 roles, uint16 exchange, uint40 from, uint40 until)
    {
        KeyWord key = _keyOf(account);
        return (key.party(), key.roles(), key.exchange(), key.from_(), key.until());
    }

    function _addKey(KeyWord keeper, PartyWord word, KeyTerms calldata key, Consent calldata own) private {
        uint32 party = keeper.party();
        _checkKey(key, _givenRoles(keeper, word.kind()));
        _requireOwn(_keyAddition(party, word, key, own), key.key, own);
        emit KeyAdded(party, key.key, key.roles, key.from, key.until, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(KeyAdded.selector, party, key.key, key.roles, key.from, key.until, msg.sender));
        bytes32 added = KeyWord.unwrap(_keyWord(party, word.exchange(), key));
        _write(Kind.KEY, Ids.ofAddress(key.key), 0, added, leaf);
    }

    function _keyAddition(uint32 party, PartyWord word, KeyTerms calldata k, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                KEY_ADDITION, party, k.key, k.roles, k.from, k.until, PartyWord.unwrap(word), by.signedAt, by.deadline
            )
        );
    }

    /// An exchange staffs itself. In any other party a key gives no more than it has, so that what the exchange or the council gave
    /// (REVIEWER, AUDITOR, AUTHORITY) is never taken by the party itself.
    function _givenRoles(KeyWord keeper, uint8 kind) private pure returns (uint32) {
        return kind == PartyKind.EXCHANGE ? Role.OF_EXCHANGE : keeper.roles();
    }
}
