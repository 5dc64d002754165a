"""The appendix of a report: every hash and signature of a verdict as a numbered command, by what it shows.

Nothing is computed here. What is listed is the ledger that the deciding code kept; where a digest stands is found by
looking for it in the other inputs, in the bundle and in the policy.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby

from torrens_anchor.files.fingerprint import CHUNK_SIZE
from torrens_anchor.forms.printing import plain
from torrens_anchor.hashing.ledger import Hash, Hashed, Scheme, Signed, Step
from torrens_anchor.reports.examine import Examined
from torrens_anchor.reports.rehash_places import LIMIT, Member, forms, members
from torrens_anchor.reports.rehash_shell import BUNDLE, DATA, VERIFIED, Shell, argument, called, of_chunk, of_file
from torrens_anchor.reports.wording_hashes import (
    BEYOND,
    HASHES,
    NOWHERE,
    ONE_CHUNK,
    READ,
    SIGNATURES,
    UNSTATED,
    Part,
    part_of,
)
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.facts import Fact

_OF_DATA = frozenset({Fact.DATA, Fact.CAPTURED})


@dataclass(frozen=True, slots=True)
class Rehash:
    """One command.

    Attributes:
        number: Its number in the appendix.
        part: Under which heading it stands.
        what: What it redoes, and where its digest stands.
        command: A line for a POSIX shell with openssl.
        expected: What its output begins with.
        facts: Numbers of the facts that rest on it, from 1.
        step: What the ledger says; None for a whole file.
    """

    number: int
    part: Part
    what: Text
    command: str
    expected: str
    facts: tuple[int, ...] = ()
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own copy of the data, where that is one file.

    Attributes:
        name: Its name, as the reader calls it.
        size: Its bytes.
        digests: What the verdict took it to hash to, by name.
    """

    name: str
    size: int
    digests: Mapping[str, bytes]


@dataclass(slots=True)
class _Line:
    """A step of the ledger, once, however often it was taken."""

    step: Step
    part: Part
    facts: list[int] = field(default_factory=list)


def rehashes(found: Examined, file: str, data: Mine | None = None) -> tuple[Rehash, ...]:
    """Give the commands for a bundle.

    Args:
        found: The bundle with its verdict and ledger.
        file: The bundle file's name, as the reader calls it.
        data: The reader's own copy of the data, where that is one file.

    Returns:
        The files, then every hash and signature by the heading it stands under.
    """
    bundle, file = Text("证据包文件", "the bundle file"), called(file, BUNDLE)
    made = [Rehash(1, Part.FILES, bundle, of_file(file), sha256(found.raw).hexdigest())]
    if data is not None:
        made += _mine(data, [n for n, each in enumerate(found.verdict.findings, 1) if each.fact in _OF_DATA])
    lines = sorted(_lines(found), key=lambda line: line.part)
    places = _Places(found, lines, len(made) + 1, members(found.raw, argument(file)))
    shell = Shell(found.raw, file, places.bundle)
    for number, line in enumerate(lines, len(made) + 1):
        command, expected = _command(shell, line.step)
        facts = tuple(sorted(line.facts))
        made.append(Rehash(number, line.part, places.describe(line), command, expected, facts, line.step))
    return tuple(made)


def _mine(data: Mine, facts: list[int]) -> Iterator[Rehash]:
    """The reader's file; its chunk root too, where the file is one chunk (SPEC.md 5)."""
    text, name = Text("您手中的数据", "your copy of the data"), called(data.name, DATA)
    yield Rehash(2, Part.FILES, text, of_file(name), data.digests["sha256"].hex(), tuple(facts))
    if 0 < data.size <= CHUNK_SIZE and "chunkRoot" in data.digests:
        root = data.digests["chunkRoot"].hex()
        yield Rehash(3, Part.FILES, ONE_CHUNK, of_chunk(name), root, tuple(facts))


def by_part(commands: Iterable[Rehash]) -> Iterator[tuple[Part, tuple[Rehash, ...]]]:
    """Group commands under their headings.

    Args:
        commands: The commands, as `rehashes` orders them.

    Yields:
        A heading and its commands.
    """
    for part, group in groupby(commands, key=lambda each: each.part):
        yield part, tuple(group)


def _command(shell: Shell, step: Step) -> tuple[str, str]:
    if isinstance(step, Signed):
        return shell.signature(step), VERIFIED[step.scheme]
    return shell.hash(step), step.digest.hex()


