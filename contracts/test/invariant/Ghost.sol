// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Mode, Right, ScopeMask} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";
import {MarketBase} from "../kit/MarketBase.sol";
import {World} from "../kit/World.sol";
import {PeersBase} from "../recognition/PeersBase.sol";
import {StandingBase} from "../recognition/StandingBase.sol";

/// @notice What the actors remember by themselves of all they did. Nothing here is ever read back from a contract, so that the checks
/// compare two accounts of the same world. An act that finds nothing to do reverts with `Nothing`.
abstract contract Ghost is StandingBase, PeersBase {
    /// @dev A grant: `parent` is its index + 1, 0 for a title. `open` counts objections not settled.
    struct Known {
        bytes32 id;
        GrantKey key;
        uint256 parent;
        uint256 children;
        uint32 holder;
        uint16 registrar;
        uint8 state;
        uint8 depth;
        uint8 open;
        uint40 filed;
        uint40 noticeUntil;
        uint40 since;
        uint40 until;
        uint40 certUntil;
        uint64 certNo;
        bool confirmed;
        bool exempted;
    }

    /// @dev An order of an authority. 1 in effect, 2 in line, 3 lifted.
    struct Order {
        uint32 authority;
        uint8 scope;
        uint8 state;
        uint40 since;
        uint40 until;
    }

    uint256 internal constant MOST_TITLES = 8;
    uint256 internal constant MOST_GRANTS = 40;

    Known[] internal known;
    string[] internal broken;
    mapping(bytes32 target => Order[]) internal orders;
    mapping(uint32 party => string) internal nameOf;
    uint32[] internal holders;
    uint32[] internal courts;
    mapping(bytes4 verb => uint256) public successes;
    mapping(uint32 party => uint32) internal heirOf;
    mapping(uint32 party => uint40) internal suspectFrom;
    mapping(uint32 party => uint40) internal suspectTo;
    mapping(uint16 exchange => mapping(uint32 party => bool)) internal affiliate;
    mapping(uint32 party => bool) internal everDeclared;
    bool internal superior;
    uint256 internal nonces;
    /// @dev The halves of 2026 as published and corrected.
    bytes32[2] internal workdays;

    error Nothing();

    /// @dev Counts the acts that went through to their end.
    modifier acts() {
        _;
        ++successes[msg.sig];
    }

    function _deployModules() internal virtual override(StandingBase, PeersBase) {
        super._deployModules();
    }

    /// @dev The world alone, without the stories of the other tests.
    function setUp() public virtual override(MarketBase, World) {
        World.setUp();
        workdays = [Calendar2026.half(0), Calendar2026.half(1)];
        (holders, courts) = (new uint32[](0), new uint32[](0));
        _know(PROVIDER, "provider");
        _know(PROCESSOR, "processor");
        _know(OPERATOR, "operator");
        _know(BUYER, "buyer");
        _know(OUTSIDER, "outsider");
        (nameOf[COURT], nameOf[COURT_TWO]) = ("court", "court-two");
        (nameOf[HANGZHOU], nameOf[HARBIN]) = ("hangzhou", "harbin");
        courts.push(COURT);
        courts.push(COURT_TWO);
    }

    function _know(uint32 party, string memory name) internal {
        nameOf[party] = name;
        holders.push(party);
    }

    /// @dev One of `n` choices that the seed makes under this name.
    function _pick(uint256 seed, string memory what, uint256 n) internal pure returns (uint256) {
        if (n == 0) revert Nothing();
        return uint256(keccak256(abi.encode(seed, what))) % n;
    }

    function _someone(uint256 seed, string memory what) internal view returns (uint32) {
        return holders[_pick(seed, what, holders.length)];
    }

    function _breach(string memory what) internal {
        broken.push(what);
    }

    function _pathTo(uint256 index) internal view returns (GrantKey[] memory path) {
        uint256 length = 1;
        for (uint256 i = index; known[i].parent != 0; i = known[i].parent - 1) {
            ++length;
        }
        path = new GrantKey[](length);
        for (uint256 i = index; length != 0; i = known[i].parent - 1) {
            path[--length] = known[i].key;
            if (known[i].parent == 0) break;
        }
    }

    /// @dev A grant in this state, beginning the search where the seed says.
    function _inStateOf(uint256 seed, uint8 state) internal view returns (uint256) {
        uint256 start = _pick(seed, "grant", known.length);
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (known[i].state == state) return i;
        }
        revert Nothing();
    }

    /// @dev An ACTIVE grant with all above it upholding it, within its term; mostly one that no order and no suspicion holds.
    function _alive(uint256 seed) internal view returns (uint256) {
        uint256 start = _pick(seed, "alive", known.length);
        bool easy = _pick(seed, "easy", 5) != 0;
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (_stands(i) && !(easy && (_bound(i) || _suspect(i)))) return i;
        }
        revert Nothing();
    }

    /// @dev What is done once in so many times, lest the world end too soon.
    function _seldom(uint256 seed, uint256 times) internal pure {
        if (_pick(seed, "seldom", times) != 0) revert Nothing();
    }

    /// @dev valid() but for freezes.
    function _stands(uint256 index) internal view returns (bool) {
        Known storage k = known[index];
        if (k.state != GrantState.ACTIVE || block.timestamp >= k.until) return false;
        if (block.timestamp < PackedWord.wrap(k.key.packed).notBefore()) return false;
        for (uint256 i = k.parent; i != 0; i = known[i - 1].parent) {
            if (!_upholds(known[i - 1].state)) return false;
        }
        return true;
    }

    function _upholds(uint8 state) internal pure returns (bool) {
        return state >= GrantState.ACTIVE && state <= GrantState.VOID_SPARING;
    }

    /// @dev Whether an order of at least this scope runs on a target now.
    function _runs(bytes32 target, uint8 scope) internal view returns (bool) {
        Order[] storage of_ = orders[target];
        for (uint256 i = 0; i < of_.length; ++i) {
            if (of_[i].state == 1 && block.timestamp < of_[i].until && of_[i].scope >= scope) return true;
        }
        return false;
    }

    function _waits(bytes32 target) internal view returns (bool) {
        Order[] storage of_ = orders[target];
        for (uint256 i = 0; i < of_.length; ++i) {
            if (of_[i].state == 2) return true;
        }
        return false;
    }

    function _ofParty(uint32 party) internal pure returns (bytes32) {
        return bytes32(uint256(party));
    }

    /// @dev Whose keys act for a party: its own, or those of the last of its successors.
    function _acting(uint32 party) internal view returns (uint32) {
        while (heirOf[party] != 0) {
            party = heirOf[party];
        }
        return party;
    }

    /// @dev Whether an order binds the disposal of a grant: on itself, on what it was split from, on its holder or a successor.
    function _bound(uint256 index) internal view returns (bool) {
        for (uint32 hop = known[index].holder; hop != 0; hop = heirOf[hop]) {
            if (_runs(_ofParty(hop), 1) || _waits(_ofParty(hop))) return true;
        }
        for (uint256 i = index + 1; i != 0; i = known[i - 1].parent) {
            if (!_partOf(index, i - 1)) continue;
            if (_runs(known[i - 1].id, 1) || _waits(known[i - 1].id)) return true;
        }
        return false;
    }

    /// @dev Whether a grant is the other one, or a part split off it: no licence of either.
    function _partOf(uint256 index, uint256 above) internal view returns (bool) {
        uint256 i = index;
        while (i != above) {
            if (known[i].parent == 0 || PackedWord.wrap(known[i].key.packed).mode() != Mode.SPLIT) return false;
            i = known[i].parent - 1;
        }
        return true;
    }

    /// @dev Whether the grant was written while its registrar's or its grantor's keys were in wrong hands.
    function _suspect(uint256 index) internal view returns (bool) {
        Known storage k = known[index];
        if (k.confirmed) return false;
        if (_inWindow(k.registrar, k.since)) return true;
        return k.parent != 0 && _inWindow(known[k.parent - 1].holder, k.since);
    }

    function _inWindow(uint32 party, uint40 since) private view returns (bool) {
        return suspectTo[party] != 0 && suspectFrom[party] <= since && since <= suspectTo[party];
    }

    /// @dev A scope within another; every third time the same one.
    function _within(uint256 seed, PackedWord of_) internal pure returns (PackedWord) {
        if (_pick(seed, "narrow", 3) == 0) return of_;
        uint32 purpose = of_.purpose() & uint32(_pick(seed, "purpose", uint256(ScopeMask.PURPOSE) + 1));
        uint40 region = of_.region() & uint40(_pick(seed, "region", uint256(ScopeMask.REGION) + 1));
        if (purpose == 0) purpose = of_.purpose();
        if (region == 0) region = of_.region();
        return of_.withPurpose(purpose).withRegion(region);
    }

    function _anyRights(uint256 seed, uint8 of_) internal pure returns (uint8 rights) {
        rights = uint8(1 + _pick(seed, "rights", Right.ALL)) & of_;
        return rights == 0 ? of_ : rights;
    }
}
