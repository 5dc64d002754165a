// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Answer, FreezeScope, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {StandingBase} from "../recognition/StandingBase.sol";

/// @notice Threats of domain.md section 6 against listings and vouchers, by name.
contract MarketThreatsTest is StandingBase {
    bytes32 private listed;

    function setUp() public override {
        super.setUp();
        listed = market();
    }

    function refuse(IVouchers.Terms memory t, bytes memory why) private {
        (IVouchers.Basis memory b, IVouchers.Signed memory seller, IVouchers.Signed memory buyer) =
            (basis(), signed("operator", t), signed("buyer", t));
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
    }

    /// A path that does not hash is refused, here and in a statement: it never makes a negative answer.
    function test_badPathUsedToDefameAGoodListing() public {
        GrantKey[] memory path = operated;
        path[1].termsDigest = digest("not what was granted");
        bytes32 other = Ids.grantId(path[1]);
        assertTrue(other != idOf(operated), "another grant's path");
        (, uint8 reason) = listings.good(path, HANGZHOU, digest("product"), NONCE);
        assertEq(reason, Reason.NOT_FOUND, "what was never listed is unknown, not bad");
        IStanding.Reply memory r = standing.answers(path, only(askListing()))[0];
        assertEq(r.state, Answer.UNKNOWN, "unknown");
        assertTrue(r.id != listed, "and not of the good listing");
        path[1] = operated[1];
        path[0].termsDigest = digest("not the title");
        bytes32 title_ = Ids.titleId(register.origin(), path[0]);
        bytes32 parent = operated[1].parent;
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathBroken.selector, 1, parent, title_));
        listings.good(path, HANGZHOU, digest("product"), NONCE);
        vm.expectRevert(abi.encodeWithSelector(IStanding.PathBroken.selector, 0, parent, title_));
        standing.state(0, digest("challenge"), path, only(askListing()));
        assertEq(answer(askListing()).state, Answer.GOOD, "the listing stays good");
    }

    /// Between the agreement and the issue a right may end or be seized: nothing is sold then.
    function test_expiredRightSoldOn() public {
        IVouchers.Terms memory t = trade();
        t.deadline = type(uint32).max;
        bytes32 word = GrantWord.unwrap(grant(idOf(operated)));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(GrantWord.wrap(word).withUntil(uint40(block.timestamp))));
        refuse(t, _notFree(operated, Verb.LICENSE, Reason.EXPIRED));
        plant(Kind.GRANT, idOf(operated), word);
        bytes32 titleWord = GrantWord.unwrap(grant(idOf(title)));
        bytes32 lapsed = GrantWord.unwrap(GrantWord.wrap(titleWord).withCertUntil(uint40(block.timestamp)));
        plant(Kind.GRANT, idOf(title), lapsed);
        refuse(t, _notFree(operated, Verb.LICENSE, Reason.CERTIFICATE_LAPSED));
        plant(Kind.GRANT, idOf(title), titleWord);
        freeze(title, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 1 days);
        refuse(t, _notFree(operated, Verb.LICENSE, Reason.EXERCISE_FROZEN));
        vm.warp(product().until);
        refuse(t, abi.encodeWithSelector(IVouchers.ListingNotGood.selector, listed, Reason.LISTING_EXPIRED));
    }

    /// What stands in the register of a kind says nothing about another kind.
    function test_idsOfOneKindUsedAsAnother() public {
        bytes32 voucherId = issue(trade(), basis());
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, listed));
        vouchers.suspend(listed, digest("why"));
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, voucherId));
        listings.change(voucherId, ListingState.SUSPENDED, 1);
        vm.stopPrank();
        IListings.Ref memory r = ref();
        r.grantId = listed;
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantUnknown.selector, listed));
        vm.prank(addr("operator"));
        listings.delist(r, 1);
    }

    /// One licence, one payment: neither other terms nor another exchange sell the same licence again.
    function test_oneLicenceSoldTwice() public {
        issue(trade(), basis());
        vm.warp(block.timestamp + 1);
        IVouchers.Terms memory again = trade();
        refuse(again, abi.encodeWithSelector(IGrants.GrantExists.selector, again.licenceGrantId));
    }

    /// A paid licence outlives the revocation of the licensor's listing, and of the voucher.
    function test_paidLicenceDestroyedByTheSeller() public {
        issue(trade(), basis());
        vm.prank(addr("operator"));
        listings.delist(ref(), 1);
        assertEq(valid(extend(operated, licenceKey())), Reason.NONE, "valid");
    }

    /// The buyer cannot be given less, or asked for more, than the key that both signed.
    function test_licenceSwappedUnderTheSignedTerms() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Basis memory b = basis();
        b.licence.packed = PackedWord.unwrap(scope(Right.USE, Mode.LICENSE).withNonce(1).withUntil(START + 30 days));
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        bytes4 differs = IVouchers.GrantDiffers.selector;
        vm.expectRevert(abi.encodeWithSelector(differs, t.licenceGrantId, Ids.grantId(b.licence)));
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
    }
}
