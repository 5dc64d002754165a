"""Witnesses as servers on loopback, the log's questions to them, and the published examples of the protocol."""

import base64
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Thread

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_kit import LOG, entries, memory_folder

from torrens_anchor.errors import MalformedInput
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree, range_root
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.notes.cosignature import cosign, cosignatures
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_log.addcheckpoint import MAX_REQUEST, AddCheckpoint, parse_lines, parse_size
from torrens_log.cosigning import Answer, RemoteWitness, collect
from torrens_log.errors import AddressTaken, LogMissing, MalformedRequest, WitnessUrlUnusable
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.witness import Witness
from torrens_log.witness_server import CONNECTIONS, WitnessServer

TREE = Tree([leaf_hash(b"%d" % i) for i in range(40)])
ORIGIN = Origin(LOG.key.name)

# C2SP tlog-witness, its examples of a request and of an answer
REQUEST = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
"""  # noqa: E501 - as it was published
ANSWER = """— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
— witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
"""  # noqa: E501 - as it was published


def signer(name: str) -> Signer:
    return signer_from_seed(f"{name}.example/witness", name.encode().ljust(32, b"."), KeyType.COSIGNATURE_V1)


@pytest.fixture
def memory() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@contextmanager
def served(
    folder: Path, name: str = "w1", *, logs: tuple[VerifierKey, ...] = (LOG.key,), now: int = 1_000
) -> Iterator[WitnessServer]:
    with (
        Witness(folder / name, signer(name), logs) as witness,
        WitnessServer(witness, "127.0.0.1", 0, lambda: now) as server,
    ):
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def remote(server: WitnessServer) -> RemoteWitness:
    return RemoteWitness(server.witness.key, server.url)


def note(size: int, root: Root | None = None, by: Signer = LOG) -> Note:
    return sign_checkpoint(Checkpoint(Origin(by.key.name), size, root or range_root(0, size, TREE.node)), by)


def proof(old: int, new: int) -> tuple[bytes, ...]:
    return tuple(Tree([TREE.node(0, i) for i in range(new)]).consistency_proof(old)) if old else ()


def post(server: WitnessServer, body: bytes, **headers: str) -> httpx.Response:
    return httpx.post(f"{server.url}/add-checkpoint", content=body, headers=headers)


def add(server: WitnessServer, old: int, new: int) -> httpx.Response:
    return post(server, AddCheckpoint(old, proof(old, new), note(new)).encode())


def test_the_published_request_and_answer_are_read_and_written_byte_for_byte() -> None:
    request = AddCheckpoint.parse(REQUEST.encode())
    assert (request.old_size, len(request.proof), len(request.note.signatures)) == (20852014, 4, 2)
    assert Checkpoint.parse(request.note.text).size == 20852163
    assert request.encode() == REQUEST.encode()
    assert [line.name for line in parse_lines(ANSWER.encode())] == [f"witness.example/w{i}" for i in (1, 1, 2)]


def test_the_published_request_is_of_an_unknown_log_or_of_no_trusted_key_fail(memory: Path) -> None:
    with served(memory) as server:
        assert post(server, REQUEST.encode()).status_code == 404
    known = signer_from_seed("example.com/behind-the-sofa", bytes(32)).key
    with served(memory, "w2", logs=(known,)) as server:
        assert post(server, REQUEST.encode()).status_code == 403


def test_a_log_grows_and_its_witness_starts_again(memory: Path) -> None:
    old = 0
    for new in (0, 3, 3, 8, 33):
        with served(memory) as server:
            answer = add(server, old, new)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
            [line] = parse_lines(answer.content)
            assert cosignatures(Note(note(new).text, (line,)), [server.witness.key])[0].timestamp == 1_000
            old = new


def test_each_refusal_has_its_status_fail(memory: Path) -> None:
    stranger = signer_from_seed("example.com/log", b"o" * 32)
    with served(memory) as server:
        assert add(server, 0, 8).status_code == 200
        conflict = add(server, 0, 20)
        assert (conflict.status_code, conflict.headers["content-type"], conflict.text) == (
            409,
            "text/x.tlog.size",
            "8\n",
        )
        assert add(server, 3, 3).text == "8\n"
        assert post(server, AddCheckpoint(9, (), note(8)).encode()).status_code == 400
        fork = post(server, AddCheckpoint(8, (), note(8, TREE.root())).encode())
        assert (fork.status_code, fork.headers["content-type"]) == (409, "text/plain; charset=utf-8")
        assert post(server, AddCheckpoint(8, proof(8, 20)[1:], note(20)).encode()).status_code == 422
        assert post(server, AddCheckpoint(8, proof(8, 20), note(20, by=stranger)).encode()).status_code == 403
        assert httpx.get(f"{server.url}/add-checkpoint").status_code == 405
        assert httpx.get(f"{server.url}/").status_code == 404
        assert httpx.post(f"{server.url}/other", content=b"").status_code == 404
        assert add(server, 8, 20).status_code == 200
    with served(memory, now=999) as server:
        set_back = add(server, 20, 33)
        assert (set_back.status_code, "clock says 999" in set_back.text) == (503, True)
        [newest] = server.witness._path.rglob("newest")
        newest.write_bytes(b"text")
        assert add(server, 20, 33).status_code == 500


WHOLE = AddCheckpoint(1, proof(1, 3), note(3)).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0\n",
        b"old 0\n\n",
        b"old -1\n\n" + note(3).encode(),
        b"old 00\n\n" + note(3).encode(),
        b"old\n\n" + note(3).encode(),
        b"new 0\n\n" + note(3).encode(),
        b"old 9223372036854775808\n\n" + note(3).encode(),
        "old ٣\n\n".encode() + note(3).encode(),
        b"old 1\nAAAA\n\n" + note(3).encode(),
        b"old 1\n" + base64.b64encode(bytes(32)) * 2 + b"\n\n" + note(3).encode(),
        b"old 1\n" + (base64.b64encode(bytes(32)) + b"\n") * 64 + b"\n" + note(3).encode(),
        WHOLE.replace(b"\n", b"\r\n"),
        WHOLE[:-1],
        note(3).encode(),
        b"old 0\n" + base64.b64encode(bytes(32)) + b"\n\n" + note(3).encode(),
        b"old 0\n\n" + Note("no checkpoint\n", note(3).signatures).encode(),
    ],
)
def test_a_malformed_request_fail(body: bytes, memory: Path) -> None:
    with served(memory) as server:
        assert post(server, body).status_code == 400
        assert add(server, 0, 3).status_code == 200


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_parsers_fail(body: bytes) -> None:
    for parse in (AddCheckpoint.parse, parse_lines, parse_size):
        assert _said(parse, body) == _said(parse, body) != ""


def _said(parse: Callable[[bytes], object], body: bytes) -> object:
    """What was read, or the way out that the refusal names; any other error fails the test."""
    try:
        return parse(body)
    except (MalformedRequest, MalformedInput) as error:
        return error.remedy


def test_bodies_without_length_too_long_or_cut_short_fail(memory: Path) -> None:
    with served(memory) as server:
        long = httpx.post(f"{server.url}/add-checkpoint", content=bytes(MAX_REQUEST + 1))
        assert long.status_code == 413
        assert httpx.post(f"{server.url}/add-checkpoint", content=iter([WHOLE])).status_code == 411
        address = server.server_address[:2]
        for sent in (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 9\r\n\r\nold", b"\x00\xff\r\n\r\n", b""):
            with socket.create_connection(address, timeout=5) as connection:  # type: ignore[arg-type]  # of IPv4
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)
                assert b"200" not in connection.recv(100)
        assert add(server, 0, 3).status_code == 200


def test_two_histories_at_once_and_only_one_is_cosigned_fail(memory: Path) -> None:
    """The race of the standard: many requests at once, some for another tree; never two roots for one size."""
    other = Tree([leaf_hash(b"forged %d" % i) for i in range(40)])
    start = Barrier(12)
    with served(memory) as server:
        assert add(server, 0, 5).status_code == 200

        def ask(i: int) -> tuple[int, int]:
            size = 6 + i % 4
            body = AddCheckpoint(5, proof(5, size), note(size)).encode()
            if i % 3 == 0:
                body = AddCheckpoint(5, proof(5, size), note(size, range_root(0, size, other.node))).encode()
            start.wait()
            return size, post(server, body).status_code

        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(ask, range(12)))
        assert sorted(status for _, status in answers).count(200) >= 1
        assert {status for _, status in answers} <= {200, 409, 422}
        latest = server.witness.latest(ORIGIN)
        assert latest is not None
        newest = Checkpoint.parse(latest.text)
        cosigned = [size for size, status in answers if status == 200]
        assert newest.size == max(cosigned)
        assert len(set(cosigned)) == 1  # each old size is answered for one new size only; the rest conflict
        assert newest.root == range_root(0, newest.size, TREE.node)


def test_a_port_that_is_taken_fail(memory: Path) -> None:
    with served(memory) as server, Witness(memory / "w2", signer("w2"), []) as other, pytest.raises(AddressTaken):
        WitnessServer(other, "127.0.0.1", int(server.server_address[1]), lambda: 1)


@contextmanager
def opened(folder: Path, size: int) -> Iterator[AuditLog]:
    with AuditLog(folder / "log", LOG) as log:
        log.append(entries(log.view.size, size))
        log.checkpoint()
        yield log


def quorum(*servers: WitnessServer) -> TlogPolicy:
    """The default: two of three; with one of them the operator's own, one is outside."""
    names = [f"w{i + 1}" for i in range(len(servers))]
    lines = [f"witness {n} {s.witness.key} {s.url}" for n, s in zip(names, servers, strict=True)]
    return TlogPolicy.parse("\n".join([*lines, f"group enough 2 {' '.join(names)}", "quorum enough", ""]).encode())


