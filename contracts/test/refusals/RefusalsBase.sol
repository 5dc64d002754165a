// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../src/interfaces/IInterests.sol";
import {IVouchers} from "../../src/interfaces/IVouchers.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Peers} from "../../src/modules/recognition/Peers.sol";
import {Recognition} from "../../src/modules/recognition/Recognition.sol";
import {InterestKind} from "../../src/types/Codes.sol";
import {KeyWord} from "../../src/types/KeyWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent} from "../../src/types/Structs.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {PartyActs} from "../kit/PartyActs.sol";
import {World} from "../kit/World.sol";
import {StandingBase} from "../recognition/StandingBase.sol";

/// @notice All modules of the law, a title, a licence under it, a good listing, a voucher, an interest and a pre-notice: what is needed
/// to come as far as the one thing that is wrong.
abstract contract RefusalsBase is StandingBase, PartyActs {
    AuditAnchors internal anchors;
    Peers internal peers;
    Recognition internal recognition;
    bytes32 internal titleId;
    bytes32 internal listed;
    bytes32 internal voucherId;

    function _deployModules() internal override(StandingBase, World) {
        super._deployModules();
        anchors = new AuditAnchors(register);
        enable(address(anchors), "AuditAnchors");
        peers = new Peers(register);
        enable(address(peers), "Peers");
        recognition = new Recognition(register, peers);
        enable(address(recognition), "Recognition");
    }

    function setUp() public virtual override(MarketBase, World) {
        MarketBase.setUp();
        titleId = idOf(title);
        listed = market();
        voucherId = issue(trade(), basis());
        vm.warp(block.timestamp + 1);
    }

    /// @dev A pledge of OUTSIDER (rank 1, which lets all pass) and a pre-notice for BUYER (rank 2) in PROVIDER's title.
    function encumbered() internal {
        IInterests.Terms memory t = IInterests.Terms(
            InterestKind.PLEDGE, OUTSIDER, uint40(block.timestamp) + 30 days, 31, digest("pledge"), digest("receipt")
        );
        vm.startPrank(addr("provider"));
        encumbrances.charge(title, t);
        (t.kind, t.secured, t.digest, t.receiptDigest) = (InterestKind.PRENOTICE, BUYER, digest("transfer terms"), 0);
        encumbrances.charge(title, t);
        vm.stopPrank();
    }

    /// @dev The terms of the voucher, as it was issued a second ago.
    function sold() internal view returns (IVouchers.Terms memory t) {
        t = trade();
        (t.agreedAt, t.deadline) = (t.agreedAt - 1, t.deadline - 1);
    }

    /// @dev A key with every role, of HANGZHOU, from then until then.
    function keyAt(string memory name, uint40 from, uint40 until) internal {
        KeyWord word = KeyWord.wrap(0).withParty(HANGZHOU).withRoles(type(uint32).max).withExchange(HANGZHOU);
        plant(Kind.KEY, Ids.ofAddress(addr(name)), KeyWord.unwrap(word.withFrom(from).withUntil(until)));
    }

    function rolesOf(string memory name) internal view returns (uint32 roles) {
        (, roles,,,) = parties.keyOf(addr(name));
    }

    /// @dev What nobody signed; only as good as its times are.
    function unsigned(string memory name, uint40 signedAt, uint40 deadline) internal pure returns (Consent memory) {
        return Consent(addr(name), signedAt, deadline, "");
    }

    function unsigned(string memory name) internal view returns (Consent memory) {
        return unsigned(name, uint40(block.timestamp), uint40(block.timestamp));
    }
}
