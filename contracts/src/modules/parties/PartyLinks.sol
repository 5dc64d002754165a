// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPartyLinks} from "../../interfaces/IPartyLinks.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {LinkKind, PartyFlag, PartyKind, Role} from "../../types/Codes.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice Affiliates of exchanges and superiors of authorities, as LINK words.
abstract contract PartyLinks is PartyBase {
    /// @inheritdoc IPartyLinks
    function declareAffiliate(uint32 party, bytes32 reasonDigest) external {
        _declare(_actor(Role.EXCHANGE).exchange(), party, reasonDigest);
    }

    /// @inheritdoc IPartyLinks
    function declareAffiliateOf(uint16 exchange, uint32 party, bytes32 reasonDigest) external {
        _requireAuthorityOrCouncil();
        _known(exchange);
        _declare(exchange, party, reasonDigest);
    }

    /// @inheritdoc IPartyLinks
    function endAffiliate(uint16 exchange, uint32 party, bytes32 reasonDigest) external {
        _requireAuthorityOrCouncil();
        if (reasonDigest == 0) revert ZeroField("reasonDigest");
        emit AffiliateEnded(exchange, party, reasonDigest, msg.sender);
        _end(LinkKind.AFFILIATE, exchange, party, _leaf(AffiliateEnded.selector, exchange, party, reasonDigest));
    }

    /// @inheritdoc IPartyLinks
    function nameSuperior(uint32 authority, uint32 superior, bytes32 orderDigest) external {
        _requireCouncil();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        _requireAuthorityKind(authority);
        _requireAuthorityKind(superior);
        emit SuperiorNamed(authority, superior, orderDigest, msg.sender);
        bytes32 leaf = _leaf(SuperiorNamed.selector, authority, superior, orderDigest);
        IRegister.Entry memory link = _begun(LinkKind.SUPERIOR, authority, superior, leaf);
        _write(link.kind, link.id, link.expected, link.word, leaf);
    }

    /// @inheritdoc IPartyLinks
    function endSuperior(uint32 authority, uint32 superior, bytes32 orderDigest) external {
        _requireCouncil();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        emit SuperiorEnded(authority, superior, orderDigest, msg.sender);
        _end(LinkKind.SUPERIOR, authority, superior, _leaf(SuperiorEnded.selector, authority, superior, orderDigest));
    }

    /// The party's own word says from now on that it was ever declared: who reads the word sees whether links are to be asked.
    function _declare(uint16 exchange, uint32 party, bytes32 reasonDigest) private {
        if (reasonDigest == 0) revert ZeroField("reasonDigest");
        PartyWord word = _known(party);
        emit AffiliateDeclared(exchange, party, reasonDigest, msg.sender);
        bytes32 leaf = _leaf(AffiliateDeclared.selector, exchange, party, reasonDigest);
        bool first = word.flags() & PartyFlag.AFFILIATE == 0;
        IRegister.Entry[] memory entries = new IRegister.Entry[](first ? 2 : 1);
        entries[0] = _begun(LinkKind.AFFILIATE, exchange, party, leaf);
        if (first) {
            bytes32 flagged = PartyWord.unwrap(word.withFlags(word.flags() | PartyFlag.AFFILIATE));
            entries[1] = IRegister.Entry(Kind.PARTY, Ids.ofNumber(party), PartyWord.unwrap(word), flagged, leaf);
        }
        _writeMany(entries);
    }

    /// A link that ended begins anew from now on; the events keep its past.
    function _begun(uint8 kind, uint32 a, uint32 b, bytes32 leaf) private view returns (IRegister.Entry memory) {
        if (a == b) revert LinkToItself(a);
        (bytes32 x, bytes32 y) = (Ids.ofNumber(a), Ids.ofNumber(b));
        if (_linked(kind, x, y)) revert LinkStands(kind, a, b);
        bytes32 id = Ids.linkId(kind, x, y);
        LinkWord link = LinkWord.wrap(0).withKind(kind).withSince(uint40(block.timestamp));
        return IRegister.Entry(Kind.LINK, id, _read(Kind.LINK, id), LinkWord.unwrap(link), leaf);
    }

    function _end(uint8 kind, uint32 a, uint32 b, bytes32 leaf) private {
        (bytes32 x, bytes32 y) = (Ids.ofNumber(a), Ids.ofNumber(b));
        if (!_linked(kind, x, y)) revert LinkUnknown(kind, a, b);
        bytes32 id = Ids.linkId(kind, x, y);
        LinkWord link = LinkWord.wrap(_read(Kind.LINK, id));
        _write(Kind.LINK, id, LinkWord.unwrap(link), LinkWord.unwrap(link.withUntil(uint40(block.timestamp))), leaf);
    }

    function _requireAuthorityKind(uint32 party) private view {
        uint8 kind = _known(party).kind();
        if (kind != PartyKind.AUTHORITY) revert PartyKindRefused(kind);
    }

    function _leaf(bytes32 selector, uint32 a, uint32 b, bytes32 digest) private view returns (bytes32) {
        return keccak256(abi.encode(selector, a, b, digest, msg.sender));
    }
}
