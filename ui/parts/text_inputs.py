"""One-line inputs.

What people type is read forgivingly, shown tidily, and never thrown away when it is unclear.
"""

import unicodedata
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.text import _, ngettext
from ui import theme
from ui.parts import paint

KEYS_OF_THE_INPUT_METHOD = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)


class Bounds(Protocol):
    """What a column takes: characters of a text, least and most of a number; None where open."""

    limit: int | None
    minimum: int | Decimal | None
    maximum: int | Decimal | None


class Unclear(ValueError):
    """The text is not what the field is for.

    The message is for the person, already in their language.
    """


def half_width(text: str) -> str:
    """Full-width letters and digits as everybody else writes them, without surrounding space."""
    return unicodedata.normalize("NFKC", text).strip()


class LineInput(QLineEdit):
    """The protocol of all inputs on one line; heirs override `read` and `shown`."""

    edited = Signal()
    unit_first = False
    typed_freely = False

    def __init__(
        self, *, hint: str = "", limit: int = 0, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.composing = self._was_cut = False
        self._limit, self._unit = limit, unit
        self.setPlaceholderText(hint)
        self.setMinimumHeight(theme.size("control"))
        self.setMaximumHeight(theme.size("control"))
        if unit:
            room = self.fontMetrics().horizontalAdvance(unit) + theme.size("space-2")
            self.setTextMargins(*((room, 0, 0, 0) if self.unit_first else (0, 0, room, 0)))
        self.textEdited.connect(self._after_typing)
        self.editingFinished.connect(self.settle)

    def keep_within(self, bounds: Bounds) -> None:
        """Takes no more than a column does, where what is typed goes there as it is."""
        if self.typed_freely:
            self._limit = bounds.limit or self._limit

    def show_unit(self, unit: str) -> None:
        """Another unit of about the same width."""
        self._unit = unit
        self.update()

    def read(self, text: str) -> Any:
        """The value of a text that is not empty; raises `Unclear`."""
        return text.strip()

    def shown(self, value: Any) -> str:
        """How a value stands in the field."""
        return str(value)

    def value(self) -> Any:
        """What is meant, or None when the field is empty or unclear."""
        try:
            return self.read(self.text()) if self.text().strip() else None
        except Unclear:
            return None

    def set_value(self, value: Any) -> None:
        """Shows a value; this is no edit.

        A text that stands there already is left alone, with the word that is being composed.
        """
        text = "" if value is None else self.shown(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def problem(self) -> str:
        """What is unclear about the text, or nothing."""
        try:
            if self.text().strip():
                self.read(self.text())
        except Unclear as unclear:
            return str(unclear)
        return ""

    def remark(self) -> str:
        """What is odd about a text that may stand as it is, or nothing."""
        if not self._was_cut:
            return ""
        return _("Only the first {limit} characters were taken.").format(limit=self._limit)

    def draft(self) -> object:
        """What was typed, also when it is unclear."""
        return self.text()

    def restore(self, draft: object) -> None:
        """Types a draft back."""
        self.setText(str(draft or ""))

    def settle(self) -> None:
        """Tidies the text once the person is done with it."""
        self._was_cut = self._cut() or self._was_cut
        if not self.composing and not self.problem() and (value := self.value()) is not None:
            tidy = self.shown(value)
            if tidy != self.text():
                self.setText(tidy)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While a word is being composed, Enter and arrows belong to the input method."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the input method stop here while composing."""
        if self.composing and event.key() in KEYS_OF_THE_INPUT_METHOD:
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends composing."""
        super().focusOutEvent(event)
        self.composing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The unit stands inside the field, where people write it."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setFont(theme.font("label"))
            pad = theme.size("space-3")
            side = Qt.AlignmentFlag.AlignLeft if self.unit_first else Qt.AlignmentFlag.AlignRight
            paint.text(
                painter,
                self.rect().adjusted(pad, 0, -pad, 0),
                self._unit,
                color=theme.token("ink-2"),
                align=side,
            )

    def _after_typing(self) -> None:
        if not self.composing:
            self._was_cut = self._cut()
        self.edited.emit()

    def _cut(self) -> bool:
        """True when there was too much."""
        # setMaxLength counts UTF-16 units and cuts rare characters in half
        if self._limit and len(self.text()) > self._limit:
            at = self.cursorPosition()
            self.setText(self.text()[: self._limit])
            self.setCursorPosition(at)
            return True
        return False


class Text(LineInput):
    """Words on one line, at most `limit` characters as people count them."""

    typed_freely = True

    def __init__(self, *, hint: str = "", limit: int = 80, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, limit=limit, parent=parent)


class Password(LineInput):
    """Never in a draft."""

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def read(self, text: str) -> str:
        """Spaces belong to it."""
        return text

    def draft(self) -> object:
        """Nothing is written down."""
        return ""


class Identity(LineInput):
    """A number that `app.identity` knows.

    Made alike, shown and judged as everywhere else; what cannot be is for the rules to say.
    """

    kind = ""
    most = 32

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, limit=self.most, parent=parent)

    def read(self, text: str) -> str | None:
        """However it was written; None for what is nothing but dots and dashes."""
        from app.identity import kinds

        return kinds.normalise(self.kind, text) or None

    def shown(self, value: Any) -> str:
        """In the groups that people read aloud."""
        from app.identity import kinds

        return kinds.shown(self.kind, str(value))

    def settle(self) -> None:
        """What cannot be such a number stays letter by letter as it was typed.

        Tidying would hide what is wrong with it.
        """
        from app.identity import kinds

        if not self.text().strip() or not kinds.judge(self.kind, self.text()).is_blocked:
            super().settle()

    def remark(self) -> str:
        """A warning, in the words of the command line."""
        from app.identity import kinds

        verdict = kinds.judge(self.kind, self.text())
        return "" if verdict.is_blocked else verdict.text()


class PhoneInput(Identity):
    """A mobile number is shown 138 0013 8000."""

    kind = "phone"

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)


class PlateInput(Identity):
    """粤B12345 however it was written; shown 粤B·12345."""

    kind = "plate"
    most = 16


class Vin(Identity):
    """Seventeen signs, shown in the groups of their meaning."""

    kind = "vin"


class CreditCode(Identity):
    """The number of a company, as it stands on its licence."""

    kind = "uscc"


class Area(QPlainTextEdit):
    """Several lines of plain words; Tab goes on, Enter makes a new line."""

    edited = Signal()

    def __init__(
        self, *, hint: str = "", rows: int = 3, limit: int = 500, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.composing = False
        self._limit, self._quiet = limit, False
        self._given = self._stood = ""
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(max(theme.size("control"), rows * line + theme.size("space-4")))
        self.textChanged.connect(self._after_typing)

    def keep_within(self, bounds: Bounds) -> None:
        """As many characters as the column."""
        self._limit = bounds.limit or self._limit

    def value(self) -> str | None:
        """The words, or None."""
        return self._words().strip() or None

    def set_value(self, value: str | None) -> None:
        """Shows words; this is no edit."""
        self._quiet = True
        self.setPlainText(value or "")
        self._given, self._stood = value or "", self.toPlainText()
        self._quiet = False

    def problem(self) -> str:
        """Too many words are kept and said, never cut."""
        over = len(self._words()) - self._limit
        return (
            ngettext("{count} character too many", "{count} characters too many", over).format(
                count=over
            )
            if over > 0
            else ""
        )

    def draft(self) -> object:
        """What was typed."""
        return self._words()

    def restore(self, draft: object) -> None:
        """Types a draft back."""
        self.set_value(str(draft or ""))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether a word is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is for the form, unless a word is being composed."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.composing:
            event.ignore()

    def _words(self) -> str:
        """Nobody has changed them: as they came.

        Qt gives other line ends and spaces back than it was given.
        """
        stands = self.toPlainText()
        return self._given if stands == self._stood else stands

    def _after_typing(self) -> None:
        if not self._quiet:
            self.edited.emit()
