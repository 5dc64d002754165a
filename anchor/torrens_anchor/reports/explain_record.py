"""What a record says, in words, before anything of it is judged."""

from collections.abc import Iterator

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.records import VoucherRecord, right_of
from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.printing import plain
from torrens_anchor.notes.auditentry import Done, Outcome, Refusal
from torrens_anchor.reports.wording import when
from torrens_anchor.reports.wording_actions import ACTIONS
from torrens_anchor.reports.wording_codes import KINDS, NAMES, rights_in
from torrens_anchor.reports.wording_tables import Text

_CHECKED = {
    False: ("（系日志条目所称；未附收据，未经核验）", " (as the log entry states it; without a receipt, unchecked)"),
    True: ("（所附收据是否与之相符，见逐项事实）", " (whether the receipt supplied bears it out: see the facts)"),
}


def record_lines(bundle: Bundle) -> Iterator[Text]:
    """Say what a record says.

    Args:
        bundle: The bundle.

    Yields:
        A sentence a thing.
    """
    home = bundle.home
    yield Text(
        f"登记簿 0x{home.register.hex()}，链号 {home.chain_id}",
        f"register 0x{home.register.hex()} on chain {home.chain_id}",
    )
    record = bundle.record
    if isinstance(record, VoucherRecord):
        yield from _trade(record)
    if isinstance(record, RecognitionRecord):
        peer, use = record.peer, NAMES[record.reliance]
        kind = KINDS.get(record.kind, Text(str(record.kind), str(record.kind)))
        yield Text(
            f"他链登记簿 0x{peer.register.hex()}（链号 {peer.chain_id}）中{kind.zh}（种类 {record.kind}）记录 "
            f"0x{record.foreign_id.hex()}，由交易所 {record.exchange} 承认，用于{use.zh}",
            f"record 0x{record.foreign_id.hex()} of kind {record.kind} ({kind.en}) in register "
            f"0x{peer.register.hex()} on chain {peer.chain_id}, as exchange "
            f"{record.exchange} knows it, relied upon for {record.reliance}",
        )
    if right_of(record):
        yield from _right(bundle)
    if isinstance(record, EntryRecord):
        yield Text(f"交易所 {record.exchange} 的审计日志", f"audit log of exchange {record.exchange}")
    yield from _entry(bundle)


def _trade(record: VoucherRecord) -> Iterator[Text]:
    terms = record.terms
    agreed, deadline = when(terms.agreed_at), when(terms.deadline)
    yield Text(
        f"卖方 {terms.seller}，买方 {terms.buyer}，交易所 {terms.exchange}",
        f"seller {terms.seller}, buyer {terms.buyer}, exchange {terms.exchange}",
    )
    yield Text(f"约定于 {agreed.zh}，期限至 {deadline.zh}", f"agreed {agreed.en}, deadline {deadline.en}")
    if record.money is None:
        yield Text("价款未披露", "the price is not disclosed")
        return
    yuan = f"{record.money.amount_fen // 100:,}.{record.money.amount_fen % 100:02d}"
    legs = len(record.legs or ())
    yield Text(f"价款 人民币 {yuan} 元，分账 {legs} 项", f"price CNY {yuan}, split into {legs} legs")


def _right(bundle: Bundle) -> Iterator[Text]:
    """The right's word as the bundle states it."""
    path = right_of(bundle.record)
    depth = len(path.keys) - 1 if path else 0
    if depth:
        yield Text(f"权利位于权属之下第 {depth} 级", f"the right stands {depth} below its title")
    else:
        yield Text("该权利即权属登记本身", "the right is the title itself")
    words = [word.word for state in bundle.states for word in state.words if word.kind == Kind.GRANT]
    for word in words[:1]:
        found = layout.fields(layout.GRANT, word)
        since, until = when(found["since"]), when(found["until"])
        rights = rights_in(found["rights"])
        yield Text(
            f"持有方 {found['holder']}，登记机构 {found['registrar']}，权利 {rights.zh}，自 {since.zh} 至 {until.zh}",
            f"holder {found['holder']}, registrar {found['registrar']}, rights {rights.en}, "
            f"from {since.en} until {until.en}",
        )
        yield from _burdens(found)


def _burdens(word: dict[str, int]) -> Iterator[Text]:
    """What weighs on the right without ending it."""
    if word["freezes"] or word["frozenUntil"]:
        until = when(word["frozenUntil"])
        yield Text(
            f"该权利上有查封冻结 {word['freezes']} 件，至 {until.zh}", f"{word['freezes']} freezes, until {until.en}"
        )
    if word["liveRanks"]:
        yield Text(f"该权利上有担保 {word['liveRanks']} 项", f"{word['liveRanks']} security interests weigh on it")
    if word["openObjections"]:
        yield Text(f"有未决异议 {word['openObjections']} 件", f"{word['openObjections']} objections are open")


def _entry(bundle: Bundle) -> Iterator[Text]:
    if bundle.log is None:
        return
    fields, place = bundle.log.fields, bundle.log.proof.index
    decided = when(fields.decided_at)
    known = ACTIONS.get(fields.action)
    called = f"{plain(fields.action)}（{known}）" if known else plain(fields.action)
    action, actor, subject = plain(fields.action), _ascii(fields.actor), _ascii(fields.subject)
    yield Text(
        f"日志第 {place} 条：{plain(fields.actor)} 于 {decided.zh} 作出 {called}，对象 {plain(fields.subject)}",
        f"log entry {place}: {action} by {actor} on {subject}, decided {decided.en}",
    )
    result = fields.result
    if isinstance(result, Refusal):
        yield Text(f"结果：未获准，理由 {plain(result.reason)}", f"result: refused, {_ascii(result.reason)}")
    if isinstance(result, Outcome):
        tx = f"0x{result.tx.hex()}"
        zh, en = _CHECKED[bundle.receipt is not None]
        yield Text(
            f"结果：载于链 {result.chain} 区块 {result.block} 交易 {tx}{zh}",
            f"result: chain {result.chain}, block {result.block}, transaction {tx}{en}",
        )
    if isinstance(result, Done):
        yield Text(f"结果：链外办结，{plain(result.what)}", f"result: done off the chain, {_ascii(result.what)}")


def _ascii(text: str) -> str:
    return plain(text).encode("ascii", "backslashreplace").decode()
