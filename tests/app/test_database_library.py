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


PAGES = """
import sys
from app import database_library
database_library.load()
from app.desks import DESKS as SPECS
from ui.desks import DESKS
from sqlalchemy.orm import configure_mappers
import ui.shell.workspace.build_workspace, ui.shell.printing.print_flow
assert all((desk.page_class(), desk.watch_class()) for desk in DESKS) and SPECS
configure_mappers()
late = "sqlalchemy.dialects.postgresql", "reportlab", "PIL"
print(*(name for name in late if name in sys.modules))
"""


def test_no_page_waits_for_the_dialect_of_the_server_or_for_what_draws_papers() -> None:
    assert _said(PAGES) == ""
