// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clubs} from "../../src/libraries/Clubs.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Club} from "../../src/types/Clubs.sol";
import {CoreBase} from "./CoreBase.sol";

/// @notice The ids of tests/vectors/core.json.
contract CoreIdsTest is CoreBase {
    function test_rights() public view {
        bytes32 dataId = keccak256(abi.encode(Ids.DATA, b(".ids.data.contentRoot"), b(".ids.data.salt")));
        assertEq(dataId, b(".ids.data.id"), "data");
        assertEq(Ids.titleId(b(".ids.title.origin"), grantKey(".ids.title.key")), b(".ids.title.id"), "title");
        assertEq(Ids.grantId(grantKey(".ids.grant.key")), b(".ids.grant.id"), "grant");
        uint64 nonce = Ids.titleNonce(
            u32(".ids.titleNonce", ".holder"), u32(".ids.titleNonce", ".registrar"), b(".ids.titleNonce.salt")
        );
        assertEq(nonce, u(".ids.titleNonce.nonce"), "nonce");
    }

    function test_encumbrances() public view {
        assertEq(Ids.freezeId(b(".ids.freeze.target"), _o("freeze")), b(".ids.freeze.id"), "freeze");
        bytes32 party = b(".ids.freezeOfParty.target");
        assertEq(Ids.freezeId(party, _o("freezeOfParty")), b(".ids.freezeOfParty.id"), "freeze of a party");
        assertEq(Ids.interestId(b(".ids.interest.target"), _o("interest")), b(".ids.interest.id"), "interest");
        assertEq(Ids.objectionId(b(".ids.objection.titleId"), _o("objection")), b(".ids.objection.id"), "objection");
    }

    function test_market() public view {
        bytes32 product = b(".ids.listing.productDigest");
        uint16 exchange = uint16(u(".ids.listing.exchange"));
        bytes32 listing = Ids.listingId(b(".ids.listing.grantId"), exchange, product, uint64(u(".ids.listing.nonce")));
        assertEq(listing, b(".ids.listing.id"), "listing");
        bytes32 dealt = b(".ids.redemption.trade");
        bytes32 used = Ids.redemptionId(dealt, u32(".ids.redemption", ".purpose"), a(".ids.redemption.verifier"));
        assertEq(used, b(".ids.redemption.id"), "redemption");
        bytes32 serial = Ids.serialId(uint16(u(".ids.serial.registrar")), u32(".ids.serial", ".yyyymm"));
        assertEq(serial, b(".ids.serial.id"), "serial");
    }

    function test_foreign() public view {
        assertEq(Ids.peerId(b(".ids.peer.origin")), b(".ids.peer.id"), "peer");
        bytes32 fact = Ids.factId(
            b(".ids.fact.peer"), uint8(u(".ids.fact.kind")), b(".ids.fact.foreignId"), uint16(u(".ids.fact.exchange"))
        );
        assertEq(fact, b(".ids.fact.id"), "fact");
        uint16 exchange = uint16(u(".ids.agreement.exchange"));
        bytes32 agreement = Ids.agreementId(b(".ids.agreement.peer"), exchange, b(".ids.agreement.digest"));
        assertEq(agreement, b(".ids.agreement.id"), "agreement");
    }

    function test_natural() public view {
        assertEq(Ids.ofNumber(u(".ids.calendar.year") * 2 + u(".ids.calendar.half")), b(".ids.calendar.id"), "calendar");
        assertEq(Ids.ofAddress(a(".ids.key.account")), b(".ids.key.id"), "key");
        assertEq(Ids.ofNumber(u(".ids.party.party")), b(".ids.party.id"), "party");
    }

    function _o(string memory kind) private view returns (uint8) {
        return uint8(u(string.concat(".ids.", kind, ".ordinal")));
    }

    function test_club() public view {
        bytes32[] memory members = vm.parseJsonBytes32Array(json, ".club.members");
        Club memory c;
        c.sectors = uint32(u(".club.club.sectors"));
        c.regions = uint40(u(".club.club.regions"));
        c.bases = uint16(u(".club.club.bases"));
        c.conditions = uint8(u(".club.club.conditions"));
        c.maxAgeShow = uint32(u(".club.club.maxAgeShow"));
        c.maxAgeTrade = uint32(u(".club.club.maxAgeTrade"));
        c.maxAgeFinance = uint32(u(".club.club.maxAgeFinance"));
        c.until = uint40(u(".club.club.until"));
        c.membersDigest = keccak256(abi.encode(members));
        c.termsDigest = b(".club.club.termsDigest");
        assertEq(c.membersDigest, b(".club.club.membersDigest"), "members");
        assertEq(Clubs.digest(c), b(".club.digest"), "club");
    }
}
