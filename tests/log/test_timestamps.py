"""The client against a local time authority: what it gives out is verified, what it cannot verify it refuses."""

import shutil
import sys

import pytest
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from tsa_kit import Tsa, served

from torrens_anchor.documents.timestamp import verify_timestamp
from torrens_anchor.errors import AnchorError, TrustMissing
from torrens_log.errors import ExtraMissing, TimeAuthorityFailed
from torrens_log.timestamps import REPLY, request_timestamp

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
MESSAGE = b"example.com/log\n4\nroot\n"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa.make(tmp_path_factory.mktemp("tsa") / "tsa")


def test_a_token_is_given_and_stands_alone(tsa: Tsa) -> None:
    with served(tsa) as url:
        token, stamp = request_timestamp(url, MESSAGE, [tsa.authority()])
    assert stamp.subject == "message"
    again = verify_timestamp(token, {"message": MESSAGE}, [tsa.authority()])
    assert again == stamp


def test_only_a_digest_leaves_the_house(tsa: Tsa) -> None:
    with served(tsa) as url:
        request_timestamp(url, MESSAGE, [tsa.authority()])
    query = (tsa.folder / "query").read_bytes()
    digest = Hash(SHA256())
    digest.update(MESSAGE)
    assert digest.finalize() in query
    assert MESSAGE not in query
    assert len(query) < 100


def test_an_authority_that_the_policy_does_not_name_fails(tsa: Tsa) -> None:
    with served(tsa) as url, pytest.raises(TrustMissing):
        request_timestamp(url, MESSAGE, [])


def test_a_token_of_another_request_fails(tsa: Tsa) -> None:
    with served(tsa) as url:
        request_timestamp(url, MESSAGE, [tsa.authority()])
    old = (tsa.folder / "reply").read_bytes()
    for message in (MESSAGE, b"another"):
        with served(tsa, (200, REPLY, old)) as url, pytest.raises(AnchorError, match=r"nonce|other bytes"):
            request_timestamp(url, message, [tsa.authority()])


REFUSED = bytes.fromhex("30053003020102")


@pytest.mark.parametrize(
    "answer",
    [
        (500, REPLY, b""),
        (200, "text/html", b"<html>"),
        (200, REPLY, b""),
        (200, REPLY, b"no token"),
        (200, REPLY, REFUSED),
        (200, REPLY, bytes(100_000)),
        (302, REPLY, b""),
    ],
    ids=lambda answer: f"{answer[0]} {answer[1]} {len(answer[2])}",
)
def test_what_is_no_token_fails(tsa: Tsa, answer: tuple[int, str, bytes]) -> None:
    with served(tsa, answer) as url, pytest.raises(TimeAuthorityFailed) as raised:
        request_timestamp(url, MESSAGE, [tsa.authority()])
    assert raised.value.exit_code == 2
    assert "127.0.0.1" in str(raised.value)


def test_a_refusal_names_its_status_fail(tsa: Tsa) -> None:
    with served(tsa, (200, REPLY, REFUSED)) as url, pytest.raises(TimeAuthorityFailed, match="status 2"):
        request_timestamp(url, MESSAGE, [tsa.authority()])


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "no url", "ftp://127.0.0.1/"])
def test_nobody_there_fails(tsa: Tsa, url: str) -> None:
    with pytest.raises(TimeAuthorityFailed, match="cannot be reached"):
        request_timestamp(url, MESSAGE, [tsa.authority()], timeout=2)


@pytest.mark.parametrize(("module", "extra"), [("rfc3161_client", "timestamp"), ("httpx", "witness")])
def test_a_missing_extra_is_named_fail(tsa: Tsa, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtraMissing) as raised:
        request_timestamp("http://127.0.0.1:1/", MESSAGE, [tsa.authority()])
    assert raised.value.remedy == f'pip install "torrens[{extra}]"'
