// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Basis, Mode, Right, Role} from "../../src/types/Codes.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Base} from "../kit/Base.sol";

/// @notice What a notice must be: basis and rights, masks, term, nonces, digests, who files it.
contract NoticeTermsTest is Base {
    /// The story's clock: filed on Monday 2 March 2026, the notice ends with Monday 9 March.
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        noticeUntil = local(3, 10, 0);
    }

    /// The rows of domain.md 2.2, written out, so that no code of the law is its own proof.
    function test_I2_everyBasisGivesWhatTheMatrixAllows() public {
        uint8[14] memory rows = [0, 7, 7, 7, 7, 3, 7, 7, 3, 7, 0, 0, 7, 7];
        for (uint8 basis = 0; basis < 16; ++basis) {
            for (uint8 rights = 1; rights < 8; ++rights) {
                _noticeOn(basis, rights, basis < 14 ? rows[basis] : 0);
            }
        }
    }

    function _noticeOn(uint8 basis, uint8 rights, uint8 allowed) private {
        INotices.Notice memory n = noticeOf("weather", titleScope(rights).withBasis(basis), PROVIDER, HANGZHOU);
        vm.prank(addr("hangzhou-registrar"));
        if (basis == Basis.DERIVED) {
            vm.expectRevert(abi.encodeWithSelector(ITitleShared.FormRefused.selector, Basis.DERIVED));
        } else if (rights & ~allowed != 0) {
            vm.expectRevert(abi.encodeWithSelector(ITitleNotices.BasisRefused.selector, basis, rights, allowed));
        }
        notices.notice(n);
    }

    function test_scrapedDataToOperate_fail() public {
        _refuseScope(
            titleScope(Right.ALL).withBasis(Basis.SCRAPED_PUBLIC),
            abi.encodeWithSelector(ITitleNotices.BasisRefused.selector, Basis.SCRAPED_PUBLIC, Right.ALL, 3)
        );
    }

    function test_entrustedProcessing_fail() public {
        _refuseScope(
            titleScope(Right.HOLD).withBasis(Basis.ENTRUSTED_PROCESSING),
            abi.encodeWithSelector(ITitleNotices.BasisRefused.selector, Basis.ENTRUSTED_PROCESSING, Right.HOLD, 0)
        );
    }

    function test_mode_fail() public {
        _refuseScope(
            titleScope(Right.ALL).withMode(Mode.DERIVED),
            abi.encodeWithSelector(ITitleNotices.ModeRefused.selector, Mode.DERIVED, Mode.ORIGINAL)
        );
    }

    function test_masks_fail() public {
        _refuseScope(titleScope(Right.ALL).withPurpose(0), _mask("purpose", 0));
        _refuseScope(titleScope(Right.ALL).withPurpose(1 << 20), _mask("purpose", 1 << 20));
        _refuseScope(titleScope(Right.ALL).withRegion(0), _mask("region", 0));
        _refuseScope(titleScope(Right.ALL).withRegion(1 << 35), _mask("region", 1 << 35));
        _refuseScope(titleScope(Right.ALL).withAction(0), _mask("action", 0));
        _refuseScope(titleScope(Right.ALL).withAction(1 << 8), _mask("action", 1 << 8));
        _refuseScope(titleScope(0), _mask("rights", 0));
        _refuseScope(titleScope(8), _mask("rights", 8));
    }

    function test_termEndingWithTheNotice_fail() public {
        _refuseScope(
            titleScope(Right.ALL).withUntil(noticeUntil),
            abi.encodeWithSelector(ITitleShared.TermRefused.selector, START, noticeUntil, START)
        );
    }

    function test_termBackwards_fail() public {
        uint40 until = START + 730 days;
        _refuseScope(
            titleScope(Right.ALL).withNotBefore(until),
            abi.encodeWithSelector(ITitleShared.TermRefused.selector, until, until, START)
        );
    }

    function test_registrarsOwnData_fail() public {
        INotices.Notice memory n = noticeOf("weather", titleScope(Right.ALL), HANGZHOU, HANGZHOU);
        _refuse(n, abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, HANGZHOU, HANGZHOU));
    }

    function test_nonceOfAnotherRegistrar_fail() public {
        INotices.Notice memory n = noticeOf("weather", titleScope(Right.ALL), PROVIDER, HARBIN);
        uint64 expected = Ids.titleNonce(PROVIDER, HANGZHOU, n.salt);
        uint64 nonce = PackedWord.wrap(n.key.packed).nonce();
        _refuse(n, abi.encodeWithSelector(ITitleNotices.NonceNotYours.selector, nonce, expected));
    }

    function test_nonceOfAnotherHolder_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        n.holder = OUTSIDER;
        uint64 expected = Ids.titleNonce(OUTSIDER, HANGZHOU, n.salt);
        uint64 nonce = PackedWord.wrap(n.key.packed).nonce();
        _refuse(n, abi.encodeWithSelector(ITitleNotices.NonceNotYours.selector, nonce, expected));
    }

    function test_unknownHolder_fail() public {
        INotices.Notice memory n = noticeOf("weather", titleScope(Right.ALL), 99999, HANGZHOU);
        _refuse(n, abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99999), 0));
    }

    function test_sameTitleTwice_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        bytes32 id = file(n);
        _refuse(n, abi.encodeWithSelector(ITitleNotices.TitleExists.selector, id));
    }

    function test_missingDigests_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        n.caseDigest = 0;
        _refuse(n, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("caseDigest")));
        n = noticeOf("weather");
        n.duplicateSearchDigest = 0;
        _refuse(n, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("duplicateSearchDigest")));
        n = noticeOf("weather");
        n.key.parent = 0;
        _refuse(n, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("dataId")));
    }

    function test_noticeWithoutTheRole_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        vm.prank(addr("hangzhou-reviewer"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IModule.RoleMissing.selector, addr("hangzhou-reviewer"), Role.REVIEWER, Role.REGISTRAR
            )
        );
        notices.notice(n);
    }

    function test_noticeByAStranger_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        vm.prank(addr("stranger"));
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger")));
        notices.notice(n);
    }

    function test_noticeInAYearWithoutCalendar_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        vm.warp(local(12, 31, 12));
        _refuse(n, abi.encodeWithSelector(IParties.CalendarMissing.selector, uint16(2027), 0));
    }

    function _refuseScope(PackedWord packed, bytes memory reason) private {
        _refuse(noticeOf("weather", packed, PROVIDER, HANGZHOU), reason);
    }

    function _refuse(INotices.Notice memory n, bytes memory reason) private {
        vm.prank(addr("hangzhou-registrar"));
        vm.expectRevert(reason);
        notices.notice(n);
    }

    function _mask(bytes32 name, uint256 mask) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleNotices.MaskRefused.selector, name, mask);
    }
}
