"""The log's questions to its witnesses: who answers, who is away, who refuses, who lies."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from log_kit import LOG, entries
from witness_kit import ORIGIN, note, served, signer

from torrens_anchor.errors import MalformedInput
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosign, cosignatures
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_log.cosigning import Answer, RemoteWitness, collect
from torrens_log.errors import LogMissing, WitnessUrlUnusable
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.witness_server import CONNECTIONS, WitnessServer


def remote(server: WitnessServer) -> RemoteWitness:
    return RemoteWitness(server.witness.key, server.url)


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
