// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Club} from "../types/Clubs.sol";
import {GrantKey} from "../types/Structs.sol";
import {IStanding} from "./IStanding.sol";

/// @title Recognition of foreign listings, grants and vouchers
/// @notice Facts are opened from a foreign statement of good standing, proven by one slot of an accepted header. A fact is one
/// exchange's: what it knows and what it decided, by a club that it joined or by itself; no exchange decides for another of its
/// chain. Silence becomes STALE by arithmetic.
interface IRecognition {
    /// @notice A foreign statement, field by field.
    struct Statement {
        uint64 councilSeq;
        uint16 lane;
        uint64 n;
        uint40 asOf;
        bytes32 challenge;
        bytes32 answersRoot;
    }

    /// @notice One answer with its path to the answersRoot.
    struct Item {
        IStanding.Reply reply;
        bytes32[] proof;
    }

    /// @notice What the id of an opened answer is made of, so that a club may look at its scope.
    /// @param path The grant, from its title down. @param exchange LISTING: its exchange, with productDigest and nonce; GRANT: zeros.
    struct Shown {
        GrantKey[] path;
        bytes32 productDigest;
        uint16 exchange;
        uint64 nonce;
    }

    /// @notice Which fact: a foreign record as one exchange of this chain knows it.
    struct Subject {
        bytes32 peer;
        uint8 kind;
        bytes32 foreignId;
        uint16 exchange;
    }

    /// @notice An exchange joined a club with a peer. Under it, good answers are RECOGNIZED.
    /// @param agreementId Id of the agreement.
    /// @param peer Id of the peer.
    /// @param exchange Number of the exchange.
    /// @param digest The digest that names the club.
    /// @param club The terms of the club.
    /// @param actor The key that acted.
    event AgreementMade(
        bytes32 indexed agreementId,
        bytes32 indexed peer,
        uint16 indexed exchange,
        bytes32 digest,
        Club club,
        address actor
    );
    /// @notice An exchange left a club; what was recognised under it is WITHDRAWN at the next fact.
    /// @param agreementId Id of the agreement.
    /// @param until From when on nothing counts under it.
    /// @param actor The key that acted.
    event AgreementEnded(bytes32 indexed agreementId, uint40 until, address actor);
    /// @notice A foreign record is known; the fact's word says what, as of when, until when.
    /// @param factId Id of the fact.
    /// @param peer Id of the peer.
    /// @param foreignId The record's id at its home.
    /// @param kind Kind of the foreign record.
    /// @param exchange Whose fact it is; 0: nobody's.
    /// @param decision What it says now, see Recognised.
    /// @param statement Hash of the statement.
    /// @param agreementId The agreement that was named; 0: none.
    /// @param actor The key that acted.
    event FactRecorded(
        bytes32 indexed factId,
        bytes32 indexed peer,
        bytes32 indexed foreignId,
        uint8 kind,
        uint16 exchange,
        uint8 decision,
        bytes32 statement,
        bytes32 agreementId,
        address actor
    );
    /// @notice The exchange decided on its fact by itself.
    /// @param factId Id of the fact.
    /// @param decision What was decided, see Recognised.
    /// @param reason The exchange's own code for why.
    /// @param actor The key that acted.
    event FactDecided(bytes32 indexed factId, uint8 decision, uint8 reason, address actor);

