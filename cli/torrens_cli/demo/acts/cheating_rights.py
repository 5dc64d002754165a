"""Act 2, rights: each attempt is really sent; each refusal is the contract's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts import trading
from torrens_cli.demo.acts.papers import digest
from torrens_cli.demo.acts.registering import TITLE_UNTIL, filing, grant_of, title_of
from torrens_cli.demo.acts.telling import brief, said_of
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_cli.errors import NotRefused
from torrens_contracts.codec import Call
from torrens_contracts.codes import Action, Basis, FreezeScope, Right, TransferReason
from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.structs import Basis as Shown
from torrens_contracts.structs import Signed
from torrens_contracts.types import Digest32, PartyId
from torrens_registry.cases import paths
from torrens_registry.cases.attempt import attempt
from torrens_registry.cases.rights import freezes, rights, transfers
from torrens_registry.cases.rights.rights import LicenceTerms, licence_key
from torrens_registry.cases.titles import titles
from torrens_registry.cases.vouchers.trade import Trade
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope

_SHORT_SECONDS = 86_400


def too_early(world: World) -> Outcome:
    """A title is registered before its notice ended."""
    office, registrar = world.office(cast.HANGZHOU), world.staff(cast.HANGZHOU, "registrar")
    again = replace(filing(world), claim=Claim(Basis.SELF_GENERATED, Right.HOLD), until=TITLE_UNTIL - 1)
    noticed = titles.give_notice(office, registrar, again)
    return _refused(
        office,
        registrar,
        office.contracts.titles.register_title(noticed.key),
        name="early",
        told=("公示未满就登记", "a title registered before its notice ended"),
    )


def prepared(world: World) -> Outcome:
    """A short licence and a spare one are given, to be abused later; the clock moves past the short one's end."""
    office, provider = world.office(cast.HANGZHOU), world.signer(cast.PROVIDER.name)
    short = rights.license_direct(office, provider, _short(world))
    spare = rights.license_direct(office, provider, _spare(world))
    order = freezes.freeze(
        office,
        world.signer(cast.COURT.name),
        spare.grant,
        scope=FreezeScope.DISPOSE,
        until=schedule.LAPSED + schedule.YEAR,
        order_digest=digest("order"),
    )
    world.at(schedule.LAPSED)
    return Outcome(
        zh="备好一份一天就到期的许可,和一份被法院查封的许可",
        en="prepared: a licence of one day, and one that the court froze",
        proof=f"许可 licences {brief(short.grant)} {brief(spare.grant)}, 查封令 order {order.ordinal}",
        gas=short.settled.gas_used + spare.settled.gas_used + order.settled.gas_used,
        facts={"short": "0x" + short.grant.hex(), "spare": "0x" + spare.grant.hex()},
    )


def expired(world: World) -> Outcome:
    """An expired licence is sold on."""
    return _licence(world, "short", name="expired", told=("过期的许可继续转卖", "an expired licence sold on"))


def wider(world: World) -> Outcome:
    """The processor, who holds USE in one region, licenses OPERATE everywhere."""
    told = ("许可超出自己所持的范围", "a right licensed wider than held")
    return _licence(world, "use", name="wider", told=told, wide=True)


def frozen(world: World) -> Outcome:
    """A frozen right is transferred, with the receiver's own signature."""
    office = world.office(cast.HANGZHOU)
    spare, agreed = grant_of(world, "spare"), digest("agreement")
    terms = transfers.TransferTerms(spare, cast.BUYER.number, TransferReason.SALE, terms_digest=agreed)
    held = paths.find(office, terms.grant)
    consent = office.consent(world.signer(cast.BUYER.name), transfers.TransferMessage(held, terms))
    call = office.contracts.grants.transfer(
        held.keys, PartyId(terms.to), int(terms.reason), terms.terms_digest, consent
    )
    told = ("被查封的权利转让", "a frozen right transferred")
    return _refused(office, world.signer(cast.OPERATOR.name), call, name="frozen", told=told)


