// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Holdings} from "../../src/modules/grants/Holdings.sol";
import {Action, Basis, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice Licences: never wider than their parent, by the holder's key or signature only.
contract GrantsTest is GrantsBase {
    function test_licenceIsAWordBelow() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        GrantWord w = grant(idOf(path));
        assertEq(w.state(), GrantState.ACTIVE, "state");
        assertEq(w.rights(), Right.USE, "rights");
        assertEq(w.depth(), 1, "depth");
        assertEq(w.holder(), PROCESSOR, "holder");
        assertEq(w.registrar(), HANGZHOU, "the title's registrar");
        assertEq(w.since(), uint40(block.timestamp), "since");
        assertEq(w.until(), START + 730 days, "until");
        assertEq(w.certUntil(), 0, "certificates are the title's");
        assertEq(valid(path), Reason.NONE, "valid");
        assertEq(free(path, Verb.LICENSE), Reason.NONE, "free");
    }

    function test_anyoneRelaysALicence() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        Consent memory by = consent("provider", licenseFields(title, key, PROCESSOR));
        assertEq(grants.licenseBySignature(title, key, PROCESSOR, by), Ids.grantId(key), "its id");
        assertEq(grant(Ids.grantId(key)).holder(), PROCESSOR, "holder");
    }

    function test_licenceOnASignatureOfAnother_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        Consent memory by = consent("outsider", licenseFields(title, key, PROCESSOR));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, PROVIDER));
        grants.licenseBySignature(title, key, PROCESSOR, by);
    }

    function test_licenceOnASignatureForAnotherHolder_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        bytes memory fields = licenseFields(title, key, PROCESSOR);
        Consent memory by = consent("provider", fields);
        bytes32 hashed = digestOf(licenseFields(title, key, OUTSIDER), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), hashed));
        grants.licenseBySignature(title, key, OUTSIDER, by);
    }

    function test_licenceOnASignatureForTheOldWord_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        Consent memory by = consent("provider", licenseFields(title, key, PROCESSOR));
        freeze(title, "court", 1, uint40(block.timestamp) + 10);
        vm.warp(block.timestamp + 10); // the freeze has run out, but the word is another
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "free again");
        bytes32 hashed = digestOf(licenseFields(title, key, PROCESSOR), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), hashed));
        grants.licenseBySignature(title, key, PROCESSOR, by);
    }

    function test_licenceByAnother_fail() public {
        _refuse("outsider", scope(Right.USE, Mode.LICENSE), _notHolder(idOf(title), PROVIDER, OUTSIDER));
        _refuse("hangzhou", scope(Right.USE, Mode.LICENSE), _notHolder(idOf(title), PROVIDER, HANGZHOU));
    }

    function test_licenceToNobody_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99999), 0));
        grants.license(title, key, 99999);
    }

    function test_sameLicenceTwice_fail() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        vm.prank(addr("provider"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantExists.selector, idOf(path)));
        grants.license(title, path[1], PROCESSOR);
    }

    // ---- what a licence may carry

    function test_rightsUnderEachParent(uint8 rights, uint8 actions, uint8 childRights) public {
        rights = uint8(bound(rights, 1, 7));
        childRights = uint8(bound(childRights, 1, 7));
        uint24 action = actions == 0 ? 1 : actions;
        GrantKey[] memory parent = licensed(title, "provider", scope(Right.ALL, Mode.LICENSE), OPERATOR);
        parent = _rewrite(parent, rights, action);
        bool use = rights & Right.OPERATE != 0 || (rights & Right.USE != 0 && action & Action.SUBLICENSE != 0);
        bool operate = rights & Right.OPERATE != 0 && action & Action.RESALE != 0;
        bool ok = (childRights & Right.HOLD == 0 || rights & Right.HOLD != 0) && (childRights & Right.USE == 0 || use)
            && (childRights & Right.OPERATE == 0 || operate);
        GrantKey memory key = childKey(parent, scope(childRights, Mode.LICENSE).withAction(action));
        vm.prank(addr("operator"));
        if (!ok) {
            vm.expectRevert(abi.encodeWithSelector(IGrants.RightsExceeded.selector, childRights, rights, action));
        }
        grants.license(parent, key, BUYER);
    }

    function test_widerScope_fail() public {
        PackedWord narrow = scope(Right.USE, Mode.LICENSE).withPurpose(6).withRegion(12).withAction(3);
        GrantKey[] memory parent = licensed(title, "provider", narrow, PROCESSOR);
        _refuseUnder(parent, narrow.withPurpose(7), _wider("purpose", 7, 6));
        _refuseUnder(parent, narrow.withRegion(28), _wider("region", 28, 12));
        _refuseUnder(parent, narrow.withAction(4), _wider("action", 4, 3));
        licensed(parent, "processor", narrow.withPurpose(2).withRegion(4).withAction(1), BUYER);
    }

    function test_longerTerm_fail() public {
        uint40 from = START + 30 days;
        uint40 until = START + 60 days;
        PackedWord term = scope(Right.USE, Mode.LICENSE).withNotBefore(from).withUntil(until);
        GrantKey[] memory parent = licensed(title, "provider", term, PROCESSOR);
        vm.warp(from);
        _refuseUnder(
            parent,
            term.withUntil(until + 1),
            abi.encodeWithSelector(IGrants.TermExceeded.selector, from, until + 1, from, until)
        );
        _refuseUnder(
            parent,
            term.withNotBefore(from - 1),
            abi.encodeWithSelector(IGrants.TermExceeded.selector, from - 1, until, from, until)
        );
        _refuseUnder(
            parent, term.withNotBefore(until), abi.encodeWithSelector(IGrants.TermRefused.selector, until, until, from)
        );
        _refuseUnder(
            parent,
            term.withUntil(from).withNotBefore(from - 1),
            abi.encodeWithSelector(IGrants.TermRefused.selector, from - 1, from, from)
        );
    }

    function test_malformedScope_fail() public {
        PackedWord k = scope(Right.USE, Mode.LICENSE);
        _refuse("provider", k.withPurpose(1 << 31), _mask("purpose", 1 << 31));
        _refuse("provider", k.withRegion(0), _mask("region", 0));
        _refuse("provider", k.withAction(1 << 23), _mask("action", 1 << 23));
        _refuse("provider", k.withRights(0), _mask("rights", 0));
        _refuse("provider", k.withBasis(Basis.UTILITY + 1), _mask("basis", Basis.UTILITY + 1));
        GrantKey memory last = childKey(title, k.withBasis(Basis.UTILITY));
        vm.prank(addr("provider"));
        assertEq(grants.license(title, last, PROCESSOR), Ids.grantId(last), "the last basis that there is");
        _refuse(
            "provider",
            k.withMode(Mode.ORIGINAL),
            abi.encodeWithSelector(IGrants.ModeRefused.selector, Mode.ORIGINAL, Mode.LICENSE)
        );
    }

    function test_fifthDepth_fail() public {
        GrantKey[] memory path = license(title, "provider", Right.OPERATE, OPERATOR);
        for (uint256 i = 0; i < 3; ++i) {
            path = license(path, "operator", Right.OPERATE, OPERATOR);
        }
        assertEq(grant(idOf(path)).depth(), 4, "as deep as it goes");
        assertEq(valid(path), Reason.NONE, "valid");
        GrantKey memory key = childKey(path, scope(Right.USE, Mode.LICENSE));
        vm.prank(addr("operator"));
        vm.expectRevert(abi.encodeWithSelector(IGrants.DepthExceeded.selector, 5, 4));
        grants.license(path, key, BUYER);
    }

    // ---- paths

    function test_brokenPath_fail() public {
        GrantKey[] memory path = license(title, "provider", Right.USE, PROCESSOR);
        path = license(path, "processor", Right.USE, BUYER);
        GrantKey[] memory cut = new GrantKey[](2); // a node left out
        (cut[0], cut[1]) = (path[0], path[2]);
        bytes32 expected = idOf(title);
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathBroken.selector, 1, path[2].parent, expected));
        grants.valid(cut);
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathEmpty.selector));
        grants.valid(new GrantKey[](0));
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathTooLong.selector, 9, 8));
        grants.valid(new GrantKey[](9));
    }

    function test_keyOfAnotherParent_fail() public {
        GrantKey[] memory other = registered("other");
        GrantKey memory key = childKey(other, scope(Right.USE, Mode.LICENSE));
        bytes memory reason = abi.encodeWithSelector(IGrants.PathBroken.selector, 1, idOf(other), idOf(title));
        vm.prank(addr("provider"));
        vm.expectRevert(reason);
        grants.license(title, key, BUYER);
    }

    function test_unknownParent_fail() public {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = noticeOf("never filed").key;
        GrantKey memory key = childKey(path, scope(Right.USE, Mode.LICENSE));
        bytes memory reason = abi.encodeWithSelector(IGrants.GrantUnknown.selector, idOf(path));
        vm.prank(addr("provider"));
        vm.expectRevert(reason);
        grants.license(path, key, BUYER);
    }

    // ---- free(license)

    function test_licenceUnderANotice_fail() public {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = noticeOf("noticed").key;
        file(noticeOf("noticed"));
        _refuseUnder(path, scope(Right.USE, Mode.LICENSE), _notFree(path, Verb.LICENSE, Reason.NOT_ACTIVE));
    }

    function test_expiredLicenceSoldOn_fail() public {
        PackedWord k = scope(Right.USE, Mode.LICENSE).withUntil(uint40(block.timestamp) + 100);
        GrantKey[] memory path = licensed(title, "provider", k, PROCESSOR);
        vm.warp(block.timestamp + 100);
        _refuseUnder(path, k, _notFree(path, Verb.LICENSE, Reason.EXPIRED));
    }

    function test_lapsedCertificate_fail() public {
        PackedWord k = titleScope(Right.ALL).withUntil(START + 7300 days);
        GrantKey[] memory path = registeredWith("long", k);
        GrantKey[] memory child = license(path, "provider", Right.USE, PROCESSOR);
        vm.warp(grant(idOf(path)).certUntil());
        assertEq(valid(path), Reason.NONE, "the right goes on");
        assertEq(free(child, Verb.TRANSFER), Reason.EXPIRED, "the licence has run out");
        PackedWord until = scope(Right.USE, Mode.LICENSE).withUntil(START + 7300 days);
        _refuseUnder(path, until, _notFree(path, Verb.LICENSE, Reason.CERTIFICATE_LAPSED));
    }

    function test_licenceForVoucherByAnyone_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        vm.expectRevert(abi.encodeWithSelector(IGrants.NotVoucherModule.selector, address(this)));
        grants.licenseForVoucher(title, key, PROVIDER, BUYER, digest("voucher"), address(this));
        vm.prank(address(titles)); // an enabled module, but not one that writes vouchers
        vm.expectRevert(abi.encodeWithSelector(IGrants.NotVoucherModule.selector, address(titles)));
        grants.licenseForVoucher(title, key, PROVIDER, BUYER, digest("voucher"), address(this));
    }

    function test_licenceForVoucherByAModuleOfOtherWords_fail() public {
        address module = address(new Holdings(register));
        IRegister.Permission[] memory bits = new IRegister.Permission[](1);
        bits[0] = IRegister.Permission(Kind.REDEMPTION, type(uint256).max);
        uint40 from = uint40(block.timestamp) + register.MIN_DELAY();
        vm.prank(addr("council"));
        register.enableModule(module, from, 0, bits);
        vm.warp(from);
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        vm.prank(module);
        vm.expectRevert(abi.encodeWithSelector(IGrants.NotVoucherModule.selector, module));
        grants.licenseForVoucher(title, key, PROVIDER, BUYER, digest("voucher"), address(this));
    }

    /// The parent's word and key with other rights and actions, planted under a key of its own.
    function _rewrite(GrantKey[] memory path, uint8 rights, uint24 action) private returns (GrantKey[] memory) {
        GrantWord w = grant(idOf(path)).withRights(rights);
        PackedWord k = PackedWord.wrap(path[1].packed).withRights(rights).withAction(action).withNonce(7);
        path[1].packed = PackedWord.unwrap(k);
        plant(Kind.GRANT, idOf(path), GrantWord.unwrap(w));
        return path;
    }

    function _refuse(string memory by, PackedWord packed, bytes memory reason) private {
        GrantKey memory key = childKey(title, packed);
        vm.prank(addr(by));
        vm.expectRevert(reason);
        grants.license(title, key, PROCESSOR);
    }

    function _refuseUnder(GrantKey[] memory path, PackedWord packed, bytes memory reason) private {
        GrantKey memory key = childKey(path, packed);
        vm.prank(path.length == 1 ? addr("provider") : addr("processor"));
        vm.expectRevert(reason);
        grants.license(path, key, BUYER);
    }
}
