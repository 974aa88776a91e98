"""Asking before what cannot be undone.

In the window, with a button that names the act, and a reason where one is owed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.choice import Choice
from ui.parts.choice_inputs import Segments
from ui.parts.focus_back import give_focus_back
from ui.parts.keys import ENTER
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import STRETCH, aligned, hbox, stretched, vbox
from ui.parts.naming import named

Then = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ReasonList:
    """Reasons to choose from; only the last one needs words, whose field says `words`.

    Without `choices` words are always needed, and `offers` are the usual ones.
    """

    choices: tuple[str, ...]
    words: str
    offers: tuple[str, ...] = ()


class ConfirmBar(QFrame):
    """Hidden until it asks.

    `then(reason)` is called when the act is pressed; anything else leaves all as it was.
    """

    asking = Signal(bool)
    """True when it begins to ask, False when it is answered or left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Then | None = None
        self._needs_reason = False
        self._before: QWidget | None = None
        self.setObjectName("confirm")
        self._question = Label("", "body", bold=True, wrap=True)
        self._glyph = Glyph(Icon.TRIANGLE_ALERT, Tone.WARN)
        self._choices: tuple[str, ...] = ()
        self._choice = named(Segments(()), "confirm_choice", says=_("Reason"))
        self._choice.edited.connect(self._judge)
        self._reason = named(Choice(free=True, limit=160), "confirm_reason")
        self._reason.edited.connect(self._judge)
        self._keep = Button(_("Keep as it is"), name="confirm_keep", clicked=self.leave)
        self._act = Button("", kind="primary", name="confirm_act", saves=True, clicked=self._agree)
        head = hbox(aligned(self._glyph, Qt.AlignmentFlag.AlignTop), stretched(self._question))
        foot = hbox(STRETCH, self._keep, self._act)
        vbox(head, self._choice, self._reason, foot, parent=self, margins=3)
        self.hide()

    def ask(
        self,
        question: str,
        *,
        act: str,
        then: Then,
        reason: str | ReasonList = "",
        danger: bool = True,
    ) -> None:
        """Shows the question; `reason` is the label of a field that must be filled first."""
        listed = reason if isinstance(reason, ReasonList) else ReasonList((), reason)
        self._then, self._needs_reason = then, bool(listed.words)
        self._choices = listed.choices
        self._before = QApplication.focusWidget()
        tone = Tone.BAD if danger else Tone.ACCENT
        self._glyph.show_icon(Icon.TRIANGLE_ALERT if danger else Icon.CIRCLE_HELP, tone)
        self._question.say(question)
        self.setAccessibleName(question)
        self._choice.set_options((one, one) for one in listed.choices)
        self._choice.set_value(None)
        self._choice.setVisible(bool(listed.choices))
        self._reason.set_options((one, one) for one in listed.offers)
        self._ask_reason(listed.words)
        self._act.show_text(act)
        self._act.dress("danger" if danger else "primary")
        theme.restyle(self, confirm=tone)
        self._judge()
        self.show()
        self.asking.emit(True)
        field = self._choice if listed.choices else self._reason
        (field if listed.words else self._keep).setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_reason(self, label: str) -> None:
        self._reason.set_value(None)
        self._reason.setPlaceholderText(label)
        self._reason.setAccessibleName(label)
        self._reason.setVisible(bool(label))

    def leave(self) -> None:
        """Everything stays as it was."""
        self._then = None
        self.hide()
        self.asking.emit(False)
        give_focus_back(self._before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """A panel that is short of room must not squeeze the question: it tells what is lost."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, or the act once the reason is there; Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in ENTER:
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            elif self._act.isEnabled():
                self._act.click()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        then, reason = self._then, self._told()
        self.leave()
        if then is not None:
            then(reason)

    def _told(self) -> str:
        """The reason: what was chosen, what was written, or both."""
        told = (self._choice.value() if self._choices else None, self._reason.value())
        return ": ".join(str(one) for one in told if one)

    def _judge(self) -> None:
        words = bool(self._reason.value())
        if self._choices:
            chosen = self._choice.value()
            is_enough = chosen is not None and (chosen != self._choices[-1] or words)
        else:
            is_enough = not self._needs_reason or words
        self._act.setEnabled(is_enough)
