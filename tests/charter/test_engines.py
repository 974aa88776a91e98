"""Whatever needs a store runs on both engines, or says why it cannot."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Boolean
from sqlalchemy.dialects import postgresql, sqlite

from db.tables.all import METADATA
from db.types import Flag
from tests.charter.source import ROOT, none
from tests.conftest import BOTH

OPENS = {"prepare", "open_store", "reading_only"}
ABOUT_FILES = {
    "tests/db/test_engine.py": "what a file may be",
    "tests/db/test_migrations.py": "batch mode is SQLite's",
    "tests/db/test_migrations_golden.py": "files of older programs",
    "tests/db/test_upgrade.py": "copies aside and kills of files",
    "tests/db/test_upgrade_bookings.py": "a file of the second program",
    "tests/db/test_search.py": "is given both engines by its own fixture",
    "tests/app/practice/test_bulk.py": "reads the rows of a generated file",
    "tests/app/service/test_commands_life.py": "thousands of steps, each on a new file",
    "tests/app/testdrives/test_commands_life.py": "thousands of steps, each on a new file",
    "tests/app/test_errors_stale.py": "one filled file for every noun",
    "tests/reliability/test_hostile.py": "a golden file beside the store of both engines",
    "tests/stories/test_prospects.py": "the practice store is a file",
    "tests/stories/test_showroom_window.py": "the practice store is a file",
    "tests/app/practice/test_month.py": "the practice store is a file",
    "tests/app/practice/test_month_believable.py": "the practice store is a file",
    "tests/app/practice/test_deals.py": "the practice store is a file",
    "tests/app/practice/test_special_orders.py": "the practice store is a file",
}
"""Tests that open a store themselves and not through `records` or a place of both engines."""


def test_a_test_with_a_store_runs_on_both_engines() -> None:
    offences = [
        f"{file}:{line}: {call}"
        for folder in BOTH
        for path in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if (file := path.relative_to(ROOT).as_posix()) not in ABOUT_FILES and "server" not in file
        for line, call in _opened_files(path)
    ]
    none(offences, "Take `records` or `founded_place`, or say sqlite_only(reason):")


def test_the_exceptions_are_still_there() -> None:
    gone = [file for file in ABOUT_FILES if not _opened_files(ROOT / file)]
    assert gone == []


def test_who_is_left_out_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for found in re.finditer(r"mark\.sqlite_only\b(\(\"(.*?)\"\))?", path.read_text("utf-8"))
        if path.name != Path(__file__).name and len((found[2] or "").split()) < 3
    ]
    none(silent, "sqlite_only(reason) in some words:")


def test_yes_and_no_are_compared_in_the_words_of_each_engine() -> None:
    """`IS` takes no bound value on a server."""
    flags = [
        column
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, Flag)
    ]
    assert len(flags) > 10
    for flag in flags:
        for said in (flag.is_(True), flag.is_(False), flag.is_not(True), flag == False):  # noqa: E712
            on_server = str(said.compile(dialect=postgresql.dialect()))
            assert re.search(r"(IS|IS NOT|=) (true|false)$", on_server), on_server
            on_file = str(said.compile(dialect=sqlite.dialect()))
            assert re.search(r"(IS|IS NOT|=) [01]$", on_file), on_file
    assert isinstance(flags[0].type.load_dialect_impl(postgresql.dialect()), Boolean)


def _opened_files(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    if re.search(r"^pytestmark = pytest\.mark\.sqlite_only", text, re.MULTILINE):
        return []
    return list(_calls(ast.parse(text)))


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls that open a store, but for those of the places that both engines have."""
    functions = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    both = (one for one in functions if not any(map(_is_left_out, one.decorator_list)))
    for call in (node for one in both for node in ast.walk(one) if isinstance(node, ast.Call)):
        given = ast.unparse(call)
        named = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if named in OPENS and not re.search(r"founded_place|place\b|address|engine\.", given):
            yield call.lineno, given


def _is_left_out(decorator: ast.expr) -> bool:
    return "sqlite_only" in ast.unparse(decorator)