def altered(world: World) -> Outcome:
    """The voucher's price is altered by one fen, the signatures kept."""
    made = _trade(world)
    money = replace(made.money, amount_fen=made.money.amount_fen + 1)
    forged = replace(made, terms=replace(made.terms, money_hash=money.struct_hash()), money=money)
    told = ("凭证金额改了一分钱", "the voucher altered by one fen")
    return _issue(world, world.office(cast.HANGZHOU), made, forged, name="altered", told=told)


def replayed(world: World) -> Outcome:
    """Terms and signatures of the voucher are replayed on the partner's chain."""
    made = _trade(world)
    told = ("凭证拿到哈尔滨链上重放", "the voucher replayed on the partner's chain")
    return _issue(world, world.office(cast.HARBIN), made, made, name="replayed", told=told)


def _trade(world: World) -> Trade:
    return Trade.parse((world.out / "voucher.terms.json").read_bytes())


def _issue(world: World, office: Office, made: Trade, sent: Trade, *, name: str, told: tuple[str, str]) -> Outcome:
    """Sends `sent` with the signatures that were given over `made`."""
    seller, buyer = trading.signatures(made, world, now=made.terms.agreed_at)
    shown = Shown(_path(sent), sent.keys[-1], Digest32(sent.product.digest), sent.product.nonce)
    call = office.contracts.vouchers.issue(
        sent.terms, shown, Signed(seller.signer, seller.signature), Signed(buyer.signer, buyer.signature)
    )
    house = cast.HANGZHOU if office.exchange == cast.HANGZHOU.player.number else cast.HARBIN
    return _refused(office, world.staff(house, "exchange"), call, name=name, told=told)


def _path(made: Trade) -> tuple[GrantKey, ...]:
    return made.keys[:-1]


def _licence(world: World, parent: str, *, name: str, told: tuple[str, str], wide: bool = False) -> Outcome:
    """Lets the holder of a licence of the story license on, without asking any rule."""
    office = world.office(cast.HANGZHOU)
    held = paths.find(office, grant_of(world, parent))
    scope = Scope() if wide else Scope(action=Action.PROCESS)
    right = Right.OPERATE if wide else Right.USE
    until = held.keys[-1].packed.until
    terms = LicenceTerms(held.id, cast.BUYER.number, right, scope, until, terms_digest=digest("use"))
    call = office.contracts.grants.license(held.keys, licence_key(terms, held.keys[-1]), PartyId(cast.BUYER.number))
    holder = cast.PROCESSOR if parent == "use" else cast.OPERATOR
    return _refused(office, world.signer(holder.name), call, name=name, told=told)


def _short(world: World) -> LicenceTerms:
    until = schedule.CHEATED + _SHORT_SECONDS
    return _operator_terms(title_of(world), until)


def _spare(world: World) -> LicenceTerms:
    return _operator_terms(title_of(world), schedule.CHEATED + schedule.YEAR)


def _operator_terms(title: GrantId, until: int) -> LicenceTerms:
    scope = Scope(action=Action.PROCESS | Action.SUBLICENSE | Action.ASSIGN)
    return LicenceTerms(title, cast.OPERATOR.number, Right.USE, scope, until, terms_digest=digest("use"), nonce=until)


_EXPECTED: Final = {
    "early": "NoticeNotEnded",
    "wider": "RightsExceeded",
    "expired": "NotFree EXPIRED",
    "frozen": "NotFree DISPOSE_FROZEN",
    "altered": "BadSignature",
    "replayed": "WrongHome",
}
"""With which error each attempt must be refused: another reason would prove nothing."""


def _refused(office: Office, actor: Signer, call: Call[Any], *, name: str, told: tuple[str, str]) -> Outcome:
    found = attempt(office, actor, call, IdempotencyKey(f"cheat/{name}"))
    said = said_of(found.reverted)
    if said != _EXPECTED[name]:
        raise NotRefused(f"{told[1]} was refused for another reason: {said}", expected=_EXPECTED[name], found=said)
    return Outcome(
        zh=f"{told[0]}:合约拒绝,{found.reverted.zh}",
        en=f"{told[1]}: refused, {found.reverted.why}",
        proof=f"{said}, tx {brief(found.tx_hash)}",
        gas=found.gas_used,
    )
