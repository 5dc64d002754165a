"""Third parties' time in a bundle: tokens that were fetched before, or one that is fetched here.

A token is carried only where it was given for this bundle's own bytes; whose token counts is the reader's policy to
say. One fetched here is over the checkpoint under which the record's entry is proven: one token dates a whole log.

Source: SPEC-bundle.md (`tokens`), SPEC-chain.md 9, RFC 3161.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Token
from torrens_anchor.documents.timestamp import RFC3161, subject_of
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.errors import DigestMismatch
from torrens_anchor.verdicts.tokens import token_subjects
from torrens_log.timestamps import request_timestamp


def with_tokens(bundle: Bundle, tokens: Sequence[bytes]) -> Bundle:
    """Puts time tokens into a bundle.

    Args:
        bundle: The bundle.
        tokens: CMS SignedData in DER, as `request_timestamp` gives it.

    Returns:
        The bundle with them; one that it carries already is not carried twice.

    Raises:
        AlgorithmUnavailable: `rfc3161-client` is not installed.
        MalformedInput: One is no token in its one form.
        DigestMismatch: One was given for other bytes than the record, its entry or its checkpoint.
    """
    subjects = token_subjects(bundle)
    for token in tokens:
        try:
            subject_of(token, subjects)
        except DigestMismatch as error:
            size = f" --size {bundle.log.proof.checkpoint().size}" if bundle.log else ""
            raise DigestMismatch(str(error), remedy=f"fetch one anew: torrens log timestamp{size}") from error
    carried = dict.fromkeys((*bundle.tokens, *(Token(RFC3161, token) for token in tokens)))
    return replace(bundle, tokens=tuple(carried))


def asked(bundle: Bundle, url: str, authorities: Sequence[TimeAuthority]) -> Bundle:
    """Asks a time authority for a token over the bundle's checkpoint, over its record where it has none.

    Args:
        bundle: The bundle.
        url: The authority's address.
        authorities: Whose token is accepted.

    Returns:
        The bundle with the token.

    Raises:
        ExtraMissing: httpx or rfc3161-client is not installed.
        TimeAuthorityFailed: It cannot be reached, answers something else, or refuses.
        AnchorError: The token does not verify under `authorities`.
    """
    subjects = token_subjects(bundle)
    token, _ = request_timestamp(url, subjects.get("checkpoint", subjects["record"]), authorities)
    return with_tokens(bundle, [token])
