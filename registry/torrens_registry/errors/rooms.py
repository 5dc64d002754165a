"""Errors of the rooms around the rules: settings, store, writer, mirror, evidence, keys, access."""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_registry.errors.root import RegistryError


class SettingsRefused(RegistryError):
    """A setting is unknown, malformed or forbidden."""

    code: ClassVar[str] = "settings-refused"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "see the settings table in registry/README.md and mend the named setting"


class StoreError(RegistryError):
    """The database cannot give or keep it."""

    code: ClassVar[str] = "store-error"
    default_remedy: ClassVar[str] = "check the database URL and the file"


class NotStored(StoreError):
    """No such row."""

    code: ClassVar[str] = "not-stored"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "check the id; wait for the mirror if it was written a moment ago"


class SchemaDiffers(StoreError):
    """The file was written by another release."""

    code: ClassVar[str] = "schema-differs"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "run the migrations for the vault, or drop and rebuild the mirror"


class StoreUnreachable(StoreError):
    """The database does not answer."""

    code: ClassVar[str] = "store-unreachable"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "name its home with --home; or start the database, or mend its URL"


class LeaseHeld(StoreError):
    """Another process holds this cursor's lease."""

    code: ClassVar[str] = "lease-held"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "stop the other process, or wait until its lease ends"


class WriterError(RegistryError):
    """An intent cannot become a transaction."""

    code: ClassVar[str] = "writer-error"
    default_remedy: ClassVar[str] = "look at the intent; it stays in the outbox until its event is final"


class IdempotencyConflict(WriterError):
    """The same key was used for another request."""

    code: ClassVar[str] = "idempotency-conflict"
    default_remedy: ClassVar[str] = "use a new idempotency key for a new request"


class NonceConflict(WriterError):
    """Another sender used this key's nonce."""

    code: ClassVar[str] = "nonce-conflict"
    default_remedy: ClassVar[str] = "let one writer alone use this key"


class IntentAbandoned(WriterError):
    """Nobody signed it, and the exchange gave it up."""

    code: ClassVar[str] = "intent-abandoned"
    default_remedy: ClassVar[str] = "ask for the same again: it gets an intent of its own"


class IntentFixed(WriterError):
    """An intent that was signed cannot be given up: its bytes may be mined at any time."""

    code: ClassVar[str] = "intent-fixed"
    default_remedy: ClassVar[str] = "run its verb again: the identical bytes are sent until they are final"


class TransactionStuck(WriterError):
    """Sent, not mined within the bound."""

    code: ClassVar[str] = "transaction-stuck"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "run the writer again; it sends the identical bytes"


class NotRefused(WriterError):
    """A call that had to be refused went through."""

    code: ClassVar[str] = "not-refused"
    default_remedy: ClassVar[str] = "stop: a rule of the register does not hold; report the transaction"


class MirrorError(RegistryError):
    """The mirror is not the chain."""

    code: ClassVar[str] = "mirror-error"
    default_remedy: ClassVar[str] = "run `torrens mirror check`, then `torrens mirror rebuild` from the chain"


class Diverged(MirrorError):
    """A row or the journal differs from the chain."""

    code: ClassVar[str] = "diverged"
    default_remedy: ClassVar[str] = "do not serve the named rows; find who wrote them, then rebuild the mirror"


class WordWithoutEvent(MirrorError):
    """A Written without its typed event, or out of order."""

    code: ClassVar[str] = "word-without-event"
    default_remedy: ClassVar[str] = "stop: this chain runs another kernel or another release; check the code hashes"


class ReorgTooDeep(MirrorError):
    """The branch leaves below the kept undo rows."""

    code: ClassVar[str] = "reorg-too-deep"
    default_remedy: ClassVar[str] = "check which branch is final, then rebuild the mirror"


class NodeBehind(MirrorError):
    """The node's head is below the mirror's cursor."""

    code: ClassVar[str] = "node-behind"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "wait for the node to catch up, or use another node"


class Unproven(MirrorError):
    """The node offers no proof: checked, not proved."""

    code: ClassVar[str] = "unproven"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "ask a node that serves eth_getProof"


class EvidenceError(RegistryError):
    """A bundle or a log entry cannot be made."""

    code: ClassVar[str] = "evidence-error"
    default_remedy: ClassVar[str] = "run the bundler again; nothing is lost"


class NotYetFinal(EvidenceError):
    """Its block or checkpoint is not final."""

    code: ClassVar[str] = "not-yet-final"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "wait until the block is final and the checkpoint is anchored"


class KeyUnusable(RegistryError):
    """A secret key cannot be used."""

    code: ClassVar[str] = "key-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "check the key store folder in the settings"


class WrongPassword(KeyUnusable):
    """The key file does not open with this password."""

    code: ClassVar[str] = "wrong-password"
    default_remedy: ClassVar[str] = "give the password of this key file"


class KeyMissing(KeyUnusable):
    """No key file of this name."""

    code: ClassVar[str] = "key-missing"
    default_remedy: ClassVar[str] = "make the key first, or name another key store folder"


class KeyExists(KeyUnusable):
    """A key file of this name is already there."""

    code: ClassVar[str] = "key-exists"
    default_remedy: ClassVar[str] = "use the key that is there, or choose another name; key files are never overwritten"


class PasswordMissing(KeyUnusable):
    """No password file, and nobody to ask."""

    code: ClassVar[str] = "password-missing"
    default_remedy: ClassVar[str] = "name a password file, or run where a prompt can be answered"


class AccessError(RegistryError):
    """The caller may not."""

    code: ClassVar[str] = "access-error"
    default_remedy: ClassVar[str] = "ask the operator for access"


class NotAuthenticated(AccessError):
    """No token, or one that is not known."""

    code: ClassVar[str] = "not-authenticated"
    default_remedy: ClassVar[str] = "send a token of this service"


class NotAllowed(AccessError):
    """The token or the role does not cover the verb."""

    code: ClassVar[str] = "not-allowed"
    default_remedy: ClassVar[str] = "use a token or a key whose scope covers the verb"


class NotEnrolled(AccessError):
    """No party has enrolled this key on this register."""

    code: ClassVar[str] = "not-enrolled"
    default_remedy: ClassVar[str] = "enrol the party with this key first, or use a key that is enrolled"


class KeyNotLive(AccessError):
    """The key is not yet, or no longer, live: rotated, ended or expired."""

    code: ClassVar[str] = "key-not-live"
    default_remedy: ClassVar[str] = "use the party's present key, or add a new one with a live key of the party"


class RoleMissing(AccessError):
    """The key lacks a role that the verb needs."""

    code: ClassVar[str] = "role-missing"
    default_remedy: ClassVar[str] = "use a key that has the named role"
