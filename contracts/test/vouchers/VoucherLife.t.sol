// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {LinkKind, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../../src/types/VoucherWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A voucher in dispute, and the end of one: who may suspend, resume and revoke.
contract VoucherLifeTest is MarketBase {
    bytes32 private constant REVOKE =
        keccak256("Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    IVouchers.Terms private terms_;
    bytes32 private id;
    bytes32 private why;

    function setUp() public override {
        super.setUp();
        market();
        terms_ = trade();
        id = issue(terms_, basis());
        why = digest("why");
    }

    function suspend(string memory by) private {
        vm.prank(addr(by));
        vouchers.suspend(id, why);
    }

    function resume(string memory by) private {
        vm.prank(addr(by));
        vouchers.resume(id, why);
    }

    function refuseSuspend(string memory by, bytes memory reason) private {
        vm.expectRevert(reason);
        suspend(by);
    }

    function refuseResume(string memory by, bytes memory reason) private {
        vm.expectRevert(reason);
        resume(by);
    }

    function refuseRevoke(string memory by, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(addr(by));
        vouchers.revoke(id, why);
    }

    function stateRefused(uint8 state, uint8 next) private view returns (bytes memory) {
        return abi.encodeWithSelector(IVoucherLife.VoucherStateRefused.selector, id, state, next);
    }

    function heldBy(uint32 authority, uint32 caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(IVoucherLife.SuspendedByAuthority.selector, id, authority, caller);
    }

    function succeed(uint32 party, uint32 by) private {
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(party)));
        plant(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(word.withSuccessor(by)));
    }

    function superior(uint32 authority, uint32 above) private {
        LinkWord link = LinkWord.wrap(0).withKind(LinkKind.SUPERIOR).withSince(START);
        bytes32 linkId = Ids.linkId(LinkKind.SUPERIOR, Ids.ofNumber(authority), Ids.ofNumber(above));
        plant(Kind.LINK, linkId, LinkWord.unwrap(link));
    }

    // ---- dispute

    function test_exchangeSuspendsAndResumes() public {
        suspend("hangzhou");
        assertEq(voucher(id).state(), VoucherState.SUSPENDED, "suspended");
        assertEq(voucher(id).authority(), 0, "by its exchange");
        assertEq(valid(extend(operated, licenceKey())), 0, "the licence is another answer");
        resume("hangzhou");
        assertEq(voucher(id).state(), VoucherState.ISSUED, "resumed");
    }

    function test_whatAnAuthoritySuspendedOnlyItResumes() public {
        suspend("hangzhou");
        suspend("court");
        assertEq(voucher(id).authority(), COURT, "the court took over");
        refuseResume("hangzhou", heldBy(COURT, 0));
        refuseResume("court-two", heldBy(COURT, COURT_TWO));
        resume("court");
        assertEq(voucher(id).state(), VoucherState.ISSUED, "resumed");
        assertEq(voucher(id).authority(), 0, "no order stands");
    }

    function test_authorityResumesWhatTheExchangeSuspended() public {
        suspend("hangzhou");
        resume("court");
        assertEq(voucher(id).state(), VoucherState.ISSUED, "resumed");
    }

    function test_successorOrSuperiorOfTheAuthorityResumes() public {
        suspend("court");
        succeed(COURT, COURT_TWO);
        resume("court-two");
        suspend("court-two");
        superior(COURT_TWO, 80009);
        enrolAuthority(80009, "high court");
        resume("high court");
        assertEq(voucher(id).state(), VoucherState.ISSUED, "resumed");
    }

    /// A superior named before its court was succeeded still stands above it.
    function test_superiorOfASucceededAuthorityResumes() public {
        suspend("court");
        enrolAuthority(80009, "high court");
        superior(COURT, 80009);
        succeed(COURT, COURT_TWO);
        resume("high court");
        assertEq(voucher(id).state(), VoucherState.ISSUED, "resumed");
    }

    function test_exchangesSuccessorSuspends() public {
        succeed(HANGZHOU, HARBIN);
        suspend("harbin");
        assertEq(voucher(id).state(), VoucherState.SUSPENDED, "suspended");
    }

    function test_suspendByAnotherTwiceUnknownOrForNoReason_fail() public {
        refuseSuspend("harbin", abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN));
        bytes4 missing = IModule.RoleMissing.selector;
        refuseSuspend("buyer", abi.encodeWithSelector(missing, addr("buyer"), Role.SIGN, Role.EXCHANGE));
        suspend("hangzhou");
        refuseSuspend("hangzhou", stateRefused(VoucherState.SUSPENDED, VoucherState.SUSPENDED));
        suspend("court");
        refuseSuspend("court-two", stateRefused(VoucherState.SUSPENDED, VoucherState.SUSPENDED));
        vm.expectRevert(abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, digest("nothing")));
        vm.prank(addr("court"));
        vouchers.suspend(digest("nothing"), why);
        resume("court");
        why = 0;
        refuseSuspend("court", abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
    }

    function test_resumeWhatIsNotSuspended_fail() public {
        refuseResume("hangzhou", stateRefused(VoucherState.ISSUED, VoucherState.ISSUED));
    }

    // ---- the end

    function test_authorityRevokes() public {
        vm.prank(addr("court"));
        vouchers.revoke(id, why);
        assertEq(voucher(id).state(), VoucherState.REVOKED, "revoked");
        assertEq(voucher(id).authority(), COURT, "by whom");
        assertEq(valid(extend(operated, licenceKey())), 0, "the licence is another answer");
        refuseRevoke("court", stateRefused(VoucherState.REVOKED, VoucherState.REVOKED));
        refuseSuspend("court", stateRefused(VoucherState.REVOKED, VoucherState.SUSPENDED));
        refuseResume("court", stateRefused(VoucherState.REVOKED, VoucherState.ISSUED));
    }

    function test_revokeOfWhatAnotherAuthoritySuspended_fail() public {
        suspend("court");
        refuseRevoke("court-two", heldBy(COURT, COURT_TWO));
    }

    function test_exchangeAloneRevokesNothing_fail() public {
        bytes4 missing = IModule.RoleMissing.selector;
        uint32 roles = Role.EXCHANGE | Role.SIGN;
        refuseRevoke("hangzhou", abi.encodeWithSelector(missing, addr("hangzhou"), roles, Role.AUTHORITY));
    }

    function revokeFields() private view returns (bytes memory) {
        return abi.encode(REVOKE, id, why, VoucherWord.unwrap(voucher(id)));
    }

    function agreed(string memory by, Consent memory seller, Consent memory buyer) private {
        vm.prank(addr(by));
        vouchers.revokeByAgreement(terms_, why, seller, buyer);
    }

    function refuseAgreed(string memory by, Consent memory seller, Consent memory buyer, bytes memory reason) private {
        vm.expectRevert(reason);
        agreed(by, seller, buyer);
    }

    function test_bothPartiesRevoke() public {
        suspend("hangzhou");
        agreed("hangzhou", consent("operator", revokeFields()), consent("buyer", revokeFields()));
        assertEq(voucher(id).state(), VoucherState.REVOKED, "revoked");
        assertEq(voucher(id).authority(), 0, "by agreement");
    }

    function test_revokedByOnePartyAnotherExchangeOrAStaleSignature_fail() public {
        Consent memory seller = consent("operator", revokeFields());
        Consent memory buyer = consent("buyer", revokeFields());
        bytes4 wrong = IModule.WrongSigner.selector;
        refuseAgreed("hangzhou", seller, seller, abi.encodeWithSelector(wrong, addr("operator"), OPERATOR, BUYER));
        refuseAgreed("hangzhou", buyer, buyer, abi.encodeWithSelector(wrong, addr("buyer"), BUYER, OPERATOR));
        bytes memory reason = abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN);
        refuseAgreed("harbin", seller, buyer, reason);
        suspend("hangzhou");
        bytes32 digest_ = digestOf(revokeFields(), seller);
        reason = abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), digest_);
        refuseAgreed("hangzhou", seller, buyer, reason);
    }

    function test_agreementAgainstAnAuthority_fail() public {
        suspend("court");
        Consent memory seller = consent("operator", revokeFields());
        Consent memory buyer = consent("buyer", revokeFields());
        refuseAgreed("hangzhou", seller, buyer, heldBy(COURT, 0));
    }
}
