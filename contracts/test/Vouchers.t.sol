// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../src/interfaces/IGrants.sol";
import {IModule} from "../src/interfaces/IModule.sol";
import {IVouchers} from "../src/interfaces/IVouchers.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {FreezeScope, Mode, Reason, Right, Role, Sequence} from "../src/types/Codes.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {PartyState, PartyWord} from "../src/types/PartyWord.sol";
import {Leg, Money} from "../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../src/types/VoucherWord.sol";
import {MarketBase} from "./MarketBase.sol";
import {Vm} from "./Vm.sol";

contract VouchersTest is MarketBase {
    function setUp() public override {
        super.setUp();
        market();
    }

    function voucher(bytes32 id) private view returns (VoucherWord) {
        return VoucherWord.wrap(register.read(Kind.VOUCHER, id));
    }

    // ---- issuing

    function test_voucherAndLicenceInOneTransaction() public {
        IVouchers.Terms memory t = trade();
        bytes32 id = issue(t, basis());
        assertEq(voucher(id).state(), VoucherState.ISSUED, "state");
        assertEq(voucher(id).exchange(), HANGZHOU, "exchange");
        assertEq(voucher(id).issuedAt(), block.timestamp, "issuedAt");
        GrantWord licence = grant(t.licenceGrantId);
        assertEq(licence.holder(), BUYER, "the buyer holds the licence");
        assertEq(licence.rights(), Right.USE, "USE");
        assertEq(licence.until(), START + 365 days, "until");
    }

    function test_eventsExplainTheWords() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        IVouchers.Basis memory b = basis();
        vm.recordLogs();
        vm.prank(addr("hangzhou"));
        bytes32 id = vouchers.issue(t, b, seller, buyer);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 4, "logs");
        assertEq(logs[0].topics[0], IGrants.Licensed.selector, "licensed");
        assertEq(logs[2].topics[0], IVouchers.VoucherIssued.selector, "issued");
        (, bytes32 leaf) = abi.decode(logs[3].data, (bytes32, bytes32));
        bytes32 expected =
            keccak256(abi.encode(IVouchers.VoucherIssued.selector, id, t.listingId, HANGZHOU, t, addr("hangzhou")));
        assertEq(leaf, expected, "leaf");
    }

    function test_allThreeSequences() public {
        for (uint8 s = Sequence.PAY_FIRST; s <= Sequence.ESCROW; ++s) {
            IVouchers.Terms memory t = trade();
            IVouchers.Basis memory b = basis();
            b.licence.packed = PackedWord.unwrap(PackedWord.wrap(b.licence.packed).withNonce(s));
            (t.sequence, t.licenceGrantId) = (s, Ids.grantId(b.licence));
            issue(t, b);
        }
    }

    /// The digest by the book: EIP-712 over the whole terms, Money nested.
    function test_voucherIdIsTheDigestOfTheTerms() public view {
        IVouchers.Terms memory t = trade();
        Money memory m = money();
        string memory moneyType = "Money(uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt)";
        string memory head =
            "TradeTerms(uint256 homeChainId,address homeRegister,bytes32 listingId,bytes32 sellerGrantId,bytes32 licenceGrantId,uint32 seller,uint32 buyer,uint32 exchange,uint32 homeSeller,uint32 homeBuyer,Money money,bytes32 agreementDigest,bytes32 complianceDigest,bytes32 deliveryDigest,uint8 sequence,uint40 agreedAt,uint40 deadline)";
        bytes32 moneyHash =
            keccak256(abi.encode(keccak256(bytes(moneyType)), m.amountFen, m.splitDigest, m.settlementDigest, m.salt));
        assertEq(vouchers.moneyHashOf(m), moneyHash, "money");
        bytes memory one = abi.encode(
            keccak256(bytes(string.concat(head, moneyType))),
            t.homeChainId,
            t.homeRegister,
            t.listingId,
            t.sellerGrantId,
            t.licenceGrantId,
            t.seller,
            t.buyer
        );
        bytes memory two = abi.encode(t.exchange, t.homeSeller, t.homeBuyer, moneyHash, t.agreementDigest);
        bytes memory three = abi.encode(t.complianceDigest, t.deliveryDigest, t.sequence, t.agreedAt, t.deadline);
        bytes32 structHash = keccak256(bytes.concat(one, two, three));
        bytes32 id = keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
        assertEq(vouchers.voucherIdOf(t), id, "digest");
    }

    function refuse(IVouchers.Terms memory t, IVouchers.Basis memory b, bytes memory why) private {
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
    }

    // ---- who

    function test_issueByAnotherExchange_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        IVouchers.Basis memory b = basis();
        vm.expectRevert(abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        vouchers.issue(t, b, seller, buyer);
    }

    function test_issueWithoutTheRole_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        IVouchers.Basis memory b = basis();
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-relayer"), Role.RELAYER, Role.EXCHANGE)
        );
        vm.prank(addr("hangzhou-relayer"));
        vouchers.issue(t, b, seller, buyer);
    }

    // ---- signatures

    function test_missingSwappedOrForeignSignature_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Basis memory b = basis();
        bytes32 id = vouchers.voucherIdOf(t);
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("buyer"), id));
        vouchers.issue(t, b, seller, IVouchers.Signed(addr("buyer"), ""));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, OPERATOR));
        vouchers.issue(t, b, buyer, seller);
        IVouchers.Signed memory outsider = signed("outsider", t);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, BUYER));
        vouchers.issue(t, b, seller, outsider);
        outsider.signer = addr("buyer");
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("buyer"), id));
        vouchers.issue(t, b, seller, outsider);
        IVouchers.Signed memory stranger = signed("stranger", t);
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger")));
        vouchers.issue(t, b, seller, stranger);
        vm.stopPrank();
    }

    function test_oneFenMoreThanSigned_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        Money memory m = money();
        m.amountFen += 1;
        t.moneyHash = vouchers.moneyHashOf(m);
        bytes32 id = vouchers.voucherIdOf(t);
        IVouchers.Basis memory b = basis();
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), id));
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
    }

    function test_replayed_fail() public {
        IVouchers.Terms memory t = trade();
        bytes32 id = issue(t, basis());
        refuse(t, basis(), abi.encodeWithSelector(IVouchers.VoucherExists.selector, id));
    }

    function test_endedKey_fail() public {
        IVouchers.Terms memory t = trade();
        staff("buyer", "buyer-two", Role.SIGN);
        vm.prank(addr("buyer"));
        parties.endKey(addr("buyer"));
        (,,, uint40 from, uint40 until) = parties.keyOf(addr("buyer"));
        refuse(t, basis(), abi.encodeWithSelector(IModule.KeyNotLive.selector, addr("buyer"), from, until));
    }

    function test_voidedSignature_fail() public {
        IVouchers.Terms memory t = trade();
        vm.warp(block.timestamp + 60);
        vm.prank(addr("buyer"));
        parties.voidSignatures();
        refuse(
            t,
            basis(),
            abi.encodeWithSelector(IModule.SignatureVoided.selector, BUYER, t.agreedAt, uint40(block.timestamp))
        );
    }

    function test_endedParty_fail() public {
        IVouchers.Terms memory t = trade();
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(BUYER)));
        plant(Kind.PARTY, Ids.ofNumber(BUYER), PartyWord.unwrap(word.withState(PartyState.ENDED)));
        refuse(t, basis(), abi.encodeWithSelector(IModule.PartyNotActive.selector, BUYER, PartyState.ENDED));
    }

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
        refuse(trade(), basis(), abi.encodeWithSelector(IVouchers.SellerNotHolder.selector, id, PROVIDER, OPERATOR));
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

    function test_rightNotFreeAtIssue_fail() public {
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 1 days);
        IVouchers.Terms memory t = trade();
        refuse(
            t, basis(), abi.encodeWithSelector(IVouchers.ListingNotGood.selector, t.listingId, Reason.DISPOSE_FROZEN)
        );
    }

    // ---- the split, opt-in

    function legs() private pure returns (Leg[] memory split) {
        split = new Leg[](2);
        split[0] = Leg(OPERATOR, 3, 10000000);
        split[1] = Leg(331, 4, 1);
    }

    function test_splitThatSums() public view {
        Money memory m = money();
        m.splitDigest = keccak256(abi.encode(legs()));
        vouchers.checkSplit(m, legs());
    }

    function test_splitThatDoesNotSum_fail() public {
        Money memory m = money();
        m.splitDigest = keccak256(abi.encode(legs()));
        m.amountFen += 1;
        vm.expectRevert(abi.encodeWithSelector(IVouchers.SplitRefused.selector, 10000002, 10000001, m.splitDigest));
        vouchers.checkSplit(m, legs());
    }

    function test_splitOfAnotherDigest_fail() public {
        Money memory m = money();
        bytes32 digest_ = keccak256(abi.encode(legs()));
        vm.expectRevert(abi.encodeWithSelector(IVouchers.SplitRefused.selector, 10000001, 10000001, digest_));
        vouchers.checkSplit(m, legs());
    }

    function test_splitThatOverflows_fail() public {
        Leg[] memory split = legs();
        (split[0].fen, split[1].fen) = (type(uint256).max, 10000002);
        Money memory m = money();
        m.splitDigest = keccak256(abi.encode(split));
        vm.expectRevert(abi.encodeWithSelector(IVouchers.SplitRefused.selector, 10000001, 0, m.splitDigest));
        vouchers.checkSplit(m, split);
    }
}
