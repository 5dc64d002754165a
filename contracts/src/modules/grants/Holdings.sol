// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IHoldings} from "../../interfaces/IHoldings.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {GrantTypes} from "../../libraries/GrantTypes.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Partition} from "../../libraries/Partition.sol";
import {Paths} from "../../libraries/Paths.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {GrantFlag, Mode, Role, SplitFault, Verb} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {PathModule} from "../PathModule.sol";
import {Activations} from "./Activations.sol";

/// @title Holdings: what becomes of a grant as a whole, sparing what was licensed under it; see IHoldings, and IActivations for
/// licences kept for a foreign sale
contract Holdings is Activations, IHoldings {
    uint256 private constant MOST_PARTS = 16;
    uint40 private constant LAST = (1 << 36) - 1;

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) PathModule(register_) {}

    /// @inheritdoc IHoldings
    function split(GrantKey[] calldata path, GrantKey[] calldata parts) external returns (bytes32[] memory ids) {
        GrantFacts.Found memory found = _ownFound(path);
        ids = _partIds(found, parts);
        _split(found, PackedWord.wrap(path[path.length - 1].packed), parts, ids, 0);
    }

    /// @inheritdoc IHoldings
    function splitBySignature(GrantKey[] calldata path, GrantKey[] calldata parts, Consent calldata ofHolder)
        external
        returns (bytes32[] memory ids)
    {
        GrantFacts.Found memory found = _found(path);
        ids = _partIds(found, parts);
        bytes32 structHash = GrantTypes.split(_id(found), ids, _seen(found), ofHolder);
        _requireConsent(structHash, ofHolder, found.holder);
        _split(found, PackedWord.wrap(path[path.length - 1].packed), parts, ids, _digest(structHash));
    }

    /// @inheritdoc IHoldings
    function surrender(GrantKey[] calldata path, bytes32 digest) external {
        GrantFacts.Found memory found = _ownFound(path);
        _write(_surrender(found, digest, 0));
    }

    /// @inheritdoc IHoldings
    function surrenderBySignature(GrantKey[] calldata path, bytes32 digest, Consent calldata ofHolder) external {
        GrantFacts.Found memory found = _found(path);
        bytes32 structHash = GrantTypes.surrender(_id(found), digest, _seen(found), ofHolder);
        _requireConsent(structHash, ofHolder, found.holder);
        _write(_surrender(found, digest, _digest(structHash)));
    }

    /// @inheritdoc IHoldings
    function surrenderMany(GrantKey[][] calldata paths, bytes32 digest) external {
        KeyWord actor = _liveKey(msg.sender, Role.SIGN);
        _requireCount(paths.length, 1, MOST_BATCH);
        bytes32[] memory ids = new bytes32[](paths.length);
        IRegister.Entry[] memory entries = new IRegister.Entry[](paths.length);
        for (uint256 i = 0; i < paths.length; ++i) {
            GrantFacts.Found memory found = _found(paths[i]);
            _requireHolder(found, actor.party());
            entries[i] = _surrender(found, digest, 0);
            ids[i] = entries[i].id;
        }
        _requireDistinct(ids);
        _writeMany(entries);
    }

    /// @inheritdoc IHoldings
    function confirm(GrantKey[] calldata path, bytes32 digest) external {
        GrantFacts.Found memory found = _found(path);
        bytes32 grantId = _id(found);
        GrantWord word = _word(found, 0);
        if (word.state() != GrantState.ACTIVE && word.state() != GrantState.SPLIT) {
            revert IGrants.WrongGrantState(grantId, word.state());
        }
        if (word.flags() & GrantFlag.CONFIRMED != 0) revert NotSuspect(grantId);
        if (digest == 0) revert ZeroField("digest");
        if (!_mayConfirm(found, grantId)) revert ConfirmationRefused(grantId, msg.sender);
        emit GrantConfirmed(grantId, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(GrantConfirmed.selector, grantId, digest, msg.sender));
        _write(_entry(grantId, word, word.withFlags(word.flags() | GrantFlag.CONFIRMED), leaf));
    }

    /// @dev A certificate that has lapsed keeps nobody in what it gives up. Says the event; the caller writes the entry.
    function _surrender(GrantFacts.Found memory found, bytes32 digest, bytes32 authorisedBy)
        private
        returns (IRegister.Entry memory)
    {
        if (digest == 0) revert ZeroField("digest");
        bytes32 grantId = _id(found);
        if (found.ids.length == 1) revert TitleNotHere(grantId);
        found.facts.words[0] = found.facts.words[0].withCertUntil(LAST);
        _requireFree(found, Verb.END);
        GrantWord word = _word(found, 0);
        emit GrantSurrendered(grantId, word.holder(), digest, authorisedBy, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(GrantSurrendered.selector, grantId, word.holder(), digest, authorisedBy, msg.sender));
        return _entry(grantId, word, word.withState(GrantState.SURRENDERED), leaf);
    }

    function _partIds(GrantFacts.Found memory found, GrantKey[] calldata parts)
        private
        pure
        returns (bytes32[] memory ids)
    {
        _requireCount(parts.length, 2, MOST_PARTS);
        uint256 length = found.ids.length + 1;
        if (length > Paths.MOST) revert IGrants.PathTooLong(length, Paths.MOST);
        bytes32 grantId = _id(found);
        ids = new bytes32[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) {
            if (parts[i].parent != grantId) revert IGrants.PathBroken(found.ids.length, parts[i].parent, grantId);
            ids[i] = Ids.grantId(parts[i]);
        }
    }

    /// @dev Parts of a partition differ from each other, and from every licence by their mode: their ids are new. Their `since` is
    /// now: the act that made them can itself fall in a suspect window.
    function _split(
        GrantFacts.Found memory found,
        PackedWord node,
        GrantKey[] calldata parts,
        bytes32[] memory ids,
        bytes32 authorisedBy
    ) private {
        _requireFree(found, Verb.SPLIT);
        GrantWord word = _word(found, 0);
        PackedWord[] memory packed =
            _requirePartition(node.withMode(Mode.SPLIT).withRights(word.rights()).withUntil(word.until()), parts);
        bytes32 leaf = _saySplit(_id(found), word.holder(), parts, authorisedBy);
        IRegister.Entry[] memory entries = new IRegister.Entry[](ids.length + 1);
        entries[0] = _entry(_id(found), word, word.withState(GrantState.SPLIT), leaf);
        GrantWord part = GrantWord.wrap(0).withState(GrantState.ACTIVE).withDepth(word.depth())
            .withHolder(word.holder()).withRegistrar(word.registrar()).withSince(uint40(block.timestamp));
        for (uint256 i = 0; i < ids.length; ++i) {
            GrantWord own = part.withRights(packed[i].rights()).withUntil(packed[i].until());
            entries[i + 1] = _entry(ids[i], GrantWord.wrap(0), own, leaf);
        }
        _writeMany(entries);
    }

    function _requirePartition(PackedWord whole, GrantKey[] calldata parts)
        private
        pure
        returns (PackedWord[] memory packed)
    {
        packed = new PackedWord[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) {
            packed[i] = PackedWord.wrap(parts[i].packed);
        }
        (uint8 fault, uint256 index) = Partition.check(whole, packed);
        if (fault != SplitFault.NONE) revert PartitionRefused(fault, index);
    }

    function _saySplit(bytes32 grantId, uint32 holder, GrantKey[] calldata parts, bytes32 authorisedBy)
        private
        returns (bytes32 leaf)
    {
        bytes32[] memory packed = new bytes32[](parts.length);
        bytes32[] memory terms = new bytes32[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) {
            (packed[i], terms[i]) = (parts[i].packed, parts[i].termsDigest);
        }
        emit GrantSplit(grantId, holder, packed, terms, authorisedBy, msg.sender);
        leaf = keccak256(abi.encode(GrantSplit.selector, grantId, holder, packed, terms, authorisedBy, msg.sender));
    }

    /// Whose window it is can be two parties; then neither speaks for the other, and an authority decides.
    function _mayConfirm(GrantFacts.Found memory found, bytes32 grantId) private view returns (bool) {
        GrantWord word = _word(found, 0);
        uint256 last = found.ids.length - 1;
        bool ofRegistrar = Predicates.suspectOfRegistrar(found.facts, last);
        bool ofGrantor = Predicates.suspectOfGrantor(found.facts, last);
        if (!ofRegistrar && !ofGrantor) revert NotSuspect(grantId);
        KeyWord actor = _actor(0);
        uint32 party = actor.party();
        if (party == found.holder) return false;
        if (actor.roles() & Role.AUTHORITY != 0) return true;
        uint32 home = _lastHop(word.registrar());
        if (ofRegistrar) return !ofGrantor && actor.roles() & Role.SIGN != 0 && party == home;
        if (actor.roles() & Role.REGISTRAR != 0 && actor.exchange() == home) return true;
        return actor.roles() & Role.SIGN != 0 && party == _lastHop(_word(found, 1).holder());
    }
}
