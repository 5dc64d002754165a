// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {GrantWords} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {OriginState, OriginWord} from "../../src/types/OriginWord.sol";
import {RegisterBase} from "./RegisterBase.sol";
import {WriterHarness} from "./WriterHarness.sol";

contract RegisterTest is RegisterBase {
    // ---- words

    function test_writesItsOwnBits(bytes32 word) public {
        word &= bytes32(MASK);
        vm.assume(word != 0);
        bytes32 journal = register.journal();
        writer.write(GRANT, ID, 0, word);
        assertEq(register.read(GRANT, ID), word, "written");
        bytes32 next =
            keccak256(abi.encode(journal, block.timestamp, address(writer), GRANT, ID, word, keccak256("leaf")));
        assertEq(register.journal(), next, "journalled");
    }

    function test_neverAnotherBit_fail(bytes32 word) public {
        bytes32 foreign = word & ~bytes32(MASK);
        vm.assume(foreign != 0);
        vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(writer), GRANT, foreign));
        writer.write(GRANT, ID, 0, word);
    }

    function test_otherModulesBitsAreKept(bytes32 before, bytes32 word) public {
        vm.assume(before != 0);
        plant(GRANT, ID, before);
        word = (before & ~bytes32(MASK)) | (word & bytes32(MASK));
        vm.assume(word != 0);
        writer.write(GRANT, ID, before, word);
        assertEq(register.read(GRANT, ID) & ~bytes32(MASK), before & ~bytes32(MASK), "kept");
    }

    function test_anotherKind_fail() public {
        bytes32 word = bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(writer), Kind.KEY, word));
        writer.write(Kind.KEY, ID, 0, word);
    }

    function test_stale_fail() public {
        bytes32 word = bytes32(GrantWords.HOLDER_MASK);
        vm.expectRevert(abi.encodeWithSelector(IRegister.Stale.selector, GRANT, ID, word, bytes32(0)));
        writer.write(GRANT, ID, word, word);
        writer.write(GRANT, ID, 0, word);
        vm.expectRevert(abi.encodeWithSelector(IRegister.Stale.selector, GRANT, ID, bytes32(0), word));
        writer.write(GRANT, ID, 0, word);
    }

    function test_I16_zeroOverNonzero_fail() public {
        bytes32 word = bytes32(GrantWords.HOLDER_MASK);
        writer.write(GRANT, ID, 0, word);
        vm.expectRevert(abi.encodeWithSelector(IRegister.ZeroOverNonzero.selector, GRANT, ID));
        writer.write(GRANT, ID, word, 0);
        vm.expectRevert(abi.encodeWithSelector(IRegister.ZeroOverNonzero.selector, GRANT, digest("nothing")));
        writer.write(GRANT, digest("nothing"), 0, 0);
    }

    function test_bulkIsTheSameOneByOne() public {
        IRegister.Entry[] memory entries = new IRegister.Entry[](3);
        bytes32 rolling = register.journal();
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 word = bytes32(uint256(i + 1) << 192);
            entries[i] = IRegister.Entry(GRANT, bytes32(i), 0, word, bytes32(i));
            rolling =
                keccak256(abi.encode(rolling, block.timestamp, address(writer), GRANT, bytes32(i), word, bytes32(i)));
        }
        writer.writeMany(entries);
        assertEq(register.journal(), rolling, "the same journal");
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1]) = (bytes32(uint256(2)), bytes32(uint256(0)));
        bytes32[] memory found = register.readMany(GRANT, ids);
        assertEq(found[0], bytes32(uint256(3) << 192), "in the order asked");
        assertEq(found[1], bytes32(uint256(1) << 192), "the first");
        assertEq(found[2], found[1], "twice");
    }

    function test_bulkRefusedWhole_fail() public {
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = IRegister.Entry(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK), 0);
        entries[1] = IRegister.Entry(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK), 0);
        bytes32 journal = register.journal();
        vm.expectRevert(abi.encodeWithSelector(IRegister.Stale.selector, GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK)));
        writer.writeMany(entries);
        assertEq(register.journal(), journal, "nothing was said");
        vm.expectRevert(abi.encodeWithSelector(IRegister.NothingToWrite.selector));
        writer.writeMany(new IRegister.Entry[](0));
    }

    // ---- the register itself

    function test_originAndDomain() public {
        bytes32 origin = keccak256(abi.encode(block.chainid, address(register), SALT));
        assertEq(register.origin(), origin, "origin");
        OriginWord word = OriginWord.wrap(register.read(Kind.ORIGIN, origin));
        assertEq(word.state(), OriginState.OWN, "its own word");
        Register again = new Register(address(council), keccak256("another salt"));
        assertTrue(again.origin() != origin, "another origin");
        bytes32 type_ = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"
        );
        bytes32 separator =
            keccak256(abi.encode(type_, keccak256("Torrens"), keccak256("1"), block.chainid, address(register), SALT));
        assertEq(register.domainSeparator(), separator, "EIP-712");
    }

    /// What a register says of origins it says when it begins: its own here, none before it. No module says one later, not its own
    /// predecessor's either, which a successor's constructor writes.
    function test_noOriginIsAddedLater_fail() public {
        Register again = new Register(address(council), keccak256("another salt"));
        bytes32 other = again.origin();
        assertEq(register.read(Kind.ORIGIN, other), 0, "another's");
        assertEq(OriginWord.wrap(again.read(Kind.ORIGIN, other)).ordinal(), 0, "the first of its line");
        WriterHarness scribe = new WriterHarness(register);
        bytes memory why = abi.encodeWithSelector(IRegister.KindRefused.selector, Kind.ORIGIN);
        vm.startPrank(addr("council"));
        vm.expectRevert(why);
        register.enableModule(address(scribe), uint40(block.timestamp) + 3 days, 0, _only(Kind.ORIGIN, MASK));
        vm.expectRevert(why);
        register.announceWidening(address(writer), Kind.ORIGIN, MASK);
        vm.stopPrank();
        OriginWord predecessor = OriginWord.wrap(0).withState(OriginState.PREDECESSOR).withOrdinal(1);
        bytes32 word = OriginWord.unwrap(predecessor);
        bytes4 not = IRegister.BitsNotYours.selector;
        vm.expectRevert(abi.encodeWithSelector(not, address(writer), Kind.ORIGIN, word));
        writer.write(Kind.ORIGIN, other, 0, word);
    }

    function test_anotherChain_fail() public {
        uint256 founded = block.chainid;
        vm.chainId(founded + 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.ChainIdChanged.selector, founded, founded + 1));
        register.domainSeparator();
    }

    function test_authorityWithoutCode_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IRegister.NoCode.selector, addr("nobody")));
        new Register(addr("nobody"), SALT);
    }

    /// An account that delegates its code (EIP-7702) would be a module whose code its key changes.
    function test_delegatedAccount_fail() public {
        address account = addr("council member");
        vm.etch(account, abi.encodePacked(hex"ef0100", address(grants)));
        vm.expectRevert(abi.encodeWithSelector(IRegister.DelegatedAccount.selector, account));
        vm.prank(addr("council"));
        register.enableModule(account, uint40(block.timestamp) + 3 days, 0, _only(GRANT, MASK));
    }

    function test_aWideningIsKeptThirtyDays_fail() public {
        vm.prank(addr("council"));
        register.announceWidening(address(writer), Kind.LINK, 1);
        uint40 due = uint40(block.timestamp) + register.MIN_DELAY();
        vm.warp(due + 30 days);
        bytes4 not = IRegister.WideningNotDue.selector;
        vm.expectRevert(abi.encodeWithSelector(not, address(writer), Kind.LINK, 1, due));
        vm.prank(addr("council"));
        register.widen(address(writer), Kind.LINK, 1);
        vm.warp(due + 30 days - 1);
        vm.prank(addr("council"));
        register.widen(address(writer), Kind.LINK, 1);
    }
}
