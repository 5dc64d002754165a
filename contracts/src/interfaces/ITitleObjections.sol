// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Objections, during the notice (G35 article 25) and after registration (article 29)
/// @notice While NOTICED an open objection stops registration; later it sets the flag DISPUTED, which by itself stops nothing. A
/// party has one open objection in a case, and files three in all, and the parties that one exchange enrolled have a hundred open at
/// a time: a flood ends with its party or exchange, and an incomplete one is bounced at once.
interface ITitleObjections {
    /// @notice Someone objects.
    event ObjectionFiled(
        bytes32 indexed titleId, uint8 ordinal, uint32 indexed party, uint8 reason, bytes32 digest, address actor
    );
    /// @notice An objection was settled, or withdrawn by its party (digest 0).
    event ObjectionSettled(bytes32 indexed titleId, uint8 ordinal, uint8 outcome, bytes32 digest, address actor);

    /// @notice All 255 numbers are given, each to an objection that is open or was upheld; that of any other is given anew.
    error TooManyObjections(bytes32 titleId);
    /// @notice The party's earlier objection is open.
    error ObjectionPending(bytes32 titleId, uint8 ordinal);
    /// @notice The party has objected as often as one may in one case.
    error PartyObjectedOut(bytes32 titleId, uint32 party, uint256 most);
    /// @notice The parties that this exchange enrolled have as many open objections to the title as they may.
    error ExchangeObjectedOut(bytes32 titleId, uint16 exchange, uint256 most);
    error ObjectionNotOpen(bytes32 titleId, uint8 ordinal, uint8 state);
    error OutcomeRefused(uint8 outcome);
    error NotObjector(bytes32 titleId, uint8 ordinal, uint32 objector, uint32 caller);

    /// @notice Objects to a notice while it runs, or to a registered title. Any party's SIGN key.
    function object(bytes32 titleId, uint8 reason, bytes32 digest) external;

    /// @notice Settles an objection: REJECTED 2, UPHELD 3, INCOMPLETE 5. The home registrar only, whatever became of the title;
    /// UPHELD lapses a notice.
    function settle(bytes32 titleId, uint8 ordinal, uint8 outcome, bytes32 digest) external;

    /// @notice Settles many objections to one title alike; one refused refuses all.
    function settleMany(bytes32 titleId, uint8[] calldata ordinals, uint8 outcome, bytes32 digest) external;

    /// @notice Withdraws an objection. A SIGN key of the party that objected.
    function withdrawObjection(bytes32 titleId, uint8 ordinal) external;
}
