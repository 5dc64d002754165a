"""The verifier's own policy: whom it believes. Trust comes from here and from nowhere else.

A policy is canonical JSON (SPEC-bundle.md). The object `{}` is the empty policy: it believes nobody.
"""

from dataclasses import dataclass

from torrens_anchor.bundles.facts import RELIANCES, read_reliance
from torrens_anchor.bundles.policy_home import TrustedHome
from torrens_anchor.bundles.policy_log import TrustedLog, TrustedPlatform, Witnesses
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.errors import OutOfRange
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.document import open_document

__all__ = ["Policy", "TrustedHome"]

VERSION = "torrens/policy/1"
_MEMBERS = (
    "name", "development", "reliance", "logs", "witnesses", "homes", "platforms", "timestampAuthorities",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a verifier believes before it opens a bundle.

    Attributes:
        name: Whose policy it is.
        development: Whether development keys stand in for real ones; shown with every verdict.
        logs: Logs whose checkpoints count.
        witnesses: Who watches them.
        homes: Registers whose blocks and contracts count.
        platforms: Whose statements on a chain's platform are read.
        time_authorities: Whose time tokens count.
        reliance: The least that the reader relies on a recognition for, one of `facts.RELIANCES`.
    """

    name: str
    development: bool
    logs: tuple[TrustedLog, ...]
    witnesses: Witnesses
    homes: tuple[TrustedHome, ...]
    platforms: tuple[TrustedPlatform, ...] = ()
    time_authorities: tuple[TimeAuthority, ...] = ()
    reliance: str = RELIANCES[0]

    def __post_init__(self) -> None:
        """Refuse a log or platform as its own witness, and what is named twice."""
        logs = {log.key.public_key for log in self.logs}
        platforms = {platform.key.public_key for platform in self.platforms}
        for role, keys in (("log", logs), ("platform", platforms)):
            if any(witness.key.public_key in keys for witness in self.witnesses.keys):
                raise OutOfRange(f"the policy takes a {role}'s key for a witness's", remedy="name other witnesses")
        if len({home.origin for home in self.homes}) != len(self.homes):
            raise OutOfRange("the policy names a home twice", remedy="name each home once")

    @classmethod
    def empty(cls) -> "Policy":
        """Give the policy that believes nobody.

        Returns:
            The empty policy.
        """
        return cls("", False, (), Witnesses(0, 0, ()), ())  # noqa: FBT003 - the one false here is `development`

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """Read a policy file.

        Args:
            data: The file's bytes, canonical JSON.

        Returns:
            The policy.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            OutOfRange: A threshold that promises nothing, or something named twice.
        """
        if data == b"{}":
            return cls.empty()
        m = open_document(data, "a policy", VERSION, _MEMBERS)
        return cls(
            name=m.text("name"),
            development=m.flag("development"),
            logs=m.items("logs", TrustedLog.parse),
            witnesses=Witnesses.parse(m.value("witnesses"), "policy.witnesses"),
            homes=m.items("homes", TrustedHome.parse),
            platforms=m.items("platforms", TrustedPlatform.parse),
            time_authorities=m.items("timestampAuthorities", TimeAuthority.parse),
            reliance=read_reliance(m),
        )

    def encode(self) -> bytes:
        """Write the policy file.

        Returns:
            Canonical JSON.
        """
        members: JsonObject = {
            "v": VERSION,
            "name": self.name,
            "development": self.development,
            "reliance": self.reliance,
            "logs": [log.json() for log in self.logs],
            "witnesses": self.witnesses.json(),
            "homes": [home.json() for home in self.homes],
            "platforms": [platform.json() for platform in self.platforms],
            "timestampAuthorities": [authority.json() for authority in self.time_authorities],
        }
        return encode(members)

    def home(self, origin_: bytes) -> TrustedHome | None:
        """Find a trusted home.

        Args:
            origin_: The register's origin, which commits to chain, address and deployment salt.

        Returns:
            The home, or None when the policy does not name it.
        """
        return next((home for home in self.homes if home.origin == origin_), None)
