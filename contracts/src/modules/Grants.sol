// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {Paths} from "../libraries/Paths.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {Reads} from "../libraries/Reads.sol";
import {Scope} from "../libraries/Scope.sol";
import {Action, GrantFlag, Mode, Reason, Role, TransferReason, Verb} from "../types/Codes.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {Kind} from "../types/Kinds.sol";
import {PackedWord} from "../types/PackedWord.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {PathModule} from "./PathModule.sol";

/// @title Grants: license and transfer; see IGrants
contract Grants is PathModule, IGrants {
    bytes32 private constant LICENSE = keccak256(
        "License(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant TRANSFER = keccak256(
        "Transfer(bytes32 grantId,uint32 from,uint32 to,uint8 reason,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    uint8 private constant MOST_DEPTH = 4;

    /// @dev A transfer as it is asked for.
    struct Handover {
        uint32 to;
        uint8 reason;
        bytes32 termsDigest;
    }

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) PathModule(register_) {}

    /// @inheritdoc IGrants
    function license(GrantKey[] calldata path, GrantKey calldata key, uint32 holder)
        external
        returns (bytes32 grantId)
    {
        GrantFacts.Found memory parent = _ownFound(path);
        return _license(parent, path[path.length - 1].packed, key, holder, 0, msg.sender);
    }

    /// @inheritdoc IGrants
    function licenseBySignature(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 holder,
        Consent calldata ofHolder
    ) external returns (bytes32 grantId) {
        GrantFacts.Found memory parent = _found(path);
        bytes32 structHash = _licenseHash(key, holder, parent.word, ofHolder);
        _requireConsent(structHash, ofHolder, parent.holder);
        bytes32 authorisedBy = _digest(structHash);
        return _license(parent, path[path.length - 1].packed, key, holder, authorisedBy, msg.sender);
    }

    /// @inheritdoc IGrants
    function licenseForVoucher(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 seller,
        uint32 buyer,
        bytes32 voucherId,
        address actor
    ) external returns (bytes32 grantId) {
        if (!register.enabled(msg.sender) || register.mayWrite(msg.sender, Kind.VOUCHER) == 0) {
            revert NotVoucherModule(msg.sender);
        }
        GrantFacts.Found memory parent = _found(path);
        _requireHolder(parent, seller);
        return _license(parent, path[path.length - 1].packed, key, buyer, voucherId, actor);
    }

    /// @inheritdoc IGrants
    function transfer(
        GrantKey[] calldata path,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Consent calldata ofReceiver
    ) external {
        GrantFacts.Found memory found = _ownFound(path, ofReceiver.signer, to);
        _transfer(found, Handover(to, reason, termsDigest), ofReceiver);
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
        Handover memory h = Handover(to, reason, termsDigest);
        _requireConsentOf(_transferHash(found, h, ofHolder), ofHolder, found.holder, found.key, found.acting);
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
        if (to == 0 && reason == TransferReason.JUDGMENT) {
            return _end(grantId, word, GrantState.ENFORCED, termsDigest, actor);
        }
        _activeParty(to);
        if (to == word.holder() || to == _lastHop(word.holder())) revert TransferToSelf(to);
        _handOver(grantId, word, Handover(to, reason, termsDigest), actor);
    }

    /// @inheritdoc IGrants
    function valid(GrantKey[] calldata path) external view returns (bool yes, uint8 reason, uint256 index) {
        (reason, index) = Predicates.valid(GrantFacts.read(register, origin, path).facts, block.timestamp);
        yes = reason == Reason.NONE;
    }

    /// @inheritdoc IGrants
    function free(GrantKey[] calldata path, uint8 verb) external view returns (bool yes, uint8 reason) {
        (reason,) = Predicates.free(GrantFacts.read(register, origin, path).facts, verb, block.timestamp);
        yes = reason == Reason.NONE;
    }

    function _license(
        GrantFacts.Found memory parent,
        bytes32 parentPacked,
        GrantKey calldata key,
        uint32 holder,
        bytes32 authorisedBy,
        address actor
    ) private returns (bytes32 grantId) {
        bytes32 parentId = parent.id;
        if (key.parent != parentId) revert PathBroken(parent.ids.length, key.parent, parentId);
        _requireFree(parent, Verb.LICENSE);
        _requireWithin(PackedWord.wrap(key.packed), PackedWord.wrap(parentPacked), parent.word);
        uint256 length = parent.ids.length + 1;
        if (length > Paths.MOST) revert PathTooLong(length, Paths.MOST);
        _activeParty(holder);
        grantId = Ids.grantId(key);
        emit Licensed(grantId, parentId, key.packed, key.termsDigest, holder, authorisedBy, actor);
        bytes32 leaf = keccak256(
            abi.encode(Licensed.selector, grantId, parentId, key.packed, key.termsDigest, holder, authorisedBy, actor)
        );
        bytes32 word = GrantWord.unwrap(_child(PackedWord.wrap(key.packed), parent.word, holder));
        if (_read(Kind.GRANT, grantId) != 0) revert GrantExists(grantId);
        _write(Kind.GRANT, grantId, 0, word, leaf);
    }

    function _transfer(GrantFacts.Found memory found, Handover memory h, Consent calldata ofReceiver) private {
        if (h.reason == 0 || h.reason > TransferReason.SUCCESSION) revert ReasonRefused(h.reason);
        bytes32 grantId = found.id;
        GrantWord word = found.word;
        if (h.to == found.holder || h.to == word.holder()) revert TransferToSelf(h.to);
        uint32 action = found.facts.leaf.action();
        if (action & Action.ASSIGN == 0) revert NotAssignable(grantId, uint24(action));
        _requireFree(found, Verb.TRANSFER);
        _requireConsentOf(_transferHash(found, h, ofReceiver), ofReceiver, h.to, found.other, found.party);
        _handOver(grantId, word, h, msg.sender);
    }

    /// @dev A confirmation was of the hands that it came from, so it ends with them.
    function _handOver(bytes32 grantId, GrantWord word, Handover memory h, address actor) private {
        if (word.since() >= block.timestamp) revert TooFast(grantId, word.since());
        emit Transferred(grantId, word.holder(), h.to, h.reason, h.termsDigest, actor);
        bytes32 leaf =
            keccak256(abi.encode(Transferred.selector, grantId, word.holder(), h.to, h.reason, h.termsDigest, actor));
        GrantWord next = word.withHolder(h.to).withSince(uint40(block.timestamp));
        next = next.withFlags(word.flags() & ~GrantFlag.CONFIRMED);
        _write(Kind.GRANT, grantId, GrantWord.unwrap(word), GrantWord.unwrap(next), leaf);
    }

    function _end(bytes32 grantId, GrantWord word, uint8 state, bytes32 digest, address actor) private {
        emit GrantEnded(grantId, word.holder(), state, digest, 0, actor);
        bytes32 leaf =
            keccak256(abi.encode(GrantEnded.selector, grantId, word.holder(), state, digest, bytes32(0), actor));
        _write(Kind.GRANT, grantId, GrantWord.unwrap(word), GrantWord.unwrap(word.withState(state)), leaf);
    }

    /// A licence is never wider than its parent in right, scope, term or depth.
    function _requireWithin(PackedWord child, PackedWord parent, GrantWord parentWord) private view {
        (bytes32 name, uint256 mask) = Scope.malformed(child);
        if (name != 0) revert MaskRefused(name, mask);
        if (child.mode() != Mode.LICENSE) revert ModeRefused(child.mode(), Mode.LICENSE);
        if (child.rights() & ~Scope.mayCarry(parentWord.rights(), parent.action()) != 0) {
            revert RightsExceeded(child.rights(), parentWord.rights(), uint24(parent.action()));
        }
        (bytes32 wide, uint256 ofChild, uint256 ofParent) = Scope.wider(child, parent);
        if (wide != 0) revert ScopeExceeded(wide, ofChild, ofParent);
        if (child.notBefore() >= child.until() || child.until() <= block.timestamp) {
            revert TermRefused(child.notBefore(), child.until(), block.timestamp);
        }
        if (child.notBefore() < parent.notBefore() || child.until() > parentWord.until()) {
            revert TermExceeded(child.notBefore(), child.until(), parent.notBefore(), parentWord.until());
        }
        if (parentWord.depth() >= MOST_DEPTH) revert DepthExceeded(parentWord.depth() + 1, MOST_DEPTH);
    }

    function _child(PackedWord packed, GrantWord parent, uint32 holder) private view returns (GrantWord) {
        return GrantWord.wrap(0).withState(GrantState.ACTIVE).withRights(packed.rights()).withDepth(parent.depth() + 1)
            .withHolder(holder).withRegistrar(parent.registrar()).withSince(uint40(block.timestamp))
            .withUntil(packed.until());
    }

    function _licenseHash(GrantKey calldata key, uint32 holder, GrantWord parentWord, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                LICENSE,
                key.parent,
                key.packed,
                key.termsDigest,
                holder,
                GrantWord.unwrap(parentWord),
                by.signedAt,
                by.deadline
            )
        );
    }

    function _transferHash(GrantFacts.Found memory found, Handover memory h, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes32[10] memory fields;
        (fields[0], fields[1], fields[2]) = (TRANSFER, found.id, Ids.ofNumber(found.word.holder()));
        (fields[3], fields[4], fields[5]) = (Ids.ofNumber(h.to), Ids.ofNumber(h.reason), h.termsDigest);
        fields[6] = GrantWord.unwrap(found.word);
        if (found.ids.length > 1) fields[7] = GrantWord.unwrap(_word(found, 1));
        (fields[8], fields[9]) = (Ids.ofNumber(by.signedAt), Ids.ofNumber(by.deadline));
        return Reads.hash(fields);
    }
}