def test_three_witnesses_cosign_and_two_are_enough(memory: Path) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(served(memory, f"w{i}")) for i in (1, 2, 3)]
        policy = quorum(*servers)
        with opened(memory, 5) as log:
            answers = collect(log, [RemoteWitness(one.key, one.url) for one in policy.witnesses])
            assert [answer.problem for answer in answers] == ["", "", ""]
            kept = log.view.signed_checkpoint(5)
            assert (memory / "log/checkpoint").read_bytes() == kept.encode()
            found = [one.witness for one in cosignatures(kept, [one.key for one in policy.witnesses])]
            assert {key.name for key in found} == {f"w{i}.example/witness" for i in (1, 2, 3)}
            assert policy.met_by(found)
            assert policy.met_by(found[:2])
            assert not policy.met_by(found[:1])


def test_who_is_away_is_asked_again_and_catches_up(memory: Path) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(served(memory, f"w{i}")) for i in (1, 2)]
        away = RemoteWitness(signer("w3").key, "http://127.0.0.1:9")
        asked = [*map(remote, servers), away]
        for size in (5, 9):
            with opened(memory, size) as log:
                answers = collect(log, asked)
                assert [answer.line is not None for answer in answers] == [True, True, False]
                assert answers[2].problem.startswith("no answer from http://127.0.0.1:9: ")
                assert len(log.view.signed_checkpoint(size).signatures) == 3
        back = stack.enter_context(served(memory, "w3"))
        with opened(memory, 9) as log:
            before = set(log.view.signed_checkpoint(9).signatures)
            answers = collect(log, [*asked[:2], remote(back)])
            assert [answer.problem for answer in answers] == ["", "", ""]
            after = set(log.view.signed_checkpoint(9).signatures)
            assert (before < after, len(after)) == (True, 4)  # what stood stands, in whatever order the answers came


