// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Paths} from "../../src/libraries/Paths.sol";
import {Reads} from "../../src/libraries/Reads.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {World} from "../kit/World.sol";

/// @notice The leaf that reads without copying says what plain Solidity says.
contract ReadsTest is World {
    /// @dev Plants a word under each id in two of three kinds, and reads them in runs.
    function test_mixedIsReadOneByOne(bytes32[9] memory ids, uint8 first, uint8 second) public {
        bytes32[] memory list = new bytes32[](9);
        for (uint8 i = 0; i < 9; ++i) {
            list[i] = ids[i];
            plant(6, ids[i], keccak256(abi.encode(ids[i], 6)));
            plant(4, ids[i], keccak256(abi.encode(ids[i], 4)));
        }
        (first, second) = (first % 10, second % 10);
        bytes32 runs = Reads.run(6, first) | (Reads.run(4, second) >> 32) | (Reads.run(19, 0) >> 64);
        bytes32[] memory found = Reads.mixed(register, runs, list);
        assertEq(found.length, 9, "length");
        for (uint256 i = 0; i < 9; ++i) {
            assertEq(found[i], register.read(_kindAt(i, first, second), list[i]), "word");
        }
        found = register.readMany(4, list);
        for (uint256 i = 0; i < 9; ++i) {
            assertEq(found[i], register.read(4, list[i]), "of one kind");
        }
    }

    /// @dev A run of none stands for all that are left.
    function _kindAt(uint256 i, uint256 first, uint256 second) private pure returns (uint8) {
        if (first == 0 || i < first) return 6;
        return second == 0 || i < first + second ? 4 : 19;
    }

    function test_noIdsAtAll() public view {
        assertEq(register.readMany(6, new bytes32[](0)).length, 0, "of one kind");
        assertEq(register.readMixed(Reads.twoRuns(6, 3, 4), new bytes32[](0)).length, 0, "mixed");
        assertEq(Reads.mixed(register, 0, new bytes32[](0)).length, 0, "by the leaf");
    }

    /// @dev Says nothing of what it is asked, but why.
    error NotARegister(bytes4 asked);

    fallback() external {
        revert NotARegister(msg.sig);
    }

    function mixedOf(IRegister from) external view returns (bytes32[] memory) {
        return Reads.mixed(from, 0, new bytes32[](3));
    }

    function councilSeqOf(IRegister from) external view returns (uint64) {
        return Reads.councilSeq(from);
    }

    /// @dev What the register refuses with is what the caller sees; of a count that cannot be had nothing is made up.
    function test_registerThatRefuses_fail() public {
        assertEq(this.councilSeqOf(register), register.councilSeq(), "of the register");
        vm.expectRevert(abi.encodeWithSelector(NotARegister.selector, IRegister.readMixed.selector));
        this.mixedOf(IRegister(address(this)));
        vm.expectRevert(bytes(""));
        this.councilSeqOf(IRegister(address(this)));
    }

    /// @dev Past the eighth run nothing is named, and kind 0 holds nothing.
    function test_pastTheRuns() public {
        bytes32[] memory list = new bytes32[](10);
        bytes32 runs;
        for (uint256 i = 0; i < 8; ++i) {
            runs |= Reads.run(6, 1) >> (32 * i);
        }
        plant(6, 0, bytes32(uint256(1)));
        bytes32[] memory found = register.readMixed(runs, list);
        assertEq(found[7], bytes32(uint256(1)), "the eighth");
        assertEq(found[8], bytes32(0), "no ninth");
        assertEq(found[9], bytes32(0), "no tenth");
    }

    function test_holdersOfWords(GrantWord[5] memory words, bytes32 noise) public pure {
        GrantWord[] memory list = new GrantWord[](5);
        (bytes32 any, bytes32 all) = (bytes32(0), ~bytes32(0));
        for (uint256 i = 0; i < 5; ++i) {
            list[i] = words[i];
            any |= GrantWord.unwrap(words[i]);
            all &= GrantWord.unwrap(words[i]);
        }
        (bytes32[] memory who, bytes32 or, bytes32 and) = Reads.holders(list, 2);
        (who[5], who[6]) = (noise, noise);
        assertEq(who.length, 7, "with room");
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(who[i], Ids.ofNumber(words[i].holder()), "holder");
        }
        assertEq(or, any, "any");
        assertEq(and, all, "all");
        assertEq(Reads.anyOf(who), _any(who), "any of a list");
    }

    function _any(bytes32[] memory list) private pure returns (bytes32 any) {
        for (uint256 i = 0; i < list.length; ++i) {
            any |= list[i];
        }
    }

    function test_hashOfFields(bytes32[10] memory fields) public pure {
        assertEq(Reads.hash(fields), keccak256(abi.encode(fields)), "hashStruct");
    }

    function test_idsOfKeysAsPassed(GrantKey calldata key, bytes32 origin) public pure {
        assertEq(Ids.titleOf(origin, key), Ids.titleId(origin, key), "title");
        assertEq(Ids.grantOf(key), Ids.grantId(key), "grant");
    }

    /// @dev The first key that does not name the one before it stops the walk.
    function test_pathsAsPassed(GrantKey[4] memory keys, bytes32 origin, uint8 broken) public view {
        GrantKey[] memory path = new GrantKey[](4);
        bytes32 id;
        for (uint256 i = 0; i < 4; ++i) {
            path[i] = keys[i];
            if (i != 0 && i != broken % 5) path[i].parent = id;
            id = i == 0 ? Ids.titleId(origin, path[0]) : Ids.grantId(path[i]);
        }
        (bytes32[] memory found, uint256 stop) = this.walk(origin, path);
        uint256 expected = broken % 5 == 0 || broken % 5 == 4 ? 4 : broken % 5;
        assertEq(stop, expected, "where it stops");
        if (stop == 4) assertEq(found[3], id, "the last id");
    }

    function walk(bytes32 origin, GrantKey[] calldata path) external pure returns (bytes32[] memory found, uint256 i) {
        (found, i) = Paths.hash(origin, path, 0);
    }
}
