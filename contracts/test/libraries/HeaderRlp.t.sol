// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {HeaderRlp} from "../../src/libraries/HeaderRlp.sol";
import {Rlp} from "../../src/libraries/Rlp.sol";
import {Asserts} from "../kit/Asserts.sol";
import {Headers} from "../kit/Headers.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

contract HeaderRlpTest is Asserts {
    function read(bytes calldata encoded) external pure returns (HeaderRlp.Header memory) {
        return HeaderRlp.read(encoded);
    }

    function refuse(bytes[] memory fields, bytes memory why) private {
        bytes memory encoded = RLP.encode(fields);
        vm.expectRevert(why);
        this.read(encoded);
    }

    function refuseForm(bytes memory encoded) private view {
        (bool ok, bytes memory why) = address(this).staticcall(abi.encodeCall(this.read, (encoded)));
        assertFalse(ok, "malformed");
        assertEq(bytes32(bytes4(why)), bytes32(Rlp.MalformedRlp.selector), "reason");
    }

    function testFuzz_fields(uint64 number, uint64 timestamp, bytes32 stateRoot, uint8 later) public view {
        bytes[] memory fields = Headers.fields(number, timestamp, stateRoot, 15 + later % 18);
        bytes memory encoded = RLP.encode(fields);
        HeaderRlp.Header memory h = this.read(encoded);
        assertEq(h.number, number, "number");
        assertEq(h.timestamp, timestamp, "timestamp");
        assertEq(h.stateRoot, stateRoot, "state root");
        assertEq(h.hash, keccak256(encoded), "hash");
    }

    /// A block of a Besu QBFT chain, as besu-qbft-elc publishes it.
    function test_realHeader() public view {
        string memory json = vm.readFile("../tests/vectors/besu-qbft-header.json");
        HeaderRlp.Header memory h = this.read(vm.parseJsonBytes(json, ".header_rlp"));
        assertEq(h.number, 7528, "number");
    }

    function test_tooFewOrTooManyFields_fail() public {
        refuse(
            Headers.fields(1, 2, keccak256("s"), 14), abi.encodeWithSelector(HeaderRlp.HeaderFieldsRefused.selector, 14)
        );
        refuse(
            Headers.fields(1, 2, keccak256("s"), 33), abi.encodeWithSelector(HeaderRlp.HeaderFieldsRefused.selector, 33)
        );
    }

    function test_malformedNamesTheOffset_fail() public {
        bytes memory encoded = bytes.concat(Headers.encode(1, 2, keccak256("s")), hex"00");
        vm.expectRevert(abi.encodeWithSelector(Rlp.MalformedRlp.selector, 4 + 32 + 32));
        this.read(encoded);
    }

    function test_numbersOfNineBytes_fail() public view {
        uint256[2] memory places = [uint256(8), 11];
        for (uint256 i = 0; i < 2; ++i) {
            bytes[] memory fields = Headers.fields(1, 2, keccak256("s"), 21);
            fields[places[i]] = RLP.encode(uint256(1) << 64);
            refuseForm(RLP.encode(fields));
        }
    }

    function test_aLengthThatBeginsWithZero_fail() public view {
        bytes memory encoded = Headers.encode(1, 2, keccak256("s"));
        bytes memory longer = new bytes(encoded.length + 1);
        (longer[0], longer[1]) = (bytes1(uint8(encoded[0]) + 1), 0);
        for (uint256 i = 1; i < encoded.length; ++i) {
            longer[i + 1] = encoded[i];
        }
        refuseForm(longer);
    }

    function test_bytesAround_fail() public view {
        bytes memory encoded = Headers.encode(1, 2, keccak256("s"));
        refuseForm(bytes.concat(encoded, hex"00"));
        refuseForm(RLP.encode(encoded));
        encoded[2] = bytes1(uint8(encoded[2]) - 1);
        refuseForm(encoded);
        refuseForm("");
        refuseForm(hex"80");
    }

    function test_fieldsOfAnotherType_fail() public view {
        bytes[] memory fields = Headers.fields(1, 2, keccak256("s"), 21);
        fields[3] = RLP.encode(abi.encodePacked(bytes31(keccak256("s"))));
        refuseForm(RLP.encode(fields));
        fields = Headers.fields(1, 2, keccak256("s"), 21);
        fields[8] = hex"8200ff";
        refuseForm(RLP.encode(fields));
        fields[8] = hex"89010000000000000000";
        refuseForm(RLP.encode(fields));
        fields[8] = hex"00";
        refuseForm(RLP.encode(fields));
        fields[8] = hex"c101";
        refuseForm(RLP.encode(fields));
        fields = Headers.fields(1, 2, keccak256("s"), 21);
        fields[12] = hex"c101";
        refuseForm(RLP.encode(fields));
        fields[12] = hex"8101";
        refuseForm(RLP.encode(fields));
        fields[12] = hex"b801ff";
        refuseForm(RLP.encode(fields));
        fields[12] = bytes.concat(hex"b90040", new bytes(64));
        refuseForm(RLP.encode(fields));
    }
}
