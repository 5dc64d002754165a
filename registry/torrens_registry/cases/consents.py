"""A party's consent as a file that passes from who signs to who sends: to what, by which key, until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, Self

from torrens_anchor.errors import FieldMismatch
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import show_hex
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.structs import Consent
from torrens_contracts.types import Timestamp

REVOKE: Final = "revoke"
REDEEM: Final = "redeem"


@dataclass(frozen=True, slots=True)
class ConsentFile:
    """One signature over the struct of a verb.

    Attributes:
        verb: What it consents to: revoke or redeem.
        subject: Of which record, 32 bytes.
        consent: The signature with its key and its times.
    """

    VERSION: ClassVar[str] = "torrens/consent/1"

    verb: str
    subject: bytes
    consent: Consent

    def encode(self) -> bytes:
        """Writes the file: canonical JSON.

        Returns:
            The file's bytes.
        """
        one = self.consent
        members: JsonObject = {
            "v": self.VERSION,
            "verb": self.verb,
            "subject": show_hex(self.subject),
            "signer": show_hex(one.signer),
            "signedAt": one.signed_at,
            "deadline": one.deadline,
            "signature": show_hex(one.signature),
        }
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads the file.

        Args:
            data: The file's bytes.

        Returns:
            The consent, unverified: the chain checks it.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
        """
        names = ("verb", "subject", "signer", "signedAt", "deadline", "signature")
        m = open_document(data, "a consent", cls.VERSION, names)
        consent = Consent(
            Address(m.data("signer", 20)),
            Timestamp(m.integer("signedAt", 40)),
            Timestamp(m.integer("deadline", 40)),
            m.data("signature"),
        )
        return cls(m.text("verb"), m.data("subject", 32), consent)


def require_for(consent: ConsentFile, verb: str, of: bytes) -> None:
    """Refuses a consent to another verb or of another record.

    Args:
        consent: The consent.
        verb: What it must be to.
        of: The record, 32 bytes.

    Raises:
        FieldMismatch: It is.
    """
    if (consent.verb, consent.subject) != (verb, of):
        raise FieldMismatch(
            f"the consent is to {consent.verb} {to_hex(consent.subject)}, not to {verb} {to_hex(of)}",
            remedy="ask the party to sign for this voucher",
        )
