"""The people who may sign in, found by name or pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, QStringListModel, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app import pinyin
from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.naming import named
from ui.parts.scroll import ReadOnlyListView

ROWS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class StaffListEntry:
    """A person and their roles in the language of the window."""

    id: int
    name: str
    roles_text: str = ""

    def answers_to(self, scrap: str) -> bool:
        """Whether the name holds the scrap, or is typed that way in letters.

        The pinyin tables load with the first letter typed.
        """
        if scrap in self.name.casefold():
            return True
        return scrap.isascii() and any(
            spelling.startswith(scrap) for spelling in pinyin.spellings(self.name)
        )


class StaffList(ReadOnlyListView):
    """One row a person; filtered by `find`, so the list never scrolls far."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "staff", says=_("Staff"))
        self._all: tuple[StaffListEntry, ...] = ()
        self._found: tuple[StaffListEntry, ...] = ()
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_StaffRows(self))
        self.clicked.connect(lambda _index: self.picked.emit())

    def show_people(self, people: Sequence[StaffListEntry], chosen: int = 0) -> None:
        self._all = tuple(people)
        self.find("")
        self.choose(chosen)

    def find(self, scrap: str) -> None:
        """Shows those whose name holds the scrap, or whose pinyin begins with it."""
        before = self.current()
        wanted = scrap.strip().casefold()
        self._found = tuple(choice for choice in self._all if choice.answers_to(wanted))
        self._model.setStringList([choice.name for choice in self._found])
        self.setFixedHeight(min(max(len(self._found), 1), ROWS_SHOWN) * theme.size("row-two"))
        self.choose(before.id if before else 0)

    def choose(self, staff_id: int) -> None:
        """Mark this person, or the first one."""
        rows = [choice.id for choice in self._found]
        row = rows.index(staff_id) if staff_id in rows else 0
        self.setCurrentIndex(self._model.index(row, 0))

    def step(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), len(self._found) - 1)
        self.setCurrentIndex(self._model.index(row, 0))

    def current(self) -> StaffListEntry | None:
        row = self.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def choice(self, row: int) -> StaffListEntry:
        return self._found[row]


class _StaffRows(QStyledItemDelegate):
    """A round with the first character, the name, and what the person does."""

    def __init__(self, staff: StaffList) -> None:
        super().__init__(staff)
        self._staff = staff

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(0, theme.size("row-two"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        choice = self._staff.choice(index.row())
        chosen = paint.is_selected(option)
        painter.save()
        row = option.rect.adjusted(0, 1, 0, -1)
        if chosen or paint.is_hovered(option):
            paint.box(painter, row, "selected" if chosen else "hover")
        gap, extent = theme.size("space-3"), theme.size("control")
        circle = QRect(row.left() + gap, row.center().y() - extent // 2 + 1, extent, extent)
        paint.box(painter, circle, Tone.ACCENT if chosen else "neutral-bg", radius=extent / 2)
        initial, bold = choice.name[:1].upper(), theme.font("body", bold=True)
        color = "on-accent" if chosen else "ink-2"
        paint.text(painter, circle, initial, color=color, font=bold, align=paint.CENTER)
        name = paint.TextLine(choice.name, "ink", theme.font("body", bold=chosen))
        roles = paint.TextLine(choice.roles_text, "ink-2", "caption")
        paint.lines(painter, row.adjusted(2 * gap + extent, 0, -gap, 0), name, roles)
        painter.restore()
