// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {GrantTypes} from "../libraries/GrantTypes.sol";
import {Paths} from "../libraries/Paths.sol";
import {Action, GrantFlag, Role, TransferReason, Verb} from "../types/Codes.sol";
import {GrantState, GrantWord, GrantWords} from "../types/GrantWord.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {GrantModule} from "./GrantModule.sol";

/// @notice Whole transfers: by the holder with the receiver's consent, on both signatures, or by order; see IGrants
abstract contract GrantTransfers is GrantModule, IGrants {
    // What a transfer takes from a word: its holder, and the flag CONFIRMED; the flags end at bit 224.
    bytes32 private constant TAKEN = bytes32(GrantWords.HOLDER_MASK | uint256(GrantFlag.CONFIRMED) << 224);

    /// @inheritdoc IGrants
    function transfer(
        GrantKey[] calldata path,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Consent calldata ofReceiver
    ) external {
        GrantFacts.Found memory found = _ownFound(path, ofReceiver.signer, to);
        _requireAction(found, reason, false);
        _transfer(found, _handover(found, to, reason, termsDigest), ofReceiver);
    }

    /// @inheritdoc IGrants
    function transferBySignature(
        GrantKey[] calldata path,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Consent calldata ofHolder,
        Consent calldata ofReceiver
    ) external {
        GrantFacts.Found memory found = _found(path, ofHolder.signer, ofReceiver.signer, to);
        GrantTypes.Handover memory h = _handover(found, to, reason, termsDigest);
        _requireAction(found, reason, true);
        _requireConsentOf(
            GrantTypes.transfer(h, ofHolder), ofHolder, found.holder, KeyWord.wrap(found.first), found.acting
        );
        _transfer(found, h, ofReceiver);
    }

    /// @inheritdoc IGrants
    function transferByOrder(GrantKey[] calldata path, uint32 to, uint8 reason, bytes32 termsDigest, address actor)
        external
    {
        if (!register.enabled(msg.sender) || register.mayWrite(msg.sender, Kind.FREEZE) == 0) {
            revert NotEncumbrancesModule(msg.sender);
        }
        if (reason != TransferReason.JUDGMENT && reason != TransferReason.SALE) revert ReasonRefused(reason);
        bytes32 grantId = Paths.ids(origin, path)[path.length - 1];
        GrantWord word = GrantWord.wrap(_read(Kind.GRANT, grantId));
        if (GrantWord.unwrap(word) == 0) revert GrantUnknown(grantId);
        if (word.state() != GrantState.ACTIVE) revert WrongGrantState(grantId, word.state());
        if (to == 0 && reason == TransferReason.JUDGMENT) return _enforce(grantId, word, termsDigest, actor);
        _activeParty(to);
        if (to == word.holder() || to == _lastHop(word.holder())) revert TransferToSelf(to);
        uint32 from = word.holder();
        _handOver(GrantTypes.Handover(grantId, from, to, reason, termsDigest, GrantWord.unwrap(word), 0), actor);
    }

    function _transfer(GrantFacts.Found memory found, GrantTypes.Handover memory h, Consent calldata ofReceiver)
        private
    {
        if (h.to == found.holder || h.to == h.from) revert TransferToSelf(h.to);
        _requireFree(found, Verb.TRANSFER);
        _requireConsentOf(GrantTypes.transfer(h, ofReceiver), ofReceiver, h.to, KeyWord.wrap(found.second), found.party);
        _handOver(h, msg.sender);
    }

    /// What the grant must allow for this reason. A succession that the home registrar relays passes what may not be assigned.
    function _requireAction(GrantFacts.Found memory found, uint8 reason, bool relayed) private view {
        if (reason == 0 || reason > TransferReason.SUCCESSION) revert ReasonRefused(reason);
        uint24 needed = reason == TransferReason.CONTRIBUTION ? Action.CONTRIBUTE : Action.ASSIGN;
        uint32 actions = found.facts.leaf.action();
        if (actions & needed != 0) return;
        if (relayed && reason == TransferReason.SUCCESSION && _byHomeRegistrar(found.word)) return;
        revert ActionMissing(found.id, uint24(actions), needed);
    }

    function _byHomeRegistrar(GrantWord word) private view returns (bool) {
        if (_keyOf(msg.sender).roles() & Role.REGISTRAR == 0) return false;
        return _actor(Role.REGISTRAR).exchange() == _lastHop(word.registrar());
    }

    /// @dev A confirmation was of the hands that it came from, so it ends with them.
    function _handOver(GrantTypes.Handover memory h, address actor) private {
        GrantWord word = GrantWord.wrap(h.word);
        if (word.since() >= block.timestamp) revert TooFast(h.grantId, word.since());
        (uint32 to, uint8 reason, bytes32 terms) = (h.to, h.reason, h.termsDigest);
        emit Transferred(h.grantId, h.from, to, reason, terms, actor);
        bytes32 leaf = keccak256(abi.encode(Transferred.selector, h.grantId, h.from, to, reason, terms, actor));
        GrantWord next = GrantWord.wrap(h.word & ~TAKEN | bytes32(uint256(to) << 192)); // HOLDER ends at bit 192
        next = next.withSince(uint40(block.timestamp));
        _write(Kind.GRANT, h.grantId, h.word, GrantWord.unwrap(next), leaf);
    }

    function _enforce(bytes32 grantId, GrantWord word, bytes32 digest, address actor) private {
        emit GrantEnforced(grantId, word.holder(), digest, actor);
        bytes32 leaf = keccak256(abi.encode(GrantEnforced.selector, grantId, word.holder(), digest, actor));
        _write(_entry(grantId, word, word.withState(GrantState.ENFORCED), leaf));
    }

    function _handover(GrantFacts.Found memory found, uint32 to, uint8 reason, bytes32 termsDigest)
        private
        pure
        returns (GrantTypes.Handover memory h)
    {
        GrantWord word = found.word;
        (h.grantId, h.from, h.to, h.reason, h.termsDigest) = (found.id, word.holder(), to, reason, termsDigest);
        (h.word, h.parentWord) = (GrantWord.unwrap(word), _above(found));
    }
}
