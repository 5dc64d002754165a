// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../interfaces/IActivations.sol";
import {IGrantReserves} from "../interfaces/IGrantReserves.sol";
import {IVouchers} from "../interfaces/IVouchers.sol";
import {GrantFlag} from "../types/Codes.sol";
import {GrantState, GrantWord} from "../types/GrantWord.sol";
import {InterestWord} from "../types/InterestWord.sol";
import {Predicates} from "./Predicates.sol";
import {TradeTypes} from "./TradeTypes.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice A licence of this register sold by a voucher of another one: what binds the two. Pure law.
library ForeignSale {
    bytes32 internal constant TERMS = keccak256("torrens/foreign-sale/1");
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)");
    uint40 private constant LAST = (1 << 36) - 1;

    /// @notice The origin of the register that sells.
    function origin(IGrantReserves.ForeignHome memory seller) internal pure returns (bytes32) {
        return keccak256(abi.encode(seller.chainId, seller.register, seller.salt));
    }

    /// @notice The termsDigest of a reserved licence. Its id commits to it, so a reservation is good for one selling register, one
    /// seller and one agreement, whoever holds the parent by then.
    function termsDigest(bytes32 sellingOrigin, uint32 homeSeller, bytes32 agreementDigest)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(TERMS, sellingOrigin, homeSeller, agreementDigest));
    }

    /// @notice Refuses a key that names another register, seller or agreement.
    function requireTerms(bytes32 named, bytes32 sellingOrigin, uint32 homeSeller, bytes32 agreementDigest)
        internal
        pure
    {
        bytes32 computed = termsDigest(sellingOrigin, homeSeller, agreementDigest);
        if (named != computed) revert IGrantReserves.TermsDigestDiffers(named, computed);
    }

    /// @notice The id of the voucher there: the digest of the terms in the selling register's own domain.
    function voucherId(IGrantReserves.ForeignHome calldata seller, IVouchers.Terms calldata terms)
        internal
        pure
        returns (bytes32)
    {
        bytes32 separator = keccak256(
            abi.encode(DOMAIN, keccak256("Torrens"), keccak256("1"), seller.chainId, seller.register, seller.salt)
        );
        return MessageHashUtils.toTypedDataHash(separator, TradeTypes.termsHash(terms));
    }

    /// @notice A reservation is a promise of who held the parent then. A sale agreed after the parent passed on is none of its; and
    /// what a judgment gave away since, of the parent or of a part of it, is free of it whenever the sale was agreed: seller and buyer
    /// alone say when. Whether a judgment came before or after the reservation is told by the parent's `since`, which a split keeps
    /// and a transfer does not, so under a grant that was ever adjudged a promise outlives neither.
    /// @param parent The parent's word. @param kept The reserved licence's. @param passed Whether another than the seller holds it now.
    function requireKept(bytes32 parentId, GrantWord parent, GrantWord kept, bool passed, uint40 agreedAt)
        internal
        pure
    {
        uint40 since = parent.since();
        bool later = since > kept.since() || (since == kept.since() && passed);
        bool judged = parent.flags() & GrantFlag.ADJUDGED != 0;
        if (judged && (later || parent.state() == GrantState.SPLIT)) {
            revert IActivations.ParentAdjudged(parentId, since);
        }
        if (later && agreedAt >= since) revert IActivations.AgreedAfterItPassed(agreedAt, since);
    }

    /// @notice Turns the facts of a parent into what they would be had its holder done nothing since the reservation, when the
    /// parent was free: no split, surrender, pledge, suspicion or lapsed certificate of its own making defeats the buyer. What an
    /// authority did since stays: a freeze, VOID, VOID_SPARING, ENFORCED.
    function sparePromise(Predicates.Facts memory f) internal pure {
        for (uint256 i = 0; i < f.words.length; ++i) {
            f.words[i] = f.words[i].withLiveRanks(0);
        }
        f.interests = new InterestWord[][](0);
        f.words[0] = f.words[0].withCertUntil(LAST);
        uint256 last = f.words.length - 1;
        uint8 state = f.words[last].state();
        if (state == GrantState.SPLIT || state == GrantState.SURRENDERED) {
            f.words[last] = f.words[last].withState(GrantState.ACTIVE);
        }
    }
}
