// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Enforcement} from "../../src/modules/encumbrances/Enforcement.sol";
import {Grants} from "../../src/modules/grants/Grants.sol";
import {Vouchers} from "../../src/modules/vouchers/Vouchers.sol";
import {FreezeScope} from "../../src/types/Codes.sol";
import {VoucherState} from "../../src/types/VoucherWord.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {Masks} from "../kit/Masks.sol";

/// @notice The change-of-law drill of modules that call another: they are replaced together, and without a gap. The new ones are
/// enabled for a second; the old ones are retired in that second, by an act that the council put on its schedule.
contract ChangeOfLawTogetherTest is MarketBase {
    Grants private nextGrants;
    Vouchers private nextVouchers;
    Enforcement private nextEnforcement;
    uint40 private from;

    function setUp() public override {
        super.setUp();
        market();
        nextGrants = new Grants(register);
        nextVouchers = new Vouchers(register, nextGrants);
        nextEnforcement = new Enforcement(register, nextGrants);
        from = uint40(block.timestamp) + 10 days;
        bytes[] memory acts = new bytes[](3);
        acts[0] = _enabling(address(nextGrants), "Grants");
        acts[1] = _enabling(address(nextVouchers), "Vouchers");
        acts[2] = _enabling(address(nextEnforcement), "Enforcement");
        vm.prank(addr("council"));
        council.multicall(acts);
    }

    function test_theOldLawServesUntilTheNewOneBegins() public {
        vm.warp(from - 1);
        assertEq(voucher(issue(trade(), basis())).state(), VoucherState.ISSUED, "by the old");
        vm.warp(from);
        _retire();
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 90 days);
        vm.warp(block.timestamp + 1);
        vm.prank(addr("court"));
        nextEnforcement.adjudge(operated, OUTSIDER, new uint8[](0), new uint8[](0), digest("judgment"));
        assertEq(grant(idOf(operated)).holder(), OUTSIDER, "adjudged by the new");
    }

    function test_theNewLawIssues() public {
        vm.warp(from);
        _retire();
        vouchers = nextVouchers;
        assertEq(voucher(issue(trade(), basis())).state(), VoucherState.ISSUED, "issued");
    }

    /// One alone leaves those that call it without.
    function test_oneAlone_fail() public {
        vm.warp(from);
        vm.prank(addr("council"));
        register.retireModule(address(grants));
        bytes memory over =
            abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, address(grants), START, block.timestamp);
        (IVouchers.Terms memory t, IVouchers.Basis memory b) = (trade(), basis());
        (IVouchers.Signed memory seller, IVouchers.Signed memory buyer) = (signed("operator", t), signed("buyer", t));
        vm.expectRevert(over);
        vm.prank(addr("hangzhou"));
        vouchers.issue(t, b, seller, buyer);
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 90 days);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(over);
        vm.prank(addr("court"));
        enforcement.adjudge(operated, OUTSIDER, new uint8[](0), new uint8[](0), digest("judgment"));
    }

    function _retire() private {
        bytes[] memory acts = new bytes[](3);
        acts[0] = _act(abi.encodeCall(IRegister.retireModule, (address(grants))));
        acts[1] = _act(abi.encodeCall(IRegister.retireModule, (address(vouchers))));
        acts[2] = _act(abi.encodeCall(IRegister.retireModule, (address(enforcement))));
        vm.prank(addr("council"));
        council.multicall(acts);
    }

    function _enabling(address module, string memory name) private view returns (bytes memory) {
        return _act(abi.encodeCall(IRegister.enableModule, (module, from, 0, Masks.ofModule(name))));
    }

    function _act(bytes memory call) private view returns (bytes memory) {
        return abi.encodeCall(council.execute, (address(register), call));
    }
}
