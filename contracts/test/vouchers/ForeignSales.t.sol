// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {AgreementState, AgreementWord} from "../../src/types/AgreementWord.sol";
import {ListingFlag, Recognised, VoucherFlag} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {RecognitionBase} from "../recognition/RecognitionBase.sol";

/// @notice A listing of another register is sold here while it is RECOGNIZED here and fresh; the licence is written at its home.
contract ForeignSalesTest is RecognitionBase {
    bytes32 private listed;

    function setUp() public override {
        super.setUp();
        listed = good().replies[0].id;
        agree();
        recognizeAll(good());
    }

    function foreign() private view returns (IVouchers.Terms memory t) {
        t = trade();
        (t.homeChainId, t.homeRegister) = (home.chainId, home.register);
        (t.listingId, t.homeSeller, t.homeBuyer) = (listed, 70003, 70099);
        t.licenceGrantId = Ids.grantId(kept());
    }

    /// @dev The licence that its home keeps for this register, seller and agreement.
    function kept() private view returns (GrantKey memory) {
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        bytes32 terms = keccak256(abi.encode(tag, register.origin(), uint32(70003), digest("agreement")));
        return GrantKey(trade().sellerGrantId, digest("packed at home"), terms);
    }

    function resting() private view returns (IVouchers.ForeignBasis memory) {
        return IVouchers.ForeignBasis(SALT, recognition.clubDigest(standingClub), kept());
    }

    function sell(IVouchers.Terms memory t, IVouchers.ForeignBasis memory b) private returns (bytes32) {
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.prank(addr("hangzhou"));
        return vouchers.issueForeign(t, b, seller, buyer);
    }

    function refuse(IVouchers.Terms memory t, IVouchers.ForeignBasis memory b, bytes memory why) private {
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        vouchers.issueForeign(t, b, seller, buyer);
    }

    function refuseStatus(uint8 status) private {
        bytes4 not = IVouchers.ListingNotRecognized.selector;
        refuse(foreign(), resting(), abi.encodeWithSelector(not, factId(0), status));
    }

    function setFact(FactWord word) private {
        plant(Kind.FACT, factId(0), FactWord.unwrap(word));
    }

    function test_recognizedListingIsSold() public {
        IVouchers.Terms memory t = foreign();
        bytes32 id = sell(t, resting());
        assertEq(voucher(id).state(), VoucherState.ISSUED, "issued");
        assertEq(voucher(id).flags(), VoucherFlag.FOREIGN, "foreign");
        assertEq(register.read(Kind.GRANT, t.licenceGrantId), 0, "no licence is written here");
        vm.prank(addr("buyer"));
        vouchers.redeem(t, 1, addr("bank"));
        vm.warp(block.timestamp + 60);
        IVouchers.Terms memory next = foreign();
        (IVouchers.Signed memory s, IVouchers.Signed memory b) = (signed("operator", next), signed("buyer", next));
        vm.prank(addr("hangzhou"));
        bytes32 corrected = vouchers.supersede(t, next, s, b);
        assertEq(voucher(corrected).flags(), VoucherFlag.FOREIGN, "still foreign");
    }

    /// A licence is kept for one sale: of two buyers, one is told here.
    function test_oneLicenceToTwoBuyers_fail() public {
        bytes32 id = sell(foreign(), resting());
        vm.warp(block.timestamp + 1);
        IVouchers.Terms memory t = foreign();
        t.complianceDigest = digest("another sale");
        refuse(t, resting(), abi.encodeWithSelector(IVouchers.LicenceSoldAlready.selector, t.licenceGrantId));
        vm.prank(addr("court"));
        vouchers.revoke(id, digest("order"));
        refuse(t, resting(), abi.encodeWithSelector(IVouchers.LicenceSoldAlready.selector, t.licenceGrantId));
    }

    /// What no home could have kept for this seller, this agreement and this register is not sold.
    function test_aLicenceKeptForAnother_fail() public {
        IVouchers.Terms memory t = foreign();
        IVouchers.ForeignBasis memory b = resting();
        b.licence.packed = digest("another");
        refuse(t, b, abi.encodeWithSelector(IVouchers.GrantDiffers.selector, t.licenceGrantId, Ids.grantId(b.licence)));
        b = resting();
        b.licence.parent = digest("another parent");
        bytes4 differs = IVouchers.GrantDiffers.selector;
        refuse(t, b, abi.encodeWithSelector(differs, t.sellerGrantId, b.licence.parent));
        b = resting();
        bytes32 named = b.licence.termsDigest;
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        t.homeSeller = 70004;
        bytes32 computed = keccak256(abi.encode(tag, register.origin(), t.homeSeller, t.agreementDigest));
        refuse(t, b, abi.encodeWithSelector(IGrantReserves.TermsDigestDiffers.selector, named, computed));
        t = foreign();
        t.agreementDigest = digest("another agreement");
        computed = keccak256(abi.encode(tag, register.origin(), t.homeSeller, t.agreementDigest));
        refuse(t, b, abi.encodeWithSelector(IGrantReserves.TermsDigestDiffers.selector, named, computed));
    }

    function test_theExchangesOwnDecisionNamesNoAgreement() public {
        decide(0, Recognised.RECOGNIZED, 0);
        bytes32 id = sell(foreign(), IVouchers.ForeignBasis(SALT, 0, kept()));
        assertEq(voucher(id).state(), VoucherState.ISSUED, "issued");
    }

    function test_notRecognizedOrStale_fail() public {
        FactWord known = fact(0);
        setFact(known.withDecision(Recognised.CONDITIONAL));
        refuseStatus(Recognised.CONDITIONAL);
        setFact(known.withDecision(Recognised.PROVEN));
        refuseStatus(Recognised.PROVEN);
        setFact(known.withDecision(Recognised.DECLINED));
        refuseStatus(Recognised.DECLINED);
        setFact(known.withAnswer(3));
        refuseStatus(Recognised.SUSPENDED);
        setFact(known);
        vm.warp(known.until());
        refuseStatus(Recognised.STALE);
    }

    /// Whatever was decided on it, a product of a sandbox is not for sale elsewhere.
    function test_sandboxProduct_fail() public {
        setFact(fact(0).withFlags(ListingFlag.SANDBOX));
        refuseStatus(Recognised.CONDITIONAL);
    }

    function test_listingNeverProven_fail() public {
        IVouchers.Terms memory t = foreign();
        t.listingId = good().replies[1].id;
        bytes32 unknown = Ids.factId(peer, Kind.LISTING, t.listingId, HANGZHOU);
        bytes4 not = IVouchers.ListingNotRecognized.selector;
        refuse(t, resting(), abi.encodeWithSelector(not, unknown, Recognised.UNKNOWN));
    }

    function test_peerFrozenOrAnotherRegister_fail() public {
        PeerWord word = PeerWord.wrap(register.read(Kind.PEER, peer));
        plant(Kind.PEER, peer, PeerWord.unwrap(word.withState(PeerState.FROZEN)));
        bytes4 unusable = IRecognition.PeerNotUsable.selector;
        refuse(foreign(), resting(), abi.encodeWithSelector(unusable, peer, PeerState.FROZEN));
        plant(Kind.PEER, peer, PeerWord.unwrap(word));
        IVouchers.ForeignBasis memory b = resting();
        b.salt = digest("other deployment");
        bytes32 origin = keccak256(abi.encode(home.chainId, home.register, b.salt));
        bytes32 other = keccak256(abi.encode(keccak256("torrens/id/peer/1"), origin));
        refuse(foreign(), b, abi.encodeWithSelector(unusable, other, 0));
    }

    function test_agreementEndedOrAnother_fail() public {
        bytes32 id = agreementIdOf(HANGZHOU, standingClub);
        AgreementWord word = AgreementWord.wrap(register.read(Kind.AGREEMENT, id));
        bytes4 ended = IRecognition.AgreementNotLive.selector;
        IVouchers.ForeignBasis memory b = resting();
        b.agreementDigest = digest("another club");
        bytes32 other = Ids.agreementId(peer, HANGZHOU, b.agreementDigest);
        refuse(foreign(), b, abi.encodeWithSelector(ended, other, 0, 0));
        plant(Kind.AGREEMENT, other, AgreementWord.unwrap(word));
        refuse(foreign(), b, abi.encodeWithSelector(ended, other, AgreementState.LIVE, word.until()));
        uint40 nowAt = uint40(block.timestamp);
        plant(Kind.AGREEMENT, id, AgreementWord.unwrap(word.withUntil(nowAt)));
        refuse(foreign(), resting(), abi.encodeWithSelector(ended, id, AgreementState.LIVE, nowAt));
        plant(Kind.AGREEMENT, id, AgreementWord.unwrap(word.withState(AgreementState.ENDED)));
        refuse(foreign(), resting(), abi.encodeWithSelector(ended, id, AgreementState.ENDED, word.until()));
        plant(Kind.AGREEMENT, id, AgreementWord.unwrap(word));
        endAgreement(standingClub);
        refuse(foreign(), resting(), abi.encodeWithSelector(ended, id, AgreementState.ENDED, nowAt));
    }

    /// For a trade a statement counts no longer than the club says, though it still counts to be shown.
    function test_staleForATradeSooner_fail() public {
        FactWord known = fact(0);
        setFact(known.withTradeAge(30));
        vm.warp(uint256(known.asOf()) + 30);
        assertTrue(block.timestamp < known.until(), "still shown");
        refuseStatus(Recognised.STALE);
    }

    function test_ownListingOrMissingHomeFields_fail() public {
        IVouchers.Terms memory t = foreign();
        t.homeChainId = block.chainid;
        refuse(t, resting(), abi.encodeWithSelector(IVouchers.WrongHome.selector, t.homeChainId, t.homeRegister));
        bytes4 missing = IVouchers.EvidenceMissing.selector;
        t = foreign();
        t.homeSeller = 0;
        refuse(t, resting(), abi.encodeWithSelector(missing, bytes32("homeSeller")));
        t = foreign();
        t.homeBuyer = 0;
        refuse(t, resting(), abi.encodeWithSelector(missing, bytes32("homeBuyer")));
        t = foreign();
        t.sellerGrantId = 0;
        refuse(t, resting(), abi.encodeWithSelector(missing, bytes32("sellerGrantId")));
        t = foreign();
        t.licenceGrantId = 0;
        refuse(t, resting(), abi.encodeWithSelector(missing, bytes32("licenceGrantId")));
        t = foreign();
        t.deliveryDigest = 0;
        refuse(t, resting(), abi.encodeWithSelector(missing, bytes32("deliveryDigest")));
    }

    function test_soldTwiceByAnotherExchangeOrUnsigned_fail() public {
        IVouchers.Terms memory t = foreign();
        IVouchers.ForeignBasis memory own = resting();
        bytes32 id = sell(t, resting());
        refuse(t, resting(), abi.encodeWithSelector(IVouchers.VoucherExists.selector, id));
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.expectRevert(abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        vouchers.issueForeign(t, own, seller, buyer);
        vm.warp(block.timestamp + 1);
        t = foreign();
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, OPERATOR));
        vm.prank(addr("hangzhou"));
        vouchers.issueForeign(t, own, buyer, buyer);
    }
}
