"""Errors of the audit log on disk and of its witnesses.

The tree (exit code in brackets: 1 bad, 2 incomplete, 3 unusable input; HTTP status of C2SP tlog-witness)::

    TorrensError
    └── LogError                     root of torrens_log                          [1]
        ├── LogLocked                another process writes this log              [2]
        ├── LogMissing               no log stands at the path                    [3]
        ├── LogDamaged               bytes on disk are not what was written       [1]
        ├── LogRewritten             the log is not an extension of what it signed [1]
        ├── ServedBehind             a stop left an older checkpoint to be served; all else holds [2]
        ├── DiskFailed               the disk refused a read or a write           [2]
        ├── KeyUnusable              key file missing, of another kind, wrong password [3]
        ├── ExtraMissing             an optional package is not installed         [2]
        ├── SaltFileUnusable         a salt file is missing, damaged or of another table [3]
        ├── TimeAuthorityFailed      a time authority gives no token              [2]
        ├── WrongLogKey              the log was signed by another key            [1]
        ├── QuorumMissing            too few witnesses cosigned; what came is kept [2]
        │   └── OutsideMissing       enough cosigned, too few of them outside the operator [2]
        ├── QuorumUnreachable        the witnesses named cannot be enough         [3]
        ├── WitnessUrlUnusable       no URL at which a witness can be asked       [3]
        ├── WitnessSilent            a witness does not answer                    [2]
        ├── WitnessAnswerUnusable    what answers is no witness's answer          [1]
        ├── AddressTaken             the witness cannot listen where it is told   [3]
        └── WitnessRefused           a witness does not cosign                    [1]
            ├── MalformedRequest     the request contradicts itself               400
            ├── UntrustedSignature   not signed by the log's key                  403
            ├── UnknownLog           the witness does not know this log           404
            ├── OldSizeConflict      the witness has seen another size last       409
            ├── ForkDetected         two roots for one size                       409
            ├── ClockSetBack         now is before the last cosignature           503
            ├── WitnessBusy          too many connections, or it says no more     503
            ├── WitnessFailed        the witness's own disk failed                500
            └── InconsistentProof    the consistency proof does not verify        422
"""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_anchor.errors import TorrensError


class LogError(TorrensError):
    """Root of everything that torrens_log raises on its own account."""

    code: ClassVar[str] = "log"


class LogLocked(LogError):
    """Another process has the log open for writing."""

    code: ClassVar[str] = "log-locked"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "stop the other writer, or wait for it; one log has one writer"


class LogMissing(LogError):
    """No log stands at the path."""

    code: ClassVar[str] = "log-missing"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name the folder of a log, or append a first entry to make one"


class LogDamaged(LogError):
    """Bytes on disk are not what was written; facts name the file."""

    code: ClassVar[str] = "log-damaged"
    default_remedy: ClassVar[str] = "put the named file back from a mirror or a backup; sign nothing before"


class LogRewritten(LogError):
    """The log is not an extension of a checkpoint that it signed."""

    code: ClassVar[str] = "log-rewritten"
    default_remedy: ClassVar[str] = "put the log's folder back from a mirror or a backup; never sign a second history"


class ServedBehind(LogError):
    """All that was signed holds, but a stop left an older checkpoint where the newest is served."""

    code: ClassVar[str] = "served-behind"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "append to the log or sign a checkpoint: what opens it to write serves the newest"


class DiskFailed(LogError):
    """The disk refused a read or a write; nothing was published."""

    code: ClassVar[str] = "disk-failed"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "free space or mend rights on the log's folder, then append again"


class KeyUnusable(LogError):
    """A key file that is missing, of another kind, or opened with a wrong password."""

    code: ClassVar[str] = "key-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "check the key file's path and its password"


class ExtraMissing(LogError):
    """An optional package is not installed."""

    code: ClassVar[str] = "extra-missing"
    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, extra: str) -> None:
        """Say what lacks, and how to install it.

        Args:
            message: One sentence.
            extra: The extra that brings the package.
        """
        super().__init__(message, remedy=f'pip install "torrens[{extra}]"', extra=extra)


class SaltFileUnusable(LogError):
    """A salt file that is missing, damaged, or of another table."""

    code: ClassVar[str] = "salt-file-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name the salt file that was made when the table was fingerprinted"


class TimeAuthorityFailed(LogError):
    """A time authority cannot be reached, refuses, or answers no token."""

    code: ClassVar[str] = "time-authority-failed"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "try again later, or name another time authority"


