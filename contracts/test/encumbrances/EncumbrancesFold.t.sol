// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {GrantFlag, InterestKind, Reason, Verb} from "../../src/types/Codes.sol";
import {FreezeState, FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState, InterestWord} from "../../src/types/InterestWord.sol";
import {EncumbrancesBase} from "./EncumbrancesBase.sol";

/// @notice Whatever is done in whatever order, the words of grants and holders say what their FREEZE and INTEREST words say.
contract EncumbrancesFoldTest is EncumbrancesBase {
    string[2] private courts = ["court", "court-two"];
    string[2] private banks = ["outsider", "buyer"];
    uint32[2] private bankNumbers = [OUTSIDER, BUYER];

    function test_wordsAreTheFoldOfTheirOrdersAndInterests(uint256 seed) public {
        for (uint256 i = 0; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _step(seed);
            _checkOrders(target, grant(target).frozenUntil(), grant(target).freezes(), grant(target).flags());
            uint16 flags = partyWord(PROVIDER).flags();
            _checkOrders(holder(PROVIDER), partyWord(PROVIDER).frozenUntil(), partyWord(PROVIDER).freezes(), flags);
            _checkInterests();
        }
    }

    /// @dev One verb of one actor; what is refused changes nothing, which the checks show too.
    function _step(uint256 seed) private {
        uint256 who = seed & 1;
        bytes32 of_ = seed & 2 == 0 ? target : holder(PROVIDER);
        uint8 ordinal = uint8(1 + (seed >> 8) % 4);
        uint40 until = uint40(block.timestamp + 1 + (seed >> 16) % 100);
        uint256 verb = (seed >> 32) % 8;
        bytes memory call;
        if (verb == 0) {
            call = abi.encodeCall(encumbrances.freeze, (of_, uint8(1 + (seed >> 2 & 1)), until, "order"));
        } else if (verb == 1) {
            call = abi.encodeCall(encumbrances.lift, (of_, ordinal, "order"));
        } else if (verb == 2) {
            call = abi.encodeCall(encumbrances.renew, (of_, ordinal, until, "order"));
        } else if (verb == 3) {
            call = abi.encodeCall(encumbrances.promote, (of_));
        } else if (verb == 4) {
            call = abi.encodeCall(encumbrances.consent, (target, ordinal, uint8(seed >> 40) & EVERY_VERB));
        } else if (verb == 5) {
            call = abi.encodeCall(encumbrances.release, (target, ordinal, "release"));
        } else if (verb == 6) {
            call = abi.encodeCall(encumbrances.lapsePrenotice, (target, ordinal));
        }
        if (verb == 7) return _chargeAndWait(seed, until);
        vm.prank(addr(verb < 4 ? courts[who] : banks[who]));
        (bool done,) = address(encumbrances).call(call);
        done;
    }

    function _chargeAndWait(uint256 seed, uint40 until) private {
        vm.warp(block.timestamp + (seed >> 64) % 60);
        if (until <= block.timestamp || free(title, Verb.RANK) != Reason.NONE) return;
        uint8 kind = seed & 4 == 0 ? InterestKind.PRENOTICE : InterestKind.PLEDGE;
        uint8 consents = uint8(seed >> 40) & EVERY_VERB;
        IInterests.Terms memory t =
            IInterests.Terms(kind, bankNumbers[seed & 1], until, consents, digest("a"), digest("b"));
        vm.prank(addr("provider"));
        (bool done,) = address(encumbrances).call(abi.encodeCall(encumbrances.charge, (title, t)));
        done;
    }

    function _checkOrders(bytes32 of_, uint40 frozenUntil, uint8 count, uint16 flags) private view {
        (uint40 latest, uint32 authority, bool queued, bool exercise) = (0, 0, false, false);
        for (uint8 i = 1; i <= count; ++i) {
            FreezeWord o = order(of_, i);
            assertTrue(o.state() != 0, "every ordinal is on record");
            queued = queued || o.state() == FreezeState.QUEUED;
            if (o.state() != FreezeState.EFFECTIVE || block.timestamp >= o.until()) continue;
            assertTrue(authority == 0 || authority == o.authority(), "one authority at a time");
            (authority, latest) = (o.authority(), o.until() > latest ? o.until() : latest);
            exercise = exercise || o.scope() == EXERCISE;
        }
        assertEq(order(of_, count + 1).state(), 0, "and no more");
        assertTrue(queued == (flags & GrantFlag.QUEUED != 0), "who waits");
        assertTrue(!exercise || flags & GrantFlag.EXERCISE != 0, "what stops exercise shows");
        assertTrue(latest == (frozenUntil > block.timestamp ? frozenUntil : 0), "the latest of those that run");
    }

    function _checkInterests() private view {
        GrantWord w = grant(target);
        (uint8 live, bool kept, uint40 since) = (0, false, 0);
        for (uint8 i = 1; i <= w.ranks(); ++i) {
            InterestWord n = interest(target, i);
            assertTrue(n.since() >= since && n.state() != 0, "in the order of registration");
            since = n.since();
            if (n.state() != InterestState.LIVE) continue;
            ++live;
            kept = kept || n.kind() == InterestKind.PRENOTICE;
        }
        assertEq(interest(target, w.ranks() + 1).state(), 0, "and no more");
        assertEq(w.liveRanks(), live, "as many as live");
        assertTrue(kept == (w.flags() & GrantFlag.PRENOTICE != 0), "a pre-notice shows while it lives");
    }
}
