// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Mode, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {LifeActs} from "./LifeActs.sol";

/// @notice Holders again: splits, surrenders, confirmations, many licences at once.
abstract contract HoldingActs is LifeActs {
    bytes32 private constant SPLIT = keccak256(
        "Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant SURRENDER = keccak256(
        "Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    function licenseMany(uint256 seed) external acts {
        (uint256 parent, GrantKey memory key, uint32 to) = _offer(seed);
        GrantKey[] memory keys = new GrantKey[](2);
        uint32[] memory whom = new uint32[](2);
        (keys[0], whom[0]) = (key, to);
        PackedWord other = PackedWord.wrap(key.packed).withNonce(uint64(++nonces));
        (keys[1], whom[1]) = (GrantKey(key.parent, PackedWord.unwrap(other), key.termsDigest), to);
        GrantKey[] memory path = _pathTo(parent);
        vm.prank(_keyOf(parent));
        grants.licenseMany(path, keys, whom);
        _licensed(parent, keys[0], to);
        _licensed(parent, keys[1], to);
    }

    function split(uint256 seed) external acts {
        (uint256 i, GrantKey[] memory parts) = _parts(seed);
        GrantKey[] memory path = _pathTo(i);
        vm.prank(_keyOf(i));
        holdings.split(path, parts);
        _wasSplit(i, parts);
    }

    function splitBySignature(uint256 seed) external acts {
        (uint256 i, GrantKey[] memory parts) = _parts(seed);
        GrantKey[] memory path = _pathTo(i);
        bytes32 ids = keccak256(abi.encodePacked(_grantId(parts[0]), _grantId(parts[1])));
        bytes memory fields = bytes.concat(abi.encode(SPLIT, known[i].id, ids), _words(i));
        Consent memory ofHolder = consent(_signerOf(i), fields);
        holdings.splitBySignature(path, parts, ofHolder);
        _wasSplit(i, parts);
    }

    function surrender(uint256 seed) external acts {
        _seldom(seed, 2);
        uint256 i = _alive(seed);
        GrantKey[] memory path = _pathTo(i);
        vm.prank(_keyOf(i));
        holdings.surrender(path, digest("declaration"));
        _gaveUp(i);
    }

    function surrenderBySignature(uint256 seed) external acts {
        _seldom(seed, 2);
        uint256 i = _alive(seed);
        GrantKey[] memory path = _pathTo(i);
        bytes memory fields = bytes.concat(abi.encode(SURRENDER, known[i].id, digest("declaration")), _words(i));
        Consent memory ofHolder = consent(_signerOf(i), fields);
        holdings.surrenderBySignature(path, digest("declaration"), ofHolder);
        _gaveUp(i);
    }

    function surrenderMany(uint256 seed) external acts {
        _seldom(seed, 2);
        uint256 i = _alive(seed);
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = _pathTo(i);
        vm.prank(_keyOf(i));
        holdings.surrenderMany(paths, digest("declaration"));
        _gaveUp(i);
    }

    /// @dev An authority confirms what a suspect window holds.
    function confirm(uint256 seed) external acts {
        uint256 start = _pick(seed, "grant", known.length);
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (!_suspect(i) || (known[i].state != GrantState.ACTIVE && known[i].state != GrantState.SPLIT)) continue;
            GrantKey[] memory path = _pathTo(i);
            vm.prank(addr("court"));
            holdings.confirm(path, digest("finding"));
            known[i].confirmed = true;
            return;
        }
        revert Nothing();
    }

    // ---- what they share

    function _words(uint256 i) internal view returns (bytes memory) {
        uint256 parent = known[i].parent;
        return abi.encode(grant(known[i].id), parent == 0 ? bytes32(0) : register.read(6, known[parent - 1].id));
    }

    /// @dev Two parts by purpose, region, rights or term; one time in six they overlap by what must then be refused.
    function _parts(uint256 seed) private returns (uint256 i, GrantKey[] memory parts) {
        if (known.length + 2 > MOST_GRANTS) revert Nothing();
        i = _alive(seed);
        PackedWord whole = PackedWord.wrap(known[i].key.packed).withMode(Mode.SPLIT).withNonce(uint64(++nonces));
        (PackedWord one, PackedWord other) = _cut(seed, whole);
        parts = new GrantKey[](2);
        parts[0] = GrantKey(known[i].id, PackedWord.unwrap(one), digest("part terms"));
        parts[1] = GrantKey(known[i].id, PackedWord.unwrap(other), digest("part terms"));
    }

    function _cut(uint256 seed, PackedWord whole) private view returns (PackedWord one, PackedWord other) {
        uint256 by = _pick(seed, "dimension", 4);
        bool overlap = _pick(seed, "overlap", 6) == 0;
        if (by == 0) {
            uint32 low = whole.purpose() & (~whole.purpose() + 1);
            return (whole.withPurpose(low), overlap ? whole : whole.withPurpose(whole.purpose() & ~low));
        }
        if (by == 1) {
            uint40 low = whole.region() & (~whole.region() + 1);
            return (whole.withRegion(low), overlap ? whole : whole.withRegion(whole.region() & ~low));
        }
        if (by == 2) {
            uint8 low = whole.rights() & (~whole.rights() + 1);
            return (whole.withRights(low), overlap ? whole : whole.withRights(whole.rights() & ~low));
        }
        uint40 middle = uint40(block.timestamp) + 5 days;
        return (whole.withUntil(middle), whole.withNotBefore(overlap ? middle - 1 : middle));
    }

    function _wasSplit(uint256 i, GrantKey[] memory parts) private {
        _disposed(i, Verb.SPLIT);
        known[i].state = GrantState.SPLIT;
        for (uint256 n = 0; n < parts.length; ++n) {
            _child(i, parts[n], known[i].holder, known[i].depth);
        }
    }

    function _gaveUp(uint256 i) private {
        _disposed(i, Verb.END);
        if (known[i].parent == 0) _breach("a title was given up without its registrar");
        known[i].state = GrantState.SURRENDERED;
    }
}
