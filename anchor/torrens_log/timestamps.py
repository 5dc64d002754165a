"""Asks a time authority for a token (RFC 3161 over HTTP), and believes none that it could not verify.

httpx and rfc3161-client are extras, imported where a token is asked for. What leaves the house is a SHA-256 and a
random nonce; the authority learns nothing of the message.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from torrens_anchor.documents.timestamp import TimeStamp, verify_timestamp
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.documents.timestamp_form import MAX_TOKEN, token_of
from torrens_anchor.errors import AnchorError
from torrens_log.errors import ExtraMissing, TimeAuthorityFailed

QUERY: Final = "application/timestamp-query"
"""Media type of a request (RFC 3161 section 3.4)."""
REPLY: Final = "application/timestamp-reply"
"""Media type of a response."""
TIMEOUT: Final = 30.0
"""Seconds to wait for an authority."""


def request_timestamp(
    url: str, message: bytes, authorities: Sequence[TimeAuthority], *, timeout: float = TIMEOUT
) -> tuple[bytes, TimeStamp]:
    """Get a token for a message, and verify it before it is given out.

    Args:
        url: The authority's address, http or https: the token, not the way to it, is what is verified.
        message: For example the text of a checkpoint; only its SHA-256 is sent.
        authorities: Whose token is accepted.
        timeout: Seconds to wait.

    Returns:
        The token (CMS SignedData in DER, as a bundle carries it), and what it says.

    Raises:
        ExtraMissing: httpx or rfc3161-client is not installed.
        TimeAuthorityFailed: It cannot be reached, answers something else, or refuses.
        AnchorError: The token does not verify, see `verify_timestamp`.
    """
    library = _extra("rfc3161_client", "timestamp")
    builder = library.TimestampRequestBuilder().hash_algorithm(library.HashAlgorithm.SHA256)
    request = builder.data(message).cert_request(cert_request=True).nonce(nonce=True).build()
    token = _token(_post(url, request.as_bytes(), timeout), url)
    return token, verify_timestamp(token, {"message": message}, authorities, nonce=request.nonce)


def _extra(module: str, extra: str) -> Any:  # noqa: ANN401 - an optional library
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissing(f"asking a time authority needs {module}, which is not installed", extra) from error


def _post(url: str, body: bytes, timeout: float) -> bytes:
    """Send a request; give the answer's bytes, at most a little more than a token has."""
    httpx = _extra("httpx", "witness")
    answer = bytearray()
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=False) as client,
            client.stream("POST", url, content=body, headers={"content-type": QUERY, "accept": REPLY}) as response,
        ):
            if response.status_code != 200 or response.headers.get("content-type", "").split(";")[0] != REPLY:
                raise TimeAuthorityFailed(
                    f"{url} answered {response.status_code}, no time token", url=url, status=response.status_code
                )
            for chunk in response.iter_bytes():
                answer += chunk
                if len(answer) > MAX_TOKEN + 1024:
                    raise TimeAuthorityFailed(f"{url} answers more bytes than any time token has", url=url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise TimeAuthorityFailed(f"{url} cannot be reached: {error}", url=url) from error
    return bytes(answer)


def _token(answer: bytes, url: str) -> bytes:
    try:
        return token_of(answer)
    except AnchorError as error:
        raise TimeAuthorityFailed(
            f"{url} gives no token: {error}", url=url, status=error.facts.get("status")
        ) from error
