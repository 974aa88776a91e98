"""What somebody at the real window waits for.

A key in the search box until its answers are painted, and a customer with a long story.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.admin import stores
from app.desks import DESKS
from app.people import queries as people
from app.permissions import Actor
from app.records import Records
from app.text import _
from db import engine as engines
from db.nouns import Noun
from db.tables.reception import Visit
from db.tables.store_lists import Purpose
from db.vocabulary import VisitKind
from tests.bench.desk import AT, MANAGER
from tests.bench.figure import Figure, middle, p95
from tests.shots import studio
from tests.shots.studio import Studio
from ui.keys import Key
from ui.people.page import PeoplePage

WORDS = (
    "wangwei",
    "13800",
    "lihua",
    "a12345",
    "ldc613",
    "zhang",
    "1391",
    "chen",
    "b8",
    "liuyang",
    "2026",
    "75",
)
EVENTS, TIMES = 300, 12


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """The program on the store, with somebody signed in.

    By the clock on the wall, since several threads work on it.
    """
    regulars = _make_regulars(path)
    with studio.opened(path, partial(stores.open_store, desks=DESKS)) as seat:
        seat.sign_in(_(stores.PRACTICE_MANAGER))
        runs = list(_typed(seat))
        yield Figure(
            name=f"a key in the search box until its answers are painted ({len(runs)} keys), p50",
            value=middle(runs),
        )
        yield Figure(
            name="a key in the search box until its answers are painted, p95",
            value=p95(runs),
            goal=30,
        )
        runs = list(_opened(seat, regulars))
        yield Figure(
            name=f"a customer with {EVENTS} events: opened until painted, p95",
            value=p95(runs[2:]),
            goal=100,
        )


class _Eye(QObject):
    """Sees the list of answers being painted."""

    def __init__(self, box: Any) -> None:
        super().__init__()
        self.shown, self.painted = "", False
        self._show = box.show_results
        box.show_results = self._answered

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.shown:
            self.painted = True
        return False

    def wait_for(self, text: str) -> None:
        while not (self.painted and self.shown == text):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _answered(self, text: str, groups: Any) -> None:
        self._show(text, groups)
        self.shown, self.painted = text, False


def _typed(seat: Studio) -> Iterator[float]:
    """Key after key of every word, each answered before the next one.

    The first word is practice.
    """
    box = seat.window.header.search
    seat.driver.press(Key.SEARCH)
    eye = _Eye(box)
    seat.driver.type("1")
    box._drop._view.viewport().installEventFilter(eye)
    for place, word in enumerate((WORDS[0], *WORDS)):
        seat.driver.press(Key.SELECT_ALL)
        seat.driver.press("Backspace")
        for length, key in enumerate(word, 1):
            eye.shown = ""
            start = time.perf_counter()
            QTest.keyClick(seat.window.windowHandle(), key)
            eye.wait_for(word[:length])
            if place:
                yield (time.perf_counter() - start) * 1000
    seat.driver.press(Key.LEAVE)


def _opened(seat: Studio, regulars: list[int]) -> Iterator[float]:
    """From the click on a result until the file stands there and nothing is under way."""
    for turn in range(TIMES + 2):
        start = time.perf_counter()
        seat.window.workspace.open_record(Noun.PERSON, regulars[turn % len(regulars)])
        seat.driver.settle()
        yield (time.perf_counter() - start) * 1000
    assert any(page.isVisible() for page in seat.window.findChildren(PeoplePage)), (
        "the file is not shown"
    )


def _make_regulars(path: Path) -> list[int]:
    """Two customers who came again and again."""
    records = Records(engines.open_store(path), DESKS)
    with records.read() as session:
        chosen = people.ids(session, limit=2)
    records.act(_come_often, chosen, by=MANAGER, at=AT)
    with records.read() as session:
        assert all(len(people.record(session, one).events) >= EVENTS for one in chosen)
    records.close()
    return chosen


def _come_often(session: Any, chosen: list[int], *, by: Actor, at: Any) -> None:
    purpose = session.scalar(select(Purpose.id).limit(1))
    for person_id in chosen:
        for back in range(EVENTS):
            came = at - timedelta(days=back + 1)
            row = Visit(
                kind=VisitKind.WALK_IN,
                arrived_at=came,
                left_at=came,
                person_id=person_id,
                purpose_id=purpose,
                received_by=by.staff_id,
            )
            session.add(row)
