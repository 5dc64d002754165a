// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {INotices} from "../../src/interfaces/INotices.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {Basis, Mode, Right} from "../../src/types/Codes.sol";
import {GrantWord} from "../../src/types/GrantWord.sol";
import {Kind} from "../../src/types/Kinds.sol";
import {LinkWord} from "../../src/types/LinkWord.sol";
import {PackedWord} from "../../src/types/PackedWord.sol";
import {Consent, GrantKey} from "../../src/types/Structs.sol";
import {PartyActs} from "../kit/PartyActs.sol";

/// @notice What applicants, participants, reviewers and holders sign about titles, and the stories of their cases.
abstract contract TitlesBase is PartyActs {
    bytes32 internal constant FUSION =
        keccak256("Fusion(bytes32 titleId,bytes32 participantsDigest,uint40 signedAt,uint40 deadline)");
    bytes32 internal constant EXEMPTION =
        keccak256("Exemption(bytes32 titleId,bytes32 reasonDigest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 internal constant WITHDRAW =
        keccak256("Withdraw(bytes32 titleId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 internal constant CHANGE = keccak256(
        "Change(bytes32 titleId,bytes32 changeDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );
    bytes32 internal constant RENEW =
        keccak256("Renew(bytes32 titleId,uint40 certUntil,bytes32 word,uint40 signedAt,uint40 deadline)");
    bytes32 internal constant CANCEL = keccak256(
        "Cancel(bytes32 titleId,bytes32 reasonDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    );

    string internal constant REGISTRAR = "hangzhou-registrar";
    string internal constant REVIEWER = "hangzhou-reviewer";

    /// @dev What is signed over a title as it stands.
    function over(bytes32 structType, bytes32 titleId, bytes32 next) internal view returns (bytes memory) {
        bytes memory what = abi.encode(structType, titleId, next, GrantWord.unwrap(grant(titleId)));
        return structType == CHANGE || structType == CANCEL ? bytes.concat(what, bytes32(0)) : what;
    }

    /// @dev The same over a part of a title, with the word of what it was split from.
    function signedOfPart(string memory name, bytes32 structType, GrantKey[] memory path, bytes32 next)
        internal
        view
        returns (Consent memory)
    {
        GrantWord above = grant(path[path.length - 1].parent);
        return consent(name, abi.encode(structType, idOf(path), next, grant(idOf(path)), above));
    }

    function signed(string memory name, bytes32 structType, bytes32 titleId, bytes32 next)
        internal
        view
        returns (Consent memory)
    {
        return consent(name, over(structType, titleId, next));
    }

    function titleIdOf(GrantKey memory key) internal view returns (bytes32) {
        return Ids.titleId(register.origin(), key);
    }

    function pathOf(GrantKey memory key) internal pure returns (GrantKey[] memory path) {
        path = new GrantKey[](1);
        path[0] = key;
    }

    function registeredBy(string memory registrar, GrantKey memory key) internal returns (uint64) {
        vm.prank(addr(registrar));
        return titles.registerTitle(key);
    }

    /// @dev A title of PROVIDER whose right lasts twenty years, so that its certificate ends first.
    function longTitle(string memory data) internal returns (GrantKey[] memory path, bytes32 id) {
        INotices.Notice memory n =
            noticeOf(data, titleScope(Right.ALL).withUntil(START + 7300 days), PROVIDER, HANGZHOU);
        id = file(n);
        vm.warp(grant(id).certUntil());
        registeredBy(REGISTRAR, n.key);
        path = pathOf(n.key);
    }

    // ---- fused and derived data

    function fused(string memory data) internal pure returns (INotices.Notice memory) {
        return noticeOf(data, titleScope(Right.ALL).withBasis(Basis.FUSED_SILENT), PROVIDER, HANGZHOU);
    }

    function fusion(INotices.Notice memory n, uint32[] memory who, string memory name)
        internal
        view
        returns (Consent memory)
    {
        return consent(name, abi.encode(FUSION, titleIdOf(n.key), keccak256(abi.encode(who))));
    }

    function derivedTerms(bytes32[] memory sources, bytes32 inner) internal pure returns (bytes32) {
        return keccak256(abi.encode("torrens/derived/1", keccak256(abi.encode(sources)), inner));
    }

    /// @dev A notice of PROCESSOR over data derived from these sources.
    function derived(string memory data, bytes32[] memory sources) internal pure returns (INotices.Notice memory n) {
        PackedWord packed = titleScope(Right.ALL).withBasis(Basis.DERIVED).withMode(Mode.DERIVED);
        n = noticeOf(data, packed, PROCESSOR, HANGZHOU);
        n.key.termsDigest = derivedTerms(sources, INNER);
    }

    bytes32 internal constant INNER = keccak256("inner terms");

    function noticedDerived(string memory data, bytes32[] memory sources) internal returns (INotices.Notice memory n) {
        n = derived(data, sources);
        vm.prank(addr(REGISTRAR));
        notices.noticeDerived(n, sources, INNER);
    }

    // ---- objections and ends

    function objected(bytes32 id, string memory name) internal {
        vm.prank(addr(name));
        notices.object(id, 1, digest("objection"));
    }

    function settled(bytes32 id, uint8 ordinal, uint8 outcome) internal {
        bytes32 ground = digest("settled");
        vm.prank(addr(REGISTRAR));
        notices.settle(id, ordinal, outcome, ground);
    }

    function exempted(bytes32 id) internal {
        bytes32 why = digest("why");
        Consent memory second = signed(REVIEWER, EXEMPTION, id, why);
        vm.prank(addr(REGISTRAR));
        notices.exempt(id, why, second);
    }

    function cancelled(GrantKey[] memory path, string memory holder) internal {
        bytes32 why = digest("why");
        Consent memory own = signed(holder, CANCEL, idOf(path), why);
        vm.prank(addr(REGISTRAR));
        titles.cancel(path, why, own);
    }

    function renewed(GrantKey[] memory path, string memory holder, uint40 certUntil) internal {
        Consent memory own = signed(holder, RENEW, idOf(path), Ids.ofNumber(certUntil));
        vm.prank(addr(REGISTRAR));
        titles.renew(path, certUntil, own);
    }

    function revoked(bytes32 id, uint8 state) internal {
        vm.prank(addr("court"));
        titles.revoke(id, state, keccak256("judgment"));
    }

    function stateOf(bytes32 id) internal view returns (uint8) {
        return grant(id).state();
    }

    function titleLink(uint8 kind, bytes32 a, bytes32 b) internal view returns (LinkWord) {
        return LinkWord.wrap(register.read(Kind.LINK, Ids.linkId(kind, a, b)));
    }
}
