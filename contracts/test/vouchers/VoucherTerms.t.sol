// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {VouchersBase} from "./VouchersBase.sol";

contract VoucherTermsTest is VouchersBase {
    // ---- terms

    function test_termsOfAnotherHome_fail() public {
        IVouchers.Terms memory t = trade();
        t.homeChainId += 1;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.WrongHome.selector, t.homeChainId, t.homeRegister));
        t = trade();
        t.homeRegister = addr("elsewhere");
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.WrongHome.selector, t.homeChainId, t.homeRegister));
    }

    function test_termsPastTheirDeadline_fail() public {
        IVouchers.Terms memory t = trade();
        vm.warp(t.deadline + 1);
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.TermsExpired.selector, t.deadline, t.deadline + 1));
    }

    function test_termsAgreedInTheFuture_fail() public {
        IVouchers.Terms memory t = trade();
        t.agreedAt += 1;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.AgreedInFuture.selector, t.agreedAt, block.timestamp));
    }

    function test_sequenceUnknown_fail() public {
        IVouchers.Terms memory t = trade();
        t.sequence = 0;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.SequenceRefused.selector, 0));
        t.sequence = 4;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.SequenceRefused.selector, 4));
    }

    function test_homePartiesThatDiffer_fail() public {
        IVouchers.Terms memory t = trade();
        t.homeSeller = PROVIDER;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.HomePartiesDiffer.selector, PROVIDER, BUYER));
        t = trade();
        t.homeBuyer = PROVIDER;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.HomePartiesDiffer.selector, OPERATOR, PROVIDER));
    }

    function test_sellingToOneself_fail() public {
        IVouchers.Terms memory t = trade();
        (t.buyer, t.homeBuyer) = (OPERATOR, OPERATOR);
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.BuyerRefused.selector, OPERATOR));
    }

    function test_missingEvidence_fail() public {
        IVouchers.Terms memory t = trade();
        t.moneyHash = 0;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.EvidenceMissing.selector, bytes32("moneyHash")));
        t = trade();
        t.agreementDigest = 0;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.EvidenceMissing.selector, bytes32("agreementDigest")));
        t = trade();
        t.complianceDigest = 0;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.EvidenceMissing.selector, bytes32("complianceDigest")));
        t = trade();
        t.deliveryDigest = 0;
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.EvidenceMissing.selector, bytes32("deliveryDigest")));
    }

    // ---- what is sold

    function test_sellerWhoDoesNotHold_fail() public {
        GrantWord word = grant(idOf(operated));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withHolder(PROVIDER)));
        bytes32 id = idOf(operated);
        refuse(trade(), basis(), _notHolder(id, PROVIDER, OPERATOR));
    }

    function test_otherGrantLicenceOrListing_fail() public {
        IVouchers.Terms memory t = trade();
        t.sellerGrantId = idOf(title);
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.GrantDiffers.selector, idOf(title), idOf(operated)));
        t = trade();
        t.licenceGrantId = digest("other");
        bytes32 licence = Ids.grantId(licenceKey());
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.GrantDiffers.selector, digest("other"), licence));
        t = trade();
        t.listingId = digest("other");
        bytes32 listed = Ids.listingId(idOf(operated), HANGZHOU, digest("product"), NONCE);
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.ListingDiffers.selector, digest("other"), listed));
        t = trade();
        IVouchers.Basis memory b = basis();
        b.licence.parent = idOf(title);
        t.licenceGrantId = Ids.grantId(b.licence);
        refuse(t, b, abi.encodeWithSelector(IVouchers.GrantDiffers.selector, idOf(operated), idOf(title)));
    }

    function test_licenceWiderThanTheSellersGrant_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Basis memory b = basis();
        uint40 granted = grant(idOf(operated)).until();
        PackedWord wide = scope(Right.USE, Mode.LICENSE).withUntil(granted + 1);
        b.licence.packed = PackedWord.unwrap(wide);
        t.licenceGrantId = Ids.grantId(b.licence);
        refuse(
            t, b, abi.encodeWithSelector(IGrants.TermExceeded.selector, wide.notBefore(), granted + 1, START, granted)
        );
    }

    function test_listingNotGood_fail() public {
        IVouchers.Terms memory t = trade();
        vm.prank(addr("hangzhou"));
        listings.change(t.listingId, 2, 1);
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.ListingNotGood.selector, t.listingId, Reason.NOT_LISTED));
    }

    function test_productNeverListed_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Basis memory b = basis();
        b.nonce = 8;
        t.listingId = Ids.listingId(idOf(operated), HANGZHOU, digest("product"), 8);
        refuse(t, b, abi.encodeWithSelector(IVouchers.ListingNotGood.selector, t.listingId, Reason.NOT_FOUND));
    }

    function test_aLicenceWithoutTerms_fail() public {
        IVouchers.Basis memory b = basis();
        b.licence.termsDigest = 0;
        IVouchers.Terms memory t = trade();
        t.licenceGrantId = Ids.grantId(b.licence);
        refuse(t, b, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("termsDigest")));
    }

    function test_rightNotFreeAtIssue_fail() public {
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 1 days);
        refuse(trade(), basis(), _notFree(operated, Verb.LICENSE, Reason.DISPOSE_FROZEN));
    }

    /// @dev Every condition of I10 is taken away, one at a time, and no voucher comes of it: agreed, compliant, delivered, paid,
    /// listed and reviewed, OPERATE live at the agreement and held by the seller.
    function test_I10_voucherImpliesAgreedDeliveredSettledAndOperate_fail() public {
        IVouchers.Terms memory t = trade();
        GrantWord word = grant(idOf(operated));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withRights(Right.USE)));
        bytes memory why = abi.encodeWithSelector(IVouchers.OperateEnded.selector, idOf(operated), Right.USE);
        refuse(t, basis(), why);
        uint40 later = t.agreedAt + 1;
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withSince(later)));
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.AgreedTooEarly.selector, t.agreedAt, later));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word));
        bytes32 listed = ListingWord.unwrap(listing(t.listingId));
        plant(Kind.LISTING, t.listingId, ListingWord.unwrap(listing(t.listingId).withSince(later)));
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.AgreedTooEarly.selector, t.agreedAt, later));
        plant(Kind.LISTING, t.listingId, ListingWord.unwrap(ListingWord.wrap(listed).withFlags(0)));
        bytes4 bad = IVouchers.ListingNotGood.selector;
        refuse(t, basis(), abi.encodeWithSelector(bad, t.listingId, Reason.NO_SCENARIO));
        plant(Kind.LISTING, t.listingId, ListingWord.unwrap(ListingWord.wrap(listed).withReviewUntil(0)));
        refuse(t, basis(), abi.encodeWithSelector(bad, t.listingId, Reason.NOT_REVIEWED));
        plant(Kind.LISTING, t.listingId, listed);
        issue(t, basis());
    }
}
