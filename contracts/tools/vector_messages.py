"""One message of every struct that a key signs under the register's domain, beside the trade's own."""

# ruff: noqa: INP001 - beside a script that is run by its path

from __future__ import annotations

from typing import Any

from vector_values import CHAIN_ID, GRANT, GRANT_KEY, LISTING, REGISTER, SALT, TITLE, address, some

from torrens_contracts.signed import encumbrances, market, parties, rights, titles
from torrens_contracts.structs import KeyTerms, Product, Reservation

AT: Any = (1_777_251_600, 1_777_338_000)
"""Signed at, deadline."""


def messages() -> list[Any]:
    """Give the messages, by module of the law."""
    return [*of_parties(), *of_titles(), *of_grants(), *of_encumbrances(), *of_market()]


def of_parties() -> list[Any]:
    """What a party signs of its keys and its succession."""
    key: Any = KeyTerms(address("key"), 1, 1_777_251_600, 0)  # type: ignore[arg-type]  # bare numbers are enough here
    party, heir = 70_001, 70_002
    enrolment: Any = parties.Enrolment
    addition: Any = parties.KeyAddition
    recovery: Any = parties.KeyRecovery
    succession: Any = parties.Succession
    return [
        enrolment(party, 1, 331, some("identity"), key, *AT),
        addition(party, key, some("party word"), *AT),
        recovery(party, key, some("order"), some("party word"), *AT),
        succession(party, heir, some("order"), some("party word"), some("successor word"), *AT),
    ]


def of_titles() -> list[Any]:
    """What a holder, or a source of a fused title, signs of a title."""
    return [
        titles.Fusion(TITLE, some("participants"), *AT),
        titles.Exemption(TITLE, some("reason"), some("word"), *AT),
        titles.Withdraw(TITLE, some("why"), some("word"), *AT),
        titles.Change(TITLE, some("change"), some("word"), some("parent word"), *AT),
        titles.Renew(TITLE, AT[1], some("word"), *AT),
        titles.Cancel(TITLE, some("reason"), some("word"), some("parent word"), *AT),
    ]


def of_grants() -> list[Any]:
    """What a holder, or a receiver, signs of a right."""
    licence: Any = rights.License
    transfer: Any = rights.Transfer
    reserve: Any = rights.Reserve
    kept: Any = Reservation(CHAIN_ID, REGISTER, SALT, some("agreement"), AT[1])
    return [
        licence(GRANT_KEY, 70_002, some("parent word"), *AT),
        transfer(GRANT, 70_001, 70_002, 1, some("terms"), some("word"), some("parent word"), *AT),
        rights.Split(GRANT, (some("part 1"), some("part 2")), some("word"), some("parent word"), *AT),
        rights.Surrender(GRANT, some("why"), some("word"), some("parent word"), *AT),
        reserve(GRANT_KEY, 70_002, kept, some("parent word"), *AT),
    ]


def of_encumbrances() -> list[Any]:
    """What a holder and a secured party sign of an interest."""
    terms: Any = encumbrances.InterestTerms
    charge: Any = encumbrances.Charge
    completion: Any = encumbrances.Completion
    pledge = terms(1, 70_003, AT[1], 6, some("agreement"), some("receipt"))
    interest = some("interest word"), some("word")
    return [
        charge(GRANT, pledge, some("word"), some("parent word"), *AT),
        encumbrances.InterestConsent(GRANT, 1, 6, *interest, *AT),
        encumbrances.Release(GRANT, 1, some("release"), *interest, *AT),
        completion(GRANT, 1, 70_001, 70_002, some("terms"), some("word"), some("parent word"), *AT),
    ]


def of_market() -> list[Any]:
    """What a holder signs of a listing, and the sides of a voucher of it."""
    product: Any = Product(331, some("product"), 5, 1_850_000_000, 1, 2, some("content"))  # type: ignore[arg-type]  # same
    delist: Any = market.Delist
    redeem: Any = market.Redeem
    return [
        market.List(GRANT, product, some("word"), some("parent word"), *AT),
        market.NewVersion(LISTING, some("content"), some("word"), some("parent word"), *AT),
        delist(LISTING, 7, some("word"), some("parent word"), *AT),
        market.Revoke(some("voucher"), some("why"), some("word"), *AT),
        redeem(some("voucher"), 3, address("verifier"), some("word"), *AT),
    ]
