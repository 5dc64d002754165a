// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {GrantFlag, PartyFlag} from "../../src/types/Codes.sol";
import {GrantWords as G} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PartyWords as P} from "../../src/types/PartyWord.sol";
import {Vm} from "./Vm.sol";

/// @notice Reads modules.json: the bits of each kind that a module may change.
library Masks {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    error KindUnknown(string name);
    error FieldUnknown(string kind, string field);

    function ofModule(string memory module) internal view returns (IRegister.Permission[] memory permissions) {
        string memory json = vm.readFile("modules.json");
        string memory key = string.concat(".modules.", module);
        string[] memory kinds = vm.parseJsonKeys(json, key);
        permissions = new IRegister.Permission[](kinds.length);
        for (uint256 i = 0; i < kinds.length; ++i) {
            string memory at_ = string.concat(key, ".", kinds[i]);
            permissions[i] = IRegister.Permission(kindOf(kinds[i]), _mask(json, at_, kinds[i]));
        }
    }

    function _mask(string memory json, string memory key, string memory kind) private pure returns (uint256 mask) {
        if (keccak256(vm.parseJson(json, key)) == keccak256(abi.encode("all"))) return type(uint256).max;
        string[] memory fields = vm.parseJsonStringArray(json, key);
        for (uint256 i = 0; i < fields.length; ++i) {
            mask |= fieldMask(kind, fields[i]);
        }
    }

    function kindOf(string memory name) internal pure returns (uint8) {
        string[17] memory names = [
            "ORIGIN",
            "MODULE",
            "KEY",
            "PARTY",
            "CALENDAR",
            "GRANT",
            "OBJECTION",
            "FREEZE",
            "INTEREST",
            "SERIAL",
            "LISTING",
            "VOUCHER",
            "REDEMPTION",
            "LOG",
            "LINK",
            "FACT",
            "PEER"
        ];
        for (uint8 i = 0; i < names.length; ++i) {
            if (_same(names[i], name)) return i + 1;
        }
        if (_same(name, "AGREEMENT")) return Kind.AGREEMENT;
        if (_same(name, "REVIEW")) return Kind.REVIEW;
        revert KindUnknown(name);
    }

    function fieldMask(string memory kind, string memory field) internal pure returns (uint256) {
        if (_same(kind, "GRANT")) return _grantMask(field);
        if (_same(kind, "PARTY")) return _partyMask(field);
        revert FieldUnknown(kind, field);
    }

    function _grantMask(string memory field) private pure returns (uint256) {
        if (_same(field, "state")) return G.STATE_MASK;
        if (_same(field, "rights")) return G.RIGHTS_MASK;
        if (_same(field, "depth")) return G.DEPTH_MASK;
        if (_same(field, "flags")) return G.FLAGS_MASK;
        if (_same(field, "holder")) return G.HOLDER_MASK;
        if (_same(field, "registrar")) return G.REGISTRAR_MASK;
        if (_same(field, "since")) return G.SINCE_MASK;
        if (_same(field, "until")) return G.UNTIL_MASK;
        if (_same(field, "certUntil")) return G.CERT_UNTIL_MASK;
        if (_same(field, "frozenUntil")) return G.FROZEN_UNTIL_MASK;
        if (_same(field, "freezes")) return G.FREEZES_MASK;
        if (_same(field, "ranks")) return G.RANKS_MASK;
        if (_same(field, "liveRanks")) return G.LIVE_RANKS_MASK;
        if (_same(field, "openObjections")) return G.OPEN_OBJECTIONS_MASK;
        uint256 flag = _grantFlag(field);
        if (flag != 0) return flag;
        revert FieldUnknown("GRANT", field);
    }

    /// One flag of a GRANT word; its bits are the lowest of the field.
    function _grantFlag(string memory field) private pure returns (uint256) {
        uint256 low = G.FLAGS_MASK & (~G.FLAGS_MASK + 1);
        if (_same(field, "flags.EXERCISE")) return low * GrantFlag.EXERCISE;
        if (_same(field, "flags.QUEUED")) return low * GrantFlag.QUEUED;
        if (_same(field, "flags.CONFIRMED")) return low * GrantFlag.CONFIRMED;
        if (_same(field, "flags.DISPUTED")) return low * GrantFlag.DISPUTED;
        if (_same(field, "flags.ANNOTATED")) return low * GrantFlag.ANNOTATED;
        if (_same(field, "flags.ADJUDGED")) return low * GrantFlag.ADJUDGED;
        return _same(field, "flags.PRENOTICE") ? low * GrantFlag.PRENOTICE : 0;
    }

    function _partyMask(string memory field) private pure returns (uint256) {
        if (_same(field, "state")) return P.STATE_MASK;
        if (_same(field, "kind")) return P.KIND_MASK;
        if (_same(field, "flags")) return P.FLAGS_MASK;
        if (_same(field, "exchange")) return P.EXCHANGE_MASK;
        if (_same(field, "successor")) return P.SUCCESSOR_MASK;
        if (_same(field, "since")) return P.SINCE_MASK;
        if (_same(field, "suspectFrom")) return P.SUSPECT_FROM_MASK;
        if (_same(field, "suspectTo")) return P.SUSPECT_TO_MASK;
        if (_same(field, "frozenUntil")) return P.FROZEN_UNTIL_MASK;
        if (_same(field, "freezes")) return P.FREEZES_MASK;
        if (_same(field, "behind")) return P.BEHIND_MASK;
        uint256 flag = _partyFlag(field);
        if (flag != 0) return flag;
        revert FieldUnknown("PARTY", field);
    }

    /// One flag of a PARTY word.
    function _partyFlag(string memory field) private pure returns (uint256) {
        uint256 low = P.FLAGS_MASK & (~P.FLAGS_MASK + 1);
        if (_same(field, "flags.EXERCISE")) return low * PartyFlag.EXERCISE;
        if (_same(field, "flags.QUEUED")) return low * PartyFlag.QUEUED;
        return _same(field, "flags.AFFILIATE") ? low * PartyFlag.AFFILIATE : 0;
    }

    function _same(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
