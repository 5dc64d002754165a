// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRegister} from "./interfaces/IRegister.sol";
import {Ids} from "./libraries/Ids.sol";
import {Reads} from "./libraries/Reads.sol";
import {Kind} from "./types/Kinds.sol";
import {ModuleWord} from "./types/ModuleWord.sol";
import {OriginState, OriginWord} from "./types/OriginWord.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title The register of words, see IRegister
contract Register is IRegister {
    /// @inheritdoc IRegister
    uint40 public constant MIN_DELAY = 2 days;

    // A widening that was announced and not applied for so long is forgotten.
    uint40 private constant WIDENING_KEPT = 30 days;
    // Code of a contract never begins so (EIP-3541); that of an account which delegates its code does (EIP-7702).
    uint8 private constant DELEGATED = 0xef;
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)");

    mapping(uint8 kind => mapping(bytes32 id => bytes32 word)) private words; // slot 0, frozen

    /// @inheritdoc IRegister
    bytes32 public journal; // slot 1, frozen

    /// @inheritdoc IRegister
    mapping(address module => mapping(uint8 kind => uint256 mask)) public mayWrite; // slot 2
    mapping(bytes32 widening => uint40 from) private announced; // slot 3

    /// @inheritdoc IRegister
    uint64 public councilSeq; // slot 4

    /// @inheritdoc IRegister
    address public immutable authority;

    /// @inheritdoc IRegister
    bytes32 public immutable deploymentSalt;

    /// @inheritdoc IRegister
    bytes32 public immutable origin;

    uint256 private immutable foundedOn;
    bytes32 private immutable separator;

    /// @param authority_ The access manager that says who the council and the guardian are.
    /// @param deploymentSalt_ Anything not used before for a register at this address on a chain of this id.
    constructor(address authority_, bytes32 deploymentSalt_) {
        if (authority_.code.length == 0) revert NoCode(authority_);
        (authority, deploymentSalt, foundedOn) = (authority_, deploymentSalt_, block.chainid);
        origin = keccak256(abi.encode(block.chainid, address(this), deploymentSalt_));
        separator = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Torrens"), keccak256("1"), block.chainid, address(this), deploymentSalt_)
        );
        journal = keccak256(abi.encode("torrens/journal/1", origin));
        OriginWord own = OriginWord.wrap(0).withState(OriginState.OWN).withSince(uint40(block.timestamp));
        emit Founded(origin, deploymentSalt_, authority_, msg.sender);
        bytes32 leaf = keccak256(abi.encode(Founded.selector, origin, deploymentSalt_, authority_, msg.sender));
        _say(Kind.ORIGIN, origin, OriginWord.unwrap(own), leaf);
    }

    /// @inheritdoc IRegister
    function write(uint8 kind, bytes32 id, bytes32 expected, bytes32 word, bytes32 leaf) external {
        _requireEnabled(msg.sender);
        _store(kind, id, expected, word);
        journal = _next(journal, msg.sender, kind, id, word, leaf);
        emit Written(kind, id, msg.sender, word, leaf);
    }

    /// @inheritdoc IRegister
    function writeMany(Entry[] calldata entries) external {
        if (entries.length == 0) revert NothingToWrite();
        _requireEnabled(msg.sender);
        bytes32 rolling = journal;
        for (uint256 i = 0; i < entries.length; ++i) {
            Entry calldata e = entries[i];
            _store(e.kind, e.id, e.expected, e.word);
            rolling = _next(rolling, msg.sender, e.kind, e.id, e.word, e.leaf);
            emit Written(e.kind, e.id, msg.sender, e.word, e.leaf);
        }
        journal = rolling;
    }

    /// @inheritdoc IRegister
    function read(uint8 kind, bytes32 id) external view returns (bytes32 word) {
        return words[kind][id];
    }

    /// @inheritdoc IRegister
    function readMany(uint8 kind, bytes32[] calldata ids) external view returns (bytes32[] memory) {
        Reads.answer(words, Reads.run(kind, 0), ids);
    }

    /// @inheritdoc IRegister
    function readMixed(bytes32 runs, bytes32[] calldata ids) external view returns (bytes32[] memory) {
        Reads.answer(words, runs, ids);
    }

    /// @inheritdoc IRegister
    function domainSeparator() external view returns (bytes32) {
        if (block.chainid != foundedOn) revert ChainIdChanged(foundedOn, block.chainid);
        return separator;
    }

    /// @inheritdoc IRegister
    function enabled(address module) public view returns (bool) {
        return _enabled(_module(module));
    }

    /// @inheritdoc IRegister
    function requireEnabled(address module) external view {
        _requireEnabled(module);
    }

    /// @inheritdoc IRegister
    function checkCouncil(address caller, address target, bytes4 selector) public view {
        (bool immediate, uint32 delay) = IAccessManager(authority).canCall(caller, target, selector);
        if (!immediate || delay != 0) revert NotCouncil(caller, selector);
    }

    /// @inheritdoc IRegister
    function enableModule(address module, uint40 from, uint40 until, Permission[] calldata permissions) external {
        checkCouncil(msg.sender, address(this), msg.sig);
        if (module.code.length == 0) revert NoCode(module);
        if (uint8(module.code[0]) == DELEGATED) revert DelegatedAccount(module);
        if (ModuleWord.unwrap(_module(module)) != 0) revert ModuleKnown(module);
        if (from < block.timestamp + MIN_DELAY) revert TooSoon(from, block.timestamp + MIN_DELAY);
        if (until != 0 && until <= from) revert TermBackwards(from, until);
        (uint8[] memory kinds, uint256[] memory masks) = _permit(module, permissions);
        ModuleWord m =
            ModuleWord.wrap(0).withFrom(from).withUntil(until).withCodeHash(uint184(uint256(module.codehash) >> 72));
        uint64 seq = ++councilSeq;
        emit ModuleEnabled(module, from, until, module.codehash, kinds, masks, seq, msg.sender);
        bytes32 leaf = keccak256(
            abi.encode(ModuleEnabled.selector, module, from, until, module.codehash, kinds, masks, seq, msg.sender)
        );
        _say(Kind.MODULE, Ids.ofAddress(module), ModuleWord.unwrap(m), leaf);
    }

    /// @inheritdoc IRegister
    function retireModule(address module) external {
        checkCouncil(msg.sender, address(this), msg.sig);
        ModuleWord m = _known(module);
        uint40 until = uint40(block.timestamp);
        if (m.until() != 0 && m.until() <= until) revert ModuleNotEnabled(module, m.from_(), m.until());
        // A module whose time has not come ends where it begins.
        m = m.withUntil(until > m.from_() ? until : m.from_());
        uint64 seq = ++councilSeq;
        emit ModuleRetired(module, m.until(), seq, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ModuleRetired.selector, module, m.until(), seq, msg.sender));
        _say(Kind.MODULE, Ids.ofAddress(module), ModuleWord.unwrap(m), leaf);
    }

    /// @inheritdoc IRegister
    function announceWidening(address module, uint8 kind, uint256 mask) external {
        checkCouncil(msg.sender, address(this), msg.sig);
        ModuleWord m = _known(module);
        _requireKind(kind);
        uint40 from = uint40(block.timestamp) + MIN_DELAY;
        announced[_widening(module, kind, mask)] = from;
        uint64 seq = ++councilSeq;
        emit WideningAnnounced(module, kind, mask, from, seq, msg.sender);
        bytes32 leaf = keccak256(abi.encode(WideningAnnounced.selector, module, kind, mask, from, seq, msg.sender));
        _say(Kind.MODULE, Ids.ofAddress(module), ModuleWord.unwrap(m), leaf);
    }

    /// @inheritdoc IRegister
    function widen(address module, uint8 kind, uint256 mask) external {
        checkCouncil(msg.sender, address(this), msg.sig);
        bytes32 key = _widening(module, kind, mask);
        uint40 from = announced[key];
        if (from == 0 || block.timestamp < from || block.timestamp >= from + WIDENING_KEPT) {
            revert WideningNotDue(module, kind, mask, from);
        }
        delete announced[key];
        mayWrite[module][kind] |= mask;
        uint64 seq = ++councilSeq;
        emit ModuleWidened(module, kind, mask, seq, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ModuleWidened.selector, module, kind, mask, seq, msg.sender));
        _say(Kind.MODULE, Ids.ofAddress(module), ModuleWord.unwrap(_known(module)), leaf);
    }

    /// @inheritdoc IRegister
    function narrow(address module, uint8 kind, uint256 mask) external {
        checkCouncil(msg.sender, address(this), msg.sig);
        uint256 current = mayWrite[module][kind];
        if (mask & ~current != 0 || mask == current) revert NotNarrower(current, mask);
        mayWrite[module][kind] = mask;
        uint64 seq = ++councilSeq;
        emit ModuleNarrowed(module, kind, mask, seq, msg.sender);
        bytes32 leaf = keccak256(abi.encode(ModuleNarrowed.selector, module, kind, mask, seq, msg.sender));
        _say(Kind.MODULE, Ids.ofAddress(module), ModuleWord.unwrap(_known(module)), leaf);
    }

    function _permit(address module, Permission[] calldata permissions)
        private
        returns (uint8[] memory kinds, uint256[] memory masks)
    {
        (kinds, masks) = (new uint8[](permissions.length), new uint256[](permissions.length));
        for (uint256 i = 0; i < permissions.length; ++i) {
            (uint8 kind, uint256 mask) = (permissions[i].kind, permissions[i].mask);
            _requireKind(kind);
            if (mask == 0 || mayWrite[module][kind] != 0) revert KindRefused(kind);
            mayWrite[module][kind] = mask;
            (kinds[i], masks[i]) = (kind, mask);
        }
    }

    /// A widening is announced of the bits as they stand: a narrowing since then voids it.
    function _widening(address module, uint8 kind, uint256 mask) private view returns (bytes32) {
        return keccak256(abi.encode(module, kind, mayWrite[module][kind], mask));
    }

    function _requireEnabled(address module) private view {
        ModuleWord m = _module(module);
        if (!_enabled(m)) revert ModuleNotEnabled(module, m.from_(), m.until());
    }

    function _enabled(ModuleWord m) private view returns (bool) {
        (uint256 from, uint256 until) = (m.from_(), m.until());
        return from != 0 && block.timestamp >= from && (until == 0 || block.timestamp < until);
    }

    /// Every change of a word by a module passes here: the writer's belief, its bits, and never back to nothing.
    function _store(uint8 kind, bytes32 id, bytes32 expected, bytes32 word) private {
        mapping(bytes32 id => bytes32 word) storage ofKind = words[kind];
        bytes32 actual = ofKind[id];
        if (actual != expected) revert Stale(kind, id, expected, actual);
        bytes32 foreign = (expected ^ word) & ~bytes32(mayWrite[msg.sender][kind]);
        if (foreign != 0) revert BitsNotYours(msg.sender, kind, foreign);
        if (word == 0) revert ZeroOverNonzero(kind, id);
        ofKind[id] = word;
    }

    /// The register's own words: origins and modules.
    function _say(uint8 kind, bytes32 id, bytes32 word, bytes32 leaf) private {
        words[kind][id] = word;
        journal = _next(journal, address(this), kind, id, word, leaf);
        emit Written(kind, id, address(this), word, leaf);
    }

    function _next(bytes32 rolling, address module, uint8 kind, bytes32 id, bytes32 word, bytes32 leaf)
        private
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(rolling, block.timestamp, module, kind, id, word, leaf));
    }

    function _module(address module) private view returns (ModuleWord) {
        return ModuleWord.wrap(words[Kind.MODULE][Ids.ofAddress(module)]);
    }

    function _known(address module) private view returns (ModuleWord m) {
        m = _module(module);
        if (ModuleWord.unwrap(m) == 0) revert ModuleUnknown(module);
    }

    function _requireKind(uint8 kind) private pure {
        if (kind == 0 || kind == Kind.ORIGIN || kind == Kind.MODULE) revert KindRefused(kind);
    }
}
