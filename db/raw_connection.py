"""Connections of SQLite's driver alone, for what cannot wait for the database library."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

Error = (sqlcipher3.dbapi2.Error, UnicodeDecodeError)
"""Of a file whose schema is mixed with another's, SQLite quotes bytes that are no text."""


def connect(path: Path, mode: str, *, timeout: float = 10.0) -> Any:
    """A connection to exactly this file, whatever signs its name has; any thread may use it.

    `mode` is SQLite's (`ro`, `rw`, `rwc`), with further options after an `&`; `timeout` in
    seconds. Raises Error.
    """
    raw = sqlcipher3.dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    raw.execute("PRAGMA trusted_schema=OFF")
    return raw
