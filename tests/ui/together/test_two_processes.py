"""What a colleague saves at another workstation is there within three seconds, and the one who
types notices nothing else.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer

from app.reception import commands as reception
from app.reception.values import NewVisit
from db.store_address import StorePlace
from db.vocabulary import Stage
from tests import make as makers
from tests.make import NOON
from tests.reliability.acting import PROGRAMS
from tests.ui.together import elsewhere
from tests.ui.together.conftest import Program

WITHIN = 3.0
KEY_MS = 150
MANY = 60


@pytest.fixture
def order(make: Callable[..., int]) -> int:
    def maker(session: Any) -> Any:
        car = makers.vehicle(session, "京A12345")
        return makers.repair_order(
            session,
            car,
            by=1,
            plate="京A12345",
            stage=Stage.WAITING,
            promised_at=NOON + timedelta(hours=2),
        )

    return make(maker)


@pytest.fixture
def demo_car(make: Callable[..., int]) -> int:
    return make(makers.demo_car, "京A00001")


@pytest.fixture
def busy_day(act: Callable[..., Any]) -> int:
    """A register longer than the window."""
    for number in range(MANY):
        came = NOON - timedelta(minutes=MANY - number)
        act(
            reception.register,
            NewVisit(name=f"客户{number}", left_at=came + timedelta(minutes=1), arrived_at=came),
        )
    return MANY


@pytest.fixture
def colleague(
    order: int, busy_day: int, demo_car: int, store: StorePlace
) -> Iterator[Callable[[str], float]]:
    """`colleague("visit")` has it saved in another process and returns when that was."""
    told, answers = PROGRAMS.Queue(), PROGRAMS.Queue()
    process = PROGRAMS.Process(target=elsewhere.work, args=(store, order, told, answers))
    process.start()
    assert answers.get(timeout=60) == "ready"

    def save(word: str) -> float:
        told.put(word)
        return float(answers.get(timeout=30))

    yield save
    told.put("end")
    process.join(30)


@dataclass(frozen=True)
class Shown:
    """A list of a desk.

    What is done elsewhere, what says that it has arrived, and where somebody types meanwhile.
    """

    desk: str
    word: str
    told: Callable[[Any], Any]
    types_in: Callable[[Any], Any]


def _contact_form(page: Any) -> Any:
    page.new_person()
    return page.editor.new_person["name"]


def _new_part(page: Any) -> Any:
    page.open_section("parts")
    page.add()
    return page.section.form["name"]


def _card_form(page: Any) -> Any:
    page.assign()
    return page.panel.form["technician_id"]


SHOWN = (
    Shown("people", "person", lambda page: page.files.tables["person"].count(), _contact_form),
    Shown(
        "reception",
        "visit",
        lambda page: page.register_list.table.count(),
        lambda page: page.visitor.form["name"],
    ),
    Shown(
        "reception",
        "visit",
        lambda page: page.inside.table.count(),
        lambda page: page.visitor.form["phone"],
    ),
    Shown(
        "testdrives",
        "drive",
        lambda page: page.view.table.count(),
        lambda page: page.bookings.new["name"],
    ),
    Shown(
        "service",
        "order",
        lambda page: page.list.table.row(0).stage,
        lambda page: page.open_panel.form["words"],
    ),
    Shown("workshop", "order", lambda page: page.day.rows[0].stage, _card_form),
    Shown("settings", "part", lambda page: page.section.table.count(), _new_part),
    Shown(
        "today",
        "visit",
        lambda page: page.day.strips["showroom"].people,
        lambda page: page.list,
    ),
    Shown(
        "today",
        "drive",
        lambda page: len(page.day.rows("drives")),
        lambda page: page.list,
    ),
)


class Typist:
    """Presses a digit every moment, whatever the window does meanwhile."""

    def __init__(self, program: Program) -> None:
        self.program, self.pressed = program, ""
        self.timer = QTimer(program.window, interval=KEY_MS)
        self.timer.timeout.connect(self._press)
        self.timer.start()

    def _press(self) -> None:
        digit = str(len(self.pressed) % 10)
        self.program.qtbot.keyClick(self.program.focus(), getattr(Qt.Key, f"Key_{digit}"))
        self.pressed += digit


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_the_others_work_appears_while_one_types(
    colleague: Callable[[str], float], program: Program, busy_day: int
) -> None:
    program.sign_in()
    page = program.show("reception")
    table, field = page.register_list.table, page.visitor.form["course"]
    page.visitor.form._body.unfold()
    chosen = table.row(30)
    table.select(chosen.id)
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum() // 2)
    scroll = table.view.verticalScrollBar().value()
    assert scroll > 0
    field.setFocus()
    typist = Typist(program)
    saved = colleague("visit")
    program.qtbot.waitUntil(lambda: table.count() == busy_day + 1, timeout=10_000)
    assert time.monotonic() - saved <= WITHIN
    program.qtbot.wait(3 * KEY_MS)
    typist.timer.stop()
    assert program.focus() is field and field.value() == typist.pressed and len(typist.pressed) >= 3
    assert table.current().id == chosen.id
    assert table.view.verticalScrollBar().value() == scroll


def test_an_order_moved_elsewhere_changes_its_line_and_nothing_that_is_typed(
    colleague: Callable[[str], float], program: Program, order: int
) -> None:
    program.sign_in()
    page = program.show("service")
    field = page.open_panel.form["words"]
    field.setFocus()
    assert page.list.table.row(0).stage is Stage.WAITING
    typist = Typist(program)
    saved = colleague("order")
    program.qtbot.waitUntil(lambda: page.list.table.row(0).stage is Stage.IN_WORK, timeout=10_000)
    assert time.monotonic() - saved <= WITHIN
    program.qtbot.wait(3 * KEY_MS)
    typist.timer.stop()
    assert program.focus() is field and field.value() == typist.pressed and len(typist.pressed) >= 3


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: f"{shown.desk}-{shown.word}")
def test_every_list_follows_another_process_and_leaves_who_types_alone(
    colleague: Callable[[str], float], program: Program, shown: Shown
) -> None:
    program.sign_in()
    page = program.show(shown.desk)
    field = shown.types_in(page)
    program.settle()
    field.setFocus()
    before = shown.told(page)
    focus = program.focus()
    typist = Typist(program)
    saved = colleague(shown.word)
    program.qtbot.waitUntil(lambda: shown.told(page) != before, timeout=10_000)
    assert time.monotonic() - saved <= WITHIN
    program.qtbot.wait(3 * KEY_MS)
    typist.timer.stop()
    assert program.focus() is focus
    if hasattr(field, "draft"):
        assert (
            "".join(sign for sign in str(field.draft()) if sign.isdigit()) == typist.pressed
            and len(typist.pressed) >= 3
        )
