// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Freezes of a grant, or of a holder
/// @notice An authority freezes a target (DISPOSE stops disposal, EXERCISE stops exercise too); another's later order waits in line.
/// A target is a grant's id, or a party's number in 32 bytes: that binds all the party holds, and what it receives later, and goes
/// on to bind it through a succession and after the party's end.
interface IFreezes {
    /// @notice A freeze order was recorded, EFFECTIVE or QUEUED.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param scope DISPOSE or EXERCISE, see FreezeScope.
    /// @param state EFFECTIVE or QUEUED.
    /// @param authority Number of the authority.
    /// @param since When it was ordered.
    /// @param until When it ends.
    /// @param orderDigest Digest of the order.
    /// @param actor The key that acted.
    event Frozen(
        bytes32 indexed target,
        uint8 ordinal,
        uint8 scope,
        uint8 state,
        uint32 indexed authority,
        uint40 since,
        uint40 until,
        bytes32 orderDigest,
        address actor
    );
    /// @notice A freeze order was lifted; `promoted` is the ordinal that became effective, 0 when none waited.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param promoted Number of the order that became effective; 0: none.
    /// @param orderDigest Digest of the decision that lifts it.
    /// @param actor The key that acted.
    event FreezeLifted(bytes32 indexed target, uint8 ordinal, uint8 promoted, bytes32 orderDigest, address actor);
    /// @notice A queued order became effective because those before it ran out.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param since From when on it is effective.
    /// @param until When it ends, as long after as was ordered.
    /// @param actor The key that acted.
    event FreezePromoted(bytes32 indexed target, uint8 ordinal, uint40 since, uint40 until, address actor);
    /// @notice An order that runs was given a later end.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param until Its later end.
    /// @param orderDigest Digest of the renewal.
    /// @param actor The key that acted.
    event FreezeRenewed(bytes32 indexed target, uint8 ordinal, uint40 until, bytes32 orderDigest, address actor);
    /// @notice The EXERCISE flag fell: no order that stops exercise runs any more. What still runs ends at `frozenUntil`.
    /// @param target Id of the grant, or the number of the holder.
    /// @param frozenUntil When the last order that runs ends.
    /// @param actor The key that acted.
    event ExerciseReleased(bytes32 indexed target, uint40 frozenUntil, address actor);

    /// @notice Neither a grant's id nor a party's number.
    /// @param target What was named as one.
    error TargetUnknown(bytes32 target);
    /// @notice Neither DISPOSE nor EXERCISE.
    /// @param scope The scope named.
    error ScopeRefused(uint8 scope);
    /// @notice A freeze ends later than `earliest` (now, or the end it has) and three years from now at most.
    /// @param until The end named.
    /// @param earliest The first second allowed.
    /// @param latest The last second allowed.
    error FreezeTermRefused(uint256 until, uint256 earliest, uint256 latest);
    /// @notice All 255 numbers are given to orders that run or wait.
    /// @param target Id of the grant, or the number of the holder.
    error TooManyFreezes(bytes32 target);
    /// @notice The target never had an order of this number.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    error FreezeUnknown(bytes32 target, uint8 ordinal);
    /// @notice The order is lifted already.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param state State of FREEZE.
    error FreezeNotLive(bytes32 target, uint8 ordinal, uint8 state);
    /// @notice The order waits, is lifted, or ran out: only what runs is renewed.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param state State of FREEZE.
    /// @param until When it ends or ended.
    error FreezeNotRunning(bytes32 target, uint8 ordinal, uint8 state, uint256 until);
    /// @notice Only the authority that ordered a freeze, its successor or (to lift it) its superior may do this.
    /// @param target Id of the grant, or the number of the holder.
    /// @param ordinal Number on its target, from 1.
    /// @param authority Number of the authority that ordered it.
    /// @param caller Number of the party whose key called.
    error NotYourFreeze(bytes32 target, uint8 ordinal, uint32 authority, uint32 caller);
    /// @notice An effective order still runs, or none waits.
    /// @param target Id of the grant, or the number of the holder.
    error NothingToPromote(bytes32 target);

    /// @notice Freezes a target until `until`; queued when another authority's order is effective. When all 255 numbers are
    /// given, that of an order lifted or run out is given anew, so nobody uses them up; what had it stands in the events. AUTHORITY keys
    /// only.
    function freeze(bytes32 target, uint8 scope, uint40 until, bytes32 orderDigest) external returns (uint8 ordinal);

    /// @notice Lifts an order of the caller's authority, of one it succeeded, or of one below it; promotes the first in line when
    /// nothing effective is left.
    function lift(bytes32 target, uint8 ordinal, bytes32 orderDigest) external;

    /// @notice Gives an order that runs a later end, before it runs out. Its authority, or that one's successor.
    /// @dev Interpretation of the Civil Procedure Law (2022), article 485: before the term ends, and for no longer than a first
    /// term. An order in line has no term yet that could be renewed.
    function renew(bytes32 target, uint8 ordinal, uint40 until, bytes32 orderDigest) external;

    /// @notice Promotes the first in line when every effective order has run out, and lets the EXERCISE flag fall. Anyone.
    function promote(bytes32 target) external;
}
