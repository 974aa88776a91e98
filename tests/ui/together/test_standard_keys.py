"""Ctrl+N, Ctrl+F, Ctrl+P, Ctrl+S and Ctrl+Z do on every page what they say, or tell why not."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.ui.parts.kit import commit
from tests.ui.together.conftest import Program
from ui.desks import DESKS
from ui.parts.filter_tabs import FilterTabs
from ui.parts.form import Form
from ui.parts.text_inputs import LineInput
from ui.shell.printing.preview import Preview

CTRL = Qt.KeyboardModifier.ControlModifier
NOTHING = "There is nothing to undo."
by_desk = pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)


def heard(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that are said from now on."""
    said: list[str] = []
    say = program.window.notices.say
    monkeypatch.setattr(
        program.window.notices, "say", lambda text, *a, **m: (said.append(text), say(text))
    )
    return said


def form_of(part: QWidget | None) -> Form | None:
    while part is not None and not isinstance(part, Form):
        part = part.parentWidget()
    return part


def is_previewing(program: Program) -> bool:
    return any(one.isVisible() for one in program.window.findChildren(Preview))


@by_desk
def test_new_find_print_save_and_undo_on_every_page(
    desk: Any, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.sign_in()
    said = heard(program, monkeypatch)
    for key, works in (
        (Qt.Key.Key_N, lambda: form_of(program.window.focusWidget()) is not None),
        (Qt.Key.Key_P, lambda: is_previewing(program)),
    ):
        program.show(desk.name)
        said.clear()
        program.key(key, CTRL)
        program.settle()
        assert works() or said, f"{desk.name}: {key.name} does nothing and says nothing"
        for paper in program.window.findChildren(Preview):
            paper.leave()
    page = program.show(desk.name)
    program.key(Qt.Key.Key_F, CTRL)
    focus = program.window.focusWidget()
    narrows = [one for one in page.findChildren(FilterTabs) if one.isVisible()]
    assert isinstance(focus, QLineEdit | FilterTabs) or not narrows, desk.name
    page.setFocus()
    program.key(Qt.Key.Key_Z, CTRL)
    assert said[-1] == NOTHING, f"{desk.name}: nothing is undone"


@by_desk
def test_save_and_undo_in_the_fields_of_every_page(
    desk: Any, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+S in a form sends it; Ctrl+Z takes back its text, and without text the last act."""
    program.sign_in()
    said = heard(program, monkeypatch)
    page = program.show(desk.name)
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = form_of(program.window.focusWidget())
    if form is None:
        said.clear()
        page.setFocus()
        program.key(Qt.Key.Key_S, CTRL)
        assert said, f"{desk.name}: nothing to save, and nothing said"
        return
    sent: list[int] = []
    form.submitted.connect(lambda: sent.append(1))
    program.key(Qt.Key.Key_S, CTRL)
    program.settle()
    shown = [row.message.text() for row in form.rows.values() if row.message.text()]
    assert sent or shown, form.objectName()
    field = next(
        row.input
        for row in form.rows.values()
        if isinstance(row.input, LineInput | QPlainTextEdit) and row.input.isVisible()
    )
    field.setFocus()
    field.clear() if not isinstance(field, LineInput) else field.setText("")
    said.clear()
    program.key(Qt.Key.Key_Z, CTRL)
    assert said == [NOTHING], "no text to take back: the last act is"
    commit(field, "京")
    program.key(Qt.Key.Key_Z, CTRL)
    assert (field.draft(), said) == ("", [NOTHING])
