// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IFreezes} from "../../src/interfaces/IFreezes.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {IPartyLife} from "../../src/interfaces/IParties.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {IRecognition} from "../../src/interfaces/IRecognition.sol";
import {ITitleObjections} from "../../src/interfaces/ITitleObjections.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {IVoucherLife} from "../../src/interfaces/IVoucherLife.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Ages, Club} from "../../src/types/Clubs.sol";
import {Mode, Right, Role} from "../../src/types/Codes.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {RefusalsBase} from "./RefusalsBase.sol";

/// @notice Zero id, unknown id: every verb that names a record, asked about zero and about what was never written.
contract UnknownTest is RefusalsBase {
    bytes32 private immutable any = keccak256("any");

    function test_cases_fail() public {
        _case(0);
        _case(any);
        bytes memory why = abi.encodeWithSelector(ITitleObjections.ObjectionNotOpen.selector, titleId, 9, 0);
        refused("provider", address(notices), abi.encodeCall(notices.withdrawObjection, (titleId, 9)), why);
    }

    function _case(bytes32 id) private {
        bytes memory why = abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, id);
        address to = address(notices);
        Consent memory own = unsigned("hangzhou-reviewer");
        uint8[] memory one = new uint8[](1);
        refused("anyone", to, abi.encodeCall(notices.recount, (id)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.exempt, (id, any, own)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.refuse, (id, any)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.settle, (id, 1, 2, any)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.settleMany, (id, one, 2, any)), why);
        refused("provider", to, abi.encodeCall(notices.withdraw, (id, any)), why);
        refused("anyone", to, abi.encodeCall(notices.withdrawBySignature, (id, any, own)), why);
        refused("buyer", to, abi.encodeCall(notices.object, (id, 1, any)), why);
        refused("buyer", to, abi.encodeCall(notices.withdrawObjection, (id, 1)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(notices.link, (2, id, bytes32(~uint256(0)), any)), why);
        to = address(titles);
        refused("hangzhou-registrar", to, abi.encodeCall(titles.annotate, (id, 5, any)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(titles.clearAnnotation, (id, 5, any)), why);
        refused("court", to, abi.encodeCall(titles.revoke, (id, 6, any)), why);
    }

    function test_titlesByTheirKeys_fail() public {
        GrantKey[] memory path = _unknown();
        Consent memory own = unsigned("provider");
        address to = address(titles);
        bytes memory why = abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, idOf(path));
        refused("hangzhou-registrar", to, abi.encodeCall(titles.registerTitle, (path[0])), why);
        refused("hangzhou-registrar", to, abi.encodeCall(titles.registerTitles, (path)), why);
        why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, idOf(path));
        refused("hangzhou-registrar", to, abi.encodeCall(titles.change, (path, any, own)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(titles.renew, (path, 1, own)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(titles.cancel, (path, any, own)), why);
    }

    function test_grantsByTheirPaths_fail() public {
        GrantKey[] memory path = _unknown();
        bytes memory why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, idOf(path));
        Consent memory own = unsigned("provider");
        GrantKey memory key = childKey(path, scope(Right.USE, Mode.LICENSE));
        GrantKey[] memory keys = new GrantKey[](1);
        keys[0] = key;
        address to = address(grants);
        refused("provider", to, abi.encodeCall(grants.license, (path, key, BUYER)), why);
        refused("anyone", to, abi.encodeCall(grants.licenseBySignature, (path, key, BUYER, own)), why);
        refused("provider", to, abi.encodeCall(grants.licenseMany, (path, keys, new uint32[](1))), why);
        refused("provider", to, abi.encodeCall(grants.transfer, (path, BUYER, 1, any, own)), why);
        refused("anyone", to, abi.encodeCall(grants.transferBySignature, (path, BUYER, 1, any, own, own)), why);
        _reserve(path, key, why);
        to = address(holdings);
        refused("provider", to, abi.encodeCall(holdings.split, (path, keys)), why);
        refused("anyone", to, abi.encodeCall(holdings.splitBySignature, (path, keys, own)), why);
        refused("provider", to, abi.encodeCall(holdings.surrender, (path, any)), why);
        refused("anyone", to, abi.encodeCall(holdings.surrenderBySignature, (path, any, own)), why);
        refused("hangzhou-registrar", to, abi.encodeCall(holdings.confirm, (path, any)), why);
    }

    function _reserve(GrantKey[] memory path, GrantKey memory key, bytes memory why) private {
        IGrantReserves.Reservation memory r;
        IVouchers.Terms memory t;
        IGrantReserves.ForeignHome memory home;
        bytes memory call = abi.encodeCall(grants.reserve, (path, key, BUYER, r, unsigned("provider")));
        refused("hangzhou", address(grants), call, why);
        call = abi.encodeCall(holdings.activate, (path, key, t, home));
        refused("anyone", address(holdings), call, why);
    }

    function test_whatIsLapsed_fail() public {
        bytes memory why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, bytes32(0));
        refused("anyone", address(holdings), abi.encodeCall(holdings.lapse, (bytes32(0))), why);
        why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, any);
        refused("anyone", address(holdings), abi.encodeCall(holdings.lapse, (any)), why);
    }

    function test_encumbrancesByTheirPaths_fail() public {
        GrantKey[] memory path = _unknown();
        bytes32 id = idOf(path);
        bytes memory why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, id);
        Consent memory own = unsigned("provider");
        IInterests.Terms memory t;
        uint8[] memory none;
        IEnforcement.Whole[] memory wholes;
        address to = address(encumbrances);
        refused("provider", to, abi.encodeCall(encumbrances.charge, (path, t)), why);
        refused("anyone", to, abi.encodeCall(encumbrances.chargeBySignature, (path, t, own)), why);
        to = address(enforcement);
        refused("court", to, abi.encodeCall(enforcement.adjudge, (path, BUYER, none, none, any)), why);
        refused("court", to, abi.encodeCall(enforcement.adjudgePart, (path, BUYER, none, none, wholes, any)), why);
        refused("buyer", to, abi.encodeCall(enforcement.complete, (path, 1, any, own)), why);
        refused("anyone", to, abi.encodeCall(enforcement.completeBySignature, (path, 1, any, own, own)), why);
    }

    function test_encumbrances_fail() public {
        _encumbrance(0);
        _encumbrance(any);
        bytes memory why = abi.encodeWithSelector(IFreezes.FreezeUnknown.selector, titleId, 1);
        refused("court", address(encumbrances), abi.encodeCall(encumbrances.lift, (titleId, 1, any)), why);
    }

    function _encumbrance(bytes32 id) private {
        uint40 until = uint40(block.timestamp) + 10;
        Consent memory own = unsigned("buyer");
        address to = address(encumbrances);
        bytes memory why = abi.encodeWithSelector(IFreezes.TargetUnknown.selector, id);
        refused("court", to, abi.encodeCall(encumbrances.freeze, (id, 1, until, any)), why);
        refused("court", to, abi.encodeCall(encumbrances.lift, (id, 1, any)), why);
        refused("court", to, abi.encodeCall(encumbrances.renew, (id, 1, until, any)), why);
        refused("anyone", to, abi.encodeCall(encumbrances.promote, (id)), why);
        why = abi.encodeWithSelector(IInterests.InterestUnknown.selector, id, 1);
        refused("buyer", to, abi.encodeCall(encumbrances.consent, (id, 1, 1)), why);
        refused("anyone", to, abi.encodeCall(encumbrances.consentBySignature, (id, 1, 1, own)), why);
        refused("buyer", to, abi.encodeCall(encumbrances.release, (id, 1, any)), why);
        refused("anyone", to, abi.encodeCall(encumbrances.releaseBySignature, (id, 1, any, own)), why);
        refused("anyone", to, abi.encodeCall(encumbrances.lapsePrenotice, (id, 1)), why);
    }

    function test_listingsAndVouchers_fail() public {
        _market(0);
        _market(any);
        _product();
        IVouchers.Terms memory t = sold();
        t.moneyHash = any;
        IVouchers.Signed memory by;
        Consent memory own = unsigned("buyer");
        bytes memory why = abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, vouchers.voucherIdOf(t));
        address to = address(vouchers);
        refused("hangzhou", to, abi.encodeCall(vouchers.supersede, (t, t, by, by)), why);
        refused("hangzhou", to, abi.encodeCall(vouchers.revokeByAgreement, (t, any, own, own)), why);
        refused("buyer", to, abi.encodeCall(vouchers.redeem, (t, 1, addr("bank"))), why);
        refused("bank", to, abi.encodeCall(vouchers.redeemBySignature, (t, 1, own)), why);
    }

    function _market(bytes32 id) private {
        bytes memory why = abi.encodeWithSelector(IListings.ListingUnknown.selector, id);
        address to = address(listings);
        uint32[] memory none;
        refused("hangzhou", to, abi.encodeCall(listings.change, (id, 2, 1)), why);
        refused("hangzhou", to, abi.encodeCall(listings.endSandbox, (id, any)), why);
        refused("hangzhou", to, abi.encodeCall(listings.withdrawReview, (id, 1, HANGZHOU, any, none)), why);
        why = abi.encodeWithSelector(IVoucherLife.VoucherUnknown.selector, id);
        to = address(vouchers);
        refused("hangzhou", to, abi.encodeCall(vouchers.suspend, (id, any)), why);
        refused("hangzhou", to, abi.encodeCall(vouchers.resume, (id, any)), why);
        refused("court", to, abi.encodeCall(vouchers.revoke, (id, any)), why);
    }

    /// @dev Another product of a known grant, and one of a grant that nobody wrote.
    function _product() private {
        IListings.Product memory p = product();
        (p.productDigest, p.until) = (any, START + 10 days);
        bytes32 grantId = idOf(operated);
        uint40 until = p.until;
        IListings.Ref memory r = IListings.Ref(grantId, HANGZHOU, any, NONCE);
        bytes memory why =
            abi.encodeWithSelector(IListings.ListingUnknown.selector, Ids.listingId(grantId, HANGZHOU, any, NONCE));
        address to = address(listings);
        uint32[] memory none;
        refused("hangzhou-reviewer", to, abi.encodeCall(listings.review, (grantId, p, 1, until, any, none)), why);
        refused("hangzhou", to, abi.encodeCall(listings.reviewScenario, (grantId, p, 1, until, any)), why);
        refused("hangzhou-reviewer", to, abi.encodeCall(listings.rateQuality, (grantId, p, 1, until, any)), why);
        refused("operator", to, abi.encodeCall(listings.newVersion, (r, any)), why);
        refused("operator", to, abi.encodeCall(listings.delist, (r, 1)), why);
        refused("anyone", to, abi.encodeCall(listings.newVersionBySignature, (r, any, unsigned("operator"))), why);
        refused("anyone", to, abi.encodeCall(listings.delistBySignature, (r, 1, unsigned("operator"))), why);
        r.grantId = any;
        why = abi.encodeWithSelector(IGrants.GrantUnknown.selector, any);
        refused("operator", to, abi.encodeCall(listings.newVersion, (r, any)), why);
    }

    function test_peers_fail() public {
        _peer(0);
        _peer(any);
        IRecognition.Statement memory s;
        bytes32 id = Ids.peerId(any);
        bytes memory call =
            abi.encodeCall(recognition.prove, (any, s, new bytes[](0), new IRecognition.Item[](1), HANGZHOU));
        refused("anyone", address(recognition), call, abi.encodeWithSelector(IPeers.PeerUnknown.selector, id));
    }

    function _peer(bytes32 id) private {
        bytes memory why = abi.encodeWithSelector(IPeers.PeerUnknown.selector, id);
        IPeers.Attestation memory a;
        Club memory club;
        address to = address(peers);
        address[] memory one = new address[](1);
        refused("council", to, abi.encodeCall(peers.changeTerms, (id, to, any, 0, Ages(3, 2, 1))), why);
        refused("council", to, abi.encodeCall(peers.changeNotaries, (id, 2, 1, one)), why);
        refused("council", to, abi.encodeCall(peers.changePeer, (id, 3)), why);
        refused("anyone", to, abi.encodeCall(peers.acceptHeader, (id, "", new bytes[](0), a)), why);
        refused("anyone", to, abi.encodeCall(peers.reportEquivocation, (id, "", a, "", a)), why);
        to = address(recognition);
        refused("hangzhou", to, abi.encodeCall(recognition.agree, (id, club, new bytes32[](2))), why);
        bytes32 agreement = Ids.agreementId(id, HANGZHOU, any);
        why = abi.encodeWithSelector(IRecognition.AgreementUnknown.selector, agreement);
        refused("hangzhou", to, abi.encodeCall(recognition.endAgreement, (id, HANGZHOU, any)), why);
        why = abi.encodeWithSelector(IRecognition.FactUnknown.selector, Ids.factId(id, 11, any, HANGZHOU));
        IRecognition.Subject memory fact = IRecognition.Subject(id, 11, any, HANGZHOU);
        refused("hangzhou", to, abi.encodeCall(recognition.decide, (fact, 3, 1)), why);
    }

    function test_parties_fail() public {
        _party(0);
        _party(65535);
        refused(
            "provider",
            address(parties),
            abi.encodeCall(parties.endKey, (address(0))),
            abi.encodeWithSelector(IModule.NotEnrolled.selector, address(0))
        );
        refused(
            "hangzhou",
            address(parties),
            abi.encodeCall(parties.changeRoles, (address(0), 1, any)),
            abi.encodeWithSelector(IModule.NotEnrolled.selector, address(0))
        );
    }

    function _party(uint16 id) private {
        bytes memory why = abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(id));
        (Consent memory own, KeyTerms memory k) = (unsigned("somebody"), terms("somebody", Role.SIGN));
        address to = address(parties);
        refused("hangzhou", to, abi.encodeCall(parties.recoverKey, (id, k, own, any)), why);
        refused("anyone", to, abi.encodeCall(parties.addKeyBySignature, (id, k, own, own)), why);
        refused("court", to, abi.encodeCall(parties.succeed, (id, BUYER, any, own)), why);
        refused("court", to, abi.encodeCall(parties.succeed, (BUYER, id, any, own)), why);
        refused("hangzhou", to, abi.encodeCall(parties.succeedBySignature, (id, BUYER, any, own, own)), why);
        refused("court", to, abi.encodeCall(parties.orderSuspect, (id, 1, 2, any)), why);
        refused("hangzhou", to, abi.encodeCall(parties.declareAffiliate, (id, any)), why);
        refused("court", to, abi.encodeCall(parties.declareAffiliateOf, (id, BUYER, any)), why);
        refused("council", to, abi.encodeCall(parties.removeExchange, (id, any)), why);
        refused("council", to, abi.encodeCall(parties.nameSuperior, (id, COURT, any)), why);
        refused("council", to, abi.encodeCall(parties.nameSuperior, (COURT, id, any)), why);
    }

    /// @dev The path of a title that nobody filed.
    function _unknown() private pure returns (GrantKey[] memory path) {
        path = new GrantKey[](1);
        path[0] = noticeOf("other data").key;
    }
}
