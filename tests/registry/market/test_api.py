"""The API over a store that a chain filled: every route, pages, ETags, problems, and rows that a hand has bent."""

from __future__ import annotations

import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from api_kit import served
from cases_kit import Hall
from market_kit import Market, meet, send, treaty
from worlds import signer

from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_contracts.codes import Recognised
from torrens_log.store import LogView
from torrens_registry import note_keys
from torrens_registry.api.app import PREFIX
from torrens_registry.api.reader import open_reader
from torrens_registry.cases.peers import peers, recognition, standing
from torrens_registry.cases.vouchers.trade import Issued
from torrens_registry.evidence import bundler
from torrens_registry.manifest import profile_of
from torrens_registry.mirror.check import check
from torrens_registry.settings import load


def _cursor(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


@pytest.fixture(scope="module")
def sold(market: Market) -> Issued:
    """Two sales, an anchored log, a kept bundle."""
    market.sold(nonce=401)
    _, issued = market.sold(nonce=402)
    market.anchored()
    made = standing.state(market.hall.office, signer("exchange"), market.subjects(issued))
    view = LogView.open(market.hall.home / "log")
    sources = bundler.Sources(market.hall.office, view, market.sealed(made.settled.block), made.statement)
    bundler.keep(market.hall.office, bundler.voucher_bundle(sources, issued.id), issued.id)
    return issued


@pytest.fixture(scope="module")
def client(market: Market, sold: Issued) -> Iterator[httpx.Client]:
    office = market.hall.office
    assert sold.id
    check(office.store, office.wire, profile_of(office.settings, office.deployment)).require_good()
    with served(lambda: open_reader(office.settings)) as found:
        yield found


def test_a_title_is_shown_in_full_and_verified(client: httpx.Client, market: Market) -> None:
    answer = client.get(f"{PREFIX}/titles/0x{market.title.hex()}")
    assert answer.status_code == 200
    right = answer.json()["right"]
    assert (right["trust"], right["final"], right["reason"]) == ("verified", True, "")
    assert right["block"] <= right["checkedAt"]
    assert right["data"]["state"] == "ACTIVE"
    assert right["data"]["certificate"].startswith("SJ331202605")
    assert [child["data"]["id"] for child in answer.json()["children"]] == [f"0x{market.grant.hex()}"]
    assert client.get(f"{PREFIX}/grants/0x{market.grant.hex()}").json()["right"]["data"]["depth"] == 1
    assert client.get(f"{PREFIX}/titles/0x{market.grant.hex()}").status_code == 404
    listed = client.get(f"{PREFIX}/titles", params={"holder": right["data"]["holder"]}).json()
    assert right in listed["items"]
    assert client.get(f"{PREFIX}/titles", params={"holder": 1}).json() == {"items": [], "next": None}


def test_a_voucher_is_shown_without_its_price_and_no_bundle_is_served(client: httpx.Client, sold: Issued) -> None:
    answer = client.get(f"{PREFIX}/vouchers/0x{sold.id.hex()}")
    assert answer.json()["data"]["state"] == "ISSUED"
    assert "10000001" not in answer.text
    assert client.get(f"{PREFIX}/vouchers/0x{sold.id.hex()}/bundle").status_code == 404


def test_pages_meet_end_to_end(client: httpx.Client) -> None:
    whole = client.get(f"{PREFIX}/vouchers", params={"limit": 200}).json()
    assert whole["next"] is None
    walked, cursor = [], None
    for _ in range(len(whole["items"])):
        page = client.get(f"{PREFIX}/vouchers", params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        walked += page["items"]
        cursor = page["next"]
    assert walked == whole["items"]
    assert len(walked) > 1
    assert cursor is None


def test_an_etag_saves_the_body(client: httpx.Client, sold: Issued) -> None:
    url = f"{PREFIX}/vouchers/0x{sold.id.hex()}"
    tag = client.get(url).headers["etag"]
    again = client.get(url, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(url, headers={"If-None-Match": "*"}).status_code == 304


def test_listings_with_their_reviews(client: httpx.Client, market: Market) -> None:
    answer = client.get(f"{PREFIX}/listings/0x{market.listing.hex()}").json()
    assert answer["listing"]["data"]["state"] == "LISTED"
    assert [one["data"]["verdict"] for one in answer["reviews"]] == ["PASSED", "PASSED"]
    assert client.get(f"{PREFIX}/listings", params={"exchange": 231}).json()["items"] == []
    assert answer["listing"] in client.get(f"{PREFIX}/listings").json()["items"]


def test_the_log_shows_entries_with_proofs_that_verify(client: httpx.Client, market: Market) -> None:
    state = client.get(f"{PREFIX}/log").json()
    assert state["anchor"]["data"]["size"] == str(state["signed"])
    key = note_keys.log_vkey(market.hall.home / "keys")
    entry = client.get(f"{PREFIX}/log/entries/3").json()
    data = LogView.open(market.hall.home / "log").entry(3)
    assert TlogProof.parse(entry["proof"].encode()).verify(data, [key]).size == state["signed"]
    assert client.get(f"{PREFIX}/log/checkpoint").text.startswith("exchange-331.torrens/log\n")
    assert client.get(f"{PREFIX}/log/entries/{state['size']}").status_code == 404
    anchors = client.get(f"{PREFIX}/log/anchors").json()["items"]
    assert anchors[-1]["data"] == state["anchor"]["data"]


def test_health_and_numbers(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"ok": True}
    ready = client.get("/readyz").json()
    assert ready["checkedAt"] == ready["block"] == ready["finalBlock"]
    assert ready["ageSeconds"] >= 0
    assert f"torrens_mirror_block {ready['block']}\n" in client.get("/metrics").text
    assert "torrens_mirror_good 1\n" in client.get("/metrics").text


def test_foreign_records_with_their_status_at_a_second(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 403)
    partner.at(market.hall.office.head_time())
    peers.accept_header(partner.office, signer("carrier"), sent.proof, sent.seals)
    proven = recognition.prove(partner.office, signer("carrier"), sent.proof, club=treaty(partner, market))
    url = f"{PREFIX}/recognition/facts/0x{proven.facts[2].hex()}"
    with served(lambda: open_reader(partner.office.settings)) as client:
        now = client.get(url).json()["data"]
        assert now["status"] == "RECOGNIZED"
        for when in (0, now["asOf"] - 1, now["asOf"], now["until"] - 1, now["until"], now["until"] + 10**8):
            on_chain = recognition.status(partner.office, proven.facts[2], when).status
            assert client.get(url, params={"at": when}).json()["data"]["status"] == Recognised(on_chain).name
        assert client.get(f"{PREFIX}/recognition/facts", params={"at": now["until"]}).json()["items"]
        assert client.get(f"{PREFIX}/recognition/peers").json()["items"][0]["data"]["chainId"] == "3310001"
        assert client.get(f"{PREFIX}/recognition/facts/0x{bytes(32).hex()}").status_code == 404
        assert client.get(f"{PREFIX}/log").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        (f"{PREFIX}/titles/0x{'00' * 32}", 404, "not-stored"),
        (f"{PREFIX}/titles/0x00", 422, "malformed-request"),
        (f"{PREFIX}/grants/0x{'00' * 31}'\"", 422, "malformed-request"),
        (f"{PREFIX}/titles?holder={1 << 70}", 422, "malformed-request"),
        (f"{PREFIX}/listings?exchange=-1", 422, "malformed-request"),
        (f"{PREFIX}/vouchers?limit=201", 422, "malformed-request"),
        (f"{PREFIX}/vouchers?cursor={_cursor('1.2.3')}", 422, "malformed-input"),
        (f"{PREFIX}/vouchers?cursor={_cursor('-1.0')}", 422, "malformed-input"),
        (f"{PREFIX}/vouchers?cursor={_cursor('1_0.0')}", 422, "malformed-input"),
        (f"{PREFIX}/vouchers?cursor={_cursor(f'{1 << 64}.0')}", 422, "malformed-input"),
        (f"{PREFIX}/vouchers?cursor={_cursor('1.0')}=", 422, "malformed-input"),
        (f"{PREFIX}/recognition/facts?at={1 << 36}", 422, "malformed-request"),
        (f"{PREFIX}/log/entries/{1 << 80}", 422, "malformed-request"),
        (f"{PREFIX}/vouchers?cursor=x", 422, "malformed-input"),
        (f"{PREFIX}/vouchers?limit=0", 422, "malformed-request"),
        (f"{PREFIX}/log/entries/-1", 422, "malformed-request"),
        ("/nothing", 404, "http"),
    ],
)
def test_every_error_is_a_problem_document_fail(client: httpx.Client, path: str, status: int, slug: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == (f"urn:torrens:{slug}", status)
    assert problem["detail"]
    assert problem["remedy"]
    assert client.post(path.split("?", maxsplit=1)[0]).status_code in {404, 405}


def test_a_method_that_there_is_not_names_those_that_there_are_fail(client: httpx.Client) -> None:
    answer = client.delete(f"{PREFIX}/titles")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_mirror_that_never_ran_is_not_ready_fail(tmp_path: Path) -> None:
    settings = load(home=tmp_path)
    with served(lambda: open_reader(settings)) as client:
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert (ready.status_code, "mirror sync" in ready.json()["remedy"]) == (503, True)
        numbers = client.get("/metrics")
        assert (numbers.status_code, "torrens_mirror" in numbers.text) == (200, False)


def test_an_id_in_capitals_is_the_same_id(client: httpx.Client, market: Market) -> None:
    shown = market.title.hex()
    small, capital = (client.get(f"{PREFIX}/titles/0x{one}").json() for one in (shown, shown.upper()))
    assert small == capital


def test_a_row_that_a_hand_bent_is_served_unverified_fail(client: httpx.Client, market: Market, sold: Issued) -> None:
    url, office = f"{PREFIX}/vouchers/0x{sold.id.hex()}", market.hall.office
    _edit(market, "update vouchers set buyer = buyer + 1 where id = ?", f"0x{sold.id.hex()}")
    try:
        report = check(office.store, office.wire, profile_of(office.settings, office.deployment))
        assert not report.good
        answer = client.get(url).json()
        assert answer["trust"] == "UNVERIFIED"
        assert "buyer" in answer["reason"]
        assert client.get(f"{PREFIX}/titles/0x{market.title.hex()}").json()["right"]["trust"] == "verified"
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["type"]) == (503, "urn:torrens:diverged")
    finally:
        _edit(market, "update vouchers set buyer = buyer - 1 where id = ?", f"0x{sold.id.hex()}")
        check(office.store, office.wire, profile_of(office.settings, office.deployment)).require_good()
    assert client.get(url).json()["trust"] == "verified"


def test_the_description_carries_an_example_of_every_record(client: httpx.Client) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name in ("Right", "Voucher", "Listing", "Review", "Peer", "Fact", "Anchor", "Freeze", "Objection", "Problem"):
        example = schemas[name]["example"]
        assert set(example) == set(schemas[name]["properties"])


def _edit(market: Market, statement: str, *values: object) -> None:
    path = str(market.hall.home / "registry.sqlite3")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)
