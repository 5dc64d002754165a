// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IHoldings} from "../../src/interfaces/IHoldings.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Mode, Right} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "./GrantsBase.sol";

/// @notice OPERATOR's licence under PROVIDER's title, a second old, and what its holder signs to split it or to give it up.
abstract contract HoldingsBase is GrantsBase {
    bytes32 private constant SPLIT = keccak256(
        "Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant SURRENDER = keccak256(
        "Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    GrantKey[] internal held;

    function setUp() public virtual override {
        super.setUp();
        GrantKey[] memory path = license(title, "provider", Right.OPERATE | Right.USE, OPERATOR);
        held.push(path[0]);
        held.push(path[1]);
        vm.warp(block.timestamp + 1);
    }

    /// @dev The scope of a part that is the whole: the last key of the path, with mode SPLIT.
    function wholeOf(GrantKey[] memory path) internal pure returns (PackedWord) {
        return PackedWord.wrap(path[path.length - 1].packed).withMode(Mode.SPLIT).withNonce(0);
    }

    function partOf(GrantKey[] memory path, PackedWord packed) internal view returns (GrantKey memory) {
        return GrantKey(idOf(path), PackedWord.unwrap(packed), digest("part terms"));
    }

    function two(GrantKey[] memory path, PackedWord one, PackedWord other)
        internal
        view
        returns (GrantKey[] memory parts)
    {
        parts = new GrantKey[](2);
        (parts[0], parts[1]) = (partOf(path, one), partOf(path, other));
    }

    /// @dev One region, and all others.
    function byRegion(GrantKey[] memory path) internal view returns (GrantKey[] memory) {
        PackedWord whole = wholeOf(path);
        return two(path, whole.withRegion(1), whole.withRegion(whole.region() & ~uint40(1)));
    }

    function split(GrantKey[] memory path, string memory by, GrantKey[] memory parts) internal {
        vm.prank(addr(by));
        holdings.split(path, parts);
    }

    function splitFields(GrantKey[] memory path, GrantKey[] memory parts) internal view returns (bytes memory) {
        bytes memory ids;
        for (uint256 i = 0; i < parts.length; ++i) {
            ids = bytes.concat(ids, Ids.grantId(parts[i]));
        }
        return bytes.concat(abi.encode(SPLIT, idOf(path), keccak256(ids)), _words(path));
    }

    function surrenderFields(GrantKey[] memory path, bytes32 declaration) internal view returns (bytes memory) {
        return bytes.concat(abi.encode(SURRENDER, idOf(path), declaration), _words(path));
    }

    function surrender(GrantKey[] memory path, string memory by) internal {
        vm.prank(addr(by));
        holdings.surrender(path, digest("declaration"));
    }

    /// @dev A suspect window of a party, planted: declaring it is Parties' affair.
    function suspectWindow(uint32 party, uint40 from, uint40 to) internal {
        bytes32 id = Ids.ofNumber(party);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id));
        plant(Kind.PARTY, id, PartyWord.unwrap(w.withSuspectFrom(from).withSuspectTo(to)));
    }

    function setState(GrantKey[] memory path, uint8 state) internal {
        plant(Kind.GRANT, idOf(path), GrantWord.unwrap(grant(idOf(path)).withState(state)));
    }

    function refused(uint8 fault, uint256 index) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IHoldings.PartitionRefused.selector, fault, index);
    }

    function _words(GrantKey[] memory path) private view returns (bytes memory) {
        bytes32 parentWord = path.length == 1 ? bytes32(0) : GrantWord.unwrap(grant(path[path.length - 1].parent));
        return abi.encode(grant(idOf(path)), parentWord);
    }
}
