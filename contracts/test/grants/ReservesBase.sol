// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Vouchers} from "../../src/modules/vouchers/Vouchers.sol";
import {Answer, Mode, Recognised, Right, Sequence} from "../../src/types/Codes.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PeerState, PeerWord} from "../../src/types/PeerWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "./HoldingsBase.sol";

/// @notice A register abroad that sells a licence under OPERATOR's grant to BUYER; its voucher is made known here as a planted FACT.
abstract contract ReservesBase is HoldingsBase {
    bytes32 private constant RESERVE = keccak256(
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant ABROAD_SALT = keccak256("deployment abroad");

    Register internal abroad;
    Vouchers internal vouchersAbroad;

    function setUp() public virtual override {
        super.setUp();
        abroad = new Register(address(council), ABROAD_SALT);
        vouchersAbroad = new Vouchers(abroad, grants);
        PeerWord peer = PeerWord.wrap(0).withState(PeerState.ACCREDITED);
        plant(Kind.PEER, Ids.peerId(abroad.origin()), PeerWord.unwrap(peer));
    }

    function homeAbroad() internal view returns (IGrantReserves.ForeignHome memory) {
        return IGrantReserves.ForeignHome(block.chainid, address(abroad), ABROAD_SALT);
    }

    function reservation() internal view returns (IGrantReserves.Reservation memory) {
        uint40 until = uint40(block.timestamp) + 10 days;
        return IGrantReserves.Reservation(block.chainid, address(abroad), ABROAD_SALT, digest("agreement"), until);
    }

    /// @dev The key of the licence sold: its terms name the register that sells, the seller and the agreement.
    function soldKey() internal view returns (GrantKey memory key) {
        key = childKey(held, scope(Right.USE, Mode.LICENSE).withNonce(3).withUntil(START + 365 days));
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        key.termsDigest = keccak256(abi.encode(tag, abroad.origin(), OPERATOR, digest("agreement")));
    }

    function reserveFields(GrantKey memory key, uint32 holder, IGrantReserves.Reservation memory r)
        internal
        view
        returns (bytes memory)
    {
        bytes32 parentWord = GrantWord.unwrap(grant(idOf(held)));
        bytes memory what = abi.encode(RESERVE, key.parent, key.packed, key.termsDigest, holder, r.chainId, r.register);
        return bytes.concat(what, abi.encode(r.salt, r.agreementDigest, r.until, parentWord));
    }

    function reserve(GrantKey memory key, IGrantReserves.Reservation memory r) internal returns (bytes32) {
        Consent memory by = consent("operator", reserveFields(key, BUYER, r));
        vm.prank(addr("hangzhou"));
        return grants.reserve(held, key, BUYER, r, by);
    }

    function terms(GrantKey memory key) internal view returns (IVouchers.Terms memory) {
        return IVouchers.Terms({
            homeChainId: block.chainid,
            homeRegister: address(register),
            listingId: digest("listing abroad"),
            sellerGrantId: idOf(held),
            licenceGrantId: Ids.grantId(key),
            seller: 77001,
            buyer: 77002,
            exchange: 151,
            homeSeller: OPERATOR,
            homeBuyer: BUYER,
            moneyHash: digest("money"),
            agreementDigest: digest("agreement"),
            complianceDigest: digest("compliance"),
            deliveryDigest: digest("delivery"),
            sequence: Sequence.PAY_FIRST,
            agreedAt: uint40(block.timestamp),
            deadline: uint40(block.timestamp) + 1 days
        });
    }

    function factOf(IVouchers.Terms memory t) internal view returns (bytes32) {
        return Ids.factId(Ids.peerId(abroad.origin()), Kind.VOUCHER, vouchersAbroad.voucherIdOf(t), HANGZHOU);
    }

    /// @dev The voucher abroad is known here with this decision, for a day.
    function prove(IVouchers.Terms memory t, uint8 decision) internal {
        uint40 time = uint40(block.timestamp);
        FactWord word = FactWord.wrap(0).withAnswer(Answer.GOOD).withDecision(decision).withAsOf(time);
        plant(
            Kind.FACT,
            factOf(t),
            FactWord.unwrap(word.withUntil(time + 3 days).withTradeAge(1 days).withFinanceAge(1 hours))
        );
    }

    /// @dev Reserved and proven.
    function sold() internal returns (GrantKey memory key, IVouchers.Terms memory t) {
        key = soldKey();
        reserve(key, reservation());
        t = terms(key);
        prove(t, Recognised.RECOGNIZED);
    }

    function activate(GrantKey memory key, IVouchers.Terms memory t) internal {
        holdings.activate(held, key, t, homeAbroad());
    }
}
