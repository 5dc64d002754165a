"""Vectors with time tokens (RFC 3161): made once by `openssl ts`, committed, verified at their own time for ever.

`PYTHONPATH=tests python tests/bundle_tokens.py` makes them anew, with new authorities whose keys nobody keeps; it is
needed only when the bytes change that they speak of: record, entry or checkpoint of the log entry below.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import bundle_kit as kit
import bundle_more as more
from bundle_case import POLICY, Case
from bundle_kit import DAY, NOW, World

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document, Token
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.documents.capture import BOUND, Capture
from torrens_anchor.documents.timestamp import RFC3161
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.verdicts.tokens import token_subjects

FOLDER = Path(__file__).parent / "vectors" / "tokens"
LATER = NOW + 364 * DAY
"""After the tokens were made, and while the notaries' set counts: when these bundles are asked about."""
NEEDS = (RFC3161,)


def world() -> World:
    """A log entry with a capture: of a later day than its own nothing has to be good, so a token may be of any day."""
    found, root = more.entry(), Digest(Algorithm.SHA_256, kit.table_root())
    capture = Capture("70003", NOW - 30 * DAY, "torrens 0.1.0", "", "NOAA", {"tableRoot": root}).encode()
    found.documents, found.digests = (Document(BOUND, capture),), {"capture": Digest.of(capture)}
    return found


@cache
def file(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def with_tokens(*tokens: bytes) -> Bundle:
    return replace(world().bundle(), tokens=tuple(Token(RFC3161, data) for data in tokens))


def trusting(*roots: str) -> bytes:
    """The kit's policy, which believes an authority too."""
    authorities = tuple(TimeAuthority(f"authority of {root}", (file(root),)) for root in roots)
    return replace(Policy.parse(POLICY), time_authorities=authorities).encode()


def _case(name: str, desc: str, bundle: Bundle, policy: bytes | None = None, at: int = LATER) -> Case:
    return Case(f"token-{name}", desc, bundle.encode(), policy or trusting("root.der"), at, needs=NEEDS)


def token_cases() -> Iterator[Case]:
    """Give the cases, those that verify first."""
    for subject in ("checkpoint", "entry", "record"):
        yield _case(subject, f"a token for the {subject}", with_tokens(file(f"{subject}.tst")))
    yield _case("sha-512", "a token by SHA-512", with_tokens(file("checkpoint-512.tst")))
    several = trusting("root.der", "stranger.der")
    two = with_tokens(file("checkpoint.tst"), file("stranger.tst"))
    yield _case("two-authorities", "tokens of two authorities, both believed", two, several)
    yield from bad_tokens()


def bad_tokens() -> Iterator[Case]:
    good = file("checkpoint.tst")
    spoilt: dict[str, tuple[str, bytes]] = {
        "other-bytes": ("a token for other bytes", file("other.tst")),
        "stranger": ("a token of an authority that the policy does not name", file("stranger.tst")),
        "flipped": ("one bit of its signature", good[:-1] + bytes([good[-1] ^ 1])),
        "dated-back": ("its time is changed", good.replace(*_a_year_before(good))),
        "cut": ("the token is cut short", good[:-1]),
        "extended": ("a byte behind the token", good + b"\0"),
        "reply": ("the whole reply, not the token in it", file("reply.tsr")),
        "empty": ("no byte of a token", b""),
    }
    for name, (desc, token) in spoilt.items():
        yield _case(f"{name}_fail", desc, with_tokens(token))
    ended = with_tokens(file("ended.tst"))
    yield _case("ended_fail", "its signer's certificate had ended when it was made", ended, trusting("ended.der"))
    beside = with_tokens(good, file("other.tst"))
    yield _case("beside-a-good-one_fail", "a token for other bytes beside a good one", beside)
    yield _case("swapped-root_fail", "the policy names another root", with_tokens(good), trusting("stranger.der"))
    yield _case("no-authority_fail", "the policy names no authority", with_tokens(good), POLICY)
    yield _case("later_fail", "asked about a time before the token's", with_tokens(good), at=NOW + DAY)
    moved = replace(more.refusal().bundle(), tokens=(Token(RFC3161, file("entry.tst")),))
    yield _case("of-another-entry_fail", "the token of another bundle's entry", moved)


def _a_year_before(token: bytes) -> tuple[bytes, bytes]:
    """Give the token's GeneralizedTime, and that of a year before."""
    at = token.index(b"\x18\x0f20") + 2
    return token[at : at + 4], str(int(token[at : at + 4]) - 1).encode()


def make(folder: Path) -> None:
    """Make authorities and tokens anew.

    Args:
        folder: Where the files go.
    """
    from tsa_kit import Tsa  # noqa: PLC0415 - openssl is needed here alone

    subjects = token_subjects(world().bundle())
    long = {"since": datetime.now(UTC) - timedelta(days=2)}
    with TemporaryDirectory() as scratch:
        good = Tsa.make(Path(scratch) / "good", **long)
        stranger = Tsa.make(Path(scratch) / "stranger", **long)
        over = datetime.now(UTC) - timedelta(days=1)
        ended = Tsa.make(Path(scratch) / "ended", since=over - timedelta(days=1), until=over)
        made: dict[str, Callable[[], bytes]] = {f"{name}.tst": _of(good, data) for name, data in subjects.items()}
        made |= {
            "checkpoint-512.tst": lambda: good.token(subjects["checkpoint"], digest="sha512"),
            "other.tst": _of(good, b"other bytes"),
            "stranger.tst": _of(stranger, subjects["checkpoint"]),
            "ended.tst": _of(ended, subjects["checkpoint"]),
            "reply.tsr": lambda: good.reply((good.folder / "query").read_bytes()),
            "root.der": lambda: good.root.der,
            "stranger.der": lambda: stranger.root.der,
            "ended.der": lambda: ended.root.der,
        }
        for name, bytes_of in made.items():
            (folder / name).write_bytes(bytes_of())


def _of(tsa: object, message: bytes) -> Callable[[], bytes]:
    from tsa_kit import Tsa  # noqa: PLC0415 - see `make`

    assert isinstance(tsa, Tsa)
    return lambda: tsa.token(message)


if __name__ == "__main__":
    make(FOLDER)
