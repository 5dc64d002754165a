// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEnforcement} from "../../interfaces/IEnforcement.sol";
import {IGrants} from "../../interfaces/IGrants.sol";
import {IInterests} from "../../interfaces/IInterests.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Settlements} from "../../libraries/Settlements.sol";
import {InterestKind, TransferReason, Verb} from "../../types/Codes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {InterestState, InterestWord} from "../../types/InterestWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {Judgments} from "./Judgments.sol";
import {Settling} from "./Settling.sol";

/// @title Enforcement: what passes a freeze, by judgment or by a pre-notice; see IEnforcement
contract Enforcement is Judgments {
    using Settlements for Settlements.Settlement;

    bytes32 private constant COMPLETION = keccak256(
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    /// @param register_ The register whose words this module may say.
    /// @param grants_ The module that writes holders and ends rights.
    constructor(IRegister register_, IGrants grants_) Settling(register_, grants_) {}

    /// @inheritdoc IEnforcement
    function complete(GrantKey[] calldata path, uint8 ordinal, bytes32 termsDigest, Consent calldata ofHolder)
        external
    {
        GrantFacts.Found memory found = _found(path);
        (, InterestWord prenotice) = _live(_id(found), ordinal);
        _requireSecured(_id(found), ordinal, prenotice);
        uint32 to = _lastHop(prenotice.secured());
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofHolder), ofHolder, found.holder);
        _complete(found, ordinal, to, termsDigest);
        _handOver(path, to, TransferReason.SALE, termsDigest);
    }

    /// @inheritdoc IEnforcement
    function completeBySignature(
        GrantKey[] calldata path,
        uint8 ordinal,
        bytes32 termsDigest,
        Consent calldata ofHolder,
        Consent calldata ofBeneficiary
    ) external {
        GrantFacts.Found memory found = _found(path);
        (, InterestWord prenotice) = _live(_id(found), ordinal);
        uint32 to = _lastHop(prenotice.secured());
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofHolder), ofHolder, found.holder);
        _requireConsent(_completionHash(found, ordinal, to, termsDigest, ofBeneficiary), ofBeneficiary, to);
        _complete(found, ordinal, to, termsDigest);
        _handOver(path, to, TransferReason.SALE, termsDigest);
    }

    /// Takes the pre-notice, and the orders that rank after it, off the grant; the transfer itself comes next.
    function _complete(GrantFacts.Found memory found, uint8 ordinal, uint32 to, bytes32 termsDigest) private {
        Target memory t = _targetAt(found, 0);
        Settlements.Settlement memory s = _settlement(t);
        InterestWord prenotice = s.interests[ordinal - 1];
        if (prenotice.kind() != InterestKind.PRENOTICE) {
            revert IInterests.NotPrenotice(t.id, ordinal, prenotice.kind());
        }
        if (_kept(termsDigest) != prenotice.digest()) revert TermsNotNoticed(t.id, ordinal, termsDigest);
        if (block.timestamp >= prenotice.maturity()) {
            revert PrenoticeRanOut(t.id, ordinal, prenotice.maturity(), block.timestamp);
        }
        _unfreeze(found.facts);
        _keepEarlier(found, s.interests, ordinal);
        _requireFree(found, Verb.TRANSFER);
        s.interests[ordinal - 1] = prenotice.withState(InterestState.RELEASED);
        s.liftDisposal(block.timestamp);
        s.promoteNext(block.timestamp);
        bytes32 leaf = _sayCompleted(t.id, s, ordinal, to, termsDigest);
        _writeMany(_entries(t, s, leaf));
    }

    function _sayCompleted(bytes32 id, Settlements.Settlement memory s, uint8 ordinal, uint32 to, bytes32 termsDigest)
        private
        returns (bytes32)
    {
        emit PrenoticeCompleted(id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender);
        return keccak256(
            abi.encode(PrenoticeCompleted.selector, id, ordinal, to, s.promoted, termsDigest, s.lifted, msg.sender)
        );
    }

    /// The same facts as if no interest stood in the grant but live ones of an earlier rank.
    function _keepEarlier(GrantFacts.Found memory found, InterestWord[] memory all, uint8 ordinal) private pure {
        uint8 n = 0;
        for (uint256 i = 0; i + 1 < ordinal; ++i) {
            if (all[i].state() == InterestState.LIVE) ++n;
        }
        uint256 last = found.ids.length - 1;
        InterestWord[] memory live = found.facts.interests[last]; // by rank, so the earlier ones come first
        InterestWord[] memory earlier = new InterestWord[](n);
        for (uint256 i = 0; i < n; ++i) {
            earlier[i] = live[i];
        }
        found.facts.interests[last] = earlier;
        found.facts.words[last] = found.facts.words[last].withLiveRanks(n);
    }

    function _completionHash(
        GrantFacts.Found memory found,
        uint8 ordinal,
        uint32 to,
        bytes32 termsDigest,
        Consent calldata by
    ) private pure returns (bytes32) {
        GrantWord word = _word(found, 0);
        bytes memory what = abi.encode(COMPLETION, _id(found), ordinal, word.holder(), to, termsDigest);
        return keccak256(bytes.concat(what, abi.encode(word, _parentWord(found), by.signedAt, by.deadline)));
    }
}
