"""Speeds of chain proofs and of a whole verdict, each beside the signatures that it cannot do without."""

from __future__ import annotations

from collections.abc import Callable

import bundle_kit as kit
import bundle_more as more
from bench.record import Row, rate, seconds
from coincurve import PublicKey
from qbft_kit import addresses, header, secrets
from trie_kit import proof, trie_of

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.chain.mpt import prove
from torrens_anchor.chain.qbft import parse_qbft_header, quorum, verify_sealed
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures import ed25519
from torrens_anchor.verdicts.verify import verify

ROUNDS = 60


def _per_second(work: Callable[[], object], times: int = ROUNDS) -> float:
    def repeated() -> None:
        for _ in range(times):
            work()

    return times / seconds(repeated)


def _headers(size: int) -> Row:
    keys = secrets(size)
    members, raw = addresses(keys), header(addresses(keys), keys[: quorum(size)])
    sealed = parse_qbft_header(raw)

    def recoveries() -> None:
        for seal in sealed.seals:
            PublicKey.from_signature_and_message(seal, sealed.sealed_digest, hasher=None)

    return rate(
        f"anchor.qbft_header_{size}",
        value=_per_second(lambda: verify_sealed(parse_qbft_header(raw), members)),
        baseline=_per_second(recoveries),
        unit="headers/s a core",
    )


def _bundle() -> Row:
    """A voucher's bundle read anew and judged: 4 seals, 3 cosignatures, the log's signature, 2 consents."""
    world = kit.voucher()
    world.signers = ("notary 0", "notary 1", "notary 2", "notary 4")
    data, policy = world.bundle().encode(), more.policy()
    keys = secrets(6)
    sealed = parse_qbft_header(header(addresses(keys), keys))
    note = kit.LOG.sign(b"a note")

    def signatures() -> None:
        for seal in sealed.seals:
            PublicKey.from_signature_and_message(seal, sealed.sealed_digest, hasher=None)
        for _ in range(4):
            ed25519.verify(kit.LOG.key.public_key, b"a note", note)

    return rate(
        "anchor.voucher_bundle",
        value=_per_second(lambda: verify(Bundle.parse(data), policy, at=kit.AT)),
        baseline=_per_second(signatures),
        unit="bundles/s a core",
    )


def _proof() -> Row:
    trie = trie_of({i.to_bytes(32, "big"): b"v" * 33 for i in range(10_000)})
    key = (77).to_bytes(32, "big")
    root, nodes, path = bytes(trie.root_hash), proof(trie, key), keccak256(key)

    def hashes() -> None:
        for node in nodes:
            keccak256(node)

    return rate(
        "anchor.trie_proof",
        value=_per_second(lambda: prove(root, path, nodes), 1_000),
        baseline=_per_second(hashes, 1_000),
        unit="proofs/s a core",
    )


def rows() -> list[Row]:
    """Measures.

    Returns:
        One row a figure.
    """
    return [_headers(4), _headers(21), _proof(), _bundle()]
