"""Errors of the whole house, from the base class up to the ground floor's own tree.

The tree (exit code in brackets: 1 bad, 2 incomplete, 3 unusable input)::

    TorrensError                       base of every package's root
    └── AnchorError                    root of torrens_anchor                    [1]
        ├── MalformedInput             bytes are not what the format says        [3]
        │   ├── NotCanonical           parsed, but is not its own re-encoding    [3]
        │   ├── UnknownVersion         the version line or field is not ours     [3]
        │   └── LimitExceeded          larger, longer or deeper than allowed     [3]
        ├── UnusableFile               missing, unreadable, empty or odd file    [3]
        │   ├── FileChanged            the file changed while it was read        [3]
        │   └── MalformedTable         a table's row or byte breaks its mode     [3]
        ├── Mismatch                   a check was made and failed               [1]
        │   ├── DigestMismatch         bytes do not hash to the stated digest    [1]
        │   ├── ProofMismatch          a proof does not lead to the stated root  [1]
        │   ├── SignatureMismatch      a signature does not verify               [1]
        │   └── FieldMismatch          two statements that must agree do not     [1]
        ├── OutOfRange                 an index, size or time outside its bounds [1]
        │   └── NothingThere           a row, a file or an entry that is not there is asked for [3]
        ├── PersonalDataFound          it would become public, and it is a person's  [3]
        ├── TrustMissing               no trusted key or policy covers this      [2]
        ├── SaltMissing                a row's salt was not given, or destroyed  [2]
        └── AlgorithmUnavailable       this Python lacks the named algorithm     [2]
"""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar


class TorrensError(Exception):
    """Base of every error that this house raises on purpose.

    Attributes:
        code: Stable slug of the class, for `--json` output and for tests.
        exit_code: What a command exits with: 1 bad, 2 incomplete, 3 unusable input.
        default_remedy: The way out that is shown when the raiser names no better one.
        facts: The offending values by name; never secrets.
        remedy: The one thing to do about it.
    """

    code: ClassVar[str] = "torrens"
    exit_code: ClassVar[int] = 1
    default_remedy: ClassVar[str] = "read the message; it names what is wrong"

    facts: dict[str, object]
    remedy: str

    def __init__(self, message: str, *, remedy: str | None = None, **facts: object) -> None:
        """Keep the message, the way out and the facts.

        Args:
            message: One sentence that names what is wrong, with the values in it.
            remedy: The one way out; the class's default when absent.
            **facts: The offending values, by name.
        """
        super().__init__(message)
        self.facts = dict(facts)
        self.remedy = self.default_remedy if remedy is None else remedy


class AnchorError(TorrensError):
    """Root of everything that torrens_anchor raises."""

    code: ClassVar[str] = "anchor"


class MalformedInput(AnchorError):
    """Bytes that are not what their format says."""

    code: ClassVar[str] = "malformed-input"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "ask the sender for the file again; it is damaged or of another format"


class NotCanonical(MalformedInput):
    """Bytes that parse, but differ from their own canonical re-encoding."""

    code: ClassVar[str] = "not-canonical"
    default_remedy: ClassVar[str] = "use the exact bytes that the issuer wrote; do not reformat them"


class UnknownVersion(MalformedInput):
    """A version this code does not speak; unknown versions fail closed."""

    code: ClassVar[str] = "unknown-version"
    default_remedy: ClassVar[str] = "verify with a newer release that names this version in SPEC.md"


class LimitExceeded(MalformedInput):
    """Input larger, longer or deeper than the format allows."""

    code: ClassVar[str] = "limit-exceeded"
    default_remedy: ClassVar[str] = "split the input; the limit is part of the format"


class UnusableFile(AnchorError):
    """A file that is missing, unreadable, empty where it must not be, or no regular file."""

    code: ClassVar[str] = "unusable-file"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name a readable, regular, non-empty file"


class FileChanged(UnusableFile):
    """A file whose size or modification time changed while it was read."""

    code: ClassVar[str] = "file-changed"
    default_remedy: ClassVar[str] = "stop what writes to the file, or copy it, and run again"


class MalformedTable(UnusableFile):
    """A table whose bytes break the rules of its mode; facts name row and byte."""

    code: ClassVar[str] = "malformed-table"
    default_remedy: ClassVar[str] = "mend the named row in a copy of the table and run again"


class Mismatch(AnchorError):
    """A check was made and failed; the evidence does not show what it claims."""

    code: ClassVar[str] = "mismatch"
    default_remedy: ClassVar[str] = "do not rely on this evidence; ask its issuer for the original"


class DigestMismatch(Mismatch):
    """Bytes that do not hash to the stated digest."""

    code: ClassVar[str] = "digest-mismatch"


class ProofMismatch(Mismatch):
    """A proof that does not lead to the stated root."""

    code: ClassVar[str] = "proof-mismatch"


class SignatureMismatch(Mismatch):
    """A signature that does not verify under the stated key."""

    code: ClassVar[str] = "signature-mismatch"


class FieldMismatch(Mismatch):
    """Two statements that must agree and do not."""

    code: ClassVar[str] = "field-mismatch"


class OutOfRange(AnchorError):
    """An index, size or time outside its bounds."""

    code: ClassVar[str] = "out-of-range"
    default_remedy: ClassVar[str] = "use an index below the tree's size and a size of the log's history"


class NothingThere(OutOfRange):
    """Somebody asks for a row, a file or an entry that is not there."""

    code: ClassVar[str] = "nothing-there"
    exit_code: ClassVar[int] = 3


class PersonalDataFound(AnchorError):
    """Personal data in what is about to be signed or published; the message shows masked samples only."""

    code: ClassVar[str] = "personal-data"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = (
        "nothing was signed; put it into a document of the vault and give the document's salted digest instead"
    )


class TrustMissing(AnchorError):
    """No key or policy that the verifier trusts covers this evidence."""

    code: ClassVar[str] = "trust-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "name the missing key in your own policy file, if you trust it"


class SaltMissing(AnchorError):
    """A salted row without its salt: it was not given, or it was destroyed and the row can never be shown again."""

    code: ClassVar[str] = "salt-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "give the salts that the table was fingerprinted with"


class AlgorithmUnavailable(AnchorError):
    """An algorithm that this Python build does not offer."""

    code: ClassVar[str] = "algorithm-unavailable"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "run on a Python whose OpenSSL offers the named algorithm"
