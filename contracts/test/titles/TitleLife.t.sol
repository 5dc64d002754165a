// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {ITitleLife} from "../../src/interfaces/ITitleLife.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Annotation, FreezeScope, GrantFlag, Mode, Reason, Right, Role, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice Later registrations of a title, and its end.
contract TitleLifeTest is TitlesBase {
    GrantKey[] private path;
    bytes32 private id;
    uint40 private certUntil; // 2031-03-10 00:00

    function setUp() public override {
        super.setUp();
        (GrantKey[] memory p, bytes32 i) = longTitle("weather");
        (id, certUntil) = (i, grant(i).certUntil());
        path.push(p[0]);
    }

    // ---- renewal

    function test_I13_renewedInItsWindow() public {
        uint40 next = uint40(CivilDates.addYears(certUntil, 5));
        uint256 opens = CivilDates.addMonths(certUntil, -6);
        vm.warp(opens - 1);
        _refuseRenew("provider", next, _closed(opens));
        vm.warp(opens);
        renewed(path, "provider", next);
        assertEq(grant(id).certUntil(), next, "five years on");
        assertEq(grant(id).since(), local(3, 10, 0), "registered when it was");
        assertEq(next, certUntil + 1827 days, "2036-03-10, two leap days between");
    }

    function test_I13_lastDayOfTheWindow() public {
        uint256 opens = CivilDates.addMonths(certUntil, -6);
        uint40 next = uint40(CivilDates.addYears(certUntil, 5));
        vm.warp(certUntil);
        _refuseRenew("provider", next, _closed(opens));
        vm.warp(certUntil - 1);
        renewed(path, "provider", next); // the day before
        assertEq(grant(id).certUntil(), next, "renewed");
    }

    function test_I13_closesAtMidnightBeforeTheLastDay(uint256 hour) public {
        uint40 end = certUntil + uint40(bound(hour, 0, 23)) * 1 hours;
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withCertUntil(end)));
        uint40 next = uint40(CivilDates.addYears(end, 5));
        vm.warp(certUntil); // 00:00 of the day on which it ends
        bytes memory why = abi.encodeWithSelector(
            ITitleLife.RenewalClosed.selector, id, CivilDates.addMonths(end, -6), certUntil, certUntil
        );
        _refuseRenew("provider", next, why);
    }

    function test_I13_fiveYearsAtMost_fail() public {
        vm.warp(certUntil - 30 days);
        uint40 latest = uint40(CivilDates.addYears(certUntil, 5));
        _refuseRenew("provider", latest + 1, _term(latest + 1, latest));
        _refuseRenew("provider", certUntil, _term(certUntil, latest));
        renewed(path, "provider", certUntil + 1); // shorter may be
    }

    function test_I13_notBeyondTheRight_fail() public {
        uint40 until = certUntil + 100 days;
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withUntil(until)));
        vm.warp(certUntil - 30 days);
        _refuseRenew("provider", until + 1, _term(until + 1, until));
        renewed(path, "provider", until);
    }

    function test_renewedByTheHolderOfAPart() public {
        GrantKey[] memory parts = _split();
        vm.warp(certUntil - 30 days);
        uint40 next = certUntil + 1000 days;
        Consent memory foreign = signed("provider", RENEW, id, bytes32(uint256(next)));
        bytes memory call = abi.encodeCall(titles.renew, (parts, next, foreign));
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("provider"), PROVIDER, PROCESSOR);
        refused(REGISTRAR, address(titles), call, why);
        Consent memory own = signed("processor", RENEW, id, bytes32(uint256(next)));
        vm.prank(addr(REGISTRAR));
        titles.renew(parts, next, own);
        assertEq(grant(id).certUntil(), next, "the title's certificate");
        assertEq(free(parts, Verb.LICENSE), Reason.NONE, "so the part is free");
    }

    function test_certificateLapsesApartFromTheRight() public {
        GrantKey memory key = childKey(path, scope(Right.OPERATE, Mode.LICENSE).withUntil(START + 7300 days));
        vm.prank(addr("provider"));
        grants.license(path, key, PROCESSOR);
        GrantKey[] memory licence = extend(path, key);
        vm.warp(certUntil);
        assertEq(valid(path), Reason.NONE, "the right stands");
        assertEq(valid(licence), Reason.NONE, "and what was licensed");
        assertEq(free(path, Verb.LICENSE), Reason.CERTIFICATE_LAPSED, "but nothing is disposed of");
        assertEq(free(licence, Verb.LICENSE), Reason.CERTIFICATE_LAPSED, "below neither");
        cancelled(path, "provider");
        assertEq(stateOf(id), GrantState.SURRENDERED, "a lapsed title can still be ended");
        assertEq(valid(licence), Reason.NONE, "which spares the licence");
    }

    // ---- annotations

    function test_annotationsByKind() public {
        _annotate(REGISTRAR, Annotation.CONDITION);
        _annotate("court", Annotation.JUDICIAL);
        _annotate("court", Annotation.JUDICIAL); // anew
        assertEq(grant(id).flags(), GrantFlag.ANNOTATED, "annotated");
        assertEq(free(path, Verb.LICENSE), Reason.NONE, "a note stops nothing");
        _clear(REGISTRAR, Annotation.CONDITION);
        assertEq(grant(id).flags(), GrantFlag.ANNOTATED, "the court's stands");
        _clear("court", Annotation.JUDICIAL);
        assertEq(grant(id).flags(), 0, "none stands");
        _annotate(REGISTRAR, Annotation.CONDITION);
        assertEq(grant(id).flags(), GrantFlag.ANNOTATED, "again");
    }

    function test_annotate_fail() public {
        _refuseAnnotate(REGISTRAR, 0, abi.encodeWithSelector(ITitleLife.AnnotationRefused.selector, 0));
        _refuseAnnotate(REGISTRAR, 6, abi.encodeWithSelector(ITitleLife.AnnotationRefused.selector, 6));
        _refuseAnnotate(REGISTRAR, Annotation.JUDICIAL, _role(REGISTRAR, Role.REGISTRAR, Role.AUTHORITY));
        _refuseAnnotate("court", Annotation.OTHER, _role("court", Role.SIGN | Role.AUTHORITY, Role.REGISTRAR));
        _refuseAnnotate("harbin-registrar", Annotation.OTHER, _home());
        bytes memory call = abi.encodeCall(titles.annotate, (id, Annotation.OTHER, bytes32(0)));
        refused(REGISTRAR, address(titles), call, _zero("digest"));
        revoked(id, GrantState.VOID);
        _refuseAnnotate(REGISTRAR, Annotation.OTHER, _state(GrantState.VOID));
    }

    function test_aRegistrarCannotClearACourtsAnnotation_fail() public {
        _annotate("court", Annotation.JUDICIAL);
        bytes memory call = abi.encodeCall(titles.clearAnnotation, (id, Annotation.JUDICIAL, digest("d")));
        refused(REGISTRAR, address(titles), call, _role(REGISTRAR, Role.REGISTRAR, Role.AUTHORITY));
        call = abi.encodeCall(titles.clearAnnotation, (id, Annotation.OTHER, digest("d")));
        bytes memory why = abi.encodeWithSelector(ITitleLife.NotAnnotated.selector, id, Annotation.OTHER);
        refused(REGISTRAR, address(titles), call, why);
        _clear("court", Annotation.JUDICIAL);
        call = abi.encodeCall(titles.clearAnnotation, (id, Annotation.JUDICIAL, digest("d")));
        why = abi.encodeWithSelector(ITitleLife.NotAnnotated.selector, id, Annotation.JUDICIAL);
        refused("court", address(titles), call, why); // cleared already
    }

    // ---- the end

    function test_cancelledLicencesStand() public {
        GrantKey[] memory licence = license(path, "provider", Right.USE, PROCESSOR);
        cancelled(path, "provider");
        assertEq(stateOf(id), GrantState.SURRENDERED, "ended");
        assertEq(valid(path), Reason.NOT_ACTIVE, "for its holder");
        assertEq(valid(licence), Reason.NONE, "not for who was licensed");
    }

    function test_cancelNeedsFree_fail() public {
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, uint40(block.timestamp) + 6 * 365 days / 2, keccak256("order"));
        _refuseCancel(Reason.DISPOSE_FROZEN);
        GrantWord word = grant(id).withFrozenUntil(0);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withRanks(1).withLiveRanks(1)));
        _refuseCancel(Reason.ENCUMBERED);
        vm.warp(certUntil + 1);
        _refuseCancel(Reason.ENCUMBERED); // lapsed or not
    }

    function test_cancel_fail() public {
        Consent memory own = signed("provider", CANCEL, id, digest("why"));
        bytes memory call = abi.encodeCall(titles.cancel, (path, digest("why"), own));
        refused("harbin-registrar", address(titles), call, _home());
        call = abi.encodeCall(titles.cancel, (path, bytes32(0), own));
        refused(REGISTRAR, address(titles), call, _zero("reasonDigest"));
        own = signed("outsider", CANCEL, id, digest("why"));
        call = abi.encodeCall(titles.cancel, (path, digest("why"), own));
        bytes memory why = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER);
        refused(REGISTRAR, address(titles), call, why);
        vm.warp(START + 7300 days);
        why = abi.encodeWithSelector(ITitleShared.TermRefused.selector, 0, START + 7300 days, START + 7300 days);
        refused(REGISTRAR, address(titles), call, why);
    }

    function test_revocationKillsOrSpares() public {
        GrantKey[] memory licence = license(path, "provider", Right.USE, PROCESSOR);
        revoked(id, GrantState.VOID_SPARING);
        assertEq(valid(licence), Reason.NONE, "spared");
        revoked(id, GrantState.VOID);
        assertEq(valid(licence), Reason.ANCESTOR_ENDED, "not spared");
        revoked(idOf(licence), GrantState.VOID); // any grant
        assertEq(stateOf(idOf(licence)), GrantState.VOID, "void itself");
    }

    function test_revocationsThatMayFollow() public {
        for (uint8 from = 0; from <= 10; ++from) {
            for (uint8 to = 0; to <= 10; ++to) {
                _follows(from, to);
            }
        }
    }

    function _follows(uint8 from, uint8 to) private {
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withState(from)));
        bool waits = from == GrantState.NOTICED || from == GrantState.RESERVED;
        bool lives = from == GrantState.ACTIVE || from == GrantState.SPLIT || from == GrantState.SURRENDERED;
        bool may = waits ? to == GrantState.LAPSED : lives && (to == GrantState.VOID || to == GrantState.VOID_SPARING);
        if (from == GrantState.VOID_SPARING) may = to == GrantState.VOID;
        vm.prank(addr("court"));
        if (!may) vm.expectRevert(abi.encodeWithSelector(ITitleLife.EndRefused.selector, id, from, to));
        titles.revoke(id, to, keccak256("judgment"));
        assertEq(stateOf(id), may ? to : from, "state");
    }

    function test_revoke_fail() public {
        bytes memory call = abi.encodeCall(titles.revoke, (id, GrantState.VOID, keccak256("judgment")));
        refused(REGISTRAR, address(titles), call, _role(REGISTRAR, Role.REGISTRAR, Role.AUTHORITY));
        call = abi.encodeCall(titles.revoke, (id, GrantState.VOID, bytes32(0)));
        refused("court", address(titles), call, _zero("orderDigest"));
        call = abi.encodeCall(titles.revoke, (bytes32(uint256(7)), GrantState.VOID, keccak256("judgment")));
        bytes memory why = abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, bytes32(uint256(7)));
        refused("court", address(titles), call, why);
    }

    /// The title split in two by planting words; the first part is PROCESSOR's.
    function _split() private returns (GrantKey[] memory parts) {
        GrantKey memory key = childKey(path, scope(Right.ALL, Mode.SPLIT).withUntil(START + 7300 days));
        GrantWord word = grant(id);
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withState(GrantState.SPLIT)));
        parts = extend(path, key);
        plant(Kind.GRANT, idOf(parts), GrantWord.unwrap(word.withHolder(PROCESSOR).withCertUntil(0)));
    }

    function _annotate(string memory by, uint8 kind) private {
        vm.prank(addr(by));
        titles.annotate(id, kind, keccak256("note"));
    }

    function _clear(string memory by, uint8 kind) private {
        vm.prank(addr(by));
        titles.clearAnnotation(id, kind, keccak256("note"));
    }

    function _refuseAnnotate(string memory by, uint8 kind, bytes memory why) private {
        refused(by, address(titles), abi.encodeCall(titles.annotate, (id, kind, digest("note"))), why);
    }

    function _refuseRenew(string memory holder, uint40 next, bytes memory why) private {
        Consent memory own = signed(holder, RENEW, id, bytes32(uint256(next)));
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.renew, (path, next, own)), why);
    }

    function _refuseCancel(uint8 reason) private {
        Consent memory own = signed("provider", CANCEL, id, digest("why"));
        bytes memory why = abi.encodeWithSelector(IGrants.NotFree.selector, id, Verb.END, reason);
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.cancel, (path, digest("why"), own)), why);
    }

    /// A whole last day before the day on which it ends.
    function _closed(uint256 opens) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITitleLife.RenewalClosed.selector, id, opens, certUntil, block.timestamp);
    }

    function _term(uint40 asked, uint40 latest) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITitleLife.CertificateTermRefused.selector, asked, certUntil, latest);
    }

    function _state(uint8 state) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.WrongState.selector, id, state, GrantState.ACTIVE);
    }

    function _home() private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN);
    }

    function _zero(bytes32 name) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.ZeroField.selector, name);
    }

    function _role(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }
}
