// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../../interfaces/IVouchers.sol";
import {TradeTypes} from "../../libraries/TradeTypes.sol";
import {Sequence} from "../../types/Codes.sol";
import {KeyWord} from "../../types/KeyWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {VoucherState, VoucherWord} from "../../types/VoucherWord.sol";
import {Module} from "../Module.sol";

/// @notice What issuing and correcting a voucher share: the terms by themselves, who signed them, and the one way a voucher is written.
abstract contract VoucherBase is Module {
    /// @dev A voucher with these terms can be written: new, not expired, complete.
    function _requireNew(IVouchers.Terms calldata t) internal view returns (bytes32 voucherId) {
        if (block.timestamp > t.deadline) revert IVouchers.TermsExpired(t.deadline, block.timestamp);
        if (t.agreedAt > block.timestamp) revert IVouchers.AgreedInFuture(t.agreedAt, block.timestamp);
        if (t.sequence < Sequence.PAY_FIRST || t.sequence > Sequence.ESCROW) {
            revert IVouchers.SequenceRefused(t.sequence);
        }
        if (t.moneyHash == 0) revert IVouchers.EvidenceMissing("moneyHash");
        if (t.agreementDigest == 0) revert IVouchers.EvidenceMissing("agreementDigest");
        if (t.complianceDigest == 0) revert IVouchers.EvidenceMissing("complianceDigest");
        if (t.deliveryDigest == 0) revert IVouchers.EvidenceMissing("deliveryDigest");
        voucherId = _idOf(t);
        if (_read(Kind.VOUCHER, voucherId) != 0) revert IVouchers.VoucherExists(voucherId);
    }

    /// @dev A live SIGN key of the party signed the voucherId, and the party has not voided what it signed by then.
    function _requireSigned(bytes32 voucherId, uint32 party, uint40 agreedAt, IVouchers.Signed calldata by)
        internal
        view
    {
        (KeyWord key, PartyWord word) = _keyAndParty(by.signer, party);
        _requireSigner(by.signer, party, agreedAt, key, word);
        _requireSigned(voucherId, by.signer, by.signature);
    }

    function _issued(bytes32 voucherId, IVouchers.Terms calldata t, uint8 flags) internal returns (bytes32 leaf) {
        uint16 exchange = uint16(t.exchange);
        VoucherWord word = VoucherWord.wrap(0).withState(VoucherState.ISSUED).withFlags(flags).withExchange(exchange)
            .withIssuedAt(uint40(block.timestamp));
        emit IVouchers.VoucherIssued(voucherId, t.listingId, exchange, t, msg.sender);
        leaf = keccak256(abi.encode(IVouchers.VoucherIssued.selector, voucherId, t.listingId, exchange, t, msg.sender));
        _write(Kind.VOUCHER, voucherId, 0, VoucherWord.unwrap(word), leaf);
    }

    function _idOf(IVouchers.Terms calldata t) internal view returns (bytes32) {
        return _digest(TradeTypes.termsHash(t));
    }
}
