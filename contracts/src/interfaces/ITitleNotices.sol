// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, GrantKey} from "../types/Structs.sol";

/// @title Notices of titles, in every form, and the links that tell which belong together
/// @notice A title is a grant at depth 0; a notice is a title in state NOTICED: `since` is when it was filed, `certUntil` the end of
/// its notice. Notice days are counted from the calendar words. REGISTRAR keys only.
interface ITitleNotices {
    /// @notice What a registrar files for an applicant.
    /// @param key The title's key; key.parent is the dataId.
    /// @param holder The applicant.
    /// @param salt Makes the key's nonce: uint64(keccak256(abi.encode(holder, registrar, salt))).
    /// @param caseDigest Digest of the case file.
    /// @param duplicateSearchDigest Digest of the search for the same data at other registrars.
    struct Notice {
        GrantKey key;
        uint32 holder;
        bytes32 salt;
        bytes32 caseDigest;
        bytes32 duplicateSearchDigest;
    }

    /// @notice Public notice of an application, until the end of the fifth working day.
    /// @param titleId Id of the title.
    /// @param dataId Id of the data.
    /// @param packed The packed part of the key.
    /// @param termsDigest Digest of the terms, part of the key.
    /// @param holder Number of the applicant.
    /// @param registrar Number of the registrar.
    /// @param caseDigest Digest of the application's papers.
    /// @param duplicateSearchDigest Digest of the search for the same data.
    /// @param noticeUntil End of the notice.
    /// @param actor The key that acted.
    event Noticed(
        bytes32 indexed titleId,
        bytes32 indexed dataId,
        bytes32 packed,
        bytes32 termsDigest,
        uint32 indexed holder,
        uint16 registrar,
        bytes32 caseDigest,
        bytes32 duplicateSearchDigest,
        uint40 noticeUntil,
        address actor
    );
    /// @notice Every other participant in fused data consents to what is noticed.
    /// @param titleId Id of the title.
    /// @param participants Numbers of the other participants.
    /// @param actor The key that acted.
    event FusionConsented(bytes32 indexed titleId, uint32[] participants, address actor);
    /// @notice The grants that derived data was made from; the title's termsDigest binds them.
    /// @param titleId Id of the title.
    /// @param sources Ids of the sources' grants.
    /// @param innerTermsDigest Digest of the terms alone, which termsDigest binds with the sources.
    /// @param actor The key that acted.
    event SourcesNamed(bytes32 indexed titleId, bytes32[] sources, bytes32 innerTermsDigest, address actor);
    /// @notice Two titles belong together (LinkKind); `digest` is of the decision, or of the case that names its predecessor.
    /// @param kind See LinkKind.
    /// @param titleId Id of the title.
    /// @param otherId Id of the other title.
    /// @param digest Digest of the decision, or of the case that names its predecessor.
    /// @param actor The key that acted.
    event TitlesLinked(
        uint8 indexed kind, bytes32 indexed titleId, bytes32 indexed otherId, bytes32 digest, address actor
    );

    /// @notice A title of this key was filed already.
    /// @param titleId Id of the title.
    error TitleExists(bytes32 titleId);
    /// @notice The nonce does not belong to this holder and registrar.
    /// @param nonce The nonce in the key.
    /// @param expected The nonce that holder, registrar and salt give.
    error NonceNotYours(uint64 nonce, uint64 expected);
    /// @notice The acquisition basis does not allow these rights (G35 articles 15, 20, 21).
    /// @param basis The AcquisitionBasis.
    /// @param rights Bits of Right applied for.
    /// @param allowed Bits of Right that the basis allows.
    error BasisRefused(uint8 basis, uint8 rights, uint8 allowed);
    /// @notice Unknown bits, or none, in a mask.
    /// @param name Name of the mask.
    /// @param mask What it says.
    error MaskRefused(bytes32 name, uint256 mask);
    /// @notice The key is of another mode than the verb makes.
    /// @param mode The mode of the key, see Mode.
    /// @param needed The mode that the verb makes.
    error ModeRefused(uint8 mode, uint8 needed);
    /// @notice The applicant takes no part among the other participants.
    /// @param party Number of the applicant.
    error ApplicantAmongParticipants(uint32 party);
    /// @notice Joint applicants have one title each over the same data, in one case.
    /// @param index Place of the title in the case.
    error NotJoint(uint256 index);
    /// @notice The earlier title still holds the right, or a freeze or an interest on it is not settled.
    /// @param titleId Id of the earlier title.
    /// @param state Its state.
    error PredecessorStands(bytes32 titleId, uint8 state);
    /// @notice The earlier title is over other data.
    /// @param dataId Id of the data applied for.
    /// @param earlier Id of the earlier title's data.
    error DataDiffers(bytes32 dataId, bytes32 earlier);
    /// @notice The earlier title was another party's.
    /// @param holder Number of the applicant.
    /// @param earlier Number of the earlier title's holder.
    error HolderDiffers(uint32 holder, uint32 earlier);
    /// @notice Of two linked titles the first has the lower id.
    /// @param kind See LinkKind.
    /// @param a The link's first id.
    /// @param b The link's second id.
    error LinkRefused(uint8 kind, bytes32 a, bytes32 b);

    /// @notice Gives public notice.
    function notice(Notice calldata filed) external returns (bytes32 titleId);

    /// @notice Gives notice of 1 to 100 applications; one refused refuses all.
    function noticeMany(Notice[] calldata filed) external;

    /// @notice Gives notice for joint applicants, by rising party number: one title each, over the same data, in one case.
    function noticeJoint(Notice[] calldata filed) external;

    /// @notice Gives notice of fused data whose contract is silent (FUSED_SILENT): OPERATE needs the consent of all other
    /// participants, by rising party number. Each signs
    /// Fusion(bytes32 titleId,bytes32 participantsDigest,uint40 signedAt,uint40 deadline)
    /// with participantsDigest = keccak256(abi.encode(participants)); the titleId binds holder, registrar, scope and term.
    function noticeFused(Notice calldata filed, uint32[] calldata participants, Consent[] calldata consents)
        external
        returns (bytes32 titleId);

    /// @notice Gives notice of derived data, naming 1 to 16 source grants by rising id. key.termsDigest =
    /// keccak256(abi.encode("torrens/derived/1", keccak256(abi.encode(sources)), innerTermsDigest)).
    function noticeDerived(Notice calldata filed, bytes32[] calldata sources, bytes32 innerTermsDigest)
        external
        returns (bytes32 titleId);

    /// @notice Gives notice of a re-registration: the same holder, or its successor, and the same data as an earlier title, which
    /// has ended and on which neither freeze nor interest is left. Writes the LINK PREDECESSOR.
    function noticeAgain(Notice calldata filed, GrantKey calldata predecessor) external returns (bytes32 titleId);

    /// @notice Links two titles over the same (RELATED_EXACT) or nearly the same data (RELATED_NEAR), the lower id first: disclosed,
    /// never refused. The home registrar of either.
    function link(uint8 kind, bytes32 a, bytes32 b, bytes32 digest) external;
}
