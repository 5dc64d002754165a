// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../../src/interfaces/IActivations.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, Reason, Recognised, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {ReservesBase} from "./ReservesBase.sol";

/// @notice Keeping a licence for a sale abroad: on the holder's signature, for one register, seller and agreement, for a time.
contract ReservesTest is ReservesBase {
    function test_aReservedLicenceIsNotValid() public {
        GrantKey memory key = soldKey();
        IGrantReserves.Reservation memory r = reservation();
        bytes32 id = reserve(key, r);
        GrantWord w = grant(id);
        assertEq(w.state(), GrantState.RESERVED, "state");
        assertEq(w.certUntil(), r.until, "until when it is kept");
        assertEq(w.holder(), BUYER, "for whom");
        assertEq(w.depth(), 2, "depth");
        assertEq(valid(extend(held, key)), Reason.NOT_ACTIVE, "not valid");
        bytes32 said = grants.foreignTermsDigest(homeAbroad(), OPERATOR, digest("agreement"));
        assertEq(said, key.termsDigest, "the view says what to put into the key");
    }

    function test_theHolderReservesItself() public {
        (GrantKey memory key, IGrantReserves.Reservation memory r) = (soldKey(), reservation());
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        vm.prank(addr("operator"));
        grants.reserve(held, key, BUYER, r, by);
    }

    function test_byAnyoneElse_fail() public {
        (GrantKey memory key, IGrantReserves.Reservation memory r) = (soldKey(), reservation());
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        _refuse("harbin", key, r, by, abi.encodeWithSelector(IGrantReserves.NotReserver.selector, HANGZHOU, HARBIN));
        bytes memory role = abi.encodeWithSelector(IModule.RoleMissing.selector, addr("buyer"), 1, 8);
        _refuse("buyer", key, r, by, role);
        address stranger = addr("stranger");
        _refuse("stranger", key, r, by, abi.encodeWithSelector(IModule.NotEnrolled.selector, stranger));
    }

    function test_withoutTheHoldersOwnSignature_fail() public {
        (GrantKey memory key, IGrantReserves.Reservation memory r) = (soldKey(), reservation());
        Consent memory by = consent("buyer", reserveFields(key, BUYER, r));
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, OPERATOR);
        _refuse("hangzhou", key, r, by, wrong);
        by = consent("operator", licenseFields(held, key, BUYER)); // a licence was signed, not a reservation
        bytes32 hashed = digestOf(reserveFields(key, BUYER, r), by);
        _refuse("hangzhou", key, r, by, abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
    }

    function test_anotherRegisterThanSigned_fail() public {
        (GrantKey memory key, IGrantReserves.Reservation memory r) = (soldKey(), reservation());
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        r.salt = digest("another deployment");
        bytes32 computed = grants.foreignTermsDigest(
            IGrantReserves.ForeignHome(r.chainId, r.register, r.salt), OPERATOR, digest("agreement")
        );
        bytes memory differs =
            abi.encodeWithSelector(IGrantReserves.TermsDigestDiffers.selector, key.termsDigest, computed);
        _refuse("hangzhou", key, r, by, differs);
        key.termsDigest = computed;
        bytes32 hashed = digestOf(reserveFields(key, BUYER, r), by);
        _refuse("hangzhou", key, r, by, abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
    }

    function test_times_fail() public {
        GrantKey memory key = soldKey();
        uint40 time = uint40(block.timestamp);
        _refuseUntil(key, time, time + 30 days);
        _refuseUntil(key, time + 30 days + 1, time + 30 days);
        uint40 ends = time + 1 days;
        key.packed = PackedWord.unwrap(PackedWord.wrap(key.packed).withUntil(ends));
        _refuseUntil(key, ends + 1, ends);
        _refuseUntil(key, 0, ends);
    }

    function test_noRegisterAbroad_fail() public {
        GrantKey memory key = soldKey();
        IGrantReserves.Reservation memory r = reservation();
        r.chainId = 0;
        _refuseHome(key, r);
        r = reservation();
        r.register = address(0);
        _refuseHome(key, r);
        r.register = address(register);
        r.salt = SALT;
        _refuseHome(key, r);
        r = reservation();
        r.agreementDigest = 0;
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        bytes memory zero = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("agreementDigest"));
        _refuse("hangzhou", key, r, by, zero);
    }

    function test_asALicenceWouldBe_fail() public {
        GrantKey memory key = soldKey();
        PackedWord packed = PackedWord.wrap(key.packed);
        IGrantReserves.Reservation memory r = reservation();
        key.packed = PackedWord.unwrap(packed.withRights(1));
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        bytes memory wider = abi.encodeWithSelector(IGrants.RightsExceeded.selector, 1, 6, packed.action());
        _refuse("hangzhou", key, r, by, wider);
        key = soldKey();
        freeze(held, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 9);
        by = consent("operator", reserveFields(key, BUYER, r));
        _refuse("hangzhou", key, r, by, _notFree(held, Verb.LICENSE, Reason.DISPOSE_FROZEN));
    }

    function test_forWhomIsNoParty_fail() public {
        (GrantKey memory key, IGrantReserves.Reservation memory r) = (soldKey(), reservation());
        Consent memory by = consent("operator", reserveFields(key, 99999, r));
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, uint32(99999), 0));
        vm.prank(addr("hangzhou"));
        grants.reserve(held, key, 99999, r, by);
    }

    function test_twice_fail() public {
        GrantKey memory key = soldKey();
        bytes32 id = reserve(key, reservation());
        IGrantReserves.Reservation memory r = reservation();
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        _refuse("hangzhou", key, r, by, abi.encodeWithSelector(IGrants.GrantExists.selector, id));
    }

    // ---- the voucher came

    function test_theProvenVoucherActivates() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        GrantWord before = grant(Ids.grantId(key));
        vm.warp(block.timestamp + 1 hours);
        activate(key, t); // anyone may relay
        GrantWord w = grant(Ids.grantId(key));
        GrantWord expected = before.withState(GrantState.ACTIVE).withCertUntil(0);
        assertEq(GrantWord.unwrap(w), GrantWord.unwrap(expected), "state and time kept, nothing else");
        assertEq(valid(extend(held, key)), Reason.NONE, "valid");
        vm.expectRevert(abi.encodeWithSelector(IGrants.WrongGrantState.selector, Ids.grantId(key), GrantState.ACTIVE));
        activate(key, t);
    }

    function test_statusesThatActivate() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        for (uint8 decision = 0; decision <= Recognised.WITHDRAWN; ++decision) {
            uint256 before = vm.snapshotState();
            prove(t, decision);
            bool good = decision >= Recognised.PROVEN && decision <= Recognised.CONDITIONAL;
            if (!good) {
                bytes32 fact = factOf(t);
                vm.expectRevert(abi.encodeWithSelector(IActivations.VoucherNotProven.selector, fact, decision));
            }
            activate(key, t);
            vm.revertToState(before);
        }
        vm.warp(block.timestamp + 1 days);
        bytes memory stale = abi.encodeWithSelector(IActivations.VoucherNotProven.selector, factOf(t), Recognised.STALE);
        vm.expectRevert(stale);
        activate(key, t);
    }

    function test_aFrozenPeer_fail() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        bytes32 peer = Ids.peerId(abroad.origin());
        for (uint8 state = 0; state < 4; ++state) {
            if (state == 1) continue;
            plant(17, peer, bytes32(uint256(state) << 248));
            vm.expectRevert(abi.encodeWithSignature("PeerNotUsable(bytes32,uint8)", peer, state));
            activate(key, t);
        }
    }

    function test_otherTerms_fail() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        t.homeChainId = 7;
        _refuseTerms(key, t, "homeChainId", bytes32(uint256(7)), bytes32(block.chainid));
        t = terms(key);
        t.homeRegister = address(abroad);
        _refuseTerms(key, t, "homeRegister", _padded(address(abroad)), _padded(address(register)));
        t = terms(key);
        t.licenceGrantId = idOf(held);
        _refuseTerms(key, t, "licenceGrantId", idOf(held), Ids.grantId(key));
        t = terms(key);
        t.sellerGrantId = idOf(title);
        _refuseTerms(key, t, "sellerGrantId", idOf(title), idOf(held));
        t = terms(key);
        t.homeBuyer = OUTSIDER;
        _refuseTerms(key, t, "homeBuyer", bytes32(uint256(OUTSIDER)), bytes32(uint256(BUYER)));
    }

    function test_anotherSellerOrAgreementOrRegister_fail() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        t.homeSeller = OUTSIDER;
        _refuseDigest(key, t, homeAbroad());
        t = terms(key);
        t.agreementDigest = digest("another agreement");
        _refuseDigest(key, t, homeAbroad());
        IGrantReserves.ForeignHome memory other = homeAbroad();
        other.chainId = 5;
        _refuseDigest(key, terms(key), other);
    }

    function test_changedTermsAreAnotherVoucher_fail() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        t.moneyHash = digest("less money");
        bytes memory unknown =
            abi.encodeWithSelector(IActivations.VoucherNotProven.selector, factOf(t), Recognised.UNKNOWN);
        vm.expectRevert(unknown);
        activate(key, t);
    }

    function test_whatIsNotReserved_fail() public {
        GrantKey memory key = soldKey();
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantUnknown.selector, Ids.grantId(key)));
        activate(key, terms(key));
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantUnknown.selector, Ids.grantId(key)));
        holdings.lapse(Ids.grantId(key));
        key.parent = idOf(title);
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathBroken.selector, 2, idOf(title), idOf(held)));
        activate(key, terms(key));
        vm.expectRevert(abi.encodeWithSelector(IGrants.WrongGrantState.selector, idOf(held), GrantState.ACTIVE));
        holdings.lapse(idOf(held));
    }

    // ---- it did not

    function test_itLapsesFromItsTimeOn() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        bytes32 id = Ids.grantId(key);
        uint40 until = grant(id).certUntil();
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IActivations.ReservationEnds.selector, id, until, until - 1));
        holdings.lapse(id);
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IActivations.ReservationEnds.selector, id, until, until));
        activate(key, t);
        vm.prank(addr("stranger"));
        holdings.lapse(id);
        assertEq(grant(id).state(), GrantState.LAPSED, "lapsed");
        vm.expectRevert(abi.encodeWithSelector(IGrants.WrongGrantState.selector, id, GrantState.LAPSED));
        holdings.lapse(id);
    }

    function _padded(address a) private pure returns (bytes32) {
        return bytes32(uint256(uint160(a)));
    }

    function _refuse(
        string memory by,
        GrantKey memory key,
        IGrantReserves.Reservation memory r,
        Consent memory own,
        bytes memory reason
    ) private {
        vm.prank(addr(by));
        vm.expectRevert(reason);
        grants.reserve(held, key, BUYER, r, own);
    }

    function _refuseUntil(GrantKey memory key, uint40 until, uint40 latest) private {
        IGrantReserves.Reservation memory r = reservation();
        r.until = until;
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        bytes memory reason =
            abi.encodeWithSelector(IGrantReserves.ReservationTermRefused.selector, until, block.timestamp, latest);
        _refuse("hangzhou", key, r, by, reason);
    }

    function _refuseHome(GrantKey memory key, IGrantReserves.Reservation memory r) private {
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        bytes memory reason = abi.encodeWithSelector(IGrantReserves.ForeignHomeRefused.selector, r.chainId, r.register);
        _refuse("hangzhou", key, r, by, reason);
    }

    function _refuseTerms(GrantKey memory key, IVouchers.Terms memory t, bytes32 field, bytes32 named, bytes32 expected)
        private
    {
        vm.expectRevert(abi.encodeWithSelector(IActivations.ForeignTermsDiffer.selector, field, named, expected));
        activate(key, t);
    }

    function _refuseDigest(GrantKey memory key, IVouchers.Terms memory t, IGrantReserves.ForeignHome memory home)
        private
    {
        bytes32 computed = grants.foreignTermsDigest(home, t.homeSeller, t.agreementDigest);
        vm.expectRevert(abi.encodeWithSelector(IGrantReserves.TermsDigestDiffers.selector, key.termsDigest, computed));
        holdings.activate(held, key, t, home);
    }
}
