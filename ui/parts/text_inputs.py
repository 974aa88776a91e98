"""One-line inputs.

What people type is read forgivingly, shown tidily, and never thrown away when it is unclear.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from app.text import _
from ui import theme
from ui.parts import paint
from ui.parts.keys import is_for_page

LINE_BREAKS = re.compile("[ \\u3000]*[\\t\\n\\r\\v\\f\\x85\\u2028\\u2029]+\\s*")
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
    """The limits of a column; None where there is none.

    `limit` in characters, `minimum` and `maximum` of a number.
    """

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


def one_line(text: str) -> str:
    """Every line break or tab with the space around it as one space."""
    return LINE_BREAKS.sub(" ", text) if LINE_BREAKS.search(text) else text


def told_unprintable(text: str) -> str:
    """Names the characters that the papers' font lacks, or nothing."""
    if text.isascii():
        return ""
    from app.paper.glyphs import missing_characters  # reads the font, which a start does not need

    signs = missing_characters(text)
    return _("Papers print □ for {signs}.").format(signs=" ".join(signs)) if signs else ""


HINT_ROOM = 34
"""Padding, frame and cursor beside a hint."""


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
        self.setFixedHeight(theme.size("control"))
        if unit:
            room = self.fontMetrics().horizontalAdvance(unit) + theme.size("space-2")
            left = room if self.unit_first else 0
            self.setTextMargins(left, 0, room - left, 0)
        self.textEdited.connect(self._after_typing)
        self.textChanged.connect(self._join_lines)
        self.editingFinished.connect(self.settle)

    def keep_within(self, bounds: Bounds) -> None:
        """Takes at most what the column takes, where text is stored as typed."""
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
            return self.remark_while_typing()
        return _("Only the first {limit} characters were taken.").format(limit=self._limit)

    def remark_while_typing(self) -> str:
        """What is worth saying before the field is left, or nothing."""
        return told_unprintable(self.text()) if self.typed_freely else ""

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
        if is_for_page(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
            event.ignore()
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
            pad = theme.size("space-3")
            place = self.rect().adjusted(pad, 0, -pad, 0)
            side = paint.LEFT if self.unit_first else paint.RIGHT
            unit = self._unit
            paint.text(QPainter(self), place, unit, color="ink-2", font="label", align=side)

    def _join_lines(self, text: str) -> None:
        """Pasted or restored line breaks become one space: this is one line."""
        line = one_line(text)
        if line != text:
            after = len(one_line(text[: self.cursorPosition()]))
            self.setText(line)
            self.setCursorPosition(after)

    def _after_typing(self) -> None:
        self._join_lines(self.text())  # Qt tells of typing before it tells of the change
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


def show_whole_hint(field: QLineEdit) -> None:
    """Makes a field never narrower than its hint, which tells what can be typed."""
    hint = field.fontMetrics().horizontalAdvance(field.placeholderText())
    field.setMinimumWidth(hint + HINT_ROOM)
