// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {FreezeState} from "../../src/types/FreezeWord.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Vm} from "../kit/Vm.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Judgments on a part, which what stands on the whole binds too: PROVIDER's title, pledged to OUTSIDER and split by region.
contract PartJudgmentsTest is EncumbrancesBase {
    GrantKey[] internal part;
    GrantKey[] internal sister;

    function setUp() public override {
        super.setUp();
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = uint8(1 << Verb.SPLIT | 1 << Verb.LICENSE);
        charge(title, "provider", t);
        PackedWord whole = PackedWord.wrap(title[0].packed).withMode(Mode.SPLIT).withNonce(0);
        (GrantKey[] memory one, GrantKey[] memory other) =
            _splitIn(title, whole.withRegion(1), whole.withRegion(whole.region() & ~uint40(1)));
        _keep(part, one);
        _keep(sister, other);
        vm.warp(t0 + 1);
    }

    /// @dev The pledgee who takes the part in enforcement of its pledge may sell it.
    function test_aPledgeOfTheWholeIsEnforced() public {
        freeze(part, "court", DISPOSE, t0 + 100);
        _adjudge("court", OUTSIDER, 1, list_(1), none());
        assertEq(grant(idOf(part)).holder(), OUTSIDER, "taken");
        assertEq(interest(target, 1).state(), InterestState.ENFORCED, "paid");
        assertEq(grant(target).liveRanks(), 0, "none lives");
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "free to sell on");
    }

    /// @dev The court's own order on the whole passes with the part when it is named.
    function test_itsOwnFreezeOfTheWholePasses() public {
        freeze(title, "court", EXERCISE, t0 + 100);
        _adjudge("court", BUYER, 1, list_(1), list_(1));
        assertEq(order(target, 1).state(), FreezeState.LIFTED, "settled");
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "free");
        assertEq(grant(idOf(part)).holder(), BUYER, "sold");
    }

    function test_whoWaitsOnTheWholeIsSettledOrComesNext() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        uint256 before = vm.snapshotState();
        _adjudge("court", BUYER, 1, list_(1), list_(1, 2));
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "both settled");
        vm.revertToState(before);
        _adjudge("court", BUYER, 1, list_(1), list_(1));
        assertEq(order(target, 2).state(), FreezeState.EFFECTIVE, "promoted");
        assertEq(free(part, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "and binds the part");
    }

    /// @dev What is not named goes on to bind every part.
    function test_whatIsNotNamedStays() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.prank(addr("court"));
        enforcement.adjudge(part, BUYER, none(), none(), digest("judgment"));
        assertEq(grant(idOf(part)).holder(), BUYER, "sold");
        assertEq(free(part, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "as it stood");
        assertEq(free(sister, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "as the other part");
        vm.recordLogs();
        vm.prank(addr("court"));
        enforcement.adjudge(sister, PROCESSOR, none(), none(), digest("another judgment"));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            bool ofTheWhole = logs[i].topics[0] == IRegister.Written.selector && logs[i].topics[2] == target;
            assertFalse(ofTheWhole, "the whole says already that it was judged");
        }
        liftOf(target, "court", 1);
        assertEq(free(part, Verb.TRANSFER), Reason.ENCUMBERED, "pledged as it stood");
    }

    function test_aPartOfAPart() public {
        releaseOf(target, "outsider", 1);
        PackedWord whole = PackedWord.wrap(part[1].packed).withNonce(0);
        (GrantKey[] memory one,) =
            _splitIn(part, whole.withRights(Right.USE), whole.withRights(whole.rights() & ~Right.USE));
        _keep(part, one);
        vm.warp(t0 + 2);
        freeze(title, "court", DISPOSE, t0 + 100);
        _adjudge("court", BUYER, 2, none(), list_(1));
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "free of what stood two levels above");
    }

    // ---- refused

    function test_whatItIsNoPartOf_fail() public {
        PackedWord below = PackedWord.wrap(sister[1].packed).withRights(Right.USE).withMode(Mode.LICENSE).withNonce(7);
        _keep(part, licensed(sister, "provider", below, PROCESSOR));
        freeze(part, "court", DISPOSE, t0 + 100);
        vm.warp(t0 + 2);
        uint8[4] memory wrong = [0, 1, 2, 3];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IEnforcement.NotPartOf.selector, idOf(part), wrong[i]));
            _adjudge("court", BUYER, wrong[i], list_(1), none());
        }
    }

    /// @dev Who froze the part alone lifts nothing that binds the other parts.
    function test_ordersOnTheWholeWithoutAnOwnThere_fail() public {
        freeze(title, "court-two", DISPOSE, t0 + 10);
        freeze(part, "court", DISPOSE, t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FrozenByAnother.selector, target, 1, COURT_TWO, COURT));
        _adjudge("court", BUYER, 1, list_(1), list_(1));
        vm.warp(t0 + 10);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.NoFreezeOfYours.selector, target, COURT));
        _adjudge("court", BUYER, 1, list_(1), list_(1));
    }

    function test_namesOnTheWhole_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.InterestNotOwed.selector, 0, 2, 0));
        _adjudge("court", BUYER, 1, list_(2), none());
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 1, 1, FreezeState.LIFTED));
        _adjudge("court", BUYER, 1, none(), list_(1, 1));
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 0, 3, 0));
        _adjudge("court", BUYER, 1, none(), list_(3));
        freeze(title, "court", DISPOSE, t0 + 10);
        vm.warp(t0 + 10);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.FreezeNotQueued.selector, 0, 2, FreezeState.EFFECTIVE));
        _adjudge("court", BUYER, 1, none(), list_(2)); // it ran out
    }

    function test_aWholeNamedTwice_fail() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        IEnforcement.Whole[] memory wholes = new IEnforcement.Whole[](2);
        (wholes[0], wholes[1]) = (IEnforcement.Whole(1, none(), none()), IEnforcement.Whole(1, none(), none()));
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.WholeTwice.selector, 1, 1));
        vm.prank(addr("court"));
        enforcement.adjudgePart(part, BUYER, none(), none(), wholes, digest("judgment"));
    }

    function _adjudge(string memory by, uint32 to, uint8 above, uint8[] memory interests, uint8[] memory orders)
        private
    {
        IEnforcement.Whole[] memory wholes = new IEnforcement.Whole[](1);
        wholes[0] = IEnforcement.Whole(above, interests, orders);
        vm.prank(addr(by));
        enforcement.adjudgePart(part, to, none(), none(), wholes, digest("judgment"));
    }

    function _keep(GrantKey[] storage kept, GrantKey[] memory path) private {
        while (kept.length != 0) {
            kept.pop();
        }
        for (uint256 i = 0; i < path.length; ++i) {
            kept.push(path[i]);
        }
    }

    function _splitIn(GrantKey[] memory path, PackedWord one, PackedWord other)
        private
        returns (GrantKey[] memory first, GrantKey[] memory second)
    {
        GrantKey[] memory parts = new GrantKey[](2);
        (parts[0], parts[1]) = (childKey(path, one), childKey(path, other));
        vm.prank(addr("provider"));
        holdings.split(path, parts);
        return (extend(path, parts[0]), extend(path, parts[1]));
    }
}
