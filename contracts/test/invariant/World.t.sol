// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Asserts} from "../kit/Asserts.sol";
import {Actors} from "./Actors.sol";

/// @notice The whole world under all verbs: after each act of the handler everything is asked. Budgets by total calls (runs times
/// depth) stand in foundry.toml: dev 2,000, ci 40,000, audit 10^6.
contract WorldTest is Asserts {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Actors private actors;

    function setUp() public {
        actors = new Actors();
        actors.setUp();
    }

    function targetContracts() external view returns (address[] memory all) {
        all = new address[](1);
        all[0] = address(actors);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory all) {
        all = new FuzzSelector[](1);
        (bytes4[] memory selectors,) = actors.verbs();
        all[0] = FuzzSelector(address(actors), selectors);
    }

    function invariant_all() external view {
        actors.check();
    }

    /// @dev A handler that never succeeds tests nothing: in sixteen lives by fixed seeds every verb goes through at least once.
    function test_everyVerbSucceeds() external {
        vm.pauseGasMetering(); // sixteen lives are more than forge lets one test spend
        (bytes4[] memory selectors, string[] memory names) = actors.verbs();
        uint256[] memory went = new uint256[](selectors.length);
        uint256 born = vm.snapshotState();
        for (uint256 i = 0; i < 16000; ++i) {
            if (i % 1000 == 0) vm.revertToState(born);
            uint256 seed = uint256(keccak256(abi.encode("a long life", i)));
            uint256 verb = seed % selectors.length;
            (bool done,) = address(actors).call(abi.encodeWithSelector(selectors[verb], seed));
            if (done) ++went[verb];
            if (i % 100 == 99) actors.check();
        }
        string memory never;
        for (uint256 i = 0; i < selectors.length; ++i) {
            if (_sum(went, selectors, selectors[i]) == 0) never = string.concat(never, " ", names[i]);
        }
        assertTrue(bytes(never).length == 0, string.concat("never went through:", never));
    }

    /// @dev A verb may stand in the list more than once.
    function _sum(uint256[] memory went, bytes4[] memory selectors, bytes4 verb) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < selectors.length; ++i) {
            if (selectors[i] == verb) sum += went[i];
        }
    }
}
