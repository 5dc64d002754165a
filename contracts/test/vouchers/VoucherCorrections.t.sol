// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {LinkKind} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A voucher corrected by another one: same trade, new terms, no second licence.
contract VoucherCorrectionsTest is MarketBase {
    IVouchers.Terms private old;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        market();
        old = trade();
        id = issue(old, basis());
        vm.warp(block.timestamp + 60);
    }

    function corrected() private view returns (IVouchers.Terms memory t) {
        t = trade();
        t.deliveryDigest = digest("delivered again");
    }

    function supersede(IVouchers.Terms memory t) private returns (bytes32) {
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.prank(addr("hangzhou"));
        return vouchers.supersede(old, t, seller, buyer);
    }

    function refuse(IVouchers.Terms memory t, bytes memory why) private {
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        vouchers.supersede(old, t, seller, buyer);
    }

    function test_supersededAndLinked() public {
        bytes32 licence = register.read(Kind.GRANT, old.licenceGrantId);
        bytes32 next = supersede(corrected());
        assertEq(voucher(id).state(), VoucherState.SUPERSEDED, "old");
        assertEq(voucher(next).state(), VoucherState.ISSUED, "new");
        assertEq(voucher(next).issuedAt(), block.timestamp, "issuedAt");
        bytes32 link = register.read(Kind.LINK, Ids.linkId(LinkKind.SUPERSEDES, next, id));
        assertEq(LinkWord.wrap(link).since(), block.timestamp, "linked");
        assertEq(LinkWord.wrap(link).kind(), LinkKind.SUPERSEDES, "kind");
        assertEq(register.read(Kind.GRANT, old.licenceGrantId), licence, "one licence, untouched");
    }

    function test_supersededTwiceInARow() public {
        IVouchers.Terms memory second = corrected();
        supersede(second);
        vm.warp(block.timestamp + 60);
        IVouchers.Terms memory third = trade();
        bytes memory ended = abi.encodeWithSelector(
            IVoucherLife.VoucherStateRefused.selector, id, VoucherState.SUPERSEDED, VoucherState.SUPERSEDED
        );
        refuse(third, ended);
        old = second;
        bytes32 last = supersede(third);
        assertEq(voucher(last).state(), VoucherState.ISSUED, "the last one");
    }

    function test_draftSignedBeforeIssue_fail() public {
        IVouchers.Terms memory t = corrected();
        t.agreedAt = old.agreedAt;
        uint256 issuedAt = voucher(id).issuedAt();
        refuse(t, abi.encodeWithSelector(IVouchers.AgreedTooEarly.selector, issuedAt, issuedAt + 1));
    }

    function test_anotherTrade_fail() public {
        for (uint256 i = 0; i < 10; ++i) {
            IVouchers.Terms memory t = corrected();
            if (i == 0) t.homeChainId += 1;
            if (i == 1) t.homeRegister = addr("elsewhere");
            if (i == 2) t.listingId = digest("other");
            if (i == 3) t.sellerGrantId = digest("other");
            if (i == 4) t.licenceGrantId = digest("other");
            if (i == 5) t.seller = PROVIDER;
            if (i == 6) t.buyer = PROVIDER;
            if (i == 7) t.exchange = HARBIN;
            if (i == 8) t.homeSeller = PROVIDER;
            if (i == 9) t.homeBuyer = PROVIDER;
            bytes32 next = vouchers.voucherIdOf(t);
            refuse(t, abi.encodeWithSelector(IVoucherLife.TradeDiffers.selector, id, next));
        }
    }

    function test_sameTermsMissingEvidenceOrSuspended_fail() public {
        refuse(old, abi.encodeWithSelector(IVouchers.VoucherExists.selector, id));
        IVouchers.Terms memory t = corrected();
        t.moneyHash = 0;
        refuse(t, abi.encodeWithSelector(IVouchers.EvidenceMissing.selector, bytes32("moneyHash")));
        vm.prank(addr("hangzhou"));
        vouchers.suspend(id, digest("dispute"));
        bytes4 state = IVoucherLife.VoucherStateRefused.selector;
        refuse(corrected(), abi.encodeWithSelector(state, id, VoucherState.SUSPENDED, VoucherState.SUPERSEDED));
    }

    function test_correctedByAnotherExchangeOrOneSide_fail() public {
        IVouchers.Terms memory t = corrected();
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.expectRevert(abi.encodeWithSelector(IVouchers.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        vouchers.supersede(old, t, seller, buyer);
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("operator"), OPERATOR, BUYER));
        vouchers.supersede(old, t, seller, seller);
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("buyer"), BUYER, OPERATOR));
        vouchers.supersede(old, t, buyer, buyer);
        vm.stopPrank();
    }

    function test_correctionOfNothing_fail() public {
        old.deliveryDigest = digest("never issued");
        bytes32 unknown = vouchers.voucherIdOf(old);
        refuse(corrected(), abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, unknown));
    }
}
