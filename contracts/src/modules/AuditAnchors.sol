// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAuditAnchors} from "../interfaces/IAuditAnchors.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {Ids} from "../libraries/Ids.sol";
import {Rfc9162} from "../libraries/Rfc9162.sol";
import {Role} from "../types/Codes.sol";
import {Kind} from "../types/Kinds.sol";
import {Module} from "./Module.sol";

/// @title Anchors of the exchanges' audit logs, see IAuditAnchors
contract AuditAnchors is Module, IAuditAnchors {
    /// @param register_ The register whose LOG words this module says.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IAuditAnchors
    function anchor(
        uint16 exchange,
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof,
        bytes32 noteDigest
    ) external {
        _requireLogger(exchange);
        bytes32 held = _requireHeld(exchange, oldSize, oldRoot);
        if (size <= oldSize) revert NotGrowing(oldSize, size);
        if (noteDigest == 0) revert ZeroField("noteDigest");
        bool extends_ = oldSize == 0 ? proof.length == 0 : Rfc9162.consistent(oldSize, size, oldRoot, root, proof);
        if (!extends_) revert Inconsistent(oldSize, size);

        emit Anchored(exchange, size, root, oldSize, oldRoot, noteDigest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(Anchored.selector, exchange, size, root, oldSize, oldRoot, noteDigest, msg.sender));
        _write(Kind.LOG, Ids.ofNumber(exchange), held, _commitment(size, root), leaf);
    }

    /// @inheritdoc IAuditAnchors
    function included(
        uint16 exchange,
        uint64 size,
        bytes32 root,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view onlyEnabled returns (bool) {
        if (_read(Kind.LOG, Ids.ofNumber(exchange)) != _commitment(size, root)) return false;
        return Rfc9162.included(index, size, leafHash, root, proof);
    }

    /// @dev A LOGGER key of the exchange, or of its successor, which closes the log it took over.
    function _requireLogger(uint16 exchange) private view {
        uint16 caller = _actor(Role.LOGGER).exchange();
        if (!_succeeds(caller, exchange)) revert LogOfAnother(exchange, caller);
    }

    /// @dev The last anchor as named must be the one held; before the first, nothing is held and nothing named.
    function _requireHeld(uint16 exchange, uint64 oldSize, bytes32 oldRoot) private view returns (bytes32 held) {
        held = _read(Kind.LOG, Ids.ofNumber(exchange));
        bytes32 named = oldSize == 0 && oldRoot == 0 ? bytes32(0) : _commitment(oldSize, oldRoot);
        if (held != named) revert AnchorDiffers(exchange, held, named);
    }

    function _commitment(uint64 size, bytes32 root) private pure returns (bytes32) {
        return keccak256(abi.encode(uint256(size), root));
    }
}
