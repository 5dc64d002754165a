"""Vectors of QBFT headers, sealed as Besu seals them by keys made here, with the `rlp` and `eth_keys` packages.

Sets of 1 to 7, rounds in every spelling, votes, every fork, and seals that do not count. A case whose name ends in
`_fail` must not verify.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import rlp
from eth_keys.datatypes import PrivateKey
from eth_utils.crypto import keccak

Case = dict[str, Any]
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
ISTANBUL = keccak(b"Istanbul practical byzantine fault tolerance")
LATER: list[bytes] = [b"", keccak(b"\x80"), b"", b"", bytes(32), bytes(32)]
FORKS = {"Byzantium": 15, "London": 16, "Shanghai": 17, "Cancun, no beacon": 19, "Cancun": 20, "Prague": 21}
KEYS = sorted(
    (PrivateKey(keccak(b"conformance %d" % i)) for i in range(7)), key=lambda key: key.public_key.to_canonical_address()
)
OUTSIDER = PrivateKey(keccak(b"conformance outsider"))

ODD: dict[str, tuple[int, Any]] = {
    "parentHash of 31 bytes": (0, bytes(31)),
    "parentHash of nothing": (0, b""),
    "ommersHash of 33 bytes": (1, bytes(33)),
    "coinbase of 19 bytes": (2, bytes(19)),
    "coinbase of nothing": (2, b""),
    "stateRoot of 31 bytes": (3, bytes(31)),
    "transactionsRoot of 33 bytes": (4, bytes(33)),
    "receiptsRoot of 31 bytes": (5, bytes(31)),
    "logsBloom of 255 bytes": (6, bytes(255)),
    "difficulty with a zero before": (7, b"\0\1"),
    "number with a zero before": (8, b"\0\x1d\x68"),
    "number of a zero byte": (8, b"\0"),
    "gasLimit of 9 bytes": (9, b"\1" + bytes(8)),
    "gasUsed of a zero byte": (10, b"\0"),
    "timestamp of 9 bytes": (11, b"\1" + bytes(8)),
    "mixHash of 31 bytes": (13, bytes(31)),
    "nonce of 7 bytes": (14, bytes(7)),
    "nonce of nothing": (14, b""),
    "baseFeePerGas of a zero byte": (15, b"\0"),
    "baseFeePerGas of 33 bytes": (15, b"\1" + bytes(32)),
    "withdrawalsRoot of nothing": (16, b""),
    "blobGasUsed of a zero byte": (17, b"\0"),
    "excessBlobGas of 9 bytes": (18, b"\1" + bytes(8)),
    "parentBeaconBlockRoot of nothing": (19, b""),
    "requestsHash of 31 bytes": (20, bytes(31)),
    "a list for a root": (3, [bytes(32)]),
    "a list for a number": (8, []),
    "a list for the nonce": (14, [bytes(8)]),
}
"""Fields that no header has, sealed all the same."""


@dataclass(frozen=True)
class Block:
    """A header to be sealed: what varies, with what is usual."""

    size: int = 4
    sealers: tuple[PrivateKey, ...] = ()
    number: int = 7528
    round: bytes = b""
    vote: Any = field(default_factory=list)
    vanity: bytes = bytes(32)
    fields: int = 20
    listed: list[bytes] | None = None
    odd: dict[int, Any] = field(default_factory=dict)
    items: tuple[int, Any] = (5, b"")

    @property
    def validators(self) -> list[bytes]:
        return [key.public_key.to_canonical_address() for key in KEYS[: self.size]]

    def encoded(self, round_: bytes, seals: list[Any]) -> bytes:
        listed = self.validators if self.listed is None else self.listed
        count, more = self.items
        extra = rlp.encode([self.vanity, listed, self.vote, round_, seals, more][:count])
        base: list[Any] = [
            keccak(b"parent"), keccak(rlp.encode([])), self.validators[0], keccak(b"state"), keccak(b"\x80"),
            keccak(b"\x80"), bytes(256), b"\1", self.number.to_bytes(4, "big").lstrip(b"\0"), b"\xff\xff", b"",
            b"\x68\x00\x00\x00", extra, ISTANBUL, bytes(8),
        ]  # fmt: skip
        fields = (base + LATER + [bytes(32)] * 3)[: self.fields]
        return bytes(rlp.encode([self.odd.get(index, each) for index, each in enumerate(fields)]))

    def seals(self) -> list[bytes]:
        digest = keccak(self.encoded(self.round, []))
        signed = [key.sign_msg_hash(digest) for key in self.sealers or KEYS[: quorum(self.size)]]
        return [one.to_bytes() for one in signed]

    def case(self, seals: Sequence[Any] | None = None, **claims: object) -> Case:
        """Every claim that is true of it, and those given in their place."""
        sealers = self.sealers or KEYS[: quorum(self.size)]
        true = {
            "header_rlp": self.encoded(self.round, self.seals() if seals is None else list(seals)).hex(),
            "number": self.number,
            "round": int.from_bytes(self.round, "big"),
            "block_hash": keccak(self.encoded(b"", [])).hex(),
            "sealed_digest": keccak(self.encoded(self.round, [])).hex(),
            "validators": [each.hex() for each in self.validators],
            "committers_in_order": [key.public_key.to_canonical_address().hex() for key in sealers],
            "quorum": quorum(self.size),
        }
        return {name: each for name, each in {**true, **claims}.items() if each is not None}


def quorum(size: int) -> int:
    """ceil(2N/3), by counting."""
    return next(n for n in range(size + 1) if 3 * n >= 2 * size)


def headers() -> Iterator[tuple[str, Case]]:
    """Every case of `header`."""
    for size in range(1, 8):
        block = Block(size)
        yield f"{size} validators, a quorum", block.case()
        yield f"{size} validators, all", replace(block, sealers=tuple(reversed(KEYS[:size]))).case()
        few = block.seals()[:-1]
        yield f"{size} validators, one seal less_fail", block.case(few, committers_in_order=None)
    for fork, fields in FORKS.items():
        yield fork, Block(fields=fields).case()
    for fields in (13, 14, 18, 22, 23):
        yield f"{fields} fields_fail", Block(fields=fields).case()
    for name, (index, odd) in ODD.items():
        yield f"{name}_fail", Block(fields=21, odd={index: odd}).case()
    yield "extraData of four items_fail", Block(items=(4, b"")).case()
    yield "extraData of IBFT 2.0, no vote_fail", Block(vote=b"", round=bytes(4)).case()
    yield "extraData of six items_fail", Block(items=(6, b"")).case()
    yield "extraData of six items, the last a list_fail", Block(items=(6, [])).case()
    for round_ in (b"\0", b"\1", b"\x7f", b"\x80", b"\0\1", bytes(4), b"\0\0\0\1", b"\xff" * 4):
        yield f"round 0x{round_.hex()}", Block(round=round_).case()
    yield "round of five bytes_fail", Block(round=b"\1" + bytes(4)).case()
    for name, vote in {"add": b"\xff", "drop": b"\0", "drop, empty": b""}.items():
        yield f"vote to {name}", Block(vote=[OUTSIDER.public_key.to_canonical_address(), vote]).case()
    for name, odd in {"of no kind": [bytes(20), b"\1"], "short": [bytes(19), b"\xff"], "alone": [bytes(20)]}.items():
        yield f"vote {name}_fail", Block(vote=odd).case()
    yield "vanity of words", Block(vanity=b"thirty-two bytes, whatever words").case()
    yield "vanity of 31 bytes_fail", Block(vanity=bytes(31)).case()
    yield from _claims()
    yield from _seals()
    yield from _sets()


def _claims() -> Iterator[tuple[str, Case]]:
    good = Block(round=b"\1").case()
    yield "only the header", {"header_rlp": good["header_rlp"]}
    yield (
        "0x and capitals",
        {name: "0x" + each.upper() if isinstance(each, str) else each for name, each in reversed(good.items())},
    )
    wrong: dict[str, Any] = {
        "number": 7529, "round": 0, "block_hash": good["sealed_digest"], "sealed_digest": good["block_hash"],
        "quorum": 4, "committers_in_order": good["committers_in_order"][::-1], "header_rlp": good["header_rlp"] + "00",
    }  # fmt: skip
    for name, each in wrong.items():
        yield f"another {name}_fail", good | {name: each}
    for name, odd in {"header_rlp": "", "number": "7528", "quorum": 3.0, "validators": "00" * 20}.items():
        yield f"{name} of another form_fail", good | {name: odd}
    yield "cut short_fail", good | {"header_rlp": good["header_rlp"][:-2]}
    yield "no header_fail", {name: each for name, each in good.items() if name != "header_rlp"}


def _seals() -> Iterator[tuple[str, Case]]:
    block = Block()
    seals = block.seals()
    s = int.from_bytes(seals[2][32:64], "big")
    high = seals[2][:32] + (N - s).to_bytes(32, "big") + bytes([1 - seals[2][64]])
    spoilt: dict[str, list[Any]] = {
        "none": [],
        "one twice": [*seals[:2], seals[0]],
        "a quorum and one twice": [*seals, seals[0]],
        "an outsider's in the third place": replace(block, sealers=(*KEYS[:2], OUTSIDER)).seals(),
        "an outsider's beside a quorum": replace(block, sealers=(*KEYS[:3], OUTSIDER)).seals(),
        "of another round": replace(block, round=b"\1").seals(),
        "of another block": replace(block, number=7529).seals(),
        "high s": [*seals[:2], high],
        "s of the other sign": [*seals[:2], high[:64] + seals[2][64:]],
        "other parity": [*seals[:2], seals[2][:64] + bytes([1 - seals[2][64]])],
        "v of 27": [*seals[:2], seals[2][:64] + bytes([27 + seals[2][64]])],
        "v of 2": [*seals[:2], seals[2][:64] + b"\2"],
        "64 bytes": [*seals[:2], seals[2][:64]],
        "66 bytes": [*seals[:2], seals[2] + b"\0"],
        "zeros": [*seals[:2], bytes(65)],
        "r of zero": [*seals[:2], bytes(32) + seals[2][32:]],
        "s of zero": [*seals[:2], seals[2][:32] + bytes(32) + seals[2][64:]],
        "r of the order": [*seals[:2], N.to_bytes(32, "big") + seals[2][32:]],
        "r off the curve": [*seals[:2], (5).to_bytes(32, "big") + seals[2][32:]],
        "a list in a seal's place": [*seals[:2], [seals[2]]],
    }
    for name, each in spoilt.items():
        yield f"seals: {name}_fail", block.case(each, committers_in_order=None)
    order = [block.validators[2].hex(), block.validators[1].hex(), block.validators[0].hex()]
    yield "seals in another order", block.case(seals[::-1], committers_in_order=order)


def _sets() -> Iterator[tuple[str, Case]]:
    block = Block()
    listed = [each.hex() for each in block.validators]
    contract = Block(listed=[])
    yield "contract mode, the set given", contract.case()
    yield "contract mode, no set_fail", contract.case(validators=None)
    yield "contract mode, a larger set_fail", contract.case(validators=[*listed, "11" * 20, "22" * 20], quorum=4)
    yield "contract mode, one named twice_fail", contract.case(validators=[*listed[:3], listed[0]])
    yield "an empty set, no seals_fail", contract.case([], validators=[], committers_in_order=[], quorum=0)
    yield "listed twice_fail", Block(listed=[*block.validators[:3], block.validators[0]]).case(validators=None)
    yield "listed short_fail", Block(listed=[*block.validators[:3], bytes(19)]).case(validators=None)
    for name, other in {"smaller": listed[:3], "larger": [*listed, "11" * 20], "of others": ["11" * 20] * 4}.items():
        yield f"a set {name} than the header's_fail", block.case(validators=other, quorum=None)
