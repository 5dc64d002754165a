// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../interfaces/IVouchers.sol";
import {Money} from "../types/Structs.sol";

/// @notice The EIP-712 structs that seller and buyer sign. The chain receives only hashStruct(Money), so prices stay private and
/// wallets still show every field.
library TradeTypes {
    bytes32 internal constant MONEY =
        keccak256("Money(uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt)");

    bytes32 internal constant TRADE_TERMS = keccak256(
        "TradeTerms(uint256 homeChainId,address homeRegister,bytes32 listingId,bytes32 sellerGrantId,"
        "bytes32 licenceGrantId,uint32 seller,uint32 buyer,uint32 exchange,uint32 homeSeller,uint32 homeBuyer,"
        "Money money,bytes32 agreementDigest,bytes32 complianceDigest,bytes32 deliveryDigest,uint8 sequence,"
        "uint40 agreedAt,uint40 deadline)"
        "Money(uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt)"
    );

    /// @notice hashStruct(Money).
    function moneyHash(Money calldata money) internal pure returns (bytes32) {
        return keccak256(abi.encode(MONEY, money));
    }

    /// @notice What a correction keeps: home, listing, grants, parties and exchange. It is the same of a voucher and of all that
    /// supersede it.
    function tradeHash(IVouchers.Terms calldata t) internal pure returns (bytes32) {
        bytes memory what = abi.encode(t.homeChainId, t.homeRegister, t.listingId, t.sellerGrantId, t.licenceGrantId);
        return keccak256(bytes.concat(what, abi.encode(t.seller, t.buyer, t.exchange, t.homeSeller, t.homeBuyer)));
    }

    /// @notice hashStruct(TradeTerms); Terms has its fields in the order of the type, with moneyHash in the place of money.
    function termsHash(IVouchers.Terms calldata terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(TRADE_TERMS, terms));
    }
}
