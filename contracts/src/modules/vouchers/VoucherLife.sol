// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVoucherLife} from "../../interfaces/IVoucherLife.sol";
import {IVouchers} from "../../interfaces/IVouchers.sol";
import {Ids} from "../../libraries/Ids.sol";
import {TradeTypes} from "../../libraries/TradeTypes.sol";
import {LinkKind, Role} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {RedemptionState, RedemptionWord} from "../../types/RedemptionWord.sol";
import {Consent} from "../../types/Structs.sol";
import {VoucherState, VoucherWord} from "../../types/VoucherWord.sol";
import {VoucherBase} from "./VoucherBase.sol";

/// @notice What becomes of a voucher, see IVoucherLife.
abstract contract VoucherLife is VoucherBase, IVoucherLife {
    bytes32 private constant REVOKE =
        keccak256("Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant REDEEM = keccak256(
        "Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline)"
    );

    /// @dev One use of a voucher; its fields are those of VoucherRedeemed, in their order.
    struct Use {
        bytes32 voucherId;
        bytes32 trade;
        uint32 purpose;
        address verifier;
        uint32 buyer;
    }

    /// @inheritdoc IVoucherLife
    function supersede(
        IVouchers.Terms calldata old,
        IVouchers.Terms calldata next,
        IVouchers.Signed calldata seller,
        IVouchers.Signed calldata buyer
    ) external returns (bytes32 voucherId) {
        (bytes32 oldId, VoucherWord word) = _ofTerms(old);
        _requireExchange(word, _actor(Role.EXCHANGE));
        if (word.state() != VoucherState.ISSUED) {
            revert VoucherStateRefused(oldId, word.state(), VoucherState.SUPERSEDED);
        }
        voucherId = _requireNew(next);
        if (TradeTypes.tradeHash(old) != TradeTypes.tradeHash(next)) revert TradeDiffers(oldId, voucherId);
        // What both had signed before, a draft for one, corrects nothing.
        if (next.agreedAt <= word.issuedAt()) revert IVouchers.AgreedTooEarly(next.agreedAt, word.issuedAt() + 1);
        _requireSigned(voucherId, _lastHop(next.seller), next.agreedAt, seller);
        _requireSigned(voucherId, _lastHop(next.buyer), next.agreedAt, buyer);
        emit VoucherSuperseded(oldId, voucherId, msg.sender);
        bytes32 leaf = keccak256(abi.encode(VoucherSuperseded.selector, oldId, voucherId, msg.sender));
        bytes32 ended = VoucherWord.unwrap(word.withState(VoucherState.SUPERSEDED));
        _write(Kind.VOUCHER, oldId, VoucherWord.unwrap(word), ended, leaf);
        LinkWord link = LinkWord.wrap(0).withKind(LinkKind.SUPERSEDES).withSince(uint40(block.timestamp));
        _write(Kind.LINK, Ids.linkId(LinkKind.SUPERSEDES, voucherId, oldId), 0, LinkWord.unwrap(link), leaf);
        _issued(voucherId, next, word.flags());
    }

    /// @inheritdoc IVoucherLife
    function suspend(bytes32 voucherId, bytes32 digest) external {
        (VoucherWord word, uint32 authority) = _ordered(voucherId);
        bool over = word.state() == VoucherState.SUSPENDED && word.authority() == 0 && authority != 0;
        if (word.state() != VoucherState.ISSUED && !over) {
            revert VoucherStateRefused(voucherId, word.state(), VoucherState.SUSPENDED);
        }
        _changed(voucherId, word, word.withState(VoucherState.SUSPENDED).withAuthority(authority), authority, digest);
    }

    /// @inheritdoc IVoucherLife
    function resume(bytes32 voucherId, bytes32 digest) external {
        (VoucherWord word, uint32 authority) = _ordered(voucherId);
        if (word.state() != VoucherState.SUSPENDED) {
            revert VoucherStateRefused(voucherId, word.state(), VoucherState.ISSUED);
        }
        _requireAbove(voucherId, word.authority(), authority);
        _changed(voucherId, word, word.withState(VoucherState.ISSUED).withAuthority(0), authority, digest);
    }

    /// @inheritdoc IVoucherLife
    function revoke(bytes32 voucherId, bytes32 digest) external {
        uint32 authority = _actor(Role.AUTHORITY).party();
        VoucherWord word = _known(voucherId);
        _requireRevocable(voucherId, word);
        _requireAbove(voucherId, word.authority(), authority);
        _changed(voucherId, word, word.withState(VoucherState.REVOKED).withAuthority(authority), authority, digest);
    }

    /// @inheritdoc IVoucherLife
    function revokeByAgreement(
        IVouchers.Terms calldata terms,
        bytes32 digest,
        Consent calldata ofSeller,
        Consent calldata ofBuyer
    ) external {
        (bytes32 voucherId, VoucherWord word) = _ofTerms(terms);
        _requireExchange(word, _actor(Role.EXCHANGE));
        _requireRevocable(voucherId, word);
        _requireAbove(voucherId, word.authority(), 0);
        bytes memory what = abi.encode(REVOKE, voucherId, digest, word);
        _requireConsent(_over(what, ofSeller), ofSeller, _lastHop(terms.seller));
        _requireConsent(_over(what, ofBuyer), ofBuyer, _lastHop(terms.buyer));
        _changed(voucherId, word, word.withState(VoucherState.REVOKED), 0, digest);
    }

    /// @inheritdoc IVoucherLife
    function redeem(IVouchers.Terms calldata terms, uint32 purpose, address verifier) external {
        (bytes32 voucherId, VoucherWord word) = _ofTerms(terms);
        uint32 buyer = _lastHop(terms.buyer);
        uint32 party = _actor(Role.SIGN).party();
        if (party != buyer) revert NotBuyer(voucherId, buyer, party);
        _redeem(Use(voucherId, TradeTypes.tradeHash(terms), purpose, verifier, buyer), word);
    }

    /// @inheritdoc IVoucherLife
    function redeemBySignature(IVouchers.Terms calldata terms, uint32 purpose, Consent calldata ofBuyer) external {
        (bytes32 voucherId, VoucherWord word) = _ofTerms(terms);
        uint32 buyer = _lastHop(terms.buyer);
        bytes memory what = abi.encode(REDEEM, voucherId, purpose, msg.sender, word);
        _requireConsent(_over(what, ofBuyer), ofBuyer, buyer);
        _redeem(Use(voucherId, TradeTypes.tradeHash(terms), purpose, msg.sender, buyer), word);
    }

    function _redeem(Use memory u, VoucherWord word) private {
        if (u.purpose == 0) revert ZeroField("purpose");
        if (u.verifier == address(0)) revert ZeroField("verifier");
        if (word.state() != VoucherState.ISSUED) {
            revert VoucherStateRefused(u.voucherId, word.state(), VoucherState.ISSUED);
        }
        // By the trade, which a correction keeps: what was used is not used anew under the voucher that supersedes it.
        bytes32 id = Ids.redemptionId(u.trade, u.purpose, u.verifier);
        RedemptionWord used = RedemptionWord.wrap(_read(Kind.REDEMPTION, id));
        if (used.state() != 0) revert RedeemedAlready(u.voucherId, u.purpose, u.verifier, used.at_());
        used = used.withState(RedemptionState.USED).withParty(u.buyer).withAt(uint40(block.timestamp));
        emit VoucherRedeemed(u.voucherId, u.trade, u.purpose, u.verifier, u.buyer, msg.sender);
        bytes32 leaf = keccak256(abi.encode(VoucherRedeemed.selector, u, msg.sender));
        _write(Kind.REDEMPTION, id, 0, RedemptionWord.unwrap(used), leaf);
    }

    function _changed(bytes32 voucherId, VoucherWord word, VoucherWord next, uint32 authority, bytes32 digest) private {
        if (digest == 0) revert ZeroField("digest");
        emit VoucherChanged(voucherId, next.state(), authority, digest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(VoucherChanged.selector, voucherId, next.state(), authority, digest, msg.sender));
        _write(Kind.VOUCHER, voucherId, VoucherWord.unwrap(word), VoucherWord.unwrap(next), leaf);
    }

    function _known(bytes32 voucherId) private view returns (VoucherWord word) {
        word = VoucherWord.wrap(_read(Kind.VOUCHER, voucherId));
        if (VoucherWord.unwrap(word) == 0) revert VoucherUnknown(voucherId);
    }

    function _ofTerms(IVouchers.Terms calldata t) private view returns (bytes32 voucherId, VoucherWord word) {
        voucherId = _idOf(t);
        word = _known(voucherId);
    }

    /// @dev Who orders: an authority, or 0 for the voucher's own exchange.
    function _ordered(bytes32 voucherId) private view returns (VoucherWord word, uint32 authority) {
        word = _known(voucherId);
        KeyWord key = _actor(0);
        if (key.roles() & Role.AUTHORITY != 0) return (word, key.party());
        if (key.roles() & Role.EXCHANGE == 0) revert RoleMissing(msg.sender, key.roles(), Role.EXCHANGE);
        _requireExchange(word, key);
    }

    function _requireExchange(VoucherWord word, KeyWord key) private view {
        bool own = _succeeds(key.exchange(), word.exchange());
        if (!own) revert IVouchers.NotThisExchange(word.exchange(), key.exchange());
    }

    function _requireRevocable(bytes32 voucherId, VoucherWord word) private pure {
        if (word.state() != VoucherState.ISSUED && word.state() != VoucherState.SUSPENDED) {
            revert VoucherStateRefused(voucherId, word.state(), VoucherState.REVOKED);
        }
    }

    /// @dev What one authority ordered, only it, its successor, or the one above either undoes.
    function _requireAbove(bytes32 voucherId, uint32 ordered, uint32 authority) private view {
        if (ordered == 0 || (authority != 0 && _mayUndo(authority, ordered))) return;
        revert SuspendedByAuthority(voucherId, ordered, authority);
    }

    function _over(bytes memory what, Consent calldata by) private pure returns (bytes32) {
        return keccak256(bytes.concat(what, abi.encode(by.signedAt, by.deadline)));
    }
}
