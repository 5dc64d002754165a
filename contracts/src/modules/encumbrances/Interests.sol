// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IInterests} from "../../interfaces/IInterests.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {CivilDates} from "../../libraries/CivilDates.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {Action, GrantFlag, InterestKind, Verb} from "../../types/Codes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {InterestState, InterestWord} from "../../types/InterestWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {InterestRanks} from "./InterestRanks.sol";

/// @notice Security interests and pre-notices; see IInterests.
abstract contract Interests is InterestRanks, IInterests {
    bytes32 private constant CHARGE = keccak256(
        "Charge(bytes32 grantId,uint8 kind,uint32 secured,uint40 maturity,uint8 consents,bytes32 digest,bytes32 receiptDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant INTEREST_CONSENT = keccak256(
        "InterestConsent(bytes32 grantId,uint8 ordinal,uint8 consents,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant RELEASE = keccak256(
        "Release(bytes32 grantId,uint8 ordinal,bytes32 releaseDigest,bytes32 interestWord,bytes32 word,uint40 signedAt,uint40 deadline)"
    );
    uint8 private constant MOST_RANKS = type(uint8).max;
    uint8 private constant MOST_NARROWED = 7; // what three bits count
    uint8 private constant EVERY_VERB = uint8((1 << (Verb.RANK + 1)) - 1);
    uint40 private constant MOST_PRENOTICE = 90 days; // Civil Code, article 221
    uint8 private constant MOST_YEARS = 30; // Measures for Unified Registration of Movables and Rights (2021), article 12

    /// @inheritdoc IInterests
    function charge(GrantKey[] calldata path, Terms calldata terms) external returns (uint8 ordinal) {
        GrantFacts.Found memory found = _ownFound(path);
        return _charge(found, terms);
    }

    /// @inheritdoc IInterests
    function chargeBySignature(GrantKey[] calldata path, Terms calldata terms, Consent calldata ofHolder)
        external
        returns (uint8 ordinal)
    {
        GrantFacts.Found memory found = _found(path);
        _requireConsent(_chargeHash(found, terms, ofHolder), ofHolder, found.holder);
        return _charge(found, terms);
    }

    /// @inheritdoc IInterests
    function consent(bytes32 grantId, uint8 ordinal, uint8 consents) external {
        (, InterestWord interest) = _live(grantId, ordinal);
        _requireSecured(grantId, ordinal, interest);
        _consent(grantId, ordinal, interest, consents);
    }

    /// @inheritdoc IInterests
    function consentBySignature(bytes32 grantId, uint8 ordinal, uint8 consents, Consent calldata by) external {
        (, InterestWord interest) = _signed(INTEREST_CONSENT, grantId, ordinal, bytes32(uint256(consents)), by);
        if (_narrowed(interest) == MOST_NARROWED) revert ConsentsByKeyOnly(grantId, ordinal);
        _consent(grantId, ordinal, interest, consents);
    }

    /// @inheritdoc IInterests
    function release(bytes32 grantId, uint8 ordinal, bytes32 releaseDigest) external {
        (GrantWord word, InterestWord interest) = _live(grantId, ordinal);
        _requireSecured(grantId, ordinal, interest);
        _release(grantId, word, ordinal, releaseDigest);
    }

    /// @inheritdoc IInterests
    function releaseBySignature(bytes32 grantId, uint8 ordinal, bytes32 releaseDigest, Consent calldata by) external {
        (GrantWord word,) = _signed(RELEASE, grantId, ordinal, releaseDigest, by);
        _release(grantId, word, ordinal, releaseDigest);
    }

    /// @inheritdoc IInterests
    function lapsePrenotice(bytes32 grantId, uint8 ordinal) external {
        (GrantWord word, InterestWord interest) = _live(grantId, ordinal);
        if (interest.kind() != InterestKind.PRENOTICE) revert NotPrenotice(grantId, ordinal, interest.kind());
        if (block.timestamp < interest.maturity()) {
            revert PrenoticeStands(grantId, ordinal, interest.maturity(), block.timestamp);
        }
        emit PrenoticeLapsed(grantId, ordinal, msg.sender);
        bytes32 leaf = keccak256(abi.encode(PrenoticeLapsed.selector, grantId, ordinal, msg.sender));
        _close(grantId, word, ordinal, leaf);
    }

    function _charge(GrantFacts.Found memory found, Terms calldata terms) private returns (uint8 ordinal) {
        bytes32 grantId = _id(found);
        GrantWord word = _word(found, 0);
        _requireTerms(found, terms);
        _requireFree(found, Verb.RANK);
        if (terms.kind == InterestKind.PRENOTICE) _requirePlaceFree(found);
        if (word.ranks() == MOST_RANKS) revert TooManyRanks(grantId);
        _activeParty(terms.secured);
        ordinal = word.ranks() + 1;
        bytes32 leaf = _sayCharged(grantId, ordinal, terms);
        GrantWord next = word.withRanks(ordinal).withLiveRanks(word.liveRanks() + 1);
        if (terms.kind == InterestKind.PRENOTICE) next = next.withFlags(next.flags() | GrantFlag.PRENOTICE);
        bytes32 id = Ids.interestId(grantId, ordinal); // two single writes: dearer in bulk by 1,200 gas
        _write(Kind.INTEREST, id, 0, InterestWord.unwrap(_interest(terms)), leaf);
        _write(Kind.GRANT, grantId, GrantWord.unwrap(word), GrantWord.unwrap(next), leaf);
    }

    /// One live interest, whose secured party signed one of the two structs above; they differ in one word.
    function _signed(bytes32 typeHash, bytes32 grantId, uint8 ordinal, bytes32 what, Consent calldata by)
        private
        view
        returns (GrantWord word, InterestWord interest)
    {
        (word, interest) = _live(grantId, ordinal);
        bytes32 structHash =
            keccak256(abi.encode(typeHash, grantId, ordinal, what, interest, word, by.signedAt, by.deadline));
        _requireConsent(structHash, by, _lastHop(interest.secured()));
    }

    function _sayCharged(bytes32 grantId, uint8 ordinal, Terms calldata t) private returns (bytes32 leaf) {
        emit Charged(grantId, ordinal, t.kind, t.secured, t.maturity, t.consents, t.digest, t.receiptDigest, msg.sender);
        // a struct of static fields is encoded as its fields
        return keccak256(abi.encode(Charged.selector, grantId, ordinal, t, msg.sender));
    }

    /// @dev What passes stands in the low five bits, above them how often it was narrowed: a wider consent was signed on a word that
    /// never comes back.
    function _consent(bytes32 grantId, uint8 ordinal, InterestWord interest, uint8 consents) private {
        if (consents & ~EVERY_VERB != 0) revert IGrants.MaskRefused("consents", consents);
        (uint8 stands, uint8 narrowed) = (interest.consents() & EVERY_VERB, _narrowed(interest));
        if (consents == stands) revert ConsentsUnchanged(grantId, ordinal, consents);
        if (stands & ~consents != 0 && narrowed < MOST_NARROWED) ++narrowed;
        emit ConsentsChanged(grantId, ordinal, consents, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ConsentsChanged.selector, grantId, ordinal, consents, msg.sender));
        bytes32 next = InterestWord.unwrap(interest.withConsents(narrowed << (Verb.RANK + 1) | consents));
        _write(Kind.INTEREST, Ids.interestId(grantId, ordinal), InterestWord.unwrap(interest), next, leaf);
    }

    function _narrowed(InterestWord interest) private pure returns (uint8) {
        return interest.consents() >> (Verb.RANK + 1);
    }

    function _release(bytes32 grantId, GrantWord word, uint8 ordinal, bytes32 releaseDigest) private {
        if (releaseDigest == 0) revert ZeroField("releaseDigest");
        emit InterestReleased(grantId, ordinal, releaseDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(InterestReleased.selector, grantId, ordinal, releaseDigest, msg.sender));
        _close(grantId, word, ordinal, leaf);
    }

    /// Takes one interest off its grant.
    function _close(bytes32 grantId, GrantWord word, uint8 ordinal, bytes32 leaf) private {
        InterestWord[] memory all = GrantFacts.everyInterest(register, grantId, word);
        InterestWord was = all[ordinal - 1];
        all[ordinal - 1] = was.withState(InterestState.RELEASED);
        IRegister.Entry[] memory entries = new IRegister.Entry[](2);
        entries[0] = _interestEntry(grantId, ordinal, was, all[ordinal - 1], leaf);
        bytes32 next = GrantWord.unwrap(_counted(word, all));
        entries[1] = IRegister.Entry(Kind.GRANT, grantId, GrantWord.unwrap(word), next, leaf);
        _writeMany(entries);
    }

    function _requireTerms(GrantFacts.Found memory found, Terms calldata t) private view {
        if (t.kind == 0 || t.kind > InterestKind.PRENOTICE) revert InterestKindRefused(t.kind);
        bool prenotice = t.kind == InterestKind.PRENOTICE;
        uint24 action = uint24(found.facts.leaf.action());
        if (prenotice && action & Action.ASSIGN == 0) revert IGrants.ActionMissing(_id(found), action, Action.ASSIGN);
        if (!prenotice && action & Action.PLEDGE == 0) revert NotPledgeable(_id(found), action);
        if (t.secured == found.holder || t.secured == _word(found, 0).holder()) revert SecuredIsHolder(t.secured);
        if (t.consents & ~EVERY_VERB != 0) revert IGrants.MaskRefused("consents", t.consents);
        if (_kept(t.digest) == 0) revert ZeroField("digest");
        if (!prenotice && t.receiptDigest == 0) revert ZeroField("receiptDigest");
        uint256 latest = prenotice ? block.timestamp + MOST_PRENOTICE : CivilDates.addYears(block.timestamp, MOST_YEARS);
        if (t.maturity <= block.timestamp || t.maturity > latest) {
            revert MaturityRefused(t.maturity, block.timestamp, latest);
        }
    }

    function _interest(Terms calldata t) private view returns (InterestWord) {
        return InterestWord.wrap(0).withState(InterestState.LIVE).withKind(t.kind).withSecured(t.secured)
            .withSince(uint40(block.timestamp)).withMaturity(t.maturity).withConsents(t.consents)
            .withDigest(_kept(t.digest));
    }

    /// No place is kept without end: none while a pre-notice has its place in the grant, or in what it was split from, and none for as
    /// long again after its deadline, for whomever and whoever holds the grant now.
    function _requirePlaceFree(GrantFacts.Found memory found) private view {
        for (uint256 i = 0; i < found.ids.length; ++i) {
            if (!Predicates.binds(found.facts.words, i)) continue;
            InterestWord[] memory all = GrantFacts.everyInterest(register, found.ids[i], found.facts.words[i]);
            for (uint256 rank = 0; rank < all.length; ++rank) {
                if (all[rank].kind() != InterestKind.PRENOTICE) continue;
                uint256 from = uint256(all[rank].maturity()) + MOST_PRENOTICE;
                if (block.timestamp >= from) continue;
                revert PrenoticeTooSoon(found.ids[i], uint8(rank + 1), from, block.timestamp);
            }
        }
    }

    function _chargeHash(GrantFacts.Found memory found, Terms calldata terms, Consent calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes memory what = abi.encode(CHARGE, _id(found), terms);
        return keccak256(bytes.concat(what, abi.encode(_word(found, 0), _parentWord(found), by.signedAt, by.deadline)));
    }
}
