"""Datasets: hashed, salted, and kept in the vault; the chain sees only the dataId."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from torrens_anchor.datasets.contents import Contents, parse_contents, require_something, root_of
from torrens_anchor.datasets.reading import FileFacts, found_in, read_data
from torrens_anchor.errors import DigestMismatch
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode, parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import DataId, TitleId, data_id
from torrens_contracts.types import Digest32
from torrens_registry.errors import NotStored
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.title_tables import GrantRow
from torrens_registry.store.vault_tables import DisclosureRow

VERSION: Final = "torrens/dataset/2"
OLD_VERSION: Final = "torrens/dataset/1"
"""What a vault may hold of earlier days; read, never written."""
KIND: Final = "dataset"
"""Kind of the vault's disclosure that holds a dataset."""
SEARCH_VERSION: Final = "torrens/duplicate-search/1"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that can be registered.

    Attributes:
        id: Its dataId, salted.
        root: Root of its content.
        salt: What the dataId was salted with; the vault keeps it.
        contents: What its data hashes to, in the form in which it is registered.
        read: This registrar read the data; else its owner handed over no more than the fingerprint.
        file: What the bytes of a table's one file hash to, where they were read; None for all else.
    """

    id: DataId
    root: Root
    salt: bytes
    contents: Contents
    read: bool
    file: FileFingerprint | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A search for the same content among everything this registrar knows.

    Attributes:
        digest: SHA-256 of the search's document, as the notice carries it.
        document: What was searched and found, canonical JSON.
        found: Ids of titles over the same content.
    """

    digest: Digest32
    document: bytes
    found: tuple[str, ...]


def keep_files(office: Office, paths: Sequence[Path], salt: bytes | None = None) -> Dataset:
    """Reads a dataset's files or its folder, and keeps what they hash to.

    Args:
        office: The exchange's office.
        paths: Files, those named .csv read as tables by their lines; or one folder.
        salt: 32 bytes; made when absent.

    Returns:
        The dataset.

    Raises:
        UnusableFile: Something cannot be read, or there is not one byte in it.
        MalformedInput: A folder beside others, no file, or two of one name.
    """
    found = read_data(paths)
    return keep(office, found.contents, salt, file=found.file)


def keep(
    office: Office,
    contents: Contents,
    salt: bytes | None = None,
    *,
    read: bool = True,
    file: FileFingerprint | None = None,
) -> Dataset:
    """Keeps what a dataset hashes to, with the salt, in the vault; twice changes nothing.

    Args:
        office: The exchange's office.
        contents: What its data hashes to.
        salt: 32 bytes; made when absent.
        read: This registrar read the data; else the fingerprint is its owner's word, and what the title is about.
        file: What the bytes of a table's one file hash to, where they were read.

    Returns:
        The dataset.

    Raises:
        UnusableFile: There is not one byte in it.
    """
    root = root_of(require_something(contents))
    if salt is None:
        salt = _known_salt(office, root) or office.salt(f"dataset/{root.hex()}")
    dataset = Dataset(data_id(root, salt), root, salt, contents, read, file)
    row = DisclosureRow(subject=to_hex(dataset.id), kind=KIND, created=office.now(), body=_body(dataset))
    with office.store.write() as session:
        if rows.get(session, DisclosureRow, row.subject, KIND) is None:
            rows.insert(session, [row])
    return dataset


def find(office: Office, identifier: DataId) -> Dataset:
    """Reads a dataset from the vault.

    Args:
        office: The exchange's office.
        identifier: Its dataId.

    Returns:
        The dataset.

    Raises:
        NotStored: The vault does not have it.
        DigestMismatch: What the vault has does not hash to its dataId.
    """
    with office.store.read() as session:
        row = rows.get(session, DisclosureRow, to_hex(identifier), KIND)
    if row is None:
        raise NotStored(
            f"the vault holds no dataset {to_hex(identifier)}",
            remedy="fingerprint the dataset at this registrar first",
            id=to_hex(identifier),
        )
    dataset = _parse(row.body)
    if dataset.id != identifier:
        raise DigestMismatch(f"the vault's dataset {to_hex(identifier)} hashes to {to_hex(dataset.id)}")
    return dataset


