"""Every list of every page is saved as a file or named here with the reason why it is not."""

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.desks import DESKS as DECLARED
from app.export import SheetStamp
from app.records import Records
from db import upgrade
from tests import sheets
from tests.make import AFTERNOON, NOON
from ui.admin.sections import SECTIONS
from ui.desks import DESKS
from ui.parts.table import Table
from ui.shell.list_export import write_sheet

NO_FILE = {
    "inside": "the register has the same lines",
    "timeline": "belongs to one file",
    "merge_table": "a choice",
    "source_rows": "belongs to one figure",
    "sources_table": "figures; the reports export them",
    "turns_table": "figures of a day",
    "skips_table": "belongs to one day",
    "rates_table": "figures; the reports export them",
    "signing_people": "figures; the reports export them",
    "signing_cars": "figures; the reports export them",
    "signing_rows": "belongs to one figure",
    **dict.fromkeys(
        ("lines", "concerns", "approvals", "payments", "steps", "checks"), "belongs to one order"
    ),
    "project_sales": "belongs to one project",
    "health_rows": "saved as the file for the health record",
    "left_over": "belongs to one evening",
    "recall_bad_rows": "rows of a file that came from somewhere else",
    "rules_table": "settings",
    "this_pc_table": "settings of this PC",
    "pcs_table": "settings of this store",
    "wording_table": "printed with the papers",
    "backups_table": "files of this PC",
    "audit_table": "the history does not leave the store",
    "audit_values": "the history does not leave the store",
}
NUMBERS = {
    "orders": ("promised_at", "total", "proposed"),
    "drives": ("starts_at", "due"),
    "register": ("arrived_at", "left_at", "party_size"),
    "people": ("last_seen",),
    "cars": ("odometer", "last_seen"),
    "loss_table": ("rival_price", "asked_at"),
    "sale_order_table": ("on_the_road", "paid", "due", "promised_on"),
    "part_table": ("price", "stock"),
}
"""What is a number or a moment, also where the screen says it in words."""
SECOND_LISTS = {
    "prospects": ("losses", "fleet"),
    "sales": ("appraisals", "orders", "board"),
    "stock": ("transfers", "outlets"),
}
"""The lists that a page makes when they are first shown."""
NAMED = {one.table for desk in DECLARED for one in desk.exports}


@pytest.fixture(scope="module")
def month(practice_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    path = tmp_path_factory.mktemp("exports") / "store.db"
    shutil.copy(practice_store, path)
    made = Records(upgrade.prepare(path), DECLARED)
    yield made
    made.close()


@pytest.fixture
def lists(qtbot: QtBot, month: Records, make_shell: Any, settled: Any) -> Callable[[str], Any]:
    """`lists(desk)`: the lists of a page by name, filled with a month of work."""

    def build(name: str) -> dict[str, Table]:
        desk = next(desk for desk in DESKS if desk.name == name)
        shell = make_shell(month)
        shell.work._clock = lambda: AFTERNOON
        page = desk.page_class()(shell)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        settled(page.work)
        if name == "settings":
            for section in SECTIONS:
                page.open_section(section.name)
                settled(page.work)
        if name == "workshop":
            page.stage_times()
            settled(page.work)
        for section in SECOND_LISTS.get(name, ()):
            page.open_section(section)
            settled(page.work)
        if name == "people":
            page.files.show_noun("vehicle")
            settled(page.work)
        return {table.file.name: table for table in page.findChildren(Table)}

    return build


def test_every_list_becomes_a_file_or_has_a_reason(
    lists: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    seen: set[str] = set()
    for desk in DESKS:
        for name, table in lists(desk.name).items():
            seen.add(name)
            if name in NAMED:
                check_file(table, qtbot, tmp_path / f"{name}.xlsx")
    assert seen >= NAMED, "no page has this list"
    assert seen <= NAMED | NO_FILE.keys(), "name it in a spec.py, or above with the reason"


def check_file(table: Table, qtbot: QtBot, path: Path) -> None:
    """The file has a line per row, and each cell is what its column says."""
    rows: list[Any] = []
    table.file.every_row(rows.extend, lambda _read, _whole: True)
    qtbot.waitUntil(lambda: len(rows) == table.count(), timeout=20_000)
    columns = table.file.columns()
    write_sheet(path, columns=columns, rows=rows, stamp=SheetStamp(table.file.name, "王敏", NOON))
    titles, *lines = sheets.read(path.read_bytes())
    assert len(titles) == len(columns) and len(lines) == len(rows), table.file.name
    for row, line in zip(rows, lines, strict=True):
        for column, letter in zip(columns, titles, strict=True):
            check_cell(column.in_file(row), line.get(letter))
    for key in NUMBERS.get(table.file.name, ()):
        column = next(column for column in columns if column.key == key)
        values = [value for row in rows if (value := column.in_file(row)) is not None]
        assert values and not any(isinstance(value, str) for value in values), (
            table.file.name,
            key,
        )


def check_cell(value: Any, cell: sheets.SheetCell | None) -> None:
    assert (cell is None) == (value is None)
    if cell is not None:
        assert cell.kind == ("s" if isinstance(value, str) else "n"), value
    if isinstance(value, Decimal) and cell is not None:
        assert cell.value == float(value) and cell.format == "#,##0.00"
