// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Register} from "../../src/Register.sol";
import {IRegister} from "../../src/interfaces/IRegister.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {ModuleWord} from "../../src/types/ModuleWord.sol";
import {HalmosVm, NoCouncil, YesCouncil} from "./Proofs.sol";

/// @notice Proofs of the kernel, for every input: run by halmos (tools/audit), not by forge.
contract KernelProofs {
    HalmosVm private constant vm = HalmosVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    Register private register;

    function setUp() public {
        register = new Register(address(new YesCouncil()), bytes32("salt"));
    }

    /// @dev A write that passes had the right belief, changed only the module's bits, and did not end in nothing; one that fails
    /// leaves word and journal as they were.
    function check_writeKeepsToBeliefAndMask(
        address module,
        uint256 mask,
        bytes32 id,
        bytes32 before,
        bytes32 expected,
        bytes32 word
    ) public {
        _enable(module, 1, 0);
        _permit(module, mask);
        _plant(Kind.GRANT, id, before);
        bytes32 journal = register.journal();
        vm.prank(module);
        try register.write(Kind.GRANT, id, expected, word, 0) {
            assert(before == expected);
            assert(word != 0);
            assert((before ^ word) & ~bytes32(mask) == 0);
            assert(register.read(Kind.GRANT, id) == word);
        } catch {
            assert(before != expected || word == 0 || (before ^ word) & ~bytes32(mask) != 0);
            assert(register.read(Kind.GRANT, id) == before);
            assert(register.journal() == journal);
        }
    }

    /// @dev Another id of the same kind, or the same id of another kind, is not touched.
    function check_writeTouchesOneWord(address module, bytes32 id, bytes32 other, bytes32 kept, bytes32 word) public {
        vm.assume(id != other);
        _enable(module, 1, 0);
        _permit(module, type(uint256).max);
        _plant(Kind.GRANT, other, kept);
        _plant(Kind.LISTING, id, kept);
        vm.prank(module);
        try register.write(Kind.GRANT, id, 0, word, 0) {
            assert(word != 0);
        } catch {
            assert(word == 0);
        }
        assert(register.read(Kind.GRANT, other) == kept);
        assert(register.read(Kind.LISTING, id) == kept);
    }

    /// @dev Before its time, after its end, or never enabled: nothing is written, whatever the masks say.
    function check_disabledModuleWritesNothing(
        address module,
        uint40 from,
        uint40 until,
        uint64 time,
        bytes32 id,
        bytes32 word
    ) public {
        vm.assume(from < 1 << 36 && until < 1 << 36);
        _enable(module, from, until);
        _permit(module, type(uint256).max);
        bytes32 journal = register.journal();
        vm.warp(time);
        bool live = from != 0 && time >= from && (until == 0 || time < until);
        vm.prank(module);
        try register.write(Kind.GRANT, id, 0, word, 0) {
            assert(live);
        } catch {
            assert(!live || word == 0);
            assert(register.read(Kind.GRANT, id) == 0);
            assert(register.journal() == journal);
        }
    }

    /// @dev Narrowing, which is immediate, takes bits and gives none.
    function check_narrowGivesNothing(address module, uint256 before, uint256 mask) public {
        _enable(module, 1, 0);
        _permit(module, before);
        try register.narrow(module, Kind.GRANT, mask) {
            assert(mask & ~before == 0 && mask != before);
            assert(register.mayWrite(module, Kind.GRANT) == mask);
        } catch {
            assert(register.mayWrite(module, Kind.GRANT) == before);
        }
    }

    /// @dev Access: without the council's yes no module is enabled, retired, narrowed or widened, and nothing is written.
    function check_onlyTheCouncilChangesModules(address module, address caller, uint256 before, uint256 mask) public {
        Register strict = new Register(address(new NoCouncil()), bytes32("salt"));
        bytes32 journal = strict.journal();
        bytes[4] memory calls = [
            abi.encodeCall(Register.enableModule, (module, 1 << 35, 0, new IRegister.Permission[](0))),
            abi.encodeCall(Register.retireModule, (module)),
            abi.encodeCall(Register.narrow, (module, Kind.GRANT, mask)),
            abi.encodeCall(Register.widen, (module, Kind.GRANT, before))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool done,) = address(strict).call(calls[i]);
            assert(!done);
        }
        assert(strict.journal() == journal && strict.mayWrite(module, Kind.GRANT) == 0);
    }

    /// @dev Words are slot 0: words[kind][id].
    function _plant(uint8 kind, bytes32 id, bytes32 word) private {
        bytes32 ofKind = keccak256(abi.encode(uint256(kind), uint256(0)));
        vm.store(address(register), keccak256(abi.encode(id, ofKind)), word);
    }

    function _enable(address module, uint40 from, uint40 until) private {
        ModuleWord word = ModuleWord.wrap(0).withFrom(from).withUntil(until);
        _plant(Kind.MODULE, bytes32(uint256(uint160(module))), ModuleWord.unwrap(word));
    }

    /// @dev Masks are slot 2: mayWrite[module][kind].
    function _permit(address module, uint256 mask) private {
        bytes32 ofModule = keccak256(abi.encode(module, uint256(2)));
        vm.store(address(register), keccak256(abi.encode(uint256(Kind.GRANT), ofModule)), bytes32(mask));
    }
}
