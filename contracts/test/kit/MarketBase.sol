// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Listings} from "../../src/modules/listings/Listings.sol";
import {Vouchers} from "../../src/modules/vouchers/Vouchers.sol";
import {Mode, PartyKind, Right, Role, Sequence, Verdict} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {Consent, GrantKey, KeyTerms, Money} from "../../src/types/Structs.sol";
import {VoucherWord} from "../../src/types/VoucherWord.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";

/// @notice A market: OPERATOR holds OPERATE under PROVIDER's title, lists a product at Hangzhou, and sells it to BUYER.
abstract contract MarketBase is GrantsBase {
    uint64 internal constant NONCE = 7;

    Listings internal listings;
    Vouchers internal vouchers;
    GrantKey[] internal operated;

    function _deployModules() internal virtual override {
        super._deployModules();
        listings = new Listings(register);
        enable(address(listings), "Listings");
        vouchers = new Vouchers(register, grants);
        enable(address(vouchers), "Vouchers");
    }

    function setUp() public virtual override {
        super.setUp();
        GrantKey[] memory path = license(title, "provider", Right.OPERATE | Right.USE, OPERATOR);
        operated.push(path[0]);
        operated.push(path[1]);
    }

    // ---- listings

    function product() internal view returns (IListings.Product memory) {
        return IListings.Product(
            HANGZHOU, digest("product"), NONCE, uint40(block.timestamp) + 300 days, 0, 1, digest("content")
        );
    }

    function list(IListings.Product memory p) internal returns (bytes32 id) {
        vm.prank(addr("operator"));
        return listings.list(operated, p);
    }

    function ref() internal view returns (IListings.Ref memory) {
        return IListings.Ref(idOf(operated), HANGZHOU, digest("product"), NONCE);
    }

    function judge(string memory by, IListings.Product memory p, uint8 verdict, uint40 until, uint32[] memory others)
        internal
    {
        bytes32 id = idOf(operated);
        bytes32 report = digest("report");
        vm.prank(addr(by));
        listings.review(id, p, verdict, until, report, others);
    }

    function pass(IListings.Product memory p, uint40 until) internal {
        judge("hangzhou-reviewer", p, Verdict.PASSED, until, new uint32[](0));
    }

    function passScenario(IListings.Product memory p, uint40 until) internal {
        bytes32 id = idOf(operated);
        bytes32 scenario = digest("scenario");
        vm.prank(addr("hangzhou"));
        listings.reviewScenario(id, p, Verdict.PASSED, until, scenario);
    }

    /// @dev Listed, its scenario passed, and its compliance reviewed for a hundred days.
    function market() internal returns (bytes32 listingId) {
        IListings.Product memory p = product();
        listingId = list(p);
        passScenario(p, p.until);
        pass(p, uint40(block.timestamp) + 100 days);
    }

    function listing(bytes32 id) internal view returns (ListingWord) {
        return ListingWord.wrap(register.read(Kind.LISTING, id));
    }

    function goodReason() internal view returns (uint8 reason) {
        (, reason) = listings.good(operated, HANGZHOU, digest("product"), NONCE);
    }

    /// @dev A law firm enrolled at Hangzhou, whose one key signs and reviews.
    function enrolReviewer(uint32 party, string memory name) internal {
        KeyTerms memory k = terms(name, Role.SIGN | Role.REVIEWER);
        Consent memory own = consent(name, enrolmentFields(party, PartyKind.LEGAL, HANGZHOU, name, k));
        vm.prank(addr("hangzhou"));
        parties.enrol(party, PartyKind.LEGAL, digest(name), k, own);
    }

    // ---- trades

    function money() internal pure returns (Money memory) {
        return Money(10000001, digest("split"), digest("settlement"), digest("money salt"));
    }

    function licenceKey() internal view returns (GrantKey memory) {
        return childKey(operated, scope(Right.USE, Mode.LICENSE).withNonce(1).withUntil(START + 365 days));
    }

    function basis() internal view returns (IVouchers.Basis memory) {
        return IVouchers.Basis(operated, licenceKey(), digest("product"), NONCE);
    }

    function trade() internal view returns (IVouchers.Terms memory) {
        return IVouchers.Terms({
            homeChainId: block.chainid,
            homeRegister: address(register),
            listingId: Ids.listingId(idOf(operated), HANGZHOU, digest("product"), NONCE),
            sellerGrantId: idOf(operated),
            licenceGrantId: Ids.grantId(licenceKey()),
            seller: OPERATOR,
            buyer: BUYER,
            exchange: HANGZHOU,
            homeSeller: OPERATOR,
            homeBuyer: BUYER,
            moneyHash: vouchers.moneyHashOf(money()),
            agreementDigest: digest("agreement"),
            complianceDigest: digest("compliance"),
            deliveryDigest: digest("delivery"),
            sequence: Sequence.PAY_FIRST,
            agreedAt: uint40(block.timestamp),
            deadline: uint40(block.timestamp) + 1 days
        });
    }

    /// @dev What a voucher and all that correct it have in common.
    function tradeOf(IVouchers.Terms memory t) internal pure returns (bytes32) {
        bytes memory what = abi.encode(t.homeChainId, t.homeRegister, t.listingId, t.sellerGrantId, t.licenceGrantId);
        return keccak256(bytes.concat(what, abi.encode(t.seller, t.buyer, t.exchange, t.homeSeller, t.homeBuyer)));
    }

    function voucher(bytes32 id) internal view returns (VoucherWord) {
        return VoucherWord.wrap(register.read(Kind.VOUCHER, id));
    }

    function signed(string memory name, IVouchers.Terms memory t) internal view returns (IVouchers.Signed memory) {
        return IVouchers.Signed(addr(name), signDigest(name, vouchers.voucherIdOf(t)));
    }

    function issue(IVouchers.Terms memory t, IVouchers.Basis memory b) internal returns (bytes32) {
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        vm.prank(addr("hangzhou"));
        return vouchers.issue(t, b, seller, buyer);
    }
}
