// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IActivations} from "../../src/interfaces/IActivations.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {TradeTypes} from "../../src/libraries/TradeTypes.sol";
import {Standing} from "../../src/modules/recognition/Standing.sol";
import {Mode, Reason, Recognised, Right, Sequence} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../../src/types/VoucherWord.sol";
import {RecognitionBase} from "../recognition/RecognitionBase.sol";

/// @notice A licence kept here for a sale abroad, and the voucher of that sale: stated there, its Standing's storage proven here
/// under a header that the notaries signed, the fact opened from the statement, and the licence turned ACTIVE by it.
contract ProvenActivationsTest is RecognitionBase {
    bytes32 private constant RESERVE = keccak256(
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    GrantKey[] private held;
    GrantKey private key;
    IVouchers.Terms private terms_;
    bytes32 private licence;

    function setUp() public override {
        super.setUp();
        GrantKey[] memory path = license(registered("harvest"), "provider", Right.OPERATE | Right.USE, OPERATOR);
        held.push(path[0]);
        held.push(path[1]);
        key = childKey(held, scope(Right.USE, Mode.LICENSE).withNonce(3).withUntil(START + 365 days));
        key.termsDigest = grants.foreignTermsDigest(_abroad(), OPERATOR, digest("agreement"));
        licence = _reserve();
        terms_ = _terms();
    }

    function test_aProvenVoucherActivates() public {
        assertEq(grant(licence).state(), GrantState.RESERVED, "kept");
        _refuse(Recognised.UNKNOWN); // nothing is known of it yet
        _prove(_statedAbroad(VoucherState.ISSUED));
        holdings.activate(held, key, terms_, _abroad());
        assertEq(grant(licence).state(), GrantState.ACTIVE, "activated");
        assertEq(valid(extend(held, key)), Reason.NONE, "exercised");
    }

    /// What is proven of it is that it is suspended.
    function test_aVoucherSuspendedAbroad_fail() public {
        _prove(_statedAbroad(VoucherState.SUSPENDED));
        _refuse(Recognised.SUSPENDED);
    }

    /// The fact of one sale is none of another's, though it differs in the time of its agreement alone.
    function test_theVoucherOfOtherTerms_fail() public {
        _prove(_statedAbroad(VoucherState.ISSUED));
        terms_.agreedAt -= 1;
        _refuse(Recognised.UNKNOWN);
    }

    /// A statement that says another than its ring has is not opened, so nothing is known.
    function test_aForgedStatement_fail() public {
        Snapshot memory snap = _statedAbroad(VoucherState.SUSPENDED);
        snap.replies[2].state = 1;
        (snap.replies[2].reason, snap.s.answersRoot) = (0, rootOf(snap.replies));
        acceptHeader(snap, 200);
        IRecognition.Item[] memory items = itemsOf(snap);
        (bool done, bytes memory why) = address(recognition)
            .call(abi.encodeCall(recognition.prove, (home.origin, snap.s, snap.slotProof, items, HANGZHOU)));
        assertFalse(done, "opened");
        assertEq(bytes32(bytes4(why)), bytes32(IRecognition.StatementNotProven.selector), "because it was not said");
        _refuse(Recognised.UNKNOWN);
    }

    function _prove(Snapshot memory snap) private {
        acceptHeader(snap, 200);
        proveAll(snap);
    }

    function _refuse(uint8 status) private {
        bytes32 fact_ = Ids.factId(peer, Kind.VOUCHER, _voucherId(), HANGZHOU);
        vm.expectRevert(abi.encodeWithSelector(IActivations.VoucherNotProven.selector, fact_, status));
        holdings.activate(held, key, terms_, _abroad());
    }

    /// @dev The voucher as the register abroad would have it, and its statement there a minute ago.
    function _statedAbroad(uint8 state_) private returns (Snapshot memory snap) {
        (Register here, Standing ours, uint256 chain) = (register, standing, block.chainid);
        vm.chainId(home.chainId);
        (register, standing) = (Register(home.register), Standing(home.standing));
        VoucherWord word = VoucherWord.wrap(0).withState(state_).withExchange(HANGZHOU);
        bytes32 id = _voucherId();
        plant(Kind.VOUCHER, id, VoucherWord.unwrap(word.withIssuedAt(uint40(block.timestamp))));
        snap = _state(id);
        (register, standing) = (here, ours);
        vm.chainId(chain);
        vm.warp(block.timestamp + 60);
    }

    /// @dev The digest of the terms in the selling register's own domain.
    function _voucherId() private view returns (bytes32) {
        bytes32 kind = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"
        );
        bytes32 separator =
            keccak256(abi.encode(kind, keccak256("Torrens"), keccak256("1"), home.chainId, home.register, SALT));
        return keccak256(abi.encodePacked(hex"1901", separator, this.termsHash(terms_)));
    }

    function termsHash(IVouchers.Terms calldata t) external pure returns (bytes32) {
        return TradeTypes.termsHash(t);
    }

    function _abroad() private view returns (IGrantReserves.ForeignHome memory) {
        return IGrantReserves.ForeignHome(home.chainId, home.register, SALT);
    }

    function _reserve() private returns (bytes32) {
        IGrantReserves.Reservation memory r = IGrantReserves.Reservation(
            home.chainId, home.register, SALT, digest("agreement"), uint40(block.timestamp) + 10 days
        );
        bytes memory what = abi.encode(RESERVE, key.parent, key.packed, key.termsDigest, BUYER, r.chainId, r.register);
        bytes32 above = GrantWord.unwrap(grant(idOf(held)));
        Consent memory by =
            consent("operator", bytes.concat(what, abi.encode(r.salt, r.agreementDigest, r.until, above)));
        vm.prank(addr("hangzhou"));
        return grants.reserve(held, key, BUYER, r, by);
    }

    function _terms() private view returns (IVouchers.Terms memory t) {
        (t.homeChainId, t.homeRegister, t.listingId) = (block.chainid, address(register), digest("listed abroad"));
        (t.sellerGrantId, t.licenceGrantId) = (idOf(held), licence);
        (t.seller, t.buyer, t.exchange, t.homeSeller, t.homeBuyer) = (77001, 77002, HANGZHOU, OPERATOR, BUYER);
        (t.moneyHash, t.agreementDigest) = (digest("money"), digest("agreement"));
        (t.complianceDigest, t.deliveryDigest) = (digest("compliance"), digest("delivery"));
        (t.sequence, t.agreedAt) = (Sequence.PAY_FIRST, uint40(block.timestamp));
        t.deadline = t.agreedAt + 1 days;
    }
}
