"""Time tokens of a local authority (`openssl ts`): good at their own time, and every way in which they are not."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st
from tsa_kit import Tsa, certified, replaced, swap

from torrens_anchor.documents.timestamp import verify_timestamp
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.documents.timestamp_form import MAX_TOKEN, check_form, ordered, token_of
from torrens_anchor.errors import (
    AlgorithmUnavailable,
    AnchorError,
    DigestMismatch,
    FieldMismatch,
    LimitExceeded,
    MalformedInput,
    Mismatch,
    SignatureMismatch,
    TrustMissing,
)
from torrens_anchor.forms.canonical import JsonObject

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
MESSAGE = b"example.com/log\n4\nroot\n"
SUBJECTS = {"record": b"a record", "checkpoint": MESSAGE}
Make = Callable[..., Tsa]


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa.make(tmp_path_factory.mktemp("tsa") / "good")


@pytest.fixture(scope="module")
def token(tsa: Tsa) -> bytes:
    return tsa.token(MESSAGE)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return lambda **signer: Tsa.make(tmp_path / "odd", **signer)


def test_a_token_says_when_what_and_who(tsa: Tsa, token: bytes) -> None:
    found = verify_timestamp(token, SUBJECTS, [tsa.authority()])
    assert (found.subject, found.authority, found.policy, found.accuracy) == (
        "checkpoint", "a court's clock", "1.2.3.4.1", 2,
    )  # fmt: skip
    assert abs(found.time - time.time()) < 600
    assert found.serial > 0


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_every_digest(tsa: Tsa, digest: str) -> None:
    token = tsa.token(b"a record", digest=digest)
    assert verify_timestamp(token, SUBJECTS, [tsa.authority()]).subject == "record"


def test_names_alone_lead_nowhere_and_known_certificates_help(tsa: Tsa, token: bytes) -> None:
    other = certified("root")  # of the same name, with another key
    for trusted in ((other.der, tsa.root.der), (tsa.root.der, tsa.signer.der), (tsa.between.der, tsa.root.der)):
        assert verify_timestamp(token, SUBJECTS, [TimeAuthority("by hand", trusted)]).authority == "by hand"


def test_the_first_authority_that_fits_is_named(tsa: Tsa, token: bytes) -> None:
    stranger = TimeAuthority("a stranger", (certified("stranger").der,))
    assert verify_timestamp(token, SUBJECTS, [stranger, tsa.authority(name="ours")]).authority == "ours"


def test_other_bytes_fail(tsa: Tsa, token: bytes) -> None:
    with pytest.raises(DigestMismatch, match="given for other bytes than record"):
        verify_timestamp(token, {"record": b"a record"}, [tsa.authority()])
    with pytest.raises(DigestMismatch):
        verify_timestamp(token, {}, [tsa.authority()])


def test_nobody_trusted_fails(tsa: Tsa, token: bytes) -> None:
    strangers: list[list[TimeAuthority]] = [
        [],
        [TimeAuthority("same name", (certified("root").der,))],
        [TimeAuthority("other", (certified("other").der,))],
        [TimeAuthority("no root", (tsa.between.der, tsa.signer.der))],
    ]
    for authorities in strangers:
        with pytest.raises(TrustMissing, match="the policy names no time authority"):
            verify_timestamp(token, SUBJECTS, authorities)


def test_another_nonce_fails(tsa: Tsa) -> None:
    token = tsa.token(MESSAGE)
    with pytest.raises(FieldMismatch, match="nonce"):
        verify_timestamp(token, SUBJECTS, [tsa.authority()], nonce=7)
    without = tsa.token(MESSAGE, "-no_nonce")
    assert verify_timestamp(without, SUBJECTS, [tsa.authority()]).subject == "checkpoint"
    with pytest.raises(FieldMismatch, match="nonce"):
        verify_timestamp(without, SUBJECTS, [tsa.authority()], nonce=7)


@pytest.mark.parametrize(
    "odd", [{"eku": ExtendedKeyUsageOID.CODE_SIGNING}, {"eku": None}, {"critical": False}], ids=str
)
def test_a_signer_without_the_purpose_fails(make: Make, odd: dict[str, object]) -> None:
    tsa = make()
    other = tsa.signer_again(**odd)  # the same names, number and key: openssl serves no authority of such a kind
    token = swap(tsa.token(MESSAGE), tsa.signer.der, other.der)
    with pytest.raises(SignatureMismatch, match="does not verify"):
        verify_timestamp(token, SUBJECTS, [tsa.authority()])


def test_an_authority_that_ended_since_stays_good(make: Make) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    tsa = make(until=end)
    token = tsa.token(MESSAGE)
    while datetime.now(UTC) <= end:
        time.sleep(0.05)
    assert verify_timestamp(token, SUBJECTS, [tsa.authority()]).time <= end.timestamp()


@pytest.mark.parametrize("since", [-2, 1], ids=["ended before", "not yet begun"])
def test_a_signer_that_was_not_good_at_its_own_time_fails(make: Make, since: int) -> None:
    now = datetime.now(UTC)
    tsa = make(since=now + timedelta(days=since), until=now + timedelta(days=since, hours=1))
    with pytest.raises(SignatureMismatch, match="does not verify"):
        verify_timestamp(tsa.token(MESSAGE), SUBJECTS, [tsa.authority()])


def test_a_certificate_nobody_needs_fails(tsa: Tsa) -> None:
    extra = certified("extra")
    chain = tsa.folder / "chain.pem"
    good = chain.read_bytes()
    chain.write_bytes(good + extra.pem)
    try:
        token = tsa.token(MESSAGE)
    finally:
        chain.write_bytes(good)
    with pytest.raises(MalformedInput, match="does not need: CN=extra"):
        verify_timestamp(token, SUBJECTS, [tsa.authority()])
    assert verify_timestamp(token, SUBJECTS, [tsa.authority(extra.der)]).subject == "checkpoint"


def test_a_known_certificate_may_be_left_out(tsa: Tsa, token: bytes) -> None:
    short = replaced(token, tsa.between.der, b"")
    assert verify_timestamp(short, SUBJECTS, [tsa.authority(tsa.between.der)]).subject == "checkpoint"
    with pytest.raises(TrustMissing):
        verify_timestamp(short, SUBJECTS, [tsa.authority()])


def test_without_its_signers_certificate_fails(tsa: Tsa, token: bytes) -> None:
    with pytest.raises(MalformedInput, match="signer's certificate"):
        verify_timestamp(replaced(token, tsa.signer.der, b""), SUBJECTS, [tsa.authority()])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_fails_by_name(tsa: Tsa, token: bytes, data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, len(token) * 8 - 1))
    flipped = bytearray(token)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        verify_timestamp(bytes(flipped), SUBJECTS, [tsa.authority()])


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=80))
def test_random_bytes_fail_by_name(data: bytes) -> None:
    for read in (check_form, token_of, ordered):
        with pytest.raises(Mismatch if read is token_of and data[:3] == b"0\50" else MalformedInput):
            read(data)


def test_cut_extended_long_token_fails(tsa: Tsa, token: bytes) -> None:
    for broken in (token[:-1], token + b"\0", token + token, b"", tsa.reply((tsa.folder / "query").read_bytes())):
        with pytest.raises(MalformedInput):
            verify_timestamp(broken, SUBJECTS, [tsa.authority()])
    with pytest.raises(LimitExceeded):
        check_form(bytes(MAX_TOKEN + 1))


def test_a_certificate_that_cannot_be_read_fails(token: bytes) -> None:
    with pytest.raises(MalformedInput, match="certificate"):
        verify_timestamp(token, SUBJECTS, [TimeAuthority("odd", (b"no certificate",))])


def test_without_the_library_it_cannot_be_verified(tsa: Tsa, token: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(AlgorithmUnavailable, match="not installed") as raised:
        verify_timestamp(token, SUBJECTS, [tsa.authority()])
    assert raised.value.exit_code == 2
    assert "torrens[timestamp]" in raised.value.remedy


def test_policy_round_trip(tsa: Tsa) -> None:
    authority = tsa.authority(tsa.signer.der)
    assert TimeAuthority.parse(authority.json(), "policy.timestampAuthorities[0]") == authority


@pytest.mark.parametrize(
    "value", [{"name": "x", "certificates": []}, {"name": "x", "certificates": ["AA==", "AA=="]}, {"name": "x"},
              {"name": "x", "certificates": [1]}, {"name": "x", "certificates": ["?"]}]
)  # fmt: skip
def test_authority_of_another_form_fails(value: JsonObject) -> None:
    with pytest.raises(MalformedInput):
        TimeAuthority.parse(value, "a")
