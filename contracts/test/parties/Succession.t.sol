// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {FreezeScope, LinkKind, PartyKind, Reason, Right, Role, TransferReason, Verb} from "../../src/types/Codes.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";

/// @notice A party ends and another takes its place by one pointer: nothing that was held is lost or doubled.
contract SuccessionTest is GrantsBase, PartyActs {
    bytes32 private order;

    function setUp() public override(GrantsBase, World) {
        GrantsBase.setUp();
        order = MERGER;
    }

    // ---- what is held

    function test_nothingHeldIsLostOrDoubled() public {
        bytes32 before = register.read(6, idOf(title));
        succeeded("court", PROVIDER, OPERATOR, "operator");
        assertEq(register.read(6, idOf(title)), before, "no grant was touched");
        assertEq(valid(title), Reason.NONE, "the title stands");
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "and may be licensed");
        license(title, "operator", Right.USE, BUYER); // by the successor's key
        bytes memory call = abi.encodeCall(grants.license, (title, childKey(title, scope(Right.USE, 3)), BUYER));
        bytes memory why = abi.encodeWithSelector(IGrants.NotHolder.selector, idOf(title), OPERATOR, PROVIDER);
        refused("provider", address(grants), call, why);
    }

    function test_wordsOfASuccession() public {
        PartyWord before = partyWord(PROVIDER);
        PartyWord next = partyWord(OPERATOR);
        succeeded("court", PROVIDER, OPERATOR, "operator");
        PartyWord ended = before.withState(PartyState.ENDED).withSuccessor(OPERATOR);
        assertEq(
            PartyWord.unwrap(partyWord(PROVIDER)), PartyWord.unwrap(ended), "ended, with a successor, else as it was"
        );
        assertEq(PartyWord.unwrap(partyWord(OPERATOR)), PartyWord.unwrap(next.withBehind(1)), "one stands behind it");
    }

    function test_ofItsOwnWill() public {
        bytes memory fields = successionFields(PROVIDER, OPERATOR);
        (Consent memory a, Consent memory b) = (consent("provider", fields), consent("operator", fields));
        vm.prank(addr("hangzhou"));
        parties.succeedBySignature(PROVIDER, OPERATOR, order, a, b);
        assertEq(partyWord(PROVIDER).successor(), OPERATOR, "merged");
    }

    function test_whatThePredecessorSignedIsVoid_fail() public {
        bytes memory fields = transferFields(title, BUYER, TransferReason.SALE);
        (Consent memory a, Consent memory b) = (consent("provider", fields), consent("buyer", fields));
        succeeded("court", PROVIDER, OPERATOR, "operator");
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("provider"), PROVIDER, OPERATOR));
        grants.transferBySignature(title, BUYER, TransferReason.SALE, digest("transfer terms"), a, b);
        assertEq(grant(idOf(title)).holder(), PROVIDER, "nothing moved");
    }

    function test_aSuspectWindowAndAFreezeStay() public {
        uint40 time = uint40(block.timestamp);
        vm.prank(addr("provider"));
        parties.declareSuspect(time - 10, time, digest("stolen"));
        PartyWord frozen = partyWord(PROVIDER).withFrozenUntil(time + 9).withFreezes(2).withFlags(FreezeScope.DISPOSE);
        plant(4, bytes32(uint256(PROVIDER)), PartyWord.unwrap(frozen));
        succeeded("court", PROVIDER, OPERATOR, "operator");
        PartyWord w = partyWord(PROVIDER);
        assertEq(w.frozenUntil(), time + 9, "frozen");
        assertEq(w.freezes(), 2, "orders");
        assertEq(w.flags(), FreezeScope.DISPOSE, "flags");
        assertEq(w.suspectTo(), time, "suspect");
    }

    // ---- the chain of successors

    function test_fourSuccessionsAndNoFifth() public {
        uint32 last = PROVIDER;
        for (uint32 i = 1; i <= 4; ++i) {
            string memory name = heir(70200 + i);
            succeeded("court", last, 70200 + i, name);
            last = 70200 + i;
            assertEq(partyWord(last).behind(), i, "behind it");
        }
        assertEq(valid(title), Reason.NONE, "read through four");
        license(title, "heir 4", Right.USE, BUYER);
        bytes memory fields = successionFields(last, BUYER);
        bytes memory call = abi.encodeCall(parties.succeed, (last, BUYER, order, consent("buyer", fields)));
        refused(
            "court", address(parties), call, abi.encodeWithSelector(IPartyLife.TooManySuccessions.selector, last, 4)
        );
    }

    /// Two lines meet: the longest counts.
    function test_behindIsTheLongestLine() public {
        succeeded("court", PROVIDER, OPERATOR, "operator");
        succeeded("court", OPERATOR, BUYER, "buyer");
        assertEq(partyWord(BUYER).behind(), 2, "two lines deep");
        succeeded("court", PROCESSOR, BUYER, "buyer");
        assertEq(partyWord(BUYER).behind(), 2, "a shorter one changes nothing");
        succeeded("court", BUYER, OUTSIDER, "outsider");
        assertEq(partyWord(OUTSIDER).behind(), 3, "the longest and one");
    }

    /// What leads back: one FORMER link for each that a party succeeded, by number.
    function test_aFormerLinkForEach() public {
        succeeded("court", PROVIDER, BUYER, "buyer");
        vm.warp(block.timestamp + 9);
        succeeded("court", PROCESSOR, BUYER, "buyer");
        for (uint32 number = 1; number <= 2; ++number) {
            LinkWord w = linkWord(LinkKind.FORMER, BUYER, number);
            assertEq(w.kind(), LinkKind.FORMER, "kind");
            assertEq(w.party(), number == 1 ? PROVIDER : PROCESSOR, "who");
            assertEq(w.since(), block.timestamp - (number == 1 ? 9 : 0), "since");
            assertEq(w.until(), 0, "for ever");
        }
        assertEq(LinkWord.unwrap(linkWord(LinkKind.FORMER, BUYER, 3)), 0, "no third");
    }

    /// A line is looked through for affiliates: it has 32 parties at most, however they joined.
    function test_lineOfThirtyTwoAndNoMore() public {
        for (uint32 i = 0; i < 31; ++i) {
            enrolParty(70200 + i, string(abi.encode("heir", i)));
            string memory own = i < 15 ? "operator" : "buyer";
            succeeded("court", 70200 + i, i < 15 ? OPERATOR : BUYER, own);
        }
        Consent memory late = consent("buyer", successionFields(OPERATOR, BUYER));
        bytes memory call = abi.encodeCall(parties.succeed, (OPERATOR, BUYER, order, late));
        bytes memory why = abi.encodeWithSelector(IPartyLife.LineTooLong.selector, BUYER, 33, 32);
        refused("court", address(parties), call, why);
        succeeded("court", OUTSIDER, OPERATOR, "operator"); // shorter lines may grow
        assertEq(linkWord(LinkKind.FORMER, OPERATOR, 16).party(), OUTSIDER, "the sixteenth");
    }

    function test_noCircle_fail() public {
        succeeded("court", PROVIDER, OPERATOR, "operator");
        Consent memory own = consent("provider", successionFields(OPERATOR, PROVIDER));
        bytes memory call = abi.encodeCall(parties.succeed, (OPERATOR, PROVIDER, order, own));
        bytes memory why = abi.encodeWithSelector(IModule.PartyNotActive.selector, PROVIDER, PartyState.ENDED);
        refused("court", address(parties), call, why);
    }

    function test_twice_fail() public {
        succeeded("court", PROVIDER, OPERATOR, "operator");
        Consent memory own = consent("buyer", successionFields(PROVIDER, BUYER));
        bytes memory call = abi.encodeCall(parties.succeed, (PROVIDER, BUYER, order, own));
        bytes memory why = abi.encodeWithSelector(IPartyLife.AlreadySucceeded.selector, PROVIDER, OPERATOR);
        refused("court", address(parties), call, why);
    }

    function test_anotherClass_fail() public {
        _refuseClass("court", PROVIDER, HANGZHOU, "hangzhou", PartyKind.LEGAL, PartyKind.EXCHANGE);
        _refuseClass("court", PROVIDER, COURT, "court", PartyKind.LEGAL, PartyKind.AUTHORITY);
        _refuseClass("court", PROVIDER, PROVIDER, "provider", PartyKind.LEGAL, PartyKind.LEGAL);
        _refuseClass("council", HANGZHOU, PROVIDER, "provider", PartyKind.EXCHANGE, PartyKind.LEGAL);
        _refuseClass("council", COURT, HANGZHOU, "hangzhou", PartyKind.AUTHORITY, PartyKind.EXCHANGE);
        _refuseClass("council", HARBIN, HARBIN, "harbin", PartyKind.EXCHANGE, PartyKind.EXCHANGE);
    }

    function test_byOthers_fail() public {
        Consent memory own = consent("operator", successionFields(PROVIDER, OPERATOR));
        bytes memory call = abi.encodeCall(parties.succeed, (PROVIDER, OPERATOR, order, own));
        refused("provider", address(parties), call, _roleMissing("provider", Role.SIGN, Role.AUTHORITY));
        refused("hangzhou", address(parties), call, _roleMissing("hangzhou", 9, Role.AUTHORITY));
        refused("nobody", address(parties), call, abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("nobody")));
        own = consent("harbin", successionFields(HANGZHOU, HARBIN));
        call = abi.encodeCall(parties.succeed, (HANGZHOU, HARBIN, order, own));
        bytes memory why =
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("court"), IPartyLife.succeed.selector);
        refused("court", address(parties), call, why);
    }

    function test_unknownOrZero_fail() public {
        Consent memory own = consent("operator", "");
        bytes memory unknown = abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(99999));
        refused("court", address(parties), abi.encodeCall(parties.succeed, (99999, OPERATOR, order, own)), unknown);
        refused("court", address(parties), abi.encodeCall(parties.succeed, (PROVIDER, 99999, order, own)), unknown);
        bytes memory zero = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest"));
        refused("court", address(parties), abi.encodeCall(parties.succeed, (PROVIDER, OPERATOR, 0, own)), zero);
        bytes memory call = abi.encodeCall(parties.succeedBySignature, (99999, OPERATOR, order, own, own));
        refused("hangzhou", address(parties), call, unknown);
    }

    /// The successor takes on debts and freezes: it signs, for these two words.
    function test_successorDidNotSign_fail() public {
        Consent memory own = consent("buyer", successionFields(PROVIDER, OPERATOR));
        bytes memory call = abi.encodeCall(parties.succeed, (PROVIDER, OPERATOR, order, own));
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, OPERATOR);
        refused("court", address(parties), call, why);
        own = consent("operator", successionFields(PROVIDER, OPERATOR));
        uint40 time = uint40(block.timestamp);
        vm.prank(addr("court-two"));
        parties.orderSuspect(PROVIDER, time - 5, time, digest("order")); // the predecessor's word is another
        bytes32 hashed = digestOf(successionFields(PROVIDER, OPERATOR), own);
        call = abi.encodeCall(parties.succeed, (PROVIDER, OPERATOR, order, own));
        why = abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed);
        refused("court", address(parties), call, why);
    }

    function test_bySignature_fail() public {
        bytes memory fields = successionFields(PROVIDER, OPERATOR);
        (Consent memory a, Consent memory b) = (consent("provider", fields), consent("operator", fields));
        bytes memory call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, OPERATOR, order, a, b));
        refused("provider", address(parties), call, _roleMissing("provider", Role.SIGN, Role.EXCHANGE));
        bytes memory home = abi.encodeWithSelector(IPartyLife.NotHomeExchange.selector, PROVIDER, HANGZHOU, HARBIN);
        refused("harbin", address(parties), call, home);
        call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, OPERATOR, order, b, b));
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("operator"), OPERATOR, PROVIDER);
        refused("hangzhou", address(parties), call, why);
        call = abi.encodeCall(parties.succeedBySignature, (HANGZHOU, HARBIN, order, a, b));
        why = abi.encodeWithSelector(IPartyLife.PartyKindRefused.selector, PartyKind.EXCHANGE);
        refused("hangzhou", address(parties), call, why);
    }

    // ---- exchanges and authorities

    function test_removedExchangeActsNoMoreItsCertificatesStand() public {
        vm.prank(addr("council"));
        parties.removeExchange(HANGZHOU, digest("exit"));
        PartyWord w = partyWord(HANGZHOU);
        assertEq(w.state(), PartyState.ENDED, "ended");
        assertEq(w.successor(), 0, "nobody follows yet");
        assertEq(valid(title), Reason.NONE, "its title stands");
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "and moves");
        bytes memory why = abi.encodeWithSelector(IModule.PartyNotActive.selector, HANGZHOU, PartyState.ENDED);
        refused("hangzhou-registrar", address(notices), abi.encodeCall(notices.notice, (noticeOf("snow"))), why);
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        assertEq(partyWord(HANGZHOU).successor(), HARBIN, "named later");
    }

    function test_successorOfAnExchangeActsForItsParties() public {
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        recovering("harbin", PROVIDER, "provider anew");
        vm.prank(addr("harbin"));
        parties.changeRoles(addr("buyer"), Role.SIGN | Role.REVIEWER, digest("law firm"));
        assertEq(keyWord("buyer").roles(), Role.SIGN | Role.REVIEWER, "its parties are Harbin's now");
    }

    function test_removeExchange_fail() public {
        bytes memory call = abi.encodeCall(parties.removeExchange, (HANGZHOU, digest("exit")));
        bytes memory why =
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("harbin"), IPartyLife.removeExchange.selector);
        refused("harbin", address(parties), call, why);
        vm.startPrank(addr("council"));
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest")));
        parties.removeExchange(HANGZHOU, 0);
        vm.expectRevert(abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(151)));
        parties.removeExchange(151, digest("exit"));
        parties.removeExchange(HANGZHOU, digest("exit"));
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, HANGZHOU, PartyState.ENDED));
        parties.removeExchange(HANGZHOU, digest("exit"));
        vm.stopPrank();
    }

    function test_aCourtMergedIntoAnother() public {
        succeeded("council", COURT, COURT_TWO, "court-two");
        assertEq(partyWord(COURT).successor(), COURT_TWO, "its orders are the other's");
    }

    function _refuseClass(
        string memory by,
        uint32 party,
        uint32 successor,
        string memory name,
        uint8 kind,
        uint8 successorKind
    ) private {
        Consent memory own = consent(name, successionFields(party, successor));
        bytes memory why =
            abi.encodeWithSelector(IPartyLife.SuccessorRefused.selector, party, successor, kind, successorKind);
        refused(by, address(parties), abi.encodeCall(parties.succeed, (party, successor, order, own)), why);
    }

    function _roleMissing(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }
}
