// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Action, GrantFlag, Mode, Reason, Right, TransferReason, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice Whole transfers: one word rewritten, licences under it survive; the receiver always signs.
contract TransfersTest is GrantsBase {
    uint8 private constant SALE = TransferReason.SALE;

    GrantKey[] private owned; // PROCESSOR's licence to use, a second old

    function setUp() public override {
        super.setUp();
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        owned.push(path[0]);
        owned.push(path[1]);
        vm.warp(block.timestamp + 1);
    }

    function test_transferRewritesOneWord() public {
        GrantKey[] memory below = license(owned, "processor", Right.USE, OUTSIDER);
        GrantWord before = grant(idOf(owned));
        _transfer("processor", "buyer", BUYER);
        GrantWord w = grant(idOf(owned));
        assertEq(w.holder(), BUYER, "holder");
        assertEq(w.since(), uint40(block.timestamp), "since");
        GrantWord back = w.withHolder(before.holder()).withSince(before.since());
        assertEq(GrantWord.unwrap(back), GrantWord.unwrap(before), "nothing else changed");
        assertEq(valid(below), Reason.NONE, "licences under it survive");
        licensed(owned, "buyer", scope(Right.USE, Mode.LICENSE).withNonce(2), OPERATOR);
    }

    function test_anyoneRelaysATransfer() public {
        bytes memory fields = transferFields(owned, BUYER, SALE);
        (Consent memory from, Consent memory to) = (consent("processor", fields), consent("buyer", fields));
        grants.transferBySignature(owned, BUYER, SALE, digest("transfer terms"), from, to);
        assertEq(grant(idOf(owned)).holder(), BUYER, "holder");
    }

    function test_aTitleIsTransferredToo() public {
        Consent memory to = consent("buyer", transferFields(title, BUYER, TransferReason.CONTRIBUTION));
        vm.prank(addr("provider"));
        grants.transfer(title, BUYER, TransferReason.CONTRIBUTION, digest("transfer terms"), to);
        assertEq(grant(idOf(title)).holder(), BUYER, "holder");
        assertEq(valid(owned), Reason.NONE, "its licences stand");
    }

    function test_twiceInASecond_fail() public {
        _transfer("processor", "buyer", BUYER);
        Consent memory to = consent("outsider", transferFields(owned, OUTSIDER, SALE));
        vm.prank(addr("buyer"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.TooFast.selector, idOf(owned), block.timestamp));
        grants.transfer(owned, OUTSIDER, SALE, digest("transfer terms"), to);
    }

    function test_replayedConsent_fail() public {
        bytes memory fields = transferFields(owned, BUYER, SALE);
        (Consent memory from, Consent memory to) = (consent("processor", fields), consent("buyer", fields));
        grants.transferBySignature(owned, BUYER, SALE, digest("transfer terms"), from, to);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("processor"), PROCESSOR, BUYER));
        grants.transferBySignature(owned, BUYER, SALE, digest("transfer terms"), from, to);
        vm.warp(block.timestamp + 1);
        Consent memory back = consent("processor", transferFields(owned, PROCESSOR, SALE));
        vm.prank(addr("buyer"));
        grants.transfer(owned, PROCESSOR, SALE, digest("transfer terms"), back);
        vm.warp(block.timestamp + 1);
        bytes32 hashed = digestOf(transferFields(owned, BUYER, SALE), from);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("processor"), hashed));
        grants.transferBySignature(owned, BUYER, SALE, digest("transfer terms"), from, to);
    }

    function test_withoutTheReceiver_fail() public {
        Consent memory to = consent("processor", transferFields(owned, BUYER, SALE));
        _refuse(
            BUYER, SALE, to, abi.encodeWithSelector(IModule.WrongSigner.selector, addr("processor"), PROCESSOR, BUYER)
        );
    }

    function test_receiverSignedOtherTerms_fail() public {
        Consent memory to = consent("buyer", transferFields(owned, BUYER, TransferReason.CONTRIBUTION));
        bytes32 hashed = digestOf(transferFields(owned, BUYER, SALE), to);
        _refuse(BUYER, SALE, to, abi.encodeWithSelector(IModule.BadSignature.selector, addr("buyer"), hashed));
    }

    function test_pastItsDeadline_fail() public {
        uint40 time = uint40(block.timestamp);
        Consent memory to = consentAt("buyer", transferFields(owned, BUYER, SALE), time - 1, time);
        vm.warp(time + 1);
        _refuse(BUYER, SALE, to, abi.encodeWithSelector(IModule.DeadlinePassed.selector, time, time + 1));
    }

    /// @dev The receiver's word counts, not that of the registrar, whatever it is read beside.
    function test_toAPartyThatEnded_fail() public {
        Consent memory to = consent("buyer", transferFields(owned, BUYER, SALE));
        plant(Kind.PARTY, Ids.ofNumber(BUYER), PartyWord.unwrap(_buyer().withState(PartyState.ENDED)));
        _refuse(BUYER, SALE, to, abi.encodeWithSelector(IModule.PartyNotActive.selector, BUYER, PartyState.ENDED));
    }

    function test_theReceiverVoidedWhatItSigned_fail() public {
        Consent memory to = consent("buyer", transferFields(owned, BUYER, SALE));
        vm.warp(block.timestamp + 1);
        vm.prank(addr("buyer"));
        parties.voidSignatures();
        uint40 since = _buyer().since();
        _refuse(BUYER, SALE, to, abi.encodeWithSelector(IModule.SignatureVoided.selector, BUYER, to.signedAt, since));
    }

    function test_toItself_fail() public {
        Consent memory to = consent("processor", transferFields(owned, PROCESSOR, SALE));
        _refuse(PROCESSOR, SALE, to, abi.encodeWithSelector(IGrants.TransferToSelf.selector, PROCESSOR));
    }

    function test_reason_fail() public {
        uint8[3] memory wrong = [0, TransferReason.JUDGMENT, 5];
        for (uint256 i = 0; i < wrong.length; ++i) {
            Consent memory to = consent("buyer", transferFields(owned, BUYER, wrong[i]));
            _refuse(BUYER, wrong[i], to, abi.encodeWithSelector(IGrants.ReasonRefused.selector, wrong[i]));
        }
    }

    function test_byAnother_fail() public {
        Consent memory to = consent("buyer", transferFields(owned, BUYER, SALE));
        bytes memory reason = _notHolder(idOf(owned), PROCESSOR, OUTSIDER);
        vm.prank(addr("outsider"));
        vm.expectRevert(reason);
        grants.transfer(owned, BUYER, SALE, digest("transfer terms"), to);
    }

    function test_notAssignable_fail() public {
        PackedWord fixed_ = scope(Right.USE, Mode.LICENSE).withAction(Action.PROCESS);
        GrantKey[] memory path = licensed(title, "provider", fixed_, PROCESSOR);
        vm.warp(block.timestamp + 1);
        Consent memory to = consent("buyer", transferFields(path, BUYER, SALE));
        bytes memory reason =
            abi.encodeWithSelector(IGrants.ActionMissing.selector, idOf(path), Action.PROCESS, Action.ASSIGN);
        vm.prank(addr("processor"));
        vm.expectRevert(reason);
        grants.transfer(path, BUYER, SALE, digest("transfer terms"), to);
    }

    function test_aContributionNeedsItsOwnAction() public {
        uint8 reason = TransferReason.CONTRIBUTION;
        PackedWord assign = scope(Right.USE, Mode.LICENSE).withAction(Action.ASSIGN).withNonce(3);
        GrantKey[] memory path = licensed(title, "provider", assign, PROCESSOR);
        PackedWord contribute = assign.withAction(Action.CONTRIBUTE);
        GrantKey[] memory other = licensed(title, "provider", contribute, PROCESSOR);
        vm.warp(block.timestamp + 1);
        Consent memory to = consent("buyer", transferFields(path, BUYER, reason));
        bytes memory missing = _missing(path, Action.ASSIGN, Action.CONTRIBUTE);
        vm.prank(addr("processor"));
        vm.expectRevert(missing);
        grants.transfer(path, BUYER, reason, digest("transfer terms"), to);
        to = consent("buyer", transferFields(other, BUYER, reason));
        vm.prank(addr("processor"));
        grants.transfer(other, BUYER, reason, digest("transfer terms"), to);
        assertEq(grant(idOf(other)).holder(), BUYER, "contributed");
    }

    function test_theHomeRegistrarRelaysASuccession() public {
        (GrantKey[] memory path, Consent memory from, Consent memory to) = _succession();
        vm.prank(addr("hangzhou-registrar"));
        grants.transferBySignature(path, BUYER, TransferReason.SUCCESSION, digest("transfer terms"), from, to);
        assertEq(grant(idOf(path)).holder(), BUYER, "passed on");
    }

    function test_aSuccessionByAnyoneElse_fail() public {
        (GrantKey[] memory path, Consent memory from, Consent memory to) = _succession();
        bytes memory missing = _missing(path, Action.PROCESS, Action.ASSIGN);
        string[4] memory others = ["harbin-registrar", "hangzhou", "hangzhou-reviewer", "processor"];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(addr(others[i]));
            vm.expectRevert(missing);
            grants.transferBySignature(path, BUYER, TransferReason.SUCCESSION, digest("transfer terms"), from, to);
        }
        vm.prank(addr("processor"));
        vm.expectRevert(missing);
        grants.transfer(path, BUYER, TransferReason.SUCCESSION, digest("transfer terms"), to);
    }

    function test_aTransferEndsAConfirmation() public {
        plant(Kind.GRANT, idOf(owned), GrantWord.unwrap(grant(idOf(owned)).withFlags(GrantFlag.CONFIRMED)));
        _transfer("processor", "buyer", BUYER);
        assertEq(grant(idOf(owned)).flags(), 0, "it was of the old holder's grant");
    }

    function _succession() private returns (GrantKey[] memory path, Consent memory from, Consent memory to) {
        PackedWord fixed_ = scope(Right.USE, Mode.LICENSE).withAction(Action.PROCESS);
        path = licensed(title, "provider", fixed_, PROCESSOR);
        vm.warp(block.timestamp + 1);
        bytes memory fields = transferFields(path, BUYER, TransferReason.SUCCESSION);
        (from, to) = (consent("processor", fields), consent("buyer", fields));
    }

    function _missing(GrantKey[] memory path, uint24 actions, uint24 needed) private view returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.ActionMissing.selector, idOf(path), actions, needed);
    }

    function test_frozen_fail() public {
        freeze(owned, "court", 1, uint40(block.timestamp) + 100);
        Consent memory to = consent("buyer", transferFields(owned, BUYER, SALE));
        _refuse(BUYER, SALE, to, _notFree(owned, Verb.TRANSFER, Reason.DISPOSE_FROZEN));
        vm.warp(block.timestamp + 100);
        _transfer("processor", "buyer", BUYER);
    }

    // ---- holders read through successors

    function test_theSuccessorsKeysAct() public {
        _succeed(PROCESSOR, OPERATOR);
        _succeed(OPERATOR, OUTSIDER);
        assertEq(valid(owned), Reason.NONE, "valid");
        license(owned, "outsider", Right.USE, BUYER);
        Consent memory to = consent("buyer", transferFields(owned, BUYER, SALE));
        _refuse(BUYER, SALE, to, _notHolder(idOf(owned), OUTSIDER, PROCESSOR));
        vm.prank(addr("outsider"));
        grants.transfer(owned, BUYER, SALE, digest("transfer terms"), to);
        assertEq(grant(idOf(owned)).holder(), BUYER, "holder");
    }

    function test_toItsOwnSuccessor_fail() public {
        _succeed(PROCESSOR, OPERATOR);
        Consent memory to = consent("processor", transferFields(owned, PROCESSOR, SALE));
        vm.startPrank(addr("operator"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.TransferToSelf.selector, PROCESSOR));
        grants.transfer(owned, PROCESSOR, SALE, digest("transfer terms"), to);
        vm.expectRevert(abi.encodeWithSelector(IGrants.TransferToSelf.selector, OPERATOR));
        grants.transfer(owned, OPERATOR, SALE, digest("transfer terms"), to);
    }

    function test_fiveHops_fail() public {
        _succeed(PROCESSOR, OPERATOR);
        _succeed(OPERATOR, OUTSIDER);
        _succeed(OUTSIDER, BUYER);
        _succeed(BUYER, COURT);
        assertEq(valid(owned), Reason.NONE, "four hops are read");
        _succeed(COURT, COURT_TWO);
        assertEq(valid(owned), Reason.HOLDER_CHAIN, "five are not");
    }

    function _succeed(uint32 party, uint32 successor) private {
        bytes32 id = Ids.ofNumber(party);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id));
        plant(Kind.PARTY, id, PartyWord.unwrap(w.withSuccessor(successor)));
    }

    function _transfer(string memory from, string memory to, uint32 party) private {
        Consent memory ofReceiver = consent(to, transferFields(owned, party, SALE));
        vm.prank(addr(from));
        grants.transfer(owned, party, SALE, digest("transfer terms"), ofReceiver);
    }

    function _buyer() private view returns (PartyWord) {
        return PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(BUYER)));
    }

    function _refuse(uint32 to, uint8 reason, Consent memory ofReceiver, bytes memory refusal) private {
        vm.prank(addr("processor"));
        vm.expectRevert(refusal);
        grants.transfer(owned, to, reason, digest("transfer terms"), ofReceiver);
    }
}
