// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IGrants} from "../../src/interfaces/IGrants.sol";
import {INotices} from "../../src/interfaces/INotices.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {Base} from "../kit/Base.sol";

/// @notice A registered title of PROVIDER, and what signers of grants sign.
abstract contract GrantsBase is Base {
    bytes32 private constant LICENSE = keccak256(
        "License(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 private constant TRANSFER = keccak256(
        "Transfer(bytes32 grantId,uint32 from,uint32 to,uint8 reason,bytes32 termsDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    GrantKey[] internal title;

    function setUp() public virtual override {
        super.setUp();
        title.push(registered("weather")[0]);
    }

    function registeredWith(string memory data, PackedWord packed) internal returns (GrantKey[] memory path) {
        INotices.Notice memory n = noticeOf(data, packed, PROVIDER, HANGZHOU);
        bytes32 id = file(n);
        vm.warp(grant(id).certUntil());
        vm.prank(addr("hangzhou-registrar"));
        titles.registerTitle(n.key);
        path = new GrantKey[](1);
        path[0] = n.key;
    }

    function licensed(GrantKey[] memory path, string memory by, PackedWord packed, uint32 to)
        internal
        returns (GrantKey[] memory)
    {
        GrantKey memory key = childKey(path, packed);
        vm.prank(addr(by));
        grants.license(path, key, to);
        return extend(path, key);
    }

    function licenseFields(GrantKey[] memory path, GrantKey memory key, uint32 to)
        internal
        view
        returns (bytes memory)
    {
        bytes32 parentWord = GrantWord.unwrap(grant(idOf(path)));
        return abi.encode(LICENSE, key.parent, key.packed, key.termsDigest, to, parentWord);
    }

    /// @dev The terms of every test transfer have this digest.
    function transferFields(GrantKey[] memory path, uint32 to, uint8 reason) internal view returns (bytes memory) {
        GrantWord word = grant(idOf(path));
        bytes32 parentWord = path.length == 1 ? bytes32(0) : GrantWord.unwrap(grant(path[path.length - 1].parent));
        bytes memory what = abi.encode(TRANSFER, idOf(path), word.holder(), to, reason, digest("transfer terms"));
        return bytes.concat(what, abi.encode(GrantWord.unwrap(word), parentWord));
    }

    /// @dev What the contract takes these fields and this consent's times to mean.
    function digestOf(bytes memory fields, Consent memory by) internal view returns (bytes32) {
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(by.signedAt, by.deadline)));
        return keccak256(abi.encodePacked(hex"1901", register.domainSeparator(), structHash));
    }

    function freeze(GrantKey[] memory path, string memory by, uint8 scope_, uint40 until) internal returns (uint8) {
        bytes32 target = idOf(path);
        bytes32 order = digest("court order");
        vm.prank(addr(by));
        return encumbrances.freeze(target, scope_, until, order);
    }

    function _notFree(GrantKey[] memory path, uint8 verb, uint8 reason) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.NotFree.selector, idOf(path), verb, reason);
    }

    function _notHolder(bytes32 id, uint32 holder, uint32 caller) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.NotHolder.selector, id, holder, caller);
    }

    function _wider(bytes32 name, uint256 child, uint256 parent) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.ScopeExceeded.selector, name, child, parent);
    }

    function _mask(bytes32 name, uint256 mask) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IGrants.MaskRefused.selector, name, mask);
    }
}
