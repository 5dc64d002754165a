// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {GrantTypes} from "../../libraries/GrantTypes.sol";
import {Paths} from "../../libraries/Paths.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Reads} from "../../libraries/Reads.sol";
import {Action, GrantFlag, Role, TransferReason, Verb} from "../../types/Codes.sol";
import {GrantState, GrantWord, GrantWords} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
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
        bytes32[] memory ids = Paths.ids(origin, path);
        GrantWord[] memory words = Reads.grants(register.readMany(Kind.GRANT, ids));
        (bytes32 grantId, GrantWord word) = (ids[ids.length - 1], words[words.length - 1]);
        bytes32 seen = GrantWord.unwrap(word);
        bytes32 leaf = _byOrder(GrantTypes.Handover(grantId, word.holder(), to, reason, termsDigest, seen, 0), actor);
        if (reason == TransferReason.JUDGMENT) _markWholes(ids, words, leaf);
    }

    function _byOrder(GrantTypes.Handover memory h, address actor) private returns (bytes32 leaf) {
        GrantWord word = GrantWord.wrap(h.word);
        if (h.word == 0) revert GrantUnknown(h.grantId);
        if (word.state() != GrantState.ACTIVE) revert WrongGrantState(h.grantId, word.state());
        if (h.to == 0 && h.reason == TransferReason.JUDGMENT) return _enforce(h.grantId, word, h.termsDigest, actor);
        _activeParty(h.to);
        if (h.to == h.from || h.to == _lastHop(h.from)) revert TransferToSelf(h.to);
        leaf = _sayHandover(h, actor);
        h.word = GrantWord.unwrap(_marked(word, h.reason));
        _write(Kind.GRANT, h.grantId, GrantWord.unwrap(word), _handedOver(h), leaf);
    }

    /// @dev What a judgment says of a part, it says of what the part was split from: no reservation made before defeats it there.
    function _markWholes(bytes32[] memory ids, GrantWord[] memory words, bytes32 leaf) private {
        for (uint256 i = words.length - 1; i > 0 && Predicates.binds(words, i - 1); --i) {
            GrantWord whole = words[i - 1];
            if (whole.flags() & GrantFlag.ADJUDGED != 0) continue;
            _write(_entry(ids[i - 1], whole, _marked(whole, TransferReason.JUDGMENT), leaf));
        }
    }

    function _marked(GrantWord word, uint8 reason) private pure returns (GrantWord) {
        return reason == TransferReason.JUDGMENT ? word.withFlags(word.flags() | GrantFlag.ADJUDGED) : word;
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
        bytes32 leaf = _sayHandover(h, actor);
        _write(Kind.GRANT, h.grantId, h.word, _handedOver(h), leaf);
    }

    function _sayHandover(GrantTypes.Handover memory h, address actor) private returns (bytes32) {
        uint40 since = GrantWord.wrap(h.word).since();
        if (since >= block.timestamp) revert TooFast(h.grantId, since);
        (uint32 to, uint8 reason, bytes32 terms) = (h.to, h.reason, h.termsDigest);
        emit Transferred(h.grantId, h.from, to, reason, terms, actor);
        return keccak256(abi.encode(Transferred.selector, h.grantId, h.from, to, reason, terms, actor));
    }

    function _handedOver(GrantTypes.Handover memory h) private view returns (bytes32) {
        GrantWord next = GrantWord.wrap(h.word & ~TAKEN | bytes32(uint256(h.to) << 192)); // HOLDER ends at bit 192
        return GrantWord.unwrap(next.withSince(uint40(block.timestamp)));
    }

    function _enforce(bytes32 grantId, GrantWord word, bytes32 digest, address actor) private returns (bytes32 leaf) {
        emit GrantEnforced(grantId, word.holder(), digest, actor);
        leaf = keccak256(abi.encode(GrantEnforced.selector, grantId, word.holder(), digest, actor));
        _write(_entry(grantId, word, word.withState(GrantState.ENFORCED), leaf));
    }

    function _handover(GrantFacts.Found memory found, uint32 to, uint8 reason, bytes32 termsDigest)
        private
        pure
        returns (GrantTypes.Handover memory h)
    {
        if (termsDigest == 0) revert ZeroField("termsDigest");
        GrantWord word = found.word;
        (h.grantId, h.from, h.to, h.reason, h.termsDigest) = (found.id, word.holder(), to, reason, termsDigest);
        (h.word, h.parentWord) = (GrantWord.unwrap(word), _parentWord(found));
    }
}
