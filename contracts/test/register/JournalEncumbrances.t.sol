// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {Mode, Verb} from "../../src/types/Codes.sol";
import {InterestState} from "../../src/types/InterestWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "../encumbrances/EncumbrancesBase.sol";
import {Mirror} from "../kit/Mirror.sol";

/// @notice The journal is refolded from the logs of freezes, interests and what passes them.
contract JournalEncumbrancesTest is EncumbrancesBase {
    Mirror private mirror;

    function setUp() public override {
        super.setUp();
        mirror = new Mirror(register);
        mirror.begin(register.journal());
        vm.recordLogs();
    }

    function test_holderFreezesRefold() public {
        bytes32 id = holder(PROVIDER);
        freezeOf(id, "court", EXERCISE, t0 + 100);
        _fold();
        renewOf(id, "court", 1, t0 + 200);
        _fold();
        freezeOf(id, "court", DISPOSE, t0 + 300);
        _fold();
        freezeOf(id, "court-two", DISPOSE, t0 + 300);
        _fold();
        vm.warp(t0 + 200);
        encumbrances.promote(id); // EXERCISE falls
        _fold();
        liftOf(id, "court", 2); // the third is promoted
        _fold();
        assertEq(mirror.writes(), 12, "every word");
    }

    function test_interestsRefold() public {
        IInterests.Terms memory t = _lettingPass(OUTSIDER);
        t.consents = uint8(1 << Verb.RANK);
        charge(title, "provider", t);
        _fold();
        encumbrances.chargeBySignature(title, t, consent("provider", chargeFields(title, t)));
        _fold();
        charge(title, "provider", prenotice(BUYER));
        _fold();
        letPass(target, "outsider", 1, 17);
        _fold();
        encumbrances.consentBySignature(target, 1, 31, consent("outsider", consentFields(target, 1, 31)));
        _fold();
        releaseOf(target, "outsider", 1);
        _fold();
        Consent memory by = consent("outsider", releaseFields(target, 2));
        encumbrances.releaseBySignature(target, 2, digest("release"), by);
        _fold();
        vm.warp(t0 + 30 days);
        encumbrances.lapsePrenotice(target, 3);
        _fold();
    }

    function test_judgmentsRefold() public {
        charge(title, "provider", _lettingPass(OUTSIDER));
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 100);
        _fold();
        adjudge("court", OPERATOR, list_(1), list_(2)); // the third is promoted
        _fold();
        adjudge("court-two", 0, none(), none());
        _fold();
    }

    function test_judgmentsOnPartsRefold() public {
        charge(title, "provider", _lettingPass(OUTSIDER));
        PackedWord whole = PackedWord.wrap(title[0].packed).withMode(Mode.SPLIT).withNonce(0);
        GrantKey[] memory parts = new GrantKey[](2);
        parts[0] = childKey(title, whole.withRegion(1));
        parts[1] = childKey(title, whole.withRegion(whole.region() & ~uint40(1)));
        vm.prank(addr("provider"));
        holdings.split(title, parts);
        GrantKey[] memory part = extend(title, parts[0]);
        _fold();
        vm.warp(t0 + 1);
        freeze(title, "court", DISPOSE, t0 + 100);
        freeze(title, "court-two", DISPOSE, t0 + 100);
        freeze(part, "court", DISPOSE, t0 + 100);
        _fold();
        IEnforcement.Whole[] memory wholes = new IEnforcement.Whole[](1);
        wholes[0] = IEnforcement.Whole(1, list_(1), list_(1)); // the second is promoted
        vm.prank(addr("court"));
        enforcement.adjudgePart(part, BUYER, none(), none(), wholes, digest("judgment"));
        _fold();
        assertEq(interest(target, 1).state(), InterestState.ENFORCED, "enforced on the whole");
    }

    function test_completionsRefold() public {
        charge(title, "provider", prenotice(BUYER));
        freeze(title, "court", DISPOSE, t0 + 200);
        freeze(title, "court-two", EXERCISE, t0 + 200);
        _fold();
        bytes memory fields = completionFields(title, 1, BUYER);
        (Consent memory own, Consent memory to) = (consent("provider", fields), consent("buyer", fields));
        enforcement.completeBySignature(title, 1, digest("transfer terms"), own, to);
        _fold();
    }

    function _fold() private {
        mirror.fold(vm.getRecordedLogs(), block.timestamp);
        assertEq(mirror.journal(), register.journal(), "refolded from the logs");
    }
}
