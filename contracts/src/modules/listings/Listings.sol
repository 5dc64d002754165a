// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../interfaces/IGrants.sol";
import {IListings} from "../../interfaces/IListings.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {GrantFacts} from "../../libraries/GrantFacts.sol";
import {Ids} from "../../libraries/Ids.sol";
import {ListingLaw} from "../../libraries/ListingLaw.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {ListingFlag, PartyKind, Reason, Right, Role, Verb} from "../../types/Codes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {ListingState, ListingWord} from "../../types/ListingWord.sol";
import {PartyState, PartyWord} from "../../types/PartyWord.sol";
import {Consent, GrantKey} from "../../types/Structs.sol";
import {Module} from "../Module.sol";
import {ListingReviews} from "./ListingReviews.sol";

/// @title Listings: products of a grant, see IListings
contract Listings is ListingReviews, IListings {
    bytes32 private constant LIST = keccak256(
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant DELIST = keccak256(
        "Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant NEW_VERSION = keccak256(
        "NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
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
    function newVersion(Ref calldata ref, bytes32 contentDigest) external {
        _requireHolder(ref.grantId);
        _newVersion(_idOf(ref), contentDigest);
    }

    /// @inheritdoc IListings
    function newVersionBySignature(Ref calldata ref, bytes32 contentDigest, Consent calldata ofHolder) external {
        bytes32 id = _idOf(ref);
        bytes memory what = abi.encode(NEW_VERSION, id, contentDigest, _known(id));
        _requireSigned(ref.grantId, what, ofHolder);
        _newVersion(id, contentDigest);
    }

    /// @inheritdoc IListings
    function change(bytes32 listingId, uint8 state, uint8 reason) external {
        ListingWord word = _ofExchange(listingId);
        if (state < ListingState.LISTED || state > ListingState.DELISTED) {
            revert ListingStateRefused(listingId, word.state(), state);
        }
        _change(listingId, word, state, reason);
    }

    /// @inheritdoc IListings
    function delist(Ref calldata ref, uint8 reason) external {
        _requireHolder(ref.grantId);
        bytes32 id = _idOf(ref);
        _change(id, _known(id), ListingState.DELISTED, reason);
    }

    /// @inheritdoc IListings
    function delistBySignature(Ref calldata ref, uint8 reason, Consent calldata ofHolder) external {
        bytes32 id = _idOf(ref);
        ListingWord word = _known(id);
        _requireSigned(ref.grantId, abi.encode(DELIST, id, reason, word), ofHolder);
        _change(id, word, ListingState.DELISTED, reason);
    }

    /// @inheritdoc IListings
    function endSandbox(bytes32 listingId, bytes32 digest) external {
        if (digest == 0) revert ZeroField("digest");
        ListingWord word = _ofExchange(listingId);
        if (word.flags() & ListingFlag.SANDBOX == 0) revert NotInSandbox(listingId);
        emit SandboxEnded(listingId, digest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(SandboxEnded.selector, listingId, digest, msg.sender));
        bytes32 next = ListingWord.unwrap(word.withFlags(word.flags() & ~ListingFlag.SANDBOX));
        _write(Kind.LISTING, listingId, ListingWord.unwrap(word), next, leaf);
    }

    /// @inheritdoc IListings
    function good(GrantKey[] calldata path, uint16 exchange, bytes32 productDigest, uint64 nonce)
        external
        view
        onlyEnabled
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
        ListingWord word = ListingWord.wrap(0).withState(ListingState.LISTED).withFlags(product.flags)
            .withExchange(product.exchange).withSince(uint40(block.timestamp)).withUntil(product.until)
            .withReviews(product.reviewers).withContent(ListingLaw.content(product.contentDigest));
        _write(Kind.LISTING, id, 0, ListingWord.unwrap(word), _sayListed(id, grant, product));
    }

    function _sayListed(bytes32 id, bytes32 grant, Product calldata p) private returns (bytes32) {
        emit Listed(
            id, grant, p.exchange, p.productDigest, p.nonce, p.until, p.flags, p.reviewers, p.contentDigest, msg.sender
        );
        return keccak256(abi.encode(Listed.selector, id, grant, p, msg.sender));
    }

    function _change(bytes32 id, ListingWord word, uint8 state, uint8 reason) private {
        uint8 from = word.state();
        if (from == state || from == ListingState.DELISTED) revert ListingStateRefused(id, from, state);
        emit ListingChanged(id, state, reason, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ListingChanged.selector, id, state, reason, msg.sender));
        _write(Kind.LISTING, id, ListingWord.unwrap(word), ListingWord.unwrap(word.withState(state)), leaf);
    }

    /// @dev `since` moves, so the word never comes back, and no earlier review is one of this version.
    function _newVersion(bytes32 id, bytes32 contentDigest) private {
        ListingWord word = _known(id);
        if (contentDigest == 0) revert ZeroField("contentDigest");
        uint128 content = ListingLaw.content(contentDigest);
        if (word.content() == content) revert SameVersion(id, contentDigest);
        if (word.state() == ListingState.DELISTED) revert ListingStateRefused(id, word.state(), ListingState.LISTED);
        if (word.since() >= block.timestamp) revert TooFast(id, word.since());
        emit VersionListed(id, contentDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(VersionListed.selector, id, contentDigest, msg.sender));
        ListingWord next = word.withSince(uint40(block.timestamp)).withReviewUntil(0).withGrade(0).withContent(content);
        _write(Kind.LISTING, id, ListingWord.unwrap(word), ListingWord.unwrap(next), leaf);
    }

    function _idOf(Ref calldata ref) private pure returns (bytes32) {
        return Ids.listingId(ref.grantId, ref.exchange, ref.productDigest, ref.nonce);
    }

    function _ofExchange(bytes32 id) private view returns (ListingWord word) {
        uint16 exchange = _actor(Role.EXCHANGE).exchange();
        word = _known(id);
        _requireExchange(word.exchange(), exchange);
    }

    function _requireHolder(bytes32 grantId) private view {
        uint32 party = _actor(Role.SIGN).party();
        uint32 holder = _holderOf(grantId);
        if (party != holder) revert IGrants.NotHolder(grantId, holder, party);
    }

    /// @dev `what` ends with the listing's word; the grant's, which is its parent, follows here.
    function _requireSigned(bytes32 grantId, bytes memory what, Consent calldata by) private view {
        uint32 holder = _holderOf(grantId);
        bytes memory rest = abi.encode(_read(Kind.GRANT, grantId), by.signedAt, by.deadline);
        _requireConsent(keccak256(bytes.concat(what, rest)), by, holder);
    }

    function _requireListable(bytes32 grant, Predicates.Facts memory facts, Product calldata product) private view {
        GrantWord word = facts.words[facts.words.length - 1];
        uint8 reason = Predicates.whyUnfree(facts, Verb.LICENSE, block.timestamp);
        if (reason != Reason.NONE) revert IGrants.NotFree(grant, Verb.LICENSE, reason);
        if (word.rights() & Right.OPERATE == 0) revert RightRefused(word.rights(), Right.OPERATE);
        if (product.productDigest == 0) revert ZeroField("productDigest");
        if (product.contentDigest == 0) revert ZeroField("contentDigest");
        if (product.flags & ~ListingFlag.SANDBOX != 0) revert FlagsRefused(product.flags);
        if (product.reviewers == 0 || product.reviewers > ListingLaw.MOST_REVIEWERS) {
            revert QuorumRefused(product.reviewers);
        }
        if (product.until <= block.timestamp || product.until > word.until()) {
            revert ListingTermRefused(product.until, block.timestamp, word.until());
        }
        PartyWord exchange = _partyOf(product.exchange);
        if (exchange.kind() != PartyKind.EXCHANGE || exchange.state() != PartyState.ACTIVE) {
            revert ExchangeUnknown(product.exchange);
        }
    }

    function _listHash(GrantFacts.Found memory found, Product calldata p, Consent calldata ofHolder)
        private
        pure
        returns (bytes32)
    {
        uint256 last = found.ids.length - 1;
        GrantWord parent = last == 0 ? GrantWord.wrap(0) : found.facts.words[last - 1];
        return keccak256(
            abi.encode(LIST, found.ids[last], p, found.facts.words[last], parent, ofHolder.signedAt, ofHolder.deadline)
        );
    }
}
