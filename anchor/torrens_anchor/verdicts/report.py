"""Collects findings: a check runs inside `with report.fact(...)`; what it raises becomes the finding."""

from types import TracebackType
from typing import Self

from torrens_anchor.errors import AnchorError, TrustMissing
from torrens_anchor.hashing.ledger import kept
from torrens_anchor.verdicts.verdict import Fact, Finding, Level, LevelReport, Outcome, Value, worst

NO_HOME = "the policy does not name this home, so nothing here has anybody who vouches for it"
ASK_FOR_IT = "ask the issuer for a bundle that carries it"


class OpenFinding:
    """A finding while its check runs; the check's error, if any, decides the outcome."""

    def __init__(self, report: "Report", fact: Fact, level: Level, *, required: bool, values: dict[str, Value]) -> None:
        self._report = report
        self._fact, self._level, self._required = fact, level, required
        self._values = values
        self._trusts: list[str] = []
        self._keys: list[tuple[str, str]] = []
        self.matched = False

    def show(self, **values: Value) -> None:
        """Add what the finding is about.

        Args:
            **values: Text or integers, by name.
        """
        self._values |= values

    def trust(self, *names: str) -> None:
        """Add who must be trusted for it.

        Args:
            *names: As the policy names them.
        """
        self._trusts += names

    def rely(self, role: str, *keys: str) -> None:
        """Add keys that it rests on, for who runs them.

        Args:
            role: What they did: one of `platformstatement.ROLES`.
            *keys: Addresses "0x…", or vkey texts.
        """
        self._keys += [(role, key) for key in keys]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            outcome = Outcome.MATCH
        elif isinstance(error, AnchorError):
            outcome = Outcome.CANNOT if error.exit_code == TrustMissing.exit_code else Outcome.MISMATCH
        else:
            return False
        self.matched = outcome is Outcome.MATCH and self._report.home_trusted
        if self.matched:
            self._report.relied += self._keys
        self._report.add(
            Finding(
                fact=self._fact,
                level=self._level,
                outcome=outcome,
                required=self._required,
                values=tuple(self._values.items()),
                trusts=tuple(self._trusts) if outcome is Outcome.MATCH else (),
                code=error.code if isinstance(error, AnchorError) else "",
                why=str(error) if error else "",
                remedy=error.remedy if isinstance(error, AnchorError) else "",
            )
        )
        return True


class Report:
    """The findings of one verification.

    Where the policy does not name the home, nothing passes: what would match is "cannot verify".

    Attributes:
        home_trusted: Whether the policy names the home.
        independent: Whether a second implementation of every signature is asked.
        relied: Role and key of whom what matched rests on, in the order met.
    """

    def __init__(self, *, home_trusted: bool, independent: bool = False) -> None:
        self.home_trusted = home_trusted
        self.independent = independent
        self._findings: list[Finding] = []
        self.relied: list[tuple[str, str]] = []

    def fact(self, fact: Fact, level: Level, *, required: bool = True, **values: Value) -> OpenFinding:
        """Open a finding; use it in a `with` statement.

        Args:
            fact: What is checked.
            level: What it supports.
            required: Whether the verdict is incomplete without it.
            **values: What it is about, by name.

        Returns:
            The open finding.
        """
        return OpenFinding(self, fact, level, required=required, values=values)

    def missing(self, fact: Fact, level: Level, why: str, *, required: bool = True, remedy: str = ASK_FOR_IT) -> None:
        """Record that a fact cannot be checked.

        Args:
            fact: Which.
            level: What it would support.
            why: What is missing.
            required: Whether the verdict is incomplete without it.
            remedy: The one way out.
        """
        with self.fact(fact, level, required=required):
            raise TrustMissing(why, remedy=remedy)

    def add(self, finding: Finding) -> None:
        """Take a closed finding.

        Args:
            finding: The finding.
        """
        if finding.outcome is Outcome.MATCH and not self.home_trusted:
            finding = Finding(
                fact=finding.fact,
                level=finding.level,
                outcome=Outcome.CANNOT,
                required=finding.required,
                values=finding.values,
                code=TrustMissing.code,
                why=NO_HOME,
                remedy=TrustMissing.default_remedy,
            )
        self._findings.append(finding)
        if (ledger := kept()) is not None:
            ledger.mark()

    def found(self, *facts: Fact) -> Outcome:
        """Give the worst outcome of some facts.

        Args:
            *facts: Which.

        Returns:
            As `worst`.
        """
        return worst({f.outcome for f in self._findings if f.fact in facts})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings so far, in order."""
        return tuple(self._findings)

    def worst(self, levels: tuple[Level, ...]) -> Outcome:
        """Give the worst outcome of some levels.

        Args:
            levels: Which.

        Returns:
            Mismatch before cannot-verify before match; cannot-verify when nothing was checked.
        """
        return worst({f.outcome for f in self._findings if f.level in levels})

    def asked(self, level: Level) -> bool:
        """Say whether anything was checked of a level.

        Args:
            level: Which.

        Returns:
            Whether there is a finding.
        """
        return any(f.level is level for f in self._findings)

    def levels(self) -> tuple[LevelReport, ...]:
        """Sum up level by level.

        Returns:
            One report a level, in the order of `Level`.
        """
        reports = []
        for level in Level:
            trusts = dict.fromkeys(name for f in self._findings if f.level is level for name in f.trusts)
            reports.append(LevelReport(level, self.worst((level,)), tuple(trusts)))
        return tuple(reports)
