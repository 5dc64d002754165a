// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Objections, during the notice (G35 article 25) and after registration (article 29)
/// @notice While NOTICED an open objection stops registration; later it sets the flag DISPUTED, which by itself stops nothing. A
/// party has one open objection in a case, and files three in all, and the parties that one exchange enrolled have a hundred open at
/// a time: a flood ends with its party or exchange, and an incomplete one is bounced at once.
interface ITitleObjections {
    /// @notice Someone objects.
    /// @param titleId Id of the title.
    /// @param ordinal Number on its target, from 1.
    /// @param party Number of the party that objects.
    /// @param reason See ObjectionReason.
    /// @param digest Digest of the objection.
    /// @param actor The key that acted.
    event ObjectionFiled(
        bytes32 indexed titleId, uint8 ordinal, uint32 indexed party, uint8 reason, bytes32 digest, address actor
    );
    /// @notice An objection was settled, or withdrawn by its party (digest 0).
    /// @param titleId Id of the title.
    /// @param ordinal Number on its target, from 1.
    /// @param outcome State of OBJECTION that it has now.
    /// @param digest Digest of the decision; 0: its party withdrew it.
    /// @param actor The key that acted.
    event ObjectionSettled(bytes32 indexed titleId, uint8 ordinal, uint8 outcome, bytes32 digest, address actor);

    /// @notice All 255 numbers are given, each to an objection that is open or was upheld; that of any other is given anew.
    /// @param titleId Id of the title.
    error TooManyObjections(bytes32 titleId);
    /// @notice The party's earlier objection is open.
    /// @param titleId Id of the title.
    /// @param ordinal Number on its target, from 1.
    error ObjectionPending(bytes32 titleId, uint8 ordinal);
    /// @notice The party has objected as often as one may in one case.
    /// @param titleId Id of the title.
    /// @param party Number of the party.
    /// @param most The most allowed.
    error PartyObjectedOut(bytes32 titleId, uint32 party, uint256 most);
    /// @notice The parties that this exchange enrolled have as many open objections to the title as they may.
    /// @param titleId Id of the title.
    /// @param exchange Number of the exchange.
    /// @param most The most allowed.
    error ExchangeObjectedOut(bytes32 titleId, uint16 exchange, uint256 most);
    /// @notice There is no such objection, or it was settled.
    /// @param titleId Id of the title.
    /// @param ordinal Number on its target, from 1.
    /// @param state State of OBJECTION; 0: unknown.
    error ObjectionNotOpen(bytes32 titleId, uint8 ordinal, uint8 state);
    /// @notice A registrar finds REJECTED, UPHELD or INCOMPLETE; the objector itself withdraws.
    /// @param outcome The outcome named.
    error OutcomeRefused(uint8 outcome);
    /// @notice Only the party that objected, or its last successor, withdraws an objection.
    /// @param titleId Id of the title.
    /// @param ordinal Number on its target, from 1.
    /// @param objector Number of the party that objected.
    /// @param caller Number of the party whose key called.
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
