// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Later registrations of a title (G35 articles 23, 33, 35 to 37), and its end
/// @notice The home registrar acts on the holder's signature. What is signed over a title, or a part of one, carries its word and
/// its parent's, zero for a title. A registrar acts neither on its own title nor on a declared affiliate's, nor on a part of what is
/// void. Subject and source never change: they are in the key and in the holder, which no verb here touches.
interface ITitleLife {
    /// @notice A change was registered; what changed stands in the document. The word stays as it is; a LINK (CHANGE) of title and
    /// document begins, so that no document is registered twice.
    /// @param titleId Id of the title.
    /// @param changeDigest Digest of the document that says what changed.
    /// @param actor The key that acted.
    event Changed(bytes32 indexed titleId, bytes32 changeDigest, address actor);
    /// @notice The certificate runs on.
    /// @param titleId Id of the title.
    /// @param certUntil Its new end.
    /// @param actor The key that acted.
    event Renewed(bytes32 indexed titleId, uint40 certUntil, address actor);
    /// @notice An annotation of this kind (Annotation) stands from now on.
    /// @param titleId Id of the title.
    /// @param kind See Annotation.
    /// @param digest Digest of what it says.
    /// @param actor The key that acted.
    event Annotated(bytes32 indexed titleId, uint8 indexed kind, bytes32 digest, address actor);
    /// @notice The annotation of this kind stands no more.
    /// @param titleId Id of the title.
    /// @param kind See Annotation.
    /// @param digest Digest of why.
    /// @param actor The key that acted.
    event AnnotationCleared(bytes32 indexed titleId, uint8 indexed kind, bytes32 digest, address actor);
    /// @notice The holder ended the title; licences under it stay valid.
    /// @param titleId Id of the title.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event Cancelled(bytes32 indexed titleId, bytes32 reasonDigest, address actor);
    /// @notice An authority ended a grant: VOID ends what stands under it too, VOID_SPARING does not.
    /// @param grantId Id of the grant.
    /// @param state VOID or VOID_SPARING.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event Revoked(bytes32 indexed grantId, uint8 state, bytes32 orderDigest, address actor);

    /// @notice A certificate is renewed from six months before its end to the day before it.
    /// @param titleId Id of the title.
    /// @param opens First second at which it may be renewed.
    /// @param closes Last second at which it could be renewed.
    /// @param nowAt The block's time.
    error RenewalClosed(bytes32 titleId, uint256 opens, uint256 closes, uint256 nowAt);
    /// @notice A renewed certificate ends later than before, by five years at most, and not after the right.
    /// @param certUntil The end named.
    /// @param former The end it has.
    /// @param latest The last second allowed.
    error CertificateTermRefused(uint256 certUntil, uint256 former, uint256 latest);
    /// @notice No such kind of annotation; see Annotation.
    /// @param kind The kind named.
    error AnnotationRefused(uint8 kind);
    /// @notice No annotation of this kind stands.
    /// @param titleId Id of the title.
    /// @param kind See Annotation.
    error NotAnnotated(bytes32 titleId, uint8 kind);
    /// @notice A JUDICIAL annotation of another authority stands, which the caller neither succeeded nor is above.
    /// @param titleId Id of the title.
    /// @param authority Number of the authority whose it is.
    /// @param caller Number of the party whose key called.
    error AnnotationOfAnother(bytes32 titleId, uint32 authority, uint32 caller);
    /// @notice This state cannot follow.
    /// @param grantId Id of the grant.
    /// @param state State of GRANT.
    /// @param next The state that was asked for.
    error EndRefused(bytes32 grantId, uint8 state, uint8 next);

    /// @notice Registers a change, by a document that was not registered of this title before; its holder signs
    /// Change(bytes32 titleId,bytes32 changeDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function change(GrantKey[] calldata path, bytes32 changeDigest, Consent calldata ofHolder) external;

    /// @notice Renews the certificate to `certUntil`. The path is the title, or leads to a part split off it; the holder of its end
    /// signs Renew(bytes32 titleId,uint40 certUntil,bytes32 word,uint40 signedAt,uint40 deadline) over the title and its word. No
    /// disposal, so a freeze does not stop it.
    function renew(GrantKey[] calldata path, uint40 certUntil, Consent calldata ofHolder) external;

    /// @notice Annotates a title or a part of one. The home registrar; a JUDICIAL annotation an AUTHORITY key, and while one stands only
    /// of who made it, of its successor or of a superior of either.
    function annotate(bytes32 titleId, uint8 kind, bytes32 digest) external;

    /// @notice Clears the annotation of one kind; who may make it may clear it.
    function clearAnnotation(bytes32 titleId, uint8 kind, bytes32 digest) external;

    /// @notice Ends a title, or a part of one, by its holder's will; free(END) but for the certificate, which may have lapsed. Its
    /// holder signs
    /// Cancel(bytes32 titleId,bytes32 reasonDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline).
    function cancel(GrantKey[] calldata path, bytes32 reasonDigest, Consent calldata ofHolder) external;

    /// @notice Ends any grant by an authority's order: VOID 6 or VOID_SPARING 5; what waits (NOTICED, RESERVED) LAPSED 9. AUTHORITY
    /// keys only.
    function revoke(bytes32 grantId, uint8 state, bytes32 orderDigest) external;
}
