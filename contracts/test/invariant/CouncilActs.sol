// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {AuditAnchors} from "../../src/modules/AuditAnchors.sol";
import {Encumbrances} from "../../src/modules/encumbrances/Encumbrances.sol";
import {Holdings} from "../../src/modules/grants/Holdings.sol";
import {Listings} from "../../src/modules/listings/Listings.sol";
import {Parties} from "../../src/modules/parties/Parties.sol";
import {Notices} from "../../src/modules/titles/Notices.sol";
import {Titles} from "../../src/modules/titles/Titles.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Calendar2026} from "../kit/Calendar2026.sol";
import {Masks} from "../kit/Masks.sol";
import {Vm} from "../kit/Vm.sol";
import {ReserveActs} from "./ReserveActs.sol";

/// @notice What the council does to the law itself: a module gets a new version, which waits its delay; the old one is retired at once
/// and the world goes on under the new; bits are narrowed and, after a delay, widened; the next year's working days. A guardian takes
/// power away at once, and gives none: now and then it stops a version before that begins.
abstract contract CouncilActs is ReserveActs {
    /// @dev A version of a module as the actors know it; until 0: it was not retired.
    struct Version {
        address module;
        uint40 from;
        uint40 until;
    }

    uint64 private constant GUARDIANS = 1;
    uint256 private constant NOUNS = 7;
    uint256 private constant LISTINGS = 5; // its view is asked after every act: it is never away
    uint256 private constant MOST_VERSIONS = 8;

    Version[] internal versions;
    mapping(uint256 noun => address) private waiting;
    uint64 internal councilActs;
    /// @dev The Titles whose bits of LINK were taken, and from when on they may be given back; 0 while that is not announced.
    address internal narrowed;
    uint40 private wideFrom;
    bool internal nextYear;

    function setUp() public virtual override {
        super.setUp();
        bytes4[] memory taking = new bytes4[](2);
        (taking[0], taking[1]) = (register.retireModule.selector, register.narrow.selector);
        vm.startPrank(addr("council"));
        council.setTargetFunctionRole(address(register), taking, GUARDIANS);
        council.grantRole(GUARDIANS, addr("guardian"), 0);
        council.grantRole(GUARDIANS, addr("council"), 0);
        vm.stopPrank();
        councilActs = register.councilSeq(); // what the founding took
    }

    /// @dev A new version of a module, which writes nothing before its time.
    function scheduleModule(uint256 seed) external acts {
        _seldom(seed, 3);
        uint256 noun = _pick(seed, "noun", NOUNS);
        if (waiting[noun] != address(0) || versions.length >= MOST_VERSIONS) revert Nothing();
        address module = _deployed(noun);
        IRegister.Permission[] memory bits = Masks.ofModule(_nameOf(noun));
        uint40 soon = uint40(block.timestamp) + register.MIN_DELAY();
        uint40 from = soon + uint40(_pick(seed, "later", 1 days));
        _refusedBy("council", abi.encodeCall(register.enableModule, (module, soon - 1, 0, bits)), "enabled too soon");
        bytes memory enabling = abi.encodeCall(register.enableModule, (module, from, 0, bits));
        _refusedBy("outsider", enabling, "enabled by anybody");
        _refusedBy("guardian", enabling, "enabled by the guardian");
        _by("council", enabling);
        bool stopped = _pick(seed, "stopped", 8) == 0;
        if (stopped) _by("guardian", abi.encodeCall(register.retireModule, (module)));
        else waiting[noun] = module;
        versions.push(Version(module, from, stopped ? from : 0));
        _writesNothing(module, bits[0]);
    }

    /// @dev The old version ends, mostly when the new one begins; now and then before, and what it did waits.
    function retireModule(uint256 seed) external acts {
        uint256 noun = _pick(seed, "noun", NOUNS);
        for (uint256 n = 0; n < NOUNS && waiting[noun] == address(0); ++n) {
            noun = (noun + 1) % NOUNS;
        }
        address next = waiting[noun];
        if (next == address(0)) revert Nothing();
        bool gap = noun != LISTINGS && _pick(seed, "gap", 8) == 0;
        uint40 from = versions[_indexOf(next)].from;
        if (!gap && block.timestamp < from) vm.warp(from);
        address old = _replaced(noun, next);
        _refusedBy("outsider", abi.encodeCall(register.retireModule, (old)), "retired by anybody");
        _by(_taker(seed), abi.encodeCall(register.retireModule, (old)));
        delete waiting[noun];
        uint40 ended = _ended(old, uint40(block.timestamp));
        _writesNothing(old, Masks.ofModule(_nameOf(noun))[0]);
        // What ends in a second to come, being one that has not begun, may be ended there once more.
        if (ended > block.timestamp) return;
        _refusedBy("council", abi.encodeCall(register.retireModule, (old)), "retired twice");
    }

    /// @dev A version retired now: one that has not begun ends where it would have.
    function _ended(address old, uint40 nowAt) private returns (uint40 until) {
        uint256 index = _indexOf(old);
        if (index == versions.length) versions.push(Version(old, START, 0));
        uint40 from = versions[index].from;
        until = nowAt > from ? nowAt : from;
        versions[index].until = until;
    }

    /// @dev Titles may write no link for a while.
    function narrowModule(uint256 seed) external acts {
        _seldom(seed, 8);
        if (narrowed != address(0)) revert Nothing();
        _refusedBy("outsider", abi.encodeCall(register.narrow, (address(titles), Kind.LINK, 0)), "narrowed by anybody");
        _by(_taker(seed), abi.encodeCall(register.narrow, (address(titles), Kind.LINK, 0)));
        narrowed = address(titles);
    }

    /// @dev Announced first, given back after the delay.
    function widenModule(uint256 seed) external acts {
        if (narrowed == address(0)) revert Nothing();
        bytes memory call = abi.encodeCall(register.widen, (narrowed, Kind.LINK, type(uint256).max));
        if (wideFrom == 0 || block.timestamp < wideFrom) _refusedBy("council", call, "widened without delay");
        if (wideFrom == 0) {
            bytes memory announcing =
                abi.encodeCall(register.announceWidening, (narrowed, Kind.LINK, type(uint256).max));
            _refusedBy("guardian", announcing, "widening announced by the guardian");
            _by("council", announcing);
            wideFrom = uint40(block.timestamp) + register.MIN_DELAY();
            return;
        }
        if (block.timestamp < wideFrom && _pick(seed, "wait", 2) == 0) vm.warp(wideFrom);
        if (block.timestamp < wideFrom) revert Nothing();
        _refusedBy("outsider", call, "widened by anybody");
        _refusedBy("guardian", call, "widened by the guardian");
        _by("council", call);
        (narrowed, wideFrom) = (address(0), 0);
    }

    /// @dev The working days of 2027, which has as many days as 2026; once.
    function publishCalendar(uint256 seed) external acts {
        _seldom(seed, 2);
        (bytes32 first, bytes32 second) = (Calendar2026.half(0), Calendar2026.half(1));
        vm.prank(addr(nextYear ? "council" : "outsider"));
        try parties.publishCalendar(2027, first, second, digest("notice of 2027")) {
            _breach("a calendar published twice, or by anybody");
        } catch {}
        if (nextYear) revert Nothing();
        bytes32 before = _watched();
        vm.prank(addr("council"));
        parties.publishCalendar(2027, first, second, digest("notice of 2027"));
        _folds(before);
        nextYear = true;
    }

    // ---- what must hold

    /// @dev The register says of every version what the actors know, counts the council's acts, and has its bits.
    function _theCouncilsActs() internal view {
        assertEq(register.councilSeq(), councilActs, "acts of the council");
        for (uint256 i = 0; i < versions.length; ++i) {
            Version storage v = versions[i];
            bool on = block.timestamp >= v.from && (v.until == 0 || block.timestamp < v.until);
            assertTrue(register.enabled(v.module) == on, "a version of a module speaks when it may, and then only");
        }
        if (narrowed != address(0)) assertEq(register.mayWrite(narrowed, Kind.LINK), 0, "bits that were taken");
        bytes32 published = register.read(Kind.CALENDAR, bytes32(uint256(4054)));
        assertEq(published, nextYear ? Calendar2026.half(0) : bytes32(0), "the working days of 2027");
    }

    // ---- what they share

    /// @dev Who takes power away: either.
    function _taker(uint256 seed) private pure returns (string memory) {
        return _pick(seed, "taker", 2) == 0 ? "guardian" : "council";
    }

    function _by(string memory who, bytes memory call) private {
        bytes32 before = _watched();
        vm.prank(addr(who));
        (bool done,) = address(register).call(call);
        if (!done) revert Nothing();
        _folds(before);
        ++councilActs;
    }

    function _refusedBy(string memory who, bytes memory call, string memory what) private {
        vm.prank(addr(who));
        (bool done,) = address(register).call(call);
        if (done) _breach(string.concat("the council's act: ", what));
    }

    /// @dev Whatever it may write when it speaks: a module whose time is not, writes nothing.
    function _writesNothing(address module, IRegister.Permission memory bits) private {
        if (register.enabled(module)) return _breach("enabled out of its time");
        vm.prank(module);
        try register.write(bits.kind, keccak256(abi.encode(++nonces)), 0, bytes32(bits.mask), digest("leaf")) {
            _breach("written by a module whose time is not");
        } catch {}
    }

    function _watched() private returns (bytes32) {
        vm.recordLogs();
        return register.journal();
    }

    /// @dev I17, on the spot: what was written since, folded from the logs, is the journal.
    function _folds(bytes32 rolling) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IRegister.Written.selector) continue;
            (bytes32 word, bytes32 leaf) = abi.decode(logs[i].data, (bytes32, bytes32));
            bytes memory who = abi.encode(rolling, block.timestamp, logs[i].topics[3]);
            rolling = keccak256(bytes.concat(who, logs[i].topics[1], logs[i].topics[2], word, leaf));
        }
        if (rolling != register.journal()) _breach("I17: the logs do not fold to the journal");
    }

    function _indexOf(address module) private view returns (uint256 i) {
        while (i < versions.length && versions[i].module != module) {
            ++i;
        }
    }

    function _nameOf(uint256 noun) private pure returns (string memory) {
        return ["Notices", "Titles", "Holdings", "Encumbrances", "Parties", "Listings", "AuditAnchors"][noun];
    }

    function _deployed(uint256 noun) private returns (address) {
        if (noun == 0) return address(new Notices(register));
        if (noun == 1) return address(new Titles(register));
        if (noun == 2) return address(new Holdings(register));
        if (noun == 3) return address(new Encumbrances(register));
        if (noun == 4) return address(new Parties(register));
        return noun == LISTINGS ? address(new Listings(register)) : address(new AuditAnchors(register));
    }

    /// @dev From now on the actors speak through the new version.
    function _replaced(uint256 noun, address next) private returns (address old) {
        if (noun == 0) (old, notices) = (address(notices), Notices(next));
        else if (noun == 1) (old, titles) = (address(titles), Titles(next));
        else if (noun == 2) (old, holdings) = (address(holdings), Holdings(next));
        else if (noun == 3) (old, encumbrances) = (address(encumbrances), Encumbrances(next));
        else if (noun == 4) (old, parties) = (address(parties), Parties(next));
        else if (noun == LISTINGS) (old, listings) = (address(listings), Listings(next));
        else (old, anchors) = (address(anchors), AuditAnchors(next));
    }
}
