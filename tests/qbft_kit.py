"""QBFT headers sealed by keys made here, as Besu makes them: any set, round, vote, fork and seals."""

from collections.abc import Sequence

from eth_keys.datatypes import PrivateKey
from trie_kit import proof, storage, trie_of

from torrens_anchor.chain import rlp
from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.chain.qbft_set import SetProof, ValidatorContract
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet, advance
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import Address

CONTRACT = ValidatorContract(b"\x88" * 20, keccak256(b"code of the validator contract"), 5)
"""Names the validators of every chain in contract mode here."""
BYZANTIUM, LONDON, SHANGHAI, CANCUN, PRAGUE = 15, 16, 17, 20, 21
CANCUN_WITHOUT_BEACON = 19  # what Besu's validators write
_LATER: list[rlp.Item] = [b"\7", bytes(32), b"", b"", bytes(32), bytes(32)]


def secrets(size: int, seed: bytes = b"validator") -> list[PrivateKey]:
    """Give keys in the order of their addresses, as a header lists them."""
    keys = [PrivateKey(keccak256(seed + bytes([i]))) for i in range(size)]
    return sorted(keys, key=lambda key: key.public_key.to_canonical_address())


def addresses(keys: Sequence[PrivateKey]) -> tuple[Address, ...]:
    return tuple(Address(key.public_key.to_canonical_address()) for key in keys)


def seal(key: PrivateKey, digest: bytes) -> bytes:
    signed = key.sign_msg_hash(digest)
    return signed.to_bytes()[:64] + bytes([signed.v])


def header(
    listed: Sequence[bytes],
    sealers: Sequence[PrivateKey],
    *,
    number: int = 7,
    timestamp: int | None = None,
    parent: bytes = bytes(32),
    state_root: bytes = b"\1" * 32,
    round_bytes: bytes = b"",
    vote: rlp.Item = (),
    vanity: bytes = bytes(32),
    fields: int = CANCUN,
) -> bytes:
    """Give a header that sealers sealed."""

    def encoded(seals: tuple[rlp.Item, ...]) -> bytes:
        extra = rlp.encode((vanity, tuple(listed), vote, round_bytes, seals))
        base: list[rlp.Item] = [
            parent, bytes(32), bytes(20), state_root, bytes(32), bytes(32), bytes(256), b"\1", rlp.uint_bytes(number),
            b"\xff", b"", rlp.uint_bytes(1_700_000_000 + number if timestamp is None else timestamp), extra,
            bytes(32), bytes(8),
        ]  # fmt: skip
        return rlp.encode(tuple((base + _LATER)[:fields]))

    digest = parse_qbft_header(encoded(())).sealed_digest
    return encoded(tuple(seal(key, digest) for key in sealers))


def named_by(
    contract: ValidatorContract,
    words: Sequence[bytes],
    *,
    number: int,
    timestamp: int | None = None,
    parent: bytes = bytes(32),
    size: int | None = None,
    code: bytes | None = None,
) -> SetProof:
    """Prove a contract's array of words at a parent of this height; another length or code than it should have."""
    position = uint_word(contract.slot)
    first = int.from_bytes(keccak256(position), "big")
    slots = {position: uint_word(len(words) if size is None else size)}
    slots |= {uint_word((first + i) % 2**256): word.rjust(32, b"\0") for i, word in enumerate(words)}
    held = storage(slots)
    account = rlp.encode((b"\1", b"", bytes(held.root_hash), code or contract.code_hash))
    state = trie_of({contract.address: account, b"\7" * 20: account, b"\6" * 20: account})
    raw = header((), (), number=number, timestamp=timestamp, parent=parent, state_root=bytes(state.root_hash))
    return SetProof.of(raw, proof(state, contract.address), tuple(proof(held, slot) for slot in slots))


def follow(trusted: TrustedSet, steps: Sequence[Step], rule: Rule, *, independent: bool = False) -> TrustedSet:
    """The last header with its set, each step believed because of the one before it."""
    for step in steps:
        trusted = advance(trusted, step, rule, independent=independent)
    return trusted
