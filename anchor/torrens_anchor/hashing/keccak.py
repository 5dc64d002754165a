"""Keccak-256, the hash of the EVM (the padding of the SHA-3 submission, not of FIPS 202).

`safe-pysha3` is used where it is importable; otherwise the sponge below, in pure Python, gives the same
digests. Source: https://keccak.team/keccak_specs_summary.html, rate 1088, domain byte 0x01.
"""

from collections.abc import Callable
from importlib import import_module

from torrens_anchor.hashing.ledger import Function, Hash, Hashed, kept

EMPTY = bytes.fromhex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
"""Keccak-256 of no bytes: the code hash of an account without code."""

_RATE = 136
_MASK = (1 << 64) - 1


def _round_constants() -> tuple[int, ...]:
    """Give the 24 constants of step iota, made by the LFSR of the specification."""
    constants, lfsr = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if lfsr & 1:
                constant |= 1 << ((1 << j) - 1)
            lfsr = (lfsr << 1) ^ (0x171 if lfsr & 0x80 else 0)
        constants.append(constant)
    return tuple(constants)


def _rho_pi() -> tuple[tuple[int, int], ...]:
    """Give, in walking order, each target lane of step pi with the rotation of step rho."""
    steps, x, y = [], 1, 0
    for t in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        steps.append((x + 5 * y, (t + 1) * (t + 2) // 2 % 64))
    return tuple(steps)


_CONSTANTS = _round_constants()
_STEPS = _rho_pi()


def _permute(lanes: list[int]) -> None:
    """Apply Keccak-f[1600] in place to 25 lanes, lane (x, y) at x + 5y."""
    for constant in _CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        for x in range(5):
            right = columns[(x + 1) % 5]
            mixed = columns[x - 1] ^ ((right << 1 | right >> 63) & _MASK)
            for y in range(0, 25, 5):
                lanes[x + y] ^= mixed
        carried = lanes[1]
        for target, turn in _STEPS:
            lanes[target], carried = (carried << turn | carried >> (64 - turn)) & _MASK, lanes[target]
        for y in range(0, 25, 5):
            row = lanes[y : y + 5]
            for x in range(5):
                lanes[x + y] = row[x] ^ (~row[(x + 1) % 5] & _MASK & row[(x + 2) % 5])
        lanes[0] ^= constant


def keccak256_pure(data: bytes) -> bytes:
    """Hash bytes with Keccak-256 in pure Python.

    Args:
        data: The bytes to hash.

    Returns:
        The 32-byte digest.
    """
    padded = bytearray(data) + bytes(_RATE - len(data) % _RATE)
    padded[len(data)] = 0x01
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for i in range(_RATE // 8):
            at = start + 8 * i
            lanes[i] ^= int.from_bytes(padded[at : at + 8], "little")
        _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _fastest() -> Callable[[bytes], bytes]:
    """Give the compiled hash when it is installed, else the pure one."""
    try:
        compiled = import_module("sha3").keccak_256
    except ImportError:
        return keccak256_pure

    def keccak256_compiled(data: bytes) -> bytes:
        digest: bytes = compiled(data).digest()
        return digest

    return keccak256_compiled


_hash = _fastest()


def keccak256(data: bytes, of: Hashed = Hashed.BYTES) -> bytes:
    """Hash bytes with Keccak-256, by the fastest implementation at hand.

    Args:
        data: The bytes to hash.
        of: What they are, for a reader who redoes the hash.

    Returns:
        The 32-byte digest.
    """
    digest = _hash(data)
    if (ledger := kept()) is not None:
        ledger.steps.append(Hash(of, Function.KECCAK_256, data, digest))
    return digest
