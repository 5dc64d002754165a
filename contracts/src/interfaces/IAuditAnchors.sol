// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Anchors of the exchanges' audit logs
/// @notice The chain itself refuses a rewritten log: each anchor proves, by RFC 9162, that it extends the last.
interface IAuditAnchors {
    /// @notice A log grew; `noteDigest` is SHA-256 of the signed checkpoint.
    /// @param exchange Number of the exchange.
    /// @param size Entries of the log.
    /// @param root Root of the log.
    /// @param oldSize Entries of the log before.
    /// @param oldRoot Root of the log before.
    /// @param noteDigest SHA-256 of the signed checkpoint.
    /// @param actor The key that acted.
    event Anchored(
        uint16 indexed exchange,
        uint64 size,
        bytes32 root,
        uint64 oldSize,
        bytes32 oldRoot,
        bytes32 noteDigest,
        address actor
    );

    /// @notice What was named as the last anchor is not what the register holds.
    /// @param exchange Number of the exchange.
    /// @param held The commitment that the register holds.
    /// @param named The commitment to what was named.
    error AnchorDiffers(uint16 exchange, bytes32 held, bytes32 named);
    /// @notice The log is another exchange's.
    /// @param exchange Number of the exchange.
    /// @param caller Number of the exchange that called.
    error LogOfAnother(uint16 exchange, uint16 caller);
    /// @notice A log only grows.
    /// @param oldSize Entries of the log before.
    /// @param size Entries of the log.
    error NotGrowing(uint64 oldSize, uint64 size);
    /// @notice The new log does not extend the old one.
    /// @param oldSize Entries of the log before.
    /// @param size Entries of the log.
    error Inconsistent(uint64 oldSize, uint64 size);

    /// @notice Anchors a checkpoint. LOGGER keys of the log's exchange, or of its successor. The first anchor has oldSize 0 and no proof.
    function anchor(
        uint16 exchange,
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof,
        bytes32 noteDigest
    ) external;

    /// @notice Whether an entry stands at `index` of an exchange's anchored log of this size and root.
    function included(
        uint16 exchange,
        uint64 size,
        bytes32 root,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool);
}
