// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Partition} from "../../src/libraries/Partition.sol";
import {Mode, SplitFault} from "../../src/types/Codes.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "../grants/HoldingsBase.sol";

/// @notice I4: what a split makes is exactly what it takes, per right, region, purpose and second. Parts are made and judged here by
/// counting bit by bit and second by second, another way than the law's.
contract PartitionTest is HoldingsBase {
    /// Any cut of a whole is accepted, and its parts conserve every dimension.
    function test_I4_conservation(uint256 seed, uint8 dimension, uint8 count) public {
        PackedWord whole = wholeOf(held);
        PackedWord[] memory parts = _cut(whole, seed, dimension % 4, 2 + count % 15);
        if (parts.length < 2) return;
        _conserved(whole, parts);
        GrantKey[] memory keys = new GrantKey[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) {
            keys[i] = partOf(held, parts[i]);
        }
        split(held, "operator", keys);
        uint8 rights;
        for (uint256 i = 0; i < parts.length; ++i) {
            GrantKey[] memory path = extend(held, keys[i]);
            assertEq(grant(idOf(path)).rights(), parts[i].rights(), "the word has the key's rights");
            assertEq(grant(idOf(path)).until(), parts[i].until(), "and its end");
            rights |= grant(idOf(path)).rights();
        }
        assertEq(rights, grant(idOf(held)).rights(), "no right is lost or made");
    }

    /// Parts spoiled in one bit or second are refused; the judge counts.
    function test_I4_nothingElseIsAPartition(uint256 seed, uint8 dimension, uint8 count, uint8 bit) public view {
        PackedWord whole = wholeOf(held);
        PackedWord[] memory parts = _cut(whole, seed, dimension % 4, 2 + count % 15);
        if (parts.length < 2) return;
        uint256 place = 64 + uint256(bit) % 192; // any bit but the nonce's
        uint256 which = seed % parts.length;
        parts[which] = PackedWord.wrap(PackedWord.unwrap(parts[which]) ^ bytes32(uint256(1) << place));
        (uint8 fault,) = Partition.check(whole, parts);
        assertTrue((fault == SplitFault.NONE) == _isPartition(whole, parts), "judged as by counting");
    }

    function _cut(PackedWord whole, uint256 seed, uint8 dimension, uint256 count)
        private
        pure
        returns (PackedWord[] memory parts)
    {
        if (dimension == 3) return _cutTerm(whole, seed, count);
        uint256 mask = _field(whole, dimension);
        uint256 bits = _ones(mask);
        if (count > bits) count = bits;
        parts = new PackedWord[](count);
        uint256 given;
        for (uint256 i = 0; i < 64; ++i) {
            if (mask >> i & 1 == 0) continue;
            uint256 to = given < count ? given : uint256(keccak256(abi.encode(seed, i))) % count;
            ++given;
            parts[to] = _with(parts[to], dimension, _field(parts[to], dimension) | uint256(1) << i);
        }
        for (uint256 i = 0; i < count; ++i) {
            parts[i] = _with(whole.withNonce(uint64(i)), dimension, _field(parts[i], dimension));
        }
    }

    function _cutTerm(PackedWord whole, uint256 seed, uint256 count) private pure returns (PackedWord[] memory parts) {
        parts = new PackedWord[](count);
        uint40 from = whole.notBefore();
        for (uint256 i = 0; i < count; ++i) {
            uint40 left = whole.until() - from - uint40(count - i - 1);
            uint40 until = from + 1 + uint40(uint256(keccak256(abi.encode(seed, i))) % left);
            if (i + 1 == count) until = whole.until();
            parts[i] = whole.withNotBefore(from).withUntil(until).withNonce(uint64(i));
            from = until;
        }
    }

    function _conserved(PackedWord whole, PackedWord[] memory parts) private pure {
        assertTrue(_isPartition(whole, parts), "conserved");
    }

    /// Each bit of one mask is in one part only, or the terms stand end to end; all else is the whole's.
    function _isPartition(PackedWord whole, PackedWord[] memory parts) private pure returns (bool) {
        uint256 split_;
        for (uint8 d = 0; d < 3; ++d) {
            bool same = true;
            for (uint256 i = 0; i < parts.length; ++i) {
                same = same && _field(parts[i], d) == _field(whole, d);
            }
            if (same) continue;
            ++split_;
            if (!_eachBitOnce(_field(whole, d), parts, d)) return false;
        }
        bool sameTerm = true;
        bool sameRest = true;
        for (uint256 i = 0; i < parts.length; ++i) {
            sameTerm = sameTerm && parts[i].notBefore() == whole.notBefore() && parts[i].until() == whole.until();
            sameRest = sameRest && parts[i].action() == whole.action() && parts[i].basis() == whole.basis();
            sameRest = sameRest && parts[i].mode() == Mode.SPLIT;
        }
        if (!sameTerm) ++split_;
        return sameRest && split_ == 1 && (sameTerm || _endToEnd(whole, parts));
    }

    function _eachBitOnce(uint256 mask, PackedWord[] memory parts, uint8 d) private pure returns (bool) {
        for (uint256 bit = 0; bit < 40; ++bit) {
            uint256 times;
            for (uint256 i = 0; i < parts.length; ++i) {
                times += _field(parts[i], d) >> bit & 1;
            }
            if (times != (mask >> bit & 1)) return false;
        }
        for (uint256 i = 0; i < parts.length; ++i) {
            if (_field(parts[i], d) == 0) return false;
        }
        return true;
    }

    /// Lengths, all positive, sum to the whole's, and each part begins where the sum before it ends.
    function _endToEnd(PackedWord whole, PackedWord[] memory parts) private pure returns (bool) {
        int256 sum;
        for (uint256 i = 0; i < parts.length; ++i) {
            int256 begins = int256(uint256(parts[i].notBefore())) - int256(uint256(whole.notBefore()));
            int256 length = int256(uint256(parts[i].until())) - int256(uint256(parts[i].notBefore()));
            if (begins != sum || length <= 0) return false;
            sum += length;
        }
        return sum == int256(uint256(whole.until())) - int256(uint256(whole.notBefore()));
    }

    function _field(PackedWord p, uint8 dimension) private pure returns (uint256) {
        if (dimension == 0) return p.purpose();
        return dimension == 1 ? p.region() : p.rights();
    }

    function _with(PackedWord p, uint8 dimension, uint256 value) private pure returns (PackedWord) {
        if (dimension == 0) return p.withPurpose(uint32(value));
        return dimension == 1 ? p.withRegion(uint40(value)) : p.withRights(uint8(value));
    }

    function _ones(uint256 mask) private pure returns (uint256 n) {
        for (; mask != 0; mask &= mask - 1) {
            ++n;
        }
    }
}
