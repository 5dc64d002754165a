// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrantReserves} from "../src/interfaces/IGrantReserves.sol";
import {IVouchers} from "../src/interfaces/IVouchers.sol";
import {FreezeScope, Reason, Recognised, TransferReason, Verb} from "../src/types/Codes.sol";
import {GrantState, GrantWord} from "../src/types/GrantWord.sol";
import {Kind} from "../src/types/Kinds.sol";
import {Consent, GrantKey} from "../src/types/Structs.sol";
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
        Consent memory to = consent("outsider", transferFields(held, OUTSIDER, TransferReason.SALE));
        vm.prank(addr("operator"));
        grants.transfer(held, OUTSIDER, TransferReason.SALE, digest("transfer terms"), to);
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
