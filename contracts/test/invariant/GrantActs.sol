// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Mode, Right, TransferReason, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {TitleActs} from "./TitleActs.sol";

/// @notice Holders: licences and transfers, directly and by signature.
abstract contract GrantActs is TitleActs {
    function license(uint256 seed) external acts {
        (uint256 parent, GrantKey memory key, uint32 to) = _offer(seed);
        GrantKey[] memory path = _pathTo(parent);
        vm.prank(_keyOf(parent));
        grants.license(path, key, to);
        _licensed(parent, key, to);
    }

    function licenseBySignature(uint256 seed) external acts {
        (uint256 parent, GrantKey memory key, uint32 to) = _offer(seed);
        GrantKey[] memory path = _pathTo(parent);
        Consent memory of_ = consent(_signerOf(parent), licenseFields(path, key, to));
        grants.licenseBySignature(path, key, to, of_);
        _licensed(parent, key, to);
    }

    function transfer(uint256 seed) external acts {
        (uint256 i, uint32 to, uint8 reason) = _handover(seed);
        GrantKey[] memory path = _pathTo(i);
        Consent memory ofReceiver = consent(nameOf[to], transferFields(path, to, reason));
        vm.prank(_keyOf(i));
        grants.transfer(path, to, reason, digest("transfer terms"), ofReceiver);
        _moved(i, to);
    }

    function transferBySignature(uint256 seed) external acts {
        (uint256 i, uint32 to, uint8 reason) = _handover(seed);
        GrantKey[] memory path = _pathTo(i);
        bytes memory fields = transferFields(path, to, reason);
        Consent memory ofHolder = consent(_signerOf(i), fields);
        Consent memory ofReceiver = consent(nameOf[to], fields);
        grants.transferBySignature(path, to, reason, digest("transfer terms"), ofHolder, ofReceiver);
        _moved(i, to);
    }

    // ---- what they share

    function _keyOf(uint256 index) internal view returns (address) {
        return addr(_signerOf(index));
    }

    function _signerOf(uint256 index) internal view returns (string memory) {
        return nameOf[_acting(known[index].holder)];
    }

    /// @dev A licence that mostly fits; one in eight asks for more than there is.
    function _offer(uint256 seed) internal returns (uint256 parent, GrantKey memory key, uint32 to) {
        if (known.length >= MOST_GRANTS) revert Nothing();
        parent = _alive(seed);
        PackedWord above = PackedWord.wrap(known[parent].key.packed);
        PackedWord packed = _within(seed, above).withMode(Mode.LICENSE).withBasis(0).withNonce(uint64(++nonces));
        packed = packed.withRights(_anyRights(seed, above.rights()));
        if (_pick(seed, "greedy", 8) == 0) packed = packed.withRights(Right.ALL);
        if (_pick(seed, "short", 3) == 0) packed = packed.withUntil(uint40(block.timestamp) + 10 days);
        key = GrantKey(known[parent].id, PackedWord.unwrap(packed), digest("licence terms"));
        to = _someone(seed, "licensee");
    }

    function _licensed(uint256 parent, GrantKey memory key, uint32 to) internal {
        _disposed(parent, Verb.LICENSE);
        if (heirOf[to] != 0) _breach("a licence for a party that has ended");
        _child(parent, key, to, known[parent].depth + 1);
    }

    function _child(uint256 parent, GrantKey memory key, uint32 to, uint8 depth) internal returns (uint256 index) {
        index = known.length;
        Known storage k = known.push();
        (k.id, k.key, k.parent, k.holder) = (_grantId(key), key, parent + 1, to);
        (k.registrar, k.state, k.depth) = (known[parent].registrar, GrantState.ACTIVE, depth);
        (k.since, k.until) = (uint40(block.timestamp), PackedWord.wrap(key.packed).until());
        ++known[parent].children;
    }

    function _grantId(GrantKey memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("torrens/id/grant/1"), key));
    }

    function _handover(uint256 seed) internal view returns (uint256 i, uint32 to, uint8 reason) {
        i = _alive(seed);
        to = _someone(seed, "receiver");
        reason = uint8(TransferReason.SALE + _pick(seed, "reason", 3));
    }

    function _moved(uint256 i, uint32 to) internal {
        _disposed(i, Verb.TRANSFER);
        if (block.timestamp <= known[i].since) _breach("a holder changed twice in a second");
        (known[i].holder, known[i].since, known[i].confirmed) = (to, uint40(block.timestamp), false);
    }

    /// @dev What every disposal that went through tells: nothing stood in its way.
    function _disposed(uint256 i, uint8 verb) internal virtual {
        if (!_stands(i)) _breach("I3: disposed of without standing");
        if (_bound(i)) _breach("I7: disposed of while frozen");
        if (_suspect(i)) _breach("disposed of while suspect");
        if (verb != Verb.END && _titleOf(i).certUntil <= block.timestamp) {
            _breach("I13: disposed of under a lapsed certificate");
        }
        if (verb > Verb.RANK) _breach("no such verb");
    }

    function _titleOf(uint256 i) internal view returns (Known storage) {
        while (known[i].parent != 0) {
            i = known[i].parent - 1;
        }
        return known[i];
    }
}
