"""`torrens log … --log FOLDER`: a log of its own, without an exchange; its key stands beside its folder."""

from __future__ import annotations

from pathlib import Path

from torrens_anchor.notes.auditentry import audit_entry
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused
from torrens_cli.passwords import note_password
from torrens_log.keys import create_pair, new_seed, open_pair, read_vkey
from torrens_log.log import AuditLog

QUESTION = "日志密钥的密码 Password of the log's key: "


def create(folder: Path, name: str | None, password_file: Path | None) -> VerifierKey:
    """Makes the key of a log that stands alone.

    Args:
        folder: The log's folder; `FOLDER.pem` and `FOLDER.vkey` stand beside it, so that the folder can be published.
        name: The log's origin.
        password_file: Its first line opens the key; None asks.

    Returns:
        The verifier key.

    Raises:
        ArgumentRefused: There is no name.
        KeyUnusable: There is a key already, or no password.
    """
    if name is None:
        raise ArgumentRefused("a log of its own needs a --name", remedy="give one, such as --name court.example/log")
    return create_pair(folder, name, new_seed(), note_password(password_file, QUESTION, again=True), KeyType.ED25519)


def vkey(folder: Path) -> VerifierKey:
    """Gives the log's verifier key.

    Args:
        folder: The log's folder.

    Returns:
        The key.

    Raises:
        KeyUnusable: There is none beside the folder.
    """
    return read_vkey(folder)


def opened(folder: Path, password_file: Path | None) -> AuditLog:
    """Opens the log for writing.

    Args:
        folder: Its folder.
        password_file: Its first line opens the key; None asks.

    Returns:
        The log; close it afterwards.

    Raises:
        KeyUnusable: No key, or a wrong password.
        LogLocked: Another process writes it.
    """
    return AuditLog(folder, open_pair(folder, note_password(password_file, QUESTION)))


def uninterpreted(others: int, first: int | None = None) -> tuple[str, str]:
    """Says of entries that they are no audit entries: they stand as bytes, and nothing in them is read.

    Args:
        others: How many are none.
        first: The first of them, where it is worth naming.

    Returns:
        The end of a sentence, in Chinese and in English; empty where there are none.
    """
    if not others:
        return "", ""
    zh, en = (f"(首为第 {first} 条)", f" (the first is {first})") if first is not None else ("", "")
    said = "is not an audit entry; its content is not" if others == 1 else "are not audit entries; their content is not"
    return f";其中 {others} 条并非审计条目{zh},其内容不作解释", f"; {others} {said} interpreted{en}"


def unverified(lines: int) -> tuple[str, str]:
    """Says of cosignatures that nobody named whose they should be.

    Args:
        lines: How many.

    Returns:
        The end of a sentence, in Chinese and in English; empty where there are none.
    """
    if not lines:
        return "", ""
    zh = f";另有 {lines} 行共签出自未指名的见证人,未核验(用 --witness 或 --policy 指名)"
    return zh, f"; {lines} of witnesses not named here were not verified (name them by --witness or --policy)"


def append(folder: Path, entries: list[Path], password_file: Path | None, *, lines: bool) -> tuple[range, int]:
    """Appends files' exact bytes, all or none.

    Args:
        folder: The log's folder.
        entries: The files, in order; `-` is standard input.
        password_file: Its first line opens the key; None asks.
        lines: Each line of the files is an entry, without its newline.

    Returns:
        The entries' indexes, and how many are no audit entries: a log of anybody's takes any bytes.

    Raises:
        UnusableFile: A file cannot be read.
        LimitExceeded: An entry is 64 KiB or longer.
        DiskFailed: The disk refused.
    """
    data = [files.read(Path("/dev/stdin") if str(file) == "-" else file) for file in entries]
    if lines:
        data = [line for each in data for line in each.removesuffix(b"\n").split(b"\n")]
    with opened(folder, password_file) as log:
        return log.append(data), sum(audit_entry(one) is None for one in data)
