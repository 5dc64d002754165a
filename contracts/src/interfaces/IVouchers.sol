// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey, Leg, Money} from "../types/Structs.sol";

/// @title Vouchers: one trade, both signatures, the buyer's licence in the same transaction
interface IVouchers {
    /// @notice The trade terms, with the hash of their money part in place of it; see words.md section 5.
    struct Terms {
        uint256 homeChainId;
        address homeRegister;
        bytes32 listingId;
        bytes32 sellerGrantId;
        bytes32 licenceGrantId;
        uint32 seller;
        uint32 buyer;
        uint32 exchange;
        uint32 homeSeller;
        uint32 homeBuyer;
        bytes32 moneyHash;
        bytes32 agreementDigest;
        bytes32 complianceDigest;
        bytes32 deliveryDigest;
        uint8 sequence;
        uint40 agreedAt;
        uint40 deadline;
    }

    /// @notice What the chain needs beside the terms to check them.
    /// @param path The seller's grant, from the title down.
    /// @param licence The key of the buyer's licence; its id is in the terms.
    /// @param productDigest With `nonce` and the exchange, the preimage of the listingId.
    struct Basis {
        GrantKey[] path;
        GrantKey licence;
        bytes32 productDigest;
        uint64 nonce;
    }

    /// @notice One side's signature over the terms: a SIGN key of the party, r s v or what ERC-1271 expects.
    struct Signed {
        address signer;
        bytes signature;
    }

    /// @notice What a sale of a foreign listing rests on, beside the terms.
    /// @param salt The deployment salt of the home register: with its chain and address, the preimage of its origin.
    /// @param agreementDigest The digest of the exchange's agreement that its recognition rests on; 0 when on a decision of its own.
    /// @param licence The key of the licence that its home keeps. Its termsDigest commits to this register, to the seller at home and
    /// to the agreement of the terms, so no other licence is sold by them.
    struct ForeignBasis {
        bytes32 salt;
        bytes32 agreementDigest;
        GrantKey licence;
    }

    /// @notice A voucher was issued. It carries the whole terms, so an auditor can recompute its id.
    event VoucherIssued(
        bytes32 indexed voucherId, bytes32 indexed listingId, uint16 indexed exchange, Terms terms, address actor
    );

    /// @notice A voucher of these very terms was issued already.
    error VoucherExists(bytes32 voucherId);
    /// @notice The terms name another chain or register as home; or, for a foreign sale, this one.
    error WrongHome(uint256 chainId, address register);
    /// @notice The terms, or the voucher, are of another exchange.
    error NotThisExchange(uint32 exchange, uint16 caller);
    /// @notice The deadline of the terms has passed.
    error TermsExpired(uint256 deadline, uint256 nowAt);
    /// @notice The terms say an agreement of a time that has not come.
    error AgreedInFuture(uint256 agreedAt, uint256 nowAt);
    /// @notice Agreed before this content version was listed, before the seller held, or before what it corrects was issued.
    error AgreedTooEarly(uint256 agreedAt, uint256 earliest);
    /// @notice No such sequence; see Sequence.
    error SequenceRefused(uint8 sequence);
    /// @notice The buyer is the seller, or nobody.
    error BuyerRefused(uint32 buyer);
    /// @notice For a home sale, homeSeller and homeBuyer repeat seller and buyer.
    error HomePartiesDiffer(uint32 homeSeller, uint32 homeBuyer);
    /// @notice The terms name another listing than the basis hashes to.
    error ListingDiffers(bytes32 named, bytes32 computed);
    /// @notice The terms name another grant than the basis hashes to.
    error GrantDiffers(bytes32 named, bytes32 computed);
    /// @notice The listing is not for sale now; see Reason.
    error ListingNotGood(bytes32 listingId, uint8 reason);
    /// @notice The seller's grant no longer carries OPERATE.
    error OperateEnded(bytes32 grantId, uint8 rights);
    /// @notice The foreign listing is not RECOGNIZED here now; see Recognised. A sandbox product is CONDITIONAL at most.
    error ListingNotRecognized(bytes32 factId, uint8 status);
    /// @notice A voucher here sold this licence already; its home keeps it for one sale. Have another licence kept.
    error LicenceSoldAlready(bytes32 licenceGrantId);
    /// @notice A field that every trade fills is zero.
    error EvidenceMissing(bytes32 name);
    /// @notice The legs do not sum to the amount, or are not those of the digest.
    error SplitRefused(uint256 amountFen, uint256 sum, bytes32 digest);

    /// @notice Issues a voucher and writes the buyer's licence. EXCHANGE key of the terms' exchange or of its last successor; both parties signed the terms,
    /// which carry the digests of agreement, compliance and delivery, and the hash of money and settlement, in any sequence.
    function issue(Terms calldata terms, Basis calldata basis, Signed calldata seller, Signed calldata buyer)
        external
        returns (bytes32 voucherId);

    /// @notice Issues a voucher for a listing of another register, which is RECOGNIZED here now. No licence is written: the home
    /// holds it RESERVED, and this voucher, proven there, makes it ACTIVE. It is the only one that this register issues of that licence,
    /// also when it is revoked. That the home keeps it, and for this buyer, the home alone says. EXCHANGE key of the terms' exchange or of its last successor.
    function issueForeign(
        Terms calldata terms,
        ForeignBasis calldata basis,
        Signed calldata seller,
        Signed calldata buyer
    ) external returns (bytes32 voucherId);

    /// @notice The EIP-712 digest of the terms, which is the voucher's id.
    function voucherIdOf(Terms calldata terms) external view returns (bytes32);

    /// @notice hashStruct(Money). Opt-in: prices stay off chain otherwise.
    function moneyHashOf(Money calldata money) external pure returns (bytes32);

    /// @notice Opt-in check that the legs are those of the digest and sum to the amount; reverts SplitRefused otherwise.
    function checkSplit(Money calldata money, Leg[] calldata legs) external pure;
}
