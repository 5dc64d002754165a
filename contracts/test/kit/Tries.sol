// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @notice Builds Merkle-Patricia tries over 32-byte keys by definition (Yellow Paper appendix D), with proofs as eth_getProof
/// gives them; encoded by OpenZeppelin's RLP, so the builder shares nothing with the walker it tests.
library Tries {
    struct Trie {
        bytes32[] keys;
        bytes[] values;
    }

    function root(Trie memory t) internal pure returns (bytes32) {
        return keccak256(_node(t, 0));
    }

    /// @notice The nodes from the root to `key`, without the inlined ones; for an absent key, up to where it leaves the trie.
    function prove(Trie memory t, bytes32 key) internal pure returns (bytes[] memory nodes) {
        bytes[] memory all = new bytes[](66);
        uint256 count;
        uint256 depth;
        while (t.keys.length > 0 && depth <= 64) {
            bytes memory node = _node(t, depth);
            if (depth == 0 || node.length >= 32) all[count++] = node;
            if (t.keys.length == 1) break;
            uint256 common = _common(t, depth);
            if (common == 0) {
                t = _under(t, depth, _nibble(key, depth));
                ++depth;
            } else {
                if (_differs(t.keys[0], key, depth, common)) break;
                depth += common;
                node = _node(t, depth);
                if (node.length >= 32) all[count++] = node;
                t = _under(t, depth, _nibble(key, depth));
                ++depth;
            }
        }
        nodes = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            nodes[i] = all[i];
        }
    }

    function _node(Trie memory t, uint256 depth) private pure returns (bytes memory) {
        if (t.keys.length == 1) {
            return _pair(_hexPrefix(t.keys[0], depth, 64, true), RLP.encode(t.values[0]));
        }
        uint256 common = _common(t, depth);
        if (common != 0) {
            return _pair(_hexPrefix(t.keys[0], depth, depth + common, false), _reference(_node(t, depth + common)));
        }
        bytes[] memory items = new bytes[](17);
        for (uint256 nibble = 0; nibble < 16; ++nibble) {
            Trie memory below = _under(t, depth, nibble);
            items[nibble] = below.keys.length == 0 ? bytes(hex"80") : _reference(_node(below, depth + 1));
        }
        items[16] = hex"80";
        return RLP.encode(items);
    }

    function _pair(bytes memory path, bytes memory encodedValue) private pure returns (bytes memory) {
        bytes[] memory items = new bytes[](2);
        (items[0], items[1]) = (RLP.encode(path), encodedValue);
        return RLP.encode(items);
    }

    function _reference(bytes memory node) private pure returns (bytes memory) {
        return node.length < 32 ? node : RLP.encode(keccak256(node));
    }

    function _hexPrefix(bytes32 key, uint256 from, uint256 to, bool leaf) private pure returns (bytes memory path) {
        uint256 odd = (to - from) & 1;
        path = new bytes(1 + (to - from) / 2);
        uint256 head = (leaf ? 2 : 0) + odd;
        path[0] = bytes1(uint8((head << 4) | (odd == 1 ? _nibble(key, from) : 0)));
        for (uint256 i = 1; i < path.length; ++i) {
            uint256 n = from + odd + 2 * (i - 1);
            path[i] = bytes1(uint8((_nibble(key, n) << 4) | _nibble(key, n + 1)));
        }
    }

    function _common(Trie memory t, uint256 depth) private pure returns (uint256 common) {
        while (true) {
            for (uint256 i = 1; i < t.keys.length; ++i) {
                if (_nibble(t.keys[i], depth + common) != _nibble(t.keys[0], depth + common)) return common;
            }
            ++common;
        }
    }

    function _differs(bytes32 a, bytes32 b, uint256 depth, uint256 count) private pure returns (bool) {
        for (uint256 i = depth; i < depth + count; ++i) {
            if (_nibble(a, i) != _nibble(b, i)) return true;
        }
        return false;
    }

    function _under(Trie memory t, uint256 depth, uint256 nibble) private pure returns (Trie memory below) {
        uint256 count;
        for (uint256 i = 0; i < t.keys.length; ++i) {
            if (_nibble(t.keys[i], depth) == nibble) ++count;
        }
        below = Trie(new bytes32[](count), new bytes[](count));
        count = 0;
        for (uint256 i = 0; i < t.keys.length; ++i) {
            if (_nibble(t.keys[i], depth) != nibble) continue;
            (below.keys[count], below.values[count]) = (t.keys[i], t.values[i]);
            ++count;
        }
    }

    function _nibble(bytes32 key, uint256 index) private pure returns (uint256) {
        return (uint256(key) >> (252 - 4 * index)) & 15;
    }
}
