"""The appendix of a report: its commands really run, each is cited from a fact, each digest stands where it says."""

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from time import process_time

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_case import FOLDER
from bundle_published import GOOD, KINDS, published
from tsa_kit import Tsa

from torrens_anchor.bundles.parts import Document, Token
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.files.fingerprint import CHUNK_SIZE
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.hashing.keccak import keccak256_pure
from torrens_anchor.hashing.ledger import Function, Hash, Hashed, Scheme, Signed
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.reports.examine import Examined, examine
from torrens_anchor.reports.explain import written
from torrens_anchor.reports.rehash import Mine, Rehash, rehashes
from torrens_anchor.reports.rehash_places import forms
from torrens_anchor.reports.wording_hashes import NOWHERE, PARTS, Part
from torrens_anchor.verdicts.verdict import Outcome

OPENSSL = shutil.which("openssl")
NEEDS_A_SHELL = pytest.mark.skipif(
    OPENSSL is None or shutil.which("xxd") is None, reason="openssl or xxd is not installed"
)


def knows(function: str) -> bool:
    done = subprocess.run(["openssl", "dgst", f"-{function}"], input=b"", capture_output=True, check=False)
    return done.returncode == 0


def run(commands: list[str], folder: Path) -> list[str]:
    """Run commands in one shell, as a reader pastes them; give what each printed."""
    script = "".join(f"{{ {command}; }}; echo ----\n" for command in commands)
    done = subprocess.run(["sh"], input=script, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.split("----\n")[:-1]


def check(commands: list[Rehash], folder: Path) -> None:
    """Run each; where openssl is too old for a function, its input is hashed by our own pure Python."""
    unknown = [f"openssl dgst -{name} -r" for name in ("keccak-256", "sm3") if not knows(name)]
    lines = [re.sub("|".join(unknown) or "$^", "xxd -p", each.command) for each in commands]
    for each, line, said in zip(commands, lines, run(lines, folder), strict=True):
        if line == each.command:
            assert said.startswith(each.expected), (each, said)
        elif isinstance(each.step, Hash) and each.step.function is Function.KECCAK_256:
            assert keccak256_pure(bytes.fromhex(said.replace("\n", ""))).hex() == each.expected, each


def write(found: Examined, folder: Path, name: str) -> tuple[Rehash, ...]:
    (folder / name).write_bytes(found.raw)
    return rehashes(found, name)


@NEEDS_A_SHELL
def test_every_command_of_published_bundles_runs_and_prints_what_it_must(tmp_path: Path) -> None:
    tried: set[str] = set()
    for kind in KINDS:
        name = f"it's {kind}.json"
        new = [each for each in write(published(kind), tmp_path, name) if each.command not in tried]
        tried |= {each.command for each in new}
        check(new, tmp_path)
    assert {"tail -c", "openssl base64", "xxd -r", "-sha256", "-keccak-256", "pkeyutl"} <= {
        part for part in ("tail -c", "openssl base64", "xxd -r", "-sha256", "-keccak-256", "pkeyutl")
        if any(part in command for command in tried)
    }  # fmt: skip


@NEEDS_A_SHELL
def test_a_document_by_sm3_is_redone_by_sm3(tmp_path: Path) -> None:
    paper = b"paper of a party" * 20
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's OpenSSL has no SM3")
    world = kit.title()
    world.documents = (Document("entry.paper", paper),)
    world.digests = {"paper": Digest.of(paper, Algorithm.SM3)}
    found = examine(world.bundle().encode(), more.policy().encode(), at=kit.AT)
    assert found.verdict.exit_code == 0
    [line] = [each for each in write(found, tmp_path, "b.json") if "-sm3" in each.command]
    assert line.command.startswith("tail -c +")
    check([line], tmp_path)


@NEEDS_A_SHELL
def test_a_time_token_and_its_certificate_are_redone(tmp_path: Path) -> None:
    pytest.importorskip("rfc3161_client")
    tsa = Tsa.make(tmp_path / "tsa")
    bundle = more.WORLDS["log-entry"]().bundle()
    assert bundle.log is not None
    bundle = replace(bundle, tokens=(Token("rfc3161", tsa.token(bundle.log.entry)),))
    trust = replace(more.policy(), time_authorities=(tsa.authority(),)).encode()
    found = examine(bundle.encode(), trust, at=2**35)
    lines = write(found, tmp_path, "b.json")
    mine = [each for each in lines if each.part is Part.TOKENS or "tokens[0]" in each.what.en]
    assert {each.step.of for each in mine if isinstance(each.step, Hash)} == {Hashed.IMPRINT, Hashed.CERTIFICATE}
    assert [each.step.scheme for each in mine if isinstance(each.step, Signed)] == [Scheme.RFC3161]
    check(mine, tmp_path)
    [token] = [each for each in mine if isinstance(each.step, Signed)]
    late, other = (
        token.command.replace("-attime ", "-attime 9"),
        token.command.replace("head -c", "head -c 9; head -c", 1),
    )
    assert not any(said.startswith(token.expected) for said in run([late, other], tmp_path))


@NEEDS_A_SHELL
def test_the_commands_tell_another_file_apart_fail(tmp_path: Path) -> None:
    found = published("voucher")
    lines = [
        each
        for each in rehashes(found, "b.json", Mine("mine.csv", 9, {"sha256": bytes(32), "chunkRoot": bytes(32)}))
        if each.step is None or "b.json" in each.command
    ]
    (tmp_path / "b.json").write_bytes(found.raw.replace(b"0", b"1"))
    (tmp_path / "mine.csv").write_bytes(kit.TABLE)
    lines = [each for each in lines if "keccak" not in each.command and "pkeyutl" not in each.command]
    assert len(lines) >= 4
    for each, said in zip(lines, run([each.command for each in lines], tmp_path), strict=True):
        assert not said.startswith(each.expected), each


@NEEDS_A_SHELL
def test_another_signature_or_message_does_not_verify_fail(tmp_path: Path) -> None:
    found = published("voucher")
    signed = {each.step.scheme: each for each in rehashes(found, "b.json") if isinstance(each.step, Signed)}
    assert signed.keys() == {Scheme.ED25519, Scheme.SECP256K1}
    for each in signed.values():
        assert isinstance(each.step, Signed)
        first = each.step.message.hex()[:2]
        bent = each.command.replace(
            f"printf %s {each.step.message.hex()}", f"printf %s {int(first, 16) ^ 1:02x}{each.step.message.hex()[2:]}"
        )
        assert bent != each.command
        good, bad = run([each.command, bent], tmp_path)
        assert good.startswith(each.expected)
        assert "Verification Failure" in bad


BARE = {
    "header.time", "terms.home", "licence.holder", "entry.subject", "fact.reliance", "fact.status", "platform.current",
    "platform.complete",
}  # fmt: skip
"""Facts that compare times, numbers and names which other facts proved: no hash is of them alone."""


@pytest.mark.parametrize("names", [GOOD[at::6] for at in range(6)], ids=range(6))
def test_every_fact_that_matches_cites_what_redoes_it(names: list[str]) -> None:
    for name in names:
        found = published(name)
        cited = {fact for each in rehashes(found, "b") for fact in each.facts}
        for number, finding in enumerate(found.verdict.findings, 1):
            if finding.outcome is Outcome.MATCH and finding.fact not in BARE:
                assert number in cited, (name, finding)


@NEEDS_A_SHELL
def test_the_readers_own_copy_is_hashed_as_it_lies_and_as_one_chunk(tmp_path: Path) -> None:
    copy = tmp_path / "-mine.csv"
    copy.write_bytes(kit.TABLE)
    root = bytes(leaf_hash(kit.TABLE))
    digests = {"sha256": Digest.of(kit.TABLE).value, "chunkRoot": root}
    name = "data-registered"
    case = json.loads((FOLDER / name / "case.json").read_bytes())
    files = [(FOLDER / name / file).read_bytes() for file in ("bundle.json", "policy.json")]
    lines = rehashes(examine(*files, at=case["at"], data=digests), "b", Mine(copy.name, len(kit.TABLE), digests))
    assert [each.number for each in lines[:4]] == [1, 2, 3, 4]
    assert [each.expected for each in lines[1:3]] == [digests["sha256"].hex(), root.hex()]
    assert lines[1].facts == lines[2].facts != ()
    check(list(lines[1:3]), tmp_path)
    longer = rehashes(published(name), "b", Mine(copy.name, CHUNK_SIZE + 1, digests))
    assert longer[2].step is not None


@pytest.mark.parametrize("kind", KINDS)
def test_each_stands_where_the_report_says_and_is_cited_by_a_fact(kind: str) -> None:
    found = published(kind)
    lines = rehashes(found, "b.json")
    assert [each.number for each in lines] == list(range(1, len(lines) + 1))
    assert [each.part for each in lines] == sorted(each.part for each in lines)
    for each in lines[1:]:
        assert each.facts, each
        assert max(each.facts) <= len(found.verdict.findings)
        assert isinstance(each.step, Signed) or each.step is not None
        if isinstance(each.step, Hash):
            assert NOWHERE.en not in each.what.en, each
            place = re.search(r"in the input of (\d+) from byte (\d+)", each.what.en)
            if place:
                other = lines[int(place[1]) - 1].step
                data = other.data if isinstance(other, Hash) else other.message if other else b""
                digest = each.step.digest[12:] if each.step.of is Hashed.ADDRESS else each.step.digest
                assert data[int(place[2]) - 1 :].startswith(forms(digest)), each
    report = written(found, "b.json")
    assert report.index("七、") < report.index("附录、") < report.rindex(PARTS[lines[-1].part].zh)
    assert set(map(int, re.findall(r"^  (\d+)\. ", report[report.index("附录、") :], re.M))) == {
        one.number for one in lines
    }


def test_a_changed_document_is_shown_with_a_digest_that_stands_nowhere_fail() -> None:
    world = kit.voucher()
    world.documents = (Document("agreement", b"another agreement"),)
    found = examine(world.bundle().encode(), more.policy().encode(), at=kit.AT)
    [line] = [each for each in rehashes(found, "b") if isinstance(each.step, Hash) and each.step.of is Hashed.DOCUMENT]
    assert line.expected == Digest.of(b"another agreement").hex
    assert NOWHERE.en in line.what.en


def test_a_policy_of_nobody_leaves_a_report_that_says_so() -> None:
    found = examine(kit.title().bundle().encode(), Policy.empty().encode(), at=kit.AT)
    assert found.verdict.exit_code == 2
    assert not any(isinstance(each.step, Signed) for each in rehashes(found, "b"))


@pytest.mark.parametrize("text", [b'"\\u0001"', b'"\\u0061b"', b'"b"'], ids=["control", "escaped", "plain"])
def test_a_document_of_very_many_texts_is_explained_in_time(text: bytes) -> None:
    paper = b'{"a":[' + b",".join([text] * (1_000_000 // (len(text) + 1))) + b"]}"
    bundle = replace(kit.voucher().bundle(), documents=(Document("agreement", paper),)).encode()
    began = process_time()
    found = examine(bundle, more.policy().encode(), at=kit.AT)
    judged = process_time() - began
    report = written(found, "b.json")
    assert process_time() - began < 20 * judged + 2
    assert "none of the first 4096 texts" in report
