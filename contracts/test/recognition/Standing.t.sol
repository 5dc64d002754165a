// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../../src/interfaces/IModule.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Statements} from "../../src/libraries/Statements.sol";
import {Standing} from "../../src/modules/recognition/Standing.sol";
import {Answer, Reason, Role} from "../../src/types/Codes.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Vm} from "../kit/Vm.sol";
import {StandingBase} from "./StandingBase.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

contract StandingTest is StandingBase {
    // ---- statements

    function test_statementStandsInItsFrozenSlot() public {
        market();
        bytes32 challenge = digest("challenge");
        IStanding.Ask[] memory asks = new IStanding.Ask[](2);
        (asks[0], asks[1]) = (askListing(), askGrant(hex"0001"));
        bytes32 answersRoot = rootOf(standing.answers(operated, asks));
        vm.prank(addr("hangzhou-relayer"));
        bytes32 statement = standing.state(HANGZHOU, challenge, operated, asks);
        bytes32 expected = keccak256(
            abi.encode(
                "torrens/standing/1",
                register.origin(),
                register.councilSeq(),
                uint16(HANGZHOU),
                uint64(1),
                uint40(block.timestamp),
                challenge,
                answersRoot
            )
        );
        assertEq(statement, expected, "statement");
        bytes32 ofLane = keccak256(abi.encode(uint256(HANGZHOU), uint256(0)));
        assertEq(vm.load(address(standing), keccak256(abi.encode(uint256(1), ofLane))), expected, "slot");
        assertEq(Statements.slot(HANGZHOU, 1), keccak256(abi.encode(uint256(1), ofLane)), "slot of the library");
        assertEq(standing.ring(HANGZHOU, 1), expected, "ring");
        assertEq(standing.count(HANGZHOU), 1, "count");
        assertEq(standing.count(0), 0, "other lane");
    }

    function test_eventsCarryStatementAndAnswers() public {
        market();
        IStanding.Ask[] memory asks = new IStanding.Ask[](2);
        (asks[0], asks[1]) = (askListing(), askGrant(hex"00"));
        vm.recordLogs();
        bytes32 statement = standing.state(0, 0, operated, asks);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3, "logs");
        assertEq(logs[0].topics[0], IStanding.Stated.selector, "stated");
        (,,,,, bytes32 said, address actor) =
            abi.decode(logs[0].data, (uint64, uint40, uint64, bytes32, bytes32, bytes32, address));
        assertEq(said, statement, "statement");
        assertEq(actor, address(this), "actor");
        assertEq(logs[2].topics[0], IStanding.Answered.selector, "answered");
        assertEq(logs[2].topics[1], idOf(title), "id");
        (bytes32 word, address by) = abi.decode(logs[2].data, (bytes32, address));
        assertEq(by, address(this), "actor of the answer");
        uint40 until = grant(idOf(title)).until();
        bytes memory packed =
            abi.encodePacked(Kind.GRANT, Answer.GOOD, Reason.NONE, uint16(0), until, uint16(0), uint64(1), bytes12(0));
        assertEq(word, bytes32(packed), "what was said");
    }

    /// Every field of what is said at its widest, and none runs into another.
    function testFuzz_saidIsPackedAsDrawn(IStanding.Reply memory r, uint16 lane, uint64 n) public pure {
        bytes memory packed = abi.encodePacked(r.kind, r.state, r.reason, r.flags, r.until, lane, n, bytes12(0));
        assertEq(Statements.said(r, lane, n), bytes32(packed), "said");
    }

    function test_ringTurnsAfterSixteen() public {
        IStanding.Ask[] memory asks = only(askGrant(hex"00"));
        bytes32 first = standing.state(0, 0, operated, asks);
        assertEq(standing.ring(0, 1), first, "first");
        for (uint256 i = 2; i <= 17; ++i) {
            standing.state(0, 0, operated, asks);
        }
        assertTrue(standing.ring(0, 1) != first, "overwritten by the seventeenth");
        assertEq(standing.count(0), 17, "count");
    }

    function test_answersOpenByOpenZeppelinsProofs() public pure {
        for (uint256 n = 1; n <= 12; ++n) {
            IStanding.Reply[] memory replies = new IStanding.Reply[](n);
            for (uint256 i = 0; i < n; ++i) {
                replies[i] = IStanding.Reply(Kind.GRANT, keccak256(abi.encode(i)), Answer.GOOD, 0, 0, 9);
            }
            bytes32 root = Statements.root(replies);
            assertEq(root, rootOf(replies), "root");
            for (uint256 i = 0; i < n; ++i) {
                assertEq(Statements.leaf(replies[i]), leafOf(replies[i]), "leaf");
                assertTrue(MerkleProof.verify(proofOf(replies, i), root, leafOf(replies[i])), "opens");
            }
        }
    }

    // ---- what is refused

    function refuse(GrantKey[] memory keys, IStanding.Ask memory ask, bytes memory why) private {
        IStanding.Ask[] memory asks = only(ask);
        vm.expectRevert(why);
        standing.state(0, 0, keys, asks);
    }

    function test_nothingAsked_fail() public {
        vm.expectRevert(IStanding.NothingAsked.selector);
        standing.state(0, 0, operated, new IStanding.Ask[](0));
    }

    function test_tooMuchAsked_fail() public {
        IStanding.Ask[] memory asks = new IStanding.Ask[](257);
        vm.expectRevert(abi.encodeWithSelector(IStanding.TooManyAsks.selector, 257, 256));
        standing.state(0, 0, operated, asks);
    }

    function test_tooManyKeys_fail() public {
        GrantKey[] memory keys = new GrantKey[](257);
        refuse(keys, askGrant(hex"00"), abi.encodeWithSelector(IStanding.TooManyKeys.selector, 257, 256));
    }

    function test_kindWithoutStanding_fail() public {
        IStanding.Ask memory ask = askGrant(hex"00");
        ask.kind = Kind.PARTY;
        refuse(operated, ask, abi.encodeWithSelector(IStanding.KindRefused.selector, Kind.PARTY));
    }

    function test_pathPastTheKeys_fail() public {
        refuse(operated, askGrant(hex"0002"), abi.encodeWithSelector(IStanding.PathIndexRefused.selector, 0, 2));
        refuse(operated, askGrant(hex"0501"), abi.encodeWithSelector(IStanding.PathIndexRefused.selector, 0, 5));
    }

    function test_pathThatDoesNotHash_fail() public {
        GrantKey[] memory keys = operated;
        keys[1].parent = digest("another title");
        bytes memory why =
            abi.encodeWithSelector(IStanding.PathBroken.selector, 0, digest("another title"), idOf(title));
        refuse(keys, askGrant(hex"0001"), why);
    }

    /// A grant shown as if it were a title is another id, of which nothing is known: no ancestor can be left out.
    function test_pathWithoutItsTitle_fail() public view {
        IStanding.Reply memory r = answer(askGrant(hex"01"));
        assertEq(r.state, Answer.UNKNOWN, "state");
        assertTrue(r.id != idOf(operated), "another id");
    }

    function test_pathEmptyOrTooLong_fail() public {
        refuse(operated, askGrant(""), abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 0));
        refuse(
            operated,
            askGrant(hex"000102030405060708"),
            abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 9)
        );
        IStanding.Ask memory ask = askVoucher(digest("v"));
        ask.path = pathOf(hex"00");
        refuse(operated, ask, abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 1));
    }

    /// What stands behind a path's length is no part of it: an index there was counted wrong.
    function test_pathLongerThanItSays_fail() public {
        IStanding.Ask memory ask = askGrant(hex"0001");
        ask.path |= bytes9(bytes32(uint256(1) << 184));
        refuse(operated, ask, abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 2));
        ask.path = bytes9(bytes32(uint256(1) << 184));
        refuse(operated, ask, abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 0));
        ask = askVoucher(digest("v"));
        ask.path = bytes9(bytes32(uint256(1) << 184));
        refuse(operated, ask, abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 0));
    }

    function test_keyTwice_fail() public {
        GrantKey[] memory keys = new GrantKey[](3);
        (keys[0], keys[1], keys[2]) = (operated[0], operated[1], operated[1]);
        refuse(keys, askGrant(hex"0001"), abi.encodeWithSelector(IStanding.KeyTwice.selector, 1, 2));
    }

    function test_laneOfAnother_fail() public {
        IStanding.Ask[] memory asks = only(askGrant(hex"0001"));
        vm.expectRevert(abi.encodeWithSelector(IStanding.LaneNotYours.selector, HARBIN, HANGZHOU));
        vm.prank(addr("hangzhou-relayer"));
        standing.state(HARBIN, 0, operated, asks);
        vm.expectRevert(
            abi.encodeWithSelector(IModule.RoleMissing.selector, addr("hangzhou-logger"), Role.LOGGER, Role.RELAYER)
        );
        vm.prank(addr("hangzhou-logger"));
        standing.state(HANGZHOU, 0, operated, asks);
        vm.expectRevert(abi.encodeWithSelector(IModule.NotEnrolled.selector, address(this)));
        standing.state(HANGZHOU, 0, operated, asks);
    }

    /// @dev Without a path no party is read but the asker's own.
    function test_aLaneStatesVouchersAlone() public {
        GrantKey[] memory none;
        IStanding.Ask[] memory asks = only(askVoucher(digest("none")));
        vm.prank(addr("hangzhou-relayer"));
        standing.state(HANGZHOU, 0, none, asks);
        assertEq(standing.count(HANGZHOU), 1, "stated");
        PartyWord word = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(HANGZHOU)));
        plant(Kind.PARTY, Ids.ofNumber(HANGZHOU), PartyWord.unwrap(word.withState(PartyState.ENDED)));
        vm.expectRevert(abi.encodeWithSelector(IModule.PartyNotActive.selector, HANGZHOU, PartyState.ENDED));
        vm.prank(addr("hangzhou-relayer"));
        standing.state(HANGZHOU, 0, none, asks);
    }

    function test_retiredModule_fail() public {
        vm.prank(addr("council"));
        register.retireModule(address(standing));
        IStanding.Ask[] memory asks = only(askGrant(hex"0001"));
        bytes memory gone = _gone(address(standing));
        vm.expectRevert(gone);
        standing.state(0, 0, operated, asks);
        vm.expectRevert(gone);
        standing.answers(operated, asks);
    }

    /// What was found enabled is not asked again while the council changes nothing; once it does, or the term ends, it is.
    function test_enabledIsAskedAnewAfterEachChange_fail() public {
        IStanding.Ask[] memory asks = only(askGrant(hex"00"));
        standing.state(0, 0, operated, asks);
        vm.prank(addr("council"));
        register.retireModule(address(grants));
        standing.state(0, 0, operated, asks); // another module's end is not this one's
        vm.prank(addr("council"));
        register.retireModule(address(standing));
        vm.expectRevert(_gone(address(standing)));
        standing.state(0, 0, operated, asks);
    }

    function test_aModuleEnabledForATermEndsWithIt_fail() public {
        Standing brief = new Standing(register);
        uint40 from = uint40(block.timestamp) + register.MIN_DELAY();
        vm.prank(addr("council"));
        register.enableModule(address(brief), from, from + 10, new IRegister.Permission[](0));
        IStanding.Ask[] memory asks = only(askGrant(hex"00"));
        vm.expectRevert(_gone(address(brief)));
        brief.state(0, 0, operated, asks);
        vm.warp(from);
        brief.state(0, 0, operated, asks);
        vm.warp(from + 9);
        brief.state(0, 0, operated, asks);
        vm.warp(from + 10);
        vm.expectRevert(_gone(address(brief)));
        brief.state(0, 0, operated, asks);
    }

    /// One question about one path is read another way than many; both answer alike.
    function test_oneQuestionIsAnsweredLikeMany() public {
        market();
        IStanding.Ask[] memory twice = new IStanding.Ask[](2);
        IStanding.Ask[4] memory asks =
            [askListing(), askGrant(hex"0001"), askGrant(hex"00"), askVoucher(digest("none"))];
        for (uint256 i = 0; i < asks.length; ++i) {
            IStanding.Ask memory ask = asks[i];
            (twice[0], twice[1]) = (ask, ask);
            bytes memory alone = abi.encode(standing.answers(operated, only(ask))[0]);
            assertEq(keccak256(alone), keccak256(abi.encode(standing.answers(operated, twice)[1])), "alike");
        }
        vm.warp(grant(idOf(operated)).until());
        (twice[0], twice[1]) = (askListing(), askListing());
        bytes memory ended = abi.encode(standing.answers(operated, only(askListing()))[0]);
        assertEq(keccak256(ended), keccak256(abi.encode(standing.answers(operated, twice)[0])), "ended alike");
    }

    function _gone(address module) private view returns (bytes memory) {
        ModuleWord m = ModuleWord.wrap(register.read(Kind.MODULE, Ids.ofAddress(module)));
        return abi.encodeWithSelector(IRegister.ModuleNotEnabled.selector, module, m.from_(), m.until());
    }
}
