// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The register: a journal of words, and of who may say them
/// @notice Holds every fact of Torrens as one word. Immutable and never upgraded; the law lives in modules, which only the
/// council enables, after a delay that this contract itself enforces.
/// @dev Storage: slot 0 words, slot 1 journal; both are frozen, since foreign verifiers prove them.
interface IRegister {
    /// @notice One change of one word.
    /// @param kind The kind of word, see Kinds.
    /// @param id The id within its kind.
    /// @param expected What the word must be now.
    /// @param word What it becomes; never zero over nonzero.
    /// @param leaf keccak256(abi.encode(topic0, args…)) of the typed event that explains it.
    struct Entry {
        uint8 kind;
        bytes32 id;
        bytes32 expected;
        bytes32 word;
        bytes32 leaf;
    }

    /// @notice Which bits of one kind a module may change.
    struct Permission {
        uint8 kind;
        uint256 mask;
    }

    /// @notice A word was written; the typed event with this leaf stands before it in the same transaction.
    /// @param kind The word's kind.
    /// @param id The word's id.
    /// @param module Address of the module.
    /// @param word The word.
    /// @param leaf Hash of the typed event.
    event Written(uint8 indexed kind, bytes32 indexed id, address indexed module, bytes32 word, bytes32 leaf);

    /// @notice The register began.
    /// @param origin The register's origin.
    /// @param deploymentSalt The salt of the deployment.
    /// @param authority The council, for ever.
    /// @param actor The key that acted.
    event Founded(bytes32 indexed origin, bytes32 deploymentSalt, address authority, address actor);

    /// @notice The council enabled a module from a time not earlier than MIN_DELAY from now.
    /// @param kinds The kinds it may write, beside `masks`, the bits it may change in each.
    /// @param module Address of the module.
    /// @param from The first second at which it may write.
    /// @param until The second from which it counts no more.
    /// @param codeHash Hash of the code at the module's address.
    /// @param masks The bits it may change in each of the kinds.
    /// @param councilSeq How many changes of modules there have been.
    /// @param actor The key that acted.
    event ModuleEnabled(
        address indexed module,
        uint40 from,
        uint40 until,
        bytes32 codeHash,
        uint8[] kinds,
        uint256[] masks,
        uint64 councilSeq,
        address actor
    );

    /// @notice A module may write no more from this second on; its words stay.
    /// @param module Address of the module.
    /// @param until The second from which it counts no more.
    /// @param councilSeq How many changes of modules there have been.
    /// @param actor The key that acted.
    event ModuleRetired(address indexed module, uint40 until, uint64 councilSeq, address actor);

    /// @notice The council announced that a module may change more bits of a kind, from `from` on at the earliest.
    /// @param module Address of the module.
    /// @param kind The kind.
    /// @param mask The bits to come.
    /// @param from The first second at which it may take effect.
    /// @param councilSeq How many changes of modules there have been.
    /// @param actor The key that acted.
    event WideningAnnounced(
        address indexed module, uint8 indexed kind, uint256 mask, uint40 from, uint64 councilSeq, address actor
    );

    /// @notice An announced widening took effect.
    /// @param module Address of the module.
    /// @param kind The kind.
    /// @param mask The bits it may change from now on, beside those that it could.
    /// @param councilSeq How many changes of modules there have been.
    /// @param actor The key that acted.
    event ModuleWidened(address indexed module, uint8 indexed kind, uint256 mask, uint64 councilSeq, address actor);

    /// @notice A module may change fewer bits of a kind, at once.
    /// @param module Address of the module.
    /// @param kind The kind.
    /// @param mask The bits it may change now.
    /// @param councilSeq How many changes of modules there have been.
    /// @param actor The key that acted.
    event ModuleNarrowed(address indexed module, uint8 indexed kind, uint256 mask, uint64 councilSeq, address actor);

    /// @notice The word is not what the writer believed. Read it again and decide anew.
    /// @param kind The word's kind.
    /// @param id The word's id.
    /// @param expected The word that the writer believed.
    /// @param actual The word that stands.
    error Stale(uint8 kind, bytes32 id, bytes32 expected, bytes32 actual);

    /// @notice The module may not change these bits of this kind.
    /// @param module Address of the module.
    /// @param kind The kind.
    /// @param bits The bits that are not the module's.
    error BitsNotYours(address module, uint8 kind, bytes32 bits);

    /// @notice The module is not enabled at this time.
    /// @param module Address of the module.
    /// @param from The first second at which it may write.
    /// @param until The second from which it counts no more.
    error ModuleNotEnabled(address module, uint256 from, uint256 until);

    /// @notice Status is never shown by absence.
    /// @param kind The word's kind.
    /// @param id Id of the word that stands.
    error ZeroOverNonzero(uint8 kind, bytes32 id);

    /// @notice A bulk write must hold at least one entry.
    error NothingToWrite();

