// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Answer, FreezeScope, InterestKind, ListingFlag, PartyFlag, Reason, Right} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState, InterestWord} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ListingState, ListingWord} from "../../src/types/ListingWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {VoucherState, VoucherWord} from "../../src/types/VoucherWord.sol";
import {StandingBase} from "./StandingBase.sol";

contract AnswersTest is StandingBase {
    uint40 private constant NEVER = (1 << 36) - 1;

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

    function test_neverWrittenIsUnknown() public view {
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
        check(askListing(), Answer.SUSPENDED, Reason.NO_SCENARIO, 0);
        passScenario(product(), product().until);
        check(askListing(), Answer.SUSPENDED, Reason.NOT_REVIEWED, 0);
        uint40 nowAt = uint40(block.timestamp);
        pass(product(), nowAt + 100 days);
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 100 days);
        ListingWord word = listing(id);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withUntil(nowAt + 5)));
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 5);
        plant(Kind.LISTING, id, ListingWord.unwrap(word.withUntil(NEVER).withReviewUntil(NEVER)));
        check(askListing(), Answer.GOOD, Reason.NONE, grant(idOf(operated)).until());
        plant(Kind.GRANT, idOf(operated), GrantWord.unwrap(grant(idOf(operated)).withUntil(nowAt + 9)));
        check(askListing(), Answer.GOOD, Reason.NONE, nowAt + 9);
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

    /// Many questions read what one does: the successors of holders that passed on, the interests of what binds.
    function test_manyQuestionsReadSuccessorsAndInterestsLikeOne() public {
        market();
        (bytes32 id, bytes32 above) = (idOf(operated), idOf(title));
        (GrantWord word, GrantWord upper) = (grant(id), grant(above));
        alike(Reason.NONE);
        PartyWord own = party(OPERATOR);
        plant(
            Kind.PARTY,
            Ids.ofNumber(OPERATOR),
            PartyWord.unwrap(own.withFlags(PartyFlag.EXERCISE).withFrozenUntil(NEVER))
        );
        alike(Reason.HOLDER_FROZEN);
        plant(Kind.PARTY, Ids.ofNumber(OPERATOR), PartyWord.unwrap(own));
        PartyWord heir = party(BUYER).withFlags(PartyFlag.EXERCISE).withFrozenUntil(NEVER);
        plant(Kind.PARTY, Ids.ofNumber(OPERATOR), PartyWord.unwrap(party(OPERATOR).withSuccessor(BUYER)));
        alike(Reason.NONE);
        plant(Kind.PARTY, Ids.ofNumber(BUYER), PartyWord.unwrap(heir));
        alike(Reason.HOLDER_FROZEN);
        plant(Kind.PARTY, Ids.ofNumber(BUYER), PartyWord.unwrap(heir.withFrozenUntil(0)));
        InterestWord pledge = InterestWord.wrap(0).withState(InterestState.LIVE).withKind(InterestKind.PLEDGE);
        plant(Kind.INTEREST, Ids.interestId(above, 1), InterestWord.unwrap(pledge));
        plant(Kind.GRANT, above, GrantWord.unwrap(upper.withRanks(1).withLiveRanks(1)));
        alike(Reason.NONE); // a title's interest does not bind what was licensed of it
        plant(Kind.GRANT, above, GrantWord.unwrap(upper.withRanks(1).withLiveRanks(1).withState(GrantState.SPLIT)));
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withDepth(upper.depth())));
        alike(Reason.ENCUMBERED); // but what was split from it
        plant(Kind.GRANT, above, GrantWord.unwrap(upper));
        plant(Kind.INTEREST, Ids.interestId(id, 2), InterestWord.unwrap(pledge));
        plant(Kind.GRANT, id, GrantWord.unwrap(word.withRanks(2).withLiveRanks(1)));
        alike(Reason.ENCUMBERED);
        plant(Kind.INTEREST, Ids.interestId(id, 2), InterestWord.unwrap(pledge.withConsents(31)));
        alike(Reason.NONE);
        plant(Kind.PARTY, Ids.ofNumber(HANGZHOU), PartyWord.unwrap(party(HANGZHOU).withSuccessor(HARBIN)));
        alike(Reason.NONE);
        PartyWord suspect = party(HARBIN).withSuspectFrom(word.since()).withSuspectTo(word.since());
        plant(Kind.PARTY, Ids.ofNumber(HARBIN), PartyWord.unwrap(suspect));
        alike(Reason.SUSPECT); // whose keys write in the registrar's name
    }

    /// @dev The listing's reason, and the same answers whether asked alone or together.
    function alike(uint8 reason) private view {
        IStanding.Ask[] memory both = new IStanding.Ask[](2);
        (both[0], both[1]) = (askGrant(hex"0001"), askListing());
        IStanding.Reply[] memory many = standing.answers(operated, both);
        for (uint256 i = 0; i < 2; ++i) {
            assertEq(keccak256(abi.encode(many[i])), keccak256(abi.encode(answer(both[i]))), "alike");
        }
        assertEq(many[1].reason, reason, "reason");
    }

    function party(uint32 number) private view returns (PartyWord) {
        return PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(number)));
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
}
