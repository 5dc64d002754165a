// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IRecognition} from "../../interfaces/IRecognition.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {IVouchers} from "../../interfaces/IVouchers.sol";
import {ForeignSale} from "../../libraries/ForeignSale.sol";
import {Ids} from "../../libraries/Ids.sol";
import {ListingLaw} from "../../libraries/ListingLaw.sol";
import {Paths} from "../../libraries/Paths.sol";
import {RecognitionLaw} from "../../libraries/RecognitionLaw.sol";
import {RevenueSplit} from "../../libraries/RevenueSplit.sol";
import {TradeTypes} from "../../libraries/TradeTypes.sol";
import {AgreementState, AgreementWord} from "../../types/AgreementWord.sol";
import {LinkKind, ListingFlag, Reason, Recognised, Reliance, Right, Role, VoucherFlag} from "../../types/Codes.sol";
import {FactWord} from "../../types/FactWord.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {ListingWord} from "../../types/ListingWord.sol";
import {PeerState, PeerWord} from "../../types/PeerWord.sol";
import {GrantKey, Leg, Money} from "../../types/Structs.sol";
import {Module} from "../Module.sol";
import {VoucherLife} from "./VoucherLife.sol";

/// @title Vouchers: one trade, both signatures, the buyer's licence in the same transaction; see IVouchers
contract Vouchers is VoucherLife, IVouchers {
    IGrants private immutable grants;

    /// @param register_ The register whose VOUCHER words this module says.
    /// @param grants_ The module that writes the buyer's licence.
    constructor(IRegister register_, IGrants grants_) Module(register_) {
        grants = grants_;
    }

    /// @inheritdoc IVouchers
    function issue(Terms calldata terms, Basis calldata basis, Signed calldata seller, Signed calldata buyer)
        external
        returns (bytes32 voucherId)
    {
        if (terms.homeChainId != block.chainid || terms.homeRegister != address(register)) {
            revert WrongHome(terms.homeChainId, terms.homeRegister);
        }
        if (terms.homeSeller != terms.seller || terms.homeBuyer != terms.buyer) {
            revert HomePartiesDiffer(terms.homeSeller, terms.homeBuyer);
        }
        voucherId = _requireTrade(terms, seller, buyer);
        uint8 flags = _requireBasis(terms, basis);
        bytes32 licence =
            grants.licenseForVoucher(basis.path, basis.licence, terms.seller, terms.buyer, voucherId, msg.sender);
        if (licence != terms.licenceGrantId) revert GrantDiffers(terms.licenceGrantId, licence);
        _issued(voucherId, terms, flags);
    }

    /// @inheritdoc IVouchers
    function issueForeign(
        Terms calldata terms,
        ForeignBasis calldata basis,
        Signed calldata seller,
        Signed calldata buyer
    ) external returns (bytes32 voucherId) {
        if (terms.homeChainId == block.chainid) {
            revert WrongHome(terms.homeChainId, terms.homeRegister);
        }
        if (terms.homeSeller == 0) revert EvidenceMissing("homeSeller");
        if (terms.homeBuyer == 0) revert EvidenceMissing("homeBuyer");
        if (terms.sellerGrantId == 0) revert EvidenceMissing("sellerGrantId");
        if (terms.licenceGrantId == 0) revert EvidenceMissing("licenceGrantId");
        voucherId = _requireTrade(terms, seller, buyer);
        bytes32 sold = _requireUnsold(terms, basis.licence, _requireRecognized(terms, basis));
        bytes32 leaf = _issued(voucherId, terms, VoucherFlag.FOREIGN);
        LinkWord link = LinkWord.wrap(0).withKind(LinkKind.SOLD).withSince(uint40(block.timestamp));
        _write(Kind.LINK, sold, 0, LinkWord.unwrap(link), leaf);
    }

    /// @inheritdoc IVouchers
    function voucherIdOf(Terms calldata terms) external view returns (bytes32) {
        return _idOf(terms);
    }

    /// @inheritdoc IVouchers
    function moneyHashOf(Money calldata money) external pure returns (bytes32) {
        return TradeTypes.moneyHash(money);
    }

    /// @inheritdoc IVouchers
    function checkSplit(Money calldata money, Leg[] calldata legs) external pure {
        bytes32 digest = RevenueSplit.digest(legs);
        (bool fits, uint256 sum) = RevenueSplit.sum(legs);
        if (!fits || sum != money.amountFen || digest != money.splitDigest) {
            revert SplitRefused(money.amountFen, sum, digest);
        }
    }

    /// @dev A key of the exchange, or of the one that succeeded it, acts, the terms are complete, and seller and buyer signed them.
    function _requireTrade(Terms calldata t, Signed calldata seller, Signed calldata buyer)
        private
        view
        returns (bytes32 voucherId)
    {
        if (t.buyer == t.seller || t.buyer == 0) revert BuyerRefused(t.buyer);
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        if (!_succeeds(exchange, t.exchange)) revert NotThisExchange(t.exchange, exchange);
        voucherId = _requireNew(t);
        _requireSigned(voucherId, t.seller, t.agreedAt, seller);
        _requireSigned(voucherId, t.buyer, t.agreedAt, buyer);
    }

    /// @dev What the terms name must be what the basis hashes to; the product is listed and reviewed, and the seller has held OPERATE
    /// since before the agreement. Grants asks, of the same path, who holds it and whether it is free. Returns the voucher's flags.
    function _requireBasis(Terms calldata t, Basis calldata basis) private view returns (uint8 flags) {
        bytes32[] memory ids = Paths.ids(origin, basis.path);
        bytes32 grant = ids[ids.length - 1];
        if (grant != t.sellerGrantId) revert GrantDiffers(t.sellerGrantId, grant);
        if (basis.licence.parent != grant) revert GrantDiffers(grant, basis.licence.parent);
        bytes32 listing = Ids.listingId(grant, uint16(t.exchange), basis.productDigest, basis.nonce);
        if (listing != t.listingId) revert ListingDiffers(t.listingId, listing);
        ListingWord listed = ListingWord.wrap(_read(Kind.LISTING, listing));
        uint8 reason = ListingLaw.listed(listed, block.timestamp);
        if (reason != Reason.NONE) revert ListingNotGood(listing, reason);
        if (t.agreedAt < listed.since()) revert AgreedTooEarly(t.agreedAt, listed.since());
        GrantWord held = GrantWord.wrap(_read(Kind.GRANT, grant));
        if (held.rights() & Right.OPERATE == 0) revert OperateEnded(grant, held.rights());
        if (t.agreedAt < held.since()) revert AgreedTooEarly(t.agreedAt, held.since());
        if (listed.flags() & ListingFlag.SANDBOX != 0) flags = VoucherFlag.SANDBOX;
    }

    /// @dev The licence is one that was kept for this register, this seller and this agreement, and no voucher here sold it. Returns the
    /// id of the link that says it is sold.
    function _requireUnsold(Terms calldata t, GrantKey calldata licence, bytes32 peer)
        private
        view
        returns (bytes32 sold)
    {
        if (licence.parent != t.sellerGrantId) revert GrantDiffers(t.sellerGrantId, licence.parent);
        bytes32 id = Ids.grantId(licence);
        if (id != t.licenceGrantId) revert GrantDiffers(t.licenceGrantId, id);
        ForeignSale.requireTerms(licence.termsDigest, origin, t.homeSeller, t.agreementDigest);
        sold = Ids.linkId(LinkKind.SOLD, peer, id);
        if (_read(Kind.LINK, sold) != 0) revert LicenceSoldAlready(id);
    }

    /// @dev The listing is RECOGNIZED and fresh, its peer still accredited, and the agreement that it rests on live. A foreign
    /// statement is a condition, never an authority: the home writes the licence. Returns the peer.
    function _requireRecognized(Terms calldata t, ForeignBasis calldata basis) private view returns (bytes32 peer) {
        peer = Ids.peerId(keccak256(abi.encode(t.homeChainId, t.homeRegister, basis.salt)));
        PeerWord accredited = PeerWord.wrap(_read(Kind.PEER, peer));
        if (accredited.state() != PeerState.ACCREDITED) revert IRecognition.PeerNotUsable(peer, accredited.state());
        bytes32 factId = Ids.factId(peer, Kind.LISTING, t.listingId, uint16(t.exchange));
        FactWord fact = FactWord.wrap(_read(Kind.FACT, factId));
        uint8 status = RecognitionLaw.statusFor(fact, Reliance.TRADE, uint40(block.timestamp));
        if (status == Recognised.RECOGNIZED && RecognitionLaw.sandboxed(Kind.LISTING, fact.flags())) {
            status = Recognised.CONDITIONAL;
        }
        if (status != Recognised.RECOGNIZED) revert ListingNotRecognized(factId, status);
        if (fact.agreement() == 0) return peer;
        bytes32 id = Ids.agreementId(peer, uint16(t.exchange), basis.agreementDigest);
        AgreementWord a = AgreementWord.wrap(_read(Kind.AGREEMENT, id));
        bool live = a.state() == AgreementState.LIVE && block.timestamp < a.until();
        if (!live || fact.agreement() != uint32(uint256(id) >> 224)) {
            revert IRecognition.AgreementNotLive(id, a.state(), a.until());
        }
    }
}
