// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListingReviews} from "../src/interfaces/IListingReviews.sol";
import {IListings} from "../src/interfaces/IListings.sol";
import {IStanding} from "../src/interfaces/IStanding.sol";
import {IVouchers} from "../src/interfaces/IVouchers.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Right, Verdict} from "../src/types/Codes.sol";
import {Kind} from "../src/types/Kinds.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What the verbs of Listings, Vouchers and Standing cost; the listing is one of a grant at depth 2.
contract MarketGas is Meter {
    uint64 private constant NEXT = 0x8877665544332211;
    uint256 private constant MANY = 100;
    bytes32 private constant LIST = keccak256(
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    function test_list() public {
        bytes memory data = abi.encodeCall(IListings.list, (deep, _product()));
        measure("list", "operator", address(listings), data);
        bytes32 id = idOf(deep);
        data = abi.encodeCall(IListingReviews.review, (id, _product(), Verdict.PASSED, _reviewUntil(), full("report"), new uint32[](0)));
        measure("review", "hangzhou-reviewer", address(listings), data);
        data = abi.encodeCall(IListings.change, (_listingId(deep), 2, 1));
        measure("listing_change", "hangzhou", address(listings), data);
    }

    function test_listBySignature() public {
        IListings.Product memory p = _product();
        bytes memory what = abi.encode(LIST, idOf(deep), p);
        bytes memory words = abi.encode(grant(idOf(deep)), grant(deep[2].parent));
        Consent memory own = consent("operator", bytes.concat(what, words));
        bytes memory data = abi.encodeCall(IListings.listBySignature, (deep, p, own));
        measure("list_by_signature", "hangzhou-relayer", address(listings), data);
    }

    /// @dev Of a seller at depth 2, so that the buyer's licence stands at depth 3.
    function test_voucher() public {
        _measureVoucher("voucher", deep, NEXT);
    }

    /// @dev Of a seller right below the title, as in the demo.
    function test_voucherDepthOne() public {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = deep[0];
        GrantKey memory key = licenceUnder(path, Right.OPERATE, NEXT);
        vm.prank(addr("provider"));
        grants.license(path, key, OPERATOR);
        _measureVoucher("voucher_depth_1", extend(path, key), NEXT);
    }

    function test_standing() public {
        _market(deep);
        _turnRing(HANGZHOU, "hangzhou-relayer");
        bytes memory data = _state(HANGZHOU, deep, _ask(hex"000102"));
        measure("standing", "hangzhou-relayer", address(standing), data);
        _turnRing(0, "outsider");
        measure("standing_lane_0", "outsider", address(standing), _state(0, deep, _ask(hex"000102")));
    }

    /// @dev A hundred listings, each of its own grant at depth 2 below its own at depth 1, of one title.
    function test_standingBatch() public {
        _turnRing(HANGZHOU, "hangzhou-relayer");
        GrantKey[] memory keys = new GrantKey[](1 + 2 * MANY);
        IStanding.Ask[] memory asks = new IStanding.Ask[](MANY);
        keys[0] = deep[0];
        for (uint64 i = 0; i < MANY; ++i) {
            GrantKey[] memory path = _branch(i);
            _market(path);
            (keys[1 + 2 * i], keys[2 + 2 * i]) = (path[1], path[2]);
            asks[i] = _ask(abi.encodePacked(uint8(0), uint8(1 + 2 * i), uint8(2 + 2 * i)))[0];
        }
        bytes memory data = _state(HANGZHOU, keys, asks);
        measure("standing_batch_item_100", "hangzhou-relayer", address(standing), data, MANY);
    }

    /// @dev A hundred licences of one grant: the path above them is read once.
    function test_standingSiblings() public {
        _turnRing(HANGZHOU, "hangzhou-relayer");
        GrantKey[] memory keys = new GrantKey[](2 + MANY);
        IStanding.Ask[] memory asks = new IStanding.Ask[](MANY);
        (keys[0], keys[1]) = (deep[0], deep[1]);
        GrantKey[] memory path = new GrantKey[](2);
        (path[0], path[1]) = (deep[0], deep[1]);
        for (uint64 i = 0; i < MANY; ++i) {
            keys[2 + i] = licenceUnder(path, Right.USE, NEXT - i);
            vm.prank(addr("processor"));
            grants.license(path, keys[2 + i], BUYER);
            asks[i] = askGrant(abi.encodePacked(uint16(1), uint8(2 + i)));
        }
        bytes memory data = _state(HANGZHOU, keys, asks);
        measure("standing_siblings_item_100", "hangzhou-relayer", address(standing), data, MANY);
    }

    // ---- the market

    function _product() private view returns (IListings.Product memory) {
        return IListings.Product(HANGZHOU, full("product"), NEXT, uint40(block.timestamp) + 300 days, 0, 1, full("content"));
    }

    function _reviewUntil() private view returns (uint40) {
        return uint40(block.timestamp) + 100 days;
    }

    function _listingId(GrantKey[] memory path) private view returns (bytes32) {
        return Ids.listingId(idOf(path), HANGZHOU, full("product"), NEXT);
    }

    function _market(GrantKey[] memory path) private {
        IListings.Product memory p = _product();
        bytes32 id = idOf(path);
        vm.prank(addr("operator"));
        listings.list(path, p);
        vm.prank(addr("hangzhou-reviewer"));
        listings.review(id, p, Verdict.PASSED, _reviewUntil(), full("report"), new uint32[](0));
        vm.prank(addr("hangzhou"));
        listings.reviewScenario(id, p, Verdict.PASSED, p.until, full("scenario"));
    }

    function _branch(uint64 i) private returns (GrantKey[] memory path) {
        path = new GrantKey[](1);
        path[0] = deep[0];
        GrantKey memory key = licenceUnder(path, Right.OPERATE, NEXT - i);
        vm.prank(addr("provider"));
        grants.license(path, key, PROCESSOR);
        path = extend(path, key);
        key = licenceUnder(path, Right.OPERATE, NEXT - i);
        vm.prank(addr("processor"));
        grants.license(path, key, OPERATOR);
        return extend(path, key);
    }

    // ---- trades and statements

    function _measureVoucher(string memory row, GrantKey[] memory path, uint64 nonce) private {
        _market(path);
        GrantKey memory licence = licenceUnder(path, Right.USE, nonce);
        IVouchers.Terms memory t = _terms(path, licence);
        IVouchers.Basis memory b = IVouchers.Basis(path, licence, full("product"), NEXT);
        bytes memory data = abi.encodeCall(IVouchers.issue, (t, b, signed("operator", t), signed("buyer", t)));
        measure(row, "hangzhou", address(vouchers), data);
    }

    function _terms(GrantKey[] memory path, GrantKey memory licence) private view returns (IVouchers.Terms memory t) {
        t = trade();
        (t.listingId, t.sellerGrantId, t.licenceGrantId) = (_listingId(path), idOf(path), Ids.grantId(licence));
        t.moneyHash = full("money");
        t.agreementDigest = full("agreement");
        t.complianceDigest = full("compliance");
        t.deliveryDigest = full("delivery");
    }

    function _ask(bytes memory path) private pure returns (IStanding.Ask[] memory) {
        return only(IStanding.Ask(Kind.LISTING, pathOf(path), full("product"), HANGZHOU, NEXT));
    }

    function _state(uint16 lane, GrantKey[] memory keys, IStanding.Ask[] memory asks)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IStanding.state, (lane, full("challenge"), keys, asks));
    }

    /// @dev Fills the lane's ring, so that the next statement takes the place of an old one.
    function _turnRing(uint16 lane, string memory by) private {
        IStanding.Ask[] memory asks = only(askVoucher(full("voucher")));
        for (uint256 i = 0; i < 17; ++i) {
            vm.prank(addr(by));
            standing.state(lane, full("challenge"), new GrantKey[](0), asks);
        }
    }
}
