"""The records that the API shows of other registers: peers, and the facts proven of them."""

from __future__ import annotations

from torrens_contracts.codes import Recognised, Reliance
from torrens_contracts.words import FactWord
from torrens_registry.api.answers import Shown
from torrens_registry.api.records import DIGEST, ID, common, example, named
from torrens_registry.rules import recognised
from torrens_registry.store.peer_tables import FactRow, PeerRow


class Peer(Shown):
    """An accredited foreign register, and its newest header that our chain took in."""

    model_config = example(
        id=ID, chainId="3310001", registerAddress="0x" + "33" * 20, standing="0x" + "44" * 20,
        standingCodeHash=DIGEST, councilSeq="0", maxAge=604800, notaryAddresses=["0x" + "55" * 20], threshold=3,
        setEpoch=1, state=1, number="42", timestamp=1778662800,
    )  # fmt: skip

    id: str
    chain_id: str
    register_address: str
    standing: str
    standing_code_hash: str
    council_seq: str
    max_age: int
    notary_addresses: list[str]
    threshold: int
    set_epoch: int
    state: int
    number: str
    timestamp: int

    @classmethod
    def of(cls, row: PeerRow) -> Peer:
        """Shows a row."""
        notaries = row.notary_addresses.split(",")
        chain_id, council_seq, number = str(row.chain_id), str(row.council_seq), str(row.number)
        given = common(cls, row, notary_addresses=notaries, chain_id=chain_id, council_seq=council_seq, number=number)
        return cls(**given)


class Fact(Shown):
    """What is known here of a foreign record, and its status at a second: by silence STALE, never valid."""

    model_config = example(
        id=ID, peer=ID, subjectKind=11, foreignId=ID, answer=2, reason=0, decision=2, asOf=1778662800,
        until=1779267600, statement=DIGEST, agreementId=ID, exchange=231, status="RECOGNIZED",
        tradeStatus="RECOGNIZED", financeStatus="STALE", statusAt=1778663400,
    )  # fmt: skip

    id: str
    peer: str
    subject_kind: int
    foreign_id: str
    answer: int
    reason: int
    decision: int
    as_of: int
    until: int
    statement: str
    agreement_id: str
    exchange: int
    status: str
    trade_status: str
    finance_status: str
    status_at: int

    @classmethod
    def at(cls, row: FactRow, when: int) -> Fact:
        """Shows a row as it stands at a second."""
        word = FactWord(
            answer=row.answer, decision=row.decision, as_of=row.as_of, until=row.until, trade_age=row.trade_age,
            finance_age=row.finance_age,
        )  # fmt: skip
        said = {one: named(Recognised, recognised.status(word, when, one)) for one in Reliance}
        trade, finance = said[Reliance.TRADE], said[Reliance.FINANCE]
        return cls(
            **common(cls, row, status=said[Reliance.SHOW], trade_status=trade, finance_status=finance, status_at=when)
        )
