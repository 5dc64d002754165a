"""One market and one partner, shared by the tests of trade, evidence, recognition and API; each sells its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cases_kit import CHAIN_ID, FUNDED, Hall, found, opened
from market_kit import PARTNER_CHAIN, PARTNER_STAFF, Market, open_market, open_partner
from worlds import serve


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    home = tmp_path_factory.mktemp("market")
    table = tmp_path_factory.mktemp("data") / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n2026-04-28,0\n", encoding="utf-8")
    with serve(home, CHAIN_ID, FUNDED) as chain:
        found(home, chain)
        with opened(home, chain) as hall:
            yield open_market(hall, table)


@pytest.fixture(scope="session")
def partner(tmp_path_factory: pytest.TempPathFactory, market: Market) -> Iterator[Hall]:
    home = tmp_path_factory.mktemp("partner")
    now = market.hall.chain.clock.read()
    with serve(home, PARTNER_CHAIN, PARTNER_STAFF, now) as chain, open_partner(home, chain) as hall:
        yield hall
