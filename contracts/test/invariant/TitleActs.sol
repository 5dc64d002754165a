// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Right} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {ObjectionState} from "../../src/types/ObjectionWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";
import {Ghost} from "./Ghost.sol";

/// @notice Registrars, applicants and objectors; and the clock.
abstract contract TitleActs is Ghost {
    struct Objected {
        uint256 title;
        uint8 ordinal;
        uint32 party;
        bool open;
    }

    uint40 private constant LAST_NOTICE = START + 250 days;

    Objected[] internal objected;
    mapping(uint256 title => uint8) internal ordinals;
    mapping(uint64 certNo => bool) internal numbered;
    mapping(uint16 registrar => mapping(uint32 month => uint256)) internal serials;

    /// @dev A second, an hour, days; now and then to the end of a notice.
    function passTime(uint256 seed) external acts {
        uint256[5] memory steps = [uint256(1), 1 hours, 1 days, 2 days, 10 days];
        vm.warp(block.timestamp + steps[_pick(seed, "step", 5)]);
    }

    function notice(uint256 seed) external acts {
        INotices.Notice memory n = _application(seed);
        (uint16 registrar, string memory name) = _registrar(seed);
        vm.prank(addr(name));
        _filed(notices.notice(n), n, registrar);
    }

    function noticeMany(uint256 seed) external acts {
        (uint16 registrar, string memory name) = _registrar(seed);
        INotices.Notice[] memory all = new INotices.Notice[](2);
        all[0] = _application(seed);
        ++nonces;
        all[1] = _application(seed);
        vm.prank(addr(name));
        notices.noticeMany(all);
        for (uint256 i = 0; i < all.length; ++i) {
            _filed(_titleId(all[i].key), all[i], registrar);
        }
    }

    function object(uint256 seed) external acts {
        uint256 i = _pick(seed, "late", 3) == 0 ? _alive(seed) : _inStateOf(seed, GrantState.NOTICED);
        bytes32 id = known[i].id;
        uint32 party = _someone(seed, "objector");
        string memory name = nameOf[party];
        vm.prank(addr(name));
        notices.object(id, 1, digest("objection"));
        ++known[i].open;
        objected.push(Objected(i, ++ordinals[i], party, true));
        bool noticed = known[i].state == GrantState.NOTICED;
        if (noticed && block.timestamp >= known[i].noticeUntil) _breach("an objection after the notice ended");
    }

    function settle(uint256 seed) external acts {
        uint256 start = _pick(seed, "objection", objected.length);
        for (uint256 n = 0; n < objected.length; ++n) {
            Objected storage o = objected[(start + n) % objected.length];
            if (!o.open) continue;
            bool upheld = _pick(seed, "outcome", 6) == 0;
            vm.prank(addr(_registrarOf(o.title)));
            notices.settle(
                known[o.title].id,
                o.ordinal,
                upheld ? ObjectionState.UPHELD : ObjectionState.REJECTED,
                digest("decision")
            );
            o.open = false;
            --known[o.title].open;
            if (upheld && known[o.title].state == GrantState.NOTICED) known[o.title].state = GrantState.LAPSED;
            return;
        }
        revert Nothing();
    }

    function registerTitle(uint256 seed) external acts {
        uint256 i = _ripe(seed);
        vm.prank(addr(_registrarOf(i)));
        _registered(i, titles.registerTitle(known[i].key));
    }

    function registerTitles(uint256 seed) external acts {
        uint256 i = _ripe(seed);
        GrantKey[] memory keys = new GrantKey[](1);
        keys[0] = known[i].key;
        vm.prank(addr(_registrarOf(i)));
        titles.registerTitles(keys);
        uint32 month = CivilDates.monthOf(block.timestamp);
        uint256 next = serials[known[i].registrar][month] + 1;
        _registered(i, (uint64(known[i].registrar) * 1e6 + month) * 1e4 + uint64(next));
    }

    // ---- what they share

    function _registrar(uint256 seed) internal pure returns (uint16, string memory) {
        return _pick(seed, "registrar", 3) == 0 ? (HARBIN, "harbin-registrar") : (HANGZHOU, "hangzhou-registrar");
    }

    function _registrarOf(uint256 title) internal view returns (string memory) {
        return known[title].registrar == HARBIN ? "harbin-registrar" : "hangzhou-registrar";
    }

    function _titleId(GrantKey memory key) internal view returns (bytes32) {
        GrantKey[] memory path = new GrantKey[](1);
        path[0] = key;
        return idOf(path);
    }

    function _application(uint256 seed) internal returns (INotices.Notice memory n) {
        uint256 count;
        for (uint256 i = 0; i < known.length; ++i) {
            if (known[i].parent == 0) ++count;
        }
        if (count >= MOST_TITLES || block.timestamp > LAST_NOTICE) revert Nothing();
        (uint16 registrar,) = _registrar(seed);
        uint40[3] memory ends = [uint40(START + 120 days), START + 730 days, START + 3650 days];
        PackedWord packed = titleScope(_anyRights(seed, Right.ALL)).withUntil(ends[_pick(seed, "end", 3)]);
        if (_pick(seed, "any", 4) == 0) packed = packed.withBasis(uint8(1 + _pick(seed, "basis", 13)));
        string memory data = string(abi.encode(++nonces));
        return noticeOf(data, _within(seed, packed), _someone(seed, "applicant"), registrar);
    }

    function _filed(bytes32 id, INotices.Notice memory n, uint16 registrar) internal {
        Known storage k = known.push();
        (k.id, k.key, k.holder, k.registrar) = (id, n.key, n.holder, registrar);
        (k.state, k.filed, k.noticeUntil) =
        (GrantState.NOTICED, uint40(block.timestamp), _noticeEndOf(uint40(block.timestamp)));
        k.until = PackedWord.wrap(n.key.packed).until();
        if (_ownData(registrar, n.holder)) _breach("I14: a registrar is its own applicant, or its affiliate is");
    }

    /// @dev The registrar's, or of who is its affiliate or took one over.
    function _ownData(uint16 registrar, uint32 holder) private view returns (bool own) {
        own = holder == registrar;
        for (uint256 i = 0; i < holders.length && !own; ++i) {
            own = affiliate[registrar][holders[i]] && _acting(holders[i]) == holder;
        }
    }

    /// @dev Day by day along the calendar, as one would count by hand.
    function _noticeEndOf(uint40 filed) internal view returns (uint40) {
        uint256 day = (uint256(filed) + 8 hours) / 1 days;
        for (uint256 counted = 0; counted < 5;) {
            ++day;
            (uint256 half, uint256 place) = _placeOfDay(day);
            if ((uint256(workdays[half]) >> place) & 1 == 1) ++counted;
        }
        return uint40((day + 1) * 1 days - 8 hours);
    }

    /// @dev Where a day of 2026 stands in the words of the calendar.
    function _placeOfDay(uint256 day) internal pure returns (uint256 half, uint256 place) {
        uint256 july = CivilDates.fromCivil(2026, 7, 1);
        half = day < july ? 0 : 1;
        place = 254 - (day - (half == 0 ? CivilDates.fromCivil(2026, 1, 1) : july));
    }

    /// @dev A notice to be registered; mostly the clock is put to its end first.
    function _ripe(uint256 seed) internal returns (uint256 i) {
        i = _inStateOf(seed, GrantState.NOTICED);
        if (block.timestamp < known[i].noticeUntil && _pick(seed, "wait", 4) != 0) vm.warp(known[i].noticeUntil);
    }

    function _registered(uint256 i, uint64 certNo) internal {
        Known storage k = known[i];
        if (block.timestamp < k.noticeUntil) _breach("I15: registered before five working days of publicity");
        if (k.open != 0) _breach("registered over an open objection");
        if (_ownData(k.registrar, _acting(k.holder))) {
            _breach("I14: the registrar's own or its affiliate's is registered");
        }
        if (numbered[certNo]) _breach("I12: a certificate number twice");
        numbered[certNo] = true;
        uint32 month = CivilDates.monthOf(block.timestamp);
        uint256 serial = ++serials[k.registrar][month];
        if (certNo % 1e4 != serial) _breach("I12: the serial is not the next of the month");
        (k.state, k.certNo, k.since) = (GrantState.ACTIVE, certNo, uint40(block.timestamp));
        uint256 five = CivilDates.addYears(block.timestamp, 5);
        k.certUntil = k.until < five ? k.until : uint40(five);
    }
}