def search(office: Office, dataset: Dataset) -> Search:
    """Searches the vault and the mirror for titles over the same content.

    Equality of data never shows in a dataId, which is salted; only a registrar that has the roots can tell. What is
    found is disclosed, never refused: several may hold the same right over the same data (domain.md 1.3).

    Args:
        office: The exchange's office.
        dataset: The dataset.

    Returns:
        The search, with the digest that the notice carries.
    """
    return search_each(office, [dataset])[0]


def search_each(office: Office, datasets: Sequence[Dataset], titles: Sequence[TitleId] = ()) -> list[Search]:
    """Searches for each of several datasets, with one look at vault and mirror.

    Args:
        office: The exchange's office.
        datasets: The datasets.
        titles: What is being noticed over each of them, in one transaction: to the search of a later one, those before
            it stand already.

    Returns:
        A search each.
    """
    office.sync()
    wanted: dict[Root, list[str]] = {one.root: [] for one in datasets}
    with office.store.read() as session:
        kept = rows.listed(session, DisclosureRow, rows.column(DisclosureRow, "kind") == KIND)
        root_of_data = {row.subject: root for row in kept if (root := _parse(row.body).root) in wanted}
        over = rows.column(GrantRow, "parent").in_(list(root_of_data))
        standing = [row for row in rows.listed(session, GrantRow, over) if row.is_title]
    for row in standing:
        wanted[root_of_data[row.parent]].append(row.id)
    found = []
    for index, dataset in enumerate(datasets):
        found.append(_search(office, dataset.root, len(kept), tuple(sorted(wanted[dataset.root]))))
        wanted[dataset.root] += [to_hex(one) for one in titles[index : index + 1]]
    return found


def _search(office: Office, root: Root, searched: int, found: tuple[str, ...]) -> Search:
    document = encode(
        {
            "v": SEARCH_VERSION,
            "registrar": office.exchange,
            "contentRoot": to_hex(root),
            "searched": searched,
            "found": found,
        }
    )
    return Search(Digest32(sha256(document).digest()), document, found)


def _known_salt(office: Office, root: Root) -> bytes | None:
    """Gives the salt under which this content was kept before: the same files are the same dataset here."""
    with office.store.read() as session:
        kept = rows.listed(session, DisclosureRow, rows.column(DisclosureRow, "kind") == KIND)
    return next((one.salt for one in map(_parse, (row.body for row in kept)) if one.root == root), None)


def _body(dataset: Dataset) -> str:
    return encode(
        {
            "v": VERSION,
            "root": to_hex(dataset.root),
            "salt": to_hex(dataset.salt),
            "fingerprint": dataset.contents.encode().decode(),
            "read": dataset.read,
            "file": dataset.file.encode().decode() if dataset.file else "",
        }
    ).decode()


def _parse(body: str) -> Dataset:
    value = parse_canonical_object(body.encode())
    if value.get("v") == OLD_VERSION:
        return _parse_old(value)
    members = Members(value, KIND, ("v", "root", "salt", "fingerprint", "read", "file"))
    file = FileFingerprint.parse(members.text("file").encode()) if members.text("file") else None
    return _kept(members, parse_contents(members.text("fingerprint").encode()), file, read=members.flag("read"))


def _parse_old(value: JsonObject) -> Dataset:
    """Reads what was kept before there were other forms than files: a file's facts each, its rows' besides."""
    members = Members(value, KIND, ("v", "root", "salt", "files"))
    found = found_in(members.items("files", _old_file))
    return _kept(members, found.contents, found.file, read=True)


def _old_file(value: JsonValue, where: str) -> FileFacts:
    one = Members(value, where, ("name", "file", "table"))
    table, file = one.value("table"), FileFingerprint.parse(encode(one.value("file")))
    return FileFacts(one.text("name"), file, None if table is None else TableFingerprint.parse(encode(table)))


def _kept(members: Members, contents: Contents, file: FileFingerprint | None, *, read: bool) -> Dataset:
    root, salt = Root(members.data("root", 32)), members.data("salt", 32)
    if root_of(contents) != root:
        raise DigestMismatch(f"the vault's fingerprint has the root {root_of(contents).hex()}, not {root.hex()}")
    return Dataset(data_id(root, salt), root, salt, contents, read, file)
