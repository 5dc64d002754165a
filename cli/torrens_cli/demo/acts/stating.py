"""What Hangzhou states of its platform, for article 17: filings, protection, who runs which key, ties, programs.

Filing and certificate are invented as the names are, and say so; keys, ties and digests are those of the story.
"""

from __future__ import annotations

from typing import Final

from torrens_anchor.documents.platformstatement import PlatformKey, PlatformStatement, Protection, Tie
from torrens_anchor.notes.note import Note, sign_note
from torrens_cli import programs
from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts import auditing
from torrens_cli.demo.world import World

OPERATORS: Final = {
    "witness1": cast.HANGZHOU.player.zh,
    "witness2": cast.COURT.zh,
    "witness3": cast.HARBIN.player.zh,
    "notary1": cast.HANGZHOU.player.zh,
    "notary2": cast.COURT.zh,
    "notary3": cast.HARBIN.player.zh,
    "notary4": cast.NEIMENGGU.player.zh,
    "notary5": cast.REVIEWER.zh,
}
"""Who runs which witness and which notary."""


def platform_note(world: World) -> bytes:
    """States the platform, signed by the key of Hangzhou's log.

    Args:
        world: The story's world.

    Returns:
        The signed note; the same in every run.
    """
    text, signer = _statement(world).text(), auditing.log_signer()
    return Note(text).with_signature(sign_note(text, signer)).encode()


def _statement(world: World) -> PlatformStatement:
    operator, deployment = cast.HANGZHOU.player, world.office(cast.HANGZHOU).deployment
    witnesses = [(str(auditing.witness_signer(name).key), "witness", OPERATORS[name]) for name in cast.WITNESSES]
    notaries = [(f"0x{world.address(name).hex()}", "notary", OPERATORS[name]) for name in cast.NOTARIES]
    keys = [(str(auditing.log_signer().key), "log", operator.zh), *witnesses, *notaries]
    return PlatformStatement(
        chain_id=deployment.chain_id,
        register=bytes(deployment.register),
        operator=(operator.zh, operator.uscc),
        issued_at=schedule.STATED,
        valid_from=schedule.FOUNDED,
        valid_until=schedule.FOUNDED + schedule.YEAR,
        filings=(("国家互联网信息办公室(演示 sample)", "浙网信备00000000000000000001号"),),
        protection=Protection(3, "00000000000-00001 (演示 sample)", schedule.FOUNDED + schedule.YEAR),
        assessments=(),
        keys=tuple(PlatformKey(*one) for one in keys),
        ties=(Tie(operator.zh, operator.number, "平台服务费,每笔成交价款的 5% | platform fee, 5 % of each sale"),),
        software=programs.software(deployment),
    )
