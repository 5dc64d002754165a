// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";
import {IGrantReserves} from "./IGrantReserves.sol";

/// @title Grants: license, transfer, and, in IGrantReserves, keep a licence for a foreign sale
/// @notice A child never exceeds its parent in right, scope or term. The holder is not in the key: a whole transfer rewrites one
/// word, and licences under it survive. Every path runs from the title (first) down to the grant it names (last).
interface IGrants is IGrantReserves {
    /// @notice A licence was written; the event carries its whole key. `authorisedBy` is 0 when the holder acted directly, the
    /// EIP-712 digest of the holder's consent, or the voucherId.
    /// @param grantId Id of the licence.
    /// @param parent Id of the parent.
    /// @param packed The packed part of the key.
    /// @param termsDigest Digest of the terms.
    /// @param holder Number of the licensee.
    /// @param authorisedBy Digest of the holder's consent, or the voucherId; 0 when the holder acted directly.
    /// @param actor The key that acted.
    event Licensed(
        bytes32 indexed grantId,
        bytes32 indexed parent,
        bytes32 packed,
        bytes32 termsDigest,
        uint32 indexed holder,
        bytes32 authorisedBy,
        address actor
    );
    /// @notice The whole grant has another holder.
    /// @param grantId Id of the grant.
    /// @param from Number of the former holder.
    /// @param to Number of the new holder.
    /// @param reason See TransferReason.
    /// @param termsDigest Digest of the terms.
    /// @param actor The key that acted.
    event Transferred(
        bytes32 indexed grantId,
        uint32 indexed from,
        uint32 indexed to,
        uint8 reason,
        bytes32 termsDigest,
        address actor
    );

    /// @notice A judgment ended the grant, and all below it with it.
    /// @param grantId Id of the grant.
    /// @param holder Number of the last holder.
    /// @param digest Digest of the judgment.
    /// @param actor The key that acted.
    event GrantEnforced(bytes32 indexed grantId, uint32 indexed holder, bytes32 digest, address actor);

    /// @notice A path has at least its title.
    error PathEmpty();
    /// @notice A path has 8 nodes at most.
    /// @param length How many keys it has.
    /// @param most The most allowed.
    error PathTooLong(uint256 length, uint256 most);
    /// @notice A key's parent is not the id of the key before it.
    /// @param index Place of the key in the path.
    /// @param parent The parent that it names.
    /// @param expected Id of the key before it.
    error PathBroken(uint256 index, bytes32 parent, bytes32 expected);
    /// @notice No such grant was ever written.
    /// @param grantId Id of the grant.
    error GrantUnknown(bytes32 grantId);
    /// @notice A grant of this key was written already; take another nonce.
    /// @param grantId Id of the grant.
    error GrantExists(bytes32 grantId);
    /// @notice The grant cannot be disposed of; see Reason.
    /// @param grantId Id of the grant.
    /// @param verb The Verb.
    /// @param reason See Reason.
    error NotFree(bytes32 grantId, uint8 verb, uint8 reason);
    /// @notice Another party holds the grant, or is the last of its holder's successors.
    /// @param grantId Id of the grant.
    /// @param holder The holder, or the last of its successors.
    /// @param caller Number of the party whose key called.
    error NotHolder(bytes32 grantId, uint32 holder, uint32 caller);
    /// @notice The licence is wider than its parent.
    /// @param name The mask: purpose, region or action.
    /// @param child The bits of the licence.
    /// @param parent The bits of the parent.
    error ScopeExceeded(bytes32 name, uint256 child, uint256 parent);
    /// @notice The term does not lie within the parent's.
    /// @param notBefore The first second of the term.
    /// @param until When the licence would end.
    /// @param parentNotBefore The first second of the parent's term.
    /// @param parentUntil When the parent ends.
    error TermExceeded(uint256 notBefore, uint256 until, uint256 parentNotBefore, uint256 parentUntil);
    /// @notice The parent's rights and actions do not let it give these rights.
    /// @param child Bits of Right of the licence.
    /// @param parent Bits of Right of the parent.
    /// @param parentAction Bits of Action of the parent.
    error RightsExceeded(uint8 child, uint8 parent, uint24 parentAction);
    /// @notice Licences stand four deep at most.
    /// @param depth How deep it would stand.
    /// @param most The most allowed.
    error DepthExceeded(uint8 depth, uint8 most);
    /// @notice A mask is empty, or has bits that no table defines.
    /// @param name Name of the mask.
    /// @param mask What it says.
    error MaskRefused(bytes32 name, uint256 mask);
    /// @notice The key is of another mode than the verb makes.
    /// @param mode The mode of the key, see Mode.
    /// @param needed The mode that the verb makes.
    error ModeRefused(uint8 mode, uint8 needed);
    /// @notice The term is over, or ends before it begins.
    /// @param notBefore The first second of the term.
    /// @param until When it would end.
    /// @param nowAt The block's time.
    error TermRefused(uint256 notBefore, uint256 until, uint256 nowAt);
    /// @notice No such reason of a transfer, or not of this verb.
    /// @param reason See TransferReason.
    error ReasonRefused(uint8 reason);
    /// @notice The receiver holds the grant already, itself or as whom the holder became.
    /// @param party Number of the receiver.
    error TransferToSelf(uint32 party);
    /// @notice A holder changes at most once a second.
    /// @param grantId Id of the grant.
    /// @param since When the holder changed last.
    error TooFast(bytes32 grantId, uint256 since);
    /// @notice The actions of the grant lack the one that this transfer needs: ASSIGN, or CONTRIBUTE for a contribution.
    /// @param grantId Id of the grant.
    /// @param actions Bits of Action that the grant has.
    /// @param needed The bit of Action that is missing.
    error ActionMissing(bytes32 grantId, uint24 actions, uint24 needed);
    /// @notice Only an enabled module that writes vouchers may license for one.
    /// @param caller Address that called.
    error NotVoucherModule(address caller);

