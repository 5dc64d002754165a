"""Ids of the register: what they hash, and the key that opens a grant (words.md section 2).

Natural ids are the value itself, left-padded to 32 bytes. Every other id is
`keccak256(abi.encode(keccak256("torrens/id/<kind>/1"), ...))` over static words, so
each argument is one 32-byte word. A value that its Solidity type could not hold is refused with
`torrens_anchor.errors.OutOfRange`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NewType, Self

from torrens_anchor.chain import ids as ground
from torrens_anchor.chain.abi import address_word, encode_tagged, hash_words, uint_word
from torrens_anchor.chain.eip712 import TradeTerms
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.types import Digest32
from torrens_contracts.words import PackedWord

Id = NewType("Id", bytes)
"""A 32-byte id of any kind, as Register and its events carry it."""
Origin = NewType("Origin", Id)
DataId = NewType("DataId", Id)
GrantId = NewType("GrantId", Id)
TitleId = NewType("TitleId", GrantId)
"""A title is a grant at depth 0, so its id serves wherever a grant's does."""
ListingId = NewType("ListingId", Id)
VoucherId = NewType("VoucherId", Id)
"""The EIP-712 digest of the trade terms; made by torrens_anchor.chain.eip712."""
FreezeId = NewType("FreezeId", Id)
InterestId = NewType("InterestId", Id)
ObjectionId = NewType("ObjectionId", Id)
TradeId = NewType("TradeId", Id)
"""What a voucher and all that correct it have in common; no record has it."""
RedemptionId = NewType("RedemptionId", Id)
SerialId = NewType("SerialId", Id)
FactId = NewType("FactId", Id)
PeerId = NewType("PeerId", Id)
AgreementId = NewType("AgreementId", Id)
LinkId = NewType("LinkId", Id)
ReviewId = NewType("ReviewId", Id)

ZERO = bytes(32)
"""The id of nothing; no record has it."""


@dataclass(frozen=True, slots=True)
class GrantKey:
    """What the typed event that opens a grant carries whole, and what its id commits to.

    Attributes:
        parent: The parent grant's id; of a title, the dataId.
        packed: Scope, right, basis, mode, term and nonce.
        terms_digest: Digest of the terms that both sides agreed.
    """

    parent: bytes
    packed: PackedWord
    terms_digest: bytes

    def words(self) -> tuple[bytes, bytes, bytes]:
        """Returns the three words of the Solidity struct, in its order."""
        return self.parent, self.packed.pack(), self.terms_digest

    def bare(self) -> ground.GrantKey:
        """Returns the key as the ground floor has it: bytes whose meaning it does not know."""
        return ground.GrantKey(*self.words())

    @classmethod
    def of(cls, bare: ground.GrantKey) -> Self:
        """Reads a key of the ground floor.

        Raises:
            MalformedWord: Its packed word is not 32 bytes.
        """
        return cls(bare.parent, PackedWord.unpack(bare.packed), bare.terms_digest)


@cache
def tag(kind: str) -> bytes:
    """Returns keccak256 of "torrens/id/<kind>/1", the first word of every hashed id."""
    return keccak256(f"torrens/id/{kind}/1".encode())


def _hashed(kind: str, *words: bytes) -> Id:
    return Id(hash_words(tag(kind), *words))


def origin(chain_id: int, register: bytes, deployment_salt: bytes) -> Origin:
    """keccak256(abi.encode(chainid, register, deploymentSalt)): which register this is (words.md section 1)."""
    return Origin(Id(ground.origin(chain_id, register, deployment_salt)))


def data_id(content_root: bytes, salt: bytes) -> DataId:
    """The id of a dataset; salted, so equality of data is never read from it."""
    return DataId(Id(ground.data_id(content_root, salt)))


def title_nonce(holder: int, registrar: int, salt: bytes) -> int:
    """The nonce of a title's key: low 64 bits of keccak256(abi.encode(uint32 holder, uint32 registrar, bytes32 salt)).

    It binds the key to its first holder and registrar, so nobody else can file the same id.
    """
    digest = hash_words(uint_word(holder, 32), uint_word(registrar, 32), salt)
    return int.from_bytes(digest[24:], "big")


def title_id(register_origin: Origin, key: GrantKey) -> TitleId:
    """The id of a title: bound to this register's origin."""
    return TitleId(GrantId(Id(ground.title_id(register_origin, key.bare()))))


def grant_id(key: GrantKey) -> GrantId:
    """The id of a grant below a title; through key.parent it commits to the whole path up to the origin."""
    return GrantId(Id(ground.grant_id(key.bare())))


def listing_id(grant: GrantId, exchange: int, product_digest: bytes, nonce: int) -> ListingId:
    """The id of a listing of one product under one grant at one exchange."""
    return ListingId(Id(ground.listing_id(grant, exchange, product_digest, nonce)))


def freeze_id(target: bytes, ordinal: int) -> FreezeId:
    """The id of a freeze: target is a grant's id, or a party's number as its natural id."""
    return FreezeId(_hashed("freeze", target, uint_word(ordinal, 8)))


