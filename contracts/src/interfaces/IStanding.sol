// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GrantKey} from "../types/Structs.sol";

/// @title Dated statements of good standing
/// @notice Runs the home's own law over each path and stores one hash, which a partner proves by one slot.
/// @dev Storage: slot 0 ring[lane][n & 15], slot 1 a word each lane; slot 0 is frozen, since foreign verifiers prove it.
interface IStanding {
    /// @notice One question.
    /// @param kind GRANT, LISTING or VOUCHER.
    /// @param path | length 8 | so many indices into keys, title first, 8 each | zero |; zero for a VOUCHER, whose own state is all that is
    /// asked.
    /// @param detail LISTING: the productDigest; VOUCHER: the voucherId; else zero.
    /// @param exchange LISTING: its exchange. @param nonce LISTING: its nonce.
    struct Ask {
        uint8 kind;
        bytes9 path;
        bytes32 detail;
        uint16 exchange;
        uint64 nonce;
    }

    /// @notice One answer, as its leaf hashes it: keccak256(bytes.concat(keccak256(abi.encode(kind, id, state, reason, flags, until)))).
    struct Reply {
        uint8 kind;
        bytes32 id;
        uint8 state;
        uint8 reason;
        uint16 flags;
        uint40 until;
    }

    /// @notice A statement was made; the answers follow one by one.
    /// @param lane The lane.
    /// @param n The statement's number in its lane.
    /// @param asOf The block's time.
    /// @param councilSeq How many changes of modules there have been.
    /// @param challenge What the asker wanted said in the statement; 0: nothing.
    /// @param answersRoot Root of the tree of answers.
    /// @param statement Hash of the statement.
    /// @param actor The key that acted.
    event Stated(
        uint16 indexed lane,
        uint64 n,
        uint40 asOf,
        uint64 councilSeq,
        bytes32 challenge,
        bytes32 answersRoot,
        bytes32 statement,
        address actor
    );
    /// @notice One answer of the statement before it.
    /// @param said All of the answer but its id | kind 8 | state 8 | reason 8 | flags 16 | until 40 | and its statement | lane 16 | n 64 |,
    /// from the top; the low 96 bits are zero.
    /// @param id Id of the record asked for.
    /// @param actor The key that acted.
    event Answered(bytes32 indexed id, bytes32 said, address actor);

    /// @notice A statement of nothing.
    error NothingAsked();
    /// @notice A statement answers so many questions at most.
    /// @param asked How many were asked.
    /// @param most The most allowed.
    error TooManyAsks(uint256 asked, uint256 most);
    /// @notice Paths name keys by one byte.
    /// @param passed How many were passed.
    /// @param most The most allowed.
    error TooManyKeys(uint256 passed, uint256 most);
    /// @notice Neither a grant, nor a listing, nor a voucher is asked for.
    /// @param kind The kind named.
    error KindRefused(uint8 kind);
    /// @notice A path names a key that was not passed.
    /// @param ask Place of the question in the call.
    /// @param index The place named, where no key stands.
    error PathIndexRefused(uint256 ask, uint256 index);
    /// @notice A key does not name the one before it as its parent.
    /// @param ask Place of the question in the call.
    /// @param parent The parent that the key names.
    /// @param expected Id of the key before it.
    error PathBroken(uint256 ask, bytes32 parent, bytes32 expected);
    /// @notice A path has one to eight keys, and nothing behind them; a voucher's has none.
    /// @param ask Place of the question in the call.
    /// @param length Length of the path in bytes, or of what it says.
    error PathLengthRefused(uint256 ask, uint256 length);
    /// @notice The key stands first in another path: as a title's, it has none above it.
    /// @param ask Place of the question in the call.
    /// @param index Place of the key among those passed.
    error TitleInside(uint256 ask, uint256 index);
    /// @notice A key was passed twice.
    /// @param first Where it stands first.
    /// @param second Where it stands again.
    error KeyTwice(uint256 first, uint256 second);
    /// @notice The lane is another's: an exchange has its own, for its RELAYER keys; all others share lane 0.
    /// @param lane The lane.
    /// @param caller Number of the exchange that called; 0: of none.
    error LaneNotYours(uint16 lane, uint16 caller);

    /// @notice States the standing of what is asked, as of this block.
    function state(uint16 lane, bytes32 challenge, GrantKey[] calldata keys, Ask[] calldata asks)
        external
        returns (bytes32 statement);

    /// @notice The answers that `state` would give now.
    function answers(GrantKey[] calldata keys, Ask[] calldata asks) external view returns (Reply[] memory);

    /// @notice How many statements a lane has made.
    function count(uint16 lane) external view returns (uint64);

    /// @notice The statement in a slot of a lane's ring.
    function ring(uint256 lane, uint256 index) external view returns (bytes32);
}
