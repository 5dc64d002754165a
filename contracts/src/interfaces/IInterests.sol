// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Security interests in a grant, and the pre-notice of its disposal
/// @notice Rank is the order of registration. While an interest lives the grant is disposed of only by the verbs that its secured
/// party consents to: bit i of `consents` is Verb i (license, transfer, split, end, a rank below).
interface IInterests {
    /// @notice An interest as it is registered.
    /// @param kind An InterestKind.
    /// @param secured Whom it secures.
    /// @param maturity When what it secures falls due; of a PRENOTICE its deadline, 90 days ahead at most.
    /// @param consents The verbs that the secured party lets pass from the beginning.
    /// @param digest Digest of the agreement.
    /// @param receiptDigest Digest of the receipt of the movables register; a PRENOTICE needs none.
    struct Terms {
        uint8 kind;
        uint32 secured;
        uint40 maturity;
        uint8 consents;
        bytes32 digest;
        bytes32 receiptDigest;
    }

    /// @notice An interest was registered; its ordinal is its rank.
    /// @param grantId Id of the grant.
    /// @param ordinal Its rank.
    /// @param kind See InterestKind.
    /// @param secured Number of the secured party.
    /// @param maturity When the claim falls due; of a pre-notice its deadline.
    /// @param consents Bits of Verb that the secured party lets pass.
    /// @param digest Digest of the contract.
    /// @param receiptDigest Digest of the receipt of the movables' register.
    /// @param actor The key that acted.
    event Charged(
        bytes32 indexed grantId,
        uint8 ordinal,
        uint8 kind,
        uint32 indexed secured,
        uint40 maturity,
        uint8 consents,
        bytes32 digest,
        bytes32 receiptDigest,
        address actor
    );
    /// @notice The secured party lets these verbs pass from now on.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param consents Bits of Verb that the secured party lets pass.
    /// @param actor The key that acted.
    event ConsentsChanged(bytes32 indexed grantId, uint8 ordinal, uint8 consents, address actor);
    /// @notice The secured party released its interest.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param releaseDigest Digest of the release.
    /// @param actor The key that acted.
    event InterestReleased(bytes32 indexed grantId, uint8 ordinal, bytes32 releaseDigest, address actor);
    /// @notice A pre-notice passed its deadline and was taken off the grant.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the pre-notice.
    /// @param actor The key that acted.
    event PrenoticeLapsed(bytes32 indexed grantId, uint8 ordinal, address actor);

    /// @notice Not one of the InterestKinds.
    /// @param kind The kind named.
    error InterestKindRefused(uint8 kind);
    /// @notice The action PLEDGE is not among those of the grant.
    /// @param grantId Id of the grant.
    /// @param action Bits of Action that the grant has.
    error NotPledgeable(bytes32 grantId, uint24 action);
    /// @notice Nobody secures a claim against itself.
    /// @param secured Number of the holder.
    error SecuredIsHolder(uint32 secured);
    /// @notice A maturity lies ahead, and no later than `latest`: thirty years, of a pre-notice ninety days.
    /// @param maturity The end named.
    /// @param nowAt The block's time.
    /// @param latest The last second allowed.
    error MaturityRefused(uint256 maturity, uint256 nowAt, uint256 latest);
    /// @notice The grant has had 255 interests, as many as its word counts.
    /// @param grantId Id of the grant.
    error TooManyRanks(bytes32 grantId);
    /// @notice No interest of this rank was ever registered in the grant.
    /// @param grantId Id of the grant.
    /// @param ordinal The rank named.
    error InterestUnknown(bytes32 grantId, uint8 ordinal);
    /// @notice The interest was released, enforced, or lapsed.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param state State of INTEREST.
    error InterestNotLive(bytes32 grantId, uint8 ordinal, uint8 state);
    /// @notice Only the secured party's keys, or its last successor's, speak for an interest.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param secured The secured party, or the last of its successors.
    /// @param caller Number of the party whose key called.
    error NotSecured(bytes32 grantId, uint8 ordinal, uint32 secured, uint32 caller);
    /// @notice These verbs pass already.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param consents Bits of Verb that pass.
    error ConsentsUnchanged(bytes32 grantId, uint8 ordinal, uint8 consents);
    /// @notice Narrowed seven times: from now on only the secured party's own key changes what passes, no signature.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    error ConsentsByKeyOnly(bytes32 grantId, uint8 ordinal);
    /// @notice An earlier pre-notice, in this grant or in what it was split from, keeps its place, or kept it less than ninety days
    /// before `from`: no place is kept without end.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the earlier pre-notice.
    /// @param from First second at which another may be registered.
    /// @param nowAt The block's time.
    error PrenoticeTooSoon(bytes32 grantId, uint8 ordinal, uint256 from, uint256 nowAt);
    /// @notice The interest is of another kind.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the interest.
    /// @param kind See InterestKind.
    error NotPrenotice(bytes32 grantId, uint8 ordinal, uint8 kind);
    /// @notice The pre-notice stands until its deadline.
    /// @param grantId Id of the grant.
    /// @param ordinal Rank of the pre-notice.
    /// @param until Its deadline.
    /// @param nowAt The block's time.
    error PrenoticeStands(bytes32 grantId, uint8 ordinal, uint256 until, uint256 nowAt);

    /// @notice Registers an interest in the last grant of the path, which must be free for a further rank: each live interest before
    /// it consents. A pre-notice needs more: none was registered, here or in what the grant was split from, whose deadline is still to
    /// come or passed less than ninety days ago, whoever held the grant and whomever it was for. SIGN key of the holder.
    function charge(GrantKey[] calldata path, Terms calldata terms) external returns (uint8 ordinal);

    /// @notice Registers an interest on the holder's signature over
    /// Charge(bytes32 grantId,uint8 kind,uint32 secured,uint40 maturity,uint8 consents,bytes32 digest,bytes32 receiptDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function chargeBySignature(GrantKey[] calldata path, Terms calldata terms, Consent calldata ofHolder)
        external
        returns (uint8 ordinal);

    /// @notice Widens or narrows what may pass. SIGN key of the secured party. The word counts, above the five bits of the verbs, how
    /// often it was narrowed (7 at most), so no signature given before counts again after what it allowed was taken back.
    function consent(bytes32 grantId, uint8 ordinal, uint8 consents) external;

    /// @notice Widens or narrows what may pass, on the secured party's signature over
    /// InterestConsent(bytes32 grantId,uint8 ordinal,uint8 consents,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline).
    function consentBySignature(bytes32 grantId, uint8 ordinal, uint8 consents, Consent calldata ofSecured) external;

    /// @notice Releases an interest. SIGN key of the secured party.
    function release(bytes32 grantId, uint8 ordinal, bytes32 releaseDigest) external;

    /// @notice Releases an interest on the secured party's signature over
    /// Release(bytes32 grantId,uint8 ordinal,bytes32 releaseDigest,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline).
    function releaseBySignature(bytes32 grantId, uint8 ordinal, bytes32 releaseDigest, Consent calldata ofSecured)
        external;

    /// @notice Takes a pre-notice past its deadline off the grant; it bound nothing since then. Anyone.
    function lapsePrenotice(bytes32 grantId, uint8 ordinal) external;
}
