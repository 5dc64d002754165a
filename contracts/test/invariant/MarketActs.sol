// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {ListingFlag, Mode, ReviewKind, Right, Sequence, Verb, Verdict} from "../../src/types/Codes.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {CaseActs} from "./CaseActs.sol";

/// @notice Exchanges, reviewers, sellers and buyers.
abstract contract MarketActs is CaseActs {
    struct Offered {
        bytes32 id;
        uint256 of_;
        IListings.Product product;
        uint8 state;
        bool scenario;
        uint40 passedUntil;
    }

    struct Sold {
        bytes32 id;
        IVouchers.Terms terms;
        uint256 licence;
        uint8 state;
        uint32 orderedBy;
        uint40 issuedAt;
    }

    uint256 private constant MOST_OFFERED = 6;
    bytes32 private constant LIST = keccak256(
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    Offered[] internal offered;
    Sold[] internal sold;
    uint32 internal purposes;

    function list(uint256 seed) external acts {
        (uint256 i, IListings.Product memory p) = _product(seed);
        GrantKey[] memory path = _pathTo(i);
        vm.prank(_keyOf(i));
        _wasListed(i, p, listings.list(path, p));
    }

    function listBySignature(uint256 seed) external acts {
        (uint256 i, IListings.Product memory p) = _product(seed);
        GrantKey[] memory path = _pathTo(i);
        Consent memory own = consent(_signerOf(i), bytes.concat(abi.encode(LIST, known[i].id, p), _words(i)));
        _wasListed(i, p, listings.listBySignature(path, p, own));
    }

    function newVersion(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        bytes32 content = keccak256(abi.encode(++nonces));
        IListings.Ref memory ref =
            IListings.Ref(known[o.of_].id, o.product.exchange, o.product.productDigest, o.product.nonce);
        vm.prank(_keyOf(o.of_));
        listings.newVersion(ref, content);
        (o.product.contentDigest, o.passedUntil) = (content, 0);
        if (o.state == ListingState.DELISTED) _breach("a new version of what is delisted");
    }

    function changeListing(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        uint8 next = uint8(1 + _pick(seed, "next", _pick(seed, "end", 6) == 0 ? 3 : 2));
        vm.prank(addr(_exchangeOf(o)));
        listings.change(o.id, next, 1);
        if (o.state == ListingState.DELISTED) _breach("what is delisted came back");
        o.state = next;
    }

    function delist(uint256 seed) external acts {
        _seldom(seed, 3);
        Offered storage o = _offered(seed);
        IListings.Ref memory ref =
            IListings.Ref(known[o.of_].id, o.product.exchange, o.product.productDigest, o.product.nonce);
        vm.prank(_keyOf(o.of_));
        listings.delist(ref, 1);
        o.state = ListingState.DELISTED;
    }

    function review(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        bool failed = _pick(seed, "failed", 8) == 0;
        uint40 until = failed ? 0 : uint40(block.timestamp) + uint40(1 + _pick(seed, "until", 100 days));
        IListings.Product memory p = o.product;
        vm.prank(addr(string.concat(_exchangeOf(o), "-reviewer")));
        listings.review(
            known[o.of_].id, p, failed ? Verdict.FAILED : Verdict.PASSED, until, digest("report"), new uint32[](0)
        );
        if (failed) o.state = ListingState.SUSPENDED;
        o.passedUntil = until;
    }

    function reviewScenario(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        IListings.Product memory p = o.product;
        vm.prank(addr(_exchangeOf(o)));
        listings.reviewScenario(known[o.of_].id, p, Verdict.PASSED, p.until, digest("scenario"));
        o.scenario = true;
    }

    function rateQuality(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        IListings.Product memory p = o.product;
        uint40 until = uint40(block.timestamp) + 30 days;
        vm.prank(addr(string.concat(_exchangeOf(o), "-reviewer")));
        listings.rateQuality(known[o.of_].id, p, uint8(1 + _pick(seed, "grade", 5)), until, digest("quality"));
    }

    function withdrawReview(uint256 seed) external acts {
        _seldom(seed, 3);
        Offered storage o = _offered(seed);
        bool scenario = _pick(seed, "kind", 2) == 0;
        uint8 kind = scenario ? ReviewKind.SCENARIO : ReviewKind.COMPLIANCE;
        vm.prank(addr(_exchangeOf(o)));
        listings.withdrawReview(o.id, kind, o.product.exchange, digest("mistake"), new uint32[](0));
        if (scenario) o.scenario = false;
        else o.passedUntil = 0;
    }

    function issue(uint256 seed) external acts {
        Offered storage o = _offered(seed);
        for (uint256 n = 0; n < offered.length && !_isGood(o) && _pick(seed, "easy", 5) != 0; ++n) {
            o = offered[n];
        }
        if (known.length >= MOST_GRANTS) revert Nothing();
        (IVouchers.Terms memory t, IVouchers.Basis memory b) = _trade(seed, o);
        (string memory by, uint256 i) = (_exchangeOf(o), o.of_);
        IVouchers.Signed memory seller = signed(nameOf[t.seller], t);
        IVouchers.Signed memory buyer = signed(nameOf[t.buyer], t);
        vm.prank(addr(by));
        bytes32 id = vouchers.issue(t, b, seller, buyer);
        if (!_isGood(o)) _breach("I10: sold what was not listed, reviewed and live");
        if (PackedWord.wrap(known[i].key.packed).rights() & Right.OPERATE == 0) _breach("I10: sold without OPERATE");
        _licensed(i, b.licence, t.buyer);
        sold.push(Sold(id, t, known.length - 1, VoucherState.ISSUED, 0, uint40(block.timestamp)));
    }

    function supersede(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.ISSUED);
        if (block.timestamp <= s.issuedAt) vm.warp(block.timestamp + 1 hours);
        IVouchers.Terms memory old = s.terms;
        IVouchers.Terms memory next = s.terms;
        (next.deliveryDigest, next.agreedAt) = (keccak256(abi.encode(++nonces)), uint40(block.timestamp));
        next.deadline = uint40(block.timestamp) + 1 days;
        IVouchers.Signed memory seller = signed(nameOf[next.seller], next);
        IVouchers.Signed memory buyer = signed(nameOf[next.buyer], next);
        vm.prank(addr(nameOf[uint32(next.exchange)]));
        bytes32 id = vouchers.supersede(old, next, seller, buyer);
        uint256 licence = s.licence;
        s.state = VoucherState.SUPERSEDED;
        sold.push(Sold(id, next, licence, VoucherState.ISSUED, 0, uint40(block.timestamp)));
    }

    function suspendVoucher(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.ISSUED);
        bool court = _pick(seed, "court", 2) == 0;
        vm.prank(addr(court ? "court" : nameOf[s.terms.exchange]));
        vouchers.suspend(s.id, digest("dispute"));
        (s.state, s.orderedBy) = (VoucherState.SUSPENDED, court ? COURT : 0);
    }

    function resumeVoucher(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.SUSPENDED);
        bool court = _pick(seed, "court", 2) == 0;
        vm.prank(addr(court ? "court" : nameOf[s.terms.exchange]));
        vouchers.resume(s.id, digest("settled"));
        if (!court && s.orderedBy != 0) _breach("an exchange resumed what a court suspended");
        (s.state, s.orderedBy) = (VoucherState.ISSUED, 0);
    }

    function revokeVoucher(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.ISSUED);
        vm.prank(addr("court"));
        vouchers.revoke(s.id, digest("fraud"));
        s.state = VoucherState.REVOKED;
    }

    /// @dev Every purpose once; now and then the same again, which must not pass.
    function redeem(uint256 seed) external acts {
        Sold storage s = _sold(seed, VoucherState.ISSUED);
        IVouchers.Terms memory t = s.terms;
        uint32 purpose = ++purposes;
        vm.prank(addr(nameOf[_acting(t.buyer)]));
        vouchers.redeem(t, purpose, addr("bank"));
        vm.prank(addr(nameOf[_acting(t.buyer)]));
        try vouchers.redeem(t, purpose, addr("bank")) {
            _breach("a voucher was redeemed twice for one purpose");
        } catch {}
    }

    // ---- what they share

    function _product(uint256 seed) private returns (uint256 i, IListings.Product memory p) {
        if (offered.length >= MOST_OFFERED) revert Nothing();
        i = _alive(seed);
        for (uint256 n = 0; n < 8 && PackedWord.wrap(known[i].key.packed).rights() & Right.OPERATE == 0; ++n) {
            i = _alive(uint256(keccak256(abi.encode(seed, n))));
        }
        uint16 exchange = _pick(seed, "market", 3) == 0 ? HARBIN : HANGZHOU;
        uint40 until = known[i].until;
        if (until > block.timestamp + 300 days) until = uint40(block.timestamp) + 300 days;
        uint8 flags = _pick(seed, "sandbox", 3) == 0 ? ListingFlag.SANDBOX : 0;
        p = IListings.Product(exchange, digest("product"), uint64(++nonces), until, flags, 1, digest("content"));
    }

    function _wasListed(uint256 i, IListings.Product memory p, bytes32 id) private {
        _disposed(i, Verb.LICENSE);
        bytes32 expected = Ids.listingId(known[i].id, p.exchange, p.productDigest, p.nonce);
        if (id != expected) _breach("a listing's id is another");
        offered.push(Offered(id, i, p, ListingState.LISTED, false, 0));
    }

    function _offered(uint256 seed) internal view returns (Offered storage) {
        return offered[_pick(seed, "offered", offered.length)];
    }

    function _exchangeOf(Offered storage o) internal view returns (string memory) {
        return nameOf[uint32(o.product.exchange)];
    }

    function _isGood(Offered storage o) internal view returns (bool) {
        bool listed = o.state == ListingState.LISTED && block.timestamp < o.product.until && o.scenario;
        bool free_ = _stands(o.of_) && !_bound(o.of_) && !_suspect(o.of_) && !_encumbered(o.of_, Verb.LICENSE);
        return listed && block.timestamp < o.passedUntil && free_ && block.timestamp < _titleOf(o.of_).certUntil;
    }

    function _sold(uint256 seed, uint8 state) internal view returns (Sold storage) {
        uint256 start = _pick(seed, "sold", sold.length);
        for (uint256 n = 0; n < sold.length; ++n) {
            if (sold[(start + n) % sold.length].state == state) return sold[(start + n) % sold.length];
        }
        revert Nothing();
    }

    function _trade(uint256 seed, Offered storage o)
        private
        returns (IVouchers.Terms memory t, IVouchers.Basis memory b)
    {
        uint256 i = o.of_;
        PackedWord packed = _within(seed, PackedWord.wrap(known[i].key.packed)).withMode(Mode.LICENSE).withBasis(0);
        packed = packed.withRights(Right.USE).withNonce(uint64(++nonces));
        GrantKey memory licence = GrantKey(known[i].id, PackedWord.unwrap(packed), digest("licence terms"));
        b = IVouchers.Basis(_pathTo(i), licence, o.product.productDigest, o.product.nonce);
        (t.homeChainId, t.homeRegister, t.listingId) = (block.chainid, address(register), o.id);
        (t.sellerGrantId, t.licenceGrantId) = (known[i].id, _grantId(licence));
        (t.seller, t.buyer) = (_acting(known[i].holder), _someone(seed, "buyer"));
        (t.homeSeller, t.homeBuyer, t.exchange) = (t.seller, t.buyer, o.product.exchange);
        (t.moneyHash, t.agreementDigest) = (digest("money"), digest("agreement"));
        (t.complianceDigest, t.deliveryDigest) = (digest("compliance"), digest("delivery"));
        t.sequence = uint8(Sequence.PAY_FIRST + _pick(seed, "sequence", 3));
        (t.agreedAt, t.deadline) = (uint40(block.timestamp), uint40(block.timestamp) + 1 days);
    }
}
