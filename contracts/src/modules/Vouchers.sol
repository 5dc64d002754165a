// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {IVouchers} from "../interfaces/IVouchers.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {ListingLaw} from "../libraries/ListingLaw.sol";
import {RevenueSplit} from "../libraries/RevenueSplit.sol";
import {TradeTypes} from "../libraries/TradeTypes.sol";
import {Reason, Role, Sequence} from "../types/Codes.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {ListingWord} from "../types/ListingWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {Leg, Money} from "../types/Structs.sol";
import {VoucherState, VoucherWord} from "../types/VoucherWord.sol";
import {Module} from "./Module.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Vouchers: one trade, both signatures, the buyer's licence in the same transaction; see IVouchers
contract Vouchers is Module, IVouchers {
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
        _requireTerms(terms);
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        if (terms.exchange != exchange) revert NotThisExchange(terms.exchange, exchange);
        voucherId = voucherIdOf(terms);
        if (_read(Kind.VOUCHER, voucherId) != 0) revert VoucherExists(voucherId);
        _requireSigned(voucherId, terms.seller, terms.agreedAt, seller);
        _requireSigned(voucherId, terms.buyer, terms.agreedAt, buyer);
        _requireBasis(terms, basis, exchange);
        grants.licenseForVoucher(basis.path, basis.licence, terms.seller, terms.buyer, voucherId, msg.sender);
        VoucherWord word = VoucherWord.wrap(0).withState(VoucherState.ISSUED).withExchange(exchange);
        word = word.withIssuedAt(uint40(block.timestamp));
        emit VoucherIssued(voucherId, terms.listingId, exchange, terms, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(VoucherIssued.selector, voucherId, terms.listingId, exchange, terms, msg.sender));
        _write(Kind.VOUCHER, voucherId, 0, VoucherWord.unwrap(word), leaf);
    }

    /// @inheritdoc IVouchers
    function voucherIdOf(Terms calldata terms) public view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(register.domainSeparator(), TradeTypes.termsHash(terms));
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

    /// @dev What the terms must say by themselves.
    function _requireTerms(Terms calldata t) private view {
        if (t.homeChainId != block.chainid || t.homeRegister != address(register)) {
            revert WrongHome(t.homeChainId, t.homeRegister);
        }
        if (t.homeSeller != t.seller || t.homeBuyer != t.buyer) revert HomePartiesDiffer(t.homeSeller, t.homeBuyer);
        if (t.buyer == t.seller || t.buyer == 0) revert BuyerRefused(t.buyer);
        if (block.timestamp > t.deadline) revert TermsExpired(t.deadline, block.timestamp);
        if (t.agreedAt > block.timestamp) revert AgreedInFuture(t.agreedAt, block.timestamp);
        if (t.sequence < Sequence.PAY_FIRST || t.sequence > Sequence.ESCROW) revert SequenceRefused(t.sequence);
        if (t.moneyHash == 0) revert EvidenceMissing("moneyHash");
        if (t.agreementDigest == 0) revert EvidenceMissing("agreementDigest");
        if (t.complianceDigest == 0) revert EvidenceMissing("complianceDigest");
        if (t.deliveryDigest == 0) revert EvidenceMissing("deliveryDigest");
    }

    /// @dev A live SIGN key of the party signed the voucherId, and the party has not voided what it signed by then.
    function _requireSigned(bytes32 voucherId, uint32 party, uint40 agreedAt, Signed calldata by) private view {
        KeyWord key = _liveKey(by.signer, Role.SIGN);
        if (key.party() != party) revert WrongSigner(by.signer, key.party(), party);
        PartyWord word = _activeParty(party);
        if (agreedAt < word.since()) revert SignatureVoided(party, agreedAt, word.since());
        if (!SignatureChecker.isValidSignatureNowCalldata(by.signer, voucherId, by.signature)) {
            revert BadSignature(by.signer, voucherId);
        }
    }

    /// @dev What the terms name must be what the basis hashes to; the seller holds the grant, and its listing is good.
    function _requireBasis(Terms calldata t, Basis calldata basis, uint16 exchange) private view {
        GrantFacts.Found memory found = GrantFacts.read(register, origin, basis.path);
        bytes32 grant = found.ids[found.ids.length - 1];
        if (grant != t.sellerGrantId) revert GrantDiffers(t.sellerGrantId, grant);
        if (basis.licence.parent != grant) revert GrantDiffers(grant, basis.licence.parent);
        bytes32 licence = Ids.grantId(basis.licence);
        if (licence != t.licenceGrantId) revert GrantDiffers(t.licenceGrantId, licence);
        if (found.holder != t.seller) revert SellerNotHolder(grant, found.holder, t.seller);
        bytes32 listing = Ids.listingId(grant, exchange, basis.productDigest, basis.nonce);
        if (listing != t.listingId) revert ListingDiffers(t.listingId, listing);
        uint8 reason = ListingLaw.good(ListingWord.wrap(_read(Kind.LISTING, listing)), found.facts, block.timestamp);
        if (reason != Reason.NONE) revert ListingNotGood(listing, reason);
    }
}
