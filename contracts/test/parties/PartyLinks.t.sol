// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IPartyLife} from "../../src/interfaces/IPartyLife.sol";
import {IPartyLinks} from "../../src/interfaces/IPartyLinks.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {LinkKind, PartyFlag, PartyKind, Role} from "../../src/types/Codes.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {PartyActs} from "../kit/PartyActs.sol";

/// @notice Affiliates of exchanges, superiors of authorities.
contract PartyLinksTest is PartyActs {
    bytes32 private why_;

    function setUp() public override {
        super.setUp();
        why_ = digest("register of shareholders");
    }

    function test_affiliateFromNowOn() public {
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, why_);
        LinkWord w = linkWord(LinkKind.AFFILIATE, HANGZHOU, PROVIDER);
        assertEq(w.kind(), LinkKind.AFFILIATE, "kind");
        assertEq(w.since(), START, "since");
        assertEq(w.until(), 0, "it stands");
    }

    function test_declaredByOthersEndedAndDeclaredAnew() public {
        vm.prank(addr("court"));
        parties.declareAffiliateOf(HANGZHOU, PROVIDER, why_);
        vm.prank(addr("council"));
        parties.declareAffiliateOf(HARBIN, HANGZHOU, why_); // one exchange of another
        assertEq(linkWord(LinkKind.AFFILIATE, HARBIN, HANGZHOU).since(), START, "by the council");
        vm.warp(START + 10);
        vm.prank(addr("council"));
        parties.endAffiliate(HANGZHOU, PROVIDER, why_);
        assertEq(linkWord(LinkKind.AFFILIATE, HANGZHOU, PROVIDER).since(), START, "since");
        assertEq(linkWord(LinkKind.AFFILIATE, HANGZHOU, PROVIDER).until(), START + 10, "until");
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, why_); // in the very second
        assertEq(linkWord(LinkKind.AFFILIATE, HANGZHOU, PROVIDER).since(), START + 10, "anew");
        assertEq(linkWord(LinkKind.AFFILIATE, HANGZHOU, PROVIDER).until(), 0, "it stands");
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, why_);
    }

    /// The party's own word: once said it stays, whoever declares it and whatever ends.
    function test_theWordSaysThatItWasEverDeclared() public {
        PartyWord before = partyWord(PROVIDER);
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, why_);
        PartyWord flagged = partyWord(PROVIDER);
        assertEq(PartyWord.unwrap(flagged), PartyWord.unwrap(before.withFlags(PartyFlag.AFFILIATE)), "the flag alone");
        assertEq(partyWord(HANGZHOU).flags(), 0, "of the one declared, not of who declares");
        vm.startPrank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, why_);
        vm.recordLogs();
        parties.declareAffiliateOf(HARBIN, PROVIDER, why_);
        vm.stopPrank();
        assertEq(vm.getRecordedLogs().length, 2, "the event and the link: the word says it already");
        assertEq(PartyWord.unwrap(partyWord(PROVIDER)), PartyWord.unwrap(flagged), "as before");
    }

    function test_declare_fail() public {
        bytes memory call = abi.encodeCall(parties.declareAffiliate, (PROVIDER, why_));
        refused("hangzhou-registrar", address(parties), call, _roleMissing("hangzhou-registrar", Role.REGISTRAR, 8));
        refused("provider", address(parties), call, _roleMissing("provider", Role.SIGN, Role.EXCHANGE));
        refused(
            "hangzhou", address(parties), abi.encodeCall(parties.declareAffiliate, (PROVIDER, 0)), _zero("reasonDigest")
        );
        call = abi.encodeCall(parties.declareAffiliate, (99999, why_));
        refused("hangzhou", address(parties), call, _unknown(99999));
        call = abi.encodeCall(parties.declareAffiliate, (HANGZHOU, why_));
        refused("hangzhou", address(parties), call, abi.encodeWithSelector(IPartyLinks.LinkToItself.selector, HANGZHOU));
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, why_);
        call = abi.encodeCall(parties.declareAffiliateOf, (HANGZHOU, PROVIDER, why_));
        bytes memory why =
            abi.encodeWithSelector(IPartyLinks.LinkStands.selector, LinkKind.AFFILIATE, HANGZHOU, PROVIDER);
        refused("court", address(parties), call, why);
    }

    function test_declareOf_fail() public {
        bytes memory call = abi.encodeCall(parties.declareAffiliateOf, (HANGZHOU, PROVIDER, why_));
        refused("harbin", address(parties), call, _notCouncil("harbin", IPartyLinks.declareAffiliateOf.selector));
        call = abi.encodeCall(parties.declareAffiliateOf, (151, PROVIDER, why_));
        refused("court", address(parties), call, _unknown(151));
    }

    function test_end_fail() public {
        bytes memory call = abi.encodeCall(parties.endAffiliate, (HANGZHOU, PROVIDER, why_));
        bytes memory why =
            abi.encodeWithSelector(IPartyLinks.LinkUnknown.selector, LinkKind.AFFILIATE, HANGZHOU, PROVIDER);
        refused("court", address(parties), call, why);
        refused(
            "court",
            address(parties),
            abi.encodeCall(parties.endAffiliate, (HANGZHOU, PROVIDER, 0)),
            _zero("reasonDigest")
        );
        vm.prank(addr("hangzhou"));
        parties.declareAffiliate(PROVIDER, why_);
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, why_);
        refused("court", address(parties), call, why); // ended in this second, ended
    }

    function test_superior() public {
        vm.prank(addr("council"));
        parties.nameSuperior(COURT, COURT_TWO, why_);
        assertEq(linkWord(LinkKind.SUPERIOR, COURT, COURT_TWO).since(), START, "named");
        assertEq(linkWord(LinkKind.SUPERIOR, COURT_TWO, COURT).since(), 0, "not the other way");
        vm.warp(START + 5);
        vm.prank(addr("council"));
        parties.endSuperior(COURT, COURT_TWO, why_);
        assertEq(linkWord(LinkKind.SUPERIOR, COURT, COURT_TWO).until(), START + 5, "ended");
    }

    function test_superior_fail() public {
        bytes memory call = abi.encodeCall(parties.nameSuperior, (COURT, COURT_TWO, why_));
        refused("court-two", address(parties), call, _notCouncil("court-two", IPartyLinks.nameSuperior.selector));
        bytes memory kind = abi.encodeWithSelector(IPartyLife.PartyKindRefused.selector, PartyKind.LEGAL);
        refused("council", address(parties), abi.encodeCall(parties.nameSuperior, (COURT, BUYER, why_)), kind);
        refused("council", address(parties), abi.encodeCall(parties.nameSuperior, (BUYER, COURT, why_)), kind);
        refused(
            "council", address(parties), abi.encodeCall(parties.nameSuperior, (COURT, 99999, why_)), _unknown(99999)
        );
        refused(
            "council",
            address(parties),
            abi.encodeCall(parties.nameSuperior, (COURT, COURT_TWO, 0)),
            _zero("orderDigest")
        );
        bytes memory itself = abi.encodeWithSelector(IPartyLinks.LinkToItself.selector, COURT);
        refused("council", address(parties), abi.encodeCall(parties.nameSuperior, (COURT, COURT, why_)), itself);
        bytes memory none =
            abi.encodeWithSelector(IPartyLinks.LinkUnknown.selector, LinkKind.SUPERIOR, COURT, COURT_TWO);
        call = abi.encodeCall(parties.endSuperior, (COURT, COURT_TWO, why_));
        refused("council", address(parties), call, none);
        refused("court", address(parties), call, _notCouncil("court", IPartyLinks.endSuperior.selector));
        refused(
            "council",
            address(parties),
            abi.encodeCall(parties.endSuperior, (COURT, COURT_TWO, 0)),
            _zero("orderDigest")
        );
    }

    function _roleMissing(string memory name, uint32 roles, uint32 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.RoleMissing.selector, addr(name), roles, needed);
    }

    function _notCouncil(string memory name, bytes4 selector) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRegister.NotCouncil.selector, addr(name), selector);
    }

    function _unknown(uint32 party) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPartyLife.PartyUnknown.selector, party);
    }

    function _zero(bytes32 name) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IModule.ZeroField.selector, name);
    }
}
