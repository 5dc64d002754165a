// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, PartyFlag} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "./TitlesBase.sol";

/// @notice Applicants that are declared affiliates while their notice runs: looked at again at registration, because a PARTY word says
/// that its party was ever declared.
contract DeclaredApplicantsTest is TitlesBase {
    INotices.Notice private n;
    bytes32 private id;
    uint40 private noticeUntil;

    function setUp() public override {
        super.setUp();
        n = noticeOf("weather");
        id = file(n);
        noticeUntil = grant(id).certUntil();
    }

    function test_I14_declaredDuringTheNotice_fail() public {
        _declare("hangzhou", PROVIDER);
        vm.warp(noticeUntil);
        _refuse(n.key, HANGZHOU, PROVIDER);
        assertEq(stateOf(id), GrantState.NOTICED, "it waits for the end of the affiliation, or is withdrawn");
    }

    function test_I14_declaredByACourtDuringTheNotice_fail() public {
        vm.warp(noticeUntil); // in the very second
        vm.prank(addr("court"));
        parties.declareAffiliateOf(HANGZHOU, PROVIDER, digest("affiliate"));
        _refuse(n.key, HANGZHOU, PROVIDER);
    }

    function test_I14_oneOfABatchDeclaredDuringTheNotice_fail() public {
        INotices.Notice memory other = noticeOf("rain", titleScope(7), OPERATOR, HANGZHOU);
        file(other);
        _declare("hangzhou", OPERATOR);
        vm.warp(grant(titleIdOf(other.key)).certUntil());
        GrantKey[] memory keys = new GrantKey[](2);
        (keys[0], keys[1]) = (n.key, other.key);
        bytes memory call = abi.encodeCall(titles.registerTitles, (keys));
        refused(REGISTRAR, address(titles), call, _self(HANGZHOU, OPERATOR));
        registeredBy(REGISTRAR, n.key); // the other one is not concerned
    }

    function test_declaredAndEndedDuringTheNotice() public {
        _declare("hangzhou", PROVIDER);
        vm.warp(noticeUntil);
        vm.prank(addr("court"));
        parties.endAffiliate(HANGZHOU, PROVIDER, digest("sold"));
        registeredBy(REGISTRAR, n.key);
        assertEq(stateOf(id), GrantState.ACTIVE, "what has ended bars nobody");
    }

    function test_declaredOfAnotherExchange() public {
        _declare("harbin", PROVIDER);
        vm.warp(noticeUntil);
        registeredBy(REGISTRAR, n.key);
        assertEq(stateOf(id), GrantState.ACTIVE, "no affiliate of this registrar");
    }

    function test_I14_ofTwoExchangesEitherDeclares_fail() public {
        n = noticeOf("harbin's", titleScope(7), HARBIN, HANGZHOU);
        noticeUntil = grant(file(n)).certUntil();
        _declare("hangzhou", HARBIN);
        vm.warp(noticeUntil);
        _refuse(n.key, HANGZHOU, HARBIN);
    }

    function test_I14_theApplicantDeclaresTheRegistrar_fail() public {
        n = noticeOf("harbin's", titleScope(7), HARBIN, HANGZHOU);
        noticeUntil = grant(file(n)).certUntil();
        _declare("harbin", HANGZHOU);
        vm.warp(noticeUntil);
        _refuse(n.key, HANGZHOU, HARBIN);
    }

    function test_I14_theHeirOfOneDeclaredDuringTheNotice_fail() public {
        _declare("hangzhou", PROVIDER);
        succeeded("court", PROVIDER, OUTSIDER, "outsider");
        assertEq(partyWord(OUTSIDER).flags(), 0, "the heir's own word does not say it, but that it stands for others");
        vm.warp(noticeUntil);
        _refuse(n.key, HANGZHOU, PROVIDER);
    }

    /// Orders write the same flags field: they come and go, and what was declared stays.
    function test_I14_declaredThenFrozenAndFreed_fail() public {
        _declare("hangzhou", PROVIDER);
        bytes32 holder = Ids.ofNumber(PROVIDER);
        vm.prank(addr("court"));
        encumbrances.freeze(holder, FreezeScope.EXERCISE, START + 300 days, digest("order"));
        vm.prank(addr("court-two"));
        encumbrances.freeze(holder, FreezeScope.DISPOSE, START + 300 days, digest("order"));
        uint8 all = PartyFlag.EXERCISE | PartyFlag.QUEUED | PartyFlag.AFFILIATE;
        assertEq(partyWord(PROVIDER).flags(), all, "one runs, one waits, and it was declared");
        vm.prank(addr("court"));
        encumbrances.lift(holder, 1, digest("end"));
        vm.prank(addr("court-two"));
        encumbrances.lift(holder, 2, digest("end"));
        assertEq(partyWord(PROVIDER).flags(), PartyFlag.AFFILIATE, "orders end");
        vm.warp(noticeUntil);
        _refuse(n.key, HANGZHOU, PROVIDER);
    }

    /// A party frozen first is declared: its orders stay as they are.
    function test_declaredWhileFrozen() public {
        vm.prank(addr("court"));
        encumbrances.freeze(Ids.ofNumber(PROVIDER), FreezeScope.EXERCISE, START + 300 days, digest("order"));
        uint40 until = partyWord(PROVIDER).frozenUntil();
        _declare("hangzhou", PROVIDER);
        assertEq(partyWord(PROVIDER).flags(), PartyFlag.EXERCISE | PartyFlag.AFFILIATE, "both");
        assertEq(partyWord(PROVIDER).frozenUntil(), until, "as long as before");
        assertEq(partyWord(PROVIDER).freezes(), 1, "one order");
    }

    function _declare(string memory exchange, uint32 party) private {
        vm.prank(addr(exchange));
        parties.declareAffiliate(party, digest("affiliate"));
    }

    function _refuse(GrantKey memory key, uint32 registrar, uint32 holder) private {
        refused(REGISTRAR, address(titles), abi.encodeCall(titles.registerTitle, (key)), _self(registrar, holder));
    }

    function _self(uint32 registrar, uint32 holder) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITitleShared.SelfRegistration.selector, registrar, holder);
    }
}
