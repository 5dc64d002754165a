"""A log asks its witnesses to cosign its newest checkpoint (C2SP tlog-witness, from the log's side).

The only module of this floor that needs a package of an extra (`witness`): import it where it is used.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Final

from torrens_anchor.errors import AnchorError, MalformedInput
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_log.addcheckpoint import MAX_RESPONSE, PATH, SIZE_TYPE, TEXT_TYPE, AddCheckpoint, parse_lines, parse_size
from torrens_log.errors import (
    ClockSetBack,
    ExtraMissing,
    ForkDetected,
    InconsistentProof,
    LogError,
    LogMissing,
    LogRewritten,
    MalformedRequest,
    OldSizeConflict,
    UnknownLog,
    UntrustedSignature,
    WitnessAnswerUnusable,
    WitnessBusy,
    WitnessFailed,
    WitnessSilent,
    WitnessUrlUnusable,
)
from torrens_log.log import AuditLog
from torrens_log.store import LogView

try:
    import httpx
except ImportError as error:
    raise ExtraMissing("asking witnesses over the network needs httpx, which is not installed", "witness") from error

_TRIES: Final = 3
_AT_ONCE: Final = 8
_PORTS: Final = 2**16
_LOOK_BACK: Final = 32
"""Signed checkpoints searched for a witness's last cosignature before it is asked for its size."""


@dataclass(frozen=True, slots=True)
class RemoteWitness:
    """A witness that answers at a URL.

    Attributes:
        key: Its key.
        url: Its submission prefix.
    """

    key: VerifierKey
    url: str

    def __post_init__(self) -> None:
        if self.key.type is not KeyType.COSIGNATURE_V1:
            raise MalformedInput(f"{self.key.name} is no key that cosigns", name=self.key.name)
        if (fault := _fault_of(self.url)) is not None:
            raise WitnessUrlUnusable(
                f"{self.url!a} is no URL to ask the witness {self.key.name} at: {fault}",
                witness=self.key.name,
                url=self.url,
            )

    @classmethod
    def parse(cls, text: str) -> "RemoteWitness":
        """Read a witness as people write it.

        Args:
            text: Verifier key, a space, URL.

        Returns:
            The witness.

        Raises:
            MalformedInput: Another form.
            WitnessUrlUnusable: No URL, or none at which it could be asked.
        """
        vkey, _, url = text.strip().partition(" ")
        return cls(VerifierKey.parse(vkey), url.strip())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one witness.

    Attributes:
        witness: Who was asked.
        line: Its cosignature, verified; None when it gave none.
        refusal: Why not, with the way out; None when it did.
    """

    witness: RemoteWitness
    line: NoteSignature | None
    refusal: LogError | None = None

    @property
    def problem(self) -> str:
        """Why it did not cosign, in one line; empty when it did."""
        return "" if self.refusal is None else str(self.refusal)


def collect(log: AuditLog, witnesses: Sequence[RemoteWitness], *, seconds: float = 10.0) -> list[Answer]:
    """Ask every witness that has not yet cosigned the newest checkpoint, all at once, and save each line that comes.

    Args:
        log: The log, open; its newest checkpoint is signed already.
        witnesses: Who watches it.
        seconds: How long one exchange with a witness may take.

    Returns:
        One answer for each, in their order.

    Raises:
        LogMissing: Nothing was signed yet.
        ExtraMissing: httpx is not installed.
        DiskFailed: A cosignature could not be saved.
    """
    sizes = log.view.signed_sizes()
    if not sizes:
        raise LogMissing("the log has signed no checkpoint yet", remedy="sign a checkpoint first")
    note = log.view.signed_checkpoint(sizes[-1])
    answers: dict[int, Answer] = {}
    with httpx.Client(timeout=seconds, follow_redirects=False) as client, ThreadPoolExecutor(_AT_ONCE) as pool:
        asking = _Asking(client, log.view, note, sizes[-1], seconds)
        asked = {pool.submit(asking.ask, one): i for i, one in enumerate(witnesses)}
        for done in as_completed(asked):
            answer = answers[asked[done]] = done.result()
            if answer.line is not None:
                log.add_cosignatures([answer.line], [answer.witness.key])
    return [answers[i] for i in range(len(witnesses))]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What all witnesses are asked."""

    client: httpx.Client
    view: LogView
    note: Note
    size: int
    seconds: float

    def ask(self, witness: RemoteWitness) -> Answer:
        """Ask one witness, unless the checkpoint carries its line."""
        for line in self.note.signatures:
            if line.is_by(witness.key):
                return Answer(witness, line)
        try:
            return self._ask_from(_last_cosigned(self.view, witness.key), witness)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = f"no answer from {witness.url}: {type(error).__name__} {error}".strip()
            return Answer(witness, None, WitnessSilent(what, url=witness.url))
        except AnchorError as error:
            return Answer(witness, None, WitnessAnswerUnusable(str(error), url=witness.url))

    def _ask_from(self, old: int, witness: RemoteWitness) -> Answer:
        """Send the checkpoint; on a 409 again, from the size that the witness names."""
        for _ in range(_TRIES):
            proof = self.view.consistency_proof(old, self.size) if 0 < old < self.size else []
            body = AddCheckpoint(old, tuple(proof), self.note).encode()
            status, kind, data = _post(self.client, witness.url.rstrip("/") + PATH, body, self.seconds)
            if status == HTTPStatus.OK:
                return _opened(witness, self.note, data)
            if status != HTTPStatus.CONFLICT or kind != SIZE_TYPE or (known := parse_size(data)) == old:
                return Answer(witness, None, _refusal(status, kind, _one_line(data)))
            if known > self.size:
                said = f"it cosigned {known} entries, this checkpoint has {self.size}: was the log cut back?"
                return Answer(witness, None, LogRewritten(said, known=known, size=self.size))
            old = known
        said = "it names another size each time: somebody else sends checkpoints too"
        return Answer(witness, None, OldSizeConflict(said, remedy="stop the other writer of this log, and run again"))