def code_of(answer: Answer) -> str:
    return answer.refusal.code if answer.refusal else ""


def test_each_refusal_reaches_the_log_as_what_it_is_fail(memory: Path) -> None:
    """Over HTTP: no key of this name, another key, the clock set back, a disk that fails, too many at once, nobody."""
    others = signer_from_seed("other.example/log", b"l" * 32)
    stolen = signer_from_seed(LOG.key.name, b"s" * 32)
    with served(memory) as server:
        with opened(memory, 5) as log:
            assert code_of(collect(log, [remote(server)])[0]) == ""
        for name, key, code in (
            ("stranger", others, "witness-unknown-log"),
            ("forged", stolen, "witness-untrusted-signature"),
        ):
            with AuditLog(memory / name, key) as log:
                log.append(entries(0, 5))
                log.checkpoint()
                assert code_of(collect(log, [remote(server)])[0]) == code
    with served(memory, now=999) as server, opened(memory, 9) as log:
        [answer] = collect(log, [remote(server)])
        assert (code_of(answer), "clock says 999" in answer.problem) == ("witness-clock", True)
    with served(memory) as server, opened(memory, 9) as log:
        held = [server._free.acquire(blocking=False) for _ in range(CONNECTIONS)]
        [answer] = collect(log, [remote(server)])
        assert (code_of(answer), "too many connections" in answer.problem) == ("witness-busy", True)
        for _ in held:
            server._free.release()
        [newest] = server.witness._path.rglob("newest")
        newest.write_bytes(b"text")
        assert code_of(collect(log, [remote(server)])[0]) == "witness-failed"
    with opened(memory, 9) as log:
        [answer] = collect(log, [remote(server)])  # it is gone
        assert (code_of(answer), server.url in answer.problem) == ("witness-silent", True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "scheme"),
        ("ftp://w1", "scheme"),
        ("w1.example", "scheme"),
        ("https://", "host"),
        ("https:///w1", "host"),
        ("https://w1.example:70000", "port"),
        ("https://w1.example:x", "port"),
        ("https://me:secret@w1.example", "password"),
        ("https://w1.example/?a=b", "query"),
        ("https://w1.example/#a", "fragment"),
        ("https://w1.example /x", "space|hostname"),
        ("https://w1\x00.example", "non-printable"),
    ],
)
def test_a_url_at_which_nobody_can_be_asked_fail(url: str, words: str) -> None:
    with pytest.raises(WitnessUrlUnusable, match=words) as raised:
        RemoteWitness(signer("w1").key, url)
    assert (raised.value.exit_code, "w1.example/witness" in str(raised.value)) == (3, True)


