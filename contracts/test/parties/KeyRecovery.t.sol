// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {LinkKind, PartyKind, Role} from "../../src/types/Codes.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyState} from "../../src/types/PartyWord.sol";
import {Consent, KeyTerms} from "../../src/types/Structs.sol";
import {PartyActs} from "../kit/PartyActs.sol";

/// @notice A lost key comes back slowly and in the open: ten working days, and any live key of the party says no.
contract KeyRecoveryTest is PartyActs {
    function test_recoveredKeyActsAfterTenWorkingDays() public {
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "provider anew");
        assertEq(k.from, local(3, 17, 0), "Monday the 2nd to the end of Monday the 16th");
        vm.warp(k.from - 1);
        bytes memory dead = abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, 0);
        refused("provider anew", address(parties), abi.encodeCall(parties.voidSignatures, ()), dead);
        vm.warp(k.from);
        vm.prank(k.key);
        parties.voidSignatures();
        vm.prank(k.key);
        parties.endKey(addr("provider")); // the lost one
        assertEq(keyWord("provider").until(), k.from, "ended by the new one");
    }

    function test_waitsAsAWord() public {
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "provider anew");
        assertEq(keyWord("provider anew").party(), PROVIDER, "party");
        assertEq(keyWord("provider anew").roles(), Role.SIGN, "no more than SIGN");
        assertEq(keyWord("provider anew").exchange(), HANGZHOU, "exchange");
        assertEq(keyWord("provider anew").from_(), k.from, "from");
        assertEq(keyWord("provider anew").until(), 0, "until");
        LinkWord link = linkWord(LinkKind.RECOVERY, PROVIDER, PROVIDER);
        assertEq(link.kind(), LinkKind.RECOVERY, "kind");
        assertEq(link.since(), START, "opened");
        assertEq(link.until(), k.from, "the next may be opened then");
    }

    function test_anyLiveKeyCancels() public {
        KeyTerms memory review = terms("provider-reviewer", Role.REVIEWER);
        vm.prank(addr("hangzhou"));
        parties.changeRoles(addr("provider"), Role.SIGN | Role.REVIEWER, digest("law firm"));
        staff("provider", "provider-reviewer", Role.REVIEWER);
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "intruder");
        vm.warp(k.from - 1);
        vm.prank(review.key); // not even a SIGN key
        parties.endKey(k.key);
        assertEq(keyWord("intruder").until(), k.from - 1, "ended before it began");
        vm.warp(k.from);
        bytes memory dead = abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, k.from - 1);
        refused("intruder", address(parties), abi.encodeCall(parties.voidSignatures, ()), dead);
    }

    function test_onceBegunOnlyAKeeperEndsIt_fail() public {
        vm.prank(addr("hangzhou"));
        parties.changeRoles(addr("provider"), Role.SIGN | Role.REVIEWER, digest("law firm"));
        staff("provider", "provider-reviewer", Role.REVIEWER);
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "provider anew");
        vm.warp(k.from);
        bytes memory why = _roleMissing("provider-reviewer", Role.REVIEWER, Role.SIGN);
        refused("provider-reviewer", address(parties), abi.encodeCall(parties.endKey, (k.key)), why);
    }

    function test_anotherPartyCancelsNothing_fail() public {
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "provider anew");
        bytes memory why = abi.encodeWithSelector(IParties.KeyNotYours.selector, k.key, PROVIDER, BUYER);
        refused("buyer", address(parties), abi.encodeCall(parties.endKey, (k.key)), why);
        why = abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, 0);
        refused("provider anew", address(parties), abi.encodeCall(parties.endKey, (k.key)), why);
    }

    /// Cancelled or not, the next one waits: an exchange cannot drown a party in recoveries.
    function test_oneRecoveryInTenWorkingDays() public {
        KeyTerms memory k = recovering("hangzhou", PROVIDER, "first");
        vm.prank(addr("provider"));
        parties.endKey(k.key);
        KeyTerms memory second = recoveryTerms("second", Role.SIGN);
        _refuse(
            "hangzhou", PROVIDER, second, abi.encodeWithSelector(IParties.RecoveryPending.selector, PROVIDER, k.from)
        );
        recovering("hangzhou", BUYER, "of another party");
        vm.warp(k.from);
        recovering("hangzhou", PROVIDER, "second");
    }

    function test_rolesOfARecoveredKey_fail() public {
        uint32[4] memory roles = [0, Role.REVIEWER, Role.SIGN | Role.REVIEWER, Role.SIGN | Role.AUTHORITY];
        for (uint256 i = 0; i < roles.length; ++i) {
            KeyTerms memory k = recoveryTerms("provider anew", roles[i]);
            _refuse(
                "hangzhou", PROVIDER, k, abi.encodeWithSelector(IParties.RolesNotGiven.selector, roles[i], Role.SIGN)
            );
        }
    }

    function test_termOfARecoveredKey_fail() public {
        KeyTerms memory k = recoveryTerms("provider anew", Role.SIGN);
        uint40 due = k.from;
        k.from = due - 1;
        _refuse("hangzhou", PROVIDER, k, abi.encodeWithSelector(IParties.RecoveryTermRefused.selector, due - 1, due));
        k.from = due + 1;
        _refuse("hangzhou", PROVIDER, k, abi.encodeWithSelector(IParties.RecoveryTermRefused.selector, due + 1, due));
        (k.from, k.until) = (due, due);
        _refuse("hangzhou", PROVIDER, k, abi.encodeWithSelector(IParties.KeyTermRefused.selector, due, due));
    }

    function test_byOthers_fail() public {
        KeyTerms memory k = recoveryTerms("provider anew", Role.SIGN);
        bytes memory home = abi.encodeWithSelector(IPartyLife.NotHomeExchange.selector, PROVIDER, HANGZHOU, HARBIN);
        _refuse("harbin", PROVIDER, k, home);
        _refuse("hangzhou-registrar", PROVIDER, k, _roleMissing("hangzhou-registrar", Role.REGISTRAR, Role.EXCHANGE));
        _refuse("buyer", PROVIDER, k, _roleMissing("buyer", Role.SIGN, Role.EXCHANGE));
        bytes memory council =
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IParties.recoverKey.selector);
        _refuse("hangzhou", HARBIN, k, council);
        _refuse("hangzhou", COURT, k, council);
        _refuse("hangzhou", 99999, k, abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, uint32(99999)));
    }

    function test_theCouncilRecoversExchangesAndAuthorities() public {
        _recoverByCouncil(HANGZHOU, "hangzhou anew", Role.SIGN | Role.EXCHANGE);
        assertEq(keyWord("hangzhou anew").exchange(), HANGZHOU, "a key of the exchange");
        _recoverByCouncil(COURT, "court anew", Role.SIGN | Role.AUTHORITY);
        uint32[3] memory roles = [Role.SIGN | Role.EXCHANGE | Role.REGISTRAR, Role.SIGN, Role.EXCHANGE];
        for (uint256 i = 0; i < roles.length; ++i) {
            KeyTerms memory k = recoveryTerms("more, or less", roles[i]);
            bytes memory why =
                abi.encodeWithSelector(IParties.RolesNotGiven.selector, roles[i], Role.SIGN | Role.EXCHANGE);
            _refuse("council", HARBIN, k, why);
        }
    }

    function test_endedPartyRecoversNothing_fail() public {
        succeeded("court", PROVIDER, BUYER, "buyer");
        KeyTerms memory k = recoveryTerms("provider anew", Role.SIGN);
        bytes memory why = abi.encodeWithSelector(IModule.PartyNotActive.selector, PROVIDER, PartyState.ENDED);
        _refuse("hangzhou", PROVIDER, k, why);
    }

    function test_withoutPapersOrOwnSignature_fail() public {
        KeyTerms memory k = recoveryTerms("provider anew", Role.SIGN);
        Consent memory own = consent("provider anew", recoveryFields(PROVIDER, k));
        bytes memory zero = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("orderDigest"));
        refused("hangzhou", address(parties), abi.encodeCall(parties.recoverKey, (PROVIDER, k, own, 0)), zero);
        own = consent("hangzhou", recoveryFields(PROVIDER, k));
        bytes memory why = abi.encodeWithSelector(IParties.KeyNotSigner.selector, addr("hangzhou"), k.key);
        _refuseWith("hangzhou", PROVIDER, k, own, why);
        own = consent("provider anew", recoveryFields(BUYER, k)); // signed for another party
        bytes32 hashed = keccak256(
            abi.encodePacked(
                hex"1901",
                register.domainSeparator(),
                keccak256(bytes.concat(recoveryFields(PROVIDER, k), abi.encode(own.signedAt, own.deadline)))
            )
        );
        _refuseWith("hangzhou", PROVIDER, k, own, abi.encodeWithSelector(IModule.BadSignature.selector, k.key, hashed));
    }

    // ---- roles that an exchange gives and takes

    function test_aLawFirmBecomesAReviewerLater() public {
        vm.startPrank(addr("hangzhou"));
        parties.changeRoles(addr("outsider"), Role.SIGN | Role.REVIEWER, digest("appointed"));
        assertEq(keyWord("outsider").roles(), Role.SIGN | Role.REVIEWER, "reviewer");
        parties.changeRoles(addr("outsider"), Role.SIGN | Role.AUDITOR, digest("appointed otherwise"));
        assertEq(keyWord("outsider").roles(), Role.SIGN | Role.AUDITOR, "auditor");
        parties.changeRoles(addr("outsider"), Role.SIGN, digest("dismissed"));
        assertEq(keyWord("outsider").roles(), Role.SIGN, "as before");
        vm.stopPrank();
    }

    /// A key that was nothing but a reviewer is left with no role.
    function test_theLastRoleIsTaken() public {
        vm.prank(addr("hangzhou"));
        parties.changeRoles(addr("outsider"), Role.SIGN | Role.REVIEWER, digest("appointed"));
        staff("outsider", "their reviewer", Role.REVIEWER);
        vm.prank(addr("hangzhou"));
        parties.changeRoles(addr("their reviewer"), 0, digest("dismissed"));
        assertEq(keyWord("their reviewer").roles(), 0, "none");
    }

    function test_changeRoles_fail() public {
        address key = addr("outsider");
        _refuseRoles("hangzhou", key, Role.SIGN, abi.encodeWithSelector(IParties.RolesStand.selector, key, Role.SIGN));
        uint32[5] memory roles = [0, Role.REVIEWER, Role.SIGN | Role.EXCHANGE, Role.SIGN | Role.AUTHORITY, 1 << 8];
        for (uint256 i = 0; i < roles.length; ++i) {
            bytes memory not = abi.encodeWithSelector(IParties.RolesNotGiven.selector, roles[i], Role.OF_PARTY);
            _refuseRoles("hangzhou", key, roles[i], not);
        }
        uint32 reviewer = Role.SIGN | Role.REVIEWER;
        bytes memory home = abi.encodeWithSelector(IPartyLife.NotHomeExchange.selector, OUTSIDER, HANGZHOU, HARBIN);
        _refuseRoles("harbin", key, reviewer, home);
        _refuseRoles("outsider", key, reviewer, _roleMissing("outsider", Role.SIGN, Role.EXCHANGE));
        bytes memory kind = abi.encodeWithSelector(IPartyLife.PartyKindRefused.selector, PartyKind.EXCHANGE);
        _refuseRoles("hangzhou", addr("hangzhou-logger"), Role.REVIEWER, kind);
        kind = abi.encodeWithSelector(IPartyLife.PartyKindRefused.selector, PartyKind.AUTHORITY);
        _refuseRoles("hangzhou", addr("court"), Role.REVIEWER, kind);
        bytes memory stranger = abi.encodeWithSelector(IModule.NotEnrolled.selector, addr("stranger"));
        _refuseRoles("hangzhou", addr("stranger"), reviewer, stranger);
        bytes memory zero = abi.encodeWithSelector(IModule.ZeroField.selector, bytes32("reasonDigest"));
        refused("hangzhou", address(parties), abi.encodeCall(parties.changeRoles, (key, reviewer, 0)), zero);
        vm.prank(key);
        parties.endKey(key);
        bytes memory dead = abi.encodeWithSelector(IModule.KeyNotLive.selector, key, START, START);
        _refuseRoles("hangzhou", key, reviewer, dead);
    }

    function _recoverByCouncil(uint32 party, string memory name, uint32 roles) private {
        KeyTerms memory k = recoveryTerms(name, roles);
        Consent memory own = consent(name, recoveryFields(party, k));
        vm.prank(addr("council"));
        parties.recoverKey(party, k, own, LOST);
        assertEq(keyWord(name).roles(), roles, name);
        assertEq(keyWord(name).party(), party, name);
    }

    function _refuse(string memory by, uint32 party, KeyTerms memory k, bytes memory why) private {
        Consent memory own;
        for (uint256 i = 0; i < 4 && own.signer == address(0); ++i) {
            string[4] memory names = ["provider anew", "first", "second", "more"];
            if (addr(names[i]) == k.key) own = consent(names[i], recoveryFields(party, k));
        }
        _refuseWith(by, party, k, own, why);
    }

    function _refuseWith(string memory by, uint32 party, KeyTerms memory k, Consent memory own, bytes memory why)
        private
    {
        refused(by, address(parties), abi.encodeCall(parties.recoverKey, (party, k, own, LOST)), why);
    }

    function _refuseRoles(string memory by, address key, uint32 roles, bytes memory why) private {
        refused(by, address(parties), abi.encodeCall(parties.changeRoles, (key, roles, digest("why"))), why);
    }

    function _roleMissing(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }
}
