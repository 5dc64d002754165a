"""Ids of titles and grants, recomputed from their keys; a verifier takes no id on trust.

Source: contracts/README.md, ids. Every id hashes a tag first: keccak256("torrens/id/<kind>/1").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.errors import FieldMismatch, OutOfRange
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

MAX_PATH = 8
"""Keys on a path from title to leaf."""


def _tag(kind: str) -> bytes:
    return keccak256(f"torrens/id/{kind}/1".encode(), Hashed.TAG)


@dataclass(frozen=True, slots=True)
class GrantKey:
    """The key of a right; its hash is the right's id, so scope and term are bound by every signature over the id.

    Attributes:
        parent: The dataId of a title, the parent's id of any other grant.
        packed: Scope and term, one word (`layout.PACKED`).
        terms_digest: Digest of the terms agreed off chain.
    """

    parent: bytes
    packed: bytes
    terms_digest: bytes

    def words(self) -> tuple[bytes, bytes, bytes]:
        """Give the key as ABI words.

        Returns:
            parent, packed, termsDigest.
        """
        return self.parent, self.packed, self.terms_digest


def origin(chain_id: int, register: bytes, deployment_salt: bytes) -> bytes:
    """Give a register's origin.

    Args:
        chain_id: Its chain.
        register: Its address.
        deployment_salt: Its deployment salt.

    Returns:
        keccak256(abi.encode(chainid, register, deploymentSalt)).
    """
    return hash_words(uint_word(chain_id), address_word(register), deployment_salt, of=Hashed.ORIGIN)


def data_id(content_root: bytes, salt: bytes) -> bytes:
    """Give the id of a dataset.

    Args:
        content_root: Root of the content's fingerprint.
        salt: Hides whether two registrations are of equal data.

    Returns:
        The id, the parent in a title's key.
    """
    return hash_words(_tag("data"), content_root, salt, of=Hashed.DATA_ID)


def title_id(origin_: bytes, key: GrantKey) -> bytes:
    """Give the id of a title.

    Args:
        origin_: The register's origin, or that of a predecessor it records.
        key: The title's key.

    Returns:
        The id.
    """
    return hash_words(_tag("title"), origin_, *key.words(), of=Hashed.TITLE_ID)


def grant_id(key: GrantKey) -> bytes:
    """Give the id of a grant below a title.

    Args:
        key: The grant's key.

    Returns:
        The id.
    """
    return hash_words(_tag("grant"), *key.words(), of=Hashed.GRANT_ID)


def listing_id(grant: bytes, exchange: int, product_digest: bytes, nonce: int) -> bytes:
    """Give the id of a listing.

    Args:
        grant: The right it sells from.
        exchange: Its exchange, uint16.
        product_digest: Digest of the product's description.
        nonce: uint64.

    Returns:
        The id.
    """
    return hash_words(
        _tag("listing"), grant, uint_word(exchange, 16), product_digest, uint_word(nonce, 64), of=Hashed.LISTING_ID
    )


def peer_id(home_origin: bytes) -> bytes:
    """Give the id of a foreign register.

    Args:
        home_origin: Its origin.

    Returns:
        32 bytes.
    """
    return hash_words(_tag("peer"), home_origin, of=Hashed.PEER_ID)


def fact_id(peer: bytes, kind: int, foreign_id: bytes, exchange: int) -> bytes:
    """Give the id of what one exchange knows of a foreign record.

    Args:
        peer: The foreign register's id here.
        kind: The record's kind there.
        foreign_id: Its id there.
        exchange: Whose fact it is, uint16.

    Returns:
        32 bytes.
    """
    return hash_words(_tag("fact"), peer, uint_word(kind, 8), foreign_id, uint_word(exchange, 16), of=Hashed.FACT_ID)


def agreement_id(peer: bytes, exchange: int, club: bytes) -> bytes:
    """Give the id of an exchange's agreement with a peer.

    Args:
        peer: The foreign register's id here.
        exchange: Which exchange joined, uint16.
        club: Digest of the club's terms and members.

    Returns:
        32 bytes.
    """
    return hash_words(_tag("agreement"), peer, uint_word(exchange, 16), club, of=Hashed.AGREEMENT_ID)


def path_ids(origin_: bytes, keys: Sequence[GrantKey]) -> tuple[bytes, ...]:
    """Give the ids along a path of keys, title first.

    Args:
        origin_: The origin the title was registered under.
        keys: The keys, one a node.

    Returns:
        The ids, title first.

    Raises:
        OutOfRange: No key, or more than `MAX_PATH`.
        FieldMismatch: A key's parent is not the id before it.
    """
    if not 1 <= len(keys) <= MAX_PATH:
        raise OutOfRange(f"a path has 1 to {MAX_PATH} keys, not {len(keys)}", keys=len(keys), remedy="give the path")
    ids = [title_id(origin_, keys[0])]
    for index, key in enumerate(keys[1:], 1):
        if key.parent != ids[-1]:
            raise FieldMismatch(f"key {index} of the path names another parent than the key before it", index=index)
        ids.append(grant_id(key))
    return tuple(ids)