def test_a_log_that_forgot_what_a_witness_cosigned_is_told(memory: Path) -> None:
    with served(memory) as server, opened(memory, 5) as log:
        old = log.checkpoint()
        server.witness.add_checkpoint(0, [], old, now=900)  # the answer was lost on its way
        log.append(entries(5, 12))
        log.checkpoint()
        [answer] = collect(log, [remote(server)])
        assert answer.problem == ""
        latest = server.witness.latest(ORIGIN)
        assert latest is not None
        assert Checkpoint.parse(latest.text).size == 12


def test_a_log_cut_back_or_rewritten_gets_no_cosignature_fail(memory: Path) -> None:
    with served(memory) as server:
        with opened(memory, 12) as log:
            collect(log, [remote(server)])
        for size, words in ((9, "cut back"), (12, "409"), (20, "422")):
            with AuditLog(memory / f"other{size}", LOG) as log:
                log.append([b"forged", *entries(1, size)])
                log.checkpoint()
                [answer] = collect(log, [remote(server)])
                assert answer.line is None
                assert words in answer.problem
                assert len(log.view.signed_checkpoint(size).signatures) == 1
        assert [path.name for path in (memory / "w1").rglob("*.fork")] == ["12.fork"]


def test_a_witness_of_another_name_counts_for_nothing_fail(memory: Path) -> None:
    with served(memory) as server, opened(memory, 5) as log:
        [answer] = collect(log, [RemoteWitness(signer("w2").key, server.url)])
        assert answer.problem == "no line of its known key in its answer"
        assert len(log.view.signed_checkpoint(5).signatures) == 1


