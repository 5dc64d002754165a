// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Mode, Right, TransferReason} from "../../src/types/Codes.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {ReservesBase} from "../grants/ReservesBase.sol";
import {Mirror} from "../kit/Mirror.sol";

/// @notice The journal is refolded from the logs of Grants and Holdings: one event may cover many words, many events one bulk write.
contract JournalGrantsTest is ReservesBase {
    Mirror private mirror;

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_splitsAndEndsRefold() public {
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        _fold(3, "the node and two parts by one event");
        GrantKey[][] memory paths = new GrantKey[][](2);
        (paths[0], paths[1]) = (extend(held, parts[0]), extend(held, parts[1]));
        vm.prank(addr("operator"));
        holdings.surrenderMany(paths, digest("declaration"));
        _fold(5, "two given up, each by its event");
    }

    function test_manyLicencesRefold() public {
        GrantKey[] memory keys = new GrantKey[](3);
        uint32[] memory holders = new uint32[](3);
        for (uint64 i = 0; i < 3; ++i) {
            keys[i] = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(i + 1));
            holders[i] = BUYER;
        }
        vm.prank(addr("provider"));
        grants.licenseMany(title, keys, holders);
        _fold(3, "three licences");
        surrender(extend(title, keys[0]), "buyer");
        _fold(4, "one given up");
    }

    function test_reservationsRefold() public {
        (GrantKey memory key, IVouchers.Terms memory t) = sold();
        _fold(1, "reserved");
        uint256 before = vm.snapshotState();
        activate(key, t);
        _fold(2, "activated");
        vm.revertToState(before);
        mirror.begin(register.journal());
        vm.warp(block.timestamp + 10 days);
        holdings.lapse(t.licenceGrantId);
        _fold(2, "lapsed");
    }

    function test_ordersAndConfirmationsRefold() public {
        uint40 since = grant(idOf(held)).since();
        suspectWindow(PROVIDER, since, since);
        vm.prank(addr("court"));
        holdings.confirm(held, digest("finding"));
        _fold(1, "confirmed");
        vm.startPrank(address(encumbrances));
        grants.transferByOrder(held, BUYER, TransferReason.JUDGMENT, digest("judgment"), addr("court"));
        _fold(2, "transferred by order");
        grants.transferByOrder(held, 0, TransferReason.JUDGMENT, digest("judgment"), addr("court"));
        vm.stopPrank();
        _fold(3, "enforced");
    }

    function _fold(uint256 writes, string memory what) private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
        assertEq(mirror.writes(), writes, what);
    }
}
