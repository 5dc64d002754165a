// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../../src/interfaces/IParties.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {RevenueSplit} from "../../src/libraries/RevenueSplit.sol";
import {Rfc9162} from "../../src/libraries/Rfc9162.sol";
import {WorkingDays} from "../../src/libraries/WorkingDays.sol";
import {Leg} from "../../src/types/Structs.sol";
import {Columns} from "../kit/Columns.sol";
import {PredicatesHarness} from "./PredicatesHarness.sol";

/// @notice The Python rules and these libraries answer alike, reason by reason, on the cases of tests/vectors/differential.
contract DifferentialTest is Columns {
    mapping(uint8 kind => mapping(bytes32 id => bytes32 word)) public read;

    // ---- what the cases run: external, so that a refusal can be caught and calldata is calldata

    function deadline(uint40 filedAt, uint8 n) external view returns (uint40) {
        return WorkingDays.deadline(IRegister(address(this)), filedAt, n);
    }

    function legs(uint256 amount, RevenueSplit.Weight[] calldata weights, uint256 residual)
        external
        pure
        returns (Leg[] memory)
    {
        return RevenueSplit.legs(amount, weights, residual);
    }

    function included(uint64 index, uint64 size, bytes32 leaf, bytes32 root, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return Rfc9162.included(index, size, leaf, root, proof);
    }

    function consistent(uint64 older, uint64 newer, bytes32 oldRoot, bytes32 newRoot, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        return Rfc9162.consistent(older, newer, oldRoot, newRoot, proof);
    }

    // ---- predicates

    function test_predicates() public {
        open("predicates");
        PredicatesHarness law = new PredicatesHarness();
        (bytes32[] memory leaf, bytes32[][] memory registrar) = (words("leaf"), _registrars());
        (uint256[] memory nodes, uint256 time) = (numbers("nodes"), numbers("time")[0]);
        bytes32[][] memory paths = _paths(nodes);
        bytes32[][][] memory holders = _parts(nodes, "holders", "hops");
        bytes32[][][] memory interests = _parts(nodes, "interests", "ranks");
        uint256[] memory verbs = numbers("verb");
        uint256[4][] memory expected = _expected(nodes.length);
        for (uint256 i = 0; i < nodes.length; ++i) {
            PredicatesHarness.Case memory c =
                PredicatesHarness.Case(leaf[i], paths[i], holders[i], interests[i], registrar[i]);
            (uint8 reason, uint256 node) = law.valid(c, time);
            assertEq(reason, expected[i][0], told("valid: reason", i));
            assertEq(node, expected[i][1], told("valid: node", i));
            (reason, node) = law.free(c, uint8(verbs[i]), time);
            assertEq(reason, expected[i][2], told("free: reason", i));
            assertEq(node, expected[i][3], told("free: node", i));
        }
    }

    /// @dev Of every path its registrar, followed by that one's successors.
    function _registrars() private view returns (bytes32[][] memory lists) {
        (bytes32[] memory all, uint256[] memory count) = (words("registrars"), numbers("offices"));
        lists = new bytes32[][](count.length);
        uint256 first;
        for (uint256 i = 0; i < count.length; ++i) {
            lists[i] = part(all, first, count[i]);
            first += count[i];
        }
    }

    function _expected(uint256 count) private view returns (uint256[4][] memory rows) {
        rows = new uint256[4][](count);
        string[4] memory names = ["validReason", "validNode", "freeReason", "freeNode"];
        for (uint256 c = 0; c < 4; ++c) {
            uint256[] memory column = numbers(names[c]);
            for (uint256 i = 0; i < count; ++i) {
                rows[i][c] = column[i];
            }
        }
    }

    function _paths(uint256[] memory nodes) private view returns (bytes32[][] memory paths) {
        bytes32[] memory all = words("words");
        paths = new bytes32[][](nodes.length);
        uint256 first;
        for (uint256 i = 0; i < nodes.length; ++i) {
            paths[i] = part(all, first, nodes[i]);
            first += nodes[i];
        }
        assertEq(first, all.length, "every word used");
    }

    /// @dev For every node of every path its part of a flat column, as long as another column says.
    function _parts(uint256[] memory nodes, string memory column, string memory counts)
        private
        view
        returns (bytes32[][][] memory parts)
    {
        (bytes32[] memory all, uint256[] memory count) = (words(column), numbers(counts));
        parts = new bytes32[][][](nodes.length);
        (uint256 node, uint256 next) = (0, 0);
        for (uint256 i = 0; i < nodes.length; ++i) {
            parts[i] = new bytes32[][](nodes[i]);
            for (uint256 j = 0; j < nodes[i]; ++j) {
                parts[i][j] = part(all, next, count[node]);
                next += count[node++];
            }
        }
        assertEq(next, all.length, string.concat("every word used of ", column));
    }

    // ---- calendar

    function test_calendar() public {
        open("calendar");
        (uint256[] memory half, bytes32[] memory word) = (numbers("half"), words("word"));
        for (uint256 i = 0; i < half.length; ++i) {
            read[5][bytes32(half[i])] = word[i];
        }
        (uint256[] memory filedAt, uint256[] memory n) = (numbers("filedAt"), numbers("days"));
        (uint256[] memory month, uint256[] memory end) = (numbers("month"), numbers("deadline"));
        for (uint256 i = 0; i < filedAt.length; ++i) {
            assertEq(CivilDates.monthOf(filedAt[i]), month[i], told("month", i));
            assertEq(_deadline(uint40(filedAt[i]), uint8(n[i])), end[i], told("deadline", i));
        }
    }

    function test_months() public {
        open("calendar");
        (uint256[] memory moment, uint256[] memory months) = (numbers("moment"), numbers("months"));
        (uint256[] memory on, uint256[] memory back) = (numbers("on"), numbers("back"));
        for (uint256 i = 0; i < moment.length; ++i) {
            assertEq(CivilDates.addMonths(moment[i], int256(months[i])), on[i], told("months on", i));
            assertEq(CivilDates.addMonths(moment[i], -int256(months[i])), back[i], told("months back", i));
        }
    }

    function _deadline(uint40 filedAt, uint8 n) private view returns (uint256) {
        try this.deadline(filedAt, n) returns (uint40 end) {
            return end;
        } catch (bytes memory why) {
            assertEq(bytes4(why), IParties.CalendarMissing.selector, "refused for want of a calendar");
            return 0;
        }
    }

    // ---- split

    function test_split() public {
        open("split");
        (bytes32[] memory amount, uint256[] memory residual) = (words("amount"), numbers("residual"));
        (uint256[] memory count, uint256[] memory refused) = (numbers("count"), numbers("refused"));
        RevenueSplit.Weight[] memory all = _weights();
        bytes32[] memory fen = words("fen");
        uint256 first;
        for (uint256 i = 0; i < amount.length; ++i) {
            RevenueSplit.Weight[] memory weights = new RevenueSplit.Weight[](count[i]);
            for (uint256 j = 0; j < count[i]; ++j) {
                weights[j] = all[first + j];
            }
            try this.legs(uint256(amount[i]), weights, residual[i]) returns (Leg[] memory found) {
                assertEq(refused[i], 0, told("not refused: split", i));
                for (uint256 j = 0; j < count[i]; ++j) {
                    assertEq(found[j].fen, uint256(fen[first + j]), told("leg", i));
                }
            } catch {
                assertEq(refused[i], 1, told("refused: split", i));
            }
            first += count[i];
        }
        assertEq(first, fen.length, "every leg used");
    }

    function _weights() private view returns (RevenueSplit.Weight[] memory all) {
        (uint256[] memory party, uint256[] memory role) = (numbers("party"), numbers("role"));
        bytes32[] memory weight = words("weight");
        all = new RevenueSplit.Weight[](party.length);
        for (uint256 i = 0; i < party.length; ++i) {
            all[i] = RevenueSplit.Weight(uint32(party[i]), uint8(role[i]), uint64(uint256(weight[i])));
        }
    }

    // ---- RFC 9162

    function test_inclusion() public {
        open("rfc9162");
        (uint256[] memory index, uint256[] memory size) = (numbers("index"), numbers("size"));
        (bytes32[] memory leaf, bytes32[] memory root) = (words("leaf"), words("root"));
        (uint256[] memory length, uint256[] memory yes) = (numbers("length"), numbers("included"));
        bytes32[] memory nodes = words("node");
        uint256 first;
        for (uint256 i = 0; i < index.length; ++i) {
            bytes32[] memory proof = part(nodes, first, length[i]);
            bool found = this.included(uint64(index[i]), uint64(size[i]), leaf[i], root[i], proof);
            assertEq(found ? 1 : 0, yes[i], told("inclusion", i));
            first += length[i];
        }
        assertEq(first, nodes.length, "every node used");
    }

    function test_consistency() public {
        open("rfc9162");
        (uint256[] memory older, uint256[] memory newer) = (numbers("oldSize"), numbers("size"));
        (bytes32[] memory oldRoot, bytes32[] memory root) = (words("oldRoot"), words("root"));
        (uint256[] memory length, uint256[] memory yes) = (numbers("steps"), numbers("consistent"));
        bytes32[] memory nodes = words("step");
        uint256 first;
        for (uint256 i = 0; i < older.length; ++i) {
            bytes32[] memory proof = part(nodes, first, length[i]);
            bool found = this.consistent(uint64(older[i]), uint64(newer[i]), oldRoot[i], root[i], proof);
            assertEq(found ? 1 : 0, yes[i], told("consistency", i));
            first += length[i];
        }
        assertEq(first, nodes.length, "every node used");
    }
}
