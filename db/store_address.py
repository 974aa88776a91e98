"""Where a store lies: a file of this PC, or a database on a PostgreSQL server.

An address is read here and nowhere else, so that none ever becomes the name of a file, and the
password in it is shown by nothing.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from db.failures import Cause, Trouble

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""Two characters at least: C: is a drive."""
PASSWORD = re.compile(r"(?<=//)[^/@\s]*:[^\s]*@|(?<=password=)[^\s&'\"]+", re.IGNORECASE)
SERVER_SCHEMES = ("postgresql", "postgres")
FILE_SCHEME = "sqlite"
PORT = 5432
OPTIONS = frozenset(
    ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "passfile")
)
"""What may stand behind the `?` of a server's address, as libpq calls it."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a PostgreSQL server. Its text is host, port and database, never the login.

    `host` is a name, a number or the folder of a socket. An empty `password` leaves it to libpq:
    PGPASSWORD or the password file.
    """

    host: str
    database: str
    user: str = field(repr=False)
    password: str = field(default="", repr=False)
    port: int = PORT
    options: tuple[tuple[str, str], ...] = ()
    folder: Path = field(default=Path(), repr=False, compare=False)
    """Where this PC keeps what belongs to the store and stays here: drafts, locks, reports."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}/{self.database}"


StorePlace = Path | ServerAddress


def local_folder(place: StorePlace) -> Path:
    """The folder of this PC that goes with a store."""
    return place.parent if isinstance(place, Path) else place.folder


def parse(text: str) -> StorePlace:
    """The place that somebody named: postgresql://…, sqlite:///FILE or the path of a file.

    Trouble(ADDRESS) for any other scheme and for what cannot be read; it names no more than the
    scheme, since anything else may be a piece of a password.
    """
    found = SCHEME.match(text)
    if found is None:
        return Path(text).absolute()
    scheme = found[1].lower()
    if scheme == FILE_SCHEME:
        return _file(text)
    if scheme not in SERVER_SCHEMES:
        raise Trouble(Cause.ADDRESS, f"{scheme}:")
    try:
        return _server(text)
    except ValueError:
        raise Trouble(Cause.ADDRESS, f"{scheme}:") from None


def text_of(address: ServerAddress) -> str:
    """The address as `parse` reads it, without its password."""
    is_socket = address.host.startswith("/")
    host = f"[{address.host}]" if ":" in address.host else address.host
    options = (*address.options, *((("host", address.host),) if is_socket else ()))
    user = f"{quote(address.user, safe='')}@" if address.user else ""
    where = f"{user}{'' if is_socket else host}:{address.port}/{quote(address.database, safe='')}"
    return f"postgresql://{where}{f'?{urlencode(options)}' if options else ''}"


def hide_password(text: str) -> str:
    """The text with every login of an address in it blotted out: for what others have worded."""
    return PASSWORD.sub(lambda found: "…@" if found[0].endswith("@") else "…", text)


def _file(text: str) -> Path:
    """`sqlite:///relative.db`, `sqlite:////absolute.db`; the rest stands as it is, `?` and all."""
    _scheme, mark, path = text.partition(":///")
    if not mark or not path or path.startswith(":"):
        raise Trouble(Cause.ADDRESS, f"{FILE_SCHEME}:")
    return Path(path).absolute()


def _server(text: str) -> ServerAddress:
    """ValueError for what is no address, also where a password holds a sign that ends it early."""
    parts = urlsplit(text)
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    database, host = unquote(parts.path.removeprefix("/")), parts.hostname or ""
    host = unquote(host) or options.get("host", "")
    odd = parts.fragment or not options.keys() <= OPTIONS
    if odd or not database or "/" in database or "@" in database or not host:
        raise ValueError
    return ServerAddress(
        host,
        database,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.port or PORT,
        tuple(sorted((name, value) for name, value in options.items() if name != "host")),
    )
