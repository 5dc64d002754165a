"""A time authority in a folder: certificates made here, tokens made by `openssl ts`, and a server that gives them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from torrens_anchor.documents.der import encode_value, parts
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.documents.timestamp_form import ordered

CONFIG = """[tsa]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Certified:
    """A key with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def certified(
    name: str,
    issuer: Certified | None = None,
    *,
    eku: x509.ObjectIdentifier | None = None,
    critical: bool = True,
    until: datetime | None = None,
    since: datetime | None = None,
    like: Certified | None = None,
    ca: bool | None = None,
) -> Certified:
    """Make a certificate: an authority's without purpose, a signer's with one; or one like another, with its key."""
    key = like.key if like else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(like.certificate.serial_number if like else x509.random_serial_number())
        .not_valid_before(since or now - timedelta(days=2))
        .not_valid_after(until or now + timedelta(days=30))
        .add_extension(
            x509.BasicConstraints(ca=eku is None and like is None if ca is None else ca, path_length=None),
            critical=True,
        )
    )
    if eku:
        builder = builder.add_extension(x509.ExtendedKeyUsage([eku]), critical=critical)
    return Certified(key, builder.sign(issuer.key if issuer else key, SHA256()))


class Tsa:
    """A time authority: a root, perhaps one between, and a signer."""

    def __init__(self, folder: Path, signer: Certified, between: Certified, root: Certified) -> None:
        self.folder, self.signer, self.between, self.root = folder, signer, between, root
        folder.mkdir()
        (folder / "serial").write_text("01\n")
        (folder / "tsa.pem").write_bytes(signer.pem)
        (folder / "chain.pem").write_bytes(between.pem + signer.pem)
        (folder / "tsa.key").write_bytes(signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    @classmethod
    def make(cls, folder: Path, **signer: object) -> "Tsa":
        """Make a root, one between and a signer, whose certificate may be odd."""
        root = certified("root")
        between = certified("between", root)
        purpose: dict[str, object] = {"eku": ExtendedKeyUsageOID.TIME_STAMPING} | signer
        return cls(folder, certified("signer", between, **purpose), between, root)  # type: ignore[arg-type] # as named there

    def signer_again(self, **odd: object) -> Certified:
        """Give the signer another certificate of the same names and key; its number too, unless it is odd."""
        purpose: dict[str, object] = {"eku": ExtendedKeyUsageOID.TIME_STAMPING} | odd
        return certified("signer", self.between, like=self.signer, **purpose)  # type: ignore[arg-type] # as named there

    def authority(self, *more: bytes, name: str = "a court's clock") -> TimeAuthority:
        return TimeAuthority(name, (self.root.der, *more))

    def saying(self, name: str, value: str) -> None:
        """Change a line of the authority's configuration."""
        path = self.folder / "tsa.cnf"
        lines = [f"{name} = {value}" if line.startswith(f"{name} ") else line for line in path.read_text().splitlines()]
        path.write_text("\n".join(lines) + "\n")

    def reply(self, query: bytes) -> bytes:
        """Answer a request as the authority does."""
        (self.folder / "query").write_bytes(query)
        self._openssl("-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query", "-out", "reply")
        return (self.folder / "reply").read_bytes()

    def token(self, message: bytes, *flags: str, digest: str = "sha256") -> bytes:
        """Make a token for a message."""
        (self.folder / "message").write_bytes(message)
        self._openssl("-query", "-data", "message", f"-{digest}", "-cert", *flags, "-out", "query")
        self._openssl(
            "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query", "-token_out", "-out", "token"
        )
        return ordered((self.folder / "token").read_bytes())

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", "ts", *arguments], cwd=self.folder, check=True, capture_output=True)


def swap(token: bytes, old: bytes, new: bytes) -> bytes:
    """Put another certificate in the place of one, lengths and all."""
    return ordered(replaced(token, old, new))


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Put another value in the place of one, lengths and all; nothing where it is left out."""
    found = b""
    for tag, body in parts(data):
        inside = replaced(body, old, new) if tag & 0x20 else body
        whole = encode_value(tag, inside)
        found += new if whole == old else whole
    return found


class _Server(HTTPServer):
    answer: tuple[int, str, bytes] | None = None
    tsa: Tsa


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        query = self.rfile.read(int(self.headers["content-length"]))
        assert self.headers["content-type"] == "application/timestamp-query"
        status, kind, body = server.answer or (200, "application/timestamp-reply", server.tsa.reply(query))
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@contextmanager
def served(tsa: Tsa, answer: tuple[int, str, bytes] | None = None) -> Iterator[str]:
    """Serve an authority on loopback; with `answer` it says that and nothing else."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.tsa, server.answer = tsa, answer
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
