// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent, KeyTerms} from "../types/Structs.sol";
import {IPartyLife} from "./IPartyLife.sol";
import {IPartyLinks} from "./IPartyLinks.sol";

/// @title Who takes part: exchanges, parties, their keys and roles, and the working-day calendar
/// @notice Parties are not keys: rotating a key moves nothing. An exchange enrols a party but cannot add keys to it. How parties end
/// and follow one another stands in IPartyLife, who belongs to whom in IPartyLinks.
interface IParties is IPartyLife, IPartyLinks {
    /// @notice The council admitted an exchange with its first key.
    /// @param exchange Number of the exchange.
    /// @param identityDigest Digest of who the party is.
    /// @param key Its first key.
    /// @param roles Bits of Role of that key.
    /// @param from The first second at which the key counts.
    /// @param until The second from which it counts no more.
    /// @param actor The key that acted.
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
    /// @param party Number of the party.
    /// @param kind See PartyKind.
    /// @param exchange The exchange that enrolled it; 0: the council.
    /// @param identityDigest LEGAL: SHA-256 of the unified credit code; a natural person: a salted commitment.
    /// @param key Its first key.
    /// @param roles Bits of Role of that key.
    /// @param from The first second at which the key counts.
    /// @param until The second from which it counts no more.
    /// @param actor The key that acted.
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
    /// @param party Number of the party.
    /// @param key The key's address.
    /// @param roles Bits of Role.
    /// @param from The first second at which it counts.
    /// @param until The second from which it counts no more.
    /// @param actor The key that acted.
    event KeyAdded(uint32 indexed party, address indexed key, uint32 roles, uint40 from, uint40 until, address actor);
    /// @notice A key counts no more from `until` on.
    /// @param party Number of the party.
    /// @param key The key's address.
    /// @param until The first second at which it counts no more.
    /// @param actor The key that acted.
    event KeyEnded(uint32 indexed party, address indexed key, uint40 until, address actor);
    /// @notice The recovery of a lost key was opened. The new one counts from `from` on, unless a live key of the party ends it before.
    /// The digest is that of the papers that were seen.
    /// @param party Number of the party.
    /// @param key The key's address.
    /// @param roles Bits of Role.
    /// @param from The first second at which it counts, unless it was ended before.
    /// @param until The second from which it counts no more.
    /// @param orderDigest Digest of the papers that were seen.
    /// @param actor The key that acted.
    event KeyRecoveryOpened(
        uint32 indexed party,
        address indexed key,
        uint32 roles,
        uint40 from,
        uint40 until,
        bytes32 orderDigest,
        address actor
    );
    /// @notice The party's exchange gave a key REVIEWER or AUDITOR, or took it back.
    /// @param party Number of the party.
    /// @param key The key's address.
    /// @param roles Bits of Role that it has now.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event RolesChanged(uint32 indexed party, address indexed key, uint32 roles, bytes32 reasonDigest, address actor);
    /// @notice Everything the party signed before `since` is void.
    /// @param party Number of the party.
    /// @param since What was signed before is void.
    /// @param actor The key that acted.
    event SignaturesVoided(uint32 indexed party, uint40 since, address actor);
    /// @notice The working days of a year, as CALENDAR words; the digest is that of the State Council notice.
    /// @param year The year.
    /// @param firstHalf January to June, as a CALENDAR word.
    /// @param secondHalf July to December, as a CALENDAR word.
    /// @param noticeDigest Digest of the State Council's notice.
    /// @param actor The key that acted.
    event CalendarPublished(
        uint16 indexed year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest, address actor
    );

