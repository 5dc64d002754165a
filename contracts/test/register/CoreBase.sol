// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Asserts} from "../kit/Asserts.sol";

/// @notice Reads tests/vectors/core.json.
abstract contract CoreBase is Asserts {
    string internal json;

    function setUp() public virtual {
        json = vm.readFile("../tests/vectors/core.json");
    }

    function u(string memory key) internal view returns (uint256) {
        return vm.parseJsonUint(json, key);
    }

    function u32(string memory object, string memory key) internal view returns (uint32) {
        return uint32(u(string.concat(object, key)));
    }

    function b(string memory key) internal view returns (bytes32) {
        return vm.parseJsonBytes32(json, key);
    }

    function a(string memory key) internal view returns (address) {
        return address(bytes20(vm.parseJsonBytes(json, key)));
    }

    /// @dev A number below ten.
    function digits(uint256 i) internal pure returns (string memory) {
        return string(abi.encodePacked(uint8(48 + i)));
    }

    function grantKey(string memory key) internal view returns (GrantKey memory) {
        return GrantKey(
            b(string.concat(key, ".parent")), b(string.concat(key, ".packed")), b(string.concat(key, ".termsDigest"))
        );
    }

    function terms(string memory t) internal view returns (IVouchers.Terms memory found) {
        found.homeChainId = u(string.concat(t, ".homeChainId"));
        found.homeRegister = a(string.concat(t, ".homeRegister"));
        found.listingId = b(string.concat(t, ".listingId"));
        found.sellerGrantId = b(string.concat(t, ".sellerGrantId"));
        found.licenceGrantId = b(string.concat(t, ".licenceGrantId"));
        (found.seller, found.buyer, found.exchange) = (u32(t, ".seller"), u32(t, ".buyer"), u32(t, ".exchange"));
        (found.homeSeller, found.homeBuyer) = (u32(t, ".homeSeller"), u32(t, ".homeBuyer"));
        found.moneyHash = b(string.concat(t, ".moneyHash"));
        found.agreementDigest = b(string.concat(t, ".agreementDigest"));
        found.complianceDigest = b(string.concat(t, ".complianceDigest"));
        found.deliveryDigest = b(string.concat(t, ".deliveryDigest"));
        found.sequence = uint8(u(string.concat(t, ".sequence")));
        (found.agreedAt, found.deadline) = (u32(t, ".agreedAt"), u32(t, ".deadline"));
    }
}
