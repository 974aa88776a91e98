"""One box that finds people, cars and orders.

Its results hang under it as a child of the window, never as a popup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts import paint
from ui.parts.drop import Drop, DropRow
from ui.parts.keys import ENTER, UP_OR_DOWN, connect_keys
from ui.parts.marked import hits
from ui.parts.naming import named
from ui.parts.text_inputs import LineInput

HINT = N_("Search name, phone, plate, VIN, action")
MOST_ROWS = 14
MORE = object()
"""What a row carries that asks for more answers of its kind."""
NOTHING = N_("Nothing found for “{text}”")
UNKNOWN = N_("Not known: the store's data cannot be reached just now.")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One answer, in which the question is set off.

    `key` does the same; `icon` stands instead of that of the group, `kind` instead of its kind.
    """

    id: Any
    title: str
    note: str = ""
    key: str = ""
    icon: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Results of one kind under a title in the person's language."""

    kind: str
    title: str
    hits: tuple[SearchResult, ...] = ()
    icon: str = Icon.SEARCH
    has_more: bool = False
    """A last row asks for the rest."""


class SearchBox(LineInput):
    """Says `asked(text)`; answer with `show_results(text, groups)`; says `chosen(kind, id)`.

    `asked("")` when somebody begins: what can be found before anything is typed. `begins` before
    it takes the focus, `ended` once it has lost it.
    """

    asked = Signal(str)
    more_asked = Signal(str, str)
    """The question and the kind of whose answers more are wanted."""
    chosen = Signal(str, object)
    begins = Signal()
    ended = Signal()

    def __init__(
        self, shortcut: Key = Key.SEARCH, *, listens: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(hint=_(HINT), limit=60, parent=parent)
        self._shortcut = shortcut
        self._before: QWidget | None = None
        self._drop: Drop | None = None
        named(self, "search", says=_(HINT))
        self.setMinimumWidth(theme.size("search"))
        left = theme.size("icon") + theme.size("space-1")
        right = self.fontMetrics().horizontalAdvance(shortcut) + theme.size("space-2")
        self.setTextMargins(left, 0, right, 0)
        self.edited.connect(self._ask)
        if listens:
            connect_keys(self, self.begin, shortcut, everywhere=True)

    def begin(self) -> None:
        """Takes the focus and remembers where it came from."""
        focus = QApplication.focusWidget()
        if focus is not self:
            self._before = focus
        self.begins.emit()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask()

    def show_results(self, text: str, groups: Sequence[ResultGroup]) -> None:
        """Shows the answer under the box, unless the question has changed meanwhile."""
        if text != self.text().strip() or not self.hasFocus():
            return
        rows = [row for group in groups if group.hits for row in _rows_of(group, text)]
        nothing = [DropRow(_(NOTHING).format(text=text), head=True)] if text else []
        drop = self._list()
        drop.show_rows(rows or nothing)
        if rows:
            drop.first()

    def say_unknown(self, text: str) -> None:
        """Nobody could look for it; asked again with the next key."""
        if text == self.text().strip() and self.hasFocus():
            self._list().show_rows([DropRow(_(UNKNOWN), head=True)])

    def close_results(self) -> None:
        """Puts the list away."""
        if self._drop is not None:
            self._drop.close_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter chooses, Esc goes back to where one was."""
        step = UP_OR_DOWN.get(Qt.Key(event.key()))
        if self.composing:
            super().keyPressEvent(event)
        elif step is not None:
            self._walk(step)
        elif event.key() in ENTER:
            row = self._drop.current() if self._drop else None
            if row is not None and row.payload is not None:
                self._choose(row.payload)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by mouse, too, one wants to get back."""
        super().focusInEvent(event)
        if self.text().strip():
            self._ask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list belongs to the box."""
        super().focusOutEvent(event)
        self.close_results()
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Magnifier and key."""
        super().paintEvent(event)
        painter = QPainter(self)
        inner = self.rect().adjusted(theme.size("space-2") + 2, 0, -theme.size("space-3"), 0)
        tone = Tone.ACCENT if self.hasFocus() else "ink-2"
        rest = paint.icon(painter, inner, Icon.SEARCH, tone=tone)
        if not self.text():
            key = self._shortcut
            paint.text(painter, rest, key, color="ink-2", font="caption", align=paint.RIGHT)

    def _walk(self, step: int) -> None:
        if self._drop is not None and self._drop.isVisible():
            self._drop.step(step)
        else:
            self._ask()

    def _ask(self) -> None:
        text = self.text().strip()
        if self.composing:
            return
        if not text:
            self.close_results()
        self.asked.emit(text)

    def _list(self) -> Drop:
        if self._drop is None:
            self._drop = Drop(self, most_rows=MOST_ROWS)
            self._drop.setObjectName("search_results")
            self._drop.setMinimumWidth(theme.size("search-results"))
            self._drop.picked.connect(self._choose)
        return self._drop

    def _choose(self, payload: tuple[str, Any]) -> None:
        kind, chosen = payload
        if chosen is MORE:
            self.more_asked.emit(self.text().strip(), kind)
            return
        self.close_results()
        self.clear()
        self._give_back()
        self.chosen.emit(kind, chosen)

    def leave(self) -> None:
        """Ends the search where it began."""
        self.close_results()
        self.clear()
        self._give_back()

    def _give_back(self) -> None:
        before, self._before = self._before, None
        try:
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        except RuntimeError:  # the page that it stood on has been rebuilt
            pass
        self.clearFocus()


def _rows_of(group: ResultGroup, question: str) -> list[DropRow]:
    found = [_row(group, hit, question) for hit in group.hits]
    more = DropRow(_("More: {title}").format(title=group.title), payload=(group.kind, MORE))
    return [DropRow(group.title, head=True), *found, *([more] if group.has_more else [])]


def _row(group: ResultGroup, hit: SearchResult, question: str) -> DropRow:
    from ui.parts.initials import letters

    marks = hits(hit.title, question, letters=letters)
    return DropRow(
        hit.title,
        hit.note,
        (hit.kind or group.kind, hit.id),
        icon=hit.icon or group.icon,
        key=hit.key,
        marks=marks,
        note_marks=() if marks else hits(hit.note, question),
    )
