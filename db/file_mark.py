"""What a store's file and the log beside it are known by, and the note kept about them.

A log (`-wal`) counts up a salt that began at random: one that does not continue the noted salt
belongs to another file. The first row of the audit names the store for ever, its newest row never
goes back.
"""

import json
import os
import struct
from contextlib import closing, suppress
from pathlib import Path
from time import sleep
from typing import NamedTuple

from db import raw_connection
from db.failures import Cause, Trouble

MAGIC = (0x377F0682, 0x377F0683)
HEADER = struct.Struct(">8I")
RESTARTS = 1 << 20
"""How often a log may begin anew before its salt counts as another one."""
LOOKS = 3
PAUSE = 0.05
"""Seconds; other programs change file, log and note one after the other."""
NEWEST = """SELECT (SELECT gesture FROM audit ORDER BY id LIMIT 1), id, gesture
FROM audit ORDER BY id DESC LIMIT 1"""
NO_STORE = ("no such table", "not a database")


class FileFacts(NamedTuple):
    """First and newest audit row of a file, and the counters that say which copy it is.

    `version` is the program's number of the schema, `edition` SQLite's own, which every copy by
    VACUUM counts up.
    """

    first: str = ""
    newest: int = 0
    gesture: str = ""
    version: int = 0
    edition: int = 0


MIXED = FileFacts(newest=-1)
"""What is read where pages of two files lie over each other."""


class FileMark(NamedTuple):
    """`file` is device and inode. `abandoned`: something else lay in its place when it was open."""

    file: str
    first: str
    newest: int
    version: int
    edition: int
    salt: int | None = None
    abandoned: bool = False


def refuse_foreign_log(path: Path) -> None:
    """Trouble(FOREIGN_LOG) where the log beside a file is another file's. Changes nothing."""
    path = path.resolve()
    for look in range(LOOKS):
        if look:  # another program may just have made the log anew
            sleep(PAUSE * look)
        salt = log_salt(path)
        if salt is None or not path.exists() or _belongs(path, salt):
            return
    raise Trouble(Cause.FOREIGN_LOG, str(log_of(path)))


def goes_on(facts: FileFacts, mark: FileMark) -> bool:
    """True where the rows are the noted ones or what became of them."""
    if not mark.first:
        return True
    is_copy = facts.version == mark.version and facts.edition != mark.edition
    older = facts.newest < mark.newest or facts.version < mark.version
    return facts.first == mark.first and not is_copy and not older


def log_of(path: Path) -> Path:
    """The log of a store's file."""
    return path.with_name(path.name + "-wal")


def identity(path: Path) -> str:
    """Device and inode, "" where nothing lies there."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def log_salt(path: Path) -> int | None:
    """The salt of the log, None where it is missing or SQLite would take it for empty.

    SQLite holds no locks on a log, so that it may be opened; the store's own file may not.
    """
    try:
        with log_of(path).open("rb") as log:
            header = log.read(HEADER.size)
    except OSError:
        return None
    if len(header) < HEADER.size:
        return None
    magic, _version, _page, _checkpoints, salt, *_rest = HEADER.unpack(header)
    return salt if magic in MAGIC else None


def continues(salt: int | None, known: int | None) -> bool:
    """True where a log is the known one or what it became, and where either is not known."""
    return salt is None or known is None or (salt - known) % (1 << 32) < RESTARTS


def facts_of(path: Path) -> FileFacts | None:
    """What lies in the file itself, no rows in what is no store; None where SQLite cannot say.

    SQLite opens the file: whoever opens and closes it by hand drops the locks of this process.
    """
    found = _facts(path, "ro&immutable=1")
    return None if found == MIXED else found


def read(path: Path) -> FileMark | None:
    """The note beside a store's file; None where there is none or it was torn."""
    try:
        return FileMark(**json.loads(_note(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(path: Path, mark: FileMark) -> None:
    """Keeps the note; on a full or closed disk the one before stays."""
    note = _note(path)
    part = note.with_name(f"{note.name}.{os.getpid()}")
    with suppress(OSError):
        part.write_text(json.dumps(mark._asdict()), encoding="utf-8")
        part.chmod(0o600)
        part.replace(note)
        return
    with suppress(OSError):
        part.unlink()


def _belongs(path: Path, salt: int) -> bool:
    mark = read(path)
    if mark is not None:
        facts = facts_of(path)
        if not continues(salt, mark.salt) or (facts is not None and not goes_on(facts, mark)):
            return False
        if mark.abandoned and mark.file != identity(path):
            return False
    return _fits(path)


def _fits(path: Path) -> bool:
    """False where the log would change audit rows that the file has: it is another store's."""
    own, together = facts_of(path), _facts(path, "ro")
    if own is None or together is None or not own.first:
        return True
    if together.newest < own.newest or together.first != own.first:
        return False
    with (
        suppress(*raw_connection.Error),
        closing(raw_connection.connect(path, "ro", timeout=1)) as raw,
    ):
        row = raw.execute("SELECT gesture FROM audit WHERE id = ?", (own.newest,)).fetchone()
        return bool(row == (own.gesture,))
    return True


def _note(path: Path) -> Path:
    return path.with_name(path.name + "-mark")


def _facts(path: Path, options: str) -> FileFacts | None:
    try:
        with closing(raw_connection.connect(path, options, timeout=1)) as raw:
            numbers = [
                raw.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("user_version", "schema_version")
            ]
            return FileFacts(*(raw.execute(NEWEST).fetchone() or ("", 0, "")), *numbers)
    except raw_connection.Error as error:
        if isinstance(error, UnicodeDecodeError) or "malformed" in str(error):
            return MIXED
        return FileFacts() if any(part in str(error) for part in NO_STORE) else None
