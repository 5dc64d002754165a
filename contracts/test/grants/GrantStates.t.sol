// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "./HoldingsBase.sol";

/// @notice Every state of an ancestor against every state of a licence below it.
contract GrantStatesTest is HoldingsBase {
    /// By state, 0 to 9: whether licences under a grant in it stay valid. Written out, so that no code of the law is its own proof.
    ///   none, NOTICED, ACTIVE, SPLIT, SURRENDERED, VOID_SPARING, VOID, ENFORCED, RESERVED, LAPSED
    bool[10] private upholds = [false, false, true, true, true, true, false, false, false, false];

    function test_I3_ancestorStateAgainstLeafState() public {
        GrantKey[] memory leaf = license(held, "operator", Right.USE, BUYER);
        for (uint256 level = 0; level < 2; ++level) {
            GrantKey[] memory ancestor = level == 0 ? title : held;
            for (uint8 above = 0; above < 10; ++above) {
                for (uint8 state = 0; state < 10; ++state) {
                    uint256 before = vm.snapshotState();
                    setState(ancestor, above);
                    setState(leaf, state);
                    _check(leaf, above, state, level);
                    vm.revertToState(before);
                }
            }
        }
    }

    function _check(GrantKey[] memory leaf, uint8 above, uint8 state, uint256 level) private view {
        uint8 expected = Reason.NONE;
        if (state != 2) expected = state == 0 ? Reason.NOT_FOUND : Reason.NOT_ACTIVE;
        else if (!upholds[above]) expected = Reason.ANCESTOR_ENDED;
        (bool yes, uint8 reason, uint256 index) = grants.valid(leaf);
        assertEq(reason, expected, "reason");
        assertTrue(yes == (expected == Reason.NONE), "valid");
        if (expected == Reason.ANCESTOR_ENDED) assertEq(index, level, "who says so");
    }

    /// A child's rights, scope and term never pass its parent's, whatever both are; a licence's end is its own.
    function test_I3_childWithinParent(uint256 seed) public {
        PackedWord parent = _random(seed, scope(Right.ALL, Mode.LICENSE));
        GrantKey[] memory path = licensed(title, "provider", parent, PROCESSOR);
        PackedWord child = _random(uint256(keccak256(abi.encode(seed))), parent).withMode(Mode.LICENSE);
        if (seed % 4 == 0) child = child.withUntil(child.until() + uint40(seed % 3));
        GrantKey memory key = childKey(path, child);
        vm.prank(addr("processor"));
        (bool done,) = address(grants).call(abi.encodeCall(grants.license, (path, key, BUYER)));
        if (!done) return;
        GrantKey[] memory below = extend(path, key);
        assertTrue(child.purpose() & ~parent.purpose() == 0, "purpose");
        assertTrue(child.region() & ~parent.region() == 0, "region");
        assertTrue(child.action() & ~parent.action() == 0, "action");
        assertTrue(child.notBefore() >= parent.notBefore() && child.until() <= parent.until(), "term");
        assertEq(grant(idOf(below)).until(), child.until(), "the word ends with its key");
        vm.warp(child.until());
        assertEq(free(below, Verb.LICENSE), Reason.EXPIRED, "expiry is local");
    }

    /// The right's end is the parent word's, not its key's: what was cut short by the word is short for all below.
    function test_I3_aLicenceEndsWithItsParentsWord_fail() public {
        uint40 end = uint40(block.timestamp) + 30 days;
        plant(Kind.GRANT, idOf(held), GrantWord.unwrap(grant(idOf(held)).withUntil(end)));
        GrantKey memory key = childKey(held, scope(Right.USE, Mode.LICENSE).withUntil(end + 1));
        uint40 from = PackedWord.wrap(held[1].packed).notBefore();
        vm.prank(addr("operator"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IGrants.TermExceeded.selector, PackedWord.wrap(key.packed).notBefore(), end + 1, from, end
            )
        );
        grants.license(held, key, BUYER);
    }

    /// @dev Narrower in some masks, wider in others.
    function _random(uint256 seed, PackedWord from) private view returns (PackedWord) {
        uint32 purpose = uint32(seed % 7 == 0 ? seed >> 8 & 0xfffff : seed >> 8 & from.purpose());
        uint24 action = uint24(seed >> 40 & 0xff | 6);
        uint40 region = uint40(seed % 5 == 0 ? seed >> 64 & 0x7ffffffff : seed >> 64 & from.region());
        from = from.withPurpose(purpose | 1).withAction(action).withRegion(region | 1);
        uint40 until = uint40(block.timestamp + 1 + (seed >> 128) % 600 days);
        return from.withRights(uint8(1 + (seed >> 192) % 7)).withUntil(until);
    }
}
