"""Vault: what the chain cannot give back. Never touched by the mirror; backed up, migrated, erased by its own rules.

Bodies (`body`) are canonical JSON of a frozen type that another room owns and parses; the columns beside it are what is
searched by. Times are UTC seconds of the clock that was passed in.
"""

from __future__ import annotations

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field

from torrens_registry.store.columns import Row, account, hex32, hex32_or_none, integer, integer_or_none, text


class CaseFileRow(Row):
    """A registration case.

    Attributes:
        case_no: Its number at this registrar.
        state: Its state, a word of the cases room.
        applicant: The party that applies.
        title_id: The title, once its key is fixed.
        created: When it was opened.
        changed: When it last changed.
        body: The case, as canonical JSON.
    """

    case_no: str = Field(primary_key=True, max_length=40)
    state: str = Field(max_length=20, index=True)
    applicant: int = integer(index=True)
    title_id: str | None = Field(default=None, max_length=66, index=True)
    created: int = integer()
    changed: int = integer()
    body: str = text()


class DocumentRow(Row):
    """A document of a case; erasure empties `content` and keeps its digest.

    Attributes:
        case_no: The case.
        sha256: SHA-256 of the content.
        name: File name as handed in.
        media_type: Its media type.
        size: Bytes.
        created: When it was handed in.
        content: The bytes; absent once erased.
    """

    case_no: str = Field(primary_key=True, max_length=40)
    sha256: str = Field(primary_key=True, max_length=66)
    name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int = integer()
    created: int = integer()
    content: bytes | None = Field(default=None, sa_type=LargeBinary)


class DisclosureRow(Row):
    """What was salted before it went on chain: money, legs, salts, terms.

    Attributes:
        subject: The id that commits to it: a voucher, title, dataId or grant.
        kind: money, legs, salt, terms, case: a word of the room that keeps it.
        created: When.
        body: Canonical JSON.
    """

    subject: str = Field(primary_key=True, max_length=66)
    kind: str = Field(primary_key=True, max_length=20)
    created: int = integer()
    body: str = text()


class IntentRow(Row):
    """What is to become one transaction, and what became of it: the outbox.

    Attributes:
        intent_id: Order of creation.
        idempotency_key: Chosen by the caller; the same key never becomes two transactions.
        verb: Name of the verb, as the mirror and the log call it.
        sender: The key that signs.
        target: The contract; absent when it creates one.
        call_data: Selector and arguments, as hex.
        created: When it was asked for.
        state: READY, SIGNED, SENT, DONE or FAILED, see `torrens_registry.writer`.
        nonce: The sender's nonce, once signed.
        gas: Gas limit, once signed.
        raw: The signed bytes as hex, once signed; sent again unchanged until they are mined.
        tx_hash: Their hash.
        block: The final block that holds it.
        block_hash: Hash of that block.
        failure: Why it failed: canonical JSON of the error.
    """

    intent_id: int = integer(key=True)
    idempotency_key: str = Field(max_length=120, unique=True)
    verb: str = Field(max_length=60)
    sender: str = account(index=True)
    target: str | None = Field(default=None, max_length=42)
    call_data: str = text()
    created: int = integer()
    state: str = Field(max_length=10, index=True)
    nonce: int | None = integer_or_none()
    gas: int | None = integer_or_none()
    raw: str | None = Field(default=None, sa_type=Text)
    tx_hash: str | None = Field(default=None, max_length=66, index=True)
    block: int | None = integer_or_none()
    block_hash: str | None = hex32_or_none()
    failure: str | None = Field(default=None, sa_type=Text)


class PendingEntryRow(Row):
    """An entry that the audit log owes: written in the transaction of what it tells, logged when its outcome is final.

    Attributes:
        entry_no: Order.
        intent_id: The intent whose outcome completes it; absent when it is complete already.
        action: noun.verb.
        body: The entry without outcome, as canonical JSON.
        created: When it was decided.
        leaf_index: Its index in the log, once logged.
        leaf_hash: Its leaf hash, once logged.
    """

    entry_no: int = integer(key=True)
    intent_id: int | None = integer_or_none(index=True)
    action: str = Field(max_length=60)
    body: str = text()
    created: int = integer()
    leaf_index: int | None = integer_or_none(index=True)
    leaf_hash: str | None = hex32_or_none()


class LeaseRow(Row):
    """Who runs a job now: writer, mirror, logger, bundler.

    Attributes:
        name: The job, and for the writer its key.
        holder: Who holds it.
        expires: Second after which anybody may take it.
        turn: How often it changed hands; a holder whose turn has passed writes nothing more.
    """

    name: str = Field(primary_key=True, max_length=80)
    holder: str = Field(max_length=120)
    expires: int = integer()
    turn: int = integer()


class BundleRow(Row):
    """Evidence that was built, so that it outlives the node's memory of old states.

    Attributes:
        subject_kind: Kind of word.
        subject: Its id.
        block: The block it speaks of.
        sha256: SHA-256 of the bytes.
        state: State of the subject in it, as answered.
        created: When.
        content: The bundle's exact bytes.
    """

    subject_kind: int = integer(key=True)
    subject: str = Field(primary_key=True, max_length=66)
    block: int = integer(key=True)
    sha256: str = hex32()
    state: int = integer()
    created: int = integer()
    content: bytes = Field(sa_type=LargeBinary)


class CheckpointRow(Row):
    """A signed checkpoint of the audit log, and whether it stands on chain.

    Attributes:
        size: Entries under it.
        root: Their root.
        note: The signed note, exact text.
        created: When it was signed.
        intent_id: The intent that anchors it.
    """

    size: int = integer(key=True)
    root: str = hex32()
    note: str = text()
    created: int = integer()
    intent_id: int | None = integer_or_none()
