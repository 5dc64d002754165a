// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Reads RLP in calldata by absolute offsets, in shortest form only (Ethereum Yellow Paper, appendix B).
library Rlp {
    /// @notice The bytes at this offset of the calldata are not RLP in shortest form, end too late, or have another type.
    /// @param offset Where in the calldata.
    error MalformedRlp(uint256 offset);

    /// @notice Reads the item at `pos`, which must end at or before `end`.
    /// @return data Where its payload begins. @return next Where the next item begins. @return isList Whether it is a list.
    function item(uint256 pos, uint256 end) internal pure returns (uint256 data, uint256 next, bool isList) {
        if (pos >= end) revert MalformedRlp(pos);
        unchecked {
            uint256 word = load(pos);
            uint256 first = word >> 248;
            if (first < 0x80) return (pos, pos + 1, false);
            isList = first >= 0xc0;
            uint256 size = first - (isList ? 0xc0 : 0x80);
            data = pos + 1;
            if (size > 55) {
                uint256 width = size - 55;
                size = (word << 8) >> (256 - 8 * width);
                // A length that fits the short form, or begins with a zero byte, or exceeds any calldata.
                if (width > 4 || size < 56 || size >> (8 * (width - 1)) == 0) revert MalformedRlp(pos);
                data += width;
            } else if (size == 1 && !isList && (word << 8) >> 248 < 0x80) {
                revert MalformedRlp(pos);
            }
            next = data + size;
            if (next > end) revert MalformedRlp(pos);
        }
    }

    /// @notice Reads the list that is the whole of `encoded`.
    function list(bytes calldata encoded) internal pure returns (uint256 data, uint256 end) {
        uint256 pos = offset(encoded);
        bool isList;
        unchecked {
            (data, end, isList) = item(pos, pos + encoded.length);
            if (!isList || end != pos + encoded.length) revert MalformedRlp(pos);
        }
    }

    /// @notice Reads a string of exactly 32 bytes.
    function hash(uint256 pos, uint256 end) internal pure returns (bytes32 value, uint256 next) {
        uint256 data;
        bool isList;
        (data, next, isList) = item(pos, end);
        if (isList || next - data != 32) revert MalformedRlp(pos);
        value = bytes32(load(data));
    }

    /// @notice Reads an unsigned number of at most `width` bytes, without leading zeros.
    function number(uint256 pos, uint256 end, uint256 width) internal pure returns (uint256 value, uint256 next) {
        uint256 data;
        bool isList;
        (data, next, isList) = item(pos, end);
        uint256 size = next - data;
        if (isList || size > width) revert MalformedRlp(pos);
        if (size == 0) return (0, next);
        value = load(data) >> (256 - 8 * size);
        if (value >> (8 * (size - 1)) == 0) revert MalformedRlp(pos);
    }

    /// @notice Where the next item begins, whatever this one is.
    function skip(uint256 pos, uint256 end) internal pure returns (uint256 next) {
        unchecked {
            // A hash, or an empty string, is what a node is made of.
            uint256 head = load(pos) >> 248;
            if (head == 0xa0 && pos + 33 <= end) return pos + 33;
            if (head == 0x80 && pos < end) return pos + 1;
        }
        (, next,) = item(pos, end);
    }

    /// @notice Where the next item begins; this one must be a string.
    function skipString(uint256 pos, uint256 end) internal pure returns (uint256 next) {
        bool isList;
        (, next, isList) = item(pos, end);
        if (isList) revert MalformedRlp(pos);
    }

    /// @notice Where the next item begins; this one must be what `number` reads.
    function skipNumber(uint256 pos, uint256 end, uint256 width) internal pure returns (uint256 next) {
        (, next) = number(pos, end, width);
    }

    /// @notice The 32 bytes of calldata at an offset; bytes past the end read as zero, so callers bound what they use.
    /// @dev msg.data[at:at + 32] without its bounds check and copy.
    function load(uint256 pos) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(pos)
        }
    }

    /// @notice Where a slice of calldata begins.
    function offset(bytes calldata slice) internal pure returns (uint256 pos) {
        assembly ("memory-safe") {
            pos := slice.offset
        }
    }
}
