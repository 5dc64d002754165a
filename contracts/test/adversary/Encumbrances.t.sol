// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {FreezeState} from "../../src/types/FreezeWord.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "../encumbrances/EncumbrancesBase.sol";

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

    /// @dev A licensor pledges its right, splits it, and is frozen: that binds the parts. Who had bought a licence before, who bought
    /// one of a part since, and whom these licensed, dispose of theirs as before.
    function test_olderLicencesEncumberedByAPledgeAndASplit() public {
        GrantKey[] memory paid = license(title, "provider", Right.OPERATE | Right.USE, OPERATOR);
        GrantKey[] memory below = license(paid, "operator", Right.USE, BUYER);
        GrantKey[] memory part = _pledgedAndSplit();
        PackedWord packed = PackedWord.wrap(part[1].packed).withRights(Right.USE).withMode(Mode.LICENSE);
        GrantKey[] memory later = licensed(part, "provider", packed, PROCESSOR);
        assertEq(free(part, Verb.TRANSFER), Reason.ENCUMBERED, "the part is pledged");
        _allFree(paid);
        _allFree(below);
        _allFree(later);
        freeze(title, "court", DISPOSE, t0 + 1000);
        freeze(title, "court-two", DISPOSE, t0 + 2000);
        assertEq(free(part, Verb.LICENSE), Reason.FREEZE_QUEUED, "the part is frozen");
        _allFree(paid);
        _allFree(below);
        _allFree(later);
    }

    /// @dev A revocation that spares the parts of a split spares them with what they carry: pledge, freeze and line of freezes.
    function test_aPledgeStrippedByRevokingWhatWasSplit() public {
        GrantKey[] memory part = _pledgedAndSplit();
        assertEq(free(part, Verb.TRANSFER), Reason.ENCUMBERED, "the part is pledged");
        bytes32 id = idOf(title);
        vm.prank(addr("court"));
        titles.revoke(id, GrantState.VOID_SPARING, keccak256("judgment"));
        assertEq(valid(part), Reason.NONE, "the part is spared");
        assertEq(free(part, Verb.TRANSFER), Reason.ENCUMBERED, "with its pledge");
        freeze(title, "court", DISPOSE, t0 + 1000);
        assertEq(free(part, Verb.LICENSE), Reason.DISPOSE_FROZEN, "and frozen with what it was split from");
    }

    /// @dev Nor does another court's order on what the licensor split stop the judgment on a licence, or its completion.
    function test_aLicensorsFreezeAndSplitStopNoJudgmentOnALicence() public {
        GrantKey[] memory paid = license(title, "provider", Right.OPERATE | Right.USE, OPERATOR);
        _pledgedAndSplit();
        freeze(title, "court-two", DISPOSE, t0 + 1000);
        vm.warp(t0 + 10);
        IInterests.Terms memory p = prenotice(BUYER);
        uint8 ordinal = charge(paid, "operator", p);
        uint256 before = vm.snapshotState();
        Consent memory own = consent("operator", completionFields(paid, ordinal, BUYER));
        vm.prank(addr("buyer"));
        enforcement.complete(paid, ordinal, digest("transfer terms"), own);
        assertEq(grant(idOf(paid)).holder(), BUYER, "completed");
        vm.revertToState(before);
        freeze(paid, "court", DISPOSE, t0 + 1000);
        vm.prank(addr("court"));
        enforcement.adjudge(paid, PROCESSOR, none(), none(), digest("judgment"));
        assertEq(grant(idOf(paid)).holder(), PROCESSOR, "adjudged");
    }

    /// @dev PROVIDER's title pledged to a bank that lets it be split and licensed, and split by region: the first part.
    function _pledgedAndSplit() private returns (GrantKey[] memory part) {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = uint8(1 << Verb.SPLIT | 1 << Verb.LICENSE);
        charge(title, "provider", t);
        return _split();
    }

    function _allFree(GrantKey[] memory path) private view {
        for (uint8 verb = 0; verb < 5; ++verb) {
            assertEq(free(path, verb), Reason.NONE, "free");
        }
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

    /// @dev Nor is the place kept on and on: for the friend or another, while the first stands, once it was given up, or of a part.
    function test_freezeEvadedByPrenoticesRolledOn_fail() public {
        IInterests.Terms memory p = prenotice(BUYER);
        (p.maturity, p.consents) = (t0 + 80 days, EVERY_VERB);
        charge(title, "provider", p);
        vm.warp(t0 + 40 days);
        (p.maturity, p.secured) = (t0 + 120 days, OUTSIDER);
        _refusedTooSoon(title, "provider", p, t0 + 170 days);
        releaseOf(target, "buyer", 1);
        _refusedTooSoon(title, "provider", p, t0 + 170 days);
        vm.warp(t0 + 170 days - 1);
        p.maturity = t0 + 200 days;
        _refusedTooSoon(title, "provider", p, t0 + 170 days);
        _refusedTooSoon(_split(), "provider", p, t0 + 170 days);
    }

    function test_I9_aNewPlaceAfterAsLongAgain() public {
        charge(title, "provider", prenotice(BUYER));
        vm.warp(t0 + 30 days);
        encumbrances.lapsePrenotice(target, 1);
        vm.warp(t0 + 120 days);
        assertEq(charge(title, "provider", prenotice(BUYER)), 2, "ninety days after the deadline");
    }

    /// @dev Friends sell to one another, each keeping the next one's place: the second place is refused, and the court's order bites.
    function test_freezeEvadedByFriendsInARow_fail() public {
        charge(title, "provider", prenotice(BUYER));
        freeze(title, "court", DISPOSE, t0 + 900 days);
        complete(1);
        _refusedTooSoon(title, "buyer", prenotice(OPERATOR), t0 + 120 days);
        freeze(title, "court", DISPOSE, t0 + 900 days);
        assertEq(free(title, Verb.TRANSFER), Reason.DISPOSE_FROZEN, "it goes no further");
    }

    /// @dev One authority orders and lifts until every number is given: the next court is heard, and stands in line as it came.
    function test_allNumbersUsedUpByOneAuthority() public {
        bytes32 of_ = holder(PROVIDER);
        for (uint256 i = 0; i < 255; ++i) {
            liftOf(of_, "court-two", freezeOf(of_, "court-two", DISPOSE, t0 + 100));
        }
        assertEq(freezeOf(of_, "court", DISPOSE, t0 + 1000), 1, "under a number given anew");
        assertEq(free(title, Verb.TRANSFER), Reason.HOLDER_FROZEN, "and it bites");
        assertEq(order(of_, 1).authority(), COURT, "the new order stands there");
        assertEq(freezeOf(of_, "court-two", EXERCISE, t0 + 500), 2, "who comes next");
        assertEq(partyWord(PROVIDER).freezes(), 255, "numbers never fall");
        liftOf(of_, "court", 1);
        assertEq(order(of_, 2).state(), FreezeState.EFFECTIVE, "is next in line");
    }

    function _refusedTooSoon(GrantKey[] memory path, string memory by, IInterests.Terms memory p, uint40 from) private {
        vm.expectRevert(abi.encodeWithSelector(IInterests.PrenoticeTooSoon.selector, target, 1, from, block.timestamp));
        charge(path, by, p);
    }

    /// @dev PROVIDER's title split by region: the first part.
    function _split() private returns (GrantKey[] memory) {
        PackedWord whole = PackedWord.wrap(title[0].packed).withMode(Mode.SPLIT).withNonce(0);
        GrantKey[] memory parts = new GrantKey[](2);
        parts[0] = childKey(title, whole.withRegion(1));
        parts[1] = childKey(title, whole.withRegion(whole.region() & ~uint40(1)));
        vm.prank(addr("provider"));
        holdings.split(title, parts);
        return extend(title, parts[0]);
    }
}
