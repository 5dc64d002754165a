// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice A market that lives, and what its exchange is refused to issue though both sides signed it.
abstract contract VouchersBase is MarketBase {
    function setUp() public virtual override {
        super.setUp();
        market();
    }

    function refuse(IVouchers.Terms memory t, IVouchers.Basis memory b, bytes memory why) internal {
        IVouchers.Signed memory seller = signed("operator", t);
        IVouchers.Signed memory buyer = signed("buyer", t);
        vm.expectRevert(why);
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
    }
}
