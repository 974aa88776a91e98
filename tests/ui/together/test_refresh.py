"""What another program changes is read again: a page knows every table that it was read from."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Connection, Engine, Table, event
from sqlalchemy.sql import visitors

from app import audit
from app.permissions import Actor
from app.records import Records
from db import upgrade
from db.nouns import Noun
from db.tables.base import Base
from db.vocabulary import Act
from tests.make import NOON
from tests.ui.together.furnished import furnished
from ui.admin.sections import SECTIONS
from ui.desks import DESKS
from ui.shell.desk import Desk
from ui.shell.reader import Reader
from ui.shell.workspace.page import Page

SILENT = {"audit", "sequence", "list_view"}
"""Tables whose change is no news: nobody is told of it."""
OPENED = {
    "reception": ("visit", "visit"),
    "testdrives": ("test_drive", "back"),
    "service": ("repair_order", "order"),
    "people": ("person", "person"),
}


@pytest.fixture
def ids(records: Records, manager: Actor) -> dict[str, int]:
    return furnished(records, manager)


@pytest.fixture
def asked(records: Records) -> Iterator[set[str]]:
    """The tables of every statement of the reading thread, as its clauses name them."""
    found: set[str] = set()

    def note(_connection: Connection, clause: ClauseElement, *_more: object) -> None:
        if threading.current_thread().name == "work-read":
            found.update(_tables(clause))

    event.listen(records.engine, "before_execute", note)
    yield found
    event.remove(records.engine, "before_execute", note)


def _tables(clause: ClauseElement) -> set[str]:
    seen = visitors.iterate(clause)
    tables = {getattr(one, "table", one) for one in seen}
    return {table.name for table in tables if isinstance(table, Table)}


@pytest.fixture
def open_page(make_shell, records, ids, settled, qtbot) -> Callable[[Desk], Page]:
    def build(desk: Desk) -> Page:
        shell = make_shell(records, *desk.roles)
        page = desk.page_class()(shell)
        qtbot.addWidget(page)
        page.show()
        settled(shell)
        if desk.name in OPENED:
            noun, key = OPENED[desk.name]
            page.show_record(noun, ids[key])
            settled(shell)
        return page

    return build


def _news(readers: list[Reader]) -> set[str]:
    known = set().union(*(reader.tables for reader in readers))
    return (known & set(Base.metadata.tables)) - SILENT


def _counted(page: Page) -> list[int]:
    """Counts what the page reads anew, without reading it."""
    reloads: list[int] = []
    page.reload = lambda: reloads.append(1)  # type: ignore[method-assign]
    return reloads


@pytest.mark.parametrize("desk", [pytest.param(desk, id=desk.name) for desk in DESKS])
def test_every_table_that_a_page_reads_refreshes_it(desk: Desk, open_page, asked: set[str]) -> None:
    page = open_page(desk)
    if desk.name == "settings":
        pytest.skip("every section refreshes by itself, see below")
    known = _news([page.reader])
    assert known >= (asked & set(Base.metadata.tables)) - SILENT
    reloads = _counted(page)
    for noun in sorted(known):
        before = len(reloads)
        page.work.changed.emit(frozenset({noun}))
        assert len(reloads) == before + 1, noun


@pytest.mark.parametrize("section", [pytest.param(one, id=one.name) for one in SECTIONS])
def test_every_table_that_a_section_reads_refreshes_it(
    section: Any, open_page, settled, asked: set[str]
) -> None:
    page = open_page(DESKS[-1])
    asked.clear()
    page.open_section(section.name)
    settled(page.shell)
    known = _news([page.section.reader])
    assert known >= (asked & set(Base.metadata.tables)) - SILENT
    reloads = _counted(page)
    for noun in sorted(known):
        page.work.changed.emit(frozenset({noun}))
    assert len(reloads) == len(known)
    page.work.changed.emit(frozenset({"no such noun"}))
    assert len(reloads) == len(known) + (section.name == "audit")


@pytest.mark.parametrize("desk", [pytest.param(desk, id=desk.name) for desk in DESKS])
def test_a_save_of_another_program_is_read_within_seconds(
    desk: Desk, open_page, records: Records, manager: Actor, qtbot
) -> None:
    page = open_page(desk)
    reader = page.section.reader if desk.name == "settings" else page.reader
    noun = sorted(_news([reader]))[-1]
    reloads = _counted(page)
    other = Records(_engine_beside(records), records.desks)
    other.act(
        lambda session, by, at: audit.note(session, Act.CHANGE, noun, noun_id=1),
        by=manager,
        at=NOON,
    )
    other.close()
    qtbot.waitUntil(lambda: bool(reloads))


def test_what_changes_while_the_first_answer_is_under_way_is_not_missed(
    make_shell, records: Records, settled, qtbot
) -> None:
    """The page does not know its tables before the answer: the change is remembered for it."""
    gate = threading.Event()
    shell = make_shell(records)
    page = _Waiting(shell, gate)
    qtbot.addWidget(page)
    page.show()
    shell.work.changed.emit(frozenset({Noun.VISIT}))
    assert page.reloads == 1
    gate.set()
    settled(shell)
    assert page.reloads == 2


class _Waiting(Page):
    """Asks for the visits, but hears of them only when the gate opens."""

    def __init__(self, shell: Any, gate: threading.Event) -> None:
        super().__init__(shell)
        self.gate, self.reloads = gate, 0

    def reload(self) -> None:
        self.reloads += 1
        self.work.ask(self._read, then=self._hear, topic=self)

    def _read(self, session: Any) -> int:
        self.gate.wait(5)
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM visit").scalar())

    def _hear(self, count: int) -> None:
        self.count = count


def _engine_beside(records: Records) -> Engine:
    return upgrade.prepare(Path(records.where))
