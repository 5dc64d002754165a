// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Answer, FreezeScope, Reason} from "../../src/types/Codes.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {StandingBase} from "../recognition/StandingBase.sol";

/// @notice Threats to statements of good standing.
contract StatementsAdversary is StandingBase {
    /// In the block of a freeze a stranger fills the shared ring. The exchange's own lane is not theirs to fill, so the negative
    /// statement of that block stands where partners look for it.
    function test_ringFloodedInTheBlockOfAFreeze() public {
        market();
        IStanding.Ask[] memory asks = only(askListing());
        vm.prank(addr("hangzhou-relayer"));
        bytes32 before = standing.state(HANGZHOU, 0, operated, asks);
        freeze(title, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 90 days);
        IStanding.Reply memory r = answer(askListing());
        assertTrue(r.state == Answer.SUSPENDED && r.reason == Reason.EXERCISE_FROZEN && r.until == 0, "negative");
        vm.prank(addr("hangzhou-relayer"));
        bytes32 negative = standing.state(HANGZHOU, 0, operated, asks);
        vm.startPrank(addr("stranger"));
        for (uint256 i = 0; i < 40; ++i) {
            standing.state(0, bytes32(i), operated, asks);
        }
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger")));
        standing.state(HANGZHOU, 0, operated, asks);
        vm.stopPrank();
        assertEq(standing.ring(HANGZHOU, 2), negative, "stands");
        assertEq(standing.ring(HANGZHOU, 1), before, "and so does the one before");
        assertEq(standing.count(HANGZHOU), 2, "nothing between");
    }

    /// A bad path must not speak ill of a good listing: what does not hash is refused, and a path without its title is another id.
    function test_badPathUsedToDefameAGoodListing() public {
        bytes32 good = market();
        assertEq(answer(askListing()).state, Answer.GOOD, "good");
        GrantKey[] memory keys = operated;
        keys[1].packed ^= bytes32(uint256(1));
        IStanding.Reply memory r = standing.answers(keys, only(askListing()))[0];
        assertTrue(
            r.id != good && r.state == Answer.UNKNOWN, "a bent key is another listing, of which nothing is known"
        );
        keys = operated;
        keys[1].parent = digest("another title");
        vm.expectRevert(abi.encodeWithSelector(IStanding.PathBroken.selector, 0, digest("another title"), idOf(title)));
        standing.answers(keys, only(askListing()));
        IStanding.Ask memory ask = askListing();
        ask.path = pathOf(hex"01");
        r = standing.answers(operated, only(ask))[0];
        assertTrue(r.id != good && r.state == Answer.UNKNOWN, "a title that is none");
    }

    /// What a caller may make others read is bounded: questions, keys and the length of a path.
    function test_gasGriefingByAStatement() public {
        IStanding.Ask[] memory asks = new IStanding.Ask[](257);
        vm.expectRevert(abi.encodeWithSelector(IStanding.TooManyAsks.selector, 257, 256));
        standing.state(0, 0, operated, asks);
        GrantKey[] memory keys = new GrantKey[](257);
        vm.expectRevert(abi.encodeWithSelector(IStanding.TooManyKeys.selector, 257, 256));
        standing.state(0, 0, keys, only(askGrant(hex"00")));
        vm.expectRevert(abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 9));
        standing.state(0, 0, operated, only(askGrant(hex"000000000000000000")));
    }

    /// A registrar names a title's id as the dataId of another: no statement puts that other below the first, under its certificate.
    function test_titleHiddenBelowAnother_fail() public {
        INotices.Notice memory n = noticeOf("hidden");
        n.key.parent = idOf(title);
        bytes32 id = file(n);
        vm.warp(grant(id).certUntil());
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(n.key);
        GrantKey[] memory keys = new GrantKey[](2);
        (keys[0], keys[1]) = (title[0], n.key);
        IStanding.Ask[] memory asks = new IStanding.Ask[](2);
        (asks[0], asks[1]) = (askGrant(hex"01"), askGrant(hex"0001"));
        vm.expectRevert(abi.encodeWithSelector(IStanding.TitleInside.selector, 1, 1));
        standing.answers(keys, asks);
        assertEq(standing.answers(keys, only(askGrant(hex"01")))[0].id, id, "a title by itself");
    }
}
