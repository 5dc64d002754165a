"""One published bundle vector: two files, a time, and what any verifier must find."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

import bundle_more as more
from bundle_kit import AT, World

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.errors import AnchorError
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify_bytes

FOLDER = Path(__file__).parent / "vectors" / "bundles"
PEERED = more.policy().encode()
"""Believes a peer too; for recognitions."""
POLICY = replace(more.policy(), homes=more.policy().homes[:1]).encode()


@dataclass(frozen=True)
class Case:
    """One vector: two files, a time, and what any verifier must find."""

    name: str
    desc: str
    bundle: bytes
    policy: bytes = POLICY
    at: int = AT
    data: Mapping[str, bytes] | None = None
    needs: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, desc: str, world: World, policy: bytes = POLICY, at: int = AT) -> "Case":
        """Make a case of a world."""
        return cls(name, desc, world.bundle().encode(), policy, at)

    def opened(self) -> Bundle:
        """Read the bundle."""
        return Bundle.parse(self.bundle)

    def description(self) -> bytes:
        """Give case.json: exit code, facts that stand in the way, articles; or the error of an unusable file."""
        found: JsonObject = {"desc": self.desc, "at": self.at}
        if self.data is not None:
            found |= {"data": {name: f"0x{value.hex()}" for name, value in self.data.items()}}
        if self.needs:
            found |= {"needs": list(self.needs)}
        try:
            verdict = verify_bytes(self.bundle, self.policy, at=self.at, data=self.data)
        except AnchorError as error:
            return encode(found | {"exit": error.exit_code, "failures": [], "error": error.code, "articles": []})
        failures = sorted({f"{finding.fact}: {finding.outcome}" for finding in verdict.failures()})
        found |= {"exit": verdict.exit_code, "failures": list(failures), "error": None}
        return encode(found | {"articles": answers(verdict)})

    def files(self) -> dict[str, bytes]:
        """Give the files of the case's folder."""
        return {"case.json": self.description(), "bundle.json": self.bundle, "policy.json": self.policy}


def answers(verdict: Verdict) -> list[JsonValue]:
    """Give the three answers to the articles, each with its parts, as a vector fixes them."""
    return [
        {
            "article": one.article,
            "outcome": one.outcome,
            "parts": [f"{part.part}: {part.outcome}" for part in one.parts],
        }
        for one in verdict.articles
    ]


def write(cases: Iterable[Case]) -> None:
    """Write every case, and take away what is none any more."""
    named = {case.name: case for case in cases}
    for old in FOLDER.iterdir():
        if old.name not in named:
            rmtree(old)
    for case in named.values():
        folder = FOLDER / case.name
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in case.files().items():
            (folder / file).write_bytes(data)