    /// @notice Too few or too many at once.
    /// @param count How many were passed.
    /// @param least The fewest allowed.
    /// @param most The most allowed.
    error CountRefused(uint256 count, uint256 least, uint256 most);
    /// @notice The same grant stands twice in a batch.
    /// @param index Place in the batch.
    /// @param grantId Id of the grant.
    error DuplicateAt(uint256 index, bytes32 grantId);
    /// @notice Only an enabled module that writes freezes may transfer by order.
    /// @param caller Address that called.
    error NotEncumbrancesModule(address caller);
    /// @notice The grant is in a state in which this cannot be done.
    /// @param grantId Id of the grant.
    /// @param state State of GRANT.
    error WrongGrantState(bytes32 grantId, uint8 state);

    /// @notice Licenses `key` under the last key of the path. SIGN key of the parent's holder. The terms behind it have a digest, as in
    /// every licence and transfer.
    function license(GrantKey[] calldata path, GrantKey calldata key, uint32 holder) external returns (bytes32 grantId);

    /// @notice Licenses on the holder's signature over
    /// License(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function licenseBySignature(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 holder,
        Consent calldata ofHolder
    ) external returns (bytes32 grantId);

    /// @notice Licenses for a voucher whose terms the seller signed. Only a module that may write vouchers.
    function licenseForVoucher(
        GrantKey[] calldata path,
        GrantKey calldata key,
        uint32 seller,
        uint32 buyer,
        bytes32 voucherId,
        address actor
    ) external returns (bytes32 grantId);

    /// @notice Licenses 1 to 100 keys under the last key of the path, each to the holder at its place; all or none.
    function licenseMany(GrantKey[] calldata path, GrantKey[] calldata keys, uint32[] calldata holders)
        external
        returns (bytes32[] memory ids);

    /// @notice Transfers the last grant of the path as a whole. A SALE needs the action ASSIGN, a CONTRIBUTION the action CONTRIBUTE, a
    /// SUCCESSION (demerger, several heirs) ASSIGN, or the home registrar as the relayer of both signatures. The receiver signs
    /// Transfer(bytes32 grantId,uint32 from,uint32 to,uint8 reason,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function transfer(
        GrantKey[] calldata path,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Consent calldata ofReceiver
    ) external;

    /// @notice Transfers on both signatures over Transfer; anyone may relay.
    function transferBySignature(
        GrantKey[] calldata path,
        uint32 to,
        uint8 reason,
        bytes32 termsDigest,
        Consent calldata ofHolder,
        Consent calldata ofReceiver
    ) external;

    /// @notice Transfers by a court's judgment, or completes a sale that a pre-notice kept a place for: only a module that writes
    /// freezes, which has asked what stands in the way. To nobody, by judgment, the grant ends ENFORCED, and all below it with it.
    function transferByOrder(GrantKey[] calldata path, uint32 to, uint8 reason, bytes32 termsDigest, address actor)
        external;

    /// @notice Whether the last grant of the path may be exercised now, and if not why.
    function valid(GrantKey[] calldata path) external view returns (bool yes, uint8 reason, uint256 index);

    /// @notice Whether the last grant of the path may be disposed of by `verb` now, and if not why.
    function free(GrantKey[] calldata path, uint8 verb) external view returns (bool yes, uint8 reason);
}
