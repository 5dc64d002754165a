"""Witnesses as servers on loopback, and the published examples of the protocol."""

import base64
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_kit import LOG
from witness_kit import ORIGIN, TREE, note, proof, served, signer

from torrens_anchor.errors import MalformedInput
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree, range_root
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.note import Note
from torrens_log.addcheckpoint import MAX_REQUEST, AddCheckpoint, parse_lines, parse_size
from torrens_log.errors import AddressTaken, MalformedRequest
from torrens_log.keys import signer_from_seed
from torrens_log.witness import Witness
from torrens_log.witness_server import WitnessServer

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
