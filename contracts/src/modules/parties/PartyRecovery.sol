// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../interfaces/IParties.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {WorkingDays} from "../../libraries/WorkingDays.sol";
import {LinkKind, PartyKind, Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {PartyState, PartyWord} from "../../types/PartyWord.sol";
import {Consent, KeyTerms} from "../../types/Structs.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice What an exchange may do about the keys of a party it enrolled: recover a lost one, slowly and in the open, and give or take
/// REVIEWER and AUDITOR. It never signs for the party.
abstract contract PartyRecovery is PartyBase {
    bytes32 private constant KEY_RECOVERY = keccak256(
        "KeyRecovery(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 orderDigest,bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    );
    uint8 private constant RECOVERY_DAYS = 10;

    /// @inheritdoc IParties
    function recoverKey(uint32 party, KeyTerms calldata key, Consent calldata own, bytes32 orderDigest) external {
        PartyWord word = _known(party);
        if (_ordinary(word.kind())) _requireHomeExchange(party, word);
        else _requireCouncil();
        if (word.state() != PartyState.ACTIVE) revert PartyNotActive(party, word.state());
        if (orderDigest == 0) revert ZeroField("orderDigest");
        uint32 roles = _recoveredRoles(word.kind());
        if (key.roles != roles) revert RolesNotGiven(key.roles, roles);
        _checkKey(key, roles);
        uint40 due = WorkingDays.deadline(register, uint40(block.timestamp), RECOVERY_DAYS);
        if (key.from != due) revert RecoveryTermRefused(key.from, due);
        _requireOwn(_keyRecovery(party, word, key, own, orderDigest), key.key, own);
        emit KeyRecoveryOpened(party, key.key, key.roles, key.from, key.until, orderDigest, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(
                KeyRecoveryOpened.selector, party, key.key, key.roles, key.from, key.until, orderDigest, msg.sender
            )
        );
        _open(party, _keyWord(party, word.exchange(), key), key, leaf);
    }

    /// @inheritdoc IParties
    function changeRoles(address key, uint32 roles, bytes32 reasonDigest) external {
        KeyWord word = _liveKey(key, 0);
        PartyWord party = _activeParty(word.party());
        if (!_ordinary(party.kind())) revert PartyKindRefused(party.kind());
        _requireHomeExchange(word.party(), party);
        if (reasonDigest == 0) revert ZeroField("reasonDigest");
        uint32 theirs = word.roles() & ~(Role.REVIEWER | Role.AUDITOR);
        if (roles & ~(Role.REVIEWER | Role.AUDITOR) != theirs) {
            revert RolesNotGiven(roles, theirs | Role.REVIEWER | Role.AUDITOR);
        }
        if (roles == word.roles()) revert RolesStand(key, roles);
        emit RolesChanged(word.party(), key, roles, reasonDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(RolesChanged.selector, word.party(), key, roles, reasonDigest, msg.sender));
        _write(Kind.KEY, Ids.ofAddress(key), KeyWord.unwrap(word), KeyWord.unwrap(word.withRoles(roles)), leaf);
    }

    /// The key waits as a word. Beside it a LINK of the party to itself keeps the next recovery away until this one's time has come,
    /// so that an exchange whose recovery was cancelled cannot come back the same day.
    function _open(uint32 party, KeyWord waiting, KeyTerms calldata key, bytes32 leaf) private {
        bytes32 id = Ids.linkId(LinkKind.RECOVERY, Ids.ofNumber(party), Ids.ofNumber(party));
        LinkWord link = LinkWord.wrap(_read(Kind.LINK, id));
        if (block.timestamp < link.until()) revert RecoveryPending(party, link.until());
        LinkWord next =
            LinkWord.wrap(0).withKind(LinkKind.RECOVERY).withSince(uint40(block.timestamp)).withUntil(key.from);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(Kind.KEY, Ids.ofAddress(key.key), 0, KeyWord.unwrap(waiting), leaf);
        entries[1] = IRegister.Entry(Kind.LINK, id, LinkWord.unwrap(link), LinkWord.unwrap(next), leaf);
        register.writeMany(entries);
    }

    function _keyRecovery(uint32 party, PartyWord word, KeyTerms calldata k, Consent calldata own, bytes32 orderDigest)
        private
        pure
        returns (bytes32)
    {
        bytes memory terms = abi.encode(KEY_RECOVERY, party, k.key, k.roles, k.from, k.until, orderDigest);
        return keccak256(bytes.concat(terms, abi.encode(PartyWord.unwrap(word), own.signedAt, own.deadline)));
    }

    /// What the party needs to act and to keep its keys, no more.
    function _recoveredRoles(uint8 kind) private pure returns (uint32) {
        if (kind == PartyKind.EXCHANGE) return Role.SIGN | Role.EXCHANGE;
        return kind == PartyKind.AUTHORITY ? Role.SIGN | Role.AUTHORITY : Role.SIGN;
    }
}