def _lines(found: Examined) -> list[_Line]:
    """Take each step once, with the facts that rest on it."""
    lines: dict[tuple[object, ...], _Line] = {}
    marks, fact = found.ledger.marks, 0
    findings = found.verdict.findings
    shown = [{str(value) for _, value in finding.values} for finding in findings]
    for index, step in enumerate(found.ledger.steps):
        while fact < len(marks) and marks[fact] <= index:
            fact += 1
        read = index < found.read or fact == len(findings)
        part = READ.get(step.of, Part.RECORD) if isinstance(step, Hash) else Part.RECORD
        line = lines.setdefault(_once(step), _Line(step, part if read else part_of(findings[fact].fact)))
        if not read and fact + 1 not in line.facts:
            line.facts.append(fact + 1)
        if isinstance(step, Hash):
            text = f"0x{step.digest.hex()}"
            line.facts += [n for n, values in enumerate(shown, 1) if text in values and n not in line.facts]
    return _inherited(list(lines.values()))


def _once(step: Step) -> tuple[object, ...]:
    return (step.function, step.data) if isinstance(step, Hash) else (step.key, step.message, step.signature)


def _inherited(lines: list[_Line]) -> list[_Line]:
    """A step that no fact took shows what the steps show in which its digest stands, from the last to the first."""
    for line in reversed(lines):
        if isinstance(line.step, Hash) and not line.facts:
            users = [each for each in lines if line.step.digest in _input(each.step) and each is not line]
            line.facts = sorted({fact for each in users for fact in each.facts})
    return lines


def _input(step: Step) -> bytes:
    return step.message if isinstance(step, Signed) else step.data


class _Places:
    """Says of each step what it is and where its digest stands."""

    def __init__(self, found: Examined, lines: list[_Line], first: int, bundle: tuple[Member, ...]) -> None:
        self.bundle = bundle
        self._policy = members(found.trust)
        self._inputs = [(number, line.step, _input(line.step)) for number, line in enumerate(lines, first)]
        self._names = {
            step.data[-32:]: plain(step.data[:-34].decode("utf-8", "replace"))
            for _, step, _ in self._inputs
            if isinstance(step, Hash) and step.of is Hashed.KEY_ID
        }

    def describe(self, line: _Line) -> Text:
        """Say what a step is.

        Args:
            line: The step.

        Returns:
            What it is of, where its digest stands, which facts rest on it.
        """
        cited, step = ", ".join(map(str, sorted(line.facts))), line.step
        zh, en = (f"〔事实 {cited}〕", f" [fact {cited}]") if cited else ("", "")
        if isinstance(step, Signed):
            who, text = self._signer(step), SIGNATURES[step.scheme]
            return Text(f"{who}{text.zh}{zh}", f"{text.en}{_ascii(who)}{en}")
        text, place, by = HASHES[step.of], self._place(step), step.function.value
        return Text(f"{text.zh}（{by}）{place.zh}{zh}", f"{text.en} ({by}){place.en}{en}")

    def _signer(self, step: Signed) -> str:
        if step.scheme is Scheme.RFC3161:
            return ""
        if step.scheme is Scheme.ED25519:
            return self._names.get(step.key, step.key.hex())
        of = (each for _, each, _ in self._inputs if isinstance(each, Hash) and each.of is Hashed.ADDRESS)
        return next((f"0x{each.digest[12:].hex()}" for each in of if each.data == step.key), step.key.hex())

    def _place(self, step: Hash) -> Text:
        wanted = forms(step.digest[12:] if step.of is Hashed.ADDRESS else step.digest)
        for number, other, data in self._inputs:
            if other is not step and (at := _find(data, wanted) + 1):
                return Text(
                    f"；载于第 {number} 项的输入，自第 {at} 字节", f"; stands in the input of {number} from byte {at}"
                )
        for zh, en, file in (("证据包", "the bundle", self.bundle), ("您的策略", "your policy", self._policy)):
            for member in file:
                if _find(member.data, wanted) >= 0:
                    path = plain(member.path)
                    return Text(f"；载于{zh}的 {path}", f"; stands in {en} at {_ascii(path)}")
        if step.of in UNSTATED:
            return Text("", "")
        return BEYOND if max(len(self.bundle), len(self._policy)) >= LIMIT else NOWHERE


def _find(data: bytes, wanted: tuple[bytes, ...]) -> int:
    return next((at for form in wanted if (at := data.find(form)) >= 0), -1)


def _ascii(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()
