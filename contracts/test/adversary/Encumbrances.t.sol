// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {Reason, Verb} from "../../src/types/Codes.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "../EncumbrancesBase.sol";

/// @notice Threats against freezes and interests, by the names of the specification.
contract EncumbrancesAdversaryTest is EncumbrancesBase {
    /// @dev The order of the block decides: whatever follows a freeze is refused, the freeze that comes late finds the buyer.
    function test_freezeRaceInOneBlock() public {
        uint256 before = vm.snapshotState();
        freeze(title, "court", DISPOSE, t0 + 100);
        (bool done, bytes memory why) = tryTransfer();
        assertFalse(done, "the freeze stood first");
        assertEq(keccak256(why), keccak256(_notFree(title, Verb.TRANSFER, Reason.DISPOSE_FROZEN)), "for this reason");
        vm.revertToState(before);
        (done,) = tryTransfer();
        assertTrue(done, "the sale stood first");
        freeze(title, "court", DISPOSE, t0 + 100);
        assertEq(free(title, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "it goes no further");
    }

    /// @dev Two courts in one block: one runs, one waits; nobody jumps the line.
    function test_twoFreezesInOneBlock() public {
        freeze(title, "court-two", DISPOSE, t0 + 100);
        freeze(title, "court", EXERCISE, t0 + 1000);
        assertEq(order(target, 1).authority(), COURT_TWO, "who came first");
        assertEq(free(title, Verb.TRANSFER), Reason.FREEZE_QUEUED, "stopped by both");
        assertEq(valid(title), Reason.NONE, "the second does not run");
    }

    function test_ranksInOneBlock() public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = uint8(1 << Verb.RANK);
        assertEq(charge(title, "provider", t), 1, "first");
        t.secured = BUYER;
        assertEq(charge(title, "provider", t), 2, "second");
        assertEq(interest(target, 1).since(), interest(target, 2).since(), "in the same second");
        assertEq(interest(target, 1).secured(), OUTSIDER, "the order of the block is the rank");
    }

    /// @dev Pledged twice: the second needs the first one's consent.
    function test_pledgedTwice() public {
        charge(title, "provider", pledge(OUTSIDER));
        bytes memory refusal = _notFree(title, Verb.RANK, Reason.ENCUMBERED);
        IInterests.Terms memory t = pledge(BUYER);
        vm.expectRevert(refusal);
        charge(title, "provider", t);
    }

    function test_freezeEvadedBySuccession() public {
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 100);
        succeeded("court", PROVIDER, OPERATOR, "operator");
        succeeded("court", OPERATOR, PROCESSOR, "processor");
        bytes memory refusal = _notFree(title, Verb.RANK, Reason.HOLDER_FROZEN);
        IInterests.Terms memory t = pledge(OUTSIDER);
        vm.expectRevert(refusal);
        charge(title, "processor", t);
        assertEq(free(title, Verb.TRANSFER), Reason.HOLDER_FROZEN, "the successor sells nothing");
        vm.warp(t0 + 50);
        renewOf(holder(PROVIDER), "court", 1, t0 + 200);
        vm.warp(t0 + 150);
        assertEq(free(title, Verb.TRANSFER), Reason.HOLDER_FROZEN, "and an ended party's freeze is renewed");
    }

    function test_freezeEvadedByAGapInTheQueue() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        vm.warp(t0 + 100); // nothing runs, nobody promoted the second yet
        assertTrue(grant(target).frozenUntil() <= block.timestamp, "frozenUntil says nothing");
        (bool done, bytes memory why) = tryTransfer();
        assertFalse(done, "sold in the gap");
        assertEq(keccak256(why), keccak256(_notFree(title, Verb.TRANSFER, Reason.FREEZE_QUEUED)), "for this reason");
        bytes memory refusal = _notFree(title, Verb.RANK, Reason.FREEZE_QUEUED);
        IInterests.Terms memory t = prenotice(BUYER);
        vm.expectRevert(refusal);
        charge(title, "provider", t); // nor is a friend's place kept in it
        encumbrances.promote(target);
        assertEq(free(title, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "the second runs, from now");
    }

    /// @dev The parts inherit what stands on the whole, and the split itself needs the bank.
    function test_pledgeStrippedByASplit() public {
        charge(title, "provider", pledge(OUTSIDER));
        assertEq(free(title, Verb.SPLIT), Reason.ENCUMBERED, "not without the bank");
        letPass(target, "outsider", 1, uint8(1 << Verb.SPLIT));
        GrantKey[] memory part = _splitPart();
        assertEq(free(part, Verb.TRANSFER), Reason.ENCUMBERED, "the part is pledged as the whole was");
        bytes memory refusal = _notFree(part, Verb.RANK, Reason.ENCUMBERED);
        IInterests.Terms memory t = pledge(BUYER);
        vm.expectRevert(refusal);
        charge(part, "provider", t);
        releaseOf(target, "outsider", 1);
        assertEq(free(part, Verb.TRANSFER), Reason.NONE, "until the bank releases the whole");
    }

    /// @dev A seller keeps a place for a friend before the court comes: no longer than ninety days, never against an order that
    /// stops exercise, and no second time while the court's order stands.
    function test_freezeEvadedByAPrenoticeForAFriend() public {
        IInterests.Terms memory p = prenotice(BUYER);
        p.maturity = t0 + 90 days;
        charge(title, "provider", p);
        freeze(title, "court", EXERCISE, t0 + 900 days);
        complete(1);
        assertEq(valid(title), Reason.EXERCISE_FROZEN, "the friend has a thing that nobody exercises");
        assertEq(free(title, Verb.TRANSFER), Reason.EXERCISE_FROZEN, "or sells");
        bytes memory refusal = _notFree(title, Verb.RANK, Reason.EXERCISE_FROZEN);
        p.secured = PROVIDER;
        vm.expectRevert(refusal);
        charge(title, "buyer", p);
    }
}
