"""The people who may sign in, found by a scrap of their name or its pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app import pinyin
from app.text import _
from app.tones import Tone
from ui import theme

ROWS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class StaffListEntry:
    """One row: who it is, and what the person does, in the language of the window."""

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


class StaffList(QListView):
    """One row a person; filtered by `find`, so the list never scrolls far."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("staff")
        self.setAccessibleName(_("Staff"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        """Show only those whose name holds the scrap, or whose pinyin or initials begin with it."""
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
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        row = option.rect.adjusted(0, 1, 0, -1)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.token("selected" if chosen else "hover"))
            painter.drawRoundedRect(row, theme.size("radius"), theme.size("radius"))
        gap, extent = theme.size("space-3"), theme.size("control")
        round_ = QRect(row.left() + gap, row.center().y() - extent // 2 + 1, extent, extent)
        painter.setBrush(theme.token(Tone.ACCENT if chosen else "neutral-bg"))
        painter.drawEllipse(round_)
        painter.setPen(theme.token("on-accent" if chosen else "ink-2"))
        painter.setFont(theme.font("body", bold=True))
        painter.drawText(round_, Qt.AlignmentFlag.AlignCenter, choice.name[:1].upper())
        text = row.adjusted(2 * gap + extent, gap // 2, -gap, -gap // 2)
        half = text.height() // 2
        painter.setPen(theme.token("ink"))
        painter.setFont(theme.font("body", bold=chosen))
        _draw(painter, QRect(text.left(), text.top(), text.width(), half), choice.name)
        painter.setPen(theme.token("ink-2"))
        painter.setFont(theme.font("caption"))
        _draw(painter, QRect(text.left(), text.top() + half, text.width(), half), choice.roles_text)
        painter.restore()


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
