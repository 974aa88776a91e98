"""SQLAlchemy is loaded without asyncio and works all the same; both come when they are wanted."""

import subprocess
import sys

LOADED = """
import sys
from app import database_library
database_library.load()
import db.tables.all
assert "sqlalchemy.orm" in sys.modules
print(*(name for name in database_library.UNUSED if name in sys.modules))
"""
USED = (
    LOADED
    + """
from sqlalchemy.util import compat, concurrency, langhelpers
assert concurrency.is_exit_exception(KeyboardInterrupt())
assert not concurrency.iscoroutine(1)
assert list(compat.importlib_metadata_get("no.such.group")) == []
import asyncio, importlib.metadata
assert concurrency.asyncio.Lock is asyncio.Lock
assert langhelpers.importlib.metadata.version("sqlalchemy")
assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"
"""
)


def _said(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_the_database_library_is_loaded_without_what_nobody_uses() -> None:
    assert _said(LOADED) == ""


def test_what_was_left_out_comes_when_it_is_asked_for() -> None:
    assert _said(USED) == ""
