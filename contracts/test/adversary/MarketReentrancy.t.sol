// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Role} from "../../src/types/Codes.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {ReentrantWallet} from "./ReentrantWallet.sol";

/// @notice The threat "reentrancy through ERC-1271": the buyer is the exchange itself, and its one key a wallet that uses the moment
/// in which it is asked to issue again, to redeem and to license.
contract MarketReentrancyTest is MarketBase {
    ReentrantWallet private wallet;

    function setUp() public override {
        super.setUp();
        market();
        wallet = new ReentrantWallet();
        KeyWord key = KeyWord.wrap(0).withParty(HANGZHOU).withExchange(HANGZHOU).withFrom(START);
        key = key.withRoles(Role.SIGN | Role.EXCHANGE);
        plant(Kind.KEY, Ids.ofAddress(address(wallet)), KeyWord.unwrap(key));
    }

    function bought(uint64 nonce) private view returns (IVouchers.Terms memory t, IVouchers.Basis memory b) {
        (t, b) = (trade(), basis());
        b.licence.packed = PackedWord.unwrap(PackedWord.wrap(b.licence.packed).withNonce(nonce));
        t.licenceGrantId = Ids.grantId(b.licence);
        (t.buyer, t.homeBuyer) = (HANGZHOU, HANGZHOU);
    }

    function _issue(IVouchers.Terms memory t, IVouchers.Basis memory b) private view returns (bytes memory) {
        IVouchers.Signed memory own = IVouchers.Signed(address(wallet), "");
        return abi.encodeCall(IVouchers.issue, (t, b, signed("operator", t), own));
    }

    function used(IVouchers.Terms memory t) private view returns (bytes32) {
        return register.read(Kind.REDEMPTION, Ids.redemptionId(tradeOf(t), 1, addr("bank")));
    }

    function test_reentrancyThroughErc1271DoublesNothing() public {
        (IVouchers.Terms memory t, IVouchers.Basis memory b) = bought(1);
        (IVouchers.Terms memory other, IVouchers.Basis memory ofOther) = bought(2);
        wallet.arm(address(vouchers), _issue(t, b));
        wallet.arm(address(vouchers), _issue(other, ofOther));
        wallet.arm(address(vouchers), abi.encodeCall(vouchers.redeem, (t, 1, addr("bank"))));
        bytes memory data = _issue(t, b);
        vm.prank(addr("hangzhou"));
        (bool done,) = address(vouchers).call(data);
        assertTrue(done, "the trade itself goes through");
        assertEq(voucher(vouchers.voucherIdOf(other)).state(), 0, "nothing was issued while it was asked");
        assertEq(register.read(Kind.GRANT, other.licenceGrantId), 0, "nor licensed");
        assertEq(used(t), 0, "nor redeemed");
        // Called outside a verb the same wallet can, so what stopped it is that it was only asked.
        wallet.isValidSignature(0, "");
        assertEq(voucher(vouchers.voucherIdOf(other)).state(), 1, "it can issue by itself");
        assertEq(grant(other.licenceGrantId).holder(), HANGZHOU, "and be licensed");
        assertTrue(used(t) != 0, "and redeem");
    }
}
