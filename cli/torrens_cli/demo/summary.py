"""The last screen: whom each had to trust, gas and seconds of each step, files written, what to try next."""

from __future__ import annotations

from pathlib import Path

from torrens_cli.demo.screen import Screen
from torrens_cli.demo.steps import Progress

TRUST = (
    (
        "法院",
        "the court",
        "五名公证人中的三名、三名见证人中的两名(开发密钥);平台情况另凭杭州签署的说明",
        "3 of 5 notaries, 2 of 3 witnesses (development keys); on the platform itself, what Hangzhou signed",
    ),
    (
        "哈尔滨、内蒙古",
        "Harbin, Inner Mongolia",
        "认可的代码哈希、五名公证人中的三名",
        "the accredited code hash, 3 of 5 notaries",
    ),
    ("买方", "the buyer", "自己的密钥与链上法律", "its own key and the law on chain"),
    ("任何人", "nobody", "都不必信任杭州的服务器", "had to trust Hangzhou's server"),
)
NEXT = (
    "torrens verify {out}/voucher.bundle.json --policy {out}/policy.json --at 2026-05-20T02:00:00Z",
    "torrens verify {out}/voucher.bundle.json --policy {out}/policy.json --at 2026-05-20T02:00:00Z --explain",
    "torrens verify {out}/voucher.bundle.json --policy {out}/policy.foreign.json --at 2026-05-20T02:00:00Z",
    "make demo DATA=path/to/table.csv OUT=another-folder",
)


def summary(progress: Progress) -> dict[str, object]:
    """Returns the report of a finished run as plain JSON values."""
    records = list(progress)
    return {
        "development": True,
        "trust": [{"who": {"zh": a, "en": b}, "whom": {"zh": c, "en": d}} for a, b, c, d in TRUST],
        "steps": [
            {"step": one.number, "gas": one.outcome.gas, "seconds": one.seconds, "en": one.outcome.en}
            for one in records
        ],
        "gas": sum(one.outcome.gas for one in records),
        "seconds": round(sum(one.seconds for one in records), 2),
        "files": sorted({file for one in records for file in one.outcome.files}),
        "next": list(NEXT),
    }


def tell(report: dict[str, object], out: Path, screen: Screen) -> None:
    """Shows the report."""
    if screen.as_json:
        screen.data(report)
        return
    screen.say("", "")
    screen.say("各方必须信任谁", "whom each had to trust")
    for who_zh, who_en, whom_zh, whom_en in TRUST:
        screen.say(f"  {who_zh}:{whom_zh}", f"{who_en}: {whom_en}")
    screen.say(f"共 {report['seconds']} 秒,{report['gas']:,} gas", "seconds and gas of each step: report.json")
    files = [str(file) for file in report["files"] if (out / str(file)).exists()]  # type: ignore[attr-defined]  # a list, see summary
    screen.say(f"写出文件 {len(files)} 个", f"files written in {out}: {', '.join(files)}")
    screen.say(
        "开发环境:密钥、公证人、见证人均为开发所用", "development: keys, notaries and witnesses stand in for real ones"
    )
    screen.say("接下来可以试", "what to try next")
    for line in NEXT:
        screen.say(f"  {line.format(out=out)}", "")
