// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {Reason, TransferReason, Verb} from "../../src/types/Codes.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {EncumbrancesBase} from "../encumbrances/EncumbrancesBase.sol";

/// @notice What a hostile reader tried against secured parties and courts.
contract ReviewRightsTest is EncumbrancesBase {
    uint8 private constant SALES = uint8(1 << Verb.TRANSFER);

    /// The bank let a sale pass by signature, took it back by its own key; the debtor shows the signature again.
    function test_consentReplayedAfterItWasTakenBack_fail() public {
        charge(title, "provider", pledge(OUTSIDER));
        Consent memory by = consent("outsider", consentFields(target, 1, SALES));
        encumbrances.consentBySignature(target, 1, SALES, by);
        letPass(target, "outsider", 1, 0);
        bytes memory call = abi.encodeCall(encumbrances.consentBySignature, (target, 1, SALES, by));
        (bool done, bytes memory why) = address(encumbrances).call(call);
        assertFalse(done, "refused");
        assertEq(bytes32(bytes4(why)), bytes32(IModule.BadSignature.selector), "signed on another word");
        assertEq(free(title, Verb.TRANSFER), Reason.ENCUMBERED, "still pledged");
    }

    /// No word on which a consent was signed stands again, however often the bank changes its mind.
    function test_consentsByKeyOnlyOnceNarrowedSevenTimes_fail() public {
        charge(title, "provider", pledge(OUTSIDER));
        bytes32[8] memory seen;
        for (uint256 i = 0; i < 8; ++i) {
            seen[i] = keccak256(consentFields(target, 1, SALES));
            for (uint256 j = 0; j < i; ++j) {
                assertTrue(i == 7 || seen[j] != seen[i], "a word of its own");
            }
            if (i == 7) break;
            encumbrances.consentBySignature(target, 1, SALES, consent("outsider", consentFields(target, 1, SALES)));
            letPass(target, "outsider", 1, 0);
        }
        Consent memory by = consent("outsider", consentFields(target, 1, SALES));
        vm.expectRevert(abi.encodeWithSelector(IInterests.ConsentsByKeyOnly.selector, target, 1));
        encumbrances.consentBySignature(target, 1, SALES, by);
        letPass(target, "outsider", 1, SALES);
        assertEq(free(title, Verb.TRANSFER), Reason.NONE, "its own key lets pass");
        letPass(target, "outsider", 1, 0);
        assertEq(free(title, Verb.TRANSFER), Reason.ENCUMBERED, "and takes back");
        vm.expectRevert(abi.encodeWithSelector(IInterests.ConsentsUnchanged.selector, target, 1, 0));
        letPass(target, "outsider", 1, 0);
    }

    /// The debtor holds the part and what it was split from: its court's own freeze of it, EXERCISE too, is passed by its judgment.
    function test_aJudgmentOnAPartOfAHolderWhoMayNotExercise() public {
        GrantKey[] memory part = _splitPart();
        freezeOf(holder(PROVIDER), "court", EXERCISE, t0 + 100);
        vm.warp(t0 + 1);
        vm.prank(addr("court"));
        enforcement.adjudge(part, BUYER, none(), none(), digest("judgment"));
        assertEq(grant(idOf(part)).holder(), BUYER, "sold");
    }

    /// Another holder's order on what a part was split from binds the path: it is nobody's but its court's to pass.
    function test_aJudgmentPassesNoOtherHoldersFreeze_fail() public {
        GrantKey[] memory part = _splitPart();
        vm.warp(t0 + 1);
        Consent memory to = consent("buyer", transferFields(part, BUYER, TransferReason.SALE));
        vm.prank(addr("provider"));
        grants.transfer(part, BUYER, TransferReason.SALE, digest("transfer terms"), to);
        freezeOf(holder(PROVIDER), "court-two", EXERCISE, t0 + 100);
        freezeOf(idOf(part), "court", DISPOSE, t0 + 100);
        vm.warp(t0 + 2);
        vm.expectRevert(_notFree(part, Verb.TRANSFER, Reason.HOLDER_FROZEN));
        vm.prank(addr("court"));
        enforcement.adjudge(part, OUTSIDER, none(), none(), digest("judgment"));
    }
}
