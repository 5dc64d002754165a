// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModule} from "../interfaces/IModule.sol";
import {IRegister} from "../interfaces/IRegister.sol";
import {Ids} from "../libraries/Ids.sol";
import {Lines} from "../libraries/Lines.sol";
import {Predicates} from "../libraries/Predicates.sol";
import {Reads} from "../libraries/Reads.sol";
import {LinkKind, Role} from "../types/Codes.sol";
import {KeyWord} from "../types/KeyWord.sol";
import {Kind} from "../types/Kinds.sol";
import {LinkWord} from "../types/LinkWord.sol";
import {ModuleWord} from "../types/ModuleWord.sol";
import {PartyState, PartyWord} from "../types/PartyWord.sol";
import {Consent} from "../types/Structs.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice What every module shares: the register, who acts, and whose signature counts. A module keeps no facts of its own:
/// what Peers holds beside its words the council states anew to its next version, and Standing's ring is no fact but what was said.
abstract contract Module is IModule {
    /// @inheritdoc IModule
    IRegister public immutable register;

    bytes32 internal immutable origin;

    uint256 private immutable foundedOn;
    bytes32 private immutable separator;

    /// @param register_ The register whose words this module may say.
    constructor(IRegister register_) {
        register = register_;
        origin = register_.origin();
        (foundedOn, separator) = (block.chainid, register_.domainSeparator());
    }

    /// @dev For views that say what the law is: a retired module's word is no longer it.
    modifier onlyEnabled() {
        if (!register.enabled(address(this))) register.requireEnabled(address(this)); // which says why
        _;
    }

    /// @dev The same on this module's MODULE word, for verbs that read it anyway.
    function _requireOn(ModuleWord self) internal view {
        uint40 from = self.from_();
        if (from == 0 || block.timestamp < from || self.until() != 0) register.requireEnabled(address(this));
    }

    /// @dev The one way a module changes a word.
    function _write(uint8 kind, bytes32 id, bytes32 expected, bytes32 word, bytes32 leaf) internal {
        register.write(kind, id, expected, word, leaf);
    }

    /// @dev The same for many words at once.
    function _writeMany(IRegister.Entry[] memory entries) internal {
        register.writeMany(entries);
    }

    function _read(uint8 kind, bytes32 id) internal view returns (bytes32) {
        return register.read(kind, id);
    }

    function _keyOf(address account) internal view returns (KeyWord) {
        return KeyWord.wrap(_read(Kind.KEY, Ids.ofAddress(account)));
    }

    function _partyOf(uint32 party) internal view returns (PartyWord) {
        return PartyWord.wrap(_read(Kind.PARTY, Ids.ofNumber(party)));
    }

    function _requireCouncil() internal view {
        register.checkCouncil(msg.sender, address(this), msg.sig);
    }

    /// @dev Returns the key of the sender, which must be live, have `role`, and belong to a party not ended.
    function _actor(uint32 role) internal view returns (KeyWord key) {
        key = _liveKey(msg.sender, role);
        _activeParty(key.party());
    }

    /// @dev The same, with its party's word.
    function _actorAndParty(uint32 role) internal view returns (KeyWord key, PartyWord party) {
        key = _liveKey(msg.sender, role);
        party = _activeParty(key.party());
    }

    function _activeParty(uint32 party) internal view returns (PartyWord word) {
        word = _partyOf(party);
        if (word.state() != PartyState.ACTIVE) revert PartyNotActive(party, word.state());
    }

    /// @dev The party whose keys act for `party` now: itself, or the last of its successors.
    function _lastHop(uint32 party) internal view returns (uint32) {
        for (uint256 i = 0; i < Predicates.MAX_HOPS; ++i) {
            uint32 next = _partyOf(party).successor();
            if (next == 0) break;
            party = next;
        }
        return party;
    }

    /// @dev Whether the caller is that party, or has succeeded it.
    function _succeeds(uint32 caller, uint32 party) internal view returns (bool) {
        return caller == party || caller == _lastHop(party);
    }

    /// @dev Whether the caller is that authority, its successor, or the named superior of either: who may undo what it ordered.
    function _mayUndo(uint32 caller, uint32 authority) internal view returns (bool) {
        if (caller == authority) return true;
        (uint32 last, bytes32 superior) = (_lastHop(authority), Ids.ofNumber(caller));
        return caller == last || _linked(LinkKind.SUPERIOR, Ids.ofNumber(authority), superior)
            || _linked(LinkKind.SUPERIOR, Ids.ofNumber(last), superior);
    }

    /// @dev Whether a link of this kind stands between two records now.
    function _linked(uint8 kind, bytes32 a, bytes32 b) internal view returns (bool) {
        return Lines.stands(LinkWord.wrap(_read(Kind.LINK, Ids.linkId(kind, a, b))));
    }

    /// @dev The key alone: for verbs that check its party in another way, and for an ended party that cleans up.
    function _liveKey(address account, uint32 role) internal view returns (KeyWord key) {
        key = _keyOf(account);
        _requireLive(account, key, role);
    }

    function _requireLive(address account, KeyWord key, uint32 role) internal view {
        if (KeyWord.unwrap(key) == 0) revert NotEnrolled(account);
        if (block.timestamp < key.from_() || (key.until() != 0 && block.timestamp >= key.until())) {
            revert KeyNotLive(account, key.from_(), key.until());
        }
        if (key.roles() & role != role) revert RoleMissing(account, key.roles(), role);
    }

    /// @dev Requires that a live SIGN key of `party` signed `structHash` for this register, and that the party has not voided it.
    function _requireConsent(bytes32 structHash, Consent calldata consent, uint32 party) internal view {
        (KeyWord key, PartyWord word) = _keyAndParty(consent.signer, party);
        _requireConsentOf(structHash, consent, party, key, word);
    }

    /// @dev The same where the words of the signer and of the party are read already.
    function _requireConsentOf(bytes32 structHash, Consent calldata consent, uint32 party, KeyWord key, PartyWord word)
        internal
        view
    {
        (address signer, uint40 signedAt) = (consent.signer, _timely(consent));
        _requireSigner(signer, party, signedAt, key, word);
        _requireSignature(structHash, signer, consent.signature);
    }

    /// @dev The same of a key found live already, whatever its role.
    function _requireSigned(bytes32 structHash, Consent calldata consent, KeyWord key, uint32 party) internal view {
        _requireSpeaksFor(consent.signer, party, _timely(consent), key, _partyOf(party));
        _requireSignature(structHash, consent.signer, consent.signature);
    }

    /// @dev When it was signed: not later than now, and now not later than its deadline.
    function _timely(Consent calldata consent) private view returns (uint40 signedAt) {
        uint40 deadline = consent.deadline;
        signedAt = consent.signedAt;
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        if (signedAt > block.timestamp) revert SignedInFuture(signedAt, block.timestamp);
    }

    /// @dev Requires a live SIGN key of `party`, which is active and voided nothing that it signed at `signedAt` or later.
    function _requireSigner(address signer, uint32 party, uint40 signedAt, KeyWord key, PartyWord word) internal view {
        _requireLive(signer, key, Role.SIGN);
        _requireSpeaksFor(signer, party, signedAt, key, word);
    }

    function _requireSpeaksFor(address signer, uint32 party, uint40 signedAt, KeyWord key, PartyWord word)
        private
        pure
    {
        if (key.party() != party) revert WrongSigner(signer, key.party(), party);
        if (word.state() != PartyState.ACTIVE) revert PartyNotActive(party, word.state());
        if (signedAt < word.since()) revert SignatureVoided(party, signedAt, word.since());
    }

    function _keyAndParty(address account, uint32 party) internal view returns (KeyWord, PartyWord) {
        bytes32[] memory ids = Reads.room(2);
        (ids[0], ids[1]) = (Ids.ofAddress(account), Ids.ofNumber(party));
        bytes32[] memory words = Reads.mixed(register, Reads.twoRuns(Kind.KEY, 1, Kind.PARTY), ids);
        return (KeyWord.wrap(words[0]), PartyWord.wrap(words[1]));
    }

    function _requireSignature(bytes32 structHash, address signer, bytes calldata signature) internal view {
        _requireSigned(_digest(structHash), signer, signature);
    }

    /// @dev A key signs for itself; whoever else signs is a contract, and is asked (ERC-1271).
    function _requireSigned(bytes32 digest, address signer, bytes calldata signature) internal view {
        (bool signed, uint256 malformed) = _recovered(digest, signer, signature);
        if (signed || SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature)) return;
        if (malformed != 0 && signer.code.length == 0) revert SignatureMalformed(signer, malformed);
        revert BadSignature(signer, digest);
    }

    /// @dev Whether this key signed, and what is wrong with the signature's form if something is: its length, or its s.
    function _recovered(bytes32 digest, address key, bytes calldata signature)
        internal
        pure
        returns (bool signed, uint256 malformed)
    {
        (address by, ECDSA.RecoverError err, bytes32 value) = ECDSA.tryRecoverCalldata(digest, signature);
        return (err == ECDSA.RecoverError.NoError && by == key, uint256(value));
    }

    /// @dev What is signed for a struct of this register (EIP-712). The separator is that of the chain that the register was founded on.
    function _digest(bytes32 structHash) internal view returns (bytes32) {
        if (block.chainid != foundedOn) revert IRegister.ChainIdChanged(foundedOn, block.chainid);
        return MessageHashUtils.toTypedDataHash(separator, structHash);
    }
}
