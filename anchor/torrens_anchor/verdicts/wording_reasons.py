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
