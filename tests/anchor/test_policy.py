import json
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import pytest
import qbft_kit
from bundle_kit import LOG, WITNESSES

from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_log import Witness, Witnesses
from torrens_anchor.errors import AnchorError, MalformedInput, NotCanonical, OutOfRange, UnknownVersion
from torrens_anchor.forms.canonical import encode
from torrens_anchor.notes.notekey import KeyType, VerifierKey, key_name


def test_round_trip() -> None:
    for policy in (kit.policy(), kit.foreign_policy()):
        assert Policy.parse(policy.encode()) == policy


def test_the_empty_object_believes_nobody() -> None:
    assert Policy.parse(b"{}") == Policy.empty() == Policy.parse(Policy.empty().encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{} ", b'{"v":1,"v":1}', b"\xff"])
def test_no_policy_fails(data: bytes) -> None:
    with pytest.raises(MalformedInput, match=r"^policy"):
        Policy.parse(data)


def test_not_canonical_or_of_another_version_fails() -> None:
    document = json.loads(kit.policy().encode())
    with pytest.raises(NotCanonical):
        Policy.parse(json.dumps(document, indent=1).encode())
    with pytest.raises(UnknownVersion):
        Policy.parse(encode(document | {"v": "torrens/policy/2"}))
    with pytest.raises(UnknownVersion):
        Policy.parse(b'{"name":"x"}')


def changed(**sets: object) -> bytes:
    document = json.loads(kit.policy().encode())
    document["homes"][0]["notarySets"][0] |= sets
    return encode(document)


@pytest.mark.parametrize("threshold", [0, 1, 2, 6])
def test_a_threshold_without_majority_fails(threshold: int) -> None:
    with pytest.raises(OutOfRange, match="majority"):
        Policy.parse(changed(threshold=threshold))


def test_names_given_twice_fail() -> None:
    document = json.loads(kit.policy().encode())
    home = document["homes"][0]
    notary = home["notarySets"][0]["notaries"][0]
    with pytest.raises(OutOfRange, match="home twice"):
        Policy.parse(encode(document | {"homes": [home, home]}))
    with pytest.raises(OutOfRange, match="twice"):
        Policy.parse(changed(notaries=[notary, notary, notary]))
    with pytest.raises(OutOfRange, match="epoch twice"):
        Policy.parse(encode(document | {"homes": [home | {"notarySets": home["notarySets"] * 2}]}))
    witness = Witness(WITNESSES[0].key, outside=True)
    with pytest.raises(OutOfRange, match="witness twice"):
        Witnesses(1, 0, (witness, witness))
    alias = replace(witness, key=replace(witness.key, name=key_name("other.example/witness")))
    with pytest.raises(OutOfRange, match="witness twice"):
        Witnesses(2, 1, (witness, alias))


def test_a_validator_contract_is_named_in_its_mode_and_no_other() -> None:
    policy = more.policy(mode=more.MODES[False])
    assert Policy.parse(policy.encode()) == policy
    for mode, contract in ((False, None), (True, qbft_kit.CONTRACT)):
        document = json.loads(policy.encode())
        named = contract.json() if contract else None
        document["homes"][0]["validatorSets"][0] |= {"mode": more.MODES[mode], "contract": named}
        with pytest.raises(MalformedInput, match="a contract is named in mode contract"):
            Policy.parse(encode(document))
    for name, bad in (("address", "0x"), ("codeHash", "0x00"), ("slot", 5), ("slot", "5"), ("slot", "0x05")):
        document = json.loads(policy.encode())
        document["homes"][0]["validatorSets"][0]["contract"][name] = bad
        with pytest.raises(MalformedInput, match=f"contract.{name}"):
            Policy.parse(encode(document))


def test_a_reliance_of_no_kind_fails() -> None:
    for reliance in ("show", "trade", "finance"):
        assert Policy.parse(replace(kit.policy(), reliance=reliance).encode()).reliance == reliance
    document = json.loads(kit.policy().encode())
    for bad in (None, "", "lend", "Show", 1):
        with pytest.raises(MalformedInput, match=r"policy\.reliance"):
            Policy.parse(encode(document | {"reliance": bad}))


def test_a_log_that_is_its_own_witness_fails() -> None:
    own = VerifierKey(key_name("own.example/witness"), KeyType.COSIGNATURE_V1, LOG.key.public_key)
    document = json.loads(kit.policy().encode())
    keys = [{"vkey": str(own), "outside": True, "counted": True}]
    with pytest.raises(OutOfRange, match="log's key"):
        Policy.parse(encode(document | {"witnesses": {"threshold": 1, "outside": 1, "keys": keys}}))


def test_a_platform_that_is_its_own_witness_fails() -> None:
    document = json.loads(kit.policy().encode())
    own = VerifierKey(key_name("any.example"), KeyType.ED25519, WITNESSES[0].key.public_key)
    with pytest.raises(OutOfRange, match="platform's key"):
        Policy.parse(encode(document | {"platforms": [{"chainId": 331, "vkey": str(own)}]}))
    assert Policy.parse(encode(document | {"platforms": [{"chainId": 331, "vkey": str(LOG.key)}]})).platforms


@pytest.mark.parametrize(("threshold", "outside"), [(0, 0), (4, 0), (2, 3), (1, 2)])
def test_a_witness_threshold_that_cannot_be_met_fails(threshold: int, outside: int) -> None:
    with pytest.raises(OutOfRange, match="met"):
        Witnesses(threshold, outside, kit.policy().witnesses.keys)


def test_keys_of_the_wrong_type_fail() -> None:
    document = json.loads(kit.policy().encode())
    with pytest.raises(AnchorError, match="signs notes"):
        Policy.parse(encode(document | {"logs": [{"vkey": str(WITNESSES[0].key), "chainId": 1, "exchange": 1}]}))
    keys = [{"vkey": str(LOG.key), "outside": True, "counted": True}]
    with pytest.raises(AnchorError, match="cosigns"):
        Policy.parse(encode(document | {"witnesses": {"threshold": 1, "outside": 1, "keys": keys}}))
