// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Annotation, FreezeScope, LinkKind, Mode, Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {LongTitleBase} from "./LongTitleBase.sol";

/// @notice Changes registered of a title or of a part of one: what is signed for them, and that it counts once.
contract ChangesTest is LongTitleBase {
    function test_aChangeLeavesTheWord() public {
        bytes32 before = GrantWord.unwrap(grant(id));
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, uint40(block.timestamp) + 1 days, keccak256("order"));
        Consent memory own = signed("provider", CHANGE, id, digest("change"));
        vm.prank(addr(REGISTRAR));
        titles.change(path, digest("change"), own); // frozen: no disposal
        GrantWord now_ = grant(id).withFrozenUntil(0).withFreezes(0).withFlags(0);
        assertEq(GrantWord.unwrap(now_), before, "subject and source stay");
        bytes32 link = register.read(Kind.LINK, Ids.linkId(LinkKind.CHANGE, id, digest("change")));
        assertEq(LinkWord.wrap(link).since(), block.timestamp, "the document is on record");
    }

    function test_change_fail() public {
        Consent memory own = signed("provider", CHANGE, id, digest("change"));
        bytes memory call = abi.encodeCall(titles.change, (path, digest("change"), own));
        refused(
            "harbin-registrar",
            address(titles),
            call,
            abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN)
        );
        call = abi.encodeCall(titles.change, (path, bytes32(0), own));
        refused(
            REGISTRAR,
            address(titles),
            call,
            abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("changeDigest"))
        );
        own = signed("outsider", CHANGE, id, digest("change"));
        call = abi.encodeCall(titles.change, (path, digest("change"), own));
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER);
        refused(REGISTRAR, address(titles), call, why);
        revoked(id, GrantState.VOID);
        refused(
            REGISTRAR,
            address(titles),
            call,
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.VOID, GrantState.ACTIVE)
        );
    }

    /// What is signed once is registered once, though the word stays as it is, or comes back to it.
    function test_signatureReplayedAfterTheWordChangedBack_fail() public {
        Consent memory own = signed("provider", CHANGE, id, digest("change"));
        bytes memory call = abi.encodeCall(titles.change, (path, digest("change"), own));
        vm.startPrank(addr(REGISTRAR));
        titles.change(path, digest("change"), own);
        bytes memory why =
            abi.encodeWithSelector(ITitleShared.LinkExists.selector, LinkKind.CHANGE, id, digest("change"));
        vm.stopPrank();
        refused(REGISTRAR, address(titles), call, why); // the word stayed
        bytes32 before = GrantWord.unwrap(grant(id));
        _annotate();
        vm.prank(addr(REGISTRAR));
        titles.clearAnnotation(id, Annotation.OTHER, keccak256("note"));
        assertEq(GrantWord.unwrap(grant(id)), before, "the word came back");
        refused(REGISTRAR, address(titles), call, why);
        own = signed("provider", CHANGE, id, digest("another change"));
        vm.prank(addr(REGISTRAR));
        titles.change(path, digest("another change"), own);
    }

    /// A part's holder signs over what it was split from as well: what a court does to that meanwhile, it has not seen.
    function test_changeAndEndOfAPartCarryItsParentsWord() public {
        GrantKey[] memory part = _split();
        Consent memory change = signedOfPart("processor", CHANGE, part, digest("change"));
        Consent memory end = signedOfPart("processor", CANCEL, part, digest("why"));
        uint256 before = vm.snapshotState();
        vm.startPrank(addr(REGISTRAR));
        titles.change(part, digest("change"), change);
        titles.cancel(part, digest("why"), end);
        vm.stopPrank();
        assertEq(stateOf(idOf(part)), GrantState.SURRENDERED, "ended");
        vm.revertToState(before);
        _annotate(); // the title's word, not the part's
        _refuseStale(abi.encodeCall(titles.change, (part, digest("change"), change)));
        _refuseStale(abi.encodeCall(titles.cancel, (part, digest("why"), end)));
    }

    function _refuseStale(bytes memory call) private {
        vm.prank(addr(REGISTRAR));
        (bool done, bytes memory why) = address(titles).call(call);
        assertFalse(done, "went through");
        assertEq(bytes32(bytes4(why)), bytes32(IModule.BadSignature.selector), "for another reason");
    }

    function test_changeOfALicence_fail() public {
        GrantKey[] memory licence = license(path, "provider", Right.USE, PROCESSOR);
        bytes32 below = idOf(licence);
        Consent memory own = signed("processor", CHANGE, below, digest("change"));
        bytes memory call = abi.encodeCall(titles.change, (licence, digest("change"), own));
        refused(REGISTRAR, address(titles), call, abi.encodeWithSelector(ITitleShared.NotATitle.selector, below, 1));
    }

    function _annotate() private {
        vm.prank(addr(REGISTRAR));
        titles.annotate(id, Annotation.OTHER, keccak256("note"));
    }

    /// The title split in two by planting words; the first part is PROCESSOR's.
    function _split() private returns (GrantKey[] memory parts) {
        GrantKey memory key = childKey(path, scope(Right.ALL, Mode.SPLIT).withUntil(START + 7300 days));
        GrantWord word = grant(id);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SPLIT)));
        parts = extend(path, key);
        plant(Kind.GRANT, idOf(parts), GrantWord.unwrap(word.withHolder(PROCESSOR).withCertUntil(0)));
    }
}
