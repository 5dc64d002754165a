// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../interfaces/IRegister.sol";
import {ITitleShared} from "../../interfaces/ITitleShared.sol";
import {Distinct} from "../../libraries/Distinct.sol";
import {Ids} from "../../libraries/Ids.sol";
import {Lines} from "../../libraries/Lines.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {LinkWord} from "../../types/LinkWord.sol";
import {PartyWord} from "../../types/PartyWord.sol";
import {Consent} from "../../types/Structs.sol";
import {PathModule} from "../PathModule.sol";

/// @notice What Notices and Titles share: reading a title, whose it is to act on it, and links.
abstract contract TitleBase is PathModule, ITitleShared {
    uint8 internal constant NOTICE_DAYS = 5; // G35 article 24
    uint256 internal constant MOST_BATCH = 100;

    constructor(IRegister register_) PathModule(register_) {}

    /// A title, or a part split off one.
    function _title(bytes32 titleId) internal view returns (GrantWord word) {
        word = GrantWord.wrap(_read(Kind.GRANT, titleId));
        if (GrantWord.unwrap(word) == 0) revert TitleUnknown(titleId);
        if (word.depth() != 0) revert NotATitle(titleId, word.depth());
    }

    function _inState(bytes32 titleId, uint8 needed) internal view returns (GrantWord word) {
        word = _title(titleId);
        if (word.state() != needed) revert WrongState(titleId, word.state(), needed);
    }

    function _requireHome(GrantWord word, uint16 caller) internal view {
        uint16 home = word.registrar();
        if (home != caller && _lastHop(home) != caller) revert NotHomeRegistrar(home, caller);
    }

    /// Neither its own data nor a declared affiliate's, whomever either of them succeeded.
    function _requireOther(bytes32[] memory registrars, uint32 holder, PartyWord word) internal view {
        Lines.Pair memory found = Lines.affiliated(register, registrars, Lines.line(register, holder, word));
        if (found.other != 0) revert SelfRegistration(found.one, found.other);
    }

    function _requireDigest(bytes32 name, bytes32 digest) internal pure {
        if (digest == 0) revert ZeroField(name);
    }

    /// Refuses what stands twice in a batch, naming its place.
    function _requireDistinct(IRegister.Entry[] memory entries) internal pure {
        bytes32[] memory ids = new bytes32[](entries.length);
        for (uint256 i = 0; i < entries.length; ++i) {
            ids[i] = entries[i].id;
        }
        uint256 repeat = Distinct.firstRepeat(ids);
        if (repeat != ids.length) revert DuplicateInBatch(repeat, ids[repeat]);
    }

    /// What is signed over a title: its id, what comes next, and its word as it stands.
    function _signed(bytes32 structType, bytes32 titleId, bytes32 next, GrantWord word, Consent calldata by)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(structType, titleId, next, GrantWord.unwrap(word), by.signedAt, by.deadline));
    }

    function _say(bytes32 titleId, GrantWord was, GrantWord becomes, bytes32 leaf) internal {
        _write(Kind.GRANT, titleId, GrantWord.unwrap(was), GrantWord.unwrap(becomes), leaf);
    }

    function _grantEntry(bytes32 titleId, GrantWord was, GrantWord becomes, bytes32 leaf)
        internal
        pure
        returns (IRegister.Entry memory)
    {
        return IRegister.Entry(Kind.GRANT, titleId, GrantWord.unwrap(was), GrantWord.unwrap(becomes), leaf);
    }

    /// A new link, ready to be written.
    function _linkEntry(uint8 kind, bytes32 a, bytes32 b, bytes32 leaf) internal view returns (IRegister.Entry memory) {
        bytes32 id = Ids.linkId(kind, a, b);
        if (_read(Kind.LINK, id) != 0) revert LinkExists(kind, a, b);
        LinkWord word = LinkWord.wrap(0).withKind(kind).withSince(uint40(block.timestamp));
        return IRegister.Entry(Kind.LINK, id, 0, LinkWord.unwrap(word), leaf);
    }
}
