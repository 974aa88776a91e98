"""Who sits here: choose the person, type the password, Enter.

The locked screen is the same page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.text import _, ngettext
from app.tones import Tone
from ui import theme
from ui.parts.buttons import Button
from ui.parts.keys import ENTER, UP_OR_DOWN
from ui.parts.labels import Label
from ui.parts.naming import named
from ui.parts.text_inputs import Password, Text
from ui.shell.startup.staff_list import COLUMNS, StaffList, StaffListEntry
from ui.shell.startup.start_card import centred

if TYPE_CHECKING:
    from app.errors import Refused

LEFT_OR_RIGHT = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
FREE_TRIES = 2
LONGEST_WAIT = 60


class Sign(NamedTuple):
    """What the sign-in page says: the store, and in the practice store everybody's password."""

    store: str = ""
    practice: bool = False
    hint: str = ""


NO_SIGN = Sign()


class SignIn(QWidget):
    """Takes a person and a password and gives them away with `tried`.

    It never looks at them itself.
    """

    tried = Signal(int, str)
    """Staff id and password."""
    other_asked = Signal()
    """To the practice store, or back from it."""

    def __init__(
        self,
        people: Sequence[StaffListEntry],
        *,
        last: int = 0,
        locked: bool = False,
        sign: Sign = NO_SIGN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signin")
        self._failures = self._wait = 0
        self._refusal = ""
        self._last = last
        find, password = _("Find by name"), _("Password")
        self.find = named(Text(limit=40, hint=find), "findStaff", says=find)
        self.staff = StaffList()
        self.password = named(Password(), "password", says=password)
        self.message = Label("", "caption", wrap=True)
        self.button = Button(_("Sign in"), kind="primary", name="signIn", clicked=self._try)
        self.other = self._other(sign)
        title = Label(_("Locked. Sign in to go on.") if locked else _("Who are you?"), "title")
        who = (title, self.find, self.staff)
        parts = (*who, Label(password, "label"), self.password, self.message, self.button)
        wide = StaffList.wide() + 2 * theme.size("space-5") + 2
        parts = (*parts, self.other)
        centred(self, parts, store=sign.store, practice=sign.practice, width=wide)
        told = _("Everybody's password here: {password}")
        self._say(told.format(password=sign.hint) if sign.hint else "", "")
        self.staff.show_people(people, last)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._listen()

    def refuse(self, refused: Refused) -> None:
        """Shows why it was refused; after the free tries each one waits longer."""
        self._failures += 1
        self.password.set_value(None)
        self._refusal = refused.text()
        self._say(self._refusal)
        extra = self._failures - FREE_TRIES
        self._wait = min(2**extra, LONGEST_WAIT) if extra > 0 else 0
        self._offer(self._wait == 0)
        if self._wait:
            self._clock.start()
            self._count_down()
        self.password.setFocus()

    def wait(self) -> None:
        """Says that the store is being opened; the password is tried afterwards."""
        self._say(_("Opening…"), "")

    def let_go(self) -> None:
        """Something else went wrong: the person may try again at once."""
        self._offer(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = (
            self.password if self._last or len(self.staff.model().stringList()) == 1 else self.find
        )
        QTimer.singleShot(0, first, first.setFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose while the cursor stays in the field.

        Enter goes on to the password, then signs in.
        """
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not is_key or getattr(watched, "composing", False):
            return False
        step = self._step(event)
        if step:
            self.staff.step(step)
        elif event.key() not in ENTER:
            return False
        elif self.password.isAncestorOf(watched) or watched is self.password:
            self._try()
        else:
            self.password.setFocus()
        return True

    def _step(self, event: QKeyEvent) -> int:
        """How many tiles a key goes on; left and right only beside an empty field."""
        key = Qt.Key(event.key())
        if key in UP_OR_DOWN:
            return UP_OR_DOWN[key] * COLUMNS
        is_text = bool(self.find.text()) or self.password.hasFocus()
        return 0 if is_text else LEFT_OR_RIGHT.get(key, 0)

    def _listen(self) -> None:
        self.find.edited.connect(lambda *_: self.staff.find(self.find.value() or ""))
        self.staff.picked.connect(self.password.setFocus)
        for field in (self.find, self.staff, self.password):
            for part in (field, *field.findChildren(QWidget)):
                part.installEventFilter(self)

    def _try(self) -> None:
        choice, password = self.staff.current(), self.password.value()
        if self._wait or not self.button.isEnabled():
            return
        if choice is None:
            self._say(_("Nobody here has that name."))
        elif not password:
            self._say(_("Type the password."))
            self.password.setFocus()
        else:
            self._say("")
            self._offer(False)
            self.tried.emit(choice.id, password)

    def _other(self, sign: Sign) -> Button:
        """The way between the own store and the practice store."""
        text = _("Back to your own store") if sign.practice else _("Open the practice store")
        button = Button(text, kind="plain", name="otherStore")
        button.clicked.connect(self.other_asked)
        return button

    def _say(self, text: str, tone: Tone = Tone.BAD) -> None:
        self.message.say(text)
        self.message.set_tone(tone)
        self.message.setVisible(bool(text))

    def _offer(self, free: bool) -> None:
        self.button.setEnabled(free)

    def _tick(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._count_down()
            return
        self._clock.stop()
        self._say(self._refusal)
        self._offer(True)

    def _count_down(self) -> None:
        text = ngettext("Again in {count} second.", "Again in {count} seconds.", self._wait)
        self._say(f"{self._refusal} {text.format(count=self._wait)}")
