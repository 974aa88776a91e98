"""The workshop in the real window: until the board, an order and the plan are painted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.admin import stores
from app.desks import DESKS
from app.text import _
from db.nouns import Noun
from db.vocabulary import Stage
from tests.bench import clock
from tests.bench.figure import Figure, middle
from tests.bench.workshop_fill import BusyWorkshop, fill
from tests.shots import studio
from tests.shots.studio import LARGE, Studio

TIMES = 12


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """Medians of several runs after the first ones, which build what is shown."""
    filled = fill(path)
    with studio.opened(path, partial(stores.open_store, desks=DESKS)) as seat:
        seat.size(*LARGE)
        seat.sign_in(_(stores.PRACTICE_MANAGER))
        seat.go("workshop")
        yield from _board(seat, filled)
        seat.go("appointments")
        yield _plan(seat, filled)
        seat.go("service")
        yield _order(seat, filled)


class Eye(QObject):
    """Sees a widget being painted while something is so."""

    def __init__(self, watched: QWidget, so: Callable[[], bool]) -> None:
        super().__init__()
        self._so, self.painted = so, False
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or (event.type() == QEvent.Type.Paint and self._so())
        return False

    def wait(self) -> None:
        while not self.painted:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _board(seat: Studio, filled: BusyWorkshop) -> Iterator[Figure]:
    page: Any = seat.window.workspace.page()
    runs = [_shown(page) for _time in range(TIMES)]
    yield Figure(name="300 cards: shown and painted anew", value=middle(runs[2:]), goal=16)
    stages = (Stage.IN_WORK, Stage.WAITING_PARTS)
    runs = [_moved(seat, page, filled.waiting, stages[time % 2]) for time in range(TIMES)]
    yield Figure(name="300 cards: one move until painted", value=middle(runs[2:]), goal=50)


def _shown(page: Any) -> float:
    start = clock.now()
    page._show(page.seen)
    QApplication.processEvents()
    return (clock.now() - start) * 1000


def _moved(seat: Studio, page: Any, order_id: int, stage: Stage) -> float:
    seat.driver.settle()
    column = page.board.list_of(stage.value)
    eye = Eye(column.viewport(), lambda: column.cards.find(order_id) >= 0)
    start = clock.everywhere()
    page.move_card(order_id, stage, reason="测量")
    eye.wait()
    return (clock.everywhere() - start) * 1000


def _order(seat: Studio, filled: BusyWorkshop) -> Figure:
    """One order after the other; the first ones build the panel."""
    page: Any = seat.window.workspace.page()
    runs = []
    for _time in range(TIMES):
        _open(seat, page, filled.short)
        runs.append(_open(seat, page, filled.long))
    return Figure(name="an order with 60 lines opens", value=middle(runs[2:]), goal=50)


def _open(seat: Studio, page: Any, order_id: int) -> float:
    seat.driver.settle()
    panel = page.order_panel
    eye = Eye(panel, lambda: panel.sheet is not None and panel.sheet.id == order_id)
    start = clock.everywhere()
    seat.window.workspace.open_record(Noun.REPAIR_ORDER, order_id)
    eye.wait()
    return (clock.everywhere() - start) * 1000


def _plan(seat: Studio, filled: BusyWorkshop) -> Figure:
    """The day before and the day in turn."""
    page: Any = seat.window.workspace.page()
    runs = [_gone(seat, page, filled.day - timedelta(days=time % 2)) for time in range(TIMES)]
    return Figure(name="a week of 20 bays until painted", value=middle(runs[2:]), goal=30)


def _gone(seat: Studio, page: Any, day: Any) -> float:
    seat.driver.settle()
    view = page.plan.timeline.viewport()
    eye = Eye(view, lambda: page.plan._plan is not None and page.plan._plan.day == day)
    start = clock.everywhere()
    page.list.go(day)
    eye.wait()
    return (clock.everywhere() - start) * 1000
