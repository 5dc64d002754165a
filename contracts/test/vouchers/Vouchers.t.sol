// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {ListingFlag, Right, Role, Sequence, VoucherFlag} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Leg, Money} from "../../src/types/Structs.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {Vm} from "../kit/Vm.sol";
import {VouchersBase} from "./VouchersBase.sol";

contract VouchersTest is VouchersBase {
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

    /// What was sold as a sandbox's product stays one's, also when the listing leaves the sandbox.
    function test_aSandboxProductsVoucherSaysSo() public {
        bytes32 listed = trade().listingId;
        bytes32 word = register.read(Kind.LISTING, listed);
        ListingWord boxed = ListingWord.wrap(word);
        plant(Kind.LISTING, listed, ListingWord.unwrap(boxed.withFlags(boxed.flags() | ListingFlag.SANDBOX)));
        assertEq(voucher(issue(trade(), basis())).flags(), VoucherFlag.SANDBOX, "its voucher");
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

    function test_retiredModuleLicensesNothing_fail() public {
        IVouchers.Terms memory t = trade();
        IVouchers.Basis memory b = basis();
        vm.prank(addr("council"));
        register.retireModule(address(vouchers));
        bytes memory why = abi.encodeWithSelector(IGrants.NotVoucherModule.selector, address(vouchers));
        refuse(t, b, why);
        vm.expectRevert(why);
        vm.prank(address(vouchers));
        grants.licenseForVoucher(b.path, b.licence, OPERATOR, BUYER, digest("voucher"), address(this));
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

    function test_I11_splitThatDoesNotSum_fail() public {
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
