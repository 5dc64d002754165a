// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {IHoldings} from "../../src/interfaces/IHoldings.sol";
import {IModule} from "../../src/interfaces/IModule.sol";
import {FreezeScope, Mode, Reason, Right, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {HoldingsBase} from "./HoldingsBase.sol";

/// @notice Surrenders: what a holder gives up spares all below.
contract SurrendersTest is HoldingsBase {
    function test_surrenderChangesTheStateAlone() public {
        GrantWord before = grant(idOf(held));
        surrender(held, "operator");
        GrantWord w = grant(idOf(held));
        assertEq(w.state(), GrantState.SURRENDERED, "state");
        assertEq(GrantWord.unwrap(w.withState(before.state())), GrantWord.unwrap(before), "nothing else changed");
        assertEq(valid(held), Reason.NOT_ACTIVE, "over");
    }

    function test_anyoneRelaysASurrender() public {
        Consent memory by = consent("operator", surrenderFields(held, digest("declaration")));
        holdings.surrenderBySignature(held, digest("declaration"), by);
        assertEq(grant(idOf(held)).state(), GrantState.SURRENDERED, "state");
    }

    function test_onASignatureOverAnotherDeclaration_fail() public {
        Consent memory by = consent("operator", surrenderFields(held, digest("declaration")));
        bytes32 hashed = digestOf(surrenderFields(held, digest("another")), by);
        vm.expectRevert(abi.encodeWithSelector(IModule.BadSignature.selector, addr("operator"), hashed));
        holdings.surrenderBySignature(held, digest("another"), by);
        by = consent("provider", surrenderFields(held, digest("declaration")));
        vm.expectRevert(abi.encodeWithSelector(IModule.WrongSigner.selector, addr("provider"), PROVIDER, OPERATOR));
        holdings.surrenderBySignature(held, digest("declaration"), by);
    }

    function test_aPartOfATitle() public {
        GrantKey[] memory parts = byRegion(title);
        split(title, "provider", parts);
        surrender(extend(title, parts[0]), "provider");
        assertEq(valid(extend(title, parts[0])), Reason.NOT_ACTIVE, "given up");
        assertEq(valid(extend(title, parts[1])), Reason.NONE, "kept");
    }

    function test_aTitle_fail() public {
        bytes memory reason = abi.encodeWithSelector(IHoldings.TitleNotHere.selector, idOf(title));
        vm.prank(addr("provider"));
        vm.expectRevert(reason);
        holdings.surrender(title, digest("declaration"));
    }

    function test_aLapsedCertificateKeepsNobodyIn() public {
        GrantKey[] memory path = registeredWith("long", titleScope(Right.ALL).withUntil(START + 7300 days));
        path = licensed(path, "provider", scope(Right.USE, Mode.LICENSE).withUntil(START + 7300 days), OPERATOR);
        vm.warp(grant(path[1].parent).certUntil());
        assertEq(free(path, Verb.END), Reason.CERTIFICATE_LAPSED, "lapsed");
        surrender(path, "operator");
        assertEq(grant(idOf(path)).state(), GrantState.SURRENDERED, "given up");
    }

    function test_whatBindsItStays_fail() public {
        freeze(held, "court", FreezeScope.DISPOSE, uint40(block.timestamp) + 100);
        _refuse("operator", _notFree(held, Verb.END, Reason.DISPOSE_FROZEN));
        vm.warp(START + 730 days);
        _refuse("operator", _notFree(held, Verb.END, Reason.EXPIRED));
    }

    function test_pledged_fail() public {
        plant(Kind.GRANT, idOf(held), GrantWord.unwrap(grant(idOf(held)).withRanks(1).withLiveRanks(1)));
        _refuse("operator", _notFree(held, Verb.END, Reason.ENCUMBERED));
    }

    function test_byAnother_fail() public {
        _refuse("provider", _notHolder(idOf(held), OPERATOR, PROVIDER));
        surrender(held, "operator");
        _refuse("operator", _notFree(held, Verb.END, Reason.NOT_ACTIVE));
    }

    // ---- many

    function test_manyAtOnce() public {
        GrantKey[][] memory paths = _paths(3);
        vm.prank(addr("operator"));
        holdings.surrenderMany(paths, digest("declaration"));
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(grant(idOf(paths[i])).state(), GrantState.SURRENDERED, "given up");
        }
    }

    function test_manyOrNone_fail() public {
        GrantKey[][] memory paths = _paths(3);
        paths[2] = paths[0];
        _refuseMany(paths, abi.encodeWithSelector(IGrants.DuplicateAt.selector, 2, idOf(paths[0])));
        paths = new GrantKey[][](0);
        _refuseMany(paths, abi.encodeWithSelector(IGrants.CountRefused.selector, 0, 1, 100));
        paths = new GrantKey[][](101);
        _refuseMany(paths, abi.encodeWithSelector(IGrants.CountRefused.selector, 101, 1, 100));
        paths = new GrantKey[][](2);
        (paths[0], paths[1]) = (held, title);
        _refuseMany(paths, _notHolder(idOf(title), PROVIDER, OPERATOR));
        assertEq(grant(idOf(held)).state(), GrantState.ACTIVE, "none");
    }

    function _paths(uint256 count) private returns (GrantKey[][] memory paths) {
        paths = new GrantKey[][](count);
        for (uint64 i = 0; i < count; ++i) {
            PackedWord packed = scope(Right.USE, Mode.LICENSE).withNonce(i + 1);
            paths[i] = licensed(title, "provider", packed, OPERATOR);
        }
    }

    function _refuse(string memory by, bytes memory reason) private {
        vm.prank(addr(by));
        vm.expectRevert(reason);
        holdings.surrender(held, digest("declaration"));
    }

    function _refuseMany(GrantKey[][] memory paths, bytes memory reason) private {
        vm.prank(addr("operator"));
        vm.expectRevert(reason);
        holdings.surrenderMany(paths, digest("declaration"));
    }
}
