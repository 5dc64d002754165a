// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../src/interfaces/IListingReviews.sol";
import {IListings} from "../src/interfaces/IListings.sol";
import {ListingFlag, ReviewKind, Verdict} from "../src/types/Codes.sol";
import {GrantWord} from "../src/types/GrantWord.sol";
import {ListingWord} from "../src/types/ListingWord.sol";
import {Consent} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What reviews of a listing cost, and what its holder and its exchange do with it.
contract ReviewsGas is Meter {
    bytes32 private constant DELIST = keccak256(
        "Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant NEW_VERSION = keccak256(
        "NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    function test_reviews() public {
        IListings.Product memory p = product();
        p.flags = ListingFlag.SANDBOX;
        bytes32 id = list(p);
        vm.warp(block.timestamp + 60);
        bytes32 grantId = idOf(operated);
        bytes memory data =
            abi.encodeCall(IListingReviews.reviewScenario, (grantId, p, Verdict.PASSED, p.until, full("scenario")));
        measure("review_scenario", "hangzhou", address(listings), data);
        judge("hangzhou-reviewer", p, Verdict.PASSED, p.until, new uint32[](0));
        enrolReviewer(70100, "law firm");
        uint32[] memory others = new uint32[](1);
        others[0] = HANGZHOU;
        data = abi.encodeCall(
            IListingReviews.review, (grantId, p, Verdict.PASSED, p.until, full("report"), others)
        );
        measure("review_second", "law firm", address(listings), data);
        data = abi.encodeCall(IListingReviews.rateQuality, (grantId, p, 4, p.until, full("report")));
        measure("rate_quality", "law firm", address(listings), data);
        data = abi.encodeCall(
            IListingReviews.withdrawReview, (id, ReviewKind.COMPLIANCE, 70100, full("why"), others)
        );
        measure("review_withdraw", "law firm", address(listings), data);
        measure(
            "end_sandbox", "hangzhou", address(listings), abi.encodeCall(IListings.endSandbox, (id, full("exit")))
        );
    }

    function test_holder() public {
        market();
        vm.warp(block.timestamp + 60);
        bytes memory data = abi.encodeCall(IListings.newVersion, (ref(), full("second")));
        measure("new_version", "operator", address(listings), data);
        measure("delist", "operator", address(listings), abi.encodeCall(IListings.delist, (ref(), 1)));
    }

    function test_holderBySignature() public {
        bytes32 id = market();
        vm.warp(block.timestamp + 60);
        Consent memory c = consent("operator", bytes.concat(abi.encode(NEW_VERSION, id, full("second")), _words(id)));
        bytes memory data = abi.encodeCall(IListings.newVersionBySignature, (ref(), full("second"), c));
        measure("new_version_by_signature", "hangzhou-relayer", address(listings), data);
        c = consent("operator", bytes.concat(abi.encode(DELIST, id, uint8(1)), _words(id)));
        data = abi.encodeCall(IListings.delistBySignature, (ref(), 1, c));
        measure("delist_by_signature", "hangzhou-relayer", address(listings), data);
    }

    function _words(bytes32 id) private view returns (bytes memory) {
        return abi.encode(ListingWord.unwrap(listing(id)), GrantWord.unwrap(grant(idOf(operated))));
    }
}
