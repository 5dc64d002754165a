// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../src/Register.sol";
import {IRegister} from "../src/interfaces/IRegister.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {GrantWords} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {ModuleWord} from "../src/types/ModuleWord.sol";
import {OriginState, OriginWord} from "../src/types/OriginWord.sol";
import {PartyWords} from "../src/types/PartyWord.sol";
import {World} from "./World.sol";
import {WriterHarness} from "./WriterHarness.sol";

contract RegisterTest is World {
    uint256 private constant MASK = GrantWords.HOLDER_MASK | GrantWords.SINCE_MASK;
    bytes32 private constant ID = keccak256("some grant");
    uint8 private constant GRANT = Kind.GRANT;

    WriterHarness private writer;
    uint40 private from;

    function setUp() public override {
        super.setUp();
        writer = new WriterHarness(register);
        from = START + 2 days;
        vm.prank(addr("council"));
        register.enableModule(address(writer), from, 0, _only(GRANT, MASK));
        vm.warp(from);
    }

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

    function test_zeroOverNonzero_fail() public {
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

    // ---- modules

    function test_writeByAnyone_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(this), 0, 0));
        register.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK), 0);
    }

    function test_writeBeforeItsTime_fail() public {
        vm.warp(from - 1);
        assertFalse(register.enabled(address(writer)), "not yet");
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, 0));
        writer.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK));
    }

    function test_enableTooSoon_fail() public {
        WriterHarness other = new WriterHarness(register);
        uint40 earliest = from + register.MIN_DELAY();
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TooSoon.selector, earliest - 1, earliest));
        register.enableModule(address(other), earliest - 1, 0, _only(GRANT, MASK));
        register.enableModule(address(other), earliest, 0, _only(GRANT, MASK));
    }

    function test_enable_fail() public {
        WriterHarness other = new WriterHarness(register);
        uint40 at_ = from + 3 days;
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.NoCode.selector, addr("nobody")));
        register.enableModule(addr("nobody"), at_, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleKnown.selector, address(writer)));
        register.enableModule(address(writer), at_, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.TermBackwards.selector, at_, at_));
        register.enableModule(address(other), at_, at_, _only(GRANT, MASK));
        uint8[3] memory kept = [0, Kind.ORIGIN, Kind.MODULE];
        for (uint256 i = 0; i < kept.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRegister.KindRefused.selector, kept[i]));
            register.enableModule(address(other), at_, 0, _only(kept[i], MASK));
        }
        vm.expectRevert(abi.encodeWithSelector(IRegister.KindRefused.selector, GRANT));
        register.enableModule(address(other), at_, 0, _only(GRANT, 0));
    }

    function test_onlyTheCouncil_fail() public {
        address anyone = addr("hangzhou");
        vm.startPrank(anyone);
        bytes4 selector = IRegister.enableModule.selector;
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, selector));
        register.enableModule(address(writer), from, 0, _only(GRANT, MASK));
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.retireModule.selector));
        register.retireModule(address(writer));
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.announceWidening.selector)
        );
        register.announceWidening(address(writer), GRANT, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.widen.selector));
        register.widen(address(writer), GRANT, 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotCouncil.selector, anyone, IRegister.narrow.selector));
        register.narrow(address(writer), GRANT, 0);
    }

    function test_retiresAtOnce() public {
        writer.write(GRANT, ID, 0, bytes32(GrantWords.HOLDER_MASK));
        vm.prank(addr("council"));
        register.retireModule(address(writer));
        assertFalse(register.enabled(address(writer)), "in the same second");
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, from));
        writer.write(GRANT, digest("next"), 0, bytes32(GrantWords.HOLDER_MASK));
        assertEq(register.read(GRANT, ID), bytes32(GrantWords.HOLDER_MASK), "its words stay");
        vm.prank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(writer), from, from));
        register.retireModule(address(writer));
    }

    function test_retiresBeforeItBegan() public {
        vm.warp(from - 1);
        vm.prank(addr("council"));
        register.retireModule(address(writer));
        vm.warp(from);
        assertFalse(register.enabled(address(writer)), "it never began");
    }

    function test_endsByItself() public {
        WriterHarness other = new WriterHarness(register);
        vm.prank(addr("council"));
        register.enableModule(address(other), from + 2 days, from + 3 days, _only(GRANT, MASK));
        vm.warp(from + 3 days - 1);
        assertTrue(register.enabled(address(other)), "its last second");
        vm.warp(from + 3 days);
        assertFalse(register.enabled(address(other)), "over");
    }

    function test_widenWaits() public {
        uint256 more = GrantWords.FLAGS_MASK;
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more);
        register.announceWidening(address(writer), GRANT, more);
        uint40 due = from + register.MIN_DELAY();
        vm.warp(due - 1);
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, due));
        register.widen(address(writer), GRANT, more);
        vm.warp(due);
        register.widen(address(writer), GRANT, more);
        assertEq(register.mayWrite(address(writer), GRANT), MASK | more, "wider");
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more); // an announcement serves once
    }

    function test_narrowingVoidsAnAnnouncedWidening_fail() public {
        uint256 more = GrantWords.FLAGS_MASK;
        vm.startPrank(addr("council"));
        register.announceWidening(address(writer), GRANT, more);
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.warp(from + register.MIN_DELAY());
        vm.expectRevert(abi.encodeWithSelector(IRegister.WideningNotDue.selector, address(writer), GRANT, more, 0));
        register.widen(address(writer), GRANT, more);
    }

    function test_unknownModule_fail() public {
        address stranger = addr("stranger");
        bytes memory why = abi.encodeWithSelector(IRegister.ModuleUnknown.selector, stranger);
        vm.startPrank(addr("council"));
        vm.expectRevert(why);
        register.retireModule(stranger);
        vm.expectRevert(why);
        register.announceWidening(stranger, GRANT, 1);
    }

    /// Freezes of a holder are Encumbrances' alone: no other module lets one fall.
    function test_partiesHasNoBitOfAFreeze() public view {
        uint256 mask = register.mayWrite(address(parties), Kind.PARTY);
        assertEq(mask & (PartyWords.FLAGS_MASK | PartyWords.FROZEN_UNTIL_MASK | PartyWords.FREEZES_MASK), 0, "freezes");
        assertEq(register.mayWrite(address(encumbrances), Kind.PARTY) & mask, 0, "each its own");
    }

    function test_narrowsAtOnce() public {
        vm.startPrank(addr("council"));
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.expectRevert(
            abi.encodeWithSelector(IRegister.NotNarrower.selector, GrantWords.SINCE_MASK, GrantWords.SINCE_MASK)
        );
        register.narrow(address(writer), GRANT, GrantWords.SINCE_MASK);
        vm.expectRevert(abi.encodeWithSelector(IRegister.NotNarrower.selector, GrantWords.SINCE_MASK, MASK));
        register.narrow(address(writer), GRANT, MASK);
        vm.stopPrank();
        bytes32 word = bytes32(GrantWords.HOLDER_MASK);
        vm.expectRevert(abi.encodeWithSelector(IRegister.BitsNotYours.selector, address(writer), GRANT, word));
        writer.write(GRANT, ID, 0, word);
    }

    function test_councilSeqCountsEachChange() public {
        uint64 seq = register.councilSeq();
        vm.startPrank(addr("council"));
        register.announceWidening(address(writer), GRANT, 1);
        vm.warp(from + 2 days);
        register.widen(address(writer), GRANT, 1);
        register.narrow(address(writer), GRANT, 0);
        register.retireModule(address(writer));
        assertEq(register.councilSeq(), seq + 4, "four changes");
    }

    function test_moduleWordKeepsTheCodeHash() public view {
        ModuleWord m = ModuleWord.wrap(register.read(Kind.MODULE, Ids.ofAddress(address(writer))));
        assertEq(m.from_(), from, "from");
        assertEq(m.until(), 0, "until");
        assertEq(m.codeHash(), uint256(address(writer).codehash) >> 72, "its first 184 bits");
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

    function _only(uint8 kind, uint256 mask) private pure returns (IRegister.Permission[] memory permissions) {
        permissions = new IRegister.Permission[](1);
        permissions[0] = IRegister.Permission(kind, mask);
    }
}
