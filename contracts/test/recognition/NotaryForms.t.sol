// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IPeers} from "../../src/interfaces/IPeers.sol";
import {Headers} from "../kit/Headers.sol";
import {PeersBase} from "./PeersBase.sol";

/// @notice A notary's signature in a form in which none counts, told from one of somebody else or over another header.
contract NotaryFormsTest is PeersBase {
    bytes32 private peer;
    bytes private header;
    bytes32 private hashed;

    function setUp() public override {
        super.setUp();
        peer = accredit(foreignTerms());
        header = Headers.encode(10, START, keccak256("state"));
        hashed = checkpoint(foreignTerms(), header, 10, START, 1);
    }

    function test_ofAnotherLength_fail() public {
        IPeers.Attestation memory a = attest(hashed, 7);
        a.signatures[1] = bytes.concat(a.signatures[1], hex"00");
        _refused(a, abi.encodeWithSelector(IModule.SignatureMalformed.selector, addr(notaryNames[1]), 66));
        a.signatures[1] = new bytes(64);
        _refused(a, abi.encodeWithSelector(IModule.SignatureMalformed.selector, addr(notaryNames[1]), 64));
    }

    function test_withTheHigherS_fail() public {
        IPeers.Attestation memory a = attest(hashed, 7);
        uint256 s;
        (a.signatures[2], s) = signHigher(notaryNames[2], hashed);
        _refused(a, abi.encodeWithSelector(IModule.SignatureMalformed.selector, addr(notaryNames[2]), s));
    }

    function test_emptyOrOfNoKey_fail() public {
        IPeers.Attestation memory a = attest(hashed, 7);
        bytes memory why = abi.encodeWithSelector(IPeers.NotarySignatureRefused.selector, 0, addr(notaryNames[0]));
        a.signatures[0][64] = bytes1(uint8(1));
        _refused(a, why);
        a.signatures[0] = "";
        _refused(a, why);
    }

    function _refused(IPeers.Attestation memory a, bytes memory why) private {
        vm.expectRevert(why);
        peers.acceptHeader(peer, header, new bytes[](0), a);
    }
}
