// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../src/interfaces/IModule.sol";
import {IStanding} from "../src/interfaces/IStanding.sol";
import {Ids} from "../src/libraries/Ids.sol";
import {Statements} from "../src/libraries/Statements.sol";
import {Answer, FreezeScope, ListingFlag, Reason, Right, Role} from "../src/types/Codes.sol";
import {GrantState, GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {ListingState, ListingWord} from "../src/types/ListingWord.sol";
import {GrantKey} from "../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../src/types/VoucherWord.sol";
import {StandingBase} from "./StandingBase.sol";
import {Vm} from "./Vm.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

contract StandingTest is StandingBase {
    uint40 private constant NEVER = (1 << 36) - 1;

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
        (,,,, bytes32 said, address actor) =
            abi.decode(logs[0].data, (uint40, uint64, bytes32, bytes32, bytes32, address));
        assertEq(said, statement, "statement");
        assertEq(actor, address(this), "actor");
        assertEq(logs[2].topics[0], IStanding.Answered.selector, "answered");
        assertEq(logs[2].topics[3], idOf(title), "id");
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

    // ---- what the law answers

    function check(IStanding.Ask memory ask, uint8 state, uint8 reason, uint40 until) private view {
        IStanding.Reply memory r = answer(ask);
        assertEq(r.state, state, "state");
        assertEq(r.reason, reason, "reason");
        assertEq(r.until, until, "until");
    }

    function test_goodGrant() public view {
        check(askGrant(hex"0001"), Answer.GOOD, Reason.NONE, grant(idOf(operated)).until());
        assertEq(answer(askGrant(hex"0001")).id, idOf(operated), "id");
        check(askGrant(hex"00"), Answer.GOOD, Reason.NONE, grant(idOf(title)).until());
    }

    function test_frozenTitleSuspendsWhatStandsOnIt() public {
        market();
        freeze(title, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 1 days);
        check(askGrant(hex"0001"), Answer.SUSPENDED, Reason.EXERCISE_FROZEN, 0);
        check(askListing(), Answer.SUSPENDED, Reason.EXERCISE_FROZEN, 0);
    }

    function test_expiredGrantIsEnded() public {
        vm.warp(grant(idOf(operated)).until());
        check(askGrant(hex"0001"), Answer.ENDED, Reason.EXPIRED, 0);
    }

    function test_grantStates() public {
        GrantWord word = grant(idOf(operated));
        uint8[8] memory states = [
            GrantState.NOTICED,
            GrantState.SPLIT,
            GrantState.SURRENDERED,
            GrantState.VOID_SPARING,
            GrantState.VOID,
            GrantState.ENFORCED,
            GrantState.RESERVED,
            GrantState.LAPSED
        ];
        for (uint256 i = 0; i < states.length; ++i) {
            plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word.withState(states[i])));
            bool waits = states[i] == GrantState.NOTICED || states[i] == GrantState.RESERVED;
            check(askGrant(hex"0001"), waits ? Answer.SUSPENDED : Answer.ENDED, Reason.NOT_ACTIVE, 0);
        }
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(word));
        plant(Kind.GRANT, idOf(title), GrantWord.unwrap(grant(idOf(title)).withState(GrantState.VOID)));
        check(askGrant(hex"0001"), Answer.ENDED, Reason.ANCESTOR_ENDED, 0);
        plant(Kind.GRANT, idOf(title), GrantWord.unwrap(grant(idOf(title)).withState(GrantState.SURRENDERED)));
        check(askGrant(hex"0001"), Answer.GOOD, Reason.NONE, word.until());
    }

    function test_neverWrittenIsUnknown() public {
        GrantKey[] memory path = operated;
        path[1].termsDigest = digest("never agreed");
        IStanding.Reply memory r = standing.answers(path, only(askGrant(hex"0001")))[0];
        assertEq(r.state, Answer.UNKNOWN, "state");
        assertEq(r.reason, Reason.NOT_FOUND, "reason");
        check(askListing(), Answer.UNKNOWN, Reason.NOT_FOUND, 0);
        check(askVoucher(digest("no voucher")), Answer.UNKNOWN, Reason.NOT_FOUND, 0);
    }

    function test_listingUntilTheFirstEnd() public {
        bytes32 id = list(product());
        check(askListing(), Answer.SUSPENDED, Reason.NOT_REVIEWED, 0);
        uint40 nowAt = uint40(block.timestamp);
        pass(product(), nowAt + 100 days);
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 100 days);
        ListingWord word = listing(id);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withUntil(nowAt + 5)));
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 5);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withUntil(NEVER).withReviewUntil(NEVER)));
        check(askListing(), Answer.GOOD, Reason.NONE, grant(idOf(operated)).until());
        plant(Kind.GRANT, idOf(title), GrantWord.unwrap(grant(idOf(title)).withCertUntil(nowAt + 7)));
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 7);
        vm.warp(nowAt + 7);
        check(askListing(), Answer.SUSPENDED, Reason.CERTIFICATE_LAPSED, 0);
    }

    function test_listingStates() public {
        bytes32 id = market();
        ListingWord word = listing(id);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withState(ListingState.SUSPENDED)));
        check(askListing(), Answer.SUSPENDED, Reason.NOT_LISTED, 0);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withState(ListingState.DELISTED)));
        check(askListing(), Answer.ENDED, Reason.NOT_LISTED, 0);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withUntil(uint40(block.timestamp))));
        check(askListing(), Answer.ENDED, Reason.LISTING_EXPIRED, 0);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withFlags(ListingFlag.SANDBOX)));
        assertEq(answer(askListing()).flags, ListingFlag.SANDBOX, "flags");
        assertEq(answer(askListing()).id, id, "id");
    }

    function test_voucherStates() public {
        market();
        bytes32 id = issue(trade(), basis());
        check(askVoucher(id), Answer.GOOD, Reason.NONE, NEVER);
        VoucherWord word = VoucherWord.wrap(register.read(Kind.VOUCHER, id));
        plant(Kind.VOUCHER, id, VoucherWord.unwrap(word.withState(VoucherState.SUSPENDED)));
        check(askVoucher(id), Answer.SUSPENDED, Reason.VOUCHER_NOT_ISSUED, 0);
        plant(Kind.VOUCHER, id, VoucherWord.unwrap(word.withState(VoucherState.REVOKED)));
        check(askVoucher(id), Answer.ENDED, Reason.VOUCHER_NOT_ISSUED, 0);
        plant(Kind.VOUCHER, id, VoucherWord.unwrap(word.withState(VoucherState.SUPERSEDED)));
        check(askVoucher(id), Answer.ENDED, Reason.VOUCHER_NOT_ISSUED, 0);
    }

    /// A voucher's state and its licence's validity are two answers.
    function test_voucherOfAFrozenTitleIsStillIssued() public {
        market();
        bytes32 id = issue(trade(), basis());
        freeze(title, "court", FreezeScope.EXERCISE, uint40(block.timestamp) + 1 days);
        check(askVoucher(id), Answer.GOOD, Reason.NONE, NEVER);
        check(askGrant(hex"0001"), Answer.SUSPENDED, Reason.EXERCISE_FROZEN, 0);
    }

    function test_manyPathsShareTheirKeys() public {
        GrantKey[] memory keys = new GrantKey[](12);
        (keys[0], keys[1]) = (operated[0], operated[1]);
        IStanding.Ask[] memory asks = new IStanding.Ask[](10);
        for (uint8 i = 2; i < 12; ++i) {
            GrantKey memory key = childKey(operated, scope(Right.USE, 3).withNonce(i));
            vm.prank(addr("operator"));
            grants.license(operated, key, BUYER);
            keys[i] = key;
            asks[i - 2] = askGrant(bytes.concat(hex"0001", bytes1(i)));
        }
        IStanding.Reply[] memory replies = standing.answers(keys, asks);
        for (uint256 i = 0; i < 10; ++i) {
            assertEq(replies[i].state, Answer.GOOD, "good");
            assertEq(replies[i].id, Ids.grantId(keys[i + 2]), "id");
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
        ask.path = hex"00";
        refuse(operated, ask, abi.encodeWithSelector(IStanding.PathLengthRefused.selector, 0, 1));
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

    function test_retiredModule_fail() public {
        vm.prank(addr("council"));
        register.retireModule(address(standing));
        IStanding.Ask[] memory asks = only(askGrant(hex"0001"));
        vm.expectRevert(IStanding.NotEnabled.selector);
        standing.state(0, 0, operated, asks);
    }
}
