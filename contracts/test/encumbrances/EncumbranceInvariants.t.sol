// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {InterestKind, Mode, Reason, Right, TransferReason, Verb} from "../../src/types/Codes.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice I7, I8 and I9 of the specification, each by the verbs themselves.
contract EncumbranceInvariantsTest is EncumbrancesBase {
    /// @dev By any order of any court, on the grant or on its holder, in effect or in line behind one that ran out.
    function test_I7_nothingIsDisposedOfWhileFrozen(uint256 seed) public {
        bytes32 of_ = seed & 1 == 0 ? target : holder(PROVIDER);
        uint40 until = t0 + 1 + uint40(bound(seed >> 8, 1, 1000 days));
        freezeOf(of_, seed & 2 == 0 ? "court" : "court-two", seed & 4 == 0 ? DISPOSE : EXERCISE, until);
        if (seed & 8 == 0) {
            freezeOf(of_, seed & 2 == 0 ? "court-two" : "court", DISPOSE, until);
            vm.warp(until); // the first ran out, nobody promoted the second
        } else {
            vm.warp(bound(seed >> 72, t0, until - 1)); // the last second included
        }
        if (block.timestamp < START + 730 days) _refusedAll();
    }

    /// @dev The order gives power as long as it stops others, and not a second longer.
    function test_I7_noJudgmentAfterTheFreeze() public {
        freeze(title, "court", DISPOSE, t0 + 100);
        vm.warp(t0 + 100);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.NoFreezeOfYours.selector, target, COURT));
        adjudge("court", BUYER, none(), none());
        freezeOf(holder(PROVIDER), "court", DISPOSE, t0 + 200);
        vm.warp(t0 + 200);
        vm.expectRevert(abi.encodeWithSelector(IEnforcement.NoFreezeOfYours.selector, target, COURT));
        adjudge("court", BUYER, none(), none());
    }

    /// @dev Each verb passes if and only if every live interest has its bit.
    function test_I8_onlyWhatTheSecuredLetPass(uint8 first, uint8 second) public {
        IInterests.Terms memory t = pledge(OUTSIDER);
        t.consents = uint8(first & EVERY_VERB | 1 << Verb.RANK);
        charge(title, "provider", t);
        t.consents = second & EVERY_VERB;
        charge(title, "provider", t);
        uint8 both = first & second;
        for (uint8 verb = 0; verb < Verb.RANK; ++verb) {
            assertEq(free(title, verb), both >> verb & 1 == 1 ? Reason.NONE : Reason.ENCUMBERED, "both let it pass");
        }
        (bool rank,) = _tryCharge(pledge(BUYER));
        assertTrue(rank == (second >> Verb.RANK & 1 == 1), "a rank below");
        if (rank) return; // the new one lets nothing pass
        (bool sold,) = tryTransfer();
        assertTrue(sold == (both >> Verb.TRANSFER & 1 == 1), "a sale");
    }

    /// @dev What was let pass can be taken back, verb by verb.
    function test_I8_consentsAreTakenBack() public {
        charge(title, "provider", _lettingPass(OUTSIDER));
        letPass(target, "outsider", 1, uint8(1 << Verb.LICENSE));
        assertEq(free(title, Verb.LICENSE), Reason.NONE, "licences pass");
        (bool sold,) = tryTransfer();
        assertFalse(sold, "sales no more");
        letPass(target, "outsider", 1, 0);
        for (uint8 verb = 0; verb < Verb.RANK; ++verb) {
            assertEq(free(title, verb), Reason.ENCUMBERED, "nothing passes");
        }
    }

    /// @dev Ordinals rise by one with every registration, within a second too, and are never given twice.
    function test_I9_ranksAreTheOrderOfRegistration(uint256 seed) public {
        uint40 last;
        for (uint8 n = 1; n <= 8; ++n) {
            IInterests.Terms memory t = _lettingPass(n % 2 == 0 ? OUTSIDER : BUYER);
            t.kind = uint8(1 + (seed >> 8 * n) % InterestKind.FINANCE_LEASE);
            assertEq(charge(title, "provider", t), n, "the next rank");
            assertEq(interest(target, n).secured(), t.secured, "is the one that came next");
            assertTrue(interest(target, n).since() >= last, "never before an earlier rank");
            last = interest(target, n).since();
            if (seed >> n & 1 == 1) releaseOf(target, n % 2 == 0 ? "outsider" : "buyer", n);
            if (seed >> 64 + n & 1 == 1) vm.warp(block.timestamp + 1);
        }
        for (uint8 n = 1; n <= 8; ++n) {
            bool gone = seed >> n & 1 == 1;
            assertEq(interest(target, n).state(), gone ? InterestState.RELEASED : InterestState.LIVE, "its own fate");
        }
    }

    function _refusedAll() private {
        (bool done,) = tryTransfer();
        assertFalse(done, "sold");
        (done,) = _tryCharge(pledge(OUTSIDER));
        assertFalse(done, "pledged");
        (done,) = _tryCharge(prenotice(BUYER));
        assertFalse(done, "pre-noticed");
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE));
        vm.prank(addr("provider"));
        (done,) = address(grants).call(abi.encodeCall(IGrants.license, (title, key, PROCESSOR)));
        assertFalse(done, "licensed");
        Consent memory to = consent("buyer", transferFields(title, BUYER, TransferReason.CONTRIBUTION));
        bytes memory call =
            abi.encodeCall(IGrants.transfer, (title, BUYER, TransferReason.CONTRIBUTION, digest("transfer terms"), to));
        vm.prank(addr("provider"));
        (done,) = address(grants).call(call);
        assertFalse(done, "contributed");
        assertTrue(free(title, Verb.END) != Reason.NONE, "nor ended");
    }

    function _tryCharge(IInterests.Terms memory t) private returns (bool done, bytes memory why) {
        vm.prank(addr("provider"));
        return address(encumbrances).call(abi.encodeCall(encumbrances.charge, (title, t)));
    }
}
