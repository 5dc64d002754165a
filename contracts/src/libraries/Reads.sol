// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {InterestWord} from "../types/InterestWord.sol";
import {PartyWord} from "../types/PartyWord.sol";

/// @notice Reading many words without copying: the one leaf that reaches into memory, on both sides of the call. Every verb reads,
/// and pays what a read costs. A list in memory is laid out as the ABI lays it out: it is sent, and used, where it lies.
library Reads {
    /// @notice `register.readMixed(runs, ids)`.
    /// @dev Sent: | selector 4 | runs 32 | offset 0x40 | length | ids … |   Returned: | offset 0x20 | length | words … |
    function mixed(IRegister register, bytes32 runs, bytes32[] memory ids)
        internal
        view
        returns (bytes32[] memory found)
    {
        bytes4 selector = IRegister.readMixed.selector;
        assembly ("memory-safe") {
            let at := mload(0x40)
            let list := shl(5, add(mload(ids), 1))
            mstore(at, selector)
            mstore(add(at, 0x04), runs)
            mstore(add(at, 0x24), 0x40)
            mcopy(add(at, 0x44), ids, list)
            if iszero(staticcall(gas(), register, at, add(0x44, list), at, add(0x20, list))) {
                returndatacopy(at, 0, returndatasize())
                revert(at, returndatasize())
            }
            found := add(at, 0x20)
            mstore(0x40, add(found, list))
        }
    }

    /// @notice `register.councilSeq()`.
    function councilSeq(IRegister register) internal view returns (uint64 seq) {
        bytes4 selector = IRegister.councilSeq.selector;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            if iszero(staticcall(gas(), register, 0x00, 0x04, 0x00, 0x20)) { revert(0, 0) }
            seq := mload(0x00)
        }
    }

    /// @notice Ends the call with the words of these ids as its only answer: for each, `words[kind][id]`, its kind being its run's.
    /// @param runs Up to eight | kind 8 | count 24 |, in the order of the ids; count 0, or more than are left, stands for all that are
    /// left.
    function answer(
        mapping(uint8 kind => mapping(bytes32 id => bytes32 word)) storage words,
        bytes32 runs,
        bytes32[] calldata ids
    ) internal view {
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, 0x20)
            mstore(add(start, 0x20), ids.length)
            let at := add(start, 0x40)
            let end := add(at, shl(5, ids.length))
            let apart := sub(ids.offset, at)
            for {} lt(at, end) { runs := shl(32, runs) } {
                let turn := add(at, shl(5, and(shr(224, runs), 0xffffff)))
                if or(eq(turn, at), gt(turn, end)) { turn := end }
                mstore(0x00, byte(0, runs))
                mstore(0x20, words.slot)
                mstore(0x20, keccak256(0x00, 0x40))
                for {} lt(at, turn) { at := add(at, 0x20) } {
                    mstore(0x00, calldataload(add(at, apart)))
                    mstore(at, sload(keccak256(0x00, 0x40)))
                }
            }
            return(start, sub(end, start))
        }
    }

    /// @notice One run for `answer`: so many ids of a kind, 0 for all that are left.
    function run(uint8 kind, uint256 count) internal pure returns (bytes32) {
        return bytes32(uint256(kind) << 248 | count << 224);
    }

    /// @notice So many ids of one kind, then all others of another.
    function twoRuns(uint8 kind, uint256 count, uint8 others) internal pure returns (bytes32) {
        return bytes32(uint256(kind) << 248 | count << 224 | uint256(others) << 216);
    }

    /// @notice `keccak256(abi.encode(fields))`: the hash of a struct that is signed, its type first.
    function hash(bytes32[10] memory fields) internal pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            digest := keccak256(fields, 0x140)
        }
    }

    /// @notice Room for `n` words, which the caller fills, every one: what was in memory before is not cleared.
    function room(uint256 n) internal pure returns (bytes32[] memory list) {
        assembly ("memory-safe") {
            list := mload(0x40)
            mstore(list, n)
            mstore(0x40, add(list, shl(5, add(n, 1))))
        }
    }

    /// @notice The holders of GRANT words, as ids of PARTY words, and room for `spare` ids more, which the caller fills; and the bits
    /// that any of the words has, and those that all have.
    function holders(GrantWord[] memory words, uint256 spare)
        internal
        pure
        returns (bytes32[] memory list, bytes32 any, bytes32 all)
    {
        list = room(words.length + spare);
        all = ~bytes32(0);
        assembly ("memory-safe") {
            let to := list
            for { let end := add(words, shl(5, mload(words))) } lt(words, end) {} {
                words := add(words, 0x20)
                to := add(to, 0x20)
                let word := mload(words)
                mstore(to, and(shr(192, word), 0xffffffff)) // GrantWord.holder
                any := or(any, word)
                all := and(all, word)
            }
        }
    }

    /// @notice The bits that any word of a list has.
    function anyOf(bytes32[] memory list) internal pure returns (bytes32 any) {
        assembly ("memory-safe") {
            for { let end := add(list, shl(5, mload(list))) } lt(list, end) {} {
                list := add(list, 0x20)
                any := or(any, mload(list))
            }
        }
    }

    /// @notice Leaves the first `n` of a list, which is no shorter, where it lies.
    function cut(bytes32[] memory list, uint256 n) internal pure {
        assembly ("memory-safe") {
            mstore(list, n)
        }
    }

    /// @notice A list of words as one of GRANT words.
    function grants(bytes32[] memory list) internal pure returns (GrantWord[] memory same) {
        assembly ("memory-safe") {
            same := list
        }
    }

    /// @notice A list of words as one of INTEREST words.
    function interests(bytes32[] memory list) internal pure returns (InterestWord[] memory same) {
        assembly ("memory-safe") {
            same := list
        }
    }

    /// @notice A list of words as one of PARTY words.
    function parties(bytes32[] memory list) internal pure returns (PartyWord[] memory same) {
        assembly ("memory-safe") {
            same := list
        }
    }
}
