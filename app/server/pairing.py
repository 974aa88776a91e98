"""What another PC does with a pairing code.

It knows the main PC by it, and gets a login of its own.
"""

import socket
import ssl
import struct
from dataclasses import replace
from pathlib import Path

from app.data_folders import (
    CERTIFICATE,
    ServerAddress,
    StorePlace,
    local_folder,
    shared_store,
)
from app.errors import Cause, Refused, Trouble
from app.server import pairing_code, places
from app.server.certificate import fingerprint
from app.server.pairing_code import PairingCode
from app.server.tls_entrance import TLS_REQUEST
from app.text import N_
from db import engine as engines
from db import schema_version, server_copy, server_roles

SECONDS = 10.0
TRIED = "pairing.crt"
OTHER_PC = N_(
    "The PC that answers is not the one that made this code. Nothing was sent to it. Look at the"
    " code and the address again, or have a new code made."
)
USED = N_("This code was used already or is older than an hour. Have a new one made.")


def pair(code: PairingCode, folder: Path, *, station: str) -> ServerAddress:
    """Lets this PC work in the main PC's store; its login stands in the data folder afterwards.

    Refused: another PC answers, the code was used. Trouble: SERVER, REVOKED, NEWER (this program is
    too old), MAIN_PC (the main PC's is). Until the end this PC works where it worked before.
    """
    certificate = _certificate(code)
    tried = folder / TRIED
    places.write_private(tried, certificate)
    try:
        options = (("sslmode", "verify-ca"), ("sslrootcert", str(tried)))
        login = (code.user, code.password, code.port, options, folder)
        place = ServerAddress(code.host, server_roles.DATABASE, *login)
        own = replace(place, password=_own_password(place, station), options=())
        places.write_private(folder / CERTIFICATE, certificate)
        places.use(own, folder)
    finally:
        tried.unlink(missing_ok=True)
    found = shared_store(folder)
    assert found is not None
    return found


def join(typed: str, place: StorePlace, *, station: str) -> ServerAddress:
    """As `pair`, with a code as somebody typed it, instead of the store at `place`."""
    return pair(pairing_code.read(typed), local_folder(place), station=station)


def _certificate(code: PairingCode) -> str:
    """The certificate of whoever answers, as PEM, if it is the one that the code names."""
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE  # compared below, before anything is sent
    try:
        with socket.create_connection((code.host, code.port), timeout=SECONDS) as raw:
            raw.sendall(struct.pack("!II", 8, TLS_REQUEST))
            if raw.recv(1) != b"S":
                raise Refused("pair.fingerprint", OTHER_PC)
            with anybody.wrap_socket(raw) as tls:
                shown = tls.getpeercert(binary_form=True) or b""
    except ssl.SSLError:
        raise Refused("pair.fingerprint", OTHER_PC) from None
    except OSError:
        raise Trouble(Cause.SERVER, f"{code.host}:{code.port}") from None
    if fingerprint(shown) != code.fingerprint:
        raise Refused("pair.fingerprint", OTHER_PC)
    return ssl.DER_cert_to_PEM_cert(shown)


def _own_password(place: ServerAddress, station: str) -> str:
    """A password that takes the place of the code's; the versions are compared before."""
    try:
        if engines.inspect(place) != schema_version.SCHEMA:
            raise Trouble(Cause.MAIN_PC, str(place))
        password = server_roles.new_password()
        with server_copy.maintaining(place, lock=False) as connection:
            server_roles.keep_login(connection, place.user, password=password, station=station)
    except Trouble as trouble:
        if trouble.cause is Cause.LOGIN:
            raise Refused("pair.used", USED) from None
        raise
    return password
