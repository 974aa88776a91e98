"""The first minute.

A name for the store and somebody who may set it up, or a practice store to look around in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.text import N_, _, language
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Password, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import STRETCH, boxed, gap, hbox, stretch, stretched, vbox
from ui.shell.startup.start_card import in_the_middle, product_name

if TYPE_CHECKING:
    from app.errors import Refused

LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
SHORTEST_PASSWORD = 8
CODE_LIMIT = 100
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
    pairing_asked = Signal(str)
    """The code that the main PC of a shared store shows."""
    language_asked = Signal(str)

    def __init__(self, draft: dict[str, Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstStart")
        self.form = Form(_fields(), submit=N_("Set up the store"), clear="", name="firstStart")
        self.form.restore(draft or {})
        self.form["language"].set_value(language())
        self.form["language"].edited.connect(self._change_language)
        self.form.submitted.connect(self._submit)
        self.joining = Form(
            (Field("code", N_("Pairing code"), partial(Text, limit=CODE_LIMIT)),),
            submit=N_("Join this store"),
            clear="",
            name="joinStore",
        )
        self.joining.submitted.connect(self._join)
        self.joining.built.connect(lambda: self.joining.submit_button.dress("quiet"))
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Keeps room for two messages, so that nobody has to scroll to them."""
        super().showEvent(event)
        self.form.setMinimumHeight(self.form.sizeHint().height() + 2 * theme.size("control"))

    def refuse(self, refused: Refused) -> None:
        self.form.busy(False)
        self.form.point_at(refused)

    def let_go(self) -> None:
        """Something else went wrong: the person may try again at once."""
        self.form.busy(False)

    def refuse_code(self, text: str) -> None:
        """Why this PC could not join the store of the main PC."""
        self.joining.busy(False)
        self.joining.say("code", text, tone=Tone.BAD)
        self.joining["code"].setFocus()

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
        elif value.pop("password_again") != value["password"]:
            self._complain("password_again", _("The two passwords differ."))
        else:
            self.form.busy(True)
            self.founded.emit(Founding(**value | {"language": value["language"] or language()}))

    def _join(self) -> None:
        code = self.joining.value()["code"]
        if not code:
            self.refuse_code(_("This is needed."))
            return
        self.joining.busy(True)
        self.pairing_asked.emit(code)

    def _complain(self, name: str, text: str) -> None:
        self.form.say(name, text, tone=Tone.BAD)
        self.form[name].setFocus()

    def _change_language(self, *_args: object) -> None:
        chosen = self.form["language"].value()
        if chosen and chosen != language():
            self.language_asked.emit(chosen)

    def _lay_out(self) -> None:
        setting_up = _card(self.form, _("Set up your store"))
        others = boxed(vbox(stretched(self._practice()), self._shared(), spacing=4))
        cards = hbox(STRETCH, setting_up, others, STRETCH, spacing=4)
        welcome = Label(_("Reception, test drives, service and workshop in one place."), "muted")
        head = (in_the_middle(product_name()), in_the_middle(welcome), gap(4))
        vbox(STRETCH, *head, cards, stretch(2), parent=self, margins=2)

    def _practice(self) -> QFrame:
        button = Button(_("Open the practice store"), icon=Icon.PLAY, name="practice")
        button.clicked.connect(self.practice_asked)
        told = _("A made-up store to try everything in. Your own store stays empty.")
        text = Label(told, "muted", wrap=True)
        lines = (hbox(Glyph(icon), stretched(Label(_(line)))) for icon, line in IN_PRACTICE)
        body = boxed(vbox(text, *lines, STRETCH, button, spacing=3, margins=1))
        return _card(body, _("Or look around first"), icon=Icon.SPARKLES)

    def _shared(self) -> QFrame:
        return _card(self.joining, _("A store that several PCs share"), icon=Icon.MONITOR)


def _fields() -> tuple[Field, ...]:
    return (
        Field("language", N_("Language"), partial(Segments, LANGUAGES)),
        Field("store_name", N_("Name of the store"), partial(Text, limit=60)),
        Field("admin_name", N_("Your name"), partial(Text, limit=40)),
        Field("password", N_("Password"), Password, half=True),
        Field("password_again", N_("Password again"), Password, half=True),
    )


def _card(body: QWidget, title: str, icon: str = "store") -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    card.setFixedWidth(theme.size("panel-max") if icon == "store" else theme.size("search"))
    head = hbox(Glyph(icon, Tone.ACCENT), stretched(Label(title, "title")))
    vbox(head, stretched(body), parent=card, spacing=3, margins=5)
    return card
