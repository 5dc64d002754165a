import bundle_kit as kit
import pytest
from bundle_kit import NOW
from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.chain.attest import Notary, NotarySet, checkpoint_digest, verify_attested
from torrens_anchor.errors import AnchorError, FieldMismatch, MalformedInput, SignatureMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import N

SET = kit.policy().homes[0].notary_sets[0]
SEALED = kit.title().seal(b"\x01" * 32)


def attested(
    sealed: SealedHeader = SEALED,
    notaries: NotarySet = SET,
    signatures: tuple[bytes, ...] | None = None,
    chain: int = 331,
) -> tuple[Notary, ...]:
    return verify_attested(
        sealed.header,
        chain_id=chain,
        register=kit.REGISTER,
        set_epoch=sealed.set_epoch,
        signatures=sealed.signatures if signatures is None else signatures,
        notaries=notaries,
    )


def test_a_quorum_of_wallet_signatures_counts() -> None:
    full = {
        "types": {
            "EIP712Domain": [
                {"name": "name", "type": "string"},
                {"name": "version", "type": "string"},
                {"name": "chainId", "type": "uint256"},
                {"name": "verifyingContract", "type": "address"},
            ],
            "Checkpoint": [
                {"name": "number", "type": "uint256"},
                {"name": "blockHash", "type": "bytes32"},
                {"name": "timestamp", "type": "uint64"},
                {"name": "setEpoch", "type": "uint32"},
            ],
        },
        "primaryType": "Checkpoint",
        "domain": {
            "name": "TorrensCheckpoint",
            "version": "1",
            "chainId": 331,
            "verifyingContract": "0x" + kit.REGISTER.hex(),
        },
        "message": {
            "number": SEALED.header.number,
            "blockHash": SEALED.header.hash,
            "timestamp": SEALED.header.timestamp,
            "setEpoch": kit.EPOCH,
        },
    }
    message = encode_typed_data(full_message=full)
    signatures = tuple(
        bytes(Account.sign_message(message, kit.secret(f"notary {i}").to_bytes()).signature) for i in (4, 1, 0)
    )
    assert [notary.name for notary in attested(signatures=signatures)] == ["operator 4", "operator 1", "operator 0"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2), st.integers(0, 65 * 8 - 1))
def test_any_flipped_bit_of_a_signature_fails(index: int, bit: int) -> None:
    changed = [bytearray(signature) for signature in SEALED.signatures]
    changed[index][bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        attested(signatures=tuple(map(bytes, changed)))


def test_another_chain_header_epoch_or_time_fails() -> None:
    with pytest.raises(SignatureMismatch):
        attested(chain=332)
    with pytest.raises(SignatureMismatch):
        attested(kit.title().seal(b"\x02" * 32), signatures=SEALED.signatures)
    with pytest.raises(FieldMismatch):
        attested(notaries=NotarySet(5, 3, 0, NOW * 2, SET.notaries))
    with pytest.raises(TrustMissing):
        attested(notaries=NotarySet(4, 3, 0, NOW, SET.notaries))
    with pytest.raises(TrustMissing):
        attested(notaries=NotarySet(4, 3, NOW + 61, NOW * 2, SET.notaries))


def test_too_few_outsider_twice_high_s_or_short_fail() -> None:
    one, two, three = SEALED.signatures
    with pytest.raises(SignatureMismatch, match="2 notaries signed"):
        attested(signatures=(one, two))
    with pytest.raises(SignatureMismatch, match="repeats"):
        attested(signatures=(one, two, one))
    message = checkpoint_digest(331, kit.REGISTER, SEALED.header, kit.EPOCH)
    with pytest.raises(SignatureMismatch, match="no notary"):
        attested(signatures=(one, two, three, kit.sign("stranger", message)))
    s = N - int.from_bytes(one[32:64], "big")
    with pytest.raises(SignatureMismatch, match="upper half"):
        attested(signatures=(one[:32] + s.to_bytes(32, "big") + bytes([55 - one[64]]), two, three))
    with pytest.raises(MalformedInput):
        attested(signatures=(one[:64], two, three))
