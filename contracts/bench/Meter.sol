// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../src/interfaces/INotices.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {AuditAnchors} from "../src/modules/AuditAnchors.sol";
import {Recognition} from "../src/modules/recognition/Recognition.sol";
import {Mode, Right} from "../src/types/Codes.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {MarketBase} from "../test/kit/MarketBase.sol";
import {PeersBase} from "../test/recognition/PeersBase.sol";
import {StandingBase} from "../test/recognition/StandingBase.sol";
import {Vm} from "../test/kit/Vm.sol";
import {World} from "../test/kit/World.sol";
import {Cheats} from "./Cheats.sol";
import {Floor} from "./Floor.sol";

/// @notice The whole deployment, and the one way a transaction is measured. Run by `make bench-gas` only: with --isolate each call
/// below is a transaction of its own, its gas whole.
abstract contract Meter is StandingBase, PeersBase {
    Cheats private constant cheats = Cheats(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    AuditAnchors internal anchors;
    Recognition internal recognition;
    GrantKey[] internal deep;

    function _deployModules() internal virtual override(StandingBase, PeersBase) {
        super._deployModules();
        anchors = new AuditAnchors(register);
        enable(address(anchors), "AuditAnchors");
        recognition = new Recognition(register, peers);
        enable(address(recognition), "Recognition");
    }

    /// @dev `deep` is a path to a grant at depth 2: PROVIDER's title, PROCESSOR's licence, OPERATOR's licence of that.
    function setUp() public virtual override(MarketBase, World) {
        super.setUp();
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = registeredTitle("measured");
        path = below(path, "provider", Right.USE | Right.OPERATE, PROCESSOR);
        path = below(path, "processor", Right.USE | Right.OPERATE, OPERATOR);
        for (uint256 i = 0; i < 3; ++i) {
            deep.push(path[i]);
        }
        vm.warp(block.timestamp + 1 hours);
    }

    // ---- measuring

    /// @dev One transaction of the key of this name, written down under this name.
    function measure(string memory row, string memory by, address target, bytes memory data) internal {
        measure(row, by, target, data, 1);
    }

    /// @dev The same, divided by the number of items that it carries.
    function measure(string memory row, string memory by, address target, bytes memory data, uint256 items) internal {
        note(row, spent(by, target, data) / items);
    }

    function note(string memory row, uint256 gas) internal {
        cheats.snapshotValue(_floors() ? "floor" : "gas", row, gas);
    }

    /// @dev The transaction's gas, or, in the run for floors, the least it could be: what records the storage warms it too, so no
    /// run can tell both.
    function spent(string memory by, address target, bytes memory data) internal returns (uint256 gas) {
        if (!_floors()) {
            _send(by, target, data);
            return cheats.lastCallGas().gasTotalUsed;
        }
        vm.recordLogs();
        cheats.startStateDiffRecording();
        _send(by, target, data);
        return Floor.least(data, cheats.stopAndReturnStateDiff(), vm.getRecordedLogs());
    }

    function _floors() private view returns (bool) {
        return cheats.envOr("BENCH_FLOORS", false);
    }

    function _send(string memory by, address target, bytes memory data) private {
        vm.prank(addr(by));
        (bool done, bytes memory out) = target.call(data);
        assertTrue(done, string(out));
    }

    // ---- values without zero bytes: calldata costs its most

    function full(string memory name) internal pure returns (bytes32) {
        return filled(keccak256(bytes(name)));
    }

    function filled(bytes32 word) internal pure returns (bytes32) {
        for (uint256 shift = 0; shift < 256; shift += 8) {
            if (uint8(uint256(word) >> shift) == 0) word |= bytes32(uint256(0x5a) << shift);
        }
        return word;
    }

    /// @dev A name whose `digest`, which the enrolments of the tests carry, has no zero byte.
    function named(string memory stem) internal pure returns (string memory) {
        while (digest(stem) != filled(digest(stem))) {
            stem = string.concat(stem, "'");
        }
        return stem;
    }

    // ---- titles and grants

    function fullNotice(string memory data, uint32 holder) internal pure returns (INotices.Notice memory n) {
        n = noticeOf(data, titleScope(Right.ALL), holder, HANGZHOU);
        n.salt = filled(n.salt);
        PackedWord packed = PackedWord.wrap(n.key.packed).withNonce(Ids.titleNonce(holder, HANGZHOU, n.salt));
        n.key = GrantKey(filled(n.key.parent), PackedWord.unwrap(packed), full("title terms"));
        n.caseDigest = filled(n.caseDigest);
        n.duplicateSearchDigest = filled(n.duplicateSearchDigest);
    }

    function registeredTitle(string memory data) internal returns (GrantKey memory) {
        INotices.Notice memory n = fullNotice(data, PROVIDER);
        bytes32 id = file(n);
        vm.warp(grant(id).certUntil());
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(n.key);
        return n.key;
    }

    function licenceUnder(GrantKey[] memory path, uint8 rights, uint64 nonce) internal view returns (GrantKey memory) {
        PackedWord packed = scope(rights, Mode.LICENSE).withNonce(nonce);
        return GrantKey(idOf(path), PackedWord.unwrap(packed), full("licence terms"));
    }

    function below(GrantKey[] memory path, string memory by, uint8 rights, uint32 to)
        internal
        returns (GrantKey[] memory)
    {
        GrantKey memory key = licenceUnder(path, rights, 0x1122334455667788);
        vm.prank(addr(by));
        grants.license(path, key, to);
        return extend(path, key);
    }

    /// @dev Parts of `deep` by purpose, each with terms of its own.
    function parts(uint32 count) internal view returns (GrantKey[] memory found) {
        PackedWord whole = PackedWord.wrap(deep[2].packed).withMode(Mode.SPLIT);
        found = new GrantKey[](count);
        for (uint32 i = 0; i < count; ++i) {
            uint32 mask = i + 1 == count ? whole.purpose() >> i << i : uint32(1) << i;
            found[i] = GrantKey(idOf(deep), PackedWord.unwrap(whole.withPurpose(mask)), full("part terms"));
        }
    }
}
