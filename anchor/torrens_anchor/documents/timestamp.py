"""Third-party time: RFC 3161 tokens, verified at their own time against authorities that the policy names.

`rfc3161-client` (extra `timestamp`) checks signature, chain and purpose; which certificate was meant to sign is read
by `timestamp_signer`; where it is not installed a token cannot be
verified, and says so. An authority's certificate may have ended since: what counts is that it was good at genTime.
Sources: RFC 3161, RFC 5816; validation at genTime as in ETSI EN 319 102-1.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from torrens_anchor.documents.timestamp_chain import TimeAuthority, find_chain, library_errors
from torrens_anchor.documents.timestamp_form import as_response, check_form
from torrens_anchor.documents.timestamp_signer import check_signer
from torrens_anchor.errors import (
    AlgorithmUnavailable,
    DigestMismatch,
    FieldMismatch,
    MalformedInput,
    SignatureMismatch,
)
from torrens_anchor.hashing.ledger import Function, Hash, Hashed, Scheme, Signed, keep

RFC3161: Final = "rfc3161"
"""The scheme under which a bundle carries such a token; its bytes are the token (CMS), without PKIStatus."""
_HASHES: Final = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a verified token says.

    Attributes:
        subject: Which of the messages asked about it was given for.
        time: genTime, UTC seconds, rounded down: the message existed by then.
        accuracy: Seconds by which the authority's clock may be off, rounded up; None where it does not say.
        authority: Whose token it is, as the policy names it.
        policy: The authority's policy, an object identifier.
        serial: The token's number at the authority.
    """

    subject: str
    time: int
    accuracy: int | None
    authority: str
    policy: str
    serial: int


def verify_timestamp(
    token: bytes,
    subjects: Mapping[str, bytes],
    authorities: Sequence[TimeAuthority],
    *,
    nonce: int | None = None,
) -> TimeStamp:
    """Verify a token at its own time.

    Args:
        token: The token, CMS SignedData in DER.
        subjects: Messages it may have been given for, by name: the text of a checkpoint, a record's bytes.
        authorities: Whom the policy believes.
        nonce: What the request asked to be repeated; None where the request is not known.

    Returns:
        What it says.

    Raises:
        AlgorithmUnavailable: `rfc3161-client` or `cryptography` is not installed, or another hash was used.
        MalformedInput: Not a token in its one form, or it carries certificates that its chain does not need.
        DigestMismatch: It was given for none of the subjects.
        TrustMissing: Its signer's chain leads to no certificate of the policy.
        SignatureMismatch: Signature, chain at genTime or the signer's purpose (id-kp-timeStamping) does not hold, or it
            was signed with another certificate than it carries.
        FieldMismatch: It repeats another nonce.
    """
    library, attributes = _library(), check_form(token)
    response = _decode(library, token)
    subject = _subject(response, subjects)
    with library_errors("the time token's signer cannot be read"):
        (signer,) = response.signed_data.signer_infos
        named = signer.issuer, signer.serial_number
        certificates = response.signed_data.certificates
    chain = find_chain(certificates, *named, authorities)
    _verify(library, response, chain.root, chain.certificates)
    with library_errors("the time token's signing certificate cannot be read"):
        check_signer(attributes, *(encoded := chain.encoded()))
    info, time = response.tst_info, int(response.tst_info.gen_time.timestamp())
    if nonce is not None and info.nonce != nonce:
        raise FieldMismatch("the time token repeats another nonce than the request's", nonce=info.nonce)
    keep(Signed(Scheme.RFC3161, encoded[1], subjects[subject], token, time))
    return TimeStamp(
        subject=subject,
        time=time,
        accuracy=_accuracy(info.accuracy),
        authority=chain.authority.name,
        policy=info.policy.dotted_string,
        serial=info.serial_number,
    )


def subject_of(token: bytes, subjects: Mapping[str, bytes]) -> str:
    """Say for which message a token was given, whoever gave it: what a bundler asks before it carries a token.

    Args:
        token: The token, CMS SignedData in DER.
        subjects: Messages it may have been given for, by name.

    Returns:
        The message's name.

    Raises:
        AlgorithmUnavailable: `rfc3161-client` is not installed, or another hash was used.
        MalformedInput: Not a token in its one form.
        DigestMismatch: It was given for none of the subjects.
    """
    library = _library()
    check_form(token)
    return _subject(_decode(library, token), subjects)


def _library() -> Any:  # noqa: ANN401 - an optional library
    try:
        import_module("cryptography.x509")
        return import_module("rfc3161_client")
    except ImportError as error:
        raise AlgorithmUnavailable(
            "time tokens (RFC 3161) are verified by rfc3161-client, which is not installed",
            remedy='pip install "torrens[timestamp]", and run the installed verifier',
            algorithm=RFC3161,
        ) from error


def _decode(library: Any, token: bytes) -> Any:  # noqa: ANN401 - an optional library
    with library_errors("not an RFC 3161 token"):
        response = library.decode_timestamp_response(as_response(token))
        if response.time_stamp_token() == token and response.tst_info.version == 1:
            return response
    raise MalformedInput("not an RFC 3161 token of version 1 in its one form")


def _subject(response: Any, subjects: Mapping[str, bytes]) -> str:  # noqa: ANN401 - an optional library
    imprint = response.tst_info.message_imprint
    name = _HASHES.get(imprint.hash_algorithm.dotted_string)
    if name is None:
        raise AlgorithmUnavailable(
            f"the time token's hash {imprint.hash_algorithm.dotted_string} is none of SHA-256, SHA-384, SHA-512",
            algorithm=imprint.hash_algorithm.dotted_string,
        )
    for subject, message in subjects.items():
        if (found := hashlib.new(name, message).digest()) == imprint.message:
            keep(Hash(Hashed.IMPRINT, Function(name), message, found))
            return subject
    raise DigestMismatch(
        f"the time token was given for other bytes than {' or '.join(subjects)}", digest=imprint.message.hex()
    )


def _verify(library: Any, response: Any, root: Any, between: tuple[Any, ...]) -> None:  # noqa: ANN401 - an optional library
    verifier = library.VerifierBuilder(roots=[root], intermediates=[each for each in between if each != root]).build()
    try:
        verifier.verify(response, response.tst_info.message_imprint.message)
    except (library.VerificationError, ValueError) as error:
        raise SignatureMismatch(f"the time token does not verify: {error}") from error


def _accuracy(accuracy: Any) -> int | None:  # noqa: ANN401 - an optional library
    if accuracy is None:
        return None
    rest = (accuracy.millis or 0) + (accuracy.micros or 0)
    return int(accuracy.seconds or 0) + (1 if rest else 0)
