"""The server's certificate: made once by itself, and known to others by its fingerprint."""

import hashlib
import os
import shutil
import ssl
import subprocess
from pathlib import Path

from app.errors import Cause, Trouble

PROGRAM = "openssl"
DAYS = 7300
SUBJECT = "/CN=Dealer Desk"
FINGERPRINT_BYTES = 16


def prepare(folder: Path) -> tuple[Path, Path]:
    """Certificate and key in `folder`, made if missing. Trouble(PROGRAM) without openssl."""
    certificate, key = folder / "server.crt", folder / "server.key"
    if not (certificate.exists() and key.exists()):
        _make(certificate, key)
    return certificate, key


def fingerprint(der: bytes) -> bytes:
    """The first half of the SHA-256 of a certificate: enough that no other one fits it."""
    return hashlib.sha256(der).digest()[:FINGERPRINT_BYTES]


def fingerprint_of(certificate: Path) -> bytes:
    """The same of a certificate in a file."""
    return fingerprint(ssl.PEM_cert_to_DER_cert(certificate.read_text("ascii")))


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.3 as the server speaks it."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_3
    made.set_alpn_protocols(["postgresql"])
    made.load_cert_chain(certificate, key)
    return made


def _make(certificate: Path, key: Path) -> None:
    program = shutil.which(PROGRAM)
    if program is None:
        raise Trouble(Cause.PROGRAM, PROGRAM)
    part = certificate.with_suffix(".part")
    os.close(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    files = ("-keyout", str(key), "-out", str(part))
    subprocess.run(  # noqa: S603 - a list, no shell
        [program, "req", "-x509", *curve, "-subj", SUBJECT, "-days", str(DAYS), *files],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    part.replace(certificate)
