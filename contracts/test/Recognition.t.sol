// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../src/interfaces/IModule.sol";
import {IPeers} from "../src/interfaces/IPeers.sol";
import {IRecognition} from "../src/interfaces/IRecognition.sol";
import {Reason, Recognised, Role} from "../src/types/Codes.sol";
import {RecognitionBase} from "./RecognitionBase.sol";
import {Vm} from "./Vm.sol";

/// @notice From a statement at home, under a notarised header, to a fact at the partner's; agreements and decisions.
contract RecognitionTest is RecognitionBase {
    uint40 private constant YEAR = 365 days;

    function status(bytes32 id) private view returns (uint8 s) {
        (s,,) = recognition.statusOf(id, uint40(block.timestamp));
    }

    // ---- from statement to fact

    function test_goodListingIsRecognisedUnderAnAgreement() public {
        bytes32 agreementId = agree();
        vm.recordLogs();
        proveAll(good(), AGREEMENT);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 6, "three events, then three words");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(logs[i].topics[0], IRecognition.FactRecorded.selector, "typed events first");
            (, bytes32 leaf) = abi.decode(logs[3 + i].data, (bytes32, bytes32));
            assertEq(leaf, leafOfFact(good(), i, Recognised.RECOGNIZED, agreementId), "leaf");
        }
        for (uint256 i = 0; i < 3; ++i) {
            (uint8 s, uint40 asOf, uint40 until) = recognition.statusOf(factId(i), uint40(block.timestamp));
            assertEq(s, Recognised.RECOGNIZED, "status");
            assertEq(asOf, good().s.asOf, "asOf");
            assertEq(until, good().s.asOf + MAX_AGE, "until");
        }
    }

    function test_withoutAnAgreementProvenOnly() public {
        proveAll(good(), 0);
        assertEq(status(factId(0)), Recognised.PROVEN, "proven");
        vm.prank(addr("hangzhou"));
        recognition.decide(factId(0), Recognised.CONDITIONAL, 4);
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "decided");
        proveAll(good(), 0);
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "an earlier decision stands");
        assertEq(fact(0).decisionReason(), 4, "with its reason");
    }

    function test_ownDecisionStandsUnderAnAgreement() public {
        proveAll(good(), 0);
        vm.prank(addr("hangzhou"));
        recognition.decide(factId(0), Recognised.CONDITIONAL, 4);
        agree();
        proveAll(good(), AGREEMENT);
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "anyone proves, only the exchange decides");
        assertEq(fact(0).agreement(), 0, "rests on no agreement");
        assertEq(status(factId(1)), Recognised.RECOGNIZED, "what it did not decide");
    }

    function test_recognitionEndsWithItsAgreement() public {
        uint40 end = uint40(block.timestamp) + 30;
        vm.prank(addr("hangzhou"));
        recognition.agree(peer, AGREEMENT, end, 0);
        proveAll(good(), AGREEMENT);
        (uint8 before,, uint40 until) = recognition.statusOf(factId(0), end - 1);
        assertEq(before, Recognised.RECOGNIZED, "its last second");
        assertEq(until, end, "until");
        (uint8 after_,,) = recognition.statusOf(factId(0), end);
        assertEq(after_, Recognised.STALE, "over");
    }

    function test_agreementOfAShorterAge() public {
        vm.prank(addr("hangzhou"));
        recognition.agree(peer, AGREEMENT, uint40(block.timestamp) + YEAR, 600);
        proveAll(good(), AGREEMENT);
        (,, uint40 until) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(until, good().s.asOf + 600, "until");
    }

    function test_silenceBecomesStale() public {
        agree();
        proveAll(good(), AGREEMENT);
        uint40 until = good().s.asOf + MAX_AGE;
        (uint8 before,,) = recognition.statusOf(factId(0), until - 1);
        assertEq(before, Recognised.RECOGNIZED, "last second");
        (uint8 after_,,) = recognition.statusOf(factId(0), until);
        assertEq(after_, Recognised.STALE, "stale");
        (uint8 earlier,,) = recognition.statusOf(factId(0), good().s.asOf - 1);
        assertEq(earlier, Recognised.UNKNOWN, "before anything was known");
    }

    function test_freezeAtHomeSuspendsHere() public {
        agree();
        proveAll(good(), AGREEMENT);
        acceptHeader(frozen(), 101);
        proveAll(frozen(), AGREEMENT);
        assertEq(status(factId(0)), Recognised.SUSPENDED, "listing");
        assertEq(status(factId(1)), Recognised.SUSPENDED, "grant");
        assertEq(status(factId(2)), Recognised.RECOGNIZED, "the voucher itself is still issued");
        assertEq(fact(0).reason(), Reason.EXERCISE_FROZEN, "reason");
        assertEq(fact(0).until(), 0, "a negative answer has no until");
        (uint8 s,,) = recognition.statusOf(factId(0), uint40(block.timestamp) + YEAR);
        assertEq(s, Recognised.SUSPENDED, "it does not age into anything better");
    }

    function test_endedAgreementWithdraws() public {
        agree();
        proveAll(good(), AGREEMENT);
        vm.prank(addr("hangzhou"));
        recognition.endAgreement(peer, AGREEMENT);
        assertEq(status(factId(0)), Recognised.RECOGNIZED, "until the next fact");
        proveAll(good(), AGREEMENT);
        assertEq(status(factId(0)), Recognised.WITHDRAWN, "withdrawn");
        assertEq(fact(0).agreement(), 0, "rests on no agreement");
    }

    function test_sandboxProductIsConditional() public {
        agree();
        acceptHeader(sandbox(), 102);
        proveAll(sandbox(), AGREEMENT);
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "listing");
        assertEq(status(factId(1)), Recognised.RECOGNIZED, "grant");
    }

    function test_declinedStandsUntilDecidedAnew() public {
        agree();
        proveAll(good(), AGREEMENT);
        vm.startPrank(addr("hangzhou"));
        recognition.decide(factId(0), Recognised.DECLINED, 9);
        vm.stopPrank();
        proveAll(good(), AGREEMENT);
        assertEq(status(factId(0)), Recognised.DECLINED, "declined");
        vm.prank(addr("hangzhou"));
        recognition.decide(factId(0), Recognised.RECOGNIZED, 0);
        assertEq(status(factId(0)), Recognised.RECOGNIZED, "decided anew");
    }

    function test_unknownFactIsUnknown() public view {
        assertEq(status(factId(0)), Recognised.UNKNOWN, "status");
    }

    // ---- agreements and decisions

    function test_agreeTwiceForNothingOrWithNobody_fail() public {
        bytes32 id = agree();
        uint40 until = uint40(block.timestamp) + YEAR;
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementExists.selector, id));
        recognition.agree(peer, AGREEMENT, until, 0);
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("digest")));
        recognition.agree(peer, 0, until, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IRecognition.AgreementTermRefused.selector, block.timestamp, block.timestamp)
        );
        recognition.agree(peer, digest("other"), uint40(block.timestamp), 0);
        vm.expectRevert(abi.encodeWithSelector(IPeers.PeerUnknown.selector, digest("nobody")));
        recognition.agree(digest("nobody"), AGREEMENT, until, 0);
        vm.stopPrank();
    }

    function test_endAgreementTwiceOrOfAnother_fail() public {
        agree();
        bytes32 ofHarbin = agreementIdOf(HARBIN, AGREEMENT);
        vm.expectRevert(abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, ofHarbin));
        vm.prank(addr("harbin"));
        recognition.endAgreement(peer, AGREEMENT);
        vm.startPrank(addr("hangzhou"));
        recognition.endAgreement(peer, AGREEMENT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRecognition.AgreementNotLive.selector, agreementIdOf(HANGZHOU, AGREEMENT), 2, block.timestamp
            )
        );
        recognition.endAgreement(peer, AGREEMENT);
        vm.stopPrank();
    }

    function test_decideOnNothingOrOtherwise_fail() public {
        vm.startPrank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IRecognition.FactUnknown.selector, factId(0)));
        recognition.decide(factId(0), Recognised.DECLINED, 0);
        vm.stopPrank();
        proveAll(good(), 0);
        uint8[5] memory refused = [0, Recognised.PROVEN, Recognised.SUSPENDED, Recognised.STALE, 8];
        vm.startPrank(addr("hangzhou"));
        for (uint256 i = 0; i < refused.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRecognition.DecisionRefused.selector, refused[i]));
            recognition.decide(factId(0), refused[i], 0);
        }
        vm.stopPrank();
    }

    function test_decideOrAgreeWithoutTheRole_fail() public {
        address logger = addr("hangzhou-logger");
        bytes memory why = abi.encodeWithSelector(IModule.RoleMissing.selector, logger, Role.LOGGER, Role.EXCHANGE);
        vm.startPrank(logger);
        vm.expectRevert(why);
        recognition.decide(factId(0), Recognised.DECLINED, 0);
        vm.expectRevert(why);
        recognition.agree(peer, AGREEMENT, uint40(block.timestamp) + 1, 0);
        vm.stopPrank();
    }
}
