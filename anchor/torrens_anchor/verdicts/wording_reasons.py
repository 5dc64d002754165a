"""Why a fact does not match, in Chinese, with the numbers and ids of the English sentence it stands beside."""

import re

_REASONS = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (
            r"no capture document is bound and anchored, so nothing here says what the data are",
            "没有已绑定并上链的采集说明，故此处无从得知手中为何数据",
        ),
        (
            r"no capture document names a digest of the data given",
            "各采集说明均未载有所给数据的摘要",
        ),
        (
            r"the data given is not the data registered: its root is another",
            "所给数据并非所登记数据：其根与登记内容的根不同",
        ),
        (r"the bundle does not disclose what its data hashes to", "证据包未披露其数据的摘要"),
        (
            r"the GRANT word is of (\d+), and its header of (\d+), before it",
            r"登记字称写于 \1，其区块头却早于此，为 \2",
        ),
        (r"the right begins at (\d+), and the time asked about is (\d+)", r"该权利自 \1 起始，所问时点为 \2"),
        (r"the right ended at (\d+), and the time asked about is (\d+)", r"该权利已于 \1 期满，所问时点为 \2"),
        (r"the right is frozen until (\d+): it may not be exercised", r"该权利被冻结至 \1，不得行使"),
        (
            r"STALE: the statement of (\d+) counted until (\d+), and now is (\d+)",
            r"已过期（STALE）：\1 的声明采信至 \2，所问时点为 \3",
        ),
        (r"no GRANT word shows who holds the licence", "没有登记字表明许可由谁持有"),
        (
            r"the licence is held by party (\d+), not by the buyer (\d+): nothing here shows how it passed",
            r"许可由主体 \1 持有，而非买方 \2；此处无从得知其如何转移",
        ),
        (r"the LISTING word has state (\d+), which no listing has", r"上架登记字的状态为 \1，并无此种状态"),
        (
            r"the entry says that it was decided at (\d+), after the newest header of (\d+)",
            r"条目称决定于 \1，却晚于所附最新区块头 \2",
        ),
        (
            r"the entry says that it was decided at (\d+), after the time (\d+) that is asked about",
            r"条目称决定于 \1，晚于所问时点 \2",
        ),
        (
            r"(\d+) witnesses had cosigned by (\d+), (\d+) of them outside; the policy demands (\d+), (\d+) outside",
            r"至所问时点 \2 共有 \1 位见证人共签，其中外部 \3 位；策略要求 \4 位，其中外部 \5 位",
        ),
    )
)


def reason(why: str) -> str | None:
    """Put the reason of a finding into Chinese.

    Args:
        why: The English sentence.

    Returns:
        The Chinese with the same values; None where there is none for it.
    """
    return next((found.expand(zh) for pattern, zh in _REASONS if (found := pattern.fullmatch(why))), None)
