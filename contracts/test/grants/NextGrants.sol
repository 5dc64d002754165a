// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "../../src/interfaces/IRegister.sol";
import {GrantFacts} from "../../src/libraries/GrantFacts.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Predicates} from "../../src/libraries/Predicates.sol";
import {PathModule} from "../../src/modules/PathModule.sol";
import {Reason, Verb} from "../../src/types/Codes.sol";
import {GrantState, GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {GrantKey} from "../../src/types/Structs.sol";

/// @notice The next version of the law on licences, of the drill alone: a licence runs for a year at most.
contract NextGrants is PathModule {
    uint40 internal constant MOST_TERM = 365 days;

    event LicensedForAYear(bytes32 indexed grantId, bytes32 indexed parent, uint32 holder, address actor);

    error TermTooLong(uint256 term, uint256 most);

    constructor(IRegister register_) PathModule(register_) {}

    function license(GrantKey[] calldata path, GrantKey calldata key, uint32 holder) external returns (bytes32 id) {
        GrantFacts.Found memory parent = _ownFound(path);
        _requireFree(parent, Verb.LICENSE);
        PackedWord packed = PackedWord.wrap(key.packed);
        uint256 term = packed.until() - packed.notBefore();
        if (term > MOST_TERM) revert TermTooLong(term, MOST_TERM);
        id = Ids.grantId(key);
        emit LicensedForAYear(id, parent.id, holder, msg.sender);
        bytes32 leaf = keccak256(abi.encode(LicensedForAYear.selector, id, parent.id, holder, msg.sender));
        GrantWord word = GrantWord.wrap(0).withState(GrantState.ACTIVE).withRights(packed.rights())
            .withDepth(parent.word.depth() + 1).withHolder(holder).withRegistrar(parent.word.registrar());
        word = word.withSince(uint40(block.timestamp)).withUntil(packed.until());
        _write(Kind.GRANT, id, 0, GrantWord.unwrap(word), leaf);
    }

    function valid(GrantKey[] calldata path) external view onlyEnabled returns (bool) {
        (uint8 reason,) = Predicates.valid(GrantFacts.read(register, origin, path).facts, block.timestamp);
        return reason == Reason.NONE;
    }
}
