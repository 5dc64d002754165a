// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IStanding} from "../../src/interfaces/IStanding.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, InterestKind, Right, Verb} from "../../src/types/Codes.sol";
import {FreezeState, FreezeWord} from "../../src/types/FreezeWord.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {InterestState, InterestWord} from "../../src/types/InterestWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {PartyWord} from "../../src/types/PartyWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {StandingBase} from "../recognition/StandingBase.sol";

/// @notice Gas griefing: every loop over what others wrote is bounded, and its worst stays far below a block (30 million).
contract GasGriefingTest is StandingBase {
    uint256 private constant MOST = 5_000_000;

    /// @dev The most interests that a word can count, all live, on the grant and on every SPLIT node above it.
    function test_interestsInEveryRank() public {
        GrantKey[] memory path = _splitPath(8);
        for (uint256 i = 0; i < path.length; ++i) {
            _pledge(_idAt(path, i));
        }
        uint256 before = gasleft();
        assertEq(free(path, Verb.LICENSE), 0, "each of them consents");
        assertTrue(before - gasleft() < 3 * MOST, "eight grants of 255 interests each");
    }

    /// @dev The longest path, each holder through the most successors.
    function test_theLongestPathOfSucceededHolders() public {
        GrantKey[] memory path = _splitPath(8);
        for (uint256 i = 0; i < path.length; ++i) {
            bytes32 id = _idAt(path, i);
            uint32 first = uint32(1_000_000 + 10 * i);
            plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withHolder(first)));
            for (uint32 hop = 0; hop < 5; ++hop) {
                PartyWord p = PartyWord.wrap(register.read(Kind.PARTY, Ids.ofNumber(BUYER)));
                p = p.withSuccessor(hop == 4 ? 0 : first + hop + 1);
                plant(Kind.PARTY, Ids.ofNumber(first + hop), PartyWord.unwrap(p));
            }
        }
        uint256 before = gasleft();
        assertEq(valid(path), 0, "valid");
        assertTrue(before - gasleft() < MOST, "forty parties");
    }

    /// @dev The longest queue of freezes that a word can count: lifting the first promotes the next.
    function test_theLongestQueueOfFreezes() public {
        bytes32 id = idOf(title);
        uint40 until = uint40(block.timestamp) + 10 days;
        vm.prank(addr("court"));
        encumbrances.freeze(id, FreezeScope.DISPOSE, until, digest("order"));
        FreezeWord order = FreezeWord.wrap(register.read(Kind.FREEZE, Ids.freezeId(id, 1)));
        for (uint256 i = 2; i <= 255; ++i) {
            FreezeWord queued = order.withState(FreezeState.QUEUED).withAuthority(COURT_TWO);
            plant(Kind.FREEZE, Ids.freezeId(id, uint8(i)), FreezeWord.unwrap(queued));
        }
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withFreezes(255).withFlags(grant(id).flags() | 2)));
        uint256 before = gasleft();
        vm.prank(addr("court"));
        encumbrances.lift(id, 1, digest("lift"));
        assertTrue(before - gasleft() < MOST, "a queue of 254");
    }

    /// @dev The most keys and asks of one statement.
    function test_theLargestStatement() public {
        uint256 n = 256;
        GrantKey[] memory keys = new GrantKey[](n);
        IStanding.Ask[] memory asks = new IStanding.Ask[](n);
        for (uint256 i = 0; i < n; ++i) {
            keys[i] = title[0];
            keys[i].termsDigest = bytes32(i + 1);
            asks[i] = askGrant(abi.encodePacked(uint8(i)));
        }
        uint256 before = gasleft();
        standing.state(0, 0, keys, asks);
        assertTrue(before - gasleft() < 2 * MOST, "256 titles");
    }

    // ---- worlds that nobody could afford to build by verbs

    /// @dev A path of so many grants, all but the last SPLIT.
    function _splitPath(uint256 length) private returns (GrantKey[] memory path) {
        path = new GrantKey[](1);
        path[0] = title[0];
        GrantWord word = grant(idOf(path));
        for (uint256 i = 1; i < length; ++i) {
            plant(Kind.GRANT, idOf(path), GrantWord.unwrap(word.withState(GrantState.SPLIT)));
            path = extend(path, GrantKey(idOf(path), PackedWord.unwrap(titleScope(Right.ALL)), bytes32(i)));
            plant(Kind.GRANT, idOf(path), GrantWord.unwrap(word));
        }
    }

    function _idAt(GrantKey[] memory path, uint256 i) private view returns (bytes32) {
        return i + 1 == path.length ? idOf(path) : path[i + 1].parent;
    }

    function _pledge(bytes32 id) private {
        InterestWord live = InterestWord.wrap(0).withState(InterestState.LIVE).withKind(InterestKind.PLEDGE)
            .withConsents(uint8(1 << Verb.LICENSE));
        for (uint256 i = 1; i <= 255; ++i) {
            plant(Kind.INTEREST, Ids.interestId(id, uint8(i)), InterestWord.unwrap(live));
        }
        plant(Kind.GRANT, id, GrantWord.unwrap(grant(id).withRanks(255).withLiveRanks(255)));
    }
}
