// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {MerklePatricia} from "../../src/libraries/MerklePatricia.sol";
import {RevenueSplit} from "../../src/libraries/RevenueSplit.sol";
import {Leg} from "../../src/types/Structs.sol";
import {Asserts} from "../kit/Asserts.sol";

/// @notice tests/vectors/chain-vectors.json, made by Python implementations that share no line with ours.
contract ChainVectorsTest is Asserts {
    string private json;

    function setUp() public {
        json = vm.readFile("../tests/vectors/chain-vectors.json");
    }

    function account(bytes32 root, address owner, bytes[] calldata proof) external pure returns (bytes32, bytes32) {
        return MerklePatricia.account(root, owner, proof);
    }

    function test_accountsOfAnotherTrie() public view {
        bytes32 root = vm.parseJsonBytes32(json, ".accounts.root");
        for (uint256 i = 0; i < 13; ++i) {
            string memory key = string.concat(".accounts.proofs[", _digits(i), "]");
            bytes memory owner = vm.parseJsonBytes(json, string.concat(key, ".address"));
            bytes[] memory nodes = vm.parseJsonBytesArray(json, string.concat(key, ".nodes"));
            (bytes32 storageRoot, bytes32 codeHash) = this.account(root, address(bytes20(owner)), nodes);
            assertEq(storageRoot, vm.parseJsonBytes32(json, string.concat(key, ".storageRoot")), "storage root");
            assertEq(codeHash, vm.parseJsonBytes32(json, string.concat(key, ".codeHash")), "code hash");
        }
    }

    function test_splitsOfTheRegistrysRule() public view {
        bytes32[] memory sizes = _column("sizes");
        bytes32[] memory amounts = _column("amount");
        bytes32[] memory residuals = _column("residual");
        bytes32[] memory fen = _column("fen");
        RevenueSplit.Weight[] memory all = _weights();
        uint256 row;
        for (uint256 i = 0; i < sizes.length; ++i) {
            RevenueSplit.Weight[] memory weights = new RevenueSplit.Weight[](uint256(sizes[i]));
            for (uint256 j = 0; j < weights.length; ++j) {
                weights[j] = all[row + j];
            }
            Leg[] memory legs = RevenueSplit.legs(uint256(amounts[row]), weights, uint256(residuals[row]));
            for (uint256 j = 0; j < legs.length; ++j) {
                assertEq(legs[j].fen, uint256(fen[row + j]), "fen");
            }
            row += weights.length;
        }
        assertTrue(row == all.length && sizes.length == 120, "all rows");
    }

    function _weights() private view returns (RevenueSplit.Weight[] memory weights) {
        (bytes32[] memory parties, bytes32[] memory roles) = (_column("party"), _column("role"));
        bytes32[] memory shares = _column("weight");
        weights = new RevenueSplit.Weight[](parties.length);
        for (uint256 i = 0; i < parties.length; ++i) {
            weights[i] =
                RevenueSplit.Weight(uint32(uint256(parties[i])), uint8(uint256(roles[i])), uint64(uint256(shares[i])));
        }
    }

    function _column(string memory name) private view returns (bytes32[] memory) {
        return vm.parseJsonBytes32Array(json, string.concat(".splits.", name));
    }

    function _digits(uint256 i) private pure returns (string memory) {
        if (i < 10) return string(abi.encodePacked(bytes1(uint8(48 + i))));
        return string(abi.encodePacked(bytes1(uint8(48 + i / 10)), bytes1(uint8(48 + i % 10))));
    }
}
