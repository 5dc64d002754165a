// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Mode, Reason, Right, TransferReason, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "../grants/HoldingsBase.sol";

/// @notice Threats to grants (domain.md section 6): each is tried, and what must happen instead.
contract GrantThreats is HoldingsBase {
    function test_replayOnAnotherRegister_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(5));
        bytes memory fields = licenseFields(title, key, BUYER);
        Register other = new Register(address(council), SALT); // same chain, same salt
        (uint40 at_, uint40 deadline) = (uint40(block.timestamp), uint40(block.timestamp) + 1 days);
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(at_, deadline)));
        bytes32 there = keccak256(abi.encodePacked(hex"1901", other.domainSeparator(), structHash));
        Consent memory by = Consent(addr("provider"), at_, deadline, signDigest("provider", there));
        bytes32 here = digestOf(fields, by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), here));
        grants.licenseBySignature(title, key, BUYER, by);
    }

    function test_replayOnAnotherChain_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(5));
        Consent memory by = consent("provider", licenseFields(title, key, BUYER));
        uint256 chain = block.chainid;
        vm.chainId(chain + 1); // the state copied to a fork with another id
        vm.expectRevert(abi.encodeWithSignature("ChainIdChanged(uint256,uint256)", chain, chain + 1));
        grants.licenseBySignature(title, key, BUYER, by);
        vm.chainId(chain);
        grants.licenseBySignature(title, key, BUYER, by);
    }

    /// A holder changes at most once a second, so the word never comes back within what a signature saw.
    function test_signatureAfterTheWordChangedBack_fail() public {
        GrantKey memory key = childKey(held, scope(Right.USE, Mode.LICENSE).withNonce(5));
        Consent memory by = consent("operator", licenseFields(held, key, BUYER));
        bytes memory before = abi.encode(grant(idOf(held)));
        _sell("operator", "buyer", BUYER);
        bytes memory reason = abi.encodeWithSelector(IGrants.TooFast.selector, idOf(held), block.timestamp);
        Consent memory back = consent("operator", transferFields(held, OPERATOR, TransferReason.SALE));
        vm.prank(addr("buyer"));
        vm.expectRevert(reason);
        grants.transfer(held, OPERATOR, TransferReason.SALE, digest("transfer terms"), back);
        vm.warp(block.timestamp + 1);
        _sell("buyer", "operator", OPERATOR);
        assertTrue(keccak256(abi.encode(grant(idOf(held)))) != keccak256(before), "another word");
        bytes32 hashed = digestOf(licenseFields(held, key, BUYER), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
        grants.licenseBySignature(held, key, BUYER, by);
    }

    function test_signaturePastItsDeadline_fail() public {
        uint40 time = uint40(block.timestamp);
        GrantKey[] memory parts = byRegion(held);
        Consent memory toSplit = consentAt("operator", splitFields(held, parts), time, time + 10);
        Consent memory toEnd = consentAt("operator", surrenderFields(held, digest("d")), time, time + 10);
        vm.warp(time + 11);
        bytes memory reason = abi.encodeWithSelector(IModule.DeadlinePassed.selector, time + 10, time + 11);
        vm.expectRevert(reason);
        holdings.splitBySignature(held, parts, toSplit);
        vm.expectRevert(reason);
        holdings.surrenderBySignature(held, digest("d"), toEnd);
    }

    function test_expiredRightSoldOn_fail() public {
        uint40 until = uint40(block.timestamp) + 100;
        PackedWord packed = scope(Right.USE, Mode.LICENSE).withUntil(until).withNonce(5);
        GrantKey[] memory path = licensed(title, "provider", packed, PROCESSOR);
        GrantKey[] memory parts = byRegion(path);
        vm.warp(until);
        Consent memory to = consent("buyer", transferFields(path, BUYER, TransferReason.SALE));
        _refusedAs(path, Verb.TRANSFER);
        grants.transfer(path, BUYER, TransferReason.SALE, digest("transfer terms"), to);
        GrantKey memory key = childKey(path, packed);
        _refusedAs(path, Verb.LICENSE);
        grants.license(path, key, BUYER);
        _refusedAs(path, Verb.SPLIT);
        holdings.split(path, parts);
    }

    /// Nothing that a licensor does by itself ends a licence that was paid for: not giving up, splitting, selling or sub-licensing
    /// what it stands on.
    function test_licensorEndsItsTitleUnderPaidLicences() public {
        GrantKey[] memory paid = license(held, "operator", Right.USE, BUYER);
        uint256 before = vm.snapshotState();
        surrender(held, "operator");
        assertEq(valid(paid), Reason.NONE, "it gave up");
        vm.revertToState(before);
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        surrender(extend(held, parts[0]), "operator");
        surrender(extend(held, parts[1]), "operator");
        assertEq(valid(paid), Reason.NONE, "it split, and gave up the parts");
        vm.revertToState(before);
        setState(title, GrantState.SURRENDERED); // what Titles.cancel leaves
        assertEq(valid(paid), Reason.NONE, "the title is cancelled");
        assertEq(valid(held), Reason.NONE, "and so the licence between");
    }

    /// A part carries what its node carries, so cutting and licensing on never widens, lengthens or frees.
    function test_rightsLaunderedThroughASplit_fail() public {
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        GrantKey[] memory part = extend(held, parts[0]);
        PackedWord wide = scope(Right.USE, Mode.LICENSE).withNonce(5);
        GrantKey memory key = childKey(part, wide);
        vm.prank(addr("operator"));
        vm.expectRevert(_wider("region", wide.region(), 1));
        grants.license(part, key, BUYER);
        key = childKey(held, wide); // beside the parts
        bytes memory reason = _notFree(held, Verb.LICENSE, Reason.NOT_ACTIVE);
        vm.prank(addr("operator"));
        vm.expectRevert(reason);
        grants.license(held, key, BUYER);
        freeze(held, "court", 1, uint40(block.timestamp) + 100);
        assertEq(free(part, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "the node's freeze");
    }

    /// The seller declares its own window over what it sold: the buyer keeps exercising, and the registrar makes it free again
    /// without the seller.
    function test_suspectWindowToRepudiateAPaidSale() public {
        GrantKey[] memory paid = license(held, "operator", Right.USE, BUYER);
        uint40 since = grant(idOf(paid)).since();
        suspectWindow(OPERATOR, since, since);
        assertEq(valid(paid), Reason.NONE, "valid all the time");
        assertEq(free(paid, Verb.TRANSFER), Reason.SUSPECT, "not free");
        vm.prank(addr("hangzhou-registrar"));
        holdings.confirm(paid, digest("the buyer paid"));
        assertEq(free(paid, Verb.TRANSFER), Reason.NONE, "free again");
    }

    /// What a thief does with a stolen key in the window stays suspect through its own split.
    function test_suspicionShedByASplit_fail() public {
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        uint40 since = grant(idOf(extend(held, parts[0]))).since();
        suspectWindow(OPERATOR, since, since);
        assertEq(free(extend(held, parts[0]), Verb.TRANSFER), Reason.SUSPECT, "the split itself");
    }

    /// What was written in the window stays suspect in its parts, when the window is declared after the split; confirmed as a whole.
    function test_suspicionOfTheWholeShedByASplit_fail() public {
        uint40 since = grant(idOf(held)).since();
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        GrantKey[] memory part = extend(held, parts[0]);
        suspectWindow(PROVIDER, since, since);
        assertEq(free(part, Verb.TRANSFER), Reason.SUSPECT, "the part");
        GrantKey[] memory below = license(title, "provider", Right.USE, BUYER); // not a part: its own time counts
        assertEq(free(below, Verb.TRANSFER), Reason.NONE, "a licence written later");
        vm.prank(addr("hangzhou-registrar"));
        holdings.confirm(held, digest("finding"));
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "confirmed as a whole");
    }

    /// The registrar's key passes on what may not be assigned for a succession only, and only with both signatures.
    function test_registrarPassesOnWhatItLikes_fail() public {
        PackedWord fixed_ = scope(Right.USE, Mode.LICENSE).withAction(1).withNonce(5);
        GrantKey[] memory path = licensed(title, "provider", fixed_, PROCESSOR);
        vm.warp(block.timestamp + 1);
        Consent memory to = consent("buyer", transferFields(path, BUYER, TransferReason.SALE));
        bytes memory missing = abi.encodeWithSelector(IGrants.ActionMissing.selector, idOf(path), 1, 4);
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(missing);
        grants.transferBySignature(path, BUYER, TransferReason.SALE, digest("transfer terms"), to, to);
        to = consent("buyer", transferFields(path, BUYER, TransferReason.SUCCESSION));
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, PROCESSOR);
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(wrong);
        grants.transferBySignature(path, BUYER, TransferReason.SUCCESSION, digest("transfer terms"), to, to);
    }

    function _sell(string memory from, string memory to, uint32 party) private {
        Consent memory ofReceiver = consent(to, transferFields(held, party, TransferReason.SALE));
        vm.prank(addr(from));
        grants.transfer(held, party, TransferReason.SALE, digest("transfer terms"), ofReceiver);
    }

    function _refusedAs(GrantKey[] memory path, uint8 verb) private {
        bytes memory reason = _notFree(path, verb, Reason.EXPIRED);
        vm.prank(addr("processor"));
        vm.expectRevert(reason);
    }
}
