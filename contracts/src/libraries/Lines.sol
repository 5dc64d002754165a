// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../interfaces/IRegister.sol";
import {LinkKind} from "../types/Codes.sol";
import {Kind} from "../types/Kinds.sol";
import {LinkWord} from "../types/LinkWord.sol";
import {PartyWord} from "../types/PartyWord.sol";
import {Ids} from "./Ids.sol";
import {Reads} from "./Reads.sol";

/// @notice A party's line: itself and all that end in it by succession, in however many steps. A successor's FORMER links name those
/// that it succeeded directly by number, 1 and on, so the register itself knows the line and nobody can leave one out. What was
/// declared of one of a line holds for the whole line.
library Lines {
    /// @notice A line has at most so many parties; a succession that would make it longer is refused.
    uint256 internal constant MOST = 32;

    /// @notice A party of one line and a party of another; zeros for none.
    struct Pair {
        uint32 one;
        uint32 other;
    }

    /// @notice The ids of a party's line, itself first.
    /// @param word Its PARTY word: most parties succeeded nobody, and it says so.
    function line(IRegister register, uint32 party, PartyWord word) internal view returns (bytes32[] memory parties) {
        if (word.behind() == 0) {
            parties = Reads.room(1);
            parties[0] = Ids.ofNumber(party);
            return parties;
        }
        parties = new bytes32[](MOST);
        parties[0] = Ids.ofNumber(party);
        uint256 n = 1;
        for (uint256 i = 0; i < n; ++i) {
            for (uint256 number = 1;; ++number) {
                LinkWord former = _former(register, parties[i], number);
                if (LinkWord.unwrap(former) == 0) break;
                parties[n++] = Ids.ofNumber(former.party());
            }
        }
        Reads.cut(parties, n);
    }

    /// @notice The number that the next one whom a party succeeds will have.
    function nextNumber(IRegister register, uint32 party) internal view returns (uint8 number) {
        number = 1;
        while (LinkWord.unwrap(_former(register, Ids.ofNumber(party), number)) != 0) ++number;
    }

    /// @notice The id of a FORMER link.
    function formerId(bytes32 successor, uint256 number) internal pure returns (bytes32) {
        return Ids.linkId(LinkKind.FORMER, successor, Ids.ofNumber(number));
    }

    /// @notice Two parties of two lines that are affiliates, or one and the same; zeros when there are none. An exchange declares its
    /// affiliates; of two exchanges either may have declared the other.
    function affiliated(IRegister register, bytes32[] memory ones, bytes32[] memory others)
        internal
        view
        returns (Pair memory found)
    {
        if (ones[0] == others[0]) return Pair(_number(ones[0]), _number(others[0]));
        (bool declares, bool declared) = (_isExchange(ones[0]), _isExchange(others[0]));
        for (uint256 i = 0; i < ones.length; ++i) {
            for (uint256 k = 0; k < others.length; ++k) {
                (bytes32 a, bytes32 b) = (ones[i], others[k]);
                if ((declares && _affiliate(register, a, b)) || (declared && _affiliate(register, b, a))) {
                    return Pair(_number(a), _number(b));
                }
            }
        }
    }

    /// @notice Whether a link stands now.
    function stands(LinkWord link) internal view returns (bool) {
        return link.since() != 0 && (link.until() == 0 || block.timestamp < link.until());
    }

    function _affiliate(IRegister register, bytes32 exchange, bytes32 party) private view returns (bool) {
        return stands(LinkWord.wrap(register.read(Kind.LINK, Ids.linkId(LinkKind.AFFILIATE, exchange, party))));
    }

    function _former(IRegister register, bytes32 successor, uint256 number) private view returns (LinkWord) {
        return LinkWord.wrap(register.read(Kind.LINK, formerId(successor, number)));
    }

    /// Exchanges have the small numbers, and are succeeded by exchanges only.
    function _isExchange(bytes32 party) private pure returns (bool) {
        return uint256(party) <= type(uint16).max;
    }

    function _number(bytes32 party) private pure returns (uint32) {
        return uint32(uint256(party));
    }
}
