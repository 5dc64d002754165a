// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Mode, PartyKind, Right, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {ContractWallet} from "../kit/ContractWallet.sol";

/// @notice Signatures in a form in which none counts are told from those of somebody else, or over something else. What a contract
/// takes for its signature is its own affair.
contract MalformedSignaturesTest is GrantsBase {
    GrantKey private key;
    bytes private fields;
    Consent private by;
    bytes32 private hashed;

    function setUp() public override {
        super.setUp();
        key = childKey(title, scope(Right.USE, Mode.LICENSE));
        fields = licenseFields(title, key, PROCESSOR);
        by = consent("provider", fields);
        hashed = digestOf(fields, by);
    }

    function test_ofAnotherLength_fail() public {
        bytes memory whole = by.signature;
        for (uint256 length = 1; length < 130; ++length) {
            bytes memory cut = new bytes(length);
            for (uint256 i = 0; i < length && i < 65; ++i) {
                cut[i] = whole[i];
            }
            if (length != 65) _refused(cut, abi.encodeWithSelector(_malformed(), addr("provider"), length));
        }
        _license(whole);
    }

    function test_withTheHigherS_fail() public {
        (bytes memory higher, uint256 s) = signHigher("provider", hashed);
        _refused(higher, abi.encodeWithSelector(_malformed(), addr("provider"), s));
    }

    /// @dev Nothing was signed, or nothing that a key could have made: both are said of the terms.
    function test_emptyOrOfNoKey_fail() public {
        bytes memory why = abi.encodeWithSelector(IModule.BadSignature.selector, addr("provider"), hashed);
        _refused("", why);
        bytes memory ofNoKey = by.signature;
        ofNoKey[64] = bytes1(uint8(1)); // v is 27 or 28
        _refused(ofNoKey, why);
    }

    function test_ofAContract_fail() public {
        ContractWallet wallet = new ContractWallet();
        KeyTerms memory k = KeyTerms(address(wallet), Role.SIGN, START, FOREVER);
        bytes memory enrolment = enrolmentFields(70300, PartyKind.LEGAL, HANGZHOU, "fund", k);
        Consent memory own = Consent(address(wallet), uint40(block.timestamp), uint40(block.timestamp) + 1 days, "");
        bytes32 asked = digestOf(enrolment, own);
        own.signature = "any length";
        vm.prank(addr("hangzhou"));
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, address(wallet), asked));
        parties.enrol(70300, PartyKind.LEGAL, digest("fund"), k, own);
        wallet.approve(asked);
        vm.prank(addr("hangzhou"));
        parties.enrol(70300, PartyKind.LEGAL, digest("fund"), k, own); // its own affair
        assertTrue(register.read(Kind.PARTY, Ids.ofNumber(70300)) != 0, "enrolled");
    }

    function _malformed() private pure returns (bytes4) {
        return IModule.SignatureMalformed.selector;
    }

    function _refused(bytes memory signature, bytes memory why) private {
        vm.expectRevert(why);
        _license(signature);
    }

    function _license(bytes memory signature) private {
        Consent memory shown = by;
        shown.signature = signature;
        grants.licenseBySignature(title, key, PROCESSOR, shown);
    }
}
