// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Club} from "../../src/types/Clubs.sol";
import {Basis, LinkKind, Mode, PartyKind, Right, Role} from "../../src/types/Codes.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {RefusalsBase} from "./RefusalsBase.sol";

/// @notice Wrong role, expired key: every verb that asks who acts, asked by nobody's key, by a key that has ended, by one that has not
/// begun, and by a live one without the role.
contract CallersTest is RefusalsBase {
    bytes32 private immutable any = keccak256("any");

    function setUp() public override {
        super.setUp();
        uint40 time = uint40(block.timestamp);
        keyAt("ended", time - 10, time);
        keyAt("early", time + 1, 0);
    }

    function test_verbsOfRegistrars_fail() public {
        INotices.Notice memory n = noticeOf("other data");
        INotices.Notice[] memory two = new INotices.Notice[](2);
        (two[0], two[1]) = (n, noticeOf("other data", titleScope(Right.ALL), PROCESSOR, HANGZHOU));
        two[1].caseDigest = n.caseDigest;
        Consent memory second = unsigned("hangzhou-reviewer");
        uint8[] memory ordinals = new uint8[](1);
        address to = address(notices);
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.notice, (n)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.noticeMany, (two)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.noticeJoint, (two)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.noticeFused, (n, new uint32[](1), new Consent[](1))));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.noticeDerived, (n, new bytes32[](1), any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.noticeAgain, (n, n.key)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.link, (LinkKind.RELATED_NEAR, 0, any, any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.exempt, (titleId, any, second)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.refuse, (titleId, any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.settle, (titleId, 1, 2, any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(notices.settleMany, (titleId, ordinals, 2, any)));
    }

    function test_verbsOfRegistrarsOnTitles_fail() public {
        GrantKey memory key = noticeOf("other data").key;
        GrantKey memory derived = noticeOf("other data", titleScope(7).withBasis(Basis.DERIVED), PROVIDER, HANGZHOU).key;
        Consent memory own = unsigned("provider");
        address to = address(titles);
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.registerTitle, (key)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.registerTitles, (title)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.registerDerived, (derived, new GrantKey[][](1), any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.change, (title, any, own)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.renew, (title, 1, own)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.cancel, (title, any, own)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.annotate, (titleId, 5, any)));
        _asked(Role.REGISTRAR, to, abi.encodeCall(titles.clearAnnotation, (titleId, 5, any)));
    }

    function test_verbsOfHolders_fail() public {
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(9));
        GrantKey[] memory keys = new GrantKey[](1);
        keys[0] = key;
        GrantKey[][] memory paths = new GrantKey[][](1);
        paths[0] = operated;
        Consent memory own = unsigned("buyer");
        _asked(Role.SIGN, address(grants), abi.encodeCall(grants.license, (title, key, BUYER)));
        _asked(Role.SIGN, address(grants), abi.encodeCall(grants.licenseMany, (title, keys, new uint32[](1))));
        _asked(Role.SIGN, address(grants), abi.encodeCall(grants.transfer, (title, BUYER, 1, any, own)));
        _asked(Role.SIGN, address(holdings), abi.encodeCall(holdings.split, (title, keys)));
        _asked(Role.SIGN, address(holdings), abi.encodeCall(holdings.surrender, (operated, any)));
        _asked(Role.SIGN, address(holdings), abi.encodeCall(holdings.surrenderMany, (paths, any)));
        _asked(Role.SIGN, address(notices), abi.encodeCall(notices.object, (titleId, 1, any)));
        _asked(Role.SIGN, address(notices), abi.encodeCall(notices.withdraw, (titleId, any)));
        _asked(Role.SIGN, address(notices), abi.encodeCall(notices.withdrawObjection, (titleId, 1)));
        _asked(Role.SIGN, address(listings), abi.encodeCall(listings.list, (operated, product())));
        _asked(Role.SIGN, address(listings), abi.encodeCall(listings.newVersion, (ref(), any)));
        _asked(Role.SIGN, address(listings), abi.encodeCall(listings.delist, (ref(), 1)));
    }

    function test_verbsOfTheSecuredAndTheBuyer_fail() public {
        IInterests.Terms memory t;
        _asked(Role.SIGN, address(encumbrances), abi.encodeCall(encumbrances.charge, (title, t)));
        encumbered();
        _asked(Role.SIGN, address(encumbrances), abi.encodeCall(encumbrances.consent, (titleId, 1, 1)));
        _asked(Role.SIGN, address(encumbrances), abi.encodeCall(encumbrances.release, (titleId, 1, any)));
        Consent memory own = unsigned("provider");
        _asked(Role.SIGN, address(enforcement), abi.encodeCall(enforcement.complete, (title, 2, any, own)));
        _asked(Role.SIGN, address(vouchers), abi.encodeCall(vouchers.redeem, (sold(), 1, addr("bank"))));
    }

    function test_verbsOfExchangesOnVouchers_fail() public {
        (IVouchers.Terms memory t, IVouchers.Signed memory by) = (trade(), IVouchers.Signed(addr("operator"), ""));
        IVouchers.Terms memory old = sold();
        Consent memory own = unsigned("operator");
        address to = address(vouchers);
        _asked(Role.EXCHANGE, to, abi.encodeCall(vouchers.issue, (t, basis(), by, by)));
        _asked(Role.EXCHANGE, to, abi.encodeCall(vouchers.supersede, (old, t, by, by)));
        _asked(Role.EXCHANGE, to, abi.encodeCall(vouchers.revokeByAgreement, (old, any, own, own)));
        IVouchers.ForeignBasis memory foreign;
        (t.homeChainId, foreign.licence) = (1, licenceKey());
        _asked(Role.EXCHANGE, to, abi.encodeCall(vouchers.issueForeign, (t, foreign, by, by)));
    }

    function test_verbsOfExchangesOnListingsAndPartners_fail() public {
        _asked(Role.EXCHANGE, address(listings), abi.encodeCall(listings.change, (listed, 2, 1)));
        _asked(Role.EXCHANGE, address(listings), abi.encodeCall(listings.endSandbox, (listed, any)));
        Club memory club;
        IRecognition.Subject memory fact = IRecognition.Subject(any, 11, any, HANGZHOU);
        address to = address(recognition);
        _asked(Role.EXCHANGE, to, abi.encodeCall(recognition.agree, (any, club, new bytes32[](2))));
        _asked(Role.EXCHANGE, to, abi.encodeCall(recognition.endAgreement, (any, HANGZHOU, any)));
        _asked(Role.EXCHANGE, to, abi.encodeCall(recognition.decide, (fact, 3, 1)));
    }

    function test_whoReserves_fail() public {
        IGrantReserves.Reservation memory r;
        GrantKey memory key = childKey(title, scope(Right.USE, Mode.LICENSE).withNonce(9));
        bytes memory call = abi.encodeCall(grants.reserve, (title, key, BUYER, r, unsigned("provider")));
        _asked(Role.EXCHANGE, address(grants), call);
    }

    function test_verbsOfExchangesOnParties_fail() public {
        Consent memory own = unsigned("somebody");
        address to = address(parties);
        bytes memory call =
            abi.encodeCall(parties.enrol, (70900, PartyKind.LEGAL, any, terms("somebody", Role.SIGN), own));
        _asked(Role.EXCHANGE, to, call);
        call = abi.encodeCall(parties.recoverKey, (PROVIDER, terms("somebody", Role.SIGN), own, any));
        _asked(Role.EXCHANGE, to, call);
        _asked(Role.EXCHANGE, to, abi.encodeCall(parties.changeRoles, (addr("buyer"), Role.REVIEWER, any)));
        _asked(Role.EXCHANGE, to, abi.encodeCall(parties.declareAffiliate, (BUYER, any)));
        call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, BUYER, any, own, own));
        _asked(Role.EXCHANGE, to, call);
    }

    function test_verbsOfAuthorities_fail() public {
        uint40 until = uint40(block.timestamp) + 10;
        uint8[] memory none;
        Consent memory own = unsigned("buyer");
        address to = address(encumbrances);
        _asked(Role.AUTHORITY, to, abi.encodeCall(encumbrances.freeze, (titleId, 1, until, any)));
        _asked(Role.AUTHORITY, to, abi.encodeCall(encumbrances.lift, (titleId, 1, any)));
        _asked(Role.AUTHORITY, to, abi.encodeCall(encumbrances.renew, (titleId, 1, until, any)));
        IEnforcement.Whole[] memory wholes;
        to = address(enforcement);
        _asked(Role.AUTHORITY, to, abi.encodeCall(enforcement.adjudge, (title, BUYER, none, none, any)));
        _asked(Role.AUTHORITY, to, abi.encodeCall(enforcement.adjudgePart, (title, BUYER, none, none, wholes, any)));
        _asked(Role.AUTHORITY, address(titles), abi.encodeCall(titles.revoke, (titleId, 6, any)));
        _asked(Role.AUTHORITY, address(titles), abi.encodeCall(titles.annotate, (titleId, 2, any)));
        _asked(Role.AUTHORITY, address(vouchers), abi.encodeCall(vouchers.revoke, (voucherId, any)));
        _asked(Role.AUTHORITY, address(parties), abi.encodeCall(parties.succeed, (PROVIDER, BUYER, any, own)));
    }

    function test_verbsOfReviewers_fail() public {
        bytes32 grantId = idOf(operated);
        IListings.Product memory p = product();
        uint32[] memory none;
        address to = address(listings);
        _asked(Role.REVIEWER, to, abi.encodeCall(listings.review, (grantId, p, 1, p.until, any, none)));
        _asked(Role.REVIEWER, to, abi.encodeCall(listings.rateQuality, (grantId, p, 1, p.until, any)));
        uint32 either = Role.REVIEWER | Role.EXCHANGE;
        _asked(either, to, abi.encodeCall(listings.reviewScenario, (grantId, p, 1, p.until, any)));
        _asked(either, to, abi.encodeCall(listings.withdrawReview, (listed, 1, HANGZHOU, any, none)));
    }

    function test_verbsOfLoggersAndRelayers_fail() public {
        bytes32[] memory proof;
        bytes memory call = abi.encodeCall(anchors.anchor, (HANGZHOU, 0, 0, 1, any, proof, any));
        _asked(Role.LOGGER, address(anchors), call);
        call = abi.encodeCall(standing.state, (HANGZHOU, 0, operated, only(askListing())));
        _asked(Role.RELAYER, address(standing), call);
    }

    /// @dev Of an exchange's own keys the LOGGER signs nothing, and the first key is no authority, reviewer, registrar, relayer.
    function _asked(uint32 role, address target, bytes memory call) private {
        address nobody = addr("nobody");
        refused("nobody", target, call, abi.encodeWithSelector(IModule.NotEnrolled.selector, nobody));
        _notLive("ended", uint40(block.timestamp) - 10, uint40(block.timestamp), target, call);
        _notLive("early", uint40(block.timestamp) + 1, 0, target, call);
        string memory without = role & Role.LOGGER != 0 ? "hangzhou-relayer" : "hangzhou-logger";
        bytes memory why = abi.encodeWithSelector(IModule.RoleMissing.selector, addr(without), rolesOf(without), role);
        refused(without, target, call, why);
    }

    function _notLive(string memory name, uint40 from, uint40 until, address target, bytes memory call) private {
        refused(name, target, call, abi.encodeWithSelector(IModule.KeyNotLive.selector, addr(name), from, until));
    }
}
