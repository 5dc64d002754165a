"""Transactions: byte for byte what eth_account makes."""

from __future__ import annotations

import pytest
from contracts_kit import addresses
from eth_account import Account
from eth_keys.datatypes import PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import PersonalDataFound
from torrens_anchor.signatures.secp256k1 import N
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.transactions import GAS_STEP, UnsignedTransaction, gas_limit
from torrens_contracts.types import Address, ChainId, Gas, Nonce

SECRET = b"\x31" * 32


def _sign(digest: bytes) -> tuple[int, int, int]:
    made = PrivateKey(SECRET).sign_msg_hash(digest)
    return made.r, made.s, made.v


big = st.integers(0, 2**64 - 2)


@settings(max_examples=60)
@given(
    st.builds(
        UnsignedTransaction,
        st.integers(1, 2**32),
        nonce=big,
        to=st.none() | addresses,
        data=st.binary(max_size=300),
        gas=big,
        gas_price=big,
        value=big,
    )
)
def test_the_bytes_are_those_of_eth_account(plain: UnsignedTransaction) -> None:
    ours = plain.signed(_sign)
    fields = {"chainId": plain.chain_id, "nonce": plain.nonce, "data": plain.data, "to": plain.to or b""}
    prices = {"gas": plain.gas, "gasPrice": plain.gas_price, "value": plain.value}
    theirs = Account.sign_transaction({**fields, **prices}, SECRET)
    assert ours.raw == bytes(theirs.raw_transaction)
    assert ours.hash == bytes(theirs.hash)
    assert ours.nonce == plain.nonce


def _plain(**changes: object) -> UnsignedTransaction:
    fields: dict[str, object] = {"chain_id": 1, "nonce": 0, "to": b"\1" * 20, "data": b"", "gas": 21000}
    return UnsignedTransaction(**{**fields, **changes})  # type: ignore[arg-type]  # bad input is what is tested


@pytest.mark.parametrize(
    "changes", [{"chain_id": 0}, {"nonce": -1}, {"gas": -1}, {"gas_price": -1}, {"value": -1}, {"to": b"\1" * 19}]
)
def test_a_field_that_no_chain_takes_fail(changes: dict[str, object]) -> None:
    with pytest.raises(ArgumentRefused, match="negative"):
        _plain(**changes).signed(_sign)


@pytest.mark.parametrize(
    "signature", [(0, 1, 0), (1, 0, 0), (N, 1, 0), (1, N // 2 + 1, 0), (1, N - 1, 0), (1, 1, 2), (1, 1, 27)]
)
def test_a_signature_that_no_chain_takes_fail(signature: tuple[int, int, int]) -> None:
    with pytest.raises(ArgumentRefused, match="lower half"):
        _plain().signed(lambda _: signature)


@given(st.integers(0, 30_000_000))
def test_a_gas_limit_is_a_quarter_above_and_round(estimate: int) -> None:
    limit = gas_limit(estimate)
    assert limit % GAS_STEP == 0
    assert 0 <= limit - estimate * 5 / 4 < GAS_STEP


@pytest.mark.parametrize("hidden", [b"11010519491231002X", b"13800138000", b"4111111111111111", b"li.lei@example.cn"])
def test_I19_personal_data_fails_before_signing(hidden: bytes) -> None:  # noqa: N802 - the invariant's own name
    def never(_digest: bytes) -> tuple[int, int, int]:
        pytest.fail("the key was asked to sign personal data")

    data = bytes.fromhex("deadbeef") + hidden.ljust(32, b"\0")
    plain = UnsignedTransaction(ChainId(331_001), Nonce(0), Address(b"\x11" * 20), data, Gas(50_000))
    with pytest.raises(PersonalDataFound) as refused:
        plain.signed(never)
    assert refused.value.exit_code == 3
    assert hidden.decode() not in str(refused.value)
