// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title What Notices and Titles say in common
/// @notice The home registrar is the one whose number stands in the title's word, or the last of its successors: it alone goes on
/// with a case and does the later registrations (G35 articles 13, 33).
interface ITitleShared {
    /// @notice No title of this id was ever filed.
    /// @param titleId Id of the title.
    error TitleUnknown(bytes32 titleId);
    /// @notice The id is a licence's, not that of a title or of a part of one.
    /// @param id The id named.
    /// @param depth How deep it stands.
    error NotATitle(bytes32 id, uint8 depth);
    /// @notice The title is not in the state this verb needs.
    /// @param titleId Id of the title.
    /// @param state State of GRANT.
    /// @param needed The state that the verb needs.
    error WrongState(bytes32 titleId, uint8 state, uint8 needed);
    /// @notice Only the registrar that gave notice, or its successor, goes on with the case and with the title.
    /// @param registrar Number of the registrar.
    /// @param caller Number of the party whose key called.
    error NotHomeRegistrar(uint16 registrar, uint16 caller);
    /// @notice A registrar may not register its own data, nor a declared affiliate's (G35 article 10(7)), whether it was declared before
    /// the notice or while it ran; the numbers are those declared: the two parties' own, or of parties that they succeeded.
    /// @param registrar The number under which the registrar is meant.
    /// @param holder The number under which the applicant is meant.
    error SelfRegistration(uint32 registrar, uint32 holder);
    /// @notice notBefore and until must make a term that has not ended.
    /// @param notBefore The first second of the term.
    /// @param until When it would end.
    /// @param nowAt The block's time.
    error TermRefused(uint256 notBefore, uint256 until, uint256 nowAt);
    /// @notice The basis has verbs of its own (DERIVED: noticeDerived, registerDerived; FUSED_SILENT: noticeFused), or this verb is
    /// for another one.
    /// @param basis The AcquisitionBasis.
    error FormRefused(uint8 basis);
    /// @notice The sources shown are not those that the title's id binds.
    /// @param termsDigest The title's termsDigest.
    /// @param shown What the sources shown give.
    error SourcesDiffer(bytes32 termsDigest, bytes32 shown);
    /// @notice The title at this index stands in the batch before.
    /// @param index Place in the list, from 0.
    /// @param titleId Id of the title.
    error DuplicateInBatch(uint256 index, bytes32 titleId);
    /// @notice The link stands already.
    /// @param kind See LinkKind.
    /// @param a The link's first id.
    /// @param b The link's second id.
    error LinkExists(uint8 kind, bytes32 a, bytes32 b);
    /// @notice A list that is empty where something is needed, or too long.
    /// @param name Name of the list.
    /// @param count How many were passed.
    /// @param least The fewest allowed.
    /// @param most The most allowed.
    error CountRefused(bytes32 name, uint256 count, uint256 least, uint256 most);
    /// @notice A list that must rise strictly does not, at this index.
    /// @param name Name of the list.
    /// @param index Place in the list, from 0.
    error NotAscending(bytes32 name, uint256 index);
}