def test_nothing_signed_or_no_url_fail(memory: Path) -> None:
    with AuditLog(memory / "log", LOG) as log, pytest.raises(LogMissing):
        collect(log, [])
    for text in ("", str(signer("w1").key), f"{signer('w1').key} ftp://w1", f"{LOG.key} http://w1"):
        with pytest.raises((MalformedInput, WitnessUrlUnusable)):
            RemoteWitness.parse(text)
    assert RemoteWitness.parse(f" {signer('w1').key} http://w1/x \n").url == "http://w1/x"


class Liar(BaseHTTPRequestHandler):
    """Answers what it is told to."""

    answers: list[tuple[int, str, bytes]] = []  # noqa: RUF012 - set by each test

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, kind, data = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


SIZE = "text/x.tlog.size"


@pytest.mark.parametrize(
    ("answers", "words", "code"),
    [
        ([(409, SIZE, b"0\n")], "409", "witness-old-size"),
        ([(409, SIZE, b"1\n"), (409, SIZE, b"2\n"), (409, SIZE, b"3\n")], "another size each time", "witness-old-size"),
        ([(409, SIZE, b"99\n")], "cut back", "log-rewritten"),
        ([(409, SIZE, b"1")], "newline", "witness-answer"),
        ([(409, SIZE, b"01\n")], "size", "witness-answer"),
        ([(409, "text/html", b"1\n")], "409", "witness-fork"),
        ([(200, "text/plain", b"")], "lines", "witness-answer"),
        ([(200, "text/plain", b"\xff\n")], "UTF-8", "witness-answer"),
        ([(200, "text/plain", b"hello\n")], "signature line", "witness-answer"),
        ([(200, "text/plain", bytes(70_000))], "longer", "witness-answer"),
        (
            [(200, "text/plain", f"{cosign(note(9).text, 1, signer('w1'))}".encode())],
            "does not verify",
            "witness-answer",
        ),
        ([(302, "text/plain", b"elsewhere")], "302", "witness-answer"),
        ([(400, "text/plain", b"what?\n")], "400: what?", "witness-malformed-request"),
        ([(403, "text/plain", b"")], "403", "witness-untrusted-signature"),
        ([(404, "text/plain", b"who?\n")], "404: who?", "witness-unknown-log"),
        ([(422, "text/plain", b"")], "422", "witness-inconsistent"),
        ([(503, "text/plain", b"")], "503", "witness-busy"),
        ([(503, "text/plain", b"my clock stands\n")], "503: my clock stands", "witness-clock"),
        ([(500, "text/plain", b"bad \x1b[31m day\n")], "500: bad  [31m day", "witness-failed"),
    ],
)
def test_a_lying_witness_adds_nothing_fail(
    answers: list[tuple[int, str, bytes]], words: str, code: str, memory: Path
) -> None:
    Liar.answers = list(answers)
    with ThreadingHTTPServer(("127.0.0.1", 0), Liar) as server, opened(memory, 5) as log:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            [answer] = collect(log, [RemoteWitness(signer("w1").key, url)], seconds=5)
        finally:
            server.shutdown()
            thread.join()
        assert answer.line is None
        assert answer.refusal is not None
        assert words in answer.problem
        assert (answer.refusal.code, bool(answer.refusal.remedy)) == (code, True)
        assert len(log.view.signed_checkpoint(5).signatures) == 1


def test_a_witness_killed_between_its_two_files_forgets_nothing(memory: Path) -> None:
    with Witness(memory / "w1", signer("w1"), [LOG.key]) as witness:
        witness.add_checkpoint(0, [], note(3), now=1)
        [newest] = (memory / "w1").rglob("newest")
        older = newest.read_bytes()
        witness.add_checkpoint(3, proof(3, 8), note(8), now=2)
    newest.write_bytes(older)
    with Witness(memory / "w1", signer("w1"), [LOG.key]) as witness:
        latest = witness.latest(ORIGIN)
        assert latest is not None
        assert Checkpoint.parse(latest.text).size == 8
