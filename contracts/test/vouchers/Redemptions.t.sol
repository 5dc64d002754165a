// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {RedemptionState, RedemptionWord} from "../../src/types/RedemptionWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../../src/types/VoucherWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A voucher is used once for each purpose before each verifier.
contract RedemptionsTest is MarketBase {
    bytes32 private constant REDEEM = keccak256(
        "Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    IVouchers.Terms private terms_;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        market();
        terms_ = trade();
        id = issue(terms_, basis());
    }

    function redeem(uint32 purpose, string memory verifier) private {
        vm.prank(addr("buyer"));
        vouchers.redeem(terms_, purpose, addr(verifier));
    }

    function refuse(uint32 purpose, address verifier, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("buyer"));
        vouchers.redeem(terms_, purpose, verifier);
    }

    function used(uint32 purpose, string memory verifier) private view returns (RedemptionWord) {
        return
            RedemptionWord.wrap(
                register.read(Kind.REDEMPTION, Ids.redemptionId(tradeOf(terms_), purpose, addr(verifier)))
            );
    }

    function fields(uint32 purpose, string memory verifier) private view returns (bytes memory) {
        return abi.encode(REDEEM, id, purpose, addr(verifier), VoucherWord.unwrap(voucher(id)));
    }

    function test_onceForEachPurposeAndVerifier() public {
        redeem(1, "bank");
        assertEq(used(1, "bank").state(), RedemptionState.USED, "used");
        assertEq(used(1, "bank").party(), BUYER, "by the buyer");
        assertEq(used(1, "bank").at_(), block.timestamp, "now");
        redeem(2, "bank");
        redeem(1, "tax office");
        bytes4 already = IVoucherLife.RedeemedAlready.selector;
        refuse(1, addr("bank"), abi.encodeWithSelector(already, id, 1, addr("bank"), block.timestamp));
    }

    /// A voucher that supersedes it shares what it was used for: one trade is not used twice.
    function test_redeemedAgainUnderACorrection_fail() public {
        redeem(1, "bank");
        uint256 usedAt = block.timestamp;
        vm.warp(block.timestamp + 60);
        IVouchers.Terms memory next = trade();
        next.deliveryDigest = digest("delivered again");
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) =
            (signed("operator", next), signed("buyer", next));
        vm.prank(addr("hangzhou"));
        bytes32 later = vouchers.supersede(terms_, next, seller, buyer);
        (terms_, id) = (next, later);
        bytes4 already = IVoucherLife.RedeemedAlready.selector;
        refuse(1, addr("bank"), abi.encodeWithSelector(already, later, 1, addr("bank"), usedAt));
        redeem(2, "bank");
        redeem(1, "tax office");
        assertEq(used(1, "tax office").state(), RedemptionState.USED, "what was not used yet");
    }

    function test_sentByTheVerifier() public {
        Consent memory c = consent("buyer", fields(1, "bank"));
        vm.prank(addr("bank"));
        vouchers.redeemBySignature(terms_, 1, c);
        assertEq(used(1, "bank").state(), RedemptionState.USED, "used");
        bytes4 already = IVoucherLife.RedeemedAlready.selector;
        vm.expectRevert(abi.encodeWithSelector(already, id, 1, addr("bank"), block.timestamp));
        vm.prank(addr("bank"));
        vouchers.redeemBySignature(terms_, 1, c);
    }

    function test_sentByAnotherVerifierOrForAnotherPurpose_fail() public {
        Consent memory c = consent("buyer", fields(1, "bank"));
        bytes32 digest_ = digestOf(fields(1, "tax office"), c);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("buyer"), digest_));
        vm.prank(addr("tax office"));
        vouchers.redeemBySignature(terms_, 1, c);
        digest_ = digestOf(fields(2, "bank"), c);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("buyer"), digest_));
        vm.prank(addr("bank"));
        vouchers.redeemBySignature(terms_, 2, c);
    }

    function test_signedBySellerOrLate_fail() public {
        Consent memory c = consent("operator", fields(1, "bank"));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("operator"), OPERATOR, BUYER));
        vm.prank(addr("bank"));
        vouchers.redeemBySignature(terms_, 1, c);
        c = consent("buyer", fields(1, "bank"));
        vm.warp(c.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IModule.DeadlinePassed.selector, c.deadline, c.deadline + 1));
        vm.prank(addr("bank"));
        vouchers.redeemBySignature(terms_, 1, c);
    }

    function test_redeemedByAnother_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IVoucherLife.NotBuyer.selector, id, BUYER, OPERATOR));
        vm.prank(addr("operator"));
        vouchers.redeem(terms_, 1, addr("bank"));
    }

    function test_buyersSuccessorRedeems() public {
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(BUYER)));
        plant(Kind.PARTY, Ids.ofNumber(BUYER), PartyWord.unwrap(word.withSuccessor(OUTSIDER)));
        vm.prank(addr("outsider"));
        vouchers.redeem(terms_, 1, addr("bank"));
        assertEq(used(1, "bank").party(), OUTSIDER, "by the successor");
    }

    function test_zeroPurposeOrVerifier_fail() public {
        refuse(0, addr("bank"), abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("purpose")));
        refuse(1, address(0), abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("verifier")));
    }

    function test_notWhileSuspendedNorUnknown_fail() public {
        vm.prank(addr("hangzhou"));
        vouchers.suspend(id, digest("dispute"));
        bytes4 state = IVoucherLife.VoucherStateRefused.selector;
        refuse(1, addr("bank"), abi.encodeWithSelector(state, id, VoucherState.SUSPENDED, VoucherState.ISSUED));
        terms_.deliveryDigest = digest("other");
        bytes32 unknown = vouchers.voucherIdOf(terms_);
        refuse(1, addr("bank"), abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, unknown));
    }
}
