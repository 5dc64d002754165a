// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {Scope} from "../../src/libraries/Scope.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";
import {Columns} from "../kit/Columns.sol";

/// @notice What a licence may carry, by the library and by Grants.license on a real register, as torrens_registry.rules.rights says.
contract DifferentialScopeTest is Base, Columns {
    uint40 private constant NOW = 1_800_000_000;

    bytes32[] private child;
    bytes32[] private parent;

    function setUp() public override {
        super.setUp();
        vm.warp(NOW);
        open("scope");
        (child, parent) = (words("child"), words("parent"));
    }

    function test_masks() public view {
        (bytes32[] memory malformed, bytes32[] memory wider) = (words("malformed"), words("wider"));
        uint256[] memory carried = numbers("carried");
        for (uint256 i = 0; i < child.length; ++i) {
            (PackedWord c, PackedWord p) = (PackedWord.wrap(child[i]), PackedWord.wrap(parent[i]));
            (bytes32 bad,) = Scope.malformed(c);
            (bytes32 wide,,) = Scope.wider(c, p);
            assertEq(bad, malformed[i], told("malformed", i));
            assertEq(wide, wider[i], told("wider", i));
            assertEq(Scope.mayCarry(p.rights(), p.action()), carried[i], told("carried", i));
        }
    }

    /// @dev The parent is planted as a title, at the depth of the case.
    function test_licences() public {
        bytes32[] memory refusal = words("refusal");
        uint256[] memory depth = numbers("depth");
        for (uint256 i = 0; i < child.length; ++i) {
            GrantKey[] memory path = new GrantKey[](1);
            path[0] = GrantKey(bytes32(i + 1), parent[i], digest("title terms"));
            _plant(path, PackedWord.wrap(parent[i]), uint8(depth[i]));
            GrantKey memory key = GrantKey(idOf(path), child[i], digest("licence terms"));
            vm.prank(addr("provider"));
            try grants.license(path, key, BUYER) {
                assertEq(refusal[i], "", told("not refused: licence", i));
            } catch (bytes memory why) {
                assertEq(_named(bytes4(why)), refusal[i], told("licence", i));
            }
        }
    }

    function _plant(GrantKey[] memory path, PackedWord packed, uint8 depth) private {
        GrantWord word = GrantWord.wrap(0).withState(GrantState.ACTIVE).withRights(packed.rights()).withDepth(depth)
            .withHolder(PROVIDER).withRegistrar(HANGZHOU).withSince(NOW - 50).withUntil(packed.until());
        plant(Kind.GRANT, idOf(path), GrantWord.unwrap(word.withCertUntil(NOW + 5)));
    }

    /// @dev The Python error of the same meaning.
    function _named(bytes4 selector) private pure returns (bytes32) {
        if (selector == IGrants.MaskRefused.selector) return "MaskRefused";
        if (selector == IGrants.RightsExceeded.selector) return "RightExceeded";
        if (selector == IGrants.ScopeExceeded.selector) return "ScopeExceeded";
        if (selector == IGrants.TermExceeded.selector) return "TermExceeded";
        if (selector == IGrants.DepthExceeded.selector) return "DepthExceeded";
        return bytes32(selector);
    }
}
