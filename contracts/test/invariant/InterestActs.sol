// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../src/interfaces/IEnforcement.sol";
import {IInterests} from "../../src/interfaces/IInterests.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {FreezeScope, InterestKind, Verb} from "../../src/types/Codes.sol";
import {GrantState} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {HoldingActs} from "./HoldingActs.sol";

/// @notice Banks and courts: security interests by rank, pre-notices, and what passes a freeze.
abstract contract InterestActs is HoldingActs {
    /// @dev 1 live, 2 released, 3 enforced.
    struct Charge {
        uint32 secured;
        uint8 kind;
        uint8 consents;
        uint8 state;
        uint40 since;
        uint40 maturity;
    }

    bytes32 private constant CHARGE = keccak256(
        "Charge(bytes32 grantId,uint8 kind,uint32 secured,uint40 maturity,uint8 consents,bytes32 digest,bytes32 receiptDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant INTEREST_CONSENT = keccak256(
        "InterestConsent(bytes32 grantId,uint8 ordinal,uint8 consents,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RELEASE = keccak256(
        "Release(bytes32 grantId,uint8 ordinal,bytes32 releaseDigest,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant COMPLETION = keccak256(
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    mapping(bytes32 grantId => Charge[]) internal charges;
    uint256[] private charged;

    function charge(uint256 seed) external acts {
        (uint256 i, IInterests.Terms memory t) = _interest(seed);
        GrantKey[] memory path = _pathTo(i);
        vm.prank(_keyOf(i));
        _wasCharged(i, t, encumbrances.charge(path, t));
    }

    function chargeBySignature(uint256 seed) external acts {
        (uint256 i, IInterests.Terms memory t) = _interest(seed);
        GrantKey[] memory path = _pathTo(i);
        Consent memory ofHolder = consent(_signerOf(i), bytes.concat(abi.encode(CHARGE, known[i].id, t), _words(i)));
        _wasCharged(i, t, encumbrances.chargeBySignature(path, t, ofHolder));
    }

    function letPass(uint256 seed) external acts {
        (uint256 i, uint8 ordinal) = _live(seed, 0);
        Charge storage c = charges[known[i].id][ordinal - 1];
        uint8 consents = uint8(_pick(seed, "consents", 32));
        vm.prank(addr(nameOf[_acting(c.secured)]));
        encumbrances.consent(known[i].id, ordinal, consents);
        c.consents = consents;
    }

    function letPassBySignature(uint256 seed) external acts {
        (uint256 i, uint8 ordinal) = _live(seed, 0);
        Charge storage c = charges[known[i].id][ordinal - 1];
        uint8 consents = uint8(_pick(seed, "consents", 32));
        bytes memory fields =
            abi.encode(INTEREST_CONSENT, known[i].id, ordinal, consents, _interestWord(i, ordinal), grant(known[i].id));
        Consent memory own = consent(nameOf[_acting(c.secured)], fields);
        encumbrances.consentBySignature(known[i].id, ordinal, consents, own);
        c.consents = consents;
    }

    function release(uint256 seed) external acts {
        (uint256 i, uint8 ordinal) = _live(seed, 0);
        Charge storage c = charges[known[i].id][ordinal - 1];
        vm.prank(addr(nameOf[_acting(c.secured)]));
        encumbrances.release(known[i].id, ordinal, digest("release"));
        c.state = 2;
    }

    function releaseBySignature(uint256 seed) external acts {
        (uint256 i, uint8 ordinal) = _live(seed, 0);
        Charge storage c = charges[known[i].id][ordinal - 1];
        bytes memory fields =
            abi.encode(RELEASE, known[i].id, ordinal, digest("release"), _interestWord(i, ordinal), grant(known[i].id));
        Consent memory own = consent(nameOf[_acting(c.secured)], fields);
        encumbrances.releaseBySignature(known[i].id, ordinal, digest("release"), own);
        c.state = 2;
    }

    function lapsePrenotice(uint256 seed) external acts {
        (uint256 i, uint8 ordinal) = _live(seed, InterestKind.PRENOTICE);
        Charge storage c = charges[known[i].id][ordinal - 1];
        if (block.timestamp < c.maturity && _pick(seed, "wait", 2) == 0) vm.warp(c.maturity);
        encumbrances.lapsePrenotice(known[i].id, ordinal);
        if (block.timestamp < c.maturity) _breach("a pre-notice lapsed before its deadline");
        c.state = 2;
    }

    function complete(uint256 seed) external acts {
        (uint256 i, uint8 ordinal, Consent memory ofHolder) = _completion(seed);
        GrantKey[] memory path = _pathTo(i);
        vm.prank(addr(nameOf[_beneficiary(i, ordinal)]));
        enforcement.complete(path, ordinal, digest("completion"), ofHolder);
        _wasCompleted(i, ordinal);
    }

    function completeBySignature(uint256 seed) external acts {
        (uint256 i, uint8 ordinal, Consent memory ofHolder) = _completion(seed);
        GrantKey[] memory path = _pathTo(i);
        uint32 to = _beneficiary(i, ordinal);
        Consent memory own = consent(nameOf[to], _completionFields(i, ordinal, to));
        enforcement.completeBySignature(path, ordinal, digest("completion"), ofHolder, own);
        _wasCompleted(i, ordinal);
    }

    /// @dev The court whose order runs passes the grant on, or ends it; the first live interest is enforced with it.
    function adjudge(uint256 seed) external acts {
        (uint256 i, uint32 court) = _frozenOne(seed);
        bytes32 id = known[i].id;
        uint32 to = _pick(seed, "end", 5) == 0 ? 0 : _someone(seed, "buyer");
        uint8[] memory interests = new uint8[](0);
        for (uint8 n = 0; n < charges[id].length && interests.length == 0; ++n) {
            if (charges[id][n].state != 1) continue;
            interests = new uint8[](1);
            interests[0] = n + 1;
        }
        GrantKey[] memory path = _pathTo(i);
        IEnforcement.Whole[] memory wholes = _onItsWhole(i);
        vm.prank(addr(nameOf[court]));
        if (wholes.length == 0) enforcement.adjudge(path, to, interests, new uint8[](0), digest("judgment"));
        else enforcement.adjudgePart(path, to, interests, new uint8[](0), wholes, digest("judgment"));
        if (!_stands(i)) _breach("a judgment on what does not stand");
        if (wholes.length != 0) charges[known[known[i].parent - 1].id][wholes[0].interests[0] - 1].state = 3;
        if (interests.length != 0) charges[id][interests[0] - 1].state = 3;
        _liftRunning(id, 0);
        if (to == 0) known[i].state = GrantState.ENFORCED;
        else _handedOver(i, to);
    }

    /// @dev Of a part, the first interest that lives in what it was split from.
    function _onItsWhole(uint256 i) private view returns (IEnforcement.Whole[] memory wholes) {
        uint256 parent = known[i].parent;
        if (parent == 0 || !_partOf(i, parent - 1)) return wholes;
        Charge[] storage of_ = charges[known[parent - 1].id];
        for (uint8 n = 0; n < of_.length; ++n) {
            if (of_[n].state != 1) continue;
            wholes = new IEnforcement.Whole[](1);
            wholes[0] = IEnforcement.Whole(1, new uint8[](1), new uint8[](0));
            wholes[0].interests[0] = n + 1;
            break;
        }
    }

    // ---- what they share

    function _interest(uint256 seed) private view returns (uint256 i, IInterests.Terms memory t) {
        i = _alive(seed);
        uint8 kind = _pick(seed, "kept", 2) == 0 ? InterestKind.PRENOTICE : uint8(1 + _pick(seed, "kind", 3));
        uint40 term = kind == InterestKind.PRENOTICE ? uint40(30 days) : 300 days;
        uint8 consents = _pick(seed, "lenient", 2) == 0 ? 31 : uint8(_pick(seed, "consents", 32));
        bytes32 receipt = kind == InterestKind.PRENOTICE ? bytes32(0) : digest("receipt");
        uint32 secured = _someone(seed, "secured");
        t = IInterests.Terms(kind, secured, uint40(block.timestamp) + term, consents, digest("completion"), receipt);
    }

    function _wasCharged(uint256 i, IInterests.Terms memory t, uint8 ordinal) private {
        _disposed(i, Verb.RANK);
        if (t.kind == InterestKind.PRENOTICE && _keptLately(i)) _breach("a place is kept without end");
        bytes32 id = known[i].id;
        if (charges[id].length == 0) charged.push(i);
        charges[id].push(Charge(t.secured, t.kind, t.consents, 1, uint40(block.timestamp), t.maturity));
        if (ordinal != charges[id].length) _breach("I9: a rank is not the next");
    }

    /// @dev Whether a pre-notice, in the grant or in what it was split from, has its deadline ahead or less than ninety days behind.
    function _keptLately(uint256 index) private view returns (bool) {
        for (uint256 i = index + 1; i != 0; i = known[i - 1].parent) {
            if (!_partOf(index, i - 1)) continue;
            Charge[] storage of_ = charges[known[i - 1].id];
            for (uint256 r = 0; r < of_.length; ++r) {
                if (of_[r].kind == InterestKind.PRENOTICE && block.timestamp < of_[r].maturity + 90 days) return true;
            }
        }
        return false;
    }

    /// @dev A live interest, of this kind if one is said.
    function _live(uint256 seed, uint8 kind) private view returns (uint256 i, uint8 ordinal) {
        uint256 start = _pick(seed, "charged", charged.length);
        bool easy = _pick(seed, "easy", 5) != 0;
        for (uint256 n = 0; n < charged.length; ++n) {
            i = charged[(start + n) % charged.length];
            if (easy && kind != 0 && !_stands(i)) continue;
            Charge[] storage of_ = charges[known[i].id];
            for (uint256 r = 0; r < of_.length; ++r) {
                if (of_[r].state == 1 && (kind == 0 || of_[r].kind == kind)) return (i, uint8(r + 1));
            }
        }
        revert Nothing();
    }

    function _interestWord(uint256 i, uint8 ordinal) private view returns (bytes32) {
        return register.read(Kind.INTEREST, Ids.interestId(known[i].id, ordinal));
    }

    function _beneficiary(uint256 i, uint8 ordinal) private view returns (uint32) {
        return _acting(charges[known[i].id][ordinal - 1].secured);
    }

    function _completion(uint256 seed) private view returns (uint256 i, uint8 ordinal, Consent memory ofHolder) {
        (i, ordinal) = _live(seed, InterestKind.PRENOTICE);
        ofHolder = consent(_signerOf(i), _completionFields(i, ordinal, _beneficiary(i, ordinal)));
    }

    function _completionFields(uint256 i, uint8 ordinal, uint32 to) private view returns (bytes memory) {
        bytes memory what = abi.encode(COMPLETION, known[i].id, ordinal, known[i].holder, to, digest("completion"));
        return bytes.concat(what, _words(i));
    }

    /// @dev What ranks after the pre-notice is settled: orders that stop disposal only.
    function _wasCompleted(uint256 i, uint8 ordinal) private {
        bytes32 id = known[i].id;
        Charge storage c = charges[id][ordinal - 1];
        if (!_stands(i)) _breach("a sale completed of what does not stand");
        if (block.timestamp >= c.maturity) _breach("a pre-notice completed past its deadline");
        for (uint256 r = 0; r + 1 < ordinal; ++r) {
            if (_stops(charges[id][r], Verb.TRANSFER)) _breach("I8: completed against an earlier rank");
        }
        c.state = 2;
        _liftRunning(id, FreezeScope.DISPOSE);
        _handedOver(i, _acting(c.secured));
    }

    /// @dev Lifts what runs, and of one scope alone also what waits; then the first in line takes effect.
    function _liftRunning(bytes32 target, uint8 scope) private {
        Order[] storage of_ = orders[target];
        for (uint256 n = 0; n < of_.length; ++n) {
            bool runs = of_[n].state == 1 && block.timestamp < of_[n].until;
            if (scope == 0 ? runs : (of_[n].scope == scope && (runs || of_[n].state == 2))) of_[n].state = 3;
        }
        _next(target);
    }

    function _handedOver(uint256 i, uint32 to) private {
        if (block.timestamp <= known[i].since) _breach("a holder changed twice in a second");
        (known[i].holder, known[i].since, known[i].confirmed) = (to, uint40(block.timestamp), false);
    }

    /// @dev A grant with an order that runs on itself, and the court that made it.
    function _frozenOne(uint256 seed) private view returns (uint256, uint32) {
        uint256 start = _pick(seed, "frozen", known.length);
        bool easy = _pick(seed, "easy", 5) != 0;
        for (uint256 n = 0; n < known.length; ++n) {
            uint256 i = (start + n) % known.length;
            if (easy && !_stands(i)) continue;
            Order[] storage of_ = orders[known[i].id];
            for (uint256 o = 0; o < of_.length; ++o) {
                if (of_[o].state == 1 && block.timestamp < of_[o].until) return (i, of_[o].authority);
            }
        }
        revert Nothing();
    }

    function _stops(Charge storage c, uint8 verb) internal view returns (bool) {
        if (c.state != 1 || (c.consents >> verb) & 1 == 1) return false;
        return c.kind != InterestKind.PRENOTICE || block.timestamp < c.maturity;
    }

    /// @dev Whether an interest stands against a verb: on the grant, or on what it was split from.
    function _encumbered(uint256 index, uint8 verb) internal view returns (bool) {
        for (uint256 i = index + 1; i != 0; i = known[i - 1].parent) {
            if (!_partOf(index, i - 1)) continue;
            Charge[] storage of_ = charges[known[i - 1].id];
            for (uint256 r = 0; r < of_.length; ++r) {
                if (_stops(of_[r], verb)) return true;
            }
        }
        return false;
    }

    /// @dev Nor may a secured party stand in its way.
    function _disposed(uint256 i, uint8 verb) internal virtual override {
        super._disposed(i, verb);
        if (_encumbered(i, verb)) _breach("I8: disposed of against a secured party");
    }
}
