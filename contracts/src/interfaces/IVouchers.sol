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
    /// @param voucherId Id of the voucher.
    /// @param listingId Id of the listing.
    /// @param exchange Number of the exchange.
    /// @param terms The whole terms of the trade.
    /// @param actor The key that acted.
    event VoucherIssued(
        bytes32 indexed voucherId, bytes32 indexed listingId, uint16 indexed exchange, Terms terms, address actor
    );

    /// @notice A voucher of these very terms was issued already.
    /// @param voucherId Id of the voucher.
    error VoucherExists(bytes32 voucherId);
    /// @notice The terms name another chain or register as home; or, for a foreign sale, this one.
    /// @param chainId The chain named as home.
    /// @param register The register named as home.
    error WrongHome(uint256 chainId, address register);
    /// @notice The terms, or the voucher, are of another exchange.
    /// @param exchange The exchange named.
    /// @param caller The exchange that the key serves.
    error NotThisExchange(uint32 exchange, uint16 caller);
    /// @notice The deadline of the terms has passed.
    /// @param deadline The deadline of the terms.
    /// @param nowAt The block's time.
    error TermsExpired(uint256 deadline, uint256 nowAt);
    /// @notice The terms say an agreement of a time that has not come.
    /// @param agreedAt When the terms say the parties agreed.
    /// @param nowAt The block's time.
    error AgreedInFuture(uint256 agreedAt, uint256 nowAt);
    /// @notice Agreed before this content version was listed, before the seller held, or before what it corrects was issued.
    /// @param agreedAt When the terms say the parties agreed.
    /// @param earliest The first second that would do.
    error AgreedTooEarly(uint256 agreedAt, uint256 earliest);
    /// @notice No such sequence; see Sequence.
    /// @param sequence The sequence named.
    error SequenceRefused(uint8 sequence);
    /// @notice The buyer is the seller, or nobody.
    /// @param buyer The buyer named.
    error BuyerRefused(uint32 buyer);
    /// @notice For a home sale, homeSeller and homeBuyer repeat seller and buyer.
    /// @param homeSeller The seller's number at home.
    /// @param homeBuyer The buyer's number at home.
    error HomePartiesDiffer(uint32 homeSeller, uint32 homeBuyer);
    /// @notice The terms name another listing than the basis hashes to.
    /// @param named The listingId of the terms.
    /// @param computed What the basis hashes to.
    error ListingDiffers(bytes32 named, bytes32 computed);
    /// @notice The terms name another grant than the basis hashes to.
    /// @param named The sellerGrantId of the terms.
    /// @param computed What the basis hashes to.
    error GrantDiffers(bytes32 named, bytes32 computed);
    /// @notice The listing is not for sale now; see Reason.
    /// @param listingId Id of the listing.
    /// @param reason See Reason.
    error ListingNotGood(bytes32 listingId, uint8 reason);
    /// @notice The seller's grant no longer carries OPERATE.
    /// @param grantId Id of the grant.
    /// @param rights Bits of Right that it carries.
    error OperateEnded(bytes32 grantId, uint8 rights);
    /// @notice The foreign listing is not RECOGNIZED here now; see Recognised. A sandbox product is CONDITIONAL at most.
    /// @param factId Id of the fact.
    /// @param status What is known of it here, see Recognised.
    error ListingNotRecognized(bytes32 factId, uint8 status);
    /// @notice A voucher here sold this licence already; its home keeps it for one sale. Have another licence kept.
    /// @param licenceGrantId Id of the licence.
    error LicenceSoldAlready(bytes32 licenceGrantId);
    /// @notice A field that every trade fills is zero.
    /// @param name Name of the field.
    error EvidenceMissing(bytes32 name);
    /// @notice The legs do not sum to the amount, or are not those of the digest.
    /// @param amountFen The amount, in fen.
    /// @param sum What the legs sum to, in fen.
    /// @param digest The splitDigest of the money.
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
