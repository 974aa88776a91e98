"""Damage is marked on the car by mouse and by keyboard, and taken away again."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.body_marks import DamageKind
from app.car_outline import WIDTH
from ui.parts.body_sketch import BodySketch


@pytest.fixture
def sketch(qtbot: QtBot) -> BodySketch:
    made = BodySketch()
    qtbot.addWidget(made)
    made.resize(500, 420)
    made.show()
    return made


def press(qtbot: QtBot, sketch: BodySketch, x: int, y: int) -> None:
    """A point of the sheet, with the mouse."""
    sheet = sketch._sheet
    scale = sheet._scale()
    spot = QPoint(round(x * scale + sheet._corner().x()), round(y * scale))
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=spot)


def test_the_chosen_kind_is_marked_where_the_car_is_pressed(qtbot: QtBot, sketch: Any) -> None:
    told: list[str | None] = []
    sketch.edited.connect(lambda: told.append(sketch.value()))
    sketch._kind.set_value(DamageKind.DENT)
    press(qtbot, sketch, 500, 500)
    (mark,) = sketch._sheet.marks.marks
    assert mark.kind is DamageKind.DENT and abs(mark.x - 500) <= 2 and abs(mark.y - 500) <= 2
    assert sketch.told() == "1 Left side · Dent" == sketch._sheet.accessibleDescription()
    press(qtbot, sketch, 505, 495)
    assert told[-1] is None and len(told) == 2, "a press on a mark takes it away"
    press(qtbot, sketch, 30, 30)
    assert len(told) == 2, "there is no car"


def test_the_keyboard_marks_too(qtbot: QtBot, sketch: Any) -> None:
    sheet = sketch._sheet
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space):
        qtbot.keyClick(sheet, key)
    assert sketch.value() == f"sedan scratch@{WIDTH // 2 - 10},300"
    qtbot.keyClick(sheet, Qt.Key.Key_Backspace)
    assert sketch.value() is None


def test_a_draft_brings_the_marks_back(sketch: Any) -> None:
    sketch.set_value("mpv crack@412,520")
    kept = sketch.draft()
    sketch.set_value(None)
    sketch.restore(kept)
    assert sketch.value() == "mpv crack@412,520"
    assert sketch._body.told() == "MPV"