def interest_id(target: bytes, ordinal: int) -> InterestId:
    """The id of a security interest, ranked by its ordinal."""
    return InterestId(_hashed("interest", target, uint_word(ordinal, 8)))


def objection_id(title: TitleId, ordinal: int) -> ObjectionId:
    """The id of an objection against a notice or a title."""
    return ObjectionId(_hashed("objection", title, uint_word(ordinal, 8)))


def trade_id(terms: TradeTerms) -> TradeId:
    """What a correction of a voucher keeps: home, listing, grants, parties and exchange."""
    home = uint_word(terms.home_chain_id), address_word(terms.home_register)
    grants = terms.listing_id, terms.seller_grant_id, terms.licence_grant_id
    parties = terms.seller, terms.buyer, terms.exchange, terms.home_seller, terms.home_buyer
    return TradeId(Id(hash_words(*home, *grants, *(uint_word(one, 32) for one in parties))))


def redemption_id(trade: TradeId, purpose: int, verifier: bytes) -> RedemptionId:
    """The id of one use of a trade's vouchers: once for one purpose before one verifier (an address)."""
    return RedemptionId(_hashed("redemption", trade, uint_word(purpose, 32), address_word(verifier)))


def serial_id(registrar: int, yyyymm: int) -> SerialId:
    """The id of a registrar's certificate counter for one month, for example (331, 202611)."""
    return SerialId(_hashed("serial", uint_word(registrar, 16), uint_word(yyyymm, 32)))


def peer_id(home_origin: Origin) -> PeerId:
    """The id of an accredited foreign register: from the origin of the home register."""
    return PeerId(_hashed("peer", home_origin))


def fact_id(peer: PeerId, kind: int, foreign_id: bytes, exchange: int) -> FactId:
    """The id of what is known here of one foreign record."""
    return FactId(_hashed("fact", peer, uint_word(kind, 8), foreign_id, uint_word(exchange, 16)))


def foreign_terms_digest(selling: Origin, home_seller: int, agreement_digest: bytes) -> Digest32:
    """The termsDigest of a licence kept for a foreign sale: the register that sells, the seller here, the agreement."""
    kind = keccak256(b"torrens/foreign-sale/1")
    return Digest32(hash_words(kind, selling, uint_word(home_seller, 32), agreement_digest))


def agreement_id(peer: PeerId, exchange: int, digest: bytes) -> AgreementId:
    """The id of a standing agreement of one of our exchanges with a peer; the digest is that of terms and members."""
    return AgreementId(_hashed("agreement", peer, uint_word(exchange, 16), digest))


def link_id(kind: int, first: bytes, second: bytes) -> LinkId:
    """The id of a link of two records, in the order that its kind names."""
    return LinkId(_hashed("link", uint_word(kind, 8), first, second))


def review_id(listing: ListingId, kind: int, reviewer: int) -> ReviewId:
    """The id of what one reviewer found on a listing, by kind of review."""
    return ReviewId(_hashed("review", listing, uint_word(kind, 8), uint_word(reviewer, 32)))


def party_id(number: int) -> Id:
    """PARTY: the party's number (an exchange's number is its party number)."""
    return Id(uint_word(number, 32))


def key_id(address: bytes) -> Id:
    """KEY: the key's address."""
    return Id(address_word(address))


def module_id(address: bytes) -> Id:
    """MODULE: the module's address."""
    return Id(address_word(address))


def log_id(exchange: int) -> Id:
    """LOG: the exchange's number."""
    return Id(uint_word(exchange, 16))


def calendar_id(year: int, half: int) -> Id:
    """CALENDAR: year * 2 + half; half 0 is January to June, 1 is July to December.

    Raises:
        OutOfRange: The half is neither 0 nor 1.
    """
    return Id(uint_word(year * 2 + int.from_bytes(uint_word(half, 1)), 32))


def operation_id(caller: bytes, target: bytes, data: bytes) -> Digest32:
    """Makes the id of an act on the council's schedule: `keccak256(abi.encode(caller, target, data))`, no tag.

    Source: OpenZeppelin Contracts 5.7, AccessManager.hashOperation.

    Args:
        caller: Who proposed it.
        target: The contract that it calls.
        data: The call's bytes.

    Returns:
        The id.
    """
    head = address_word(caller) + address_word(target) + uint_word(3 * 32) + uint_word(len(data))
    return Digest32(keccak256(head + data + bytes(-len(data) % 32)))


def derived_terms(sources: Sequence[GrantId], inner_terms_digest: bytes) -> Digest32:
    """Give the termsDigest of a title of derived data, which binds its sources to its id.

    Args:
        sources: The source grants, by rising id.
        inner_terms_digest: Digest of the terms themselves.

    Returns:
        keccak256(abi.encode("torrens/derived/1", keccak256(abi.encode(sources)), innerTermsDigest)).
    """
    bound = hash_words(uint_word(32), uint_word(len(sources)), *sources)
    return Digest32(keccak256(encode_tagged("torrens/derived/1", bound, inner_terms_digest)))
