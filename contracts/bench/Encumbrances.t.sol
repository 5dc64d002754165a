// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../src/interfaces/IEnforcement.sol";
import {IFreezes} from "../src/interfaces/IFreezes.sol";
import {IInterests} from "../src/interfaces/IInterests.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {FreezeScope, InterestKind, Verb} from "../src/types/Codes.sol";
import {InterestWord} from "../src/types/InterestWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
import {Meter} from "./Meter.sol";

/// @notice What interests, holder freezes, and what passes a freeze cost, on a grant at depth 2 of OPERATOR.
contract EncumbrancesGas is Meter {
    bytes32 private constant CHARGE = keccak256(
        "Charge(bytes32 grantId,uint8 kind,uint32 secured,uint40 maturity,uint8 consents,bytes32 digest,bytes32 receiptDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant INTEREST_CONSENT = keccak256(
        "InterestConsent(bytes32 grantId,uint8 ordinal,uint8 consents,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RELEASE = keccak256(
        "Release(bytes32 grantId,uint8 ordinal,bytes32 releaseDigest,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant COMPLETION = keccak256(
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    function test_interest() public {
        bytes32 id = idOf(deep);
        _encumber("interest", "operator", abi.encodeCall(IInterests.charge, (deep, _pledge())));
        _encumber("interest_consent", "outsider", abi.encodeCall(IInterests.consent, (id, 1, 31)));
        _encumber("interest_second", "operator", abi.encodeCall(IInterests.charge, (deep, _pledge())));
        uint256 before = vm.snapshotState();
        _encumber("interest_release", "outsider", abi.encodeCall(IInterests.release, (id, 1, full("release"))));
        vm.revertToState(before);
        bytes memory what = abi.encode(RELEASE, id, uint8(1), full("release"), _interest(id), grant(id));
        Consent memory own = consent("outsider", what);
        _relay("interest_release_by_signature", abi.encodeCall(IInterests.releaseBySignature, (id, 1, full("release"), own)));
    }

    function test_interestBySignature() public {
        bytes32 id = idOf(deep);
        bytes memory what = abi.encode(CHARGE, id, _pledge());
        Consent memory own = consent("operator", bytes.concat(what, abi.encode(grant(id), grant(deep[2].parent))));
        _relay("interest_by_signature", abi.encodeCall(IInterests.chargeBySignature, (deep, _pledge(), own)));
        what = abi.encode(INTEREST_CONSENT, id, uint8(1), uint8(31), _interest(id), grant(id));
        own = consent("outsider", what);
        _relay("interest_consent_by_signature", abi.encodeCall(IInterests.consentBySignature, (id, 1, 31, own)));
    }

    function test_prenotice() public {
        bytes32 id = idOf(deep);
        _encumber("prenotice", "operator", abi.encodeCall(IInterests.charge, (deep, _prenotice())));
        uint256 before = vm.snapshotState();
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, uint40(block.timestamp) + 90 days, full("order"));
        Consent memory own = consent("operator", _completion());
        bytes memory data = abi.encodeCall(IEnforcement.complete, (deep, 1, full("agreement"), own));
        measure("complete", "buyer", address(enforcement), data);
        vm.revertToState(before);
        own = consent("operator", _completion());
        Consent memory to = consent("buyer", _completion());
        data = abi.encodeCall(IEnforcement.completeBySignature, (deep, 1, full("agreement"), own, to));
        measure("complete_by_signature", "hangzhou-relayer", address(enforcement), data);
        vm.revertToState(before);
        vm.warp(block.timestamp + 30 days);
        _encumber("prenotice_lapse", "buyer", abi.encodeCall(IInterests.lapsePrenotice, (id, 1)));
    }

    function test_holderFreeze() public {
        bytes32 id = Ids.ofNumber(OPERATOR);
        uint40 until = uint40(block.timestamp) + 90 days;
        bytes memory data = abi.encodeCall(IFreezes.freeze, (id, FreezeScope.DISPOSE, until, full("order")));
        _encumber("freeze_holder", "court", data);
        _encumber("freeze_renew", "court", abi.encodeCall(IFreezes.renew, (id, 1, until + 90 days, full("renewal"))));
        _encumber("lift_holder", "court", abi.encodeCall(IFreezes.lift, (id, 1, full("lift"))));
    }

    /// @dev One interest enforced, one order of its own and one that waits settled.
    function test_adjudge() public {
        bytes32 id = idOf(deep);
        uint40 until = uint40(block.timestamp) + 90 days;
        vm.prank(addr("operator"));
        encumbrances.charge(deep, _pledge());
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, until, full("order"));
        vm.prank(addr("court-two"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, until, full("another order"));
        uint8[] memory one = new uint8[](1);
        uint8[] memory two = new uint8[](1);
        (one[0], two[0]) = (1, 2);
        uint256 before = vm.snapshotState();
        bytes memory data = abi.encodeCall(IEnforcement.adjudge, (deep, BUYER, one, two, full("judgment")));
        measure("adjudge", "court", address(enforcement), data);
        vm.revertToState(before);
        data = abi.encodeCall(IEnforcement.adjudge, (deep, 0, one, two, full("judgment")));
        measure("adjudge_ending", "court", address(enforcement), data);
    }

    /// @dev Of the whole that the part was split from: its one interest enforced, its one order lifted.
    function test_adjudgePart() public {
        bytes32 id = idOf(deep);
        IInterests.Terms memory terms = _pledge();
        terms.consents = uint8(1 << Verb.SPLIT);
        vm.prank(addr("operator"));
        encumbrances.charge(deep, terms);
        GrantKey[] memory two = parts(2);
        vm.prank(addr("operator"));
        holdings.split(deep, two);
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, uint40(block.timestamp) + 90 days, full("order"));
        uint8[] memory one = new uint8[](1);
        one[0] = 1;
        IEnforcement.Whole[] memory wholes = new IEnforcement.Whole[](1);
        wholes[0] = IEnforcement.Whole(1, one, one);
        uint8[] memory none = new uint8[](0);
        GrantKey[] memory path = extend(deep, two[0]);
        bytes memory data =
            abi.encodeCall(IEnforcement.adjudgePart, (path, BUYER, none, none, wholes, full("judgment")));
        vm.warp(block.timestamp + 1);
        measure("adjudge_part", "court", address(enforcement), data);
    }

    function _pledge() private view returns (IInterests.Terms memory) {
        uint40 maturity = uint40(block.timestamp) + 365 days;
        return IInterests.Terms(InterestKind.PLEDGE, OUTSIDER, maturity, 0, full("pledge"), full("receipt"));
    }

    function _prenotice() private view returns (IInterests.Terms memory) {
        uint40 deadline = uint40(block.timestamp) + 30 days;
        return IInterests.Terms(InterestKind.PRENOTICE, BUYER, deadline, 0, full("agreement"), 0);
    }

    function _interest(bytes32 id) private view returns (InterestWord) {
        return InterestWord.wrap(register.read(Kind.INTEREST, Ids.interestId(id, 1)));
    }

    function _completion() private view returns (bytes memory) {
        bytes memory what = abi.encode(COMPLETION, idOf(deep), uint8(1), OPERATOR, BUYER, full("agreement"));
        return bytes.concat(what, abi.encode(grant(idOf(deep)), grant(deep[2].parent)));
    }

    function _encumber(string memory row, string memory by, bytes memory data) private {
        measure(row, by, address(encumbrances), data);
    }

    function _relay(string memory row, bytes memory data) private {
        measure(row, "hangzhou-relayer", address(encumbrances), data);
    }
}
