"""The fields of a form in their scroll area.

Which ones are shown, in which order the cursor walks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.form_row import FormRow

ROOM = 48


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `make` builds the input.

    `half` stands beside its neighbour; `more` is folded away at first.
    """

    name: str
    label: str
    make: Callable[..., Any]
    hint: str = ""
    more: bool = False
    half: bool = False


class FormBody(QScrollArea):
    """Rows by name; `more` fields appear in place, a field that does not apply is not there."""

    def __init__(self, fields: Iterable[Field], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._fields = tuple(fields)
        self._hidden: set[str] = set()
        self._unfolded = False
        self._page = _Page(self.viewport())
        self._page.setProperty("clear", "true")
        self.setWidget(self._page)
        self._column = QVBoxLayout(self._page)
        edge = theme.size("space-1")
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(theme.size("space-3"))
        self._fill()
        self._more = Button(_("More"), icon=Icon.CHEVRON_DOWN, kind="link", name=f"{name}_more")
        self._more.clicked.connect(self._unfold_by_hand)
        if not any(field.more for field in self._fields):
            self._more.hide()
        self._column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._show_rows()

    def is_shown(self, name: str) -> bool:
        """Whether people can see the field (or scroll to it)."""
        field = next(field for field in self._fields if field.name == name)
        return name not in self._hidden and (self._unfolded or not field.more)

    def applies(self, name: str) -> bool:
        """Whether the field belongs to the form now, folded or not."""
        return name in self.rows and name not in self._hidden

    def show_field(self, name: str, shown: bool) -> None:
        """A field that does not apply is not there."""
        (self._hidden.discard if shown else self._hidden.add)(name)
        self._show_rows()

    def unfold(self) -> None:
        """Opens the rest in place."""
        self._unfolded = True
        self._more.hide()
        self._show_rows()

    def reveal(self, name: str) -> None:
        """Puts the cursor into a field, opening what hides it."""
        if not self.is_shown(name):
            self.unfold()
        row = self.rows[name]
        row.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row, 0, ROOM)

    def first_empty(self) -> QWidget | None:
        """Where typing begins."""
        shown = [row for name, row in self.rows.items() if self.is_shown(name)]
        empty = next(
            (row for row in shown if row.input.value() in (None, ())), shown[0] if shown else None
        )
        return empty.input if empty else None

    def after(self, focus: QWidget | None) -> QWidget | None:
        """The input that follows the focused one; None after the last."""
        shown = [row for name, row in self.rows.items() if self.is_shown(name)]
        at = next(
            (
                place
                for place, row in enumerate(shown)
                if focus is not None and row.isAncestorOf(focus)
            ),
            None,
        )
        if at is None or at + 1 >= len(shown):
            return None
        return shown[at + 1].input

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that gets the focus is scrolled into view with its message."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, ROOM)
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        pair: QHBoxLayout | None = None
        for field in self._fields:
            row = FormRow(field.name, _(field.label), _(field.hint), field.make)
            row.input.installEventFilter(self)
            self.rows[field.name] = row
            if not field.half:
                pair = None
                self._column.addWidget(row)
            elif pair is None:
                pair = QHBoxLayout()
                pair.setSpacing(theme.size("space-3"))
                pair.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
                self._column.addLayout(pair)
            else:
                pair.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
                pair = None

    def _unfold_by_hand(self) -> None:
        first = next(
            (field.name for field in self._fields if field.more and field.name not in self._hidden),
            None,
        )
        self.unfold()
        if first is not None:
            self.reveal(first)

    def _show_rows(self) -> None:
        for name, row in self.rows.items():
            row.setVisible(self.is_shown(name))


class _Page(QWidget):
    """As high as its fields are at the width that it has.

    By itself it would take the height of the narrowest chips.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        wanted = (
            layout.heightForWidth(self.width())
            if layout is not None and layout.hasHeightForWidth()
            else hint.height()
        )
        return QSize(hint.width(), min(hint.height(), wanted))
