// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IActivations} from "../../src/interfaces/IActivations.sol";
import {IGrantReserves} from "../../src/interfaces/IGrantReserves.sol";
import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {FreezeScope, GrantFlag, Reason, Recognised, TransferReason, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {ReservesBase} from "./ReservesBase.sol";

/// @notice Between reservation and voucher: what the seller does meanwhile does not defeat the buyer, what an authority does, does.
contract ReservePromisesTest is ReservesBase {
    GrantKey private key;
    IVouchers.Terms private t;

    function setUp() public override {
        super.setUp();
        (key, t) = sold();
        vm.warp(block.timestamp + 10);
    }

    function test_theSellerTransfers() public {
        _transfer();
        _activates();
    }

    function test_theSellerSplits() public {
        split(held, "operator", byRegion(held));
        _activates();
    }

    function test_theSellerSurrenders() public {
        surrender(held, "operator");
        _activates();
    }

    function test_theSellerPledges() public {
        plant(Kind.GRANT, idOf(held), GrantWord.unwrap(grant(idOf(held)).withRanks(1).withLiveRanks(1)));
        assertEq(free(held, Verb.LICENSE), Reason.ENCUMBERED, "pledged");
        _activates();
    }

    function test_theSellerOfATitlePledgesIt() public {
        held.pop(); // the licence is sold under the title itself
        GrantKey memory below = soldKey();
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        below.termsDigest = keccak256(abi.encode(tag, abroad.origin(), PROVIDER, digest("agreement")));
        IGrantReserves.Reservation memory r = reservation();
        Consent memory by = consent("provider", reserveFields(below, BUYER, r));
        vm.prank(addr("hangzhou"));
        grants.reserve(held, below, BUYER, r, by);
        IVouchers.Terms memory sale = terms(below);
        sale.homeSeller = PROVIDER;
        prove(sale, Recognised.RECOGNIZED);
        plant(Kind.GRANT, idOf(title), GrantWord.unwrap(grant(idOf(title)).withRanks(1).withLiveRanks(1)));
        assertEq(free(title, Verb.LICENSE), Reason.ENCUMBERED, "pledged");
        activate(below, sale);
        assertEq(valid(extend(held, below)), Reason.NONE, "active");
    }

    function test_theCertificateLapses() public {
        plant(Kind.GRANT, idOf(title), GrantWord.unwrap(grant(idOf(title)).withCertUntil(uint40(block.timestamp))));
        assertEq(free(held, Verb.LICENSE), Reason.CERTIFICATE_LAPSED, "lapsed");
        _activates();
    }

    function test_anAuthorityFreezes_fail() public {
        uint40 until = uint40(block.timestamp) + 1 hours;
        uint256 before = vm.snapshotState();
        freeze(held, "court", FreezeScope.DISPOSE, until);
        _stopped(Reason.DISPOSE_FROZEN);
        vm.warp(until); // and when it ends in time, so does its effect
        _activates();
        vm.revertToState(before);
        freeze(title, "court", FreezeScope.EXERCISE, until);
        _stopped(Reason.EXERCISE_FROZEN);
    }

    function test_anAuthorityEnds_fail() public {
        uint8[3] memory ends = [GrantState.VOID_SPARING, GrantState.VOID, GrantState.ENFORCED];
        for (uint256 i = 0; i < ends.length; ++i) {
            uint256 before = vm.snapshotState();
            setState(held, ends[i]);
            _stopped(Reason.NOT_ACTIVE);
            vm.revertToState(before);
        }
        setState(title, GrantState.VOID);
        _stopped(Reason.ANCESTOR_ENDED);
    }

    function test_theParentIsSuspect_fail() public {
        uint40 since = grant(idOf(held)).since();
        suspectWindow(PROVIDER, since, since);
        _stopped(Reason.SUSPECT);
        vm.prank(addr("hangzhou-registrar"));
        holdings.confirm(held, digest("finding"));
        _activates();
    }

    // ---- who holds the parent now is bound by what was agreed before, and by nothing that a judgment took

    function test_soldAbroadAfterItWasTransferred_fail() public {
        _transfer(); // the buyer of the parent is honest, and pays for what it is
        uint40 since = grant(idOf(held)).since();
        t.agreedAt = since;
        prove(t, Recognised.PROVEN);
        vm.expectRevert(abi.encodeWithSelector(IActivations.AgreedAfterItPassed.selector, since, since));
        activate(key, t);
        t.agreedAt = since - 1;
        prove(t, Recognised.PROVEN);
        _activates();
    }

    /// In one second too: kept for a friend, sold, and then sold abroad.
    function test_reservedAndTransferredInOneSecond_fail() public {
        GrantWord kept = grant(idOf(extend(held, key)));
        uint40 now_ = uint40(block.timestamp);
        _transfer();
        plant(Kind.GRANT, idOf(extend(held, key)), GrantWord.unwrap(kept.withSince(now_)));
        t.agreedAt = now_;
        prove(t, Recognised.PROVEN);
        vm.expectRevert(abi.encodeWithSelector(IActivations.AgreedAfterItPassed.selector, now_, now_));
        activate(key, t);
    }

    /// The sale can be dated back, so no date saves it from a judgment.
    function test_judgmentDefeatedByAReservation_fail() public {
        freeze(held, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 300 days);
        vm.warp(block.timestamp + 1 days);
        _adjudge(held, PROCESSOR);
        _stoppedByJudgment(idOf(held));
        vm.warp(block.timestamp + 1); // nor does it come back when the creditor passes it on
        Consent memory to = consent("outsider", transferFields(held, OUTSIDER, TransferReason.SALE));
        vm.prank(addr("processor"));
        grants.transfer(held, OUTSIDER, TransferReason.SALE, digest("transfer terms"), to);
        _stoppedByJudgment(idOf(held));
    }

    /// Nor by splitting the parent first, so that only a part is adjudged.
    function test_judgmentOnAPartDefeatedByAReservation_fail() public {
        GrantKey[] memory parts = byRegion(held);
        split(held, "operator", parts);
        GrantKey[] memory part = extend(held, parts[0]);
        vm.warp(block.timestamp + 1 days);
        freeze(part, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 300 days);
        uint256 before = vm.snapshotState();
        _adjudge(part, PROCESSOR);
        assertEq(grant(idOf(held)).flags(), GrantFlag.ADJUDGED, "the whole says so");
        _stoppedByJudgment(idOf(held));
        vm.revertToState(before);
        _adjudge(part, 0); // ended altogether
        _stoppedByJudgment(idOf(held));
    }

    /// Who was adjudged a grant reserves and sells like anyone.
    function test_reservedByWhoWasAdjudgedIt() public {
        vm.warp(block.timestamp + 1);
        freeze(held, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 300 days);
        _adjudge(held, OUTSIDER);
        vm.warp(block.timestamp + 1);
        GrantKey memory next = soldKey();
        next.packed = PackedWord.unwrap(PackedWord.wrap(next.packed).withNonce(4));
        bytes32 tag = keccak256("torrens/foreign-sale/1");
        next.termsDigest = keccak256(abi.encode(tag, abroad.origin(), OUTSIDER, digest("agreement")));
        IGrantReserves.Reservation memory r = reservation();
        Consent memory by = consent("outsider", reserveFields(next, BUYER, r));
        vm.prank(addr("hangzhou"));
        grants.reserve(held, next, BUYER, r, by);
        IVouchers.Terms memory sale = terms(next);
        sale.homeSeller = OUTSIDER;
        prove(sale, Recognised.RECOGNIZED);
        activate(next, sale);
        assertEq(valid(extend(held, next)), Reason.NONE, "active");
    }

    /// Two vouchers of one licence, to two buyers: the first that is proven wins, the other stays without.
    function test_twoVouchersOfOneLicence_fail() public {
        IVouchers.Terms memory second = t;
        second.buyer += 1;
        prove(second, Recognised.PROVEN);
        _activates();
        bytes32 id = idOf(extend(held, key));
        vm.expectRevert(abi.encodeWithSelector(IGrants.WrongGrantState.selector, id, GrantState.ACTIVE));
        activate(key, second);
    }

    function _transfer() private {
        Consent memory to = consent("outsider", transferFields(held, OUTSIDER, TransferReason.SALE));
        vm.prank(addr("operator"));
        grants.transfer(held, OUTSIDER, TransferReason.SALE, digest("transfer terms"), to);
    }

    function _adjudge(GrantKey[] memory path, uint32 to) private {
        vm.prank(addr("court"));
        enforcement.adjudge(path, to, new uint8[](0), new uint8[](0), digest("judgment"));
    }

    function _stoppedByJudgment(bytes32 parentId) private {
        bytes4 judged = IActivations.ParentAdjudged.selector;
        vm.expectRevert(abi.encodeWithSelector(judged, parentId, grant(parentId).since()));
        activate(key, t);
    }

    /// `since` stays the reservation's, so a key stolen then does not get away with it by waiting.
    function test_aReservationInASuspectWindow() public {
        _activates();
        GrantKey[] memory path = extend(held, key);
        uint40 since = grant(idOf(path)).since();
        suspectWindow(OPERATOR, since, since);
        assertEq(valid(path), Reason.NONE, "valid");
        assertEq(free(path, Verb.TRANSFER), Reason.SUSPECT, "not free");
    }

    function _activates() private {
        activate(key, t);
        assertEq(valid(extend(held, key)), Reason.NONE, "the buyer has it");
    }

    function _stopped(uint8 reason) private {
        bytes memory refusal = _notFree(held, Verb.LICENSE, reason);
        vm.expectRevert(refusal);
        activate(key, t);
    }
}
