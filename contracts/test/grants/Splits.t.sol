// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, Mode, Reason, Right, SplitFault, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "./HoldingsBase.sol";

/// @notice Splits: parts that together are exactly the whole, in one dimension, with its burdens.
contract SplitsTest is HoldingsBase {
    function test_partsAreWordsBesideEachOther() public {
        GrantKey[] memory below = license(held, "operator", Right.USE, BUYER);
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        assertEq(grant(idOf(held)).state(), GrantState.SPLIT, "the node");
        for (uint256 i = 0; i < 2; ++i) {
            GrantKey[] memory path = extend(held, parts[i]);
            GrantWord w = grant(idOf(path));
            GrantWord expected = GrantWord.wrap(0).withState(GrantState.ACTIVE).withRights(grant(idOf(held)).rights());
            expected = expected.withDepth(1).withHolder(OPERATOR).withRegistrar(HANGZHOU);
            expected = expected.withSince(uint40(block.timestamp)).withUntil(START + 730 days);
            assertEq(GrantWord.unwrap(w), GrantWord.unwrap(expected), "the part");
            assertEq(free(path, Verb.LICENSE), Reason.NONE, "free");
        }
        assertEq(valid(below), Reason.NONE, "what was licensed before stays valid");
        GrantKey memory key = childKey(held, scope(Right.USE, Mode.LICENSE).withNonce(9));
        bytes memory reason = _notFree(held, Verb.LICENSE, Reason.NOT_ACTIVE);
        vm.prank(addr("operator"));
        vm.expectRevert(reason);
        grants.license(held, key, BUYER);
    }

    function test_aTitleSplitsByRights() public {
        PackedWord whole = wholeOf(title);
        GrantKey[] memory parts = new GrantKey[](3);
        (parts[0], parts[1]) = (partOf(title, whole.withRights(1)), partOf(title, whole.withRights(2)));
        parts[2] = partOf(title, whole.withRights(4));
        split(title, "provider", parts);
        GrantKey[] memory part = extend(title, parts[2]);
        assertEq(grant(idOf(part)).depth(), 0, "the same depth number");
        assertEq(grant(idOf(part)).rights(), Right.OPERATE, "rights");
        part = license(part, "provider", Right.OPERATE, OPERATOR);
        for (uint256 i = 1; i < 4; ++i) {
            part = license(part, "operator", Right.OPERATE, OPERATOR);
        }
        assertEq(grant(idOf(part)).depth(), 4, "so four licences still fit below");
    }

    function test_byTermInOrder() public {
        PackedWord whole = wholeOf(held);
        uint40 middle = START + 365 days;
        GrantKey[] memory parts = two(held, whole.withUntil(middle), whole.withNotBefore(middle));
        split(held, "operator", parts);
        assertEq(valid(extend(held, parts[0])), Reason.NONE, "now");
        assertEq(valid(extend(held, parts[1])), Reason.NOT_YET, "later");
        vm.warp(middle);
        assertEq(valid(extend(held, parts[0])), Reason.EXPIRED, "over");
        assertEq(valid(extend(held, parts[1])), Reason.NONE, "begun");
    }

    function test_anyoneRelaysASplit() public {
        GrantKey[] memory parts = byRegion(held);
        Consent memory by = consent("operator", splitFields(held, parts));
        bytes32[] memory ids = holdings.splitBySignature(held, parts, by);
        assertEq(ids.length, 2, "two");
        assertEq(ids[1], Ids.grantId(parts[1]), "their ids");
        assertEq(grant(ids[1]).holder(), OPERATOR, "written");
        bytes memory fields = splitFields(held, parts); // the word is another now
        bytes32 hashed = digestOf(fields, by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
        holdings.splitBySignature(held, parts, by);
    }

    function test_onASignatureOverOtherParts_fail() public {
        GrantKey[] memory parts = byRegion(held);
        Consent memory by = consent("operator", splitFields(held, parts));
        parts[1].termsDigest = digest("other terms");
        bytes32 hashed = digestOf(splitFields(held, parts), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
        holdings.splitBySignature(held, parts, by);
        by = consent("outsider", splitFields(held, parts));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, OPERATOR));
        holdings.splitBySignature(held, parts, by);
    }

    // ---- burdens

    function test_freezesBindTheParts() public {
        GrantKey[] memory parts = byRegion(held);
        freeze(held, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 100);
        bytes memory reason = _notFree(held, Verb.SPLIT, Reason.DISPOSE_FROZEN);
        vm.prank(addr("operator"));
        vm.expectRevert(reason);
        holdings.split(held, parts);
        vm.warp(block.timestamp + 100);
        split(held, "operator", parts);
        freeze(held, "court-two", FreezeScope.DISPOSE, uint40(block.timestamp) + 100);
        assertEq(free(extend(held, parts[1]), Verb.TRANSFER), Reason.DISPOSE_FROZEN, "frozen with the node");
    }

    // ---- what is no partition

    function test_otherDimensions_fail() public {
        PackedWord whole = wholeOf(held);
        uint40 first = whole.region() & 0xff;
        uint40 rest = whole.region() & ~uint40(0xff);
        PackedWord one = whole.withRegion(first);
        _refuse(one, whole.withRegion(rest).withPurpose(1), refused(SplitFault.OTHER_DIFFERS, 1));
        _refuse(one.withRights(Right.USE), whole.withRegion(rest), refused(SplitFault.OTHER_DIFFERS, 0));
        _refuse(one, whole.withRegion(rest).withUntil(whole.until() - 1), refused(SplitFault.OTHER_DIFFERS, 1));
        _refuse(one, whole.withRegion(rest).withAction(1), refused(SplitFault.OTHER_DIFFERS, 1));
        _refuse(one, whole.withRegion(rest).withBasis(1), refused(SplitFault.OTHER_DIFFERS, 1));
        _refuse(one, whole.withRegion(rest).withMode(Mode.LICENSE), refused(SplitFault.OTHER_DIFFERS, 1));
        _refuse(whole, whole.withNonce(1), refused(SplitFault.NOTHING_SPLIT, 0));
    }

    function test_masksThatAreNoPartition_fail() public {
        PackedWord whole = wholeOf(held);
        uint32 all = whole.purpose();
        _refuse(whole.withPurpose(3), whole.withPurpose(all & ~uint32(1)), refused(SplitFault.OVERLAP, 1));
        _refuse(whole.withPurpose(3), whole.withPurpose(4), refused(SplitFault.INCOMPLETE, 1));
        _refuse(whole.withPurpose(1 << 31), whole.withPurpose(all), refused(SplitFault.OUTSIDE, 0));
        _refuse(whole, whole.withPurpose(0), refused(SplitFault.EMPTY_PART, 1));
        _refuse(whole.withRights(Right.HOLD), whole, refused(SplitFault.OUTSIDE, 0));
    }

    function test_termsThatAreNoPartition_fail() public {
        PackedWord whole = wholeOf(held);
        (uint40 from, uint40 until) = (whole.notBefore(), whole.until());
        PackedWord one = whole.withUntil(from + 9);
        _refuse(one, whole.withNotBefore(from + 10), refused(SplitFault.GAP, 1));
        _refuse(one, whole.withNotBefore(from + 8), refused(SplitFault.OVERLAP, 1));
        _refuse(one, whole.withNotBefore(from + 9).withUntil(until - 1), refused(SplitFault.INCOMPLETE, 1));
        _refuse(one, whole.withNotBefore(from + 9).withUntil(until + 1), refused(SplitFault.OUTSIDE, 1));
        _refuse(one.withNotBefore(from - 1), whole.withNotBefore(from + 9), refused(SplitFault.OUTSIDE, 0));
        _refuse(one.withUntil(from), whole, refused(SplitFault.EMPTY_PART, 0));
        _refuse(whole.withNotBefore(from + 9), one, refused(SplitFault.GAP, 0)); // not in order
    }

    function test_I4_theEndIsTheWords() public {
        // A title's word may end before its key does; the parts then end with the word.
        PackedWord whole = wholeOf(held);
        setUntil(START + 400 days);
        GrantKey[] memory parts = two(held, whole.withUntil(START + 365 days), whole.withNotBefore(START + 365 days));
        vm.prank(addr("operator"));
        vm.expectRevert(refused(SplitFault.OUTSIDE, 1));
        holdings.split(held, parts);
        parts[1] = partOf(held, whole.withNotBefore(START + 365 days).withUntil(START + 400 days));
        split(held, "operator", parts);
    }

    function test_counts_fail() public {
        PackedWord whole = wholeOf(held);
        _refuseParts(new GrantKey[](0), abi.encodeWithSelector(IGrants.CountRefused.selector, 0, 2, 16));
        GrantKey[] memory parts = new GrantKey[](1);
        parts[0] = partOf(held, whole);
        _refuseParts(parts, abi.encodeWithSelector(IGrants.CountRefused.selector, 1, 2, 16));
        parts = new GrantKey[](17);
        for (uint32 i = 0; i < 17; ++i) {
            parts[i] = partOf(held, whole.withPurpose(i < 16 ? uint32(1) << i : whole.purpose() >> 16 << 16));
        }
        _refuseParts(parts, abi.encodeWithSelector(IGrants.CountRefused.selector, 17, 2, 16));
        GrantKey[] memory most = new GrantKey[](16);
        for (uint256 i = 0; i < 16; ++i) {
            most[i] = parts[i];
        }
        most[15] = partOf(held, whole.withPurpose(whole.purpose() >> 15 << 15));
        split(held, "operator", most);
    }

    function test_partsOfAnother_fail() public {
        GrantKey[] memory parts = byRegion(held);
        parts[1].parent = idOf(title);
        _refuseParts(parts, abi.encodeWithSelector(IGrants.PathBroken.selector, 2, idOf(title), idOf(held)));
    }

    function test_byAnother_fail() public {
        GrantKey[] memory parts = byRegion(held);
        bytes memory reason = _notHolder(idOf(held), OPERATOR, PROVIDER);
        vm.prank(addr("provider"));
        vm.expectRevert(reason);
        holdings.split(held, parts);
    }

    function test_twice_fail() public {
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        _refuseParts(parts, _notFree(held, Verb.SPLIT, Reason.NOT_ACTIVE));
    }

    function test_aPathOfNine_fail() public {
        GrantKey[] memory path = held;
        for (uint32 i = 0; i < 6; ++i) {
            PackedWord whole = wholeOf(path);
            uint32 one = uint32(1) << i;
            GrantKey[] memory parts = two(path, whole.withPurpose(one), whole.withPurpose(whole.purpose() & ~one));
            split(path, "operator", parts);
            path = extend(path, parts[1]);
        }
        assertEq(path.length, 8, "as long as it goes");
        GrantKey[] memory more = byRegion(path);
        vm.prank(addr("operator"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathTooLong.selector, 9, 8));
        holdings.split(path, more);
        GrantKey memory below = childKey(path, wholeOf(path).withMode(Mode.LICENSE).withRights(Right.USE));
        vm.prank(addr("operator"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathTooLong.selector, 9, 8));
        grants.license(path, below, BUYER);
    }

    function setUntil(uint40 until) private {
        plant(6, idOf(held), GrantWord.unwrap(grant(idOf(held)).withUntil(until)));
    }

    function _refuse(PackedWord one, PackedWord other, bytes memory reason) private {
        _refuseParts(two(held, one, other), reason);
    }

    function _refuseParts(GrantKey[] memory parts, bytes memory reason) private {
        vm.prank(addr("operator"));
        vm.expectRevert(reason);
        holdings.split(held, parts);
    }
}
