// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {ITitleNotices} from "../../src/interfaces/ITitleNotices.sol";
import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Action, Basis, FreezeScope, LinkKind, Mode, Right} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {MarketActs} from "./MarketActs.sol";

/// @notice The other forms of a notice (joint, fused, derived, again), links between titles, a calendar that is corrected.
abstract contract FormActs is MarketActs {
    struct Linked {
        uint8 kind;
        bytes32 a;
        bytes32 b;
        uint40 since;
    }

    bytes32 private constant FUSION =
        keccak256("Fusion(bytes32 titleId,bytes32 participantsDigest,uint40 signedAt,uint40 deadline)");
    bytes32 private constant INNER = keccak256("inner terms");
    uint256 private constant MOST_LINKS = 6;

    Linked[] internal linked;
    mapping(uint256 title => bool) internal consented;
    mapping(uint256 title => uint256[]) internal sourcesOf;
    /// @dev Index + 1 of the title that a re-registration follows.
    mapping(uint256 title => uint256) internal follows;

    function noticeJoint(uint256 seed) external acts {
        (uint16 registrar, string memory name) = _registrar(seed);
        INotices.Notice[] memory all = new INotices.Notice[](2);
        all[0] = _application(seed);
        all[1] = _heldBy(all[0], _someone(seed, "joint"), registrar);
        if (all[1].holder < all[0].holder) (all[0], all[1]) = (all[1], all[0]);
        vm.prank(addr(name));
        notices.noticeJoint(all);
        if (all[0].holder == all[1].holder) _breach("I1: one holder twice in a case");
        for (uint256 i = 0; i < all.length; ++i) {
            _filed(_titleId(all[i].key), all[i], registrar);
        }
    }

    /// @dev Two others take part; one time in four the applicant signs for them, which must not pass.
    function noticeFused(uint256 seed) external acts {
        (uint16 registrar, string memory name) = _registrar(seed);
        INotices.Notice memory n = _application(seed);
        n.key.packed = PackedWord.unwrap(PackedWord.wrap(n.key.packed).withBasis(Basis.FUSED_SILENT));
        uint32[] memory who = _others(seed, n.holder);
        bytes memory fields = abi.encode(FUSION, _titleId(n.key), keccak256(abi.encode(who)));
        bool forged = _pick(seed, "forged", 4) == 0;
        Consent[] memory by = new Consent[](who.length);
        for (uint256 i = 0; i < who.length; ++i) {
            by[i] = consent(nameOf[forged ? n.holder : who[i]], fields);
        }
        vm.prank(addr(name));
        _filed(notices.noticeFused(n, who, by), n, registrar);
        if (forged) _breach("I6: fused without the participants' own consents");
        consented[known.length - 1] = true;
    }

    function noticeDerived(uint256 seed) external acts {
        (uint16 registrar, string memory name) = _registrar(seed);
        uint256[] memory from = _sources(seed);
        bytes32[] memory ids = new bytes32[](from.length);
        for (uint256 i = 0; i < from.length; ++i) {
            ids[i] = known[from[i]].id;
        }
        bool stranger = _pick(seed, "stranger", 6) == 0;
        uint32 holder = stranger ? _someone(seed, "deriver") : _acting(known[from[0]].holder);
        INotices.Notice memory n = _heldBy(_application(seed), holder, registrar);
        PackedWord packed = PackedWord.wrap(n.key.packed).withBasis(Basis.DERIVED).withMode(Mode.DERIVED);
        n.key.packed = PackedWord.unwrap(packed);
        n.key.termsDigest = keccak256(abi.encode("torrens/derived/1", keccak256(abi.encode(ids)), INNER));
        vm.prank(addr(name));
        _filed(notices.noticeDerived(n, ids, INNER), n, registrar);
        sourcesOf[known.length - 1] = from;
    }

    function registerDerived(uint256 seed) external acts {
        uint256 i = _derivedNotice(seed);
        uint256[] memory from = sourcesOf[i];
        GrantKey[][] memory paths = new GrantKey[][](from.length);
        for (uint256 n = 0; n < from.length; ++n) {
            paths[n] = _pathTo(from[n]);
        }
        if (block.timestamp < known[i].noticeUntil) vm.warp(known[i].noticeUntil);
        vm.prank(addr(_registrarOf(i)));
        uint64 certNo = titles.registerDerived(known[i].key, paths, INNER);
        _registered(i, certNo);
        for (uint256 n = 0; n < from.length; ++n) {
            _derivable(from[n], i);
            linked.push(Linked(LinkKind.SOURCE, known[i].id, known[from[n]].id, uint40(block.timestamp)));
        }
    }

    function noticeAgain(uint256 seed) external acts {
        (uint16 registrar, string memory name) = _registrar(seed);
        uint256 earlier = _ended(seed);
        INotices.Notice memory n = _heldBy(_application(seed), _acting(known[earlier].holder), registrar);
        n.key.parent = known[earlier].key.parent;
        vm.prank(addr(name));
        _filed(notices.noticeAgain(n, known[earlier].key), n, registrar);
        if (_holdsStill(earlier)) _breach("I1: registered again over a title that stands");
        follows[known.length - 1] = earlier + 1;
        linked.push(
            Linked(LinkKind.PREDECESSOR, known[known.length - 1].id, known[earlier].id, uint40(block.timestamp))
        );
    }

    function link(uint256 seed) external acts {
        if (linked.length >= MOST_LINKS) revert Nothing();
        uint256 i = _inStateOf(seed, GrantState.ACTIVE);
        uint256 other = _pick(seed, "other", known.length);
        if (known[i].id > known[other].id) (i, other) = (other, i);
        uint8 kind = _pick(seed, "near", 2) == 0 ? LinkKind.RELATED_NEAR : LinkKind.RELATED_EXACT;
        vm.prank(addr(_registrarOf(_pick(seed, "whose", 2) == 0 ? i : other)));
        notices.link(kind, known[i].id, known[other].id, digest("decision"));
        if (known[i].depth != 0 || known[other].depth != 0 || i == other) _breach("what is no title was linked");
        for (uint256 n = 0; n < linked.length; ++n) {
            Linked storage l = linked[n];
            bool same = l.kind == kind && l.a == known[i].id && l.b == known[other].id;
            if (same) _breach("linked twice");
        }
        linked.push(Linked(kind, known[i].id, known[other].id, uint40(block.timestamp)));
    }

    /// @dev A day to come works or does not from now on; one time in five a day that has begun, which must not pass.
    function correctCalendar(uint256 seed) external acts {
        uint256 today = (block.timestamp + 8 hours) / 1 days;
        bool past = _pick(seed, "past", 5) == 0;
        uint256 day = past ? today - _pick(seed, "back", 5) : today + 1 + _pick(seed, "day", 7);
        (uint256 half, uint256 place) = _placeOfDay(day);
        bytes32[2] memory next = workdays;
        next[half] ^= bytes32(uint256(1) << place);
        vm.prank(addr("council"));
        parties.correctCalendar(2026, next[0], next[1], digest("amended notice"));
        if (past) _breach("I15: a day that has begun was corrected");
        workdays = next;
    }

    /// @dev Counts a running notice anew, mostly after a correction; what a second approval has closed stays closed.
    function recount(uint256 seed) external acts {
        uint256 i = _inStateOf(seed, GrantState.NOTICED);
        for (uint256 n = 0; n < known.length; ++n) {
            bool runs = known[n].state == GrantState.NOTICED && block.timestamp < known[n].noticeUntil;
            if (runs && _noticeEndOf(known[n].filed) != known[n].noticeUntil) i = n;
        }
        notices.recount(known[i].id);
        if (block.timestamp >= known[i].noticeUntil || known[i].exempted) {
            _breach("I15: a closed notice was recounted");
        }
        known[i].noticeUntil = _noticeEndOf(known[i].filed);
    }

    // ---- what they share

    /// @dev The same application, for another holder.
    function _heldBy(INotices.Notice memory of_, uint32 holder, uint16 registrar)
        private
        pure
        returns (INotices.Notice memory n)
    {
        PackedWord packed = PackedWord.wrap(of_.key.packed).withNonce(Ids.titleNonce(holder, registrar, of_.salt));
        GrantKey memory key = GrantKey(of_.key.parent, PackedWord.unwrap(packed), of_.key.termsDigest);
        return ITitleNotices.Notice(key, holder, of_.salt, of_.caseDigest, of_.duplicateSearchDigest);
    }

    function _others(uint256 seed, uint32 applicant) private view returns (uint32[] memory who) {
        who = new uint32[](2);
        (who[0], who[1]) = (_someone(seed, "first"), _someone(seed, "second"));
        if (who[0] > who[1]) (who[0], who[1]) = (who[1], who[0]);
        if (who[0] == applicant || who[1] == applicant || who[0] == who[1]) revert Nothing();
    }

    /// @dev One grant or two of one hand, by rising id.
    function _sources(uint256 seed) private view returns (uint256[] memory from) {
        uint256 i = _alive(seed);
        for (uint256 n = 0; n < 8 && PackedWord.wrap(known[i].key.packed).rights() & Right.USE == 0; ++n) {
            i = _alive(uint256(keccak256(abi.encode(seed, n))));
        }
        uint256 other = _alive(uint256(keccak256(abi.encode(seed, "other"))));
        bool two = other != i && _acting(known[other].holder) == _acting(known[i].holder);
        from = new uint256[](two ? 2 : 1);
        from[0] = i;
        if (two) (from[0], from[1]) = known[i].id < known[other].id ? (i, other) : (other, i);
    }

    function _derivedNotice(uint256 seed) private view returns (uint256) {
        uint256 start = _pick(seed, "derived", known.length);
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (known[i].state == GrantState.NOTICED && sourcesOf[i].length != 0) return i;
        }
        revert Nothing();
    }

    /// @dev At this moment the applicant may use the source and make other data of it.
    function _derivable(uint256 source, uint256 title) private {
        PackedWord packed = PackedWord.wrap(known[source].key.packed);
        if (!_stands(source) || _stopped(source)) _breach("I5: derived from what is not valid");
        if (_acting(known[source].holder) != _acting(known[title].holder)) _breach("I5: derived from another's");
        if (packed.rights() & Right.USE == 0) _breach("I5: derived without USE");
        if (packed.action() & Action.DERIVE == 0) _breach("I5: derived without the action DERIVE");
    }

    /// @dev Whether an order that stops exercise runs on the path, or on a holder of it.
    function _stopped(uint256 index) internal view returns (bool) {
        for (uint256 i = index + 1; i != 0; i = known[i - 1].parent) {
            if (_runs(known[i - 1].id, FreezeScope.EXERCISE)) return true;
            for (uint32 hop = known[i - 1].holder; hop != 0; hop = heirOf[hop]) {
                if (_runs(_ofParty(hop), FreezeScope.EXERCISE)) return true;
            }
        }
        return false;
    }

    /// @dev A title that has ended; one time in six any.
    function _ended(uint256 seed) private view returns (uint256) {
        uint256 start = _pick(seed, "ended", known.length);
        bool any = _pick(seed, "any", 6) == 0;
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (known[i].parent == 0 && (any || !_holdsStill(i))) return i;
        }
        revert Nothing();
    }

    /// @dev Whether a title holds its right or waits for it, or carries an order or an interest that is not settled.
    function _holdsStill(uint256 i) internal view returns (bool) {
        uint8 state = known[i].state;
        if (state == GrantState.NOTICED) return true;
        if ((state == GrantState.ACTIVE || state == GrantState.SPLIT) && block.timestamp < known[i].until) return true;
        if (_runs(known[i].id, FreezeScope.DISPOSE) || _waits(known[i].id)) return true;
        Charge[] storage of_ = charges[known[i].id];
        for (uint256 r = 0; r < of_.length; ++r) {
            if (of_[r].state == 1) return true;
        }
        return false;
    }
}
