// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, KeyTerms} from "../types/Structs.sol";

/// @title Who takes part: exchanges, parties, their keys and roles, and the working-day calendar
/// @notice Parties are not keys: rotating a key moves nothing. An exchange enrols a party but cannot add keys to it.
interface IParties {
    /// @notice The council admitted an exchange with its first key.
    event ExchangeAdmitted(
        uint16 indexed exchange,
        bytes32 identityDigest,
        address key,
        uint32 roles,
        uint40 from,
        uint40 until,
        address actor
    );
    /// @notice A party was enrolled with its first key. LEGAL: identityDigest is SHA-256 of the unified credit code.
    event PartyEnrolled(
        uint32 indexed party,
        uint8 kind,
        uint16 indexed exchange,
        bytes32 identityDigest,
        address key,
        uint32 roles,
        uint40 from,
        uint40 until,
        address actor
    );
    /// @notice A live key of the party added another.
    event KeyAdded(uint32 indexed party, address indexed key, uint32 roles, uint40 from, uint40 until, address actor);
    /// @notice A key counts no more from `until` on.
    event KeyEnded(uint32 indexed party, address indexed key, uint40 until, address actor);
    /// @notice Everything the party signed before `since` is void.
    event SignaturesVoided(uint32 indexed party, uint40 since, address actor);
    /// @notice The working days of a year, as CALENDAR words; the digest is that of the State Council notice.
    event CalendarPublished(
        uint16 indexed year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest, address actor
    );

    /// @notice The number is already a party's.
    error PartyExists(uint32 party);
    /// @notice No such party.
    error PartyUnknown(uint32 party);
    /// @notice Exchanges are numbered 1 to 65535, all other parties above.
    error PartyNumberRefused(uint32 party);
    /// @notice The kind of party cannot be enrolled by this verb.
    error PartyKindRefused(uint8 kind);
    /// @notice The address already serves a party; an address serves one party for ever.
    error KeyExists(address key, uint32 party);
    /// @notice These roles are not the caller's to give.
    error RolesNotGiven(uint32 roles, uint32 allowed);
    /// @notice The key's term must end after it begins and after now.
    error KeyTermRefused(uint256 from, uint256 until);
    /// @notice The key belongs to another party.
    error KeyNotYours(address key, uint32 party, uint32 caller);
    /// @notice The key has already ended.
    error KeyAlreadyEnded(address key, uint256 until);
    /// @notice The half-year words must carry the published bit and mark no day outside the half-year.
    error CalendarMalformed(uint16 year, bytes32 word);
    /// @notice No working days are published for the half-year (0: January to June), so no deadline can be counted in it.
    error CalendarMissing(uint16 year, uint8 half);
    /// @notice A key signs its own enrolment itself.
    error KeyNotSigner(address signer, address key);
    /// @notice The year's calendar is published already.
    error CalendarExists(uint16 year);

    /// @notice Admits an exchange. Council only; the first key signs its own enrolment.
    function admitExchange(uint16 exchange, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external;

    /// @notice Enrols an authority (a court, a regulator). Council only; the first key signs its own enrolment.
    function enrolAuthority(uint32 party, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external;

    /// @notice Enrols a party. EXCHANGE keys only; the first key signs its own enrolment.
    function enrol(uint32 party, uint8 kind, bytes32 identityDigest, KeyTerms calldata first, Consent calldata own)
        external;

    /// @notice Adds a key to the caller's own party; the new key signs too. An exchange's key gives any role an exchange has, another
    /// party's only those it has itself: REVIEWER and AUDITOR come from the exchange, at enrolment.
    function addKey(KeyTerms calldata key, Consent calldata own) external;

    /// @notice Adds a key on the signature of a live key of the party; the new key signs too. Anyone may relay.
    function addKeyBySignature(uint32 party, KeyTerms calldata key, Consent calldata own, Consent calldata ofParty)
        external;

    /// @notice Ends a key of the caller's own party, at once.
    function endKey(address key) external;

    /// @notice Voids every signature that the caller's party made before now.
    function voidSignatures() external;

    /// @notice Publishes the working days of a year. Council only.
    function publishCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest) external;

    /// @notice A key as its fields.
    function keyOf(address account)
        external
        view
        returns (uint32 party, uint32 roles, uint16 exchange, uint40 from, uint40 until);

    /// @notice End (24:00 Asia/Shanghai) of the n-th working day after `filedAt`; the day after filing is day one.
    function deadline(uint40 filedAt, uint8 workingDays) external view returns (uint40 end);
}
