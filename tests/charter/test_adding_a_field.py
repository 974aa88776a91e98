"""The worked example of docs/adding-a-field.md, done in a copy of the tree as it is written."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.charter.source import ROOT

GUIDE = ROOT / "docs" / "adding-a-field.md"
STEP = re.compile(r"^\d\. `([a-z_/]+\.py)`.*?```python\n(.*?)```", re.DOTALL | re.MULTILINE)
AFTER = {
    "db/tables/reception.py": "    course: Mapped[str | None] = column(",
    "app/reception/values.py": "    course: str | None = None\n",
    "ui/reception/visit_form.py": '    field("visit.transport"',
}
"""The lines before which the three files get theirs."""
DAY = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from app.admin import commands as admin, queries as history
from app.desks import DESKS
from app.errors import Refused
from app.reception import commands
from app.reception.register_day import register_day
from app.reception.values import NewVisit
from app.records import Records
from app.permissions import Actor
from db import columns, upgrade
from db.tables.all import METADATA
from db.vocabulary import Role
from PySide6.QtWidgets import QApplication
from ui.reception import visit_form

AT = datetime(2026, 11, 21, 4, tzinfo=UTC)
records = Records(upgrade.prepare(Path(sys.argv[1])), DESKS)
first = admin.FirstStore("店", "zh_CN", "王敏", "长风破浪会有时 1")
records.act(admin.found_store, first, by=admin.founder("PC"), at=AT)
by = Actor(1, "王敏", frozenset({Role.MANAGER}), "PC")
kept = records.act(commands.register, NewVisit(parking="北门 B2"), by=by, at=AT)
with records.read() as session:
    change = history.audit(session, "visit", kept.visit_id)[0]
    [told] = [value for value in change.values if value.name == "parking"]
    assert (told.label, told.new) == ("Parking place", "北…"), told
    [row] = register_day(session, AT.date()).rows
    assert row.remarks == (("parking", "北门 B2"),), row
try:
    records.act(commands.register, NewVisit(parking="长" * 41), by=by, at=AT)
except Refused as refused:
    assert refused.field == "parking", refused.field
else:
    raise AssertionError("too long")
visit = METADATA.tables["visit"]
assert visit.c.parking in columns.forgotten(visit) and columns.declared(visit.c.parking).free
app = QApplication([])
form = visit_form.new_form(lambda: AT.date())
form["parking"].setText("长" * 50)
form["parking"].settle()
assert form["parking"].accessibleName() == "Parking place"
assert form.value()["parking"] == "长" * 40
print("kept, refused, masked, printed, forgotten, asked")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program, with what of it is compiled already."""
    skip = shutil.ignore_patterns("*.mo.part")
    for folder in ("app", "db", "ui", "resources", "installer"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _run(tree: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _files(tree: Path) -> dict[str, bytes]:
    found = (path for path in tree.rglob("*") if path.is_file() and path.suffix in (".py", ".po"))
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in found}


def _take(tree: Path, file: str, code: str) -> None:
    lines = "".join(f"{line[3:]}\n" if line.strip() else "\n" for line in code.splitlines())
    added = "".join(f"    {line}\n" for line in lines.splitlines())
    path, before = tree / file, AFTER[file]
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} is not there once"
    path.write_text(text.replace(before, added + before), encoding="utf-8")
    ast.parse(path.read_text(encoding="utf-8"))


def test_an_optional_text_of_a_visit_touches_three_files_a_revision_and_a_text(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    before = _files(tree)
    steps = STEP.findall(GUIDE.read_text(encoding="utf-8"))
    for file, code in steps:
        _take(tree, file, code)
    _run(tree, "-m", "installer.migration", "visit_parking")
    changed = {name for name, data in _files(tree).items() if before.get(name) != data}
    revision = [name for name in changed if name.endswith("_visit_parking.py")]
    assert changed == {*AFTER, *revision, "db/schema_version.py"}
    assert len(steps) == 3 and len(revision) == 1
    written = " ".join((tree / revision[0]).read_text(encoding="utf-8").split())
    assert 'op.add_column("visit", sa.Column("parking", sa.Text(), nullable=True))' in written
    assert "CHECK (parking IS NULL OR length(parking) <= 40)" in written
    assert _run(tree, "-c", DAY, str(tree / "data" / "store.db")).startswith("kept")
