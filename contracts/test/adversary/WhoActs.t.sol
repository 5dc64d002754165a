// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IParties} from "../../src/interfaces/IParties.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IPartyLinks} from "../../src/interfaces/IPartyLinks.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {PartyKind, Reason, Role, Verb} from "../../src/types/Codes.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {Consent, GrantKey, KeyTerms} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";

/// @notice Threats to the question who may act: exchanges that overreach, stolen keys, sellers who regret.
contract WhoActsTest is MarketBase, PartyActs {
    function setUp() public override(MarketBase, World) {
        MarketBase.setUp();
    }

    function _deployModules() internal override(MarketBase, World) {
        MarketBase._deployModules();
    }

    // ---- an exchange adding a key to a party, or moving an address to another

    function test_anExchangeAddsAKeyToAParty() public {
        KeyTerms memory k = terms("intruder", Role.SIGN);
        bytes memory fields = keyAdditionFields(PROVIDER, k);
        (Consent memory own, Consent memory ofExchange) = (consent("intruder", fields), consent("hangzhou", fields));
        bytes memory call = abi.encodeCall(parties.addKeyBySignature, (PROVIDER, k, own, ofExchange));
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("hangzhou"), HANGZHOU, PROVIDER);
        refused("hangzhou", address(parties), call, wrong);
        call = abi.encodeCall(parties.addKeyBySignature, (PROVIDER, k, own, own)); // the intruder for itself
        refused("hangzhou", address(parties), call, abi.encodeWithSelector(IModule.NotEnrolled.selector, k.key));
        k = recovering("hangzhou", PROVIDER, "intruder"); // the one way open, and the party says no
        vm.prank(addr("provider"));
        parties.endKey(k.key);
        vm.warp(k.from);
        bytes memory dead =
            abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, keyWord("intruder").until());
        refused("intruder", address(grants), _licence(), dead);
    }

    function test_anExchangeMovesAnAddressToAnotherParty() public {
        KeyTerms memory k = terms("provider", Role.SIGN);
        KeyWord before = keyWord("provider");
        bytes memory exists = abi.encodeWithSelector(IParties.KeyExists.selector, k.key, PROVIDER);
        Consent memory own = consent("provider", enrolmentFields(70300, PartyKind.LEGAL, HANGZHOU, "puppet", k));
        bytes memory call = abi.encodeCall(parties.enrol, (70300, PartyKind.LEGAL, digest("puppet"), k, own));
        refused("hangzhou", address(parties), call, exists);
        own = consent("provider", keyAdditionFields(HANGZHOU, k));
        refused("hangzhou", address(parties), abi.encodeCall(parties.addKey, (k, own)), exists);
        k = recoveryTerms("provider", Role.SIGN);
        own = consent("provider", recoveryFields(BUYER, k));
        call = abi.encodeCall(parties.recoverKey, (BUYER, k, own, LOST));
        refused("hangzhou", address(parties), call, exists);
        call = abi.encodeCall(parties.changeRoles, (addr("provider"), Role.REVIEWER, digest("why")));
        bytes memory roles = abi.encodeWithSelector(IParties.RolesNotGiven.selector, Role.REVIEWER, Role.OF_PARTY);
        refused("hangzhou", address(parties), call, roles);
        assertEq(KeyWord.unwrap(keyWord("provider")), KeyWord.unwrap(before), "as it was");
    }

    /// Every way by which an exchange could speak for a party, refused, each for its own reason.
    function test_anExchangeCanNeverSignForAParty() public {
        GrantKey memory key = licenceKey();
        bytes memory fields = licenseFields(operated, key, BUYER);
        Consent memory ofExchange = consent("hangzhou", fields);
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("hangzhou"), HANGZHOU, OPERATOR);
        bytes memory call = abi.encodeCall(grants.licenseBySignature, (operated, key, BUYER, ofExchange));
        refused("hangzhou", address(grants), call, wrong);
        bytes memory keyOfOther =
            abi.encodeWithSelector(IParties.KeyNotYours.selector, addr("operator"), OPERATOR, HANGZHOU);
        refused("hangzhou", address(parties), abi.encodeCall(parties.endKey, (addr("operator"))), keyOfOther);
        KeyTerms memory k = terms("operator", Role.SIGN);
        Consent memory own = consent("operator", enrolmentFields(OPERATOR, PartyKind.LEGAL, HANGZHOU, "puppet", k));
        call = abi.encodeCall(parties.enrol, (OPERATOR, PartyKind.LEGAL, digest("puppet"), k, own));
        refused("hangzhou", address(parties), call, abi.encodeWithSelector(IParties.PartyExists.selector, OPERATOR));
        // A key that waits for its recovery signs nothing yet.
        k = recovering("hangzhou", OPERATOR, "operator anew");
        Consent memory early = consent("operator anew", fields);
        call = abi.encodeCall(grants.licenseBySignature, (operated, key, BUYER, early));
        refused(
            "hangzhou", address(grants), call, abi.encodeWithSelector(IModule.KeyNotLive.selector, k.key, k.from, 0)
        );
    }

    // ---- succession as a way to take everything

    function test_anExchangeMovesAllHoldingsToAPuppet() public {
        string memory puppet = heir(70301);
        bytes memory fields = successionFields(PROVIDER, 70301);
        Consent memory own = consent(puppet, fields);
        bytes memory call = abi.encodeCall(parties.succeed, (PROVIDER, 70301, MERGER, own));
        bytes memory role = abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou"), 9, Role.AUTHORITY);
        refused("hangzhou", address(parties), call, role);
        call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, 70301, MERGER, own, own));
        bytes memory wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr(puppet), 70301, PROVIDER);
        refused("hangzhou", address(parties), call, wrong);
        Consent memory byExchange = consent("hangzhou", fields);
        call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, 70301, MERGER, byExchange, own));
        wrong = abi.encodeWithSelector(IModule.WrongSigner.selector, addr("hangzhou"), HANGZHOU, PROVIDER);
        refused("hangzhou", address(parties), call, wrong);
    }

    /// One signature with a stolen key gives nothing away at once: the exchange must have seen the papers.
    function test_aStolenKeyGivesEverythingAway() public {
        bytes memory fields = successionFields(PROVIDER, OUTSIDER);
        (Consent memory stolen, Consent memory thief) = (consent("provider", fields), consent("outsider", fields));
        bytes memory role =
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("provider"), Role.SIGN, Role.AUTHORITY);
        bytes memory call = abi.encodeCall(parties.succeed, (PROVIDER, OUTSIDER, MERGER, thief));
        refused("provider", address(parties), call, role);
        call = abi.encodeCall(parties.succeedBySignature, (PROVIDER, OUTSIDER, MERGER, stolen, thief));
        role = abi.encodeWithSelector(IModule.RoleMissing.selector, addr("outsider"), Role.SIGN, Role.EXCHANGE);
        refused("outsider", address(parties), call, role);
    }

    // ---- the suspect window used to repudiate a paid sale

    function test_suspectWindowUsedToRepudiateAPaidSale() public {
        market();
        issue(trade(), basis());
        GrantKey[] memory bought = extend(operated, licenceKey());
        uint40 time = uint40(block.timestamp);
        vm.prank(addr("operator")); // the seller regrets
        parties.declareSuspect(time - 60, time, digest("stolen, it says"));
        assertEq(valid(bought), Reason.NONE, "the buyer uses what it paid for");
        assertEq(free(bought, Verb.TRANSFER), Reason.SUSPECT, "it cannot be sold on before it is confirmed");
        vm.warp(time + 30 days);
        assertEq(valid(bought), Reason.NONE, "also later");
        bytes memory call = abi.encodeCall(parties.declareSuspect, (time - 99, time, digest("again")));
        bytes memory old = abi.encodeWithSelector(IPartyLife.SuspectTooOld.selector, time - 99, _reach(time - 99));
        refused("operator", address(parties), call, old); // and no sale is called in question after ten working days
        vm.prank(addr("court"));
        parties.orderSuspect(OPERATOR, 0, 0, digest("judgment"));
        assertEq(free(bought, Verb.TRANSFER), Reason.NONE, "a court clears it");
    }

    // ---- a registrar that would register for its own

    function test_I14_anExchangeUndeclaresItsAffiliate() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, digest("why"));
        bytes memory call = abi.encodeCall(parties.endAffiliate, (HANGZHOU, PROVIDER, digest("why")));
        bytes memory why =
            abi.encodeWithSelector(IRegister.NotCouncil.selector, addr("hangzhou"), IPartyLinks.endAffiliate.selector);
        refused("hangzhou", address(parties), call, why);
    }

    function _reach(uint40 from) private view returns (uint40) {
        return parties.deadline(from, 10);
    }

    function _licence() private view returns (bytes memory) {
        return abi.encodeCall(grants.license, (title, childKey(title, scope(2, 3)), BUYER));
    }
}
