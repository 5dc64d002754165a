import pytest
from eth_abi.abi import encode as abi_encode
from eth_account.messages import encode_typed_data
from eth_utils.crypto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.chain.eip712 import (
    Checkpoint,
    Domain,
    Leg,
    Money,
    TradeTerms,
    checkpoint_domain,
    digest,
    split_digest,
    torrens_domain,
    voucher_id,
)
from torrens_anchor.errors import OutOfRange

B32 = st.binary(min_size=32, max_size=32)
B20 = st.binary(min_size=20, max_size=20)


def uint(bits: int) -> st.SearchStrategy[int]:
    return st.integers(0, 2**bits - 1)


MONEY = st.builds(Money, uint(256), B32, B32, B32)
ADDRESS = B20
DOMAIN_FIELDS = [
    {"name": "name", "type": "string"},
    {"name": "version", "type": "string"},
    {"name": "chainId", "type": "uint256"},
    {"name": "verifyingContract", "type": "address"},
]
SALT_FIELD = {"name": "salt", "type": "bytes32"}


def fields(text: str) -> list[dict[str, str]]:
    return [{"type": part.split()[0], "name": part.split()[1]} for part in text.split(",")]


TYPES = {
    "Money": fields("uint256 amountFen,bytes32 splitDigest,bytes32 settlementDigest,bytes32 salt"),
    "TradeTerms": fields(
        "uint256 homeChainId,address homeRegister,bytes32 listingId,bytes32 sellerGrantId,bytes32 licenceGrantId,"
        "uint32 seller,uint32 buyer,uint32 exchange,uint32 homeSeller,uint32 homeBuyer,Money money,"
        "bytes32 agreementDigest,bytes32 complianceDigest,bytes32 deliveryDigest,uint8 sequence,uint40 agreedAt,"
        "uint40 deadline"
    ),
    "Checkpoint": fields("uint256 number,bytes32 blockHash,uint64 timestamp,uint32 setEpoch"),
}


def oracle(primary: str, domain: Domain, message: dict[str, object]) -> bytes:
    """Give the digest as eth_account computes it."""
    names = ["TradeTerms", "Money"] if primary == "TradeTerms" else [primary]
    data: dict[str, object] = {
        "name": domain.name,
        "version": domain.version,
        "chainId": domain.chain_id,
        "verifyingContract": "0x" + domain.verifying_contract.hex(),
    }
    if domain.salt is not None:
        data["salt"] = domain.salt
    domain_type = DOMAIN_FIELDS + ([SALT_FIELD] if domain.salt is not None else [])
    full = {
        "types": {"EIP712Domain": domain_type, **{name: TYPES[name] for name in names}},
        "primaryType": primary,
        "domain": data,
        "message": message,
    }
    signable = encode_typed_data(full_message=full)
    return bytes(keccak(b"\x19" + signable.version + signable.header + signable.body))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_trade_terms_agree_with_eth_account(data: st.DataObject) -> None:
    money = data.draw(MONEY)
    numbers = data.draw(st.lists(uint(32), min_size=5, max_size=5))
    digests = data.draw(st.lists(B32, min_size=6, max_size=6))
    terms = TradeTerms(
        home_chain_id=data.draw(uint(256)),
        home_register=data.draw(ADDRESS),
        listing_id=digests[0],
        seller_grant_id=digests[1],
        licence_grant_id=digests[2],
        seller=numbers[0],
        buyer=numbers[1],
        exchange=numbers[2],
        home_seller=numbers[3],
        home_buyer=numbers[4],
        money_hash=money.struct_hash(),
        agreement_digest=digests[3],
        compliance_digest=digests[4],
        delivery_digest=digests[5],
        sequence=data.draw(uint(8)),
        agreed_at=data.draw(uint(40)),
        deadline=data.draw(uint(40)),
    )
    domain = torrens_domain(data.draw(uint(256)), data.draw(ADDRESS), data.draw(B32))
    values = [
        terms.home_chain_id, "0x" + terms.home_register.hex(), terms.listing_id, terms.seller_grant_id,
        terms.licence_grant_id, terms.seller, terms.buyer, terms.exchange, terms.home_seller, terms.home_buyer,
        {"amountFen": money.amount_fen, "splitDigest": money.split_digest, "settlementDigest": money.settlement_digest,
         "salt": money.salt},
        terms.agreement_digest, terms.compliance_digest, terms.delivery_digest, terms.sequence, terms.agreed_at,
        terms.deadline,
    ]  # fmt: skip
    message = {field["name"]: value for field, value in zip(TYPES["TradeTerms"], values, strict=True)}
    assert voucher_id(domain, terms) == oracle("TradeTerms", domain, message)


@settings(max_examples=25, deadline=None)
@given(st.builds(Checkpoint, uint(256), B32, uint(64), uint(32)), uint(256), ADDRESS)
def test_checkpoints_agree_with_eth_account(signed: Checkpoint, chain: int, register: bytes) -> None:
    domain = checkpoint_domain(chain, register)
    message = {
        "number": signed.number,
        "blockHash": signed.block_hash,
        "timestamp": signed.timestamp,
        "setEpoch": signed.set_epoch,
    }
    found = digest(domain, signed.struct_hash())
    assert found == oracle("Checkpoint", domain, message)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(uint(32), uint(8), uint(256)), max_size=6))
def test_split_digest_is_abi_encode_of_the_legs(legs: list[tuple[int, int, int]]) -> None:
    expected = keccak(abi_encode(["(uint32,uint8,uint256)[]"], [legs]))
    assert split_digest(tuple(Leg(*leg) for leg in legs)) == expected


def test_values_wider_than_their_type_fail() -> None:
    with pytest.raises(OutOfRange):
        split_digest((Leg(2**32, 0, 0),))
    with pytest.raises(OutOfRange):
        split_digest((Leg(0, 0, -1),))
    with pytest.raises(OutOfRange):
        Checkpoint(0, bytes(32), 2**64, 0).struct_hash()
    with pytest.raises(OutOfRange):
        address_word(bytes(32))
    with pytest.raises(OutOfRange):
        hash_words(uint_word(1), bytes(31))
