// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Recognised, Reliance, ScopeMask} from "../../src/types/Codes.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

/// @notice What lies within a club, and for how long its answers count.
contract ClubsTest is RecognitionBase {
    // ---- what lies outside

    function narrow(uint8 conditions) private returns (Club memory club) {
        club = standingClub;
        club.sectors = ScopeMask.PURPOSE ^ 1;
        club.conditions = conditions;
        agree(club);
    }

    function status(uint256 index) private view returns (uint8 found) {
        (found,,) = recognition.statusOf(factId(index), uint40(block.timestamp));
    }

    function test_outsideTheSectorsProvenOnly() public {
        Club memory club = narrow(0);
        recognizeShown(good(), club, shownAll());
        assertEq(status(0), Recognised.PROVEN, "listing");
        assertEq(status(1), Recognised.PROVEN, "grant");
        assertEq(status(2), Recognised.PROVEN, "a voucher, of which nothing shows that its licence lies within");
    }

    function test_outsideIsConditionalWhereTheClubSaysSo() public {
        Club memory club = narrow(2);
        recognizeShown(good(), club, shownAll());
        assertEq(status(0), Recognised.CONDITIONAL, "listing");
    }

    function test_restrictedClubThatTheListingLiesWithin() public {
        Club memory club = standingClub;
        club.bases = uint16(1 << 1);
        agree(club);
        recognizeShown(good(), club, shownAll());
        assertEq(status(0), Recognised.RECOGNIZED, "listing");
        assertEq(status(1), Recognised.RECOGNIZED, "grant");
    }

    function test_outsideTheBasesOrRegions() public {
        Club memory club = standingClub;
        club.bases = uint16(1 << 2);
        agree(club);
        recognizeShown(good(), club, shownAll());
        assertEq(status(0), Recognised.PROVEN, "basis");
        club = standingClub;
        club.regions = 1;
        agree(club);
        recognizeShown(good(), club, shownAll());
        assertEq(status(1), Recognised.PROVEN, "region");
    }

    function refuseShown(Club memory club, IRecognition.Shown[] memory shown, bytes memory why) private {
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = itemsOf(snap);
        vm.expectRevert(why);
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, club, shown);
    }

    /// Else anyone could leave the scope out, and take a recognition away.
    function test_scopeNotShownOrOfAnother_fail() public {
        Club memory club = narrow(0);
        bytes4 missing = IRecognition.ShownMissing.selector;
        refuseShown(club, new IRecognition.Shown[](0), abi.encodeWithSelector(missing, 0));
        IRecognition.Shown[] memory shown = shownAll();
        shown[1] = shown[2];
        refuseShown(club, shown, abi.encodeWithSelector(missing, 1));
        shown = shownAll();
        shown[0].nonce += 1;
        bytes32 id = good().replies[0].id;
        (bool done, bytes memory why) = address(recognition)
            .call(
                abi.encodeCall(
                    recognition.recognize,
                    (home.origin, good().s, good().slotProof, itemsOf(good()), HANGZHOU, club, shown)
                )
            );
        assertFalse(done, "another listing's preimage");
        assertEq(bytes32(bytes4(why)), bytes32(IRecognition.ShownDiffers.selector), "ShownDiffers");
        assertTrue(id != 0, "a listing");
    }

    function test_endedClubNeedsNothingShown() public {
        Club memory club = standingClub;
        club.bases = uint16(1 << 1);
        agree(club);
        recognizeShown(good(), club, shownAll());
        endAgreement(club);
        Snapshot memory snap = good();
        IRecognition.Item[] memory items = new IRecognition.Item[](2); // of the voucher it said nothing
        (items[0], items[1]) = (itemsOf(snap)[0], itemsOf(snap)[1]);
        IRecognition.Shown[] memory nothing = new IRecognition.Shown[](0);
        recognition.recognize(home.origin, snap.s, snap.slotProof, items, HANGZHOU, club, nothing);
        assertEq(status(0), Recognised.WITHDRAWN, "withdrawn");
    }

    function test_nextClubRecognisesWhatAnEndedOneWithdrew() public {
        agree();
        recognizeAll(good());
        endAgreement(standingClub);
        recognizeAll(good());
        assertEq(status(0), Recognised.WITHDRAWN, "withdrawn");
        Club memory next = standingClub;
        next.termsDigest = digest("next year");
        agree(next);
        recognizeAll(good(), next);
        assertEq(status(0), Recognised.RECOGNIZED, "under the next club");
    }

    // ---- what a fact is relied upon for

    function statusFor(uint8 reliance, uint256 age) private view returns (uint8 found, uint40 until) {
        (found,, until) = recognition.statusFor(factId(0), reliance, uint40(good().s.asOf + age));
    }

    function test_theMoreIsAtStakeTheSoonerStale() public {
        agree();
        recognizeAll(good());
        uint256[3] memory ages = [uint256(MAX_AGE), 6 hours, 1 hours];
        for (uint8 i = Reliance.SHOW; i <= Reliance.FINANCE; ++i) {
            (uint8 last, uint40 until) = statusFor(i, ages[i] - 1);
            assertEq(last, Recognised.RECOGNIZED, "last second");
            assertEq(until, good().s.asOf + ages[i], "until");
            (last,) = statusFor(i, ages[i]);
            assertEq(last, Recognised.STALE, "stale");
        }
    }

    function test_clubShortensEachAge() public {
        Club memory club = standingClub;
        (club.maxAgeTrade, club.maxAgeFinance) = (2 hours, 3 hours);
        agree(club);
        recognizeAll(good(), club);
        (, uint40 until) = statusFor(Reliance.TRADE, 0);
        assertEq(until, good().s.asOf + 2 hours, "trade by the club");
        (, until) = statusFor(Reliance.FINANCE, 0);
        assertEq(until, good().s.asOf + 1 hours, "finance by the peer");
        (, until) = statusFor(Reliance.SHOW, 0);
        assertEq(until, good().s.asOf + MAX_AGE, "show by the peer");
    }

    function test_relianceUnknown_fail() public {
        bytes32 id = factId(0);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.RelianceRefused.selector, 3));
        recognition.statusFor(id, 3, 0);
    }
}
