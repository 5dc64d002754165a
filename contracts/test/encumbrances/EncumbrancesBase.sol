// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, InterestKind, LinkKind, Mode, Right} from "../../src/types/Codes.sol";
import {FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestWord} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {GrantsBase} from "../grants/GrantsBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";

/// @notice What stands on a title of PROVIDER, a second old: freezes of two courts, interests of OUTSIDER (a bank) and others,
/// pre-notices of BUYER.
abstract contract EncumbrancesBase is GrantsBase, PartyActs {
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

    uint8 internal constant DISPOSE = FreezeScope.DISPOSE;
    uint8 internal constant EXERCISE = FreezeScope.EXERCISE;
    uint8 internal constant EVERY_VERB = 31;

    uint40 internal t0;
    bytes32 internal target;

    function setUp() public virtual override(GrantsBase, World) {
        GrantsBase.setUp();
        vm.warp(block.timestamp + 1);
        t0 = uint40(block.timestamp);
        target = idOf(title);
    }

    // ---- orders

    function order(bytes32 of_, uint8 ordinal) internal view returns (FreezeWord) {
        return FreezeWord.wrap(register.read(Kind.FREEZE, Ids.freezeId(of_, ordinal)));
    }

    function holder(uint32 party) internal pure returns (bytes32) {
        return Ids.ofNumber(party);
    }

    function freezeOf(bytes32 of_, string memory by, uint8 scope_, uint40 until) internal returns (uint8) {
        vm.prank(addr(by));
        return encumbrances.freeze(of_, scope_, until, digest("court order"));
    }

    function liftOf(bytes32 of_, string memory by, uint8 ordinal) internal {
        vm.prank(addr(by));
        encumbrances.lift(of_, ordinal, digest("lifting order"));
    }

    function renewOf(bytes32 of_, string memory by, uint8 ordinal, uint40 until) internal {
        vm.prank(addr(by));
        encumbrances.renew(of_, ordinal, until, digest("renewing order"));
    }

    /// @dev What a succession leaves, between parties that no order would name so: the party ended, its successor in its word.
    function succeed(uint32 party, uint32 successor) internal {
        PartyWord w = partyWord(party).withState(PartyState.ENDED).withSuccessor(successor);
        plant(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(w));
    }

    function superior(uint32 authority, uint32 above, uint40 until) internal {
        bytes32 id = Ids.linkId(LinkKind.SUPERIOR, Ids.ofNumber(authority), Ids.ofNumber(above));
        LinkWord w = LinkWord.wrap(0).withKind(LinkKind.SUPERIOR).withSince(t0).withUntil(until);
        plant(Kind.LINK, id, LinkWord.unwrap(w));
    }

    // ---- interests

    function pledge(uint32 secured) internal view returns (IInterests.Terms memory) {
        uint40 maturity = uint40(block.timestamp) + 365 days;
        return IInterests.Terms(InterestKind.PLEDGE, secured, maturity, 0, digest("pledge"), digest("receipt"));
    }

    function prenotice(uint32 beneficiary) internal view returns (IInterests.Terms memory) {
        uint40 deadline = uint40(block.timestamp) + 30 days;
        return IInterests.Terms(InterestKind.PRENOTICE, beneficiary, deadline, 0, digest("transfer terms"), 0);
    }

    function charge(GrantKey[] memory path, string memory by, IInterests.Terms memory t) internal returns (uint8) {
        vm.prank(addr(by));
        return encumbrances.charge(path, t);
    }

    function interest(bytes32 grantId, uint8 ordinal) internal view returns (InterestWord) {
        return InterestWord.wrap(register.read(Kind.INTEREST, Ids.interestId(grantId, ordinal)));
    }

    function letPass(bytes32 grantId, string memory by, uint8 ordinal, uint8 consents) internal {
        vm.prank(addr(by));
        encumbrances.consent(grantId, ordinal, consents);
    }

    function releaseOf(bytes32 grantId, string memory by, uint8 ordinal) internal {
        vm.prank(addr(by));
        encumbrances.release(grantId, ordinal, digest("release"));
    }

    function _lettingPass(uint32 secured) internal view returns (IInterests.Terms memory t) {
        t = pledge(secured);
        t.consents = EVERY_VERB;
    }

    /// @dev A part as a split of PROVIDER's title leaves it: the title SPLIT, the part PROVIDER's, at the same depth.
    function _splitPart() internal returns (GrantKey[] memory path) {
        path = extend(title, childKey(title, scope(Right.USE, Mode.SPLIT)));
        GrantWord part = grant(target).withRights(Right.USE).withFlags(0).withFrozenUntil(0).withFreezes(0);
        part = part.withRanks(0).withLiveRanks(0).withCertUntil(0);
        plant(Kind.GRANT, idOf(path), GrantWord.unwrap(part));
        plant(Kind.GRANT, target, GrantWord.unwrap(grant(target).withState(GrantState.SPLIT)));
    }

    function parentWord(GrantKey[] memory path) internal view returns (bytes32) {
        return path.length == 1 ? bytes32(0) : GrantWord.unwrap(grant(path[path.length - 1].parent));
    }

    function chargeFields(GrantKey[] memory path, IInterests.Terms memory t) internal view returns (bytes memory) {
        return bytes.concat(abi.encode(CHARGE, idOf(path), t), abi.encode(grant(idOf(path)), parentWord(path)));
    }

    function consentFields(bytes32 grantId, uint8 ordinal, uint8 consents) internal view returns (bytes memory) {
        return abi.encode(INTEREST_CONSENT, grantId, ordinal, consents, interest(grantId, ordinal), grant(grantId));
    }

    function releaseFields(bytes32 grantId, uint8 ordinal) internal view returns (bytes memory) {
        return abi.encode(RELEASE, grantId, ordinal, digest("release"), interest(grantId, ordinal), grant(grantId));
    }

    function completionFields(GrantKey[] memory path, uint8 ordinal, uint32 to) internal view returns (bytes memory) {
        return completionFields(path, ordinal, to, digest("transfer terms"));
    }

    function completionFields(GrantKey[] memory path, uint8 ordinal, uint32 to, bytes32 terms)
        internal
        view
        returns (bytes memory)
    {
        GrantWord word = grant(idOf(path));
        bytes memory what = abi.encode(COMPLETION, idOf(path), ordinal, word.holder(), to, terms);
        return bytes.concat(what, abi.encode(word, parentWord(path)));
    }

    /// @dev BUYER completes the pre-notice of PROVIDER's title.
    function complete(uint8 ordinal) internal {
        Consent memory own = consent("provider", completionFields(title, ordinal, BUYER));
        vm.prank(addr("buyer"));
        enforcement.complete(title, ordinal, digest("transfer terms"), own);
    }

    function adjudge(string memory by, uint32 to, uint8[] memory interests, uint8[] memory queued) internal {
        vm.prank(addr(by));
        enforcement.adjudge(title, to, interests, queued, digest("judgment"));
    }

    function none() internal pure returns (uint8[] memory) {
        return new uint8[](0);
    }

    function list_(uint8 one) internal pure returns (uint8[] memory ordinals) {
        ordinals = new uint8[](1);
        ordinals[0] = one;
    }

    function list_(uint8 one, uint8 two) internal pure returns (uint8[] memory ordinals) {
        ordinals = new uint8[](2);
        (ordinals[0], ordinals[1]) = (one, two);
    }

    /// @dev Whether PROVIDER's title can be sold to BUYER now, and if not why not.
    function tryTransfer() internal returns (bool done, bytes memory why) {
        Consent memory to = consent("buyer", transferFields(title, BUYER, 1));
        vm.prank(addr("provider"));
        bytes memory call = abi.encodeCall(IGrants.transfer, (title, BUYER, 1, digest("transfer terms"), to));
        (done, why) = address(grants).call(call);
    }
}
