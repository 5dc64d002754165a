// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Consent} from "../types/Structs.sol";

/// @title How parties end, follow one another, and say when their keys were in wrong hands
/// @notice Succession is one pointer: nothing that was held moves, and nothing is lost or doubled. What ended signs no more.
interface IPartyLife {
    /// @notice The council removed an exchange: its keys act no more, its certificates stand (G35 article 13).
    /// @param exchange Number of the exchange.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event ExchangeRemoved(uint16 indexed exchange, bytes32 orderDigest, address actor);
    /// @notice The party ended, and the successor's keys act for all that it held. It is the successor's so manieth, from 1: its FORMER
    /// link has this number.
    /// @param party Number of the party.
    /// @param successor Number of the successor.
    /// @param number How manieth successor's predecessor it is, from 1: the number of its FORMER link.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event Succeeded(uint32 indexed party, uint32 indexed successor, uint8 number, bytes32 orderDigest, address actor);
    /// @notice The party said that its keys were in wrong hands; from and to are the whole window that stands now.
    /// @param party Number of the party.
    /// @param from First second of the window that stands now.
    /// @param to Its last second.
    /// @param reasonDigest Digest of the reasons.
    /// @param actor The key that acted.
    event SuspectDeclared(uint32 indexed party, uint40 from, uint40 to, bytes32 reasonDigest, address actor);
    /// @notice An authority or the council fixed the suspect window; zeros: there is none.
    /// @param party Number of the party.
    /// @param from First second of the window; 0: there is none.
    /// @param to Its last second.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event SuspectOrdered(uint32 indexed party, uint40 from, uint40 to, bytes32 orderDigest, address actor);

    /// @notice No such party.
    /// @param party Number of the party.
    error PartyUnknown(uint32 party);
    /// @notice This verb is not for parties of this kind.
    /// @param kind The party's kind.
    error PartyKindRefused(uint8 kind);
    /// @notice The party belongs to another exchange, or to its successor.
    /// @param party Number of the party.
    /// @param home Number of the exchange that enrolled it.
    /// @param caller Number of the party whose key called.
    error NotHomeExchange(uint32 party, uint32 home, uint16 caller);
    /// @notice The party has a successor already; succession is told once.
    /// @param party Number of the party.
    /// @param successor Number of the successor.
    error AlreadySucceeded(uint32 party, uint32 successor);
    /// @notice An exchange is succeeded by an exchange, an authority by an authority, any other party by another; none by itself.
    /// @param party Number of the party.
    /// @param successor Number of the successor.
    /// @param kind Kind of the party.
    /// @param successorKind Kind of the successor.
    error SuccessorRefused(uint32 party, uint32 successor, uint8 kind, uint8 successorKind);
    /// @notice A holder is read through four successors at most; transfer the grants one by one instead.
    /// @param party Number of the party.
    /// @param behind How many predecessors stand behind it already.
    error TooManySuccessions(uint32 party, uint8 behind);
    /// @notice The successor would stand for more parties than are looked through for affiliates; transfer the grants instead.
    /// @param successor Number of the party that would succeed.
    /// @param parties How many parties the line would have.
    /// @param most The most allowed.
    error LineTooLong(uint32 successor, uint256 parties, uint256 most);
    /// @notice A suspect window runs forward and lies in the past.
    /// @param from First second named.
    /// @param to Last second named.
    error SuspectWindowRefused(uint256 from, uint256 to);
    /// @notice A party declares ten working days back at most, and leaves no older time between two windows; an authority may order more.
    /// @param since First second of what would be new in the window.
    /// @param deadline End of the tenth working day after it, which has passed.
    error SuspectTooOld(uint256 since, uint256 deadline);
    /// @notice The window that stands covers all of this; an authority or the council may narrow it.
    /// @param from First second of the window that stands.
    /// @param to Its last second.
    error SuspectStands(uint256 from, uint256 to);

    /// @notice Removes an exchange. Council only. A successor may be named then or later.
    function removeExchange(uint16 exchange, bytes32 orderDigest) external;

    /// @notice Names the successor of a party by order: of exchanges and authorities the council, of others an AUTHORITY key. The
    /// successor signs
    /// Succession(uint32 party,uint32 successor,bytes32 orderDigest,bytes32 partyWord,bytes32 successorWord,uint40 signedAt,uint40 deadline).
    function succeed(uint32 party, uint32 successor, bytes32 orderDigest, Consent calldata ofSuccessor) external;

    /// @notice Names the successor of a party that wills it, as by a merger: party and successor both sign Succession, and an EXCHANGE
    /// key of the party's exchange, which has seen the papers, sends it. Neither can do it alone: an exchange could take all that is
    /// held, a stolen key could give it away at once.
    function succeedBySignature(
        uint32 party,
        uint32 successor,
        bytes32 orderDigest,
        Consent calldata ofParty,
        Consent calldata ofSuccessor
    ) external;

    /// @notice Says that the caller's party's keys were in wrong hands from then to then: what was written in it is not free until
    /// confirmed; it stays valid. A key that keeps the party's keys acts. Only ever widens what stands.
    function declareSuspect(uint40 from, uint40 to, bytes32 reasonDigest) external;

    /// @notice Fixes a party's suspect window, wider, narrower, or none (zeros). AUTHORITY keys or the council.
    function orderSuspect(uint32 party, uint40 from, uint40 to, bytes32 orderDigest) external;
}