class WrongLogKey(LogError):
    """The log's checkpoints were signed by another key."""

    code: ClassVar[str] = "wrong-log-key"
    default_remedy: ClassVar[str] = "open the log with the key whose name is its origin"


class QuorumMissing(LogError):
    """Too few witnesses cosigned a checkpoint; the cosignatures that came are kept."""

    code: ClassVar[str] = "quorum-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "see what each witness answered, then run the same again; none is asked twice"


class OutsideMissing(QuorumMissing):
    """Enough witnesses cosigned, but too few of those that others run."""

    code: ClassVar[str] = "outside-missing"
    default_remedy: ClassVar[str] = (
        "get a cosignature of a witness that another runs; the operator's own are not enough"
    )


class QuorumUnreachable(LogError):
    """Even if every witness that is asked cosigned, it would not be enough; nobody was asked."""

    code: ClassVar[str] = "quorum-unreachable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name more witnesses: --witness 'VKEY URL' for each"


class WitnessUrlUnusable(LogError):
    """A witness's URL is none at which it could be asked; nobody was asked."""

    code: ClassVar[str] = "witness-url"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "give the prefix of its add-checkpoint: https://HOST[:PORT][/PATH]"


class WitnessSilent(LogError):
    """A witness cannot be reached, or breaks off, or takes too long."""

    code: ClassVar[str] = "witness-silent"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "see that the witness runs at that URL, then run the same again"


class WitnessAnswerUnusable(LogError):
    """What answers at a witness's URL does not speak as one, or with another key."""

    code: ClassVar[str] = "witness-answer"
    default_remedy: ClassVar[str] = "ask the witness's operator for its verifier key and its URL, and give those"


class AddressTaken(LogError):
    """The witness cannot listen at the address and port that it was given."""

    code: ClassVar[str] = "address-taken"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name another --host or --port; port 0 takes a free one"


class WitnessRefused(LogError):
    """A witness does not cosign.

    Attributes:
        status: What its HTTP server answers (C2SP tlog-witness).
    """

    code: ClassVar[str] = "witness-refused"
    status: ClassVar[int] = 400


class MalformedRequest(WitnessRefused):
    """The request contradicts itself."""

    code: ClassVar[str] = "witness-malformed-request"
    default_remedy: ClassVar[str] = "send an old size that is not above the checkpoint's"


class UntrustedSignature(WitnessRefused):
    """The checkpoint is not signed by the log's key that the witness knows."""

    code: ClassVar[str] = "witness-untrusted-signature"
    status: ClassVar[int] = 403
    default_remedy: ClassVar[str] = "give the witness's operator the verifier key that this log signs with now"


class UnknownLog(WitnessRefused):
    """The witness does not know a log of this origin."""

    code: ClassVar[str] = "witness-unknown-log"
    status: ClassVar[int] = 404
    default_remedy: ClassVar[str] = "ask the witness's operator to add the log's verifier key"


class OldSizeConflict(WitnessRefused):
    """The witness last cosigned another size; facts carry it as `known`."""

    code: ClassVar[str] = "witness-old-size"
    status: ClassVar[int] = 409
    default_remedy: ClassVar[str] = "prove consistency from the size that the witness names"


class ForkDetected(WitnessRefused):
    """Two roots for one size: the log shows different histories."""

    code: ClassVar[str] = "witness-fork"
    status: ClassVar[int] = 409
    default_remedy: ClassVar[str] = "keep both checkpoints: together they prove that the log forked"


class ClockSetBack(WitnessRefused):
    """The time given is before the witness's last cosignature of this log."""

    code: ClassVar[str] = "witness-clock"
    status: ClassVar[int] = 503
    default_remedy: ClassVar[str] = "let the witness's operator set its clock right, then run the same again"


class WitnessBusy(WitnessRefused):
    """The witness cosigns nothing just now."""

    code: ClassVar[str] = "witness-busy"
    status: ClassVar[int] = 503
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "run the same again in a while; who cosigned already is not asked twice"


class WitnessFailed(WitnessRefused):
    """The witness could not keep the checkpoint, and so did not cosign it."""

    code: ClassVar[str] = "witness-failed"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "tell the witness's operator that its disk fails, then run the same again"


class InconsistentProof(WitnessRefused):
    """The consistency proof does not lead from the witness's checkpoint to this one."""

    code: ClassVar[str] = "witness-inconsistent"
    status: ClassVar[int] = 422
    default_remedy: ClassVar[str] = "send the log's own proof between the two sizes; if none verifies, the log forked"
