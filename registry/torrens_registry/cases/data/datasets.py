"""Datasets: hashed, salted, and kept in the vault; the chain sees only the dataId."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from torrens_anchor.errors import DigestMismatch, UnusableFile
from torrens_anchor.forms.canonical import encode, parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.hashing.digest import Root
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import DataId, data_id
from torrens_contracts.types import Digest32
from torrens_registry.cases.data.fingerprints import FileFacts, content_root, fingerprint_all
from torrens_registry.errors import NotStored
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.title_tables import GrantRow
from torrens_registry.store.vault_tables import DisclosureRow

VERSION: Final = "torrens/dataset/1"
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
        files: What its files hash to.
    """

    id: DataId
    root: Root
    salt: bytes
    files: tuple[FileFacts, ...]


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


def keep(office: Office, paths: Sequence[Path], salt: bytes | None = None) -> Dataset:
    """Hashes a dataset's files and keeps what they hash to, with the salt, in the vault; twice changes nothing.

    Args:
        office: The exchange's office.
        paths: Its files.
        salt: 32 bytes; made when absent.

    Returns:
        The dataset.

    Raises:
        UnusableFile: A file is missing, unreadable, or changed while it was read; or there is not one byte in them.
        MalformedTable: A table is ragged or not UTF-8; facts name row and byte.
        FieldOutOfRange: No file, or two of one name.
    """
    files = fingerprint_all(paths)
    root = content_root(files)
    if not any(one.file.size for one in files):
        raise UnusableFile(
            f"{files[0].name} holds not one byte: there is nothing to register",
            remedy="name data with something in it; a fingerprint of an empty file can be made, and is everybody's",
            path=files[0].name,
        )
    if salt is None:
        salt = _known_salt(office, root) or office.salt(f"dataset/{root.hex()}")
    dataset = Dataset(data_id(root, salt), root, salt, files)
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
    office.sync()
    with office.store.read() as session:
        kept = rows.listed(session, DisclosureRow, rows.column(DisclosureRow, "kind") == KIND)
        same = [row.subject for row in kept if _parse(row.body).root == dataset.root]
        titles = rows.listed(session, GrantRow, rows.column(GrantRow, "parent").in_(same))
    found = tuple(sorted(row.id for row in titles if row.is_title))
    document = encode(
        {
            "v": SEARCH_VERSION,
            "registrar": office.exchange,
            "contentRoot": to_hex(dataset.root),
            "searched": len(kept),
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
            "files": [one.json() for one in dataset.files],
        }
    ).decode()


def _parse(body: str) -> Dataset:
    members = Members(parse_canonical_object(body.encode()), KIND, ("v", "root", "salt", "files"))
    root, salt = Root(members.data("root", 32)), members.data("salt", 32)
    return Dataset(data_id(root, salt), root, salt, members.items("files", FileFacts.parse))
