"""The first minute.

A name for the store and somebody who may set it up, or a practice store to look around in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.text import N_, _, language
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Password, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Glyph, Label
from ui.shell.startup.splash import product_name

if TYPE_CHECKING:
    from app.errors import Refused

LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
SHORTEST_PASSWORD = 8
IN_PRACTICE = (
    ("users", N_("A month of visitors and prospects")),
    ("car", N_("Test drives booked for today")),
    (Icon.KANBAN, N_("Repair orders on the workshop board")),
)


@dataclass(frozen=True, slots=True)
class Founding:
    """What is needed to begin a store."""

    store_name: str
    language: str
    admin_name: str
    password: str


class FirstStart(QWidget):
    """Everything on one page; nothing is written before the one button is pressed."""

    founded = Signal(Founding)
    practice_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, draft: dict[str, Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstStart")
        self.form = Form(_fields(), submit=N_("Set up the store"), clear="", name="firstStart")
        self.form.restore(draft or {})
        self.form["language"].set_value(language())
        self.form["language"].edited.connect(self._change_language)
        self.form.submitted.connect(self._submit)
        self._lay_out()

    def refuse(self, refused: Refused) -> None:
        self.form.busy(False)
        self.form.point_at(refused)

    def draft(self) -> dict[str, Any]:
        """What is typed, without the passwords."""
        return {
            name: value
            for name, value in self.form.draft().items()
            if not name.startswith("password")
        }

    def _submit(self) -> None:
        value = self.form.value()
        for name in ("store_name", "admin_name", "password"):
            if not value[name]:
                self._complain(name, _("This is needed."))
                return
        if len(value["password"]) < SHORTEST_PASSWORD:
            self._complain("password", _("At least 8 characters; a short sentence is good."))
        elif value["password"] != value["password_again"]:
            self._complain("password_again", _("The two passwords differ."))
        else:
            self.form.busy(True)
            chosen = value["language"] or language()
            self.founded.emit(
                Founding(value["store_name"], chosen, value["admin_name"], value["password"])
            )

    def _complain(self, name: str, text: str) -> None:
        self.form.say(name, text, tone=Tone.BAD)
        self.form[name].setFocus()

    def _change_language(self, *_args: object) -> None:
        chosen = self.form["language"].value()
        if chosen and chosen != language():
            self.language_asked.emit(chosen)

    def _lay_out(self) -> None:
        # Room for what a rule says: a message below the fold of a page that is half empty would not
        # be seen.
        self.form.setMinimumHeight(self.form.sizeHint().height() + 2 * theme.size("control"))
        row = QHBoxLayout()
        row.setSpacing(theme.size("space-4"))
        row.addStretch(1)
        row.addWidget(_card(self.form, Label(_("Set up your store"), "title")))
        row.addWidget(self._practice())
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(product_name(), 0, Qt.AlignmentFlag.AlignHCenter)
        welcome = Label(_("Reception, test drives, service and workshop in one place."), "muted")
        column.addWidget(welcome, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.size("space-4"))
        column.addLayout(row)
        column.addStretch(2)

    def _practice(self) -> QFrame:
        button = Button(_("Open the practice store"), icon=Icon.PLAY, name="practice")
        button.clicked.connect(self.practice_asked)
        text = Label(
            _("A made-up store to try everything in. Your own store stays empty."),
            "muted",
            wrap=True,
        )
        body = QWidget()
        column = QVBoxLayout(body)
        edge = theme.size("space-1")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.size("space-3"))
        column.addWidget(text)
        for icon, line in IN_PRACTICE:
            column.addLayout(_line(icon, _(line)))
        column.addStretch(1)
        column.addWidget(button)
        return _card(body, Label(_("Or look around first"), "title"), icon=Icon.SPARKLES)


def _fields() -> tuple[Field, ...]:
    return (
        Field("language", N_("Language"), partial(Segments, LANGUAGES)),
        Field("store_name", N_("Name of the store"), partial(Text, limit=60)),
        Field("admin_name", N_("Your name"), partial(Text, limit=40)),
        Field("password", N_("Password"), Password, half=True),
        Field("password_again", N_("Password again"), Password, half=True),
    )


def _line(icon: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.size("space-2"))
    row.addWidget(Glyph(icon))
    row.addWidget(Label(text), 1)
    return row


def _card(body: QWidget, title: Label, icon: str = "store") -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    card.setFixedWidth(theme.size("panel-max") if icon == "store" else theme.size("search"))
    gap = theme.size("space-5")
    head = QHBoxLayout()
    head.setSpacing(theme.size("space-2"))
    head.addWidget(Glyph(icon, Tone.ACCENT))
    head.addWidget(title, 1)
    column = QVBoxLayout(card)
    column.setContentsMargins(gap, gap, gap, gap)
    column.setSpacing(theme.size("space-3"))
    column.addLayout(head)
    column.addWidget(body, 1)
    return card