def _post(client: httpx.Client, url: str, body: bytes, seconds: float) -> tuple[int, str, bytes]:
    """Send a request; the answer is read only so far and so long."""
    until = monotonic() + seconds
    data = b""
    with client.stream(
        "POST", url, content=body, headers={"Content-Type": TEXT_TYPE, "Accept-Encoding": "identity"}
    ) as response:
        for part in response.iter_raw():
            data += part
            if len(data) > MAX_RESPONSE or monotonic() > until:
                raise MalformedInput(f"the answer is longer than {MAX_RESPONSE} bytes or {seconds:g} seconds")
        kind = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
        return response.status_code, kind, data


def _opened(witness: RemoteWitness, note: Note, data: bytes) -> Answer:
    for line in parse_lines(data):
        if line.is_by(witness.key):
            cosignatures(Note(note.text, (line,)), [witness.key])
            return Answer(witness, line)
    return Answer(witness, None, WitnessAnswerUnusable("no line of its known key in its answer", url=witness.url))


_REFUSALS: Final[dict[int, type[LogError]]] = {
    one.status: one for one in (MalformedRequest, UntrustedSignature, UnknownLog, InconsistentProof, WitnessFailed)
}


def _refusal(status: int, kind: str, said: str) -> LogError:
    """Give what a witness's status means (SPEC.md 10), in its own words."""
    text = f"{status}: {said}" if said else str(status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return ClockSetBack(text) if "clock" in said else WitnessBusy(text)
    if status == HTTPStatus.CONFLICT:
        return OldSizeConflict(f"{text}: the size that was sent") if kind == SIZE_TYPE else ForkDetected(text)
    return _REFUSALS.get(status, WitnessAnswerUnusable)(text)


def _fault_of(url: str) -> str | None:
    """Say what keeps a URL from being a submission prefix; None for nothing."""
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL as error:
        return str(error)
    if read.scheme not in {"http", "https"}:
        return "its scheme is neither https nor http"
    if not read.host or any(one.isspace() for one in url):
        return "it names no host" if not read.host else "it holds a space"
    if read.port is not None and not 0 < read.port < _PORTS:
        return f"there is no port {read.port}"
    if read.userinfo or read.query or read.fragment:
        return "it holds a password, a query or a fragment"
    return None


def _one_line(data: bytes) -> str:
    text = data[:200].decode("utf-8", "replace").strip()
    return "".join(c if c.isprintable() else " " for c in text)


def _last_cosigned(view: LogView, key: VerifierKey) -> int:
    """Find the size under which the log holds a witness's last cosignature; 0 when it is far back."""
    for size in reversed(view.signed_sizes()[-_LOOK_BACK:]):
        if any(line.is_by(key) for line in view.signed_checkpoint(size).signatures):
            return size
    return 0
