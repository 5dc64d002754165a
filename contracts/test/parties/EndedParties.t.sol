// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IListings} from "../../src/interfaces/IListings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {RecognitionBase} from "../recognition/RecognitionBase.sol";

/// @notice The keys of a party that has ended act no more, whatever their own terms say.
contract EndedPartiesTest is RecognitionBase {
    AuditAnchors private anchors;

    function setUp() public override {
        super.setUp();
        anchors = new AuditAnchors(register);
    }

    /// @dev As a succession would, without a successor who could act.
    function _end(uint32 party) private {
        bytes32 id = Ids.ofNumber(party);
        PartyWord w = PartyWord.wrap(register.read(Kind.PARTY, id)).withState(PartyState.ENDED);
        plant(Kind.PARTY, id, PartyWord.unwrap(w));
    }

    function _refused(string memory by, uint32 party, address target, bytes memory call) private {
        vm.prank(addr(by));
        (bool done, bytes memory why) = target.call(call);
        assertFalse(done, by);
        bytes memory expected = abi.encodeWithSelector(IModule.PartyNotActive.selector, party, PartyState.ENDED);
        assertEq(keccak256(why), keccak256(expected), string.concat(by, ": for this reason"));
    }

    function test_staffOfAnEndedExchange_fail() public {
        INotices.Notice memory n = noticeOf("snow");
        IListings.Product memory p =
            IListings.Product(HANGZHOU, digest("product"), NONCE, START, 0, 1, digest("content"));
        vm.prank(addr("council"));
        parties.removeExchange(HANGZHOU, digest("exit"));
        _refused("hangzhou-registrar", HANGZHOU, address(notices), abi.encodeCall(notices.notice, (n)));
        _refused("hangzhou-registrar", HANGZHOU, address(titles), abi.encodeCall(titles.registerTitle, (n.key)));
        bytes memory settle = abi.encodeCall(notices.settle, (digest("title"), 1, 2, digest("why")));
        _refused("hangzhou-registrar", HANGZHOU, address(notices), settle);
        bytes memory review =
            abi.encodeCall(listings.review, (digest("grant"), p, 1, START, digest("report"), new uint32[](0)));
        _refused("hangzhou-reviewer", HANGZHOU, address(listings), review);
        _refused("hangzhou", HANGZHOU, address(listings), abi.encodeCall(listings.change, (digest("listing"), 2, 0)));
        bytes memory anchor =
            abi.encodeCall(anchors.anchor, (HANGZHOU, 0, 0, 1, digest("root"), new bytes32[](0), digest("note")));
        _refused("hangzhou-logger", HANGZHOU, address(anchors), anchor);
        bytes memory state = abi.encodeCall(standing.state, (HANGZHOU, 0, operated, only(askListing())));
        _refused("hangzhou-relayer", HANGZHOU, address(standing), state);
        bytes memory decide = abi.encodeCall(recognition.decide, (subject(0), 4, 0));
        _refused("hangzhou", HANGZHOU, address(recognition), decide);
        bytes memory agreed = abi.encodeCall(recognition.agree, (peer, standingClub, members()));
        _refused("hangzhou", HANGZHOU, address(recognition), agreed);
    }

    function test_authorityAndHolder_fail() public {
        GrantKey[] memory path = registered("hail");
        _end(COURT);
        _end(PROVIDER);
        uint40 until = uint40(block.timestamp) + 1 days;
        bytes memory freeze_ = abi.encodeCall(encumbrances.freeze, (idOf(path), 1, until, digest("order")));
        _refused("court", COURT, address(encumbrances), freeze_);
        IListings.Product memory p =
            IListings.Product(HANGZHOU, digest("product"), NONCE, until, 0, 1, digest("content"));
        _refused("provider", PROVIDER, address(listings), abi.encodeCall(listings.list, (path, p)));
        bytes memory object = abi.encodeCall(notices.object, (idOf(path), 1, digest("why")));
        _refused("provider", PROVIDER, address(notices), object);
        bytes memory licence = abi.encodeCall(grants.license, (path, childKey(path, scope(2, 3)), BUYER));
        _refused("provider", PROVIDER, address(grants), licence);
        _refused("provider", PROVIDER, address(parties), abi.encodeCall(parties.voidSignatures, ()));
    }

    function test_anEndedPartyMayStillEndItsKeys() public {
        _end(PROVIDER);
        vm.prank(addr("provider"));
        parties.endKey(addr("provider"));
        (,,,, uint40 until) = parties.keyOf(addr("provider"));
        assertEq(until, block.timestamp, "ended now");
    }
}
