"""The code that is typed at another PC to join the store of the main PC.

Address and port, fingerprint, secret and a check sum: 35 bytes, written as fourteen groups of four.
"""

import base64
import hashlib
import socket
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from app.errors import Refused
from app.server.certificate import FINGERPRINT_BYTES
from app.text import N_
from db.server_roles import VALID

SECRET_BYTES, CHECK_BYTES, GROUP = 10, 3, 4
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters I, L, O, U: what looks like a digit is one."""
WRITTEN = str.maketrans(STANDARD, READABLE)
READ = str.maketrans(READABLE + "ILO", STANDARD + "BBA")
LENGTH = (4 + 2 + FINGERPRINT_BYTES + SECRET_BYTES + CHECK_BYTES) * 8 // 5


@dataclass(frozen=True, slots=True)
class PairingCode:
    """What a code says; `host` is an IPv4 address."""

    host: str
    port: int
    fingerprint: bytes
    secret: bytes

    @property
    def user(self) -> str:
        """The login that the code opens: told by the secret, so that it need not be typed."""
        return "pc_" + hashlib.sha256(b"user" + self.secret).hexdigest()[:12]

    @property
    def password(self) -> str:
        """The password of that login until the workstation has one of its own."""
        return self.secret.hex()

    def until(self, made: datetime) -> datetime:
        """When a code that was `made` then expires."""
        return made + VALID

    def text(self) -> str:
        """As it is read out and typed."""
        where = socket.inet_aton(self.host) + self.port.to_bytes(2, "big")
        content = where + self.fingerprint + self.secret
        written = base64.b32encode(content + _check(content)).decode().translate(WRITTEN)
        return "-".join(written[at : at + GROUP] for at in range(0, len(written), GROUP))


def read(typed: str) -> PairingCode:
    """The code as somebody typed it, with or without its strokes. Refused for anything else."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(one for one in plain if one.isalnum())
    try:
        if len(plain) != LENGTH:
            raise ValueError
        content = base64.b32decode(plain.translate(READ))
    except ValueError:
        content = b""
    said, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:]
    if not said or _check(said) != check:
        raise Refused("pair.code", N_("This is no pairing code. Compare it sign by sign."))
    end = 6 + FINGERPRINT_BYTES
    port = int.from_bytes(said[4:6], "big")
    return PairingCode(socket.inet_ntoa(said[:4]), port, said[6:end], said[end:])


def _check(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:CHECK_BYTES]
