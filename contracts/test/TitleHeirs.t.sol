// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITitleShared} from "../src/interfaces/ITitleShared.sol";
import {Annotation} from "../src/types/Codes.sol";
import {GrantState} from "../src/types/GrantWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice What successors of a registrar, of an applicant or of an affiliate may do with a title.
contract TitleHeirsTest is TitlesBase {
    GrantKey[] private path;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        (GrantKey[] memory p, bytes32 i) = longTitle("weather");
        id = i;
        path.push(p[0]);
    }

    function test_theRegistrarsSuccessorGoesOn() public {
        bytes32 open = file(noticeOf("open"));
        bytes32 contested = file(noticeOf("contested"));
        objected(contested, "outsider");
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        assertEq(registeredBy("harbin-registrar", noticeOf("open").key), 231_202603_0001, "under its own number");
        vm.startPrank(addr("harbin-registrar"));
        notices.settle(contested, 1, 3, digest("upheld"));
        titles.annotate(id, Annotation.OTHER, digest("note"));
        vm.stopPrank();
        assertEq(grant(id).registrar(), HANGZHOU, "read through the successor");
        Consent memory own = signed("provider", CANCEL, id, digest("why"));
        vm.prank(addr("harbin-registrar"));
        titles.cancel(path, digest("why"), own);
        assertEq(stateOf(id), GrantState.SURRENDERED, "old titles too");
    }

    function test_I14_theSuccessorsOwnApplicant_fail() public {
        vm.prank(addr("harbin"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        bytes32 open = file(noticeOf("open")); // no affiliate of Hangzhou
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HARBIN), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }

    /// A link follows who succeeds either of its ends: the applicant's heir of an affiliate, the registrar's heir of one that declared it.
    function test_I14_affiliatesFollowTheirSuccessors_fail() public {
        vm.prank(addr("harbin"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        bytes32 open = file(noticeOf("open"));
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HARBIN), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }

    function test_I14_theFormerRegistrarsAffiliate_fail() public {
        bytes32 open = file(noticeOf("open"));
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, digest("affiliate"));
        succeeded("council", HANGZHOU, HARBIN, "harbin");
        vm.warp(grant(open).certUntil());
        vm.expectRevert(abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, uint32(HANGZHOU), PROVIDER));
        registeredBy("harbin-registrar", noticeOf("open").key);
    }
}
