// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVoucherLife} from "../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../src/interfaces/IVouchers.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Answer, Recognised} from "../src/types/Codes.sol";
import {FactWord} from "../src/types/FactWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../src/types/PeerWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {VoucherWord} from "../src/types/VoucherWord.sol";
import {Meter} from "./Meter.sol";

/// @notice What becomes of a voucher, and the sale of a foreign listing.
contract VoucherLifeGas is Meter {
    bytes32 private constant REVOKE =
        keccak256("Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant REDEEM = keccak256(
        "Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        market();
        id = issue(trade(), basis());
    }

    function test_dispute() public {
        bytes memory data = abi.encodeCall(IVoucherLife.suspend, (id, full("why")));
        measure("voucher_suspend", "hangzhou", address(vouchers), data);
        data = abi.encodeCall(IVoucherLife.resume, (id, full("why")));
        measure("voucher_resume", "hangzhou", address(vouchers), data);
        data = abi.encodeCall(IVoucherLife.revoke, (id, full("why")));
        measure("voucher_revoke", "court", address(vouchers), data);
    }

    function test_redeemed() public {
        bytes memory data = abi.encodeCall(IVoucherLife.redeem, (trade(), 1, addr("court")));
        measure("redeem", "buyer", address(vouchers), data);
        Consent memory c = consent("buyer", abi.encode(REDEEM, id, uint32(2), addr("court"), _word()));
        data = abi.encodeCall(IVoucherLife.redeemBySignature, (trade(), 2, c));
        measure("redeem_by_signature", "court", address(vouchers), data);
        bytes memory what = abi.encode(REVOKE, id, full("why"), _word());
        (Consent memory seller, Consent memory buyer) = (consent("operator", what), consent("buyer", what));
        data = abi.encodeCall(IVoucherLife.revokeByAgreement, (trade(), full("why"), seller, buyer));
        measure("voucher_revoke_by_agreement", "hangzhou", address(vouchers), data);
    }

    function test_superseded() public {
        IVouchers.Terms memory old = trade();
        vm.warp(block.timestamp + 60);
        IVouchers.Terms memory t = trade();
        t.deliveryDigest = full("delivered again");
        bytes memory data = abi.encodeCall(IVoucherLife.supersede, (old, t, signed("operator", t), signed("buyer", t)));
        measure("voucher_supersede", "hangzhou", address(vouchers), data);
    }

    /// @dev The fact is one that the exchange recognised by its own decision.
    function test_foreign() public {
        IVouchers.Terms memory t = trade();
        (t.homeChainId, t.homeRegister, t.listingId) = (block.chainid + 1, addr("home"), full("listing"));
        (t.homeSeller, t.homeBuyer, t.licenceGrantId) = (70011, 70012, Ids.grantId(_kept(t)));
        bytes32 peer = Ids.peerId(keccak256(abi.encode(t.homeChainId, t.homeRegister, full("salt"))));
        plant(Kind.PEER, peer, PeerWord.unwrap(PeerWord.wrap(0).withState(PeerState.ACCREDITED)));
        FactWord fact = FactWord.wrap(0).withAnswer(Answer.GOOD).withDecision(Recognised.RECOGNIZED);
        fact = fact.withAsOf(t.agreedAt).withUntil(t.agreedAt + 60).withTradeAge(60);
        plant(Kind.FACT, Ids.factId(peer, Kind.LISTING, t.listingId, HANGZHOU), FactWord.unwrap(fact));
        IVouchers.ForeignBasis memory b = IVouchers.ForeignBasis(full("salt"), 0, _kept(t));
        bytes memory data = abi.encodeCall(IVouchers.issueForeign, (t, b, signed("operator", t), signed("buyer", t)));
        measure("voucher_foreign", "hangzhou", address(vouchers), data);
    }

    function _kept(IVouchers.Terms memory t) private view returns (GrantKey memory) {
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        bytes32 terms = keccak256(abi.encode(tag, register.origin(), uint32(70011), t.agreementDigest));
        return GrantKey(t.sellerGrantId, full("packed"), terms);
    }

    function _word() private view returns (bytes32) {
        return VoucherWord.unwrap(voucher(id));
    }
}
