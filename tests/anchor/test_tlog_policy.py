import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import LimitExceeded, MalformedInput, TorrensError
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_log.keys import signer_from_seed

LOG = signer_from_seed("example.com/log", bytes(32)).key


def witness(name: str) -> VerifierKey:
    return signer_from_seed(f"{name}.example/witness", name.encode().ljust(32, b"."), KeyType.COSIGNATURE_V1).key


def lines(*names: str) -> str:
    return "".join(f"witness {name} {witness(name)}\n" for name in names)


# C2SP tlog-policy, its example, with keys
TWO_LEVELS = f"""log {LOG}

{lines("X1", "X2", "X3")}group X-witnesses 2 X1 X2 X3

{lines("Y1", "Y2", "Y3")}group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


@pytest.mark.parametrize(
    ("cosigned", "met"),
    [
        ("X1 X2 Y3", True),
        ("X1 X2 X3 Y1 Y2", True),
        ("X1 X2 X3", False),
        ("X1 Y1 Y2 Y3", False),
        ("", False),
    ],
)
def test_the_quorum_of_the_standard_s_example(cosigned: str, met: bool) -> None:  # noqa: FBT001 - a table's column
    policy = TlogPolicy.parse(TWO_LEVELS.encode())
    assert [one.key for one in policy.logs] == [LOG]
    assert policy.met_by(map(witness, cosigned.split())) is met
    assert policy.met_by([*map(witness, cosigned.split()), witness("stranger")]) is met


def test_urls_comments_tabs_single_witnesses_and_no_quorum() -> None:
    text = f"# who\n\t \n log {LOG} https://log.example/ \nwitness\tw {witness('w')}\thttps://w.example/\nquorum w\n"
    policy = TlogPolicy.parse(text.encode())
    assert (policy.logs[0].url, policy.witnesses[0].url) == ("https://log.example/", "https://w.example/")
    assert policy.met_by([witness("w")])
    assert not policy.met_by([witness("x")])
    assert TlogPolicy.parse(b"quorum none\n").met_by([])


def test_names_are_opaque_octets() -> None:
    text = b"witness \xe2\x84\xaa " + str(witness("k")).encode() + b"\nwitness \xff " + str(witness("l")).encode()
    policy = TlogPolicy.parse(text + b"\ngroup K all \xe2\x84\xaa \xff\nquorum K\n")
    assert policy.met_by([witness("k"), witness("l")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        lines("a"),
        "quorum none",
        "quorum a\n",
        "quorum none\nquorum none\n",
        lines("a") + "quorum none\n" + "\r\n",
        lines("a") + lines("a") + "quorum a\n",
        f"witness a {witness('a')}\nwitness b {witness('a')}\nquorum a\n",
        f"witness none {witness('a')}\nquorum none\n",
        f"witness a {LOG}\nquorum a\n",
        f"log {witness('a')}\nquorum none\n",
        f"log {LOG}\nlog {LOG} u\nquorum none\n",
        f"log {LOG} u v\nquorum none\n",
        f"witness a {witness('a')} u v\nquorum a\n",
        lines("a") + "group g 0 a\nquorum g\n",
        lines("a") + "group g 2 a\nquorum g\n",
        lines("a") + "group g 01 a\nquorum g\n",
        lines("a") + "group g some a\nquorum g\n",
        lines("a") + "group g any\nquorum g\n",
        lines("a") + "group g any a a\nquorum g\n",
        lines("a") + "group g any a\ngroup h any a\nquorum g\n",
        lines("a") + "group g any b\nquorum g\n",
        lines("a") + "group g any g\nquorum g\n",
        lines("a") + "group g any none\nquorum g\n",
        lines("a") + "group a any a\nquorum a\n",
        "witness a b\nquorum a\n",
        "notary a\nquorum none\n",
        "quorum none\x7f\n",
        "quorum\x00none\n",
    ],
)
def test_a_malformed_policy_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        TlogPolicy.parse(text.encode())


def test_an_endless_policy_fail() -> None:
    text = lines("a") + "group g0 any a\n" + "".join(f"group g{i + 1} any g{i}\n" for i in range(1_100))
    with pytest.raises((LimitExceeded, MalformedInput)):
        TlogPolicy.parse((text + "quorum none\n").encode())


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_parser_fail(data: bytes) -> None:
    assert _said(data) == _said(data) != ""


def _said(data: bytes) -> TlogPolicy | str:
    """The policy, or the way out that its refusal names; any other error fails the test."""
    try:
        return TlogPolicy.parse(data)
    except TorrensError as error:
        return error.remedy
