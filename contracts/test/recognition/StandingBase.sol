// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Standing} from "../../src/modules/recognition/Standing.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A market whose standing is asked for, and the tree of the answers by definition.
abstract contract StandingBase is MarketBase {
    Standing internal standing;

    function _deployModules() internal virtual override {
        super._deployModules();
        standing = new Standing(register);
        enable(address(standing), "Standing");
    }

    // ---- questions about `operated`: key 0 is the title, key 1 the operator's grant

    function askGrant(bytes memory path) internal pure returns (IStanding.Ask memory) {
        return IStanding.Ask(Kind.GRANT, pathOf(path), 0, 0, 0);
    }

    /// @dev A path as it is passed: its length, then its indices, of which eight have room.
    function pathOf(bytes memory indices) internal pure returns (bytes9) {
        return bytes9(bytes.concat(bytes1(uint8(indices.length)), indices));
    }

    function askListing() internal pure returns (IStanding.Ask memory) {
        return IStanding.Ask(Kind.LISTING, pathOf(hex"0001"), digest("product"), HANGZHOU, NONCE);
    }

    function askVoucher(bytes32 id) internal pure returns (IStanding.Ask memory) {
        return IStanding.Ask(Kind.VOUCHER, 0, id, 0, 0);
    }

    function only(IStanding.Ask memory ask) internal pure returns (IStanding.Ask[] memory asks) {
        asks = new IStanding.Ask[](1);
        asks[0] = ask;
    }

    /// @dev A question about one path is answered by a way of its own: it must be the answer that stands among others too.
    function answer(IStanding.Ask memory ask) internal view returns (IStanding.Reply memory alone) {
        alone = standing.answers(operated, only(ask))[0];
        IStanding.Ask[] memory asks = new IStanding.Ask[](2);
        (asks[0], asks[1]) = (askVoucher(digest("another question")), ask);
        IStanding.Reply memory among = standing.answers(operated, asks)[1];
        assertEq(keccak256(abi.encode(among)), keccak256(abi.encode(alone)), "alone, and among others");
    }

    // ---- the tree of the answers

    function leafOf(IStanding.Reply memory r) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(r.kind, r.id, r.state, r.reason, r.flags, r.until))));
    }

    /// @dev The nodes of the level above: sorted pairs, an odd last one moves up.
    function above(bytes32[] memory level) internal pure returns (bytes32[] memory up) {
        up = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < up.length; ++i) {
            if (2 * i + 1 == level.length) {
                up[i] = level[2 * i];
            } else {
                (bytes32 a, bytes32 b) = (level[2 * i], level[2 * i + 1]);
                up[i] = keccak256(a < b ? bytes.concat(a, b) : bytes.concat(b, a));
            }
        }
    }

    function leavesOf(IStanding.Reply[] memory replies) internal pure returns (bytes32[] memory level) {
        level = new bytes32[](replies.length);
        for (uint256 i = 0; i < replies.length; ++i) {
            level[i] = leafOf(replies[i]);
        }
    }

    function rootOf(IStanding.Reply[] memory replies) internal pure returns (bytes32) {
        bytes32[] memory level = leavesOf(replies);
        while (level.length > 1) {
            level = above(level);
        }
        return level[0];
    }

    function proofOf(IStanding.Reply[] memory replies, uint256 index) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory level = leavesOf(replies);
        bytes32[] memory found = new bytes32[](9);
        uint256 count;
        while (level.length > 1) {
            if (index ^ 1 < level.length) found[count++] = level[index ^ 1];
            index >>= 1;
            level = above(level);
        }
        proof = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            proof[i] = found[i];
        }
    }
}
