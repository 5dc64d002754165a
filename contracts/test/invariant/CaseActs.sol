// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CivilDates} from "../../src/libraries/CivilDates.sol";
import {Annotation, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {ObjectionState} from "../../src/types/ObjectionWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {InterestActs} from "./InterestActs.sol";

/// @notice The rest of a title's case, and what follows its registration.
abstract contract CaseActs is InterestActs {
    bytes32 private constant EXEMPTION =
        keccak256("Exemption(bytes32 titleId,bytes32 reasonDigest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant WITHDRAW =
        keccak256("Withdraw(bytes32 titleId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant CHANGE = keccak256(
        "Change(bytes32 titleId,bytes32 changeDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RENEW =
        keccak256("Renew(bytes32 titleId,uint40 certUntil,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 private constant CANCEL = keccak256(
        "Cancel(bytes32 titleId,bytes32 reasonDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    function exempt(uint256 seed) external acts {
        _seldom(seed, 2);
        uint256 i = _inStateOf(seed, GrantState.NOTICED);
        string memory reviewer = known[i].registrar == HARBIN ? "harbin-reviewer" : "hangzhou-reviewer";
        Consent memory second = consent(reviewer, _over(EXEMPTION, i, digest("urgent")));
        vm.prank(addr(_registrarOf(i)));
        notices.exempt(known[i].id, digest("urgent"), second);
        if (known[i].open != 0) _breach("publicity waived over an open objection");
        (known[i].noticeUntil, known[i].exempted) = (uint40(block.timestamp), true);
    }

    function withdraw(uint256 seed) external acts {
        _seldom(seed, 3);
        uint256 i = _inStateOf(seed, GrantState.NOTICED);
        vm.prank(_keyOf(i));
        notices.withdraw(known[i].id, digest("withdrawal"));
        known[i].state = GrantState.LAPSED;
    }

    function withdrawBySignature(uint256 seed) external acts {
        _seldom(seed, 3);
        uint256 i = _inStateOf(seed, GrantState.NOTICED);
        Consent memory own = consent(_signerOf(i), _over(WITHDRAW, i, digest("withdrawal")));
        notices.withdrawBySignature(known[i].id, digest("withdrawal"), own);
        known[i].state = GrantState.LAPSED;
    }

    function refuse(uint256 seed) external acts {
        _seldom(seed, 3);
        uint256 i = _inStateOf(seed, GrantState.NOTICED);
        vm.prank(addr(_registrarOf(i)));
        notices.refuse(known[i].id, digest("refusal"));
        known[i].state = GrantState.LAPSED;
    }

    function settleMany(uint256 seed) external acts {
        uint256 start = _pick(seed, "objection", objected.length);
        for (uint256 n = 0; n < objected.length; ++n) {
            Objected storage o = objected[(start + n) % objected.length];
            if (!o.open) continue;
            uint8[] memory one = new uint8[](1);
            one[0] = o.ordinal;
            vm.prank(addr(_registrarOf(o.title)));
            notices.settleMany(known[o.title].id, one, ObjectionState.INCOMPLETE, digest("bounced"));
            o.open = false;
            --known[o.title].open;
            return;
        }
        revert Nothing();
    }

    function withdrawObjection(uint256 seed) external acts {
        uint256 start = _pick(seed, "objection", objected.length);
        for (uint256 n = 0; n < objected.length; ++n) {
            Objected storage o = objected[(start + n) % objected.length];
            if (!o.open) continue;
            vm.prank(addr(nameOf[_acting(o.party)]));
            notices.withdrawObjection(known[o.title].id, o.ordinal);
            o.open = false;
            --known[o.title].open;
            return;
        }
        revert Nothing();
    }

    function change(uint256 seed) external acts {
        uint256 i = _titleAlive(seed);
        bytes32 document = bytes32(++nonces);
        Consent memory own = consent(_signerOf(i), bytes.concat(_over(CHANGE, i, document), _aboveOf(i)));
        GrantKey[] memory path = _pathTo(i);
        vm.prank(addr(_registrarOf(i)));
        titles.change(path, document, own);
        vm.prank(addr(_registrarOf(i)));
        try titles.change(path, document, own) {
            _breach("one consent registered two changes");
        } catch {}
    }

    /// @dev Renewals are of certificates that end before the right: those of ten years, four and a half years on.
    function renew(uint256 seed) external acts {
        uint256 i = _titleAlive(seed);
        Known storage root = _titleOf(i);
        if (root.certUntil >= root.until) revert Nothing();
        uint40 certUntil = root.certUntil + uint40(_pick(seed, "more", 6 * 365) * 1 days);
        bytes32 word = register.read(6, root.id);
        Consent memory own = consent(_signerOf(i), abi.encode(RENEW, root.id, certUntil, word));
        GrantKey[] memory path = _pathTo(i);
        if (_pick(seed, "wait", 3) == 0 && block.timestamp + 90 days < root.certUntil) {
            vm.warp(root.certUntil - 90 days);
            own = consent(_signerOf(i), abi.encode(RENEW, root.id, certUntil, word));
        }
        vm.prank(addr(_registrarOf(i)));
        titles.renew(path, certUntil, own);
        if (block.timestamp + 185 days < root.certUntil) _breach("I13: renewed before its window");
        if (block.timestamp + 1 hours > root.certUntil) _breach("I13: renewed after its window");
        if (certUntil > CivilDates.addYears(root.certUntil, 5)) _breach("I13: renewed for more than five years");
        root.certUntil = certUntil;
    }

    function annotate(uint256 seed) external acts {
        uint256 i = _inStateOf(seed, GrantState.ACTIVE);
        uint8 kind = uint8(1 + _pick(seed, "kind", 5));
        vm.prank(addr(kind == Annotation.JUDICIAL ? "court" : _registrarOf(i)));
        titles.annotate(known[i].id, kind, digest("remark"));
        if (known[i].depth != 0) _breach("a licence was annotated");
        annotated.push(Remark(i, kind));
    }

    function clearAnnotation(uint256) external acts {
        if (annotated.length == 0) revert Nothing();
        Remark memory last = annotated[annotated.length - 1];
        vm.prank(addr(last.kind == Annotation.JUDICIAL ? "court" : _registrarOf(last.title)));
        titles.clearAnnotation(known[last.title].id, last.kind, digest("remark"));
        annotated.pop();
    }

    function cancel(uint256 seed) external acts {
        _seldom(seed, 2);
        uint256 i = _titleAlive(seed);
        Consent memory own = consent(_signerOf(i), bytes.concat(_over(CANCEL, i, digest("no more")), _aboveOf(i)));
        GrantKey[] memory path = _pathTo(i);
        vm.prank(addr(_registrarOf(i)));
        titles.cancel(path, digest("no more"), own);
        _disposed(i, Verb.END);
        known[i].state = GrantState.SURRENDERED;
    }

    /// @dev By an authority: void with all below, or sparing what stands below; what waits lapses.
    function revoke(uint256 seed) external acts {
        _seldom(seed, 3);
        uint256 i = _pick(seed, "grant", known.length);
        uint8 next = _pick(seed, "sparing", 2) == 0 ? GrantState.VOID_SPARING : GrantState.VOID;
        bool waits = known[i].state == GrantState.NOTICED || known[i].state == GrantState.RESERVED;
        if (waits) next = GrantState.LAPSED;
        vm.prank(addr("court"));
        titles.revoke(known[i].id, next, digest("judgment"));
        known[i].state = next;
    }

    // ---- what they share

    struct Remark {
        uint256 title;
        uint8 kind;
    }

    Remark[] private annotated;

    function _over(bytes32 structType, uint256 i, bytes32 what) private view returns (bytes memory) {
        return abi.encode(structType, known[i].id, what, grant(known[i].id));
    }

    /// @dev The word of what a part was split from; zero for a title.
    function _aboveOf(uint256 i) private view returns (bytes memory) {
        uint256 parent = known[i].parent;
        return abi.encode(parent == 0 ? bytes32(0) : register.read(6, known[parent - 1].id));
    }

    /// @dev A title, or a part of one, that stands.
    function _titleAlive(uint256 seed) private view returns (uint256) {
        uint256 start = _pick(seed, "title", known.length);
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (known[i].depth == 0 && _stands(i)) return i;
        }
        revert Nothing();
    }
}
