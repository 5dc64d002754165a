// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice RFC 9162 trees by the book's recursive definitions (sections 2.1.1, 2.1.3.1, 2.1.4.1), over leaves that are numbers.
library Trees {
    /// @notice The hash of entry `i`.
    function leaf(uint256 i) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(uint8(0), i));
    }

    /// @notice MTH of the entries from..to (to excluded).
    function root(uint256 from, uint256 to) internal pure returns (bytes32) {
        if (to - from == 1) return leaf(from);
        uint256 k = split(to - from);
        return sha256(abi.encodePacked(uint8(1), root(from, from + k), root(from + k, to)));
    }

    /// @notice PATH(index, D[n]).
    function path(uint256 index, uint256 n) internal pure returns (bytes32[] memory) {
        return _path(index, 0, n);
    }

    function _path(uint256 index, uint256 from, uint256 to) private pure returns (bytes32[] memory) {
        if (to - from == 1) return new bytes32[](0);
        uint256 k = from + split(to - from);
        if (index < k) return _append(_path(index, from, k), root(k, to));
        return _append(_path(index, k, to), root(from, k));
    }

    /// @notice PROOF(m, D[n]), 0 < m < n.
    function proof(uint256 m, uint256 n) internal pure returns (bytes32[] memory) {
        return _subproof(m, 0, n, true);
    }

    function _subproof(uint256 m, uint256 from, uint256 to, bool whole) private pure returns (bytes32[] memory) {
        if (m == to) return whole ? new bytes32[](0) : _append(new bytes32[](0), root(from, to));
        uint256 k = from + split(to - from);
        if (m <= k) return _append(_subproof(m, from, k, whole), root(k, to));
        return _append(_subproof(m, k, to, false), root(from, k));
    }

    /// @notice The largest power of two smaller than n.
    function split(uint256 n) internal pure returns (uint256 k) {
        for (k = 1; k * 2 < n; k *= 2) {}
    }

    function _append(bytes32[] memory list, bytes32 item) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i = 0; i < list.length; ++i) {
            longer[i] = list[i];
        }
        longer[list.length] = item;
    }
}
