"""The foot tells what the field with the cursor understands, and who works at which PC."""

from typing import Any

import pytest
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.text import use
from tests.ui.parts.kit import show
from ui.parts.fields import Choice, DateField, Number, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Label
from ui.shell.workspace.field_hint import FieldHint
from ui.shell.workspace.status import StatusLine

FIELDS = (
    Field("name", "Name", Text),
    Field("day", "Day", DateField),
    Field("km", "Kilometres", Number),
    Field("model", "Model", lambda: Choice(((1, "轩逸"),))),
    Field("kind", "Kind", lambda: Segments(((1, "A"), (2, "B")))),
)
TOLD = {
    "name": "Enter: next field; Ctrl+Enter: save",
    "day": "A date: t, +3, 11-21 or 2026-11-21",
    "km": "A number such as 12,500; ↑ and ↓ count",
    "model": "Type to find, also by initials; ↓ shows the list",
    "kind": "← and → choose; Space takes it back",
}


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


def shown(status: StatusLine) -> list[str]:
    return [one.text() for one in status.findChildren(Label) if one.isVisible() and one.text()]


def test_the_field_with_the_cursor_says_what_it_understands(qtbot: Any) -> None:
    window = QWidget()
    form, status, rows = Form(FIELDS, name="f"), StatusLine("", "王敏 · 前台1"), QListWidget()
    FieldHint(status)
    column = QVBoxLayout(window)
    for part in (form, rows, status):
        column.addWidget(part)
    show(qtbot, window, 700, 700)
    for name, told in TOLD.items():
        form[name].setFocus()
        assert shown(status) == ["王敏 · 前台1", told], name
    rows.setFocus()
    assert shown(status) == ["王敏 · 前台1"]
