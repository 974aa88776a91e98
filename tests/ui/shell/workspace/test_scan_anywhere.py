"""A scan opens its record from any page, and leaves a field in use alone."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.scanned import ScannedRecord
from db.nouns import Noun
from tests.ui.parts.kit import commit, press, show, type_text
from ui.desks import DESKS
from ui.shell.workspace.scan_anywhere import ScanAnywhere

ORDER = ScannedRecord(Noun.REPAIR_ORDER, 7, "京A·12345 · W261121-001")
PART = ScannedRecord(Noun.PART, 3, "机油滤清器")


class Notes:
    """A window with a field, a list and a button; what was asked, said and opened."""

    def __init__(
        self, qtbot: Any, step: float, record: ScannedRecord | None, *, sees_settings: bool = True
    ) -> None:
        self.opened: list[Any] = []
        self.said: list[tuple[str, Any]] = []
        self.pressed = 0
        self.at, self.step, self.record = 0.0, step, record
        self.window = QWidget()
        self.field, self.list, self.button = QLineEdit(), QListWidget(), QPushButton("x")
        self.list.addItems(["a", "W"])
        rows = QVBoxLayout(self.window)
        for part in (self.field, self.list, self.button):
            rows.addWidget(part)
        self.button.clicked.connect(self._press)
        show(qtbot, self.window, 300, 300)
        shell = SimpleNamespace(
            work=SimpleNamespace(ask=self._ask, actor=None),
            notices=SimpleNamespace(
                say=lambda text, _tone, undo=None, button="": self.said.append((text, undo))
            ),
            open_record=lambda noun, key: self.opened.append((noun, key)),
            open_desk=lambda *where: self.opened.append(where),
            tabs=DESKS if sees_settings else (),
        )
        self.watcher = ScanAnywhere(self.window, shell, self.window, self._now)

    def _say(self, text: str, _tone: Any, undo: Any = None, button: str = "") -> None:
        self.said.append((text, undo))

    def _now(self) -> float:
        self.at += self.step
        return self.at

    def _ask(self, _query: Any, text: str, *, viewer: Any, then: Any, topic: Any) -> None:
        assert viewer is None
        self.asked = text
        then(self.record)

    def _press(self) -> None:
        self.pressed += 1

    def scan(self, part: QWidget, text: str = "W261121-001") -> None:
        part.setFocus()
        type_text(part, text)
        press(part, Qt.Key.Key_Return)


def test_a_scan_over_a_list_opens_the_order(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, ORDER)
    here.scan(here.list)
    assert here.opened == [(Noun.REPAIR_ORDER, 7)] and here.asked == "W261121-001"


def test_its_enter_presses_no_button(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, ORDER)
    here.scan(here.button)
    assert here.opened == [(Noun.REPAIR_ORDER, 7)] and here.pressed == 0
    assert here.button.hasFocus()


def test_a_field_in_use_keeps_its_text_and_focus_and_the_record_is_offered(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, ORDER)
    here.field.setText("抱怨：")
    here.scan(here.field)
    assert here.opened == [] and here.field.hasFocus()
    assert here.field.text() == "抱怨：W261121-001"
    ((said, offer),) = here.said
    assert said == ORDER.title
    offer()
    assert here.opened == [(Noun.REPAIR_ORDER, 7)]


@pytest.mark.parametrize("part", ["list", "field", "button"])
def test_what_a_person_types_is_no_scan(qtbot: Any, part: str) -> None:
    here = Notes(qtbot, 0.2, ORDER)
    here.scan(getattr(here, part))
    assert here.opened == [] and here.said == []


def test_a_plate_may_come_from_an_input_method(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, ORDER)
    here.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    here.list.setFocus()
    commit(here.list, "京A12345")
    press(here.list, Qt.Key.Key_Return)
    assert here.asked == "京A12345"


def test_a_part_is_told_and_its_list_offered(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, PART)
    here.scan(here.list, "15208-65F0E")
    ((said, offer),) = here.said
    assert said == "机油滤清器" and here.opened == []
    offer()
    assert here.opened == [(Noun.PART, 3)]


def test_a_part_is_told_to_who_has_no_list_of_parts(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, PART, sees_settings=False)
    here.scan(here.list, "15208-65F0E")
    assert here.said == [("机油滤清器", None)]


def test_an_unknown_number_is_said_outside_of_fields_alone(qtbot: Any) -> None:
    here = Notes(qtbot, 0.002, None)
    here.scan(here.list)
    here.scan(here.field)
    assert [said for said, _undo in here.said] == [
        "Nothing in the store has this number: W261121-001"
    ]