    /// @notice A proof opens at least one answer.
    error NothingToOpen();
    /// @notice A proof opens 256 answers at most.
    /// @param items How many were to be opened.
    /// @param most The most allowed.
    error TooManyToOpen(uint256 items, uint256 most);
    /// @notice A record is opened twice in one batch.
    /// @param first Where it stands first.
    /// @param second Where it stands again.
    error ItemTwice(uint256 first, uint256 second);
    /// @notice The peer's ring holds another statement under the newest header.
    /// @param statement Hash of the statement shown.
    /// @param found What the ring holds there.
    error StatementNotProven(bytes32 statement, bytes32 found);
    /// @notice The answer is not a leaf of the statement.
    /// @param index Place in the list, from 0.
    /// @param answersRoot Root of the tree of answers.
    error AnswerNotInStatement(uint256 index, bytes32 answersRoot);
    /// @notice The peer's modules changed since its terms were accredited.
    /// @param found What the statement names.
    /// @param accredited What the terms say.
    error CouncilSeqRefused(uint64 found, uint64 accredited);
    /// @notice A fact never goes back in asOf.
    /// @param factId Id of the fact.
    /// @param asOf When this statement was made.
    /// @param known When the one known was made.
    error OlderThanKnown(bytes32 factId, uint256 asOf, uint256 known);
    /// @notice The statement is later than the header that proves it.
    /// @param asOf When the home's law was asked.
    /// @param headerTime The header's time.
    error StatementInFuture(uint256 asOf, uint256 headerTime);
    /// @notice The exchange made no agreement with this peer over this club.
    /// @param agreementId Id of the agreement.
    error AgreementUnknown(bytes32 agreementId);
    /// @notice The agreement was made already; an ended one is not made again.
    /// @param agreementId Id of the agreement.
    error AgreementExists(bytes32 agreementId);
    /// @notice The agreement has ended, or is not the one that the fact rests on.
    /// @param agreementId Id of the agreement.
    /// @param state State of AGREEMENT.
    /// @param until When it ends or ended.
    error AgreementNotLive(bytes32 agreementId, uint8 state, uint256 until);
    /// @notice The fact rests on an agreement (first 32 bits of its id): name it, so that its end can show.
    /// @param factId Id of the fact.
    /// @param agreement First 32 bits of the id of the agreement it rests on.
    error AgreementNotNamed(bytes32 factId, uint32 agreement);
    /// @notice The club's term is over.
    /// @param until When the club ends.
    /// @param nowAt The block's time.
    error AgreementTermRefused(uint256 until, uint256 nowAt);
    /// @notice A term of a club says nothing or has unknown bits.
    /// @param field Name of the field.
    /// @param value What it says.
    error ClubRefused(bytes32 field, uint256 value);
    /// @notice The members shown are not those that the club's digest names.
    /// @param held The digest that the club names.
    /// @param shown Digest of the members shown.
    error MembersDiffer(bytes32 held, bytes32 shown);
    /// @notice Members are 2 to 64 origins, ascending, each once.
    /// @param index Place of the member, or how many there are.
    error MembersRefused(uint256 index);
    /// @notice Neither register nor peer may be missing from the club.
    /// @param origin Origin of the register that is missing.
    error NotMember(bytes32 origin);
    /// @notice A club that leaves something out must be shown what each listing and grant is made of: one of `shown` an item.
    /// @param index Place of the item, or how many were shown.
    error ShownMissing(uint256 index);
    /// @notice What is shown does not hash to the id of the answer.
    /// @param index Place in the list, from 0.
    /// @param foreignId The record's id at its home.
    /// @param shown Id of what was shown.
    error ShownDiffers(uint256 index, bytes32 foreignId, bytes32 shown);
    /// @notice The fact or agreement is another exchange's.
    /// @param exchange Number of the exchange.
    /// @param caller Number of the exchange that called.
    error NotYours(uint16 exchange, uint16 caller);
    /// @notice Nothing was proven of this record for this exchange.
    /// @param factId Id of the fact.
    error FactUnknown(bytes32 factId);
    /// @notice No such decision; see Recognised.
    /// @param decision The decision named.
    error DecisionRefused(uint8 decision);
    /// @notice A sandbox product is never RECOGNIZED; CONDITIONAL is.
    /// @param factId Id of the fact.
    error SandboxRefused(bytes32 factId);
    /// @notice No such reliance; see Reliance.
    /// @param reliance The reliance named.
    error RelianceRefused(uint8 reliance);
    /// @notice The peer is unknown, frozen or withdrawn; see PeerState.
    /// @param peer Id of the peer.
    /// @param state State of PEER.
    error PeerNotUsable(bytes32 peer, uint8 state);

    /// @notice Joins a club with a peer. EXCHANGE keys, for their own exchange; this register and the peer are among the members.
    function agree(bytes32 peer, Club calldata club, bytes32[] calldata members) external returns (bytes32 agreementId);

    /// @notice Leaves a club. EXCHANGE keys of its exchange, or of that exchange's successor.
    function endAgreement(bytes32 peer, uint16 exchange, bytes32 digest) external;

    /// @notice Proves one slot of the peer's Standing under its accepted header and opens answers of that statement. Anyone.
    /// @param home The peer's origin, of which its id is made. @param exchange Whose facts they become; 0 for nobody's. They are PROVEN; an earlier own decision of the exchange stands.
    function prove(
        bytes32 home,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange
    ) external;

    /// @notice As `prove`, under a club that the exchange joined with this peer: good answers that lie within are RECOGNIZED. A
    /// sandbox product and what lies outside are CONDITIONAL where the club says so, else PROVEN; never RECOGNIZED. Anyone.
    /// @param shown Empty when the club leaves nothing out; else one an item, empty for a VOUCHER, which has no scope of its own.
    function recognize(
        bytes32 home,
        Statement calldata statement,
        bytes[] calldata slotProof,
        Item[] calldata items,
        uint16 exchange,
        Club calldata club,
        Shown[] calldata shown
    ) external;

    /// @notice Decides on a fact: RECOGNIZED 2, CONDITIONAL 3, DECLINED 4, WITHDRAWN 7; PROVEN 1 takes the own decision back. EXCHANGE
    /// keys of the fact's exchange, or of its successor.
    function decide(Subject calldata subject, uint8 decision, uint8 reason) external;

    /// @notice The status of a fact at a second, see Recognised; `asOf` and `until` bound what is known.
    /// It is arithmetic on the FACT word alone, which names neither its peer nor, whole, its agreement: that one of them ended since
    /// shows when somebody proves the fact anew, or when it is STALE. Who knows the record asks `statusUnder`.
    function statusOf(bytes32 factId, uint40 when) external view returns (uint8 status, uint40 asOf, uint40 until);

    /// @notice The same for what the fact is relied upon for, see Reliance: the more is at stake, the earlier it is STALE.
    function statusFor(bytes32 factId, uint8 reliance, uint40 when)
        external
        view
        returns (uint8 status, uint40 asOf, uint40 until);

    /// @notice The same of a record that is named whole, with what ended since: WITHDRAWN when its peer was withdrawn or the agreement
    /// that its decision rests on is over at that second, SUSPENDED while its peer is frozen. The peer is taken as it stands now.
    /// @param digest Names the club that the decision rests on; anything when it rests on none.
    function statusUnder(Subject calldata subject, bytes32 digest, uint8 reliance, uint40 when)
        external
        view
        returns (uint8 status, uint40 asOf, uint40 until);

    /// @notice The digest that names a club.
    function clubDigest(Club calldata club) external pure returns (bytes32);
}
