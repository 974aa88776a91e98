"""A first look into a store with nothing but the driver.

The database library takes ten times longer to load than this takes to read.
"""

from pathlib import Path
from typing import NamedTuple

from db import file_mark, raw_connection, schema_version
from db.failures import Trouble

PEOPLE = (
    "SELECT id, name, roles FROM staff WHERE active AND password_hash IS NOT NULL ORDER BY name, id"
)


class PreOpenFacts(NamedTuple):
    """Store rules as they are kept (JSON by name) and who may sign in.

    Id, name, codes of the roles.
    """

    rules: dict[str, str]
    people: tuple[tuple[int, str, tuple[str, ...]], ...]


def read_before_open(path: Path) -> PreOpenFacts | None:
    """What the sign-in page needs, without touching anything.

    None wherever there is a doubt: whoever opens the store tells it then.
    """
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        file_mark.refuse_foreign_log(path)
    except Trouble:
        return None
    closed = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    try:
        raw = raw_connection.connect(path, f"ro{closed}", timeout=1)
    except raw_connection.Error:
        return None
    try:
        marks = [
            raw.execute(f"PRAGMA {mark}").fetchone()[0]
            for mark in ("application_id", "user_version")
        ]
        if marks != [schema_version.APPLICATION, schema_version.SCHEMA]:
            return None
        people = tuple(
            (key, name, tuple(roles.split(","))) for key, name, roles in raw.execute(PEOPLE)
        )
        return PreOpenFacts(dict(raw.execute("SELECT name, value FROM setting")), people)
    except raw_connection.Error:
        return None
    finally:
        raw.close()
