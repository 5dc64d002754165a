// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {ITitleObjections} from "../../src/interfaces/ITitleObjections.sol";
import {ITitleShared} from "../../src/interfaces/ITitleShared.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {LinkKind, Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ObjectionState, ObjectionWord} from "../../src/types/ObjectionWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {TitlesBase} from "../titles/TitlesBase.sol";

/// @notice Threats to notices and titles, by name.
contract TitlesAdversaryTest is TitlesBase {
    /// @dev Who copies the dataId of a pending notice gets a notice of its own, and keeps nobody from anything.
    function test_squattingOnADataId() public {
        INotices.Notice memory squatter = noticeOf("weather", titleScope(7), OUTSIDER, HARBIN);
        vm.prank(addr("harbin-registrar"));
        bytes32 first = notices.notice(squatter);
        INotices.Notice memory own = noticeOf("weather");
        assertEq(squatter.key.parent, own.key.parent, "the same data");
        bytes32 second = file(own);
        vm.warp(local(3, 10, 0));
        registeredBy("harbin-registrar", squatter.key);
        registeredBy(REGISTRAR, own.key);
        assertEq(stateOf(first) + stateOf(second), 2 * GrantState.ACTIVE, "both stand; objection and link decide");
    }

    /// @dev Who sees a notice before it is mined cannot file it: the nonce is bound to holder and registrar.
    function test_frontRunningANotice_fail() public {
        INotices.Notice memory seen = noticeOf("weather");
        uint64 nonce = PackedWord.wrap(seen.key.packed).nonce();
        bytes memory why = abi.encodeWithSelector(
            ITitleNotices.NonceNotYours.selector, nonce, Ids.titleNonce(PROVIDER, HARBIN, seen.salt)
        );
        refused("harbin-registrar", address(notices), abi.encodeCall(notices.notice, (seen)), why);
        INotices.Notice memory mine = seen;
        mine.holder = OUTSIDER;
        why = abi.encodeWithSelector(
            ITitleNotices.NonceNotYours.selector, nonce, Ids.titleNonce(OUTSIDER, HANGZHOU, seen.salt)
        );
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (mine)), why);
        why = abi.encodeWithSelector(IModule.RoleMissing.selector, addr("outsider"), 1, 2);
        refused("outsider", address(notices), abi.encodeCall(notices.notice, (seen)), why);
    }

    /// @dev The same title twice, by the same registrar, in one block or in one batch.
    function test_twinTitle_fail() public {
        INotices.Notice memory n = noticeOf("weather");
        bytes32 id = file(n);
        bytes memory why = abi.encodeWithSelector(ITitleNotices.TitleExists.selector, id);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (n)), why);
        vm.warp(grant(id).certUntil());
        registeredBy(REGISTRAR, n.key);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.notice, (n)), why); // nor once registered
        INotices.Notice memory again = noticeOf("twin");
        again.key.parent = n.key.parent;
        why = abi.encodeWithSelector(ITitleNotices.PredecessorStands.selector, id, GrantState.ACTIVE);
        refused(REGISTRAR, address(notices), abi.encodeCall(notices.noticeAgain, (again, n.key)), why);
    }

    /// @dev A consent to cancel is good for the word it was given over, and for no later one.
    function test_replayOfACancelConsentAfterTheWordChanged_fail() public {
        GrantKey[] memory path = registered("weather");
        bytes32 id = idOf(path);
        Consent memory own = signed("provider", CANCEL, id, digest("why"));
        objected(id, "outsider"); // the word changes
        bytes memory call = abi.encodeCall(titles.cancel, (path, digest("why"), own));
        _refusedFor(IModule.BadSignature.selector, call);
        settled(id, 1, ObjectionState.REJECTED); // and changes back
        vm.warp(own.deadline + 1);
        _refusedFor(IModule.DeadlinePassed.selector, call);
        vm.warp(own.deadline);
        vm.prank(addr("provider"));
        parties.voidSignatures();
        _refusedFor(IModule.SignatureVoided.selector, call);
        own = signed("provider", CANCEL, id, digest("why"));
        vm.prank(addr(REGISTRAR));
        titles.cancel(path, digest("why"), own);
        call = abi.encodeCall(titles.cancel, (path, digest("why"), own));
        _refusedFor(ITitleShared.WrongState.selector, call); // once
    }

    /// @dev A hundred incomplete objections of as many parties: each bounced, and registration on the first possible second.
    function test_aHundredIncompleteObjectionsDoNotDelay() public {
        INotices.Notice memory n = noticeOf("weather");
        bytes32 id = file(n);
        uint8[] memory all = new uint8[](100);
        for (uint32 i = 0; i < 100; ++i) {
            string memory name = string(abi.encode("troll", i));
            enrolParty(90_001 + i, name);
            objected(id, name);
            all[i] = uint8(i + 1);
        }
        assertEq(grant(id).openObjections(), 100, "all open");
        vm.prank(addr(REGISTRAR));
        notices.settleMany(id, all, ObjectionState.INCOMPLETE, digest("papers missing"));
        objected(id, "outsider"); // who has a case is heard
        settled(id, 101, ObjectionState.REJECTED);
        vm.warp(local(3, 10, 0));
        assertEq(registeredBy(REGISTRAR, n.key), 331_202603_0001, "no day later");
    }

    /// @dev One party cannot use up the numbers that others need to object.
    function test_objectionsUsedUpByOneParty_fail() public {
        bytes32 id = file(noticeOf("weather"));
        for (uint8 i = 1; i <= 3; ++i) {
            objected(id, "outsider");
            vm.prank(addr("outsider"));
            notices.withdrawObjection(id, i);
        }
        bytes memory call = abi.encodeCall(notices.object, (id, 1, digest("objection")));
        bytes memory why = abi.encodeWithSelector(ITitleObjections.PartyObjectedOut.selector, id, OUTSIDER, 3);
        refused("outsider", address(notices), call, why);
        objected(id, "buyer");
    }

    /// @dev One actor behind eighty-five parties uses up all 255 numbers. As soon as the registrar bounces what has no papers, or one
    /// of them is withdrawn, who has a case is heard, under a number given anew.
    function test_allNumbersUsedUpByPartiesOfOneHand() public {
        bytes32 id = file(noticeOf("weather"));
        uint8[] memory bounced = new uint8[](100);
        for (uint256 i = 1; i <= 255; ++i) {
            ObjectionWord troll = ObjectionWord.wrap(0).withState(ObjectionState.OPEN).withReason(1)
                .withParty(uint32(90_000 + i / 3)).withSince(uint40(block.timestamp)).withDigest(1);
            plant(Kind.OBJECTION, Ids.objectionId(id, uint8(i)), ObjectionWord.unwrap(troll));
            if (i > 100 && i <= 200) bounced[i - 101] = uint8(i);
        }
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withOpenObjections(255)));
        bytes memory call = abi.encodeCall(notices.object, (id, 1, digest("objection")));
        bytes memory full = abi.encodeWithSelector(ITitleObjections.TooManyObjections.selector, id);
        refused("outsider", address(notices), call, full);
        vm.prank(addr(REGISTRAR));
        notices.settleMany(id, bounced, ObjectionState.INCOMPLETE, digest("papers missing"));
        objected(id, "outsider");
        ObjectionWord heard = ObjectionWord.wrap(register.read(Kind.OBJECTION, Ids.objectionId(id, 101)));
        assertEq(heard.party(), OUTSIDER, "under a number given anew");
        assertEq(heard.state(), ObjectionState.OPEN, "open");
        assertEq(heard.settled(), 0, "as if it were the first");
        assertEq(grant(id).openObjections(), 156, "counted");
        refused("outsider", address(notices), call, abi.encodeWithSelector(_PENDING, id, 101)); // one at a time
        settled(id, 101, ObjectionState.UPHELD);
        assertEq(stateOf(id), GrantState.LAPSED, "and prevails");
    }

    /// @dev All 255 were rejected, as they should be: their numbers serve who has a case.
    function test_rejectedNumbersAreGivenAnew() public {
        bytes32 id = file(noticeOf("weather"));
        for (uint256 i = 1; i <= 255; ++i) {
            _planted(id, i, ObjectionState.REJECTED, uint32(90_000 + i / 3));
        }
        objected(id, "outsider");
        ObjectionWord heard = ObjectionWord.wrap(register.read(Kind.OBJECTION, Ids.objectionId(id, 1)));
        assertEq(heard.party(), OUTSIDER, "heard");
        assertEq(grant(id).openObjections(), 1, "counted");
    }

    /// @dev Of the parties that one exchange enrolled, a hundred have an objection open; those of others are heard.
    function test_aHundredOpenOfOneExchange_fail() public {
        bytes32 id = file(noticeOf("weather"));
        for (uint256 i = 1; i <= 100; ++i) {
            _planted(id, i, ObjectionState.OPEN, BUYER);
        }
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withOpenObjections(100)));
        bytes memory call = abi.encodeCall(notices.object, (id, 1, digest("objection")));
        bytes memory why =
            abi.encodeWithSelector(ITitleObjections.ExchangeObjectedOut.selector, id, HANGZHOU, uint256(100));
        refused("outsider", address(notices), call, why);
        objected(id, "harbin");
        settled(id, 7, ObjectionState.INCOMPLETE);
        objected(id, "outsider"); // as soon as one of them is settled
        assertEq(grant(id).openObjections(), 101, "counted");
    }

    function _planted(bytes32 id, uint256 ordinal, uint8 state, uint32 party) private {
        ObjectionWord word = ObjectionWord.wrap(0).withState(state).withReason(1).withParty(party)
            .withSince(uint40(block.timestamp)).withDigest(1);
        plant(Kind.OBJECTION, Ids.objectionId(id, uint8(ordinal)), ObjectionWord.unwrap(word));
    }

    bytes4 private constant _PENDING = ITitleObjections.ObjectionPending.selector;

    /// @dev The registrar cannot say in the objector's name that it withdrew.
    function test_registrarWithdrawsForTheObjector_fail() public {
        bytes32 id = file(noticeOf("weather"));
        objected(id, "outsider");
        bytes memory call = abi.encodeCall(notices.settle, (id, 1, ObjectionState.WITHDRAWN, digest("d")));
        bytes memory why = abi.encodeWithSelector(ITitleObjections.OutcomeRefused.selector, ObjectionState.WITHDRAWN);
        refused(REGISTRAR, address(notices), call, why);
    }

    /// @dev Ids of one kind used as another: a title's id where a party, an objection or a licence belongs, and the reverse.
    function test_idsOfOneKindUsedAsAnother_fail() public {
        GrantKey[] memory path = registered("weather");
        bytes32 party = Ids.ofNumber(PROVIDER);
        bytes memory call = abi.encodeCall(titles.revoke, (party, GrantState.VOID, digest("order")));
        refused("court", address(titles), call, abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, party));
        bytes32 objection = Ids.objectionId(idOf(path), 1);
        call = abi.encodeCall(notices.object, (objection, 1, digest("d")));
        refused(
            "outsider", address(notices), call, abi.encodeWithSelector(ITitleShared.TitleUnknown.selector, objection)
        );
        bytes32 licence = idOf(license(path, "provider", Right.USE, PROCESSOR));
        call = abi.encodeCall(titles.annotate, (licence, 5, digest("d")));
        refused(REGISTRAR, address(titles), call, abi.encodeWithSelector(ITitleShared.NotATitle.selector, licence, 1));
    }

    /// @dev A link tells, and neither refuses nor moves either title; a stranger cannot defame a title by one.
    function test_defamingLink_fail() public {
        (bytes32 a, bytes32 b) = (file(noticeOf("one")), file(noticeOf("two")));
        if (a > b) (a, b) = (b, a);
        bytes memory call = abi.encodeCall(notices.link, (LinkKind.RELATED_EXACT, a, b, digest("d")));
        bytes memory why = abi.encodeWithSelector(ITitleShared.NotHomeRegistrar.selector, HANGZHOU, HARBIN);
        refused("harbin-registrar", address(notices), call, why);
        assertEq(register.read(Kind.LINK, Ids.linkId(LinkKind.RELATED_EXACT, a, b)), 0, "nothing said");
    }

    function _refusedFor(bytes4 selector, bytes memory call) private {
        vm.prank(addr(REGISTRAR));
        (bool done, bytes memory said) = address(titles).call(call);
        assertFalse(done, "refused");
        assertTrue(bytes4(said) == selector, "for this reason");
    }
}
