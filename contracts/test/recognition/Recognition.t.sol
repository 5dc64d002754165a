// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Reason, Recognised} from "../../src/types/Codes.sol";
import {Vm} from "../kit/Vm.sol";
import {RecognitionBase} from "./RecognitionBase.sol";

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
        recognizeAll(good());
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
            assertEq(fact(i).statement(), uint64(uint256(hashOf(good().s)) >> 192), "and of which statement");
        }
    }

    function test_withoutAnAgreementProvenOnly() public {
        proveAll(good());
        assertEq(status(factId(0)), Recognised.PROVEN, "proven");
        decide(0, Recognised.CONDITIONAL, 4);
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "decided");
        proveAll(good());
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "an earlier decision stands");
        assertEq(fact(0).decisionReason(), 4, "with its reason");
    }

    function test_ownDecisionStandsUnderAnAgreement() public {
        proveAll(good());
        decide(0, Recognised.CONDITIONAL, 4);
        agree();
        recognizeAll(good());
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "anyone proves, only the exchange decides");
        assertEq(fact(0).agreement(), 0, "rests on no agreement");
        assertEq(status(factId(1)), Recognised.RECOGNIZED, "what it did not decide");
    }

    function test_recognitionEndsWithItsAgreement() public {
        uint40 end = uint40(block.timestamp) + 30;
        Club memory club = clubOf(members(), end);
        agree(club);
        recognizeAll(good(), club);
        (uint8 before,, uint40 until) = recognition.statusOf(factId(0), end - 1);
        assertEq(before, Recognised.RECOGNIZED, "its last second");
        assertEq(until, end, "until");
        (uint8 after_,,) = recognition.statusOf(factId(0), end);
        assertEq(after_, Recognised.STALE, "over");
    }

    function test_agreementOfAShorterAge() public {
        Club memory club = standingClub;
        club.maxAgeShow = 600;
        agree(club);
        recognizeAll(good(), club);
        (,, uint40 until) = recognition.statusOf(factId(0), uint40(block.timestamp));
        assertEq(until, good().s.asOf + 600, "until");
    }

    function test_silenceBecomesStale() public {
        agree();
        recognizeAll(good());
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
        recognizeAll(good());
        acceptHeader(frozen(), 101);
        recognizeAll(frozen());
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
        recognizeAll(good());
        endAgreement(standingClub);
        assertEq(status(factId(0)), Recognised.RECOGNIZED, "until the next fact");
        recognizeAll(good());
        assertEq(status(factId(0)), Recognised.WITHDRAWN, "withdrawn");
        assertEq(fact(0).agreement(), uint32(uint256(agreementIdOf(HANGZHOU, standingClub)) >> 224), "by its end");
    }

    function test_sandboxProductIsConditional() public {
        agree();
        acceptHeader(sandbox(), 102);
        recognizeAll(sandbox());
        assertEq(status(factId(0)), Recognised.CONDITIONAL, "listing");
        assertEq(status(factId(1)), Recognised.RECOGNIZED, "grant");
    }

    function test_declinedStandsUntilDecidedAnew() public {
        agree();
        recognizeAll(good());
        decide(0, Recognised.DECLINED, 9);
        recognizeAll(good());
        assertEq(status(factId(0)), Recognised.DECLINED, "declined");
        decide(0, Recognised.RECOGNIZED, 0);
        assertEq(status(factId(0)), Recognised.RECOGNIZED, "decided anew");
    }

    function test_unknownFactIsUnknown() public view {
        assertEq(status(factId(0)), Recognised.UNKNOWN, "status");
    }

    // ---- a module that is retired

    function test_retiredModulesAnswerNothing_fail() public {
        uint40 now_ = uint40(block.timestamp);
        vm.startPrank(addr("council"));
        register.retireModule(address(recognition));
        register.retireModule(address(peers));
        register.retireModule(address(listings));
        vm.stopPrank();
        _silent(address(recognition), abi.encodeCall(recognition.statusOf, (factId(0), now_)));
        _silent(address(recognition), abi.encodeCall(recognition.statusFor, (factId(0), 0, now_)));
        _silent(address(recognition), abi.encodeCall(recognition.statusUnder, (subject(0), 0, 0, now_)));
        _silent(address(peers), abi.encodeCall(peers.head, (peer)));
        _silent(address(peers), abi.encodeCall(peers.terms, (peer)));
        _silent(address(peers), abi.encodeCall(peers.trusted, (peer)));
        _silent(address(peers), abi.encodeCall(peers.peerAt, (1, address(register))));
        _silent(address(listings), abi.encodeCall(listings.good, (operated, HANGZHOU, digest("product"), NONCE)));
    }

    function _silent(address module, bytes memory call) private view {
        (bool done, bytes memory why) = module.staticcall(call);
        assertFalse(done, "answers");
        assertTrue(bytes4(why) == IRegister.ModuleNotEnabled.selector, "for another reason");
    }
}
