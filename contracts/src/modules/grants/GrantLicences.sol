// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {GrantTypes} from "../../libraries/GrantTypes.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Paths} from "../../libraries/Paths.sol";
import {Scope} from "../../libraries/Scope.sol";
import {Basis, Mode, Verb} from "../../types/Codes.sol";
import {GrantState, GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PackedWord} from "../../types/PackedWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {GrantModule} from "./GrantModule.sol";

/// @notice Licences: one, on a signature, for a voucher, or many under one parent; see IGrants
abstract contract GrantLicences is GrantModule, IGrants {
    uint8 private constant MOST_DEPTH = 4;

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
        bytes32 structHash = GrantTypes.license(key, holder, GrantWord.unwrap(_word(parent, 0)), ofHolder);
        _requireConsent(structHash, ofHolder, parent.holder);
        return _license(parent, path[path.length - 1].packed, key, holder, _digest(structHash), msg.sender);
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
    function licenseMany(GrantKey[] calldata path, GrantKey[] calldata keys, uint32[] calldata holders)
        external
        returns (bytes32[] memory ids)
    {
        _requireCount(keys.length, 1, MOST_BATCH);
        if (holders.length != keys.length) revert CountRefused(holders.length, keys.length, keys.length);
        GrantFacts.Found memory parent = _ownFound(path);
        _requireFree(parent, Verb.LICENSE);
        ids = new bytes32[](keys.length);
        IRegister.Entry[] memory entries = new IRegister.Entry[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            if (i == 0 || holders[i] != holders[i - 1]) _activeParty(holders[i]);
            _requireBelow(parent, path[path.length - 1].packed, keys[i]);
            entries[i] = _licence(parent, keys[i], holders[i], 0, msg.sender);
            ids[i] = entries[i].id;
        }
        _requireDistinct(ids);
        _requireUnused(ids);
        _writeMany(entries);
    }

    function _requireUnused(bytes32[] memory ids) private view {
        bytes32[] memory words = register.readMany(Kind.GRANT, ids);
        for (uint256 i = 0; i < words.length; ++i) {
            if (words[i] != 0) revert GrantExists(ids[i]);
        }
    }

    function _license(
        GrantFacts.Found memory parent,
        bytes32 parentPacked,
        GrantKey calldata key,
        uint32 holder,
        bytes32 authorisedBy,
        address actor
    ) private returns (bytes32) {
        _requireFree(parent, Verb.LICENSE);
        _requireBelow(parent, parentPacked, key);
        _activeParty(holder);
        IRegister.Entry memory entry = _licence(parent, key, holder, authorisedBy, actor);
        if (_read(Kind.GRANT, entry.id) != 0) revert GrantExists(entry.id);
        _write(entry);
        return entry.id;
    }

    /// @dev Says the event; the caller writes the entry.
    function _licence(
        GrantFacts.Found memory parent,
        GrantKey calldata key,
        uint32 holder,
        bytes32 authorisedBy,
        address actor
    ) private returns (IRegister.Entry memory) {
        bytes32 grantId = Ids.grantId(key);
        emit Licensed(grantId, key.parent, key.packed, key.termsDigest, holder, authorisedBy, actor);
        bytes32 leaf = keccak256(
            abi.encode(Licensed.selector, grantId, key.parent, key.packed, key.termsDigest, holder, authorisedBy, actor)
        );
        return _entry(grantId, GrantWord.wrap(0), _child(parent, key, holder), leaf);
    }

    /// A key of a licence under this parent: with terms that were agreed, on its path, and never wider than it in right, scope, term or depth.
    function _requireBelow(GrantFacts.Found memory parent, bytes32 parentPacked, GrantKey calldata key) internal view {
        if (key.termsDigest == 0) revert ZeroField("termsDigest");
        bytes32 parentId = _id(parent);
        if (key.parent != parentId) revert PathBroken(parent.ids.length, key.parent, parentId);
        _requireWithin(PackedWord.wrap(key.packed), PackedWord.wrap(parentPacked), _word(parent, 0));
        uint256 length = parent.ids.length + 1;
        if (length > Paths.MOST) revert PathTooLong(length, Paths.MOST);
    }

    function _requireWithin(PackedWord child, PackedWord parent, GrantWord parentWord) private view {
        (bytes32 name, uint256 mask) = Scope.malformed(child);
        if (name != 0) revert MaskRefused(name, mask);
        if (child.basis() > Basis.UTILITY) revert MaskRefused("basis", child.basis());
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

    /// The word of a licence as it begins.
    function _child(GrantFacts.Found memory parent, GrantKey calldata key, uint32 holder)
        internal
        view
        returns (GrantWord)
    {
        GrantWord above = _word(parent, 0);
        PackedWord packed = PackedWord.wrap(key.packed);
        return GrantWord.wrap(0).withState(GrantState.ACTIVE).withRights(packed.rights()).withDepth(above.depth() + 1)
            .withHolder(holder).withRegistrar(above.registrar()).withSince(uint40(block.timestamp))
            .withUntil(packed.until());
    }
}
