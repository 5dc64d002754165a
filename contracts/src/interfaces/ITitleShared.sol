// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title What Notices and Titles say in common
/// @notice The home registrar is the one whose number stands in the title's word, or the last of its successors: it alone goes on
/// with a case and does the later registrations (G35 articles 13, 33).
interface ITitleShared {
    error TitleUnknown(bytes32 titleId);
    /// @notice The id is a licence's, not that of a title or of a part of one.
    error NotATitle(bytes32 id, uint8 depth);
    /// @notice The title is not in the state this verb needs.
    error WrongState(bytes32 titleId, uint8 state, uint8 needed);
    /// @notice Only the registrar that gave notice, or its successor, goes on with the case and with the title.
    error NotHomeRegistrar(uint16 registrar, uint16 caller);
    /// @notice A registrar may not register its own data, nor a declared affiliate's (G35 article 10(7)); the numbers are those
    /// declared: the two parties' own, or of parties that they succeeded.
    error SelfRegistration(uint32 registrar, uint32 holder);
    /// @notice notBefore and until must make a term that has not ended.
    error TermRefused(uint256 notBefore, uint256 until, uint256 nowAt);
    /// @notice The basis has verbs of its own (DERIVED: noticeDerived, registerDerived; FUSED_SILENT: noticeFused), or this verb is
    /// for another one.
    error FormRefused(uint8 basis);
    /// @notice The sources shown are not those that the title's id binds.
    error SourcesDiffer(bytes32 termsDigest, bytes32 shown);
    /// @notice The title at this index stands in the batch before.
    error DuplicateInBatch(uint256 index, bytes32 titleId);
    /// @notice The link stands already.
    error LinkExists(uint8 kind, bytes32 a, bytes32 b);
    /// @notice A list that is empty where something is needed, or too long.
    error CountRefused(bytes32 name, uint256 count, uint256 least, uint256 most);
    /// @notice A list that must rise strictly does not, at this index.
    error NotAscending(bytes32 name, uint256 index);
}
