// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IParties} from "../src/interfaces/IParties.sol";
import {IRegister} from "../src/interfaces/IRegister.sol";
import {CivilDates} from "../src/libraries/CivilDates.sol";
import {RevenueSplit} from "../src/libraries/RevenueSplit.sol";
import {Rfc9162} from "../src/libraries/Rfc9162.sol";
import {Scope} from "../src/libraries/Scope.sol";
import {WorkingDays} from "../src/libraries/WorkingDays.sol";
import {PackedWord} from "../src/types/PackedWord.sol";
import {Leg} from "../src/types/Structs.sol";
import {Columns} from "../test/kit/Columns.sol";
import {Cases} from "./Cases.sol";
import {MassVm} from "./MassVm.sol";
import {PathCases} from "./PathCases.sol";

/// @notice What tests/differential_mass.py wrote, judged by the libraries; run by tests/contracts/test_differential_mass.py alone.
contract DifferentialMassTest is Columns {
    using Cases for Cases.Reader;

    MassVm private constant files = MassVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 private constant CHUNK = 1_000;

    /// @dev The one question that the calendar asks of a register.
    mapping(uint8 kind => mapping(bytes32 id => bytes32 word)) public read;

    function setUp() public {
        open("calendar");
        (uint256[] memory half, bytes32[] memory word) = (numbers("half"), words("word"));
        for (uint256 i = 0; i < half.length; ++i) {
            read[5][bytes32(half[i])] = word[i];
        }
    }

    function test_predicates() public view {
        _each("predicates", this.predicates);
    }

    function test_scope() public view {
        _each("scope", this.scope);
    }

    function test_rfc9162() public view {
        _each("rfc9162", this.rfc9162);
    }

    function test_revenue() public view {
        _each("revenue", this.revenue);
    }

    function test_calendar() public view {
        _each("calendar", this.calendar);
    }

    /// @dev Every chunk, in a call of its own so that its memory is given back; as many cases as were written.
    function _each(string memory library_, function(bytes memory) external view returns (uint256) judge) private view {
        uint256 expected = files.envUint(string.concat("MASS_", library_));
        assertTrue(expected != 0, "there are cases");
        uint256 judged;
        for (uint256 i = 0; judged < expected; ++i) {
            string memory path = string.concat("cache/mass/", library_, ".", files.toString(i), ".bin");
            judged += judge(files.readFileBinary(path));
        }
        assertEq(judged, expected, "every case");
    }

    // ---- the libraries

    function predicates(bytes calldata chunk) external pure returns (uint256 count) {
        Cases.Reader memory r;
        for (; r.next < chunk.length; ++count) {
            uint256 end = _end(r, chunk);
            PathCases.judge(r, chunk, count);
            Cases.same(count, "words", r.next, end);
        }
    }

    function scope(bytes calldata chunk) external pure returns (uint256 count) {
        Cases.Reader memory r;
        for (; r.next < chunk.length; ++count) {
            uint256 end = _end(r, chunk);
            (PackedWord child, PackedWord parent) = (PackedWord.wrap(r.word(chunk)), PackedWord.wrap(r.word(chunk)));
            uint256 carried = Scope.mayCarry(parent.rights(), parent.action());
            Cases.same(count, "carried", carried, r.number(chunk));
            (bytes32 name,) = Scope.malformed(child);
            Cases.same(count, "malformed", uint256(name), r.number(chunk));
            (name,,) = Scope.wider(child, parent);
            Cases.same(count, "wider", uint256(name), r.number(chunk));
            Cases.same(count, "words", r.next, end);
        }
    }

    function rfc9162(bytes calldata chunk) external view returns (uint256 count) {
        Cases.Reader memory r;
        for (; r.next < chunk.length; ++count) {
            uint256 end = _end(r, chunk);
            (uint64 index, uint64 size) = (uint64(r.number(chunk)), uint64(r.number(chunk)));
            (bytes32 leaf, bytes32 root) = (r.word(chunk), r.word(chunk));
            bool yes = r.number(chunk) == 1;
            bytes32[] memory proof = r.list(chunk, r.number(chunk));
            Cases.same(count, "included", _one(this.included(index, size, leaf, root, proof)), _one(yes));
            (index, leaf) = (uint64(r.number(chunk)), r.word(chunk));
            yes = r.number(chunk) == 1;
            proof = r.list(chunk, r.number(chunk));
            Cases.same(count, "consistent", _one(this.consistent(index, size, leaf, root, proof)), _one(yes));
            Cases.same(count, "words", r.next, end);
        }
    }

    function revenue(bytes calldata chunk) external view returns (uint256 count) {
        Cases.Reader memory r;
        for (; r.next < chunk.length; ++count) {
            uint256 end = _end(r, chunk);
            (uint256 amount, uint256 residual) = (r.number(chunk), r.number(chunk));
            RevenueSplit.Weight[] memory weights = new RevenueSplit.Weight[](r.number(chunk));
            uint256[] memory fen = new uint256[](weights.length);
            bool refused = r.number(chunk) == 1;
            for (uint256 i = 0; i < weights.length; ++i) {
                weights[i].party = uint32(r.number(chunk));
                weights[i].role = uint8(r.number(chunk));
                (weights[i].weight, fen[i]) = (uint64(r.number(chunk)), r.number(chunk));
            }
            _requireLegs(count, amount, weights, residual, fen, refused);
            Cases.same(count, "words", r.next, end);
        }
    }

    function calendar(bytes calldata chunk) external view returns (uint256 count) {
        Cases.Reader memory r;
        for (; r.next < chunk.length; ++count) {
            uint256 end_ = _end(r, chunk);
            (uint40 filedAt, uint8 n) = (uint40(r.number(chunk)), uint8(r.number(chunk)));
            Cases.same(count, "month", CivilDates.monthOf(filedAt), r.number(chunk));
            uint256 found;
            try this.deadline(filedAt, n) returns (uint40 end) {
                found = end;
            } catch (bytes memory why) {
                assertEq(bytes4(why), IParties.CalendarMissing.selector, "refused for want of a calendar");
            }
            Cases.same(count, "deadline", found, r.number(chunk));
            Cases.same(count, "words", r.next, end_);
        }
    }

    function _requireLegs(
        uint256 number,
        uint256 amount,
        RevenueSplit.Weight[] memory weights,
        uint256 residual,
        uint256[] memory fen,
        bool refused
    ) private view {
        try this.legs(amount, weights, residual) returns (Leg[] memory found) {
            Cases.same(number, "divided", 0, _one(refused));
            for (uint256 i = 0; i < fen.length; ++i) {
                Cases.same(number, "leg", found[i].fen, fen[i]);
            }
        } catch {
            Cases.same(number, "refused", 1, _one(refused));
        }
    }

    /// @dev Where the case ends: its first word says how many follow.
    function _end(Cases.Reader memory r, bytes calldata chunk) private pure returns (uint256) {
        uint256 count = r.number(chunk);
        return r.next + 32 * count;
    }

    function _one(bool yes) private pure returns (uint256) {
        return yes ? 1 : 0;
    }

    // ---- external, so that a refusal can be caught and calldata is calldata

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
}
