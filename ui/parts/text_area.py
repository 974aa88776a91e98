"""Several lines of text; too many characters are kept and reported, never cut."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.text import ngettext
from ui import theme
from ui.parts.keys import is_for_page
from ui.parts.text_inputs import Bounds, told_unprintable


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

    def remark_while_typing(self) -> str:
        """What is worth saying before the field is left, or nothing."""
        return told_unprintable(self._words())

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
        """Esc is for the form, unless a word is being composed; undo without text for the page."""
        text = self.document()
        can_undo, can_redo = text.isUndoAvailable(), text.isRedoAvailable()
        if is_for_page(event, can_undo=can_undo, can_redo=can_redo):
            event.ignore()
            return
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
