// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../src/interfaces/IListings.sol";
import {IModule} from "../src/interfaces/IModule.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {ListingFlag, Reason, Role, Verdict} from "../src/types/Codes.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {ListingState, ListingWord} from "../src/types/ListingWord.sol";
import {MarketBase} from "./MarketBase.sol";

contract ReviewsTest is MarketBase {
    // ---- reviewing

    function refuseReview(string memory by, IListings.Product memory p, uint8 verdict, uint40 until, bytes memory why)
        private
    {
        bytes32 id = idOf(operated);
        bytes32 report = digest("report");
        vm.expectRevert(why);
        vm.prank(addr(by));
        listings.review(id, p, verdict, 5, until, report);
    }

    function test_failedReviewSuspends() public {
        bytes32 id = market();
        IListings.Product memory p = product();
        bytes32 grantId = idOf(operated);
        bytes32 report = digest("report");
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(grantId, p, Verdict.FAILED, 1, 0, report);
        assertEq(listing(id).state(), ListingState.SUSPENDED, "suspended");
        assertEq(listing(id).reviewUntil(), 0, "review ended");
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.LISTED, 1);
        assertEq(goodReason(), Reason.NOT_REVIEWED, "resumed, not reviewed");
    }

    function test_reviewsAreCountedUpToTheirWidth() public {
        bytes32 id = market();
        plant(Kind.LISTING, id, ListingWord.unwrap(listing(id).withReviews(255)));
        pass(product(), uint40(block.timestamp) + 1 days);
        assertEq(listing(id).reviews(), 255, "reviews");
    }

    function test_reviewByAnotherExchange_fail() public {
        list(product());
        refuseReview(
            "harbin-reviewer",
            product(),
            Verdict.PASSED,
            uint40(block.timestamp) + 1,
            abi.encodeWithSelector(IListings.NotThisExchange.selector, HANGZHOU, HARBIN)
        );
    }

    function test_reviewWithoutTheRole_fail() public {
        list(product());
        refuseReview(
            "hangzhou-logger",
            product(),
            Verdict.PASSED,
            uint40(block.timestamp) + 1,
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-logger"), Role.LOGGER, Role.REVIEWER)
        );
    }

    function test_reviewByTheHolder_fail() public {
        list(product());
        GrantWord word = grant(idOf(operated));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withHolder(HANGZHOU)));
        refuseReview(
            "hangzhou-reviewer",
            product(),
            Verdict.PASSED,
            uint40(block.timestamp) + 1,
            abi.encodeWithSelector(IListings.SelfReview.selector, HANGZHOU)
        );
    }

    function test_reviewOfAnotherGrantOrProduct_fail() public {
        list(product());
        bytes32 report = digest("report");
        uint40 until = uint40(block.timestamp) + 1;
        bytes32 other = Ids.listingId(idOf(title), HANGZHOU, digest("product"), NONCE);
        bytes32 titleId = idOf(title);
        IListings.Product memory p = product();
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, other));
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(titleId, p, Verdict.PASSED, 5, until, report);
        p.flags = ListingFlag.SANDBOX;
        bytes32 id = Ids.listingId(idOf(operated), HANGZHOU, digest("product"), NONCE);
        refuseReview(
            "hangzhou-reviewer",
            p,
            Verdict.PASSED,
            until,
            abi.encodeWithSelector(IListings.ProductDiffers.selector, id, p.until, 0)
        );
    }

    function test_reviewWithNoReport_fail() public {
        list(product());
        IListings.Product memory p = product();
        bytes32 id = idOf(operated);
        vm.expectRevert(abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reportDigest")));
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(id, p, Verdict.PASSED, 5, uint40(block.timestamp) + 1, 0);
    }

    function test_verdictUnknown_fail() public {
        list(product());
        bytes memory why = abi.encodeWithSelector(IListings.VerdictRefused.selector, 4);
        refuseReview("hangzhou-reviewer", product(), 4, uint40(block.timestamp) + 1, why);
        why = abi.encodeWithSelector(IListings.VerdictRefused.selector, 0);
        refuseReview("hangzhou-reviewer", product(), 0, uint40(block.timestamp) + 1, why);
    }

    function test_reviewTermPastOrOfAFailedOne_fail() public {
        list(product());
        uint40 nowAt = uint40(block.timestamp);
        bytes memory why = abi.encodeWithSelector(IListings.ReviewTermRefused.selector, nowAt, nowAt);
        refuseReview("hangzhou-reviewer", product(), Verdict.PASSED, nowAt, why);
        why = abi.encodeWithSelector(IListings.ReviewTermRefused.selector, nowAt + 9, nowAt);
        refuseReview("hangzhou-reviewer", product(), Verdict.FAILED, nowAt + 9, why);
    }

    function test_reviewOfADelistedProduct_fail() public {
        bytes32 id = market();
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.DELISTED, 1);
        refuseReview(
            "hangzhou-reviewer",
            product(),
            Verdict.PASSED,
            uint40(block.timestamp) + 1,
            abi.encodeWithSelector(
                IListings.ListingStateRefused.selector, id, ListingState.DELISTED, ListingState.LISTED
            )
        );
    }
}
