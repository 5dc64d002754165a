// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleCases} from "../../src/interfaces/ITitleCases.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Role} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent} from "../../src/types/Structs.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice What becomes of a notice before it is registered.
contract TitleCasesTest is TitlesBase {
    INotices.Notice private n;
    bytes32 private id;
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        n = noticeOf("weather");
        id = file(n);
        noticeUntil = local(3, 10, 0);
    }

    // ---- the calendar is corrected

    function test_aCorrectionMovesAnOpenNotice() public {
        _correct(3, 9, false);
        notices.recount(id);
        assertEq(grant(id).certUntil(), local(3, 11, 0), "a day later");
        assertEq(grant(id).since(), START, "filed when it was");
        vm.warp(local(3, 3, 9));
        _correct(3, 9, true);
        _correct(3, 8, true); // a Sunday, worked
        notices.recount(id);
        assertEq(grant(id).certUntil(), local(3, 9, 0), "and a day earlier");
    }

    function test_recountWithoutChange_fail() public {
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.NothingToRecount.selector, id, noticeUntil));
        notices.recount(id);
    }

    function test_recountAfterTheEnd_fail() public {
        vm.warp(local(3, 9, 9));
        _correct(3, 10, false);
        vm.warp(noticeUntil);
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.NoticeEnded.selector, id, noticeUntil, noticeUntil));
        notices.recount(id);
        registeredBy(REGISTRAR, n.key);
        vm.expectRevert(
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.ACTIVE, GrantState.NOTICED)
        );
        notices.recount(id);
    }

    // ---- exemption

    function test_I15_registeredEarlyOnlyWhenExempted() public {
        vm.expectRevert(abi.encodeWithSelector(ITitleCases.NoticeNotEnded.selector, id, noticeUntil, START));
        registeredBy(REGISTRAR, n.key);
        exempted(id);
        assertEq(grant(id).certUntil(), START, "ends now");
        registeredBy(REGISTRAR, n.key);
        assertEq(stateOf(id), GrantState.ACTIVE, "registered");
    }

    /// @dev Filed and registered at any time: five whole working days lie between, or it is refused.
    function test_I15_publicityLasts(uint256 filedAt, uint256 wait) public {
        filedAt = bound(filedAt, START, local(9, 1, 0));
        wait = bound(wait, 0, 20 days);
        vm.warp(filedAt);
        INotices.Notice memory other = noticeOf("any");
        bytes32 other_ = file(other);
        vm.warp(filedAt + wait);
        uint256 full;
        for (uint256 day = CivilDates.dayOf(filedAt) + 1; day < CivilDates.dayOf(filedAt + wait); ++day) {
            if (Calendar2026.works(day)) ++full;
        }
        vm.prank(addr(REGISTRAR));
        (bool done,) = address(titles).call(abi.encodeCall(titles.registerTitle, (other.key)));
        assertTrue(done == (full >= 5), "five working days");
        assertEq(stateOf(other_), done ? GrantState.ACTIVE : GrantState.NOTICED, "state");
    }

    function test_exemptByAReviewerOfAFirm() public {
        _firm("hangzhou", HANGZHOU, "firm");
        bytes32 why = digest("why");
        Consent memory second = signed("firm", EXEMPTION, id, why);
        vm.prank(addr(REGISTRAR));
        notices.exempt(id, why, second);
        assertEq(grant(id).certUntil(), block.timestamp, "exempted");
    }

    function test_exemptWithoutSecondPair_fail() public {
        staff("hangzhou", "both", Role.REGISTRAR | Role.REVIEWER);
        _refuseExempt("both", "both", _approval("both", HANGZHOU));
        bytes memory why =
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr(REGISTRAR), Role.REGISTRAR, Role.REVIEWER);
        _refuseExempt("both", REGISTRAR, why);
        _refuseExempt(REGISTRAR, "harbin-reviewer", _approval("harbin-reviewer", HARBIN));
        _firm("harbin", HARBIN, "firm");
        _refuseExempt(REGISTRAR, "firm", _approval("firm", 76_000));
    }

    function test_exemptByTheApplicantsSide_fail() public {
        _firm("hangzhou", HANGZHOU, "firm");
        INotices.Notice memory own = noticeOf("firm's", titleScope(7), 76_000, HANGZHOU);
        id = file(own);
        _refuseExempt(REGISTRAR, "firm", _approval("firm", 76_000));
        own = noticeOf("harbin's", titleScope(7), HARBIN, HANGZHOU);
        id = file(own);
        vm.prank(addr("harbin"));
        parties.declareAffiliate(76_000, digest("affiliate"));
        _refuseExempt(REGISTRAR, "firm", _approval("firm", 76_000));
    }

    function test_exempt_fail() public {
        bytes32 why = digest("why");
        Consent memory second = signed(REVIEWER, EXEMPTION, id, why);
        bytes memory call = abi.encodeCall(notices.exempt, (id, why, second));
        bytes memory home = abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN);
        refused("harbin-registrar", address(notices), call, home);
        objected(id, "outsider");
        refused(REGISTRAR, address(notices), call, abi.encodeWithSelector(ITitleCases.ObjectionsOpen.selector, id, 1));
        settled(id, 1, 2);
        vm.prank(addr(REGISTRAR));
        notices.exempt(id, why, second); // the word is as it was signed
        call = abi.encodeCall(notices.exempt, (id, why, second));
        bytes memory ended = abi.encodeWithSelector(ITitleCases.NoticeEnded.selector, id, START, START);
        refused(REGISTRAR, address(notices), call, ended);
        bytes32 other = file(noticeOf("other"));
        call = abi.encodeCall(notices.exempt, (other, bytes32(0), second));
        refused(
            REGISTRAR,
            address(notices),
            call,
            abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reasonDigest"))
        );
    }

    // ---- withdrawn, refused

    function test_withdrawn() public {
        vm.prank(addr("provider"));
        notices.withdraw(id, digest("why"));
        assertEq(stateOf(id), GrantState.LAPSED, "lapsed");
        vm.warp(noticeUntil);
        vm.expectRevert(
            abi.encodeWithSelector(ITitleShared.WrongState.selector, id, GrantState.LAPSED, GrantState.NOTICED)
        );
        registeredBy(REGISTRAR, n.key);
    }

    function test_withdrawnBySignature() public {
        Consent memory own = signed("provider", WITHDRAW, id, digest("why"));
        vm.prank(addr("outsider"));
        notices.withdrawBySignature(id, digest("why"), own);
        assertEq(stateOf(id), GrantState.LAPSED, "lapsed");
    }

    function test_withdraw_fail() public {
        bytes memory call = abi.encodeCall(notices.withdraw, (id, digest("why")));
        bytes memory why = abi.encodeWithSelector(ITitleCases.NotApplicant.selector, id, PROVIDER, OUTSIDER);
        refused("outsider", address(notices), call, why);
        call = abi.encodeCall(notices.withdraw, (id, 0));
        refused(
            "provider", address(notices), call, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest"))
        );
        Consent memory foreign = signed("outsider", WITHDRAW, id, digest("why"));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER));
        notices.withdrawBySignature(id, digest("why"), foreign);
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, bytes32(uint256(7))));
        notices.withdrawBySignature(bytes32(uint256(7)), digest("why"), foreign);
    }

    function test_refused() public {
        vm.warp(noticeUntil + 3 days);
        vm.prank(addr(REGISTRAR));
        notices.refuse(id, digest("unlawful source"));
        assertEq(stateOf(id), GrantState.LAPSED, "lapsed");
    }

    function test_refuse_fail() public {
        bytes memory call = abi.encodeCall(notices.refuse, (id, digest("why")));
        bytes memory home = abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN);
        refused("harbin-registrar", address(notices), call, home);
        bytes memory zero = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reasonDigest"));
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.refuse, (id, 0)), zero);
    }

    // ---- who registers whom

    function test_I14_affiliateOfTheRegistrar_fail() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROCESSOR, digest("affiliate"));
        INotices.Notice memory own = noticeOf("own", titleScope(7), PROCESSOR, HANGZHOU);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (own)), _self(HANGZHOU, PROCESSOR));
        own = noticeOf("own", titleScope(7), PROCESSOR, HARBIN);
        vm.prank(addr("harbin-registrar"));
        notices.notice(own); // another registrar may
    }

    function test_I14_anExchangeThatDeclaredTheRegistrar_fail() public {
        vm.prank(addr("harbin"));
        parties.declareAffiliate(HANGZHOU, digest("affiliate"));
        INotices.Notice memory own = noticeOf("own", titleScope(7), HARBIN, HANGZHOU);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (own)), _self(HANGZHOU, HARBIN));
    }

    function test_I14_affiliateByTheApplicantsSuccession_fail() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(OPERATOR, digest("affiliate"));
        succeeded("court", PROVIDER, OPERATOR, "operator");
        vm.warp(noticeUntil);
        vm.expectRevert(_self(HANGZHOU, OPERATOR));
        registeredBy(REGISTRAR, n.key);
    }

    function test_applicantSucceededDuringTheNotice() public {
        succeeded("court", PROVIDER, OPERATOR, "operator");
        vm.warp(noticeUntil);
        registeredBy(REGISTRAR, n.key);
        assertEq(grant(id).holder(), PROVIDER, "read through the successor");
        assertEq(valid(pathOf(n.key)), 0, "and valid");
    }

    function test_applicantEnded_fail() public {
        GrantWord word = grant(id);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withHolder(99_999)));
        vm.warp(noticeUntil);
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99_999), 0));
        registeredBy(REGISTRAR, n.key);
    }

    function _correct(uint256 month, uint256 day, bool works) private {
        uint256 k = CivilDates.fromCivil(2026, month, day) - CivilDates.fromCivil(2026, 1, 1);
        uint256 word = uint256(register.read(Kind.CALENDAR, bytes32(uint256(4052))));
        word = works ? word | (1 << (254 - k)) : word & ~(uint256(1) << (254 - k));
        bytes32 second = register.read(Kind.CALENDAR, bytes32(uint256(4053)));
        vm.prank(addr("council"));
        parties.correctCalendar(2026, bytes32(word), second, digest("reason"));
    }

    function _firm(string memory exchange, uint16 number, string memory name) private {
        uint32 roles = Role.SIGN | Role.REVIEWER;
        Consent memory own = consent(name, enrolmentFields(76_000, 1, number, name, terms(name, roles)));
        vm.prank(addr(exchange));
        parties.enrol(76_000, 1, digest(name), terms(name, roles), own);
    }

    function _refuseExempt(string memory by, string memory second, bytes memory why) private {
        Consent memory approval = signed(second, EXEMPTION, id, digest("why"));
        refused(by, address(notices), abi.encodeCall(notices.exempt, (id, digest("why"), approval)), why);
    }

    function _approval(string memory name, uint32 party) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleCases.ApprovalRefused.selector, addr(name), party);
    }

    function _self(uint32 registrar, uint32 holder) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, registrar, holder);
    }
}