    /// @notice The caller is not who the immutable authority lets do this.
    /// @param caller Address that called.
    /// @param selector The function called.
    error NotCouncil(address caller, bytes4 selector);

    /// @notice The change would take effect before MIN_DELAY has passed.
    /// @param from The time named.
    /// @param earliest The first second allowed.
    error TooSoon(uint256 from, uint256 earliest);

    /// @notice A module must be a contract, known by its code hash.
    /// @param module Address of the module.
    error NoCode(address module);

    /// @notice A module is no account that delegates its code: whoever has its key would write words, or change the code.
    /// @param module Address of the module.
    error DelegatedAccount(address module);

    /// @notice A retired or unknown module cannot be changed; enable a new one.
    /// @param module Address of the module.
    error ModuleUnknown(address module);

    /// @notice An enabled module is enabled once.
    /// @param module Address of the module.
    error ModuleKnown(address module);

    /// @notice Its term must end after it begins.
    /// @param from The first second named.
    /// @param until The end named.
    error TermBackwards(uint256 from, uint256 until);

    /// @notice A kind was named twice, or is 0, or is kept for the register itself.
    /// @param kind The kind named.
    error KindRefused(uint8 kind);

    /// @notice No such widening was announced of the bits as they stand, or its time has not come, or is over by 30 days.
    /// @param module Address of the module.
    /// @param kind The kind.
    /// @param mask The bits asked for.
    /// @param from The first second at which it may take effect; 0: none was announced.
    error WideningNotDue(address module, uint8 kind, uint256 mask, uint256 from);

    /// @notice Narrowing may only take bits away.
    /// @param current The bits that it has.
    /// @param mask The bits named.
    error NotNarrower(uint256 current, uint256 mask);

    /// @notice The chain's id is not the one this register was founded on.
    /// @param founded The chain's id at the founding.
    /// @param current What stands.
    error ChainIdChanged(uint256 founded, uint256 current);

    /// @notice Writes one word. Only an enabled module, only its own bits.
    function write(uint8 kind, bytes32 id, bytes32 expected, bytes32 word, bytes32 leaf) external;

    /// @notice Writes many words, in order; the journal is stored once.
    function writeMany(Entry[] calldata entries) external;

    /// @notice Returns one word, zero when nothing was ever written.
    function read(uint8 kind, bytes32 id) external view returns (bytes32 word);

    /// @notice Returns many words of one kind, in order.
    function readMany(uint8 kind, bytes32[] calldata ids) external view returns (bytes32[] memory found);

    /// @notice Returns words of several kinds, in order.
    /// @param runs Up to eight | kind 8 | count 24 |: so many of the ids are of that kind; count 0, or more than are left, stands for
    /// all that are left.
    function readMixed(bytes32 runs, bytes32[] calldata ids) external view returns (bytes32[] memory found);

    /// @notice The rolling hash over every word written.
    function journal() external view returns (bytes32);

    /// @notice How many times the council changed what modules may do.
    function councilSeq() external view returns (uint64);

    /// @notice keccak256(abi.encode(chainid, register, deploymentSalt)): this register in every id.
    function origin() external view returns (bytes32);

    /// @notice The salt of this deployment; a chain reset at the same address repeats nothing.
    function deploymentSalt() external view returns (bytes32);

    /// @notice The EIP-712 domain separator of {Torrens, 1, chainId, Register, deploymentSalt}. Reverts on another chain id.
    function domainSeparator() external view returns (bytes32);

    /// @notice The access manager that says who the council and the guardian are; immutable.
    function authority() external view returns (address);

    /// @notice Seconds that any enabling or widening waits at least, whatever the authority says.
    function MIN_DELAY() external view returns (uint40);

    /// @notice Which bits of a kind a module may change.
    function mayWrite(address module, uint8 kind) external view returns (uint256 mask);

    /// @notice Whether a module may write now.
    function enabled(address module) external view returns (bool);

    /// @notice Reverts unless the module may write now. What a retired module says, it says no more.
    function requireEnabled(address module) external view;

    /// @notice Reverts unless the authority lets `caller` call `selector` on `target` at once.
    function checkCouncil(address caller, address target, bytes4 selector) external view;

    /// @notice Enables a module with its permissions; Standing, which writes no word, has none. Council only.
    function enableModule(address module, uint40 from, uint40 until, Permission[] calldata permissions) external;

    /// @notice Retires a module at once. Guardian or council.
    function retireModule(address module) external;

    /// @notice Announces a widening; it can be applied after MIN_DELAY, for 30 days, unless the kind's bits change before. Council only.
    function announceWidening(address module, uint8 kind, uint256 mask) external;

    /// @notice Applies an announced widening whose time has come. Council only.
    function widen(address module, uint8 kind, uint256 mask) external;

    /// @notice Takes bits away at once. Guardian or council.
    function narrow(address module, uint8 kind, uint256 mask) external;
}
