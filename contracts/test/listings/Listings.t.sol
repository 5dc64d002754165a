// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, InterestKind, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState, ListingWord} from "../../src/types/ListingWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {Vm} from "../kit/Vm.sol";

contract ListingsTest is MarketBase {
    bytes32 private constant LIST = keccak256(
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    // ---- listing

    function test_listedAndReviewedIsGood() public {
        IListings.Product memory p = product();
        vm.recordLogs();
        bytes32 id = list(p);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs[0].topics[0], IListings.Listed.selector, "typed event first");
        (bytes32 word, bytes32 leaf) = abi.decode(logs[1].data, (bytes32, bytes32));
        bytes memory what =
            abi.encode(IListings.Listed.selector, id, idOf(operated), HANGZHOU, digest("product"), NONCE);
        bytes memory how = abi.encode(p.until, 0, 1, digest("content"), addr("operator"));
        assertEq(leaf, keccak256(bytes.concat(what, how)), "leaf");
        assertEq(word, ListingWord.unwrap(listing(id)), "word");
        assertEq(id, Ids.listingId(idOf(operated), HANGZHOU, digest("product"), NONCE), "id");
        assertEq(goodReason(), Reason.NO_SCENARIO, "before the scenario");
        passScenario(p, p.until);
        assertEq(goodReason(), Reason.NOT_REVIEWED, "before review");
        pass(p, uint40(block.timestamp) + 100 days);
        assertEq(goodReason(), Reason.NONE, "after review");
        assertEq(listing(id).reviews(), 1, "reviewers asked for");
        assertEq(listing(id).content(), uint256(digest("content")) >> 160, "content");
    }

    function test_reviewEndsThenListingEnds() public {
        IListings.Product memory p = product();
        list(p);
        passScenario(p, p.until);
        pass(p, uint40(block.timestamp) + 10);
        vm.warp(block.timestamp + 9);
        assertEq(goodReason(), Reason.NONE, "last second of the review");
        vm.warp(block.timestamp + 1);
        assertEq(goodReason(), Reason.NOT_REVIEWED, "review ended");
        vm.warp(p.until);
        assertEq(goodReason(), Reason.LISTING_EXPIRED, "listing ended");
    }

    /// @dev A listing sells licences: what the secured party says of other verbs is nothing to it.
    function test_goodWhileTheSecuredLetLicensesPass() public {
        market();
        uint40 maturity = uint40(block.timestamp) + 200 days;
        uint8 onlyLicenses = uint8(1 << Verb.LICENSE);
        vm.prank(addr("operator"));
        encumbrances.charge(
            operated,
            IInterests.Terms(
                InterestKind.PLEDGE, OUTSIDER, maturity, onlyLicenses, keccak256("pledge"), keccak256("receipt")
            )
        );
        assertEq(goodReason(), Reason.NONE, "licences pass");
        bytes32 id = idOf(operated);
        vm.prank(addr("outsider"));
        encumbrances.consent(id, 1, 31 & ~onlyLicenses);
        assertEq(goodReason(), Reason.ENCUMBERED, "all but licences pass");
    }

    function test_frozenGrantMakesTheListingBad() public {
        market();
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 1 days);
        assertEq(goodReason(), Reason.DISPOSE_FROZEN, "frozen");
    }

    function listFields(IListings.Product memory p) private view returns (bytes memory) {
        bytes memory product_ = abi.encode(LIST, idOf(operated), p);
        return bytes.concat(
            product_, abi.encode(GrantWord.unwrap(grant(idOf(operated))), GrantWord.unwrap(grant(idOf(title))))
        );
    }

    function test_listedBySignature() public {
        IListings.Product memory p = product();
        Consent memory c = consent("operator", listFields(p));
        vm.prank(addr("anyone"));
        listings.listBySignature(operated, p, c);
        passScenario(p, p.until);
        pass(p, p.until);
        assertEq(goodReason(), Reason.NONE, "good");
    }

    function test_signatureAfterTheWordChanged_fail() public {
        IListings.Product memory p = product();
        bytes memory fields = listFields(p);
        Consent memory c = consent("operator", fields);
        GrantWord word = grant(idOf(operated));
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withFreezes(1)));
        bytes32 digest_ = digestOf(listFields(p), c);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), digest_));
        listings.listBySignature(operated, p, c);
    }

    function test_signatureOfAnother_fail() public {
        IListings.Product memory p = product();
        Consent memory c = consent("outsider", listFields(p));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("outsider"), OUTSIDER, OPERATOR));
        listings.listBySignature(operated, p, c);
    }

    function test_signaturePastItsDeadline_fail() public {
        IListings.Product memory p = product();
        Consent memory c = consent("operator", listFields(p));
        vm.warp(c.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IModule.DeadlinePassed.selector, c.deadline, c.deadline + 1));
        listings.listBySignature(operated, p, c);
    }

    function refuseList(IListings.Product memory p, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("operator"));
        listings.list(operated, p);
    }

    function test_listTwice_fail() public {
        bytes32 id = list(product());
        refuseList(product(), abi.encodeWithSelector(IListings.ListingExists.selector, id));
    }

    function test_listByAnotherThanTheHolder_fail() public {
        IListings.Product memory p = product();
        vm.expectRevert(_notHolder(idOf(operated), OPERATOR, PROVIDER));
        vm.prank(addr("provider"));
        listings.list(operated, p);
    }

    function test_listWithoutOperate_fail() public {
        GrantKey[] memory used = license(title, "provider", Right.USE, PROCESSOR);
        IListings.Product memory p = product();
        vm.expectRevert(abi.encodeWithSelector(IListings.RightRefused.selector, Right.USE, Right.OPERATE));
        vm.prank(addr("processor"));
        listings.list(used, p);
    }

    function test_listFrozenGrant_fail() public {
        freeze(operated, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 1 days);
        refuseList(product(), _notFree(operated, Verb.LICENSE, Reason.DISPOSE_FROZEN));
    }

    function test_listNothing_fail() public {
        IListings.Product memory p = product();
        p.productDigest = 0;
        refuseList(p, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("productDigest")));
    }

    function test_listNoContent_fail() public {
        IListings.Product memory p = product();
        p.contentDigest = 0;
        refuseList(p, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("contentDigest")));
    }

    function test_listForNoReviewersOrTooMany_fail() public {
        IListings.Product memory p = product();
        p.reviewers = 0;
        refuseList(p, abi.encodeWithSelector(IListings.QuorumRefused.selector, 0));
        p.reviewers = 9;
        refuseList(p, abi.encodeWithSelector(IListings.QuorumRefused.selector, 9));
    }

    function test_listUnknownFlags_fail() public {
        IListings.Product memory p = product();
        p.flags = 2;
        refuseList(p, abi.encodeWithSelector(IListings.FlagsRefused.selector, 2));
    }

    function test_listForNoTimeOrLongerThanTheGrant_fail() public {
        IListings.Product memory p = product();
        uint40 granted = grant(idOf(operated)).until();
        p.until = uint40(block.timestamp);
        refuseList(p, abi.encodeWithSelector(IListings.ListingTermRefused.selector, p.until, block.timestamp, granted));
        p.until = granted + 1;
        refuseList(p, abi.encodeWithSelector(IListings.ListingTermRefused.selector, p.until, block.timestamp, granted));
    }

    function test_listAtNoExchange_fail() public {
        IListings.Product memory p = product();
        p.exchange = 999;
        refuseList(p, abi.encodeWithSelector(IListings.ExchangeUnknown.selector, 999));
    }

    function test_listOnABrokenPath_fail() public {
        GrantKey[] memory path = operated;
        path[1].parent = digest("elsewhere");
        IListings.Product memory p = product();
        vm.expectRevert(abi.encodeWithSelector(IGrants.PathBroken.selector, 1, digest("elsewhere"), idOf(title)));
        vm.prank(addr("operator"));
        listings.list(path, p);
    }

    // ---- changing

    function test_suspendedResumedDelisted() public {
        bytes32 id = market();
        vm.startPrank(addr("hangzhou"));
        listings.change(id, ListingState.SUSPENDED, 1);
        assertEq(goodReason(), Reason.NOT_LISTED, "suspended");
        listings.change(id, ListingState.LISTED, 2);
        assertEq(goodReason(), Reason.NONE, "resumed");
        listings.change(id, ListingState.DELISTED, 3);
        assertEq(goodReason(), Reason.NOT_LISTED, "delisted");
        vm.stopPrank();
    }

    function refuseChange(bytes32 id, uint8 from, uint8 state) private {
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingStateRefused.selector, id, from, state));
        vm.prank(addr("hangzhou"));
        listings.change(id, state, 1);
    }

    function test_changeToTheSameAnUnknownOrFromTheLastState_fail() public {
        bytes32 id = market();
        refuseChange(id, ListingState.LISTED, ListingState.LISTED);
        refuseChange(id, ListingState.LISTED, 0);
        refuseChange(id, ListingState.LISTED, 4);
        vm.prank(addr("hangzhou"));
        listings.change(id, ListingState.DELISTED, 1);
        refuseChange(id, ListingState.DELISTED, ListingState.LISTED);
    }

    function test_changeByAnotherExchange_fail() public {
        bytes32 id = market();
        vm.expectRevert(abi.encodeWithSelector(IListings.NotThisExchange.selector, HANGZHOU, HARBIN));
        vm.prank(addr("harbin"));
        listings.change(id, ListingState.SUSPENDED, 1);
    }

    function test_changeUnknown_fail() public {
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, bytes32(uint256(5))));
        vm.prank(addr("hangzhou"));
        listings.change(bytes32(uint256(5)), ListingState.SUSPENDED, 1);
    }
}
