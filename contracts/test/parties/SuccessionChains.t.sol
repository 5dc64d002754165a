// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantFacts} from "../../src/libraries/GrantFacts.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Lines} from "../../src/libraries/Lines.sol";
import {PartyState, PartyWord} from "../../src/types/PartyWord.sol";
import {Consent} from "../../src/types/Structs.sol";
import {PartyActs} from "../kit/PartyActs.sol";

/// @notice Any orders of succession in any order: lines stay short and without circles, and the words say how long they are.
contract SuccessionChainsTest is PartyActs {
    uint256 private constant HEIRS = 8;
    uint256 private constant MOST = 4;

    uint32[HEIRS] private successorOf; // index + 1, 0 for none

    function setUp() public override {
        super.setUp();
        for (uint32 i = 0; i < HEIRS; ++i) {
            heir(70400 + i);
        }
    }

    function test_linesStayShortAndWithoutCircles(uint256 seed) public {
        for (uint256 turn = 0; turn < 12; ++turn) {
            uint256 roll = uint256(keccak256(abi.encode(seed, turn)));
            (uint256 from, uint256 to) = (roll % HEIRS, (roll >> 128) % HEIRS);
            bool lawful = from != to && successorOf[from] == 0 && successorOf[to] == 0 && _behind(from) < MOST;
            assertEq(_orders(uint32(from), uint32(to)) ? 1 : 0, lawful ? 1 : 0, "done exactly when lawful");
            if (lawful) successorOf[from] = uint32(to) + 1;
            _check();
        }
    }

    function _orders(uint32 from, uint32 to) private returns (bool done) {
        string memory name = string.concat("heir ", string(abi.encodePacked(bytes1(uint8(48 + to)))));
        Consent memory own = consent(name, successionFields(70400 + from, 70400 + to));
        bytes memory call = abi.encodeCall(parties.succeed, (70400 + from, 70400 + to, MERGER, own));
        vm.prank(addr("court"));
        (done,) = address(parties).call(call);
    }

    function _check() private view {
        for (uint256 i = 0; i < HEIRS; ++i) {
            PartyWord w = partyWord(uint32(70400 + i));
            assertEq(w.successor(), successorOf[i] == 0 ? 0 : 70399 + successorOf[i], "successor");
            assertEq(
                w.state(), successorOf[i] == 0 ? PartyState.ACTIVE : PartyState.ENDED, "ended with a successor only"
            );
            assertEq(w.behind(), _behind(i), "the longest line behind it");
            PartyWord[] memory later = GrantFacts.successorsOf(register, w);
            PartyWord acting = later.length == 0 ? w : later[later.length - 1];
            assertTrue(later.length <= MOST && acting.successor() == 0, "read to its end");
            assertEq(acting.state(), PartyState.ACTIVE, "somebody acts for it");
            _checkLine(i, w);
        }
    }

    /// A line read from the register is all that end in a party, each once.
    function _checkLine(uint256 party, PartyWord word) private view {
        bytes32[] memory line = Lines.line(register, uint32(70400 + party), word);
        assertEq(line[0], Ids.ofNumber(70400 + party), "itself first");
        uint256 seen = 0;
        for (uint256 i = 0; i < line.length; ++i) {
            seen |= 1 << (uint256(line[i]) - 70400);
        }
        uint256 expected = 0;
        uint256 count = 0;
        for (uint256 i = 0; i < HEIRS; ++i) {
            uint256 at = i;
            while (at != party && successorOf[at] != 0) at = successorOf[at] - 1;
            if (at != party) continue;
            (expected, count) = (expected | 1 << i, count + 1);
        }
        assertEq(seen, expected, "all that end in it");
        assertEq(line.length, count, "each once");
    }

    /// The longest line of predecessors that ends at a party, counted from scratch.
    function _behind(uint256 party) private view returns (uint256 longest) {
        for (uint256 i = 0; i < HEIRS; ++i) {
            if (successorOf[i] != party + 1) continue;
            uint256 line = _behind(i) + 1;
            if (line > longest) longest = line;
        }
    }
}
