"""Vouchers. Bundles are not served here: they disclose the price, so the parties hand them on themselves."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from torrens_registry.api import answers
from torrens_registry.api.answers import Answer, Cursor, Id, Limit, Page
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reading
from torrens_registry.api.records import Voucher
from torrens_registry.errors import NotStored
from torrens_registry.store import api_queries, rows
from torrens_registry.store.market_tables import VoucherRow

router = APIRouter(prefix="/vouchers", tags=["vouchers"], responses=RESPONSES)


@router.get("", response_model=Page[Voucher])
def vouchers(request: Request, reader: Reading, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists vouchers in the order of issue."""
    with reader.store.read() as session:
        found = api_queries.page(session, VoucherRow, after=answers.place_of(cursor), limit=limit + 1)
        return answers.respond(request, answers.page(session, found, Voucher.of, limit))


@router.get("/{voucher_id}", response_model=Answer[Voucher])
def voucher(request: Request, reader: Reading, voucher_id: Id) -> Response:
    """Shows a voucher; its state and its licence's validity are two answers."""
    with reader.store.read() as session:
        row = rows.get(session, VoucherRow, voucher_id)
        if row is None:
            raise NotStored(f"the mirror knows no voucher {voucher_id}", id=voucher_id)
        return answers.respond(request, answers.answer(session, row, Voucher.of))
