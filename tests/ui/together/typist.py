"""A program of its own that somebody types into until it is killed.

`python -m tests.ui.together.typist FOLDER FORM`.
"""

import sys
from itertools import cycle
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desks import DESKS
from app.records import Records
from db import upgrade
from db.nouns import Noun
from tests.make import NOON, PASSWORD
from tests.ui.parts.kit import commit
from ui.main import Program, Start
from ui.parts.buttons import Button
from ui.parts.choice_inputs import Segments
from ui.shell.startup.backend import Backend
from ui.shell.startup.sign_in_page import SignIn


def _file(page: Any) -> Any:
    if page.editor.holds(page.panel.body()):
        return page.editor.edits[Noun.PERSON].form["note"]
    if page.view.confirm.isVisible():
        _say_why(page.view.confirm)
    elif page.record is None:
        page.show_record(Noun.PERSON, 1)
    else:
        page.edit()
    return None


def _say_why(confirm: Any) -> None:
    """Chooses the first reason for reading the numbers of the file."""
    choice = confirm.findChild(Segments, "confirm_choice")
    choice.set_value(choice.options()[0][0])
    choice.edited.emit()
    confirm.findChild(Button, "confirm_act").click()


def _arrival(page: Any) -> Any:
    section = page.order_panel.sections["intake"]
    if section.sheet is not None:
        page.order_panel.open_section("intake")
        return section.form["note"]
    page.show_record(Noun.REPAIR_ORDER, 1)
    return None


FORMS = {
    "visit": ("reception", lambda page: page.visitor.form["course"]),
    "open_order": ("service", lambda page: page.open_panel.form["words"]),
    "file of a customer": ("people", _file),
    "arrival of an order": ("service", _arrival),
    "booking": ("testdrives", lambda page: page.bookings.new["name"]),
}
"""What is new and what changes a record; a field that is not there yet is None, and asked for
again.
"""
WORDS = "客户要红色的，周六再来看车；"
KEY_MS = 120
LOOK_MS = 50
PATIENCE_MS = 60_000
"""A form that never comes ends the child, so that the test says so instead of waiting."""


class Typing:
    """Signs in, opens the form, types on and on; prints every sign when it stands in the field."""

    def __init__(self, folder: Path, form: str) -> None:
        self.desk, self.field = FORMS[form]
        house = Backend(
            lambda path: Records(upgrade.prepare(path), DESKS), lambda records, at: None
        )
        self.program = Program(
            Start(folder / "store.db", house, folder / "config", clock=lambda: NOON)
        )
        self.program.go_on()
        self.signs = cycle(WORDS)
        self.asked: Any = None
        self.clock = QTimer(self.program.window, interval=LOOK_MS)
        self.clock.timeout.connect(self.come_in)
        self.clock.start()
        QTimer.singleShot(PATIENCE_MS, self.clock, self.give_up)

    def give_up(self) -> None:
        if self.clock.isActive():
            sys.exit("the form never came")

    def come_in(self) -> None:
        window = self.program.window
        sign_in_flow = window.start_screen.currentWidget()
        if (
            isinstance(sign_in_flow, SignIn)
            and self.asked is not sign_in_flow
            and not self.program.work.busy
        ):
            self.asked = sign_in_flow
            QTest.keyClicks(sign_in_flow.password, PASSWORD)
            QTest.keyClick(sign_in_flow.password, Qt.Key.Key_Return)
        elif window.is_open() and not self.program.work.busy:
            if window.workspace.desk().name != self.desk:
                window.workspace.show_desk(self.desk)
                return
            self.input = self.field(window.workspace.page())
            if self.input is None:
                return
            self.clock.stop()
            self.input.setFocus()
            print(f"found {self.input.value() or ''}", flush=True)
            self.keys = QTimer(window, interval=KEY_MS)
            self.keys.timeout.connect(self.press)
            self.keys.start()

    def press(self) -> None:
        commit(self.input, next(self.signs))
        print(f"typed {self.input.value()}", flush=True)


def main(folder: Path, form: str) -> NoReturn:
    """Types until it is killed."""
    app = QApplication(sys.argv[:1])
    typing = Typing(folder, form)
    code = app.exec()
    del typing
    sys.exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
