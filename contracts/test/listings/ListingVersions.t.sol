// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {ListingFlag, Reason} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState} from "../../src/types/ListingWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";

/// @notice What the holder does with a listing of its own: another content version, and delisting.
contract ListingVersionsTest is MarketBase {
    bytes32 private constant DELIST = keccak256(
        "Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant NEW_VERSION = keccak256(
        "NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = market();
        vm.warp(block.timestamp + 60);
    }

    function words() private view returns (bytes memory) {
        return abi.encode(listing(id), GrantWord.unwrap(grant(idOf(operated))));
    }

    function versionFields(bytes32 content) private view returns (bytes memory) {
        return bytes.concat(abi.encode(NEW_VERSION, id, content), words());
    }

    function delistFields(uint8 reason) private view returns (bytes memory) {
        return bytes.concat(abi.encode(DELIST, id, reason), words());
    }

    function version(string memory content) private {
        vm.prank(addr("operator"));
        listings.newVersion(ref(), digest(content));
    }

    function refuseVersion(bytes32 content, bytes memory why) private {
        vm.expectRevert(why);
        vm.prank(addr("operator"));
        listings.newVersion(ref(), content);
    }

    // ---- versions

    function test_anotherVersionIsReviewedAnew() public {
        version("second");
        assertEq(listing(id).content(), uint256(digest("second")) >> 160, "content");
        assertEq(listing(id).since(), block.timestamp, "since");
        assertEq(listing(id).reviewUntil(), 0, "not reviewed");
        assertEq(listing(id).flags(), ListingFlag.SCENARIO, "the scenario of use stays");
        assertEq(goodReason(), Reason.NOT_REVIEWED, "not good");
    }

    function test_versionBySignature() public {
        Consent memory c = consent("operator", versionFields(digest("second")));
        listings.newVersionBySignature(ref(), digest("second"), c);
        assertEq(listing(id).content(), uint256(digest("second")) >> 160, "content");
        vm.warp(block.timestamp + 1);
        version("content");
        vm.warp(block.timestamp + 1);
        // The content is the first one's again; the word is not, so what was signed does not fit it.
        bytes32 digest_ = digestOf(versionFields(digest("second")), c);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), digest_));
        listings.newVersionBySignature(ref(), digest("second"), c);
    }

    function test_sameZeroTooFastOrDelistedVersion_fail() public {
        refuseVersion(digest("content"), abi.encodeWithSelector(IListings.SameVersion.selector, id, digest("content")));
        refuseVersion(0, abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("contentDigest")));
        version("second");
        refuseVersion(digest("third"), abi.encodeWithSelector(IListings.TooFast.selector, id, block.timestamp));
        vm.warp(block.timestamp + 1);
        vm.prank(addr("operator"));
        listings.delist(ref(), 1);
        bytes4 ended = IListings.ListingStateRefused.selector;
        refuseVersion(digest("third"), abi.encodeWithSelector(ended, id, ListingState.DELISTED, ListingState.LISTED));
    }

    function test_versionByAnother_fail() public {
        vm.expectRevert(_notHolder(idOf(operated), OPERATOR, PROVIDER));
        vm.prank(addr("provider"));
        listings.newVersion(ref(), digest("second"));
        Consent memory c = consent("provider", versionFields(digest("second")));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("provider"), PROVIDER, OPERATOR));
        listings.newVersionBySignature(ref(), digest("second"), c);
    }

    // ---- delisting

    function test_holderDelists() public {
        vm.prank(addr("operator"));
        listings.delist(ref(), 7);
        assertEq(listing(id).state(), ListingState.DELISTED, "delisted");
    }

    function test_holdersSuccessorDelists() public {
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(OPERATOR)));
        plant(Kind.PARTY, Ids.ofNumber(OPERATOR), PartyWord.unwrap(word.withSuccessor(BUYER)));
        vm.prank(addr("buyer"));
        listings.delist(ref(), 7);
        assertEq(listing(id).state(), ListingState.DELISTED, "delisted");
    }

    function test_delistedBySignature() public {
        Consent memory c = consent("operator", delistFields(7));
        bytes32 other = digestOf(delistFields(8), c);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), other));
        listings.delistBySignature(ref(), 8, c);
        listings.delistBySignature(ref(), 7, c);
        assertEq(listing(id).state(), ListingState.DELISTED, "delisted");
    }

    function test_delistedByAnotherTwiceOrUnknown_fail() public {
        vm.expectRevert(_notHolder(idOf(operated), OPERATOR, PROVIDER));
        vm.prank(addr("provider"));
        listings.delist(ref(), 7);
        vm.startPrank(addr("operator"));
        listings.delist(ref(), 7);
        bytes4 ended = IListings.ListingStateRefused.selector;
        vm.expectRevert(abi.encodeWithSelector(ended, id, ListingState.DELISTED, ListingState.DELISTED));
        listings.delist(ref(), 7);
        IListings.Ref memory r = ref();
        r.nonce += 1;
        bytes32 unknown = Ids.listingId(r.grantId, HANGZHOU, r.productDigest, r.nonce);
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingUnknown.selector, unknown));
        listings.delist(r, 7);
        r.grantId = digest("nothing");
        vm.expectRevert(abi.encodeWithSelector(IGrants.GrantUnknown.selector, digest("nothing")));
        listings.delist(r, 7);
        vm.stopPrank();
    }

    function test_exchangesSuccessorChanges() public {
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(HANGZHOU)));
        plant(Kind.PARTY, Ids.ofNumber(HANGZHOU), PartyWord.unwrap(word.withSuccessor(HARBIN)));
        vm.prank(addr("harbin"));
        listings.change(id, ListingState.SUSPENDED, 1);
        assertEq(listing(id).state(), ListingState.SUSPENDED, "suspended");
    }
}
