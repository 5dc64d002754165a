// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPartyLife} from "../../interfaces/IPartyLife.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {Predicates} from "../../libraries/Predicates.sol";
import {LinkKind, Role} from "../../types/Codes.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {PartyState, PartyWord} from "../../types/PartyWord.sol";
import {Consent} from "../../types/Structs.sol";
import {PartyBase} from "./PartyBase.sol";

/// @notice A party ends, and another takes its place by one pointer.
/// @dev A successor is ACTIVE, so it has none itself: pointers are acyclic as written. `behind` counts the longest line of
/// predecessors that ends at a party, so no line grows past what the predicates read; a FORMER link for each leads back.
abstract contract PartySuccession is PartyBase {
    bytes32 private constant SUCCESSION = keccak256(
        "Succession(uint32 party,uint32 successor,bytes32 orderDigest,bytes32 partyWord,bytes32 successorWord,uint40 signedAt,uint40 deadline)"
    );

    /// @inheritdoc IPartyLife
    function removeExchange(uint16 exchange, bytes32 orderDigest) external {
        _requireCouncil();
        if (orderDigest == 0) revert ZeroField("orderDigest");
        PartyWord word = _known(exchange);
        if (word.state() != PartyState.ACTIVE) revert PartyNotActive(exchange, word.state());
        emit ExchangeRemoved(exchange, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ExchangeRemoved.selector, exchange, orderDigest, msg.sender));
        bytes32 ended = PartyWord.unwrap(word.withState(PartyState.ENDED));
        _write(Kind.PARTY, Ids.ofNumber(exchange), PartyWord.unwrap(word), ended, leaf);
    }

    /// @inheritdoc IPartyLife
    function succeed(uint32 party, uint32 successor, bytes32 orderDigest, Consent calldata ofSuccessor) external {
        PartyWord word = _known(party);
        if (_ordinary(word.kind())) _actor(Role.AUTHORITY);
        else _requireCouncil();
        _succeed(party, word, successor, orderDigest, ofSuccessor);
    }

    /// @inheritdoc IPartyLife
    function succeedBySignature(
        uint32 party,
        uint32 successor,
        bytes32 orderDigest,
        Consent calldata ofParty,
        Consent calldata ofSuccessor
    ) external {
        PartyWord word = _known(party);
        if (!_ordinary(word.kind())) revert PartyKindRefused(word.kind());
        _requireHomeExchange(party, word);
        _requireConsent(_succession(party, word, successor, orderDigest, ofParty), ofParty, party);
        _succeed(party, word, successor, orderDigest, ofSuccessor);
    }

    function _succeed(uint32 party, PartyWord word, uint32 successor, bytes32 orderDigest, Consent calldata ofSuccessor)
        private
    {
        if (orderDigest == 0) revert ZeroField("orderDigest");
        if (word.successor() != 0) revert AlreadySucceeded(party, word.successor());
        PartyWord next = _known(successor);
        _requireSameClass(party, word.kind(), successor, next.kind());
        uint8 behind = word.behind() + 1;
        if (behind > Predicates.MAX_HOPS) revert TooManySuccessions(party, word.behind());
        _requireConsent(_succession(party, word, successor, orderDigest, ofSuccessor), ofSuccessor, successor);
        uint8 number = _nextNumber(party, word, successor, next);
        emit Succeeded(party, successor, number, orderDigest, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Succeeded.selector, party, successor, number, orderDigest, msg.sender));
        PartyWord ended = word.withState(PartyState.ENDED).withSuccessor(successor);
        PartyWord longer = behind > next.behind() ? next.withBehind(behind) : next;
        LinkWord former = LinkWord.wrap(0).withKind(LinkKind.FORMER).withSince(uint40(block.timestamp)).withParty(party);
        (bytes32 a, bytes32 b) = (Ids.ofNumber(party), Ids.ofNumber(successor));
        IRegister.Entry[] memory entries = new IRegister.Entry[](3);
        entries[0] = IRegister.Entry(Kind.PARTY, a, PartyWord.unwrap(word), PartyWord.unwrap(ended), leaf);
        entries[1] = IRegister.Entry(Kind.PARTY, b, PartyWord.unwrap(next), PartyWord.unwrap(longer), leaf);
        entries[2] = IRegister.Entry(Kind.LINK, Lines.formerId(b, number), 0, LinkWord.unwrap(former), leaf);
        register.writeMany(entries);
    }

    /// The number of the FORMER link that leads back from the successor; the line of both together stays short enough to be read.
    function _nextNumber(uint32 party, PartyWord word, uint32 successor, PartyWord next) private view returns (uint8) {
        uint256 n = Lines.line(register, party, word).length + Lines.line(register, successor, next).length;
        if (n > Lines.MOST) revert LineTooLong(successor, n, Lines.MOST);
        return Lines.nextNumber(register, successor);
    }

    function _requireSameClass(uint32 party, uint8 kind, uint32 successor, uint8 successorKind) private pure {
        bool same = kind == successorKind || (_ordinary(kind) && _ordinary(successorKind));
        if (party == successor || !same) revert SuccessorRefused(party, successor, kind, successorKind);
    }

    function _succession(uint32 party, PartyWord word, uint32 successor, bytes32 orderDigest, Consent calldata by)
        private
        view
        returns (bytes32)
    {
        bytes memory terms = abi.encode(SUCCESSION, party, successor, orderDigest, PartyWord.unwrap(word));
        bytes32 successorWord = PartyWord.unwrap(_partyOf(successor));
        return keccak256(bytes.concat(terms, abi.encode(successorWord, by.signedAt, by.deadline)));
    }
}
