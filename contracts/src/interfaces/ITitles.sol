// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";

/// @title Titles: notice, objection, registration
/// @notice A title is a grant at depth 0; a notice is a title in state NOTICED. Notice days are counted from the calendar words.
interface ITitles {
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
    /// @notice Someone objects.
    event ObjectionFiled(
        bytes32 indexed titleId, uint8 ordinal, uint32 indexed party, uint8 reason, bytes32 digest, address actor
    );
    /// @notice The registrar settled an objection.
    event ObjectionSettled(bytes32 indexed titleId, uint8 ordinal, uint8 outcome, bytes32 digest, address actor);
    /// @notice The title is registered; certNo is registrar, month and serial as one decimal number (331 202611 0001).
    event Registered(
        bytes32 indexed titleId,
        uint32 indexed holder,
        uint16 indexed registrar,
        uint64 certNo,
        uint40 since,
        uint40 certUntil,
        address actor
    );

    error TitleExists(bytes32 titleId);
    error TitleUnknown(bytes32 titleId);
    /// @notice The title is not in the state this verb needs.
    error WrongState(bytes32 titleId, uint8 state, uint8 needed);
    /// @notice The nonce does not belong to this holder and registrar.
    error NonceNotYours(uint64 nonce, uint64 expected);
    /// @notice The acquisition basis does not allow these rights (G35 articles 15, 20, 21).
    error BasisRefused(uint8 basis, uint8 rights, uint8 allowed);
    /// @notice Unknown bits, or none, in a mask.
    error MaskRefused(bytes32 name, uint256 mask);
    error ModeRefused(uint8 mode, uint8 needed);
    /// @notice notBefore and until must make a term that has not ended.
    error TermRefused(uint256 notBefore, uint256 until, uint256 nowAt);
    /// @notice A registrar may not register its own data (G35 article 10(7)).
    error SelfRegistration(uint32 registrar, uint32 holder);
    /// @notice Only the registrar that gave notice goes on with the case.
    error NotHomeRegistrar(uint16 registrar, uint16 caller);
    error NoticeNotEnded(bytes32 titleId, uint256 noticeUntil, uint256 nowAt);
    /// @notice An objection after the notice ended belongs to the later procedure.
    error NoticeEnded(bytes32 titleId, uint256 noticeUntil, uint256 nowAt);
    error ObjectionsOpen(bytes32 titleId, uint8 open);
    error TooManyObjections(bytes32 titleId);
    error ObjectionNotOpen(bytes32 titleId, uint8 ordinal, uint8 state);
    error OutcomeRefused(uint8 outcome);
    /// @notice 9,999 certificate numbers a month and registrar, then refused; never wrapped.
    error SerialExhausted(uint16 registrar, uint32 yyyymm);

    /// @notice Gives public notice. REGISTRAR keys only.
    function notice(Notice calldata filed) external returns (bytes32 titleId);

    /// @notice Gives notice of many applications; one refused refuses all.
    function noticeMany(Notice[] calldata filed) external;

    /// @notice Objects during the notice. Any party's SIGN key.
    function object(bytes32 titleId, uint8 reason, bytes32 digest) external;

    /// @notice Settles an objection: REJECTED 2, UPHELD 3, WITHDRAWN 4. The home registrar only; UPHELD lapses the notice.
    function settle(bytes32 titleId, uint8 ordinal, uint8 outcome, bytes32 digest) external;

    /// @notice Registers after the notice ended without open objection. The home registrar only.
    function registerTitle(GrantKey calldata key) external returns (uint64 certNo);

    /// @notice Registers many; one refused refuses all.
    function registerTitles(GrantKey[] calldata keys) external;
}
