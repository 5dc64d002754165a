// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../interfaces/IGrants.sol";
import {IListings} from "../interfaces/IListings.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {GrantFacts} from "../libraries/GrantFacts.sol";
import {Ids} from "../libraries/Ids.sol";
import {ListingLaw} from "../libraries/ListingLaw.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {ListingFlag, PartyKind, Reason, Right, Role, Verb, Verdict} from "../types/Codes.sol";
import {GrantWord} from "../types/GrantWord.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {ListingState, ListingWord} from "../types/ListingWord.sol";
import {PartyState, PartyWord} from "../types/PartyWord.sol";
import {Consent, GrantKey} from "../types/Structs.sol";
import {Module} from "./Module.sol";

/// @title Listings: products of a grant, see IListings
contract Listings is Module, IListings {
    bytes32 private constant LIST = keccak256(
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    /// @param register_ The register whose LISTING words this module says.
    constructor(IRegister register_) Module(register_) {}

    /// @inheritdoc IListings
    function list(GrantKey[] calldata path, Product calldata product) external returns (bytes32) {
        uint32 party = _actor(Role.SIGN).party();
        GrantFacts.Found memory found = GrantFacts.read(register, origin, path);
        bytes32 grant = found.ids[path.length - 1];
        if (party != found.holder) revert IGrants.NotHolder(grant, found.holder, party);
        return _list(found, product);
    }

    /// @inheritdoc IListings
    function listBySignature(GrantKey[] calldata path, Product calldata product, Consent calldata ofHolder)
        external
        returns (bytes32)
    {
        GrantFacts.Found memory found = GrantFacts.read(register, origin, path);
        _requireConsent(_listHash(found, product, ofHolder), ofHolder, found.holder);
        return _list(found, product);
    }

    /// @inheritdoc IListings
    function review(
        bytes32 grantId,
        Product calldata product,
        uint8 verdict,
        uint8 grade,
        uint40 until,
        bytes32 reportDigest
    ) external {
        uint32 reviewer = _requireReviewer(grantId, product.exchange);
        if (reportDigest == 0) revert ZeroField("reportDigest");
        bytes32 id = Ids.listingId(grantId, product.exchange, product.productDigest, product.nonce);
        ListingWord word = _known(id);
        if (word.until() != product.until || word.flags() != product.flags) {
            revert ProductDiffers(id, word.until(), word.flags());
        }
        ListingWord next = _judged(id, word, verdict, until).withGrade(grade);
        emit Reviewed(id, reviewer, verdict, grade, until, reportDigest, msg.sender);
        bytes32 leaf =
            keccak256(abi.encode(Reviewed.selector, id, reviewer, verdict, grade, until, reportDigest, msg.sender));
        _write(Kind.LISTING, id, ListingWord.unwrap(word), ListingWord.unwrap(next), leaf);
    }

    /// @inheritdoc IListings
    function change(bytes32 listingId, uint8 state, uint8 reason) external {
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        ListingWord word = _known(listingId);
        if (word.exchange() != exchange) revert NotThisExchange(word.exchange(), exchange);
        uint8 from = word.state();
        bool known = state == ListingState.LISTED || state == ListingState.SUSPENDED || state == ListingState.DELISTED;
        if (!known || from == state || from == ListingState.DELISTED) {
            revert ListingStateRefused(listingId, from, state);
        }
        emit ListingChanged(listingId, state, reason, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ListingChanged.selector, listingId, state, reason, msg.sender));
        bytes32 next = ListingWord.unwrap(word.withState(state));
        _write(Kind.LISTING, listingId, ListingWord.unwrap(word), next, leaf);
    }

    /// @inheritdoc IListings
    function good(GrantKey[] calldata path, uint16 exchange, bytes32 productDigest, uint64 nonce)
        external
        view
        returns (bool yes, uint8 reason)
    {
        GrantFacts.Found memory found = GrantFacts.read(register, origin, path);
        bytes32 id = Ids.listingId(found.ids[path.length - 1], exchange, productDigest, nonce);
        reason = ListingLaw.good(ListingWord.wrap(_read(Kind.LISTING, id)), found.facts, block.timestamp);
        yes = reason == Reason.NONE;
    }

    /// @dev The one way a product comes to be listed.
    function _list(GrantFacts.Found memory found, Product calldata product) private returns (bytes32 id) {
        bytes32 grant = found.ids[found.ids.length - 1];
        _requireListable(grant, found.facts, product);
        id = Ids.listingId(grant, product.exchange, product.productDigest, product.nonce);
        if (_read(Kind.LISTING, id) != 0) revert ListingExists(id);
        ListingWord word = ListingWord.wrap(0).withState(ListingState.LISTED).withFlags(product.flags);
        word = word.withExchange(product.exchange).withSince(uint40(block.timestamp)).withUntil(product.until);
        _write(Kind.LISTING, id, 0, ListingWord.unwrap(word), _sayListed(id, grant, product));
    }

    function _sayListed(bytes32 id, bytes32 grant, Product calldata p) private returns (bytes32) {
        emit Listed(id, grant, p.exchange, p.productDigest, p.nonce, p.until, p.flags, msg.sender);
        return keccak256(
            abi.encode(Listed.selector, id, grant, p.exchange, p.productDigest, p.nonce, p.until, p.flags, msg.sender)
        );
    }

    function _requireListable(bytes32 grant, Predicates.Facts memory facts, Product calldata product) private view {
        GrantWord word = facts.words[facts.words.length - 1];
        (uint8 reason,) = Predicates.free(facts, Verb.LICENSE, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(grant, Verb.LICENSE, reason);
        if (word.rights() & Right.OPERATE == 0) revert RightRefused(word.rights(), Right.OPERATE);
        if (product.productDigest == 0) revert ZeroField("productDigest");
        if (product.flags & ~ListingFlag.SANDBOX != 0) revert FlagsRefused(product.flags);
        if (product.until <= block.timestamp || product.until > word.until()) {
            revert ListingTermRefused(product.until, block.timestamp, word.until());
        }
        PartyWord exchange = _partyOf(product.exchange);
        if (exchange.kind() != PartyKind.EXCHANGE || exchange.state() != PartyState.ACTIVE) {
            revert ExchangeUnknown(product.exchange);
        }
    }

    function _requireReviewer(bytes32 grantId, uint16 exchange) private view returns (uint32 reviewer) {
        KeyWord key = _actor(Role.REVIEWER);
        if (key.exchange() != exchange) revert NotThisExchange(exchange, key.exchange());
        reviewer = key.party();
        if (GrantWord.wrap(_read(Kind.GRANT, grantId)).holder() == reviewer) revert SelfReview(reviewer);
    }

    /// @dev A verdict counts until `until`; a failed one ends what an earlier one gave, and suspends.
    function _judged(bytes32 id, ListingWord word, uint8 verdict, uint40 until) private view returns (ListingWord) {
        if (verdict < Verdict.PASSED || verdict > Verdict.FAILED) revert VerdictRefused(verdict);
        bool failed = verdict == Verdict.FAILED;
        if (word.state() == ListingState.DELISTED) {
            revert ListingStateRefused(id, word.state(), failed ? ListingState.SUSPENDED : ListingState.LISTED);
        }
        if (failed ? until != 0 : until <= block.timestamp) revert ReviewTermRefused(until, block.timestamp);
        if (failed) word = word.withState(ListingState.SUSPENDED);
        if (word.reviews() != type(uint8).max) word = word.withReviews(word.reviews() + 1);
        return word.withReviewUntil(until);
    }

    function _known(bytes32 id) private view returns (ListingWord word) {
        word = ListingWord.wrap(_read(Kind.LISTING, id));
        if (ListingWord.unwrap(word) == 0) revert ListingUnknown(id);
    }

    function _listHash(GrantFacts.Found memory found, Product calldata p, Consent calldata ofHolder)
        private
        pure
        returns (bytes32)
    {
        uint256 last = found.ids.length - 1;
        GrantWord parent = last == 0 ? GrantWord.wrap(0) : found.facts.words[last - 1];
        bytes memory product = abi.encode(LIST, found.ids[last], p.exchange, p.productDigest, p.nonce, p.until, p.flags);
        return keccak256(
            bytes.concat(product, abi.encode(found.facts.words[last], parent, ofHolder.signedAt, ofHolder.deadline))
        );
    }
}