    /// @notice The council put other working days to come into a published year; open cases are counted anew.
    /// @param year The year.
    /// @param firstHalf January to June, as a CALENDAR word.
    /// @param secondHalf July to December, as a CALENDAR word.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event CalendarCorrected(
        uint16 indexed year, bytes32 firstHalf, bytes32 secondHalf, bytes32 reasonDigest, address actor
    );

    /// @notice The number is already a party's.
    /// @param party Number of the party.
    error PartyExists(uint32 party);
    /// @notice Exchanges are numbered 1 to 65535, all other parties above.
    /// @param party The number named.
    error PartyNumberRefused(uint32 party);
    /// @notice The address already serves a party; an address serves one party for ever.
    /// @param key The key's address.
    /// @param party Number of the party that it serves.
    error KeyExists(address key, uint32 party);
    /// @notice These roles are not the caller's to give.
    /// @param roles Bits of Role named.
    /// @param allowed Bits of Role that the caller may give.
    error RolesNotGiven(uint32 roles, uint32 allowed);
    /// @notice The key's term must end after it begins and after now.
    /// @param from The first second named.
    /// @param until The end named.
    error KeyTermRefused(uint256 from, uint256 until);
    /// @notice The key belongs to another party.
    /// @param key The key's address.
    /// @param party Number of the key's party.
    /// @param caller Number of the party whose key called.
    error KeyNotYours(address key, uint32 party, uint32 caller);
    /// @notice The key has already ended.
    /// @param key The key's address.
    /// @param until When it ended.
    error KeyAlreadyEnded(address key, uint256 until);
    /// @notice A recovered key counts from the end of the tenth working day on, neither earlier nor later.
    /// @param from The first second named.
    /// @param due The second from which it may count.
    error RecoveryTermRefused(uint256 from, uint256 due);
    /// @notice A recovery of this party was opened; the next one may be opened from then on, whether or not that one was cancelled.
    /// @param party Number of the party.
    /// @param until From when on another may be opened.
    error RecoveryPending(uint32 party, uint256 until);
    /// @notice The key has these roles already.
    /// @param key The key's address.
    /// @param roles Bits of Role.
    error RolesStand(address key, uint32 roles);
    /// @notice The half-year words must carry the published bit and mark no day outside the half-year.
    /// @param year The year.
    /// @param word The word.
    error CalendarMalformed(uint16 year, bytes32 word);
    /// @notice No working days are published for the half-year (0: January to June), so no deadline can be counted in it.
    /// @param year The year.
    /// @param half 0: January to June, 1: July to December.
    error CalendarMissing(uint16 year, uint8 half);
    /// @notice A key signs its own enrolment itself.
    /// @param signer The key that signed.
    /// @param key The key that was to sign.
    error KeyNotSigner(address signer, address key);
    /// @notice The year's calendar is published already; the council corrects it.
    /// @param year The year.
    error CalendarExists(uint16 year);
    /// @notice A calendar is published for the running year or the next one.
    /// @param year The year.
    /// @param running The running year.
    error CalendarYearRefused(uint16 year, uint256 running);
    /// @notice A correction changes days to come only: what was counted with past days stays as it was.
    /// @param year The year.
    /// @param published The half-year as it stands.
    /// @param corrected The half-year as the council would have it.
    error CalendarPast(uint16 year, bytes32 published, bytes32 corrected);
    /// @notice These are the working days that stand.
    /// @param year The year.
    error CalendarStands(uint16 year);

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

    /// @notice Ends a key of the caller's own party, at once. A key that has not begun, as one that waits for its recovery, may be
    /// ended by any live key of the party.
    function endKey(address key) external;

    /// @notice Opens the recovery of a party whose keys are lost; the new key signs
    /// KeyRecovery(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 orderDigest,bytes32 partyWord,uint40 signedAt,uint40 deadline).
    /// EXCHANGE keys of the party's exchange or its successor; for exchanges and authorities the council.
    /// @param key Exactly SIGN (and EXCHANGE or AUTHORITY, by the party's kind), from the end of the tenth working day.
    function recoverKey(uint32 party, KeyTerms calldata key, Consent calldata own, bytes32 orderDigest) external;

    /// @notice Gives a live key REVIEWER or AUDITOR, or takes it back; no other role. EXCHANGE keys of the exchange that enrolled its
    /// party, or of that exchange's successor.
    function changeRoles(address key, uint32 roles, bytes32 reasonDigest) external;

    /// @notice Voids every signature that the caller's party made before now. Directly only: a signature that voids signatures would
    /// lie in someone's hands as one more of them.
    function voidSignatures() external;

    /// @notice Publishes the working days of the running or the next year. Council only.
    function publishCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 noticeDigest) external;

    /// @notice Corrects the working days to come of a published year, both halves in full. Council only.
    function correctCalendar(uint16 year, bytes32 firstHalf, bytes32 secondHalf, bytes32 reasonDigest) external;

    /// @notice A key as its fields.
    function keyOf(address account)
        external
        view
        returns (uint32 party, uint32 roles, uint16 exchange, uint40 from, uint40 until);

    /// @notice End (24:00 Asia/Shanghai) of the n-th working day after `filedAt`; the day after filing is day one.
    function deadline(uint40 filedAt, uint8 workingDays) external view returns (uint40 end);
}
