// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInterests} from "../../interfaces/IInterests.sol";
import {IRegister} from "../../interfaces/IRegister.sol";
import {Ids} from "../../libraries/Ids.sol";
import {GrantFlag, InterestKind, Role} from "../../types/Codes.sol";
import {GrantWord} from "../../types/GrantWord.sol";
import {InterestState, InterestWord} from "../../types/InterestWord.sol";
import {Kind} from "../../types/Kinds.sol";
import {PathModule} from "../PathModule.sol";

/// @notice What modules share that read or settle interests: all interests in a grant, by rank, who may speak for one, and what they
/// make of the grant's word.
abstract contract InterestRanks is PathModule {
    /// @dev One live interest, and the grant that it stands in.
    function _live(bytes32 grantId, uint8 ordinal) internal view returns (GrantWord word, InterestWord interest) {
        interest = InterestWord.wrap(_read(Kind.INTEREST, Ids.interestId(grantId, ordinal)));
        if (interest.state() == 0) revert IInterests.InterestUnknown(grantId, ordinal);
        if (interest.state() != InterestState.LIVE) {
            revert IInterests.InterestNotLive(grantId, ordinal, interest.state());
        }
        word = GrantWord.wrap(_read(Kind.GRANT, grantId));
    }

    /// @dev Requires a SIGN key of the secured party, or of its last successor, to be the sender.
    function _requireSecured(bytes32 grantId, uint8 ordinal, InterestWord interest) internal view {
        uint32 caller = _actor(Role.SIGN).party();
        uint32 secured = _lastHop(interest.secured());
        if (caller != secured) revert IInterests.NotSecured(grantId, ordinal, secured, caller);
    }

    /// @dev What the grant's word says of its interests: how many live, and whether a pre-notice is among them.
    function _counted(GrantWord word, InterestWord[] memory all) internal pure returns (GrantWord) {
        uint8 live = 0;
        uint16 flags = word.flags() & ~GrantFlag.PRENOTICE;
        for (uint256 i = 0; i < all.length; ++i) {
            if (all[i].state() != InterestState.LIVE) continue;
            ++live;
            if (all[i].kind() == InterestKind.PRENOTICE) flags |= GrantFlag.PRENOTICE;
        }
        return word.withLiveRanks(live).withFlags(flags);
    }

    /// @dev What an INTEREST word keeps of a digest.
    function _kept(bytes32 digest) internal pure returns (uint128) {
        return uint128(uint256(digest) >> 128);
    }

    function _interestEntry(bytes32 grantId, uint8 ordinal, InterestWord was, InterestWord becomes, bytes32 leaf)
        internal
        pure
        returns (IRegister.Entry memory)
    {
        bytes32 id = Ids.interestId(grantId, ordinal);
        return IRegister.Entry(Kind.INTEREST, id, InterestWord.unwrap(was), InterestWord.unwrap(becomes), leaf);
    }
}
