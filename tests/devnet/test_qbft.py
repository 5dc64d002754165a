"""A chain that development validators seal: what Besu would serve, by the verifier's own reading of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qbft_kit import follow

from torrens_anchor.chain.qbft import QbftHeader, parse_qbft_header, quorum, verify_sealed
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet
from torrens_anchor.errors import SignatureMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.node.header_rlp import encode_header, encode_sealed
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.embedded.validator_contract import CONTRACT, slots_of, written
from torrens_devnet.engine import ChainSpec, Json, settle_spec
from torrens_devnet.errors import ChainFolderMismatch, ChainFolderUnusable, RpcFault, ValidatorsRefused
from torrens_devnet.persist import RecordLog
from torrens_devnet.qbft import MIX_HASH, Tally, Vote
from torrens_devnet.validators import known

CHAIN = 331_001
SPEC = ChainSpec(CHAIN, UtcSecond(1_760_000_000), validators=4)
KEYS = known(CHAIN)
Sign = Callable[..., str]


@pytest.fixture
def sealed(clock: ClockFile) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(EmbeddedChain(SPEC, clock.read))
    yield engine
    engine.close()


def _mine(engine: EmbeddedEngine, sign: Sign, count: int, first: int = 0) -> None:
    for nonce in range(first, first + count):
        engine.answer("eth_sendRawTransaction", [sign(nonce, "0x" + "11" * 20)])


def _block(engine: EmbeddedEngine, number: int) -> dict[str, Any]:
    found: Any = engine.answer("eth_getBlockByNumber", [hex(number), False])
    return dict(found)


def _header(engine: EmbeddedEngine, number: int) -> QbftHeader:
    return parse_qbft_header(encode_sealed(_block(engine, number)))


def _set(engine: EmbeddedEngine, block: str = "latest") -> set[bytes]:
    found: Any = engine.answer("qbft_getValidatorsByBlockNumber", [block])
    return {bytes.fromhex(one[2:]) for one in found}


def test_a_quorum_seals_every_block_and_the_hash_is_qbfts(sealed: EmbeddedEngine, sign: Sign) -> None:
    _mine(sealed, sign, 5)
    addresses = {Address(one.address) for one in KEYS[:4]}
    parent, sealers = bytes.fromhex(_block(sealed, 0)["hash"][2:]), set()
    for number in range(1, 6):
        block, found = _block(sealed, number), _header(sealed, number)
        assert "0x" + found.header.hash.hex() == block["hash"]
        assert found.header.parent_hash == parent
        assert (set(found.validators), found.round, found.voted) == (addresses, 0, False)
        assert list(found.validators) == sorted(found.validators)
        assert bytes.fromhex(block["miner"][2:]) == found.validators[number % 4]
        assert bytes.fromhex(block["mixHash"][2:]) == MIX_HASH
        committed = verify_sealed(found, found.validators)
        assert len(committed) == (quorum(4) if number % 4 else 4)
        sealers.add(frozenset(committed))
        bare: Any = sealed.answer("torrens_headerRlp", [hex(number)])
        assert "0x" + encode_header(block).hex() == bare
        by_hash: Any = sealed.answer("eth_getBlockByHash", [block["hash"], False])
        assert by_hash == block
        parent = found.header.hash
    assert len(sealers) == 4, "other blocks have other sealers"
    assert _set(sealed) == _set(sealed, "0x0") == addresses
    assert _header(sealed, 0).seals == (), "nobody seals a genesis"


def test_votes_admit_a_fifth_validator_and_drop_the_first(sealed: EmbeddedEngine, sign: Sign) -> None:
    fifth, first = "0x" + KEYS[4].address.hex(), "0x" + KEYS[0].address.hex()
    assert sealed.answer("qbft_proposeValidatorVote", [fifth, True]) is True
    assert sealed.answer("qbft_getPendingVotes", []) == {fifth: True}
    _mine(sealed, sign, 3)
    assert [_header(sealed, number).voted for number in (1, 2, 3)] == [True, True, True]
    assert len(_header(sealed, 3).validators) == 4, "the third vote makes it, for the block after"
    _mine(sealed, sign, 1, first=3)
    assert (len(_header(sealed, 4).validators), _header(sealed, 4).voted) == (5, False)
    assert _set(sealed) == {one.address for one in KEYS[:5]}
    sealed.answer("qbft_discardValidatorVote", [fifth])
    sealed.answer("qbft_proposeValidatorVote", [first, False])
    _mine(sealed, sign, 4, first=4)
    assert _set(sealed) == {one.address for one in KEYS[1:5]}
    trusted = TrustedSet(tuple(Address(one.address) for one in KEYS[:4]))
    trail = [Step.of(encode_sealed(_block(sealed, number))) for number in (4, 8)]
    assert set(follow(trusted, trail, Rule()).validators) == _set(sealed)


def test_a_vote_can_be_taken_back_and_a_restart_forgets_none(
    sealed: EmbeddedEngine, clock: ClockFile, sign: Sign, tmp_path: Path
) -> None:
    fifth = "0x" + KEYS[4].address.hex()
    with closing(RecordLog(tmp_path / "log")) as log:
        engine = EmbeddedEngine(EmbeddedChain(SPEC, clock.read, log))
        engine.answer("qbft_proposeValidatorVote", [fifth, True])
        _mine(engine, sign, 2)
        seen = [_block(engine, number) for number in range(3)]
    with closing(RecordLog(tmp_path / "log")) as log:
        again = EmbeddedEngine(EmbeddedChain(SPEC, clock.read, log))
        assert [_block(again, number) for number in range(3)] == seen, "the same seals too"
        assert again.answer("qbft_getPendingVotes", []) == {fifth: True}
        _mine(again, sign, 2, first=2)
        assert len(_set(again)) == 5
    sealed.answer("qbft_proposeValidatorVote", [fifth, True])
    sealed.answer("qbft_discardValidatorVote", [fifth])
    _mine(sealed, sign, 1)
    assert not _header(sealed, 1).voted


def test_a_contract_names_who_seals_the_next_block(clock: ClockFile, sign: Sign, tmp_path: Path) -> None:
    spec = ChainSpec(CHAIN, UtcSecond(1_760_000_000), validators=4, validator_contract=True)
    four, later = ({one.address for one in some} for some in (KEYS[:4], KEYS[1:5]))
    with closing(RecordLog(tmp_path / "log")) as log:
        engine = EmbeddedEngine(EmbeddedChain(spec, clock.read, log))
        _mine(engine, sign, 2)
        words = "0x" + written(slots_of(sorted(later))).hex()
        engine.answer("eth_sendRawTransaction", [sign(2, "0x" + CONTRACT.hex(), data=words)])
        _mine(engine, sign, 2, first=3)
        headers = [_header(engine, number) for number in range(1, 6)]
        assert all((one.validators, one.voted) == ((), False) for one in headers)
        for found, members in zip(headers, (four, four, four, later, later), strict=True):
            verify_sealed(found, tuple(map(Address, members)))
        assert (_set(engine, "0x2"), _set(engine, "0x3"), _set(engine)) == (four, later, later)
        with pytest.raises(RpcFault, match="names the validators of this chain"):
            engine.answer("qbft_proposeValidatorVote", ["0x" + KEYS[5].address.hex(), True])
        seen = [_block(engine, number) for number in range(6)]
    with closing(RecordLog(tmp_path / "log")) as log:
        again = EmbeddedEngine(EmbeddedChain(spec, clock.read, log))
        assert [_block(again, number) for number in range(6)] == seen, "the same seals too"
    with closing(RecordLog(tmp_path / "log")) as log, pytest.raises(ChainFolderUnusable):
        EmbeddedChain(SPEC, clock.read, log)


def test_a_chain_whose_contract_names_nobody_has_ended_fail(clock: ClockFile, sign: Sign) -> None:
    spec = ChainSpec(CHAIN, UtcSecond(1_760_000_000), validators=4, validator_contract=True)
    with closing(EmbeddedEngine(EmbeddedChain(spec, clock.read))) as engine:
        nobody = "0x" + written(slots_of([])).hex()
        engine.answer("eth_sendRawTransaction", [sign(0, "0x" + CONTRACT.hex(), data=nobody)])
        for _ in range(2):
            with pytest.raises(RpcFault, match="names nobody"):
                _mine(engine, sign, 1, first=1)
        verify_sealed(_header(engine, 1), tuple(Address(one.address) for one in KEYS[:4]))
        assert (_set(engine), engine.answer("eth_blockNumber", [])) == (set(), "0x1"), "what was sealed is still served"


def test_a_refused_transaction_costs_no_vote(sealed: EmbeddedEngine, sign: Sign) -> None:
    sealed.answer("qbft_proposeValidatorVote", ["0x" + KEYS[4].address.hex(), True])
    _mine(sealed, sign, 2)
    with pytest.raises(RpcFault):
        sealed.answer("eth_sendRawTransaction", [sign(9, "0x" + "11" * 20)])
    _mine(sealed, sign, 2, first=2)
    assert (len(_header(sealed, 3).validators), len(_header(sealed, 4).validators)) == (4, 5)


def test_the_tally_counts_as_besu_does() -> None:
    members = [one.address for one in KEYS[:4]]
    admit, drop = Vote(KEYS[4].address, admit=True), Vote(KEYS[4].address, admit=False)
    tally = Tally(members)
    for voter in (members[0], members[0], members[1]):
        tally.cast(voter, admit)
    assert len(tally.validators) == 4, "one vote each"
    tally.cast(members[1], drop)
    tally.cast(members[2], admit)
    assert len(tally.validators) == 4, "who changes its mind votes once"
    tally.cast(members[1], admit)
    assert tally.validators == tuple(sorted([*members, KEYS[4].address]))
    assert tally.next_vote(members[0], [admit]) is None
    assert tally.next_vote(members[0], [admit, drop]) == drop
    alone = Tally(members[:1])
    assert alone.next_vote(members[0], [Vote(members[0], admit=False)]) is None, "nobody would be left"


def test_a_dropped_validators_votes_go_with_it() -> None:
    members = [one.address for one in KEYS[:4]]
    admit, drop = Vote(KEYS[4].address, admit=True), Vote(members[0], admit=False)
    tally = Tally(members)
    tally.cast(members[0], admit)
    for voter in members[1:]:
        tally.cast(voter, drop)
    assert set(tally.validators) == set(members[1:])
    tally.cast(members[1], admit)
    assert len(tally.validators) == 3, "two of three are needed, and the first's vote is gone"
    tally.cast(members[2], admit)
    assert len(tally.validators) == 4


def test_a_changed_seal_and_a_skipped_header_are_refused_fail(sealed: EmbeddedEngine, sign: Sign) -> None:
    for key in KEYS[4:8]:
        sealed.answer("qbft_proposeValidatorVote", ["0x" + key.address.hex(), True])
    for key in KEYS[:2]:
        sealed.answer("qbft_proposeValidatorVote", ["0x" + key.address.hex(), False])
    _mine(sealed, sign, 40)
    head = encode_sealed(_block(sealed, 40))
    assert _set(sealed) == {one.address for one in KEYS[2:8]}
    with pytest.raises(TrustMissing):
        follow(TrustedSet(tuple(Address(one.address) for one in KEYS[:4])), [Step.of(head)], Rule())
    found = parse_qbft_header(head)
    flipped = parse_qbft_header(head.replace(found.seals[0], found.seals[0][:31] + b"\1" + found.seals[0][32:]))
    with pytest.raises(SignatureMismatch):
        verify_sealed(flipped, found.validators)


def test_what_a_chain_cannot_have_fail(
    sealed: EmbeddedEngine, engine: EmbeddedEngine, clock: ClockFile, tmp_path: Path
) -> None:
    for count, kind in ((33, "embedded"), (-1, "embedded"), (4, "anvil")):
        with pytest.raises(ValidatorsRefused):
            ChainSpec(CHAIN, clock.read(), engine=kind, validators=count)  # type: ignore[arg-type]  # a plain string
    with pytest.raises(ValidatorsRefused, match="names no validator"):
        ChainSpec(CHAIN, clock.read(), validator_contract=True)
    settle_spec(tmp_path, SPEC)
    assert settle_spec(tmp_path, SPEC) == SPEC
    with pytest.raises(ChainFolderMismatch, match="with 4 validators, not"):
        settle_spec(tmp_path, ChainSpec(CHAIN, clock.read()))
    with pytest.raises(ChainFolderMismatch, match="not 331001 on embedded with 4 validators named by a contract"):
        settle_spec(tmp_path, ChainSpec(CHAIN, clock.read(), validators=4, validator_contract=True))
    unusable: list[list[Json]] = [
        [],
        ["0x" + KEYS[4].address.hex()],
        ["0x" + KEYS[4].address.hex(), "yes"],
        ["0x11", True],
    ]
    for params in unusable:
        with pytest.raises(RpcFault, match=r"vote|address"):
            sealed.answer("qbft_proposeValidatorVote", params)
    with pytest.raises(RpcFault, match="no development validator"):
        sealed.answer("qbft_proposeValidatorVote", ["0x" + "11" * 20, True])
    with pytest.raises(RpcFault, match="does not exist"):
        engine.answer("qbft_getValidatorsByBlockNumber", ["latest"])
