// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AgreementWord} from "../../src/types/AgreementWord.sol";
import {CalendarWord} from "../../src/types/CalendarWord.sol";
import {FactWord} from "../../src/types/FactWord.sol";
import {FieldTooWide} from "../../src/types/Fields.sol";
import {FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {ListingWord} from "../../src/types/ListingWord.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {ObjectionWord} from "../../src/types/ObjectionWord.sol";
import {OriginWord} from "../../src/types/OriginWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {PeerWord} from "../../src/types/PeerWord.sol";
import {RedemptionWord} from "../../src/types/RedemptionWord.sol";
import {ReviewWord} from "../../src/types/ReviewWord.sol";
import {VoucherWord} from "../../src/types/VoucherWord.sol";
import {Asserts} from "../kit/Asserts.sol";

/// @notice A field takes what fits it and refuses the first number that does not: every field narrower than its Solidity type.
contract CoreWidthsTest is Asserts {
    uint256 private constant FIELDS = 46;

    function test_moreThanAFieldHolds_fail() public {
        for (uint256 i = 0; i < FIELDS; ++i) {
            uint256 bits = this.set(i, 0);
            vm.expectRevert(abi.encodeWithSelector(FieldTooWide.selector, uint256(1) << bits, bits));
            this.set(i, uint256(1) << bits);
        }
    }

    /// @dev Sets field `i` of an empty word; returns its width in bits.
    function set(uint256 i, uint256 v) external pure returns (uint256 bits) {
        if (i < 20) return _lower(i, v);
        return _upper(i, v);
    }

    function _lower(uint256 i, uint256 v) private pure returns (uint256) {
        if (i == 0) return _bits(OriginWord.unwrap(OriginWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 1) return _bits(ModuleWord.unwrap(ModuleWord.wrap(0).withFrom(uint40(v))), 36);
        if (i == 2) return _bits(ModuleWord.unwrap(ModuleWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 3) return _bits(KeyWord.unwrap(KeyWord.wrap(0).withFrom(uint40(v))), 36);
        if (i == 4) return _bits(KeyWord.unwrap(KeyWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 5) return _bits(PartyWord.unwrap(PartyWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 6) return _bits(PartyWord.unwrap(PartyWord.wrap(0).withFrozenUntil(uint40(v))), 36);
        if (i == 7) return _bits(PartyWord.unwrap(PartyWord.wrap(0).withSuspectFrom(uint40(v))), 36);
        if (i == 8) return _bits(PartyWord.unwrap(PartyWord.wrap(0).withSuspectTo(uint40(v))), 36);
        if (i == 9) return _bits(PartyWord.unwrap(PartyWord.wrap(0).withBehind(uint8(v))), 4);
        if (i == 10) return _bits(CalendarWord.unwrap(CalendarWord.wrap(0).withPublished(uint8(v))), 1);
        if (i == 11) return _bits(CalendarWord.unwrap(CalendarWord.wrap(0).withDays(uint256(v))), 255);
        if (i == 12) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withDepth(uint8(v))), 4);
        if (i == 13) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withFlags(uint16(v))), 12);
        if (i == 14) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 15) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 16) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withCertUntil(uint40(v))), 36);
        if (i == 17) return _bits(GrantWord.unwrap(GrantWord.wrap(0).withFrozenUntil(uint40(v))), 36);
        if (i == 18) return _bits(ObjectionWord.unwrap(ObjectionWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 19) return _bits(ObjectionWord.unwrap(ObjectionWord.wrap(0).withSettled(uint40(v))), 36);
        revert();
    }

    function _upper(uint256 i, uint256 v) private pure returns (uint256) {
        if (i == 20) return _bits(FreezeWord.unwrap(FreezeWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 21) return _bits(FreezeWord.unwrap(FreezeWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 22) return _bits(InterestWord.unwrap(InterestWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 23) return _bits(InterestWord.unwrap(InterestWord.wrap(0).withMaturity(uint40(v))), 36);
        if (i == 24) return _bits(ListingWord.unwrap(ListingWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 25) return _bits(ListingWord.unwrap(ListingWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 26) return _bits(ListingWord.unwrap(ListingWord.wrap(0).withReviewUntil(uint40(v))), 36);
        if (i == 27) return _bits(VoucherWord.unwrap(VoucherWord.wrap(0).withIssuedAt(uint40(v))), 36);
        if (i == 28) return _bits(RedemptionWord.unwrap(RedemptionWord.wrap(0).withAt(uint40(v))), 36);
        if (i == 29) return _bits(LinkWord.unwrap(LinkWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 30) return _bits(LinkWord.unwrap(LinkWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 31) return _bits(FactWord.unwrap(FactWord.wrap(0).withAsOf(uint40(v))), 36);
        if (i == 32) return _bits(FactWord.unwrap(FactWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 33) return _bits(PeerWord.unwrap(PeerWord.wrap(0).withTimestamp(uint40(v))), 36);
        if (i == 34) return _bits(AgreementWord.unwrap(AgreementWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 35) return _bits(AgreementWord.unwrap(AgreementWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 36) return _bits(ReviewWord.unwrap(ReviewWord.wrap(0).withSince(uint40(v))), 36);
        if (i == 37) return _bits(ReviewWord.unwrap(ReviewWord.wrap(0).withUntil(uint40(v))), 36);
        if (i == 38) return _bits(PackedWord.unwrap(PackedWord.wrap(0).withAction(uint32(v))), 24);
        if (i == 39) return _bits(PackedWord.unwrap(PackedWord.wrap(0).withNotBefore(uint40(v))), 36);
        if (i == 40) return _bits(PackedWord.unwrap(PackedWord.wrap(0).withUntil(uint40(v))), 36);
        return _ages(i, v);
    }

    function _ages(uint256 i, uint256 v) private pure returns (uint256) {
        if (i == 41) return _bits(ListingWord.unwrap(ListingWord.wrap(0).withContent(uint128(v))), 96);
        if (i == 42) return _bits(FactWord.unwrap(FactWord.wrap(0).withTradeAge(uint32(v))), 20);
        if (i == 43) return _bits(FactWord.unwrap(FactWord.wrap(0).withFinanceAge(uint32(v))), 20);
        if (i == 44) return _bits(PeerWord.unwrap(PeerWord.wrap(0).withTradeAge(uint32(v))), 20);
        if (i == 45) return _bits(PeerWord.unwrap(PeerWord.wrap(0).withFinanceAge(uint32(v))), 20);
        revert();
    }

    function _bits(bytes32, uint256 bits) private pure returns (uint256) {
        return bits;
    }
}
