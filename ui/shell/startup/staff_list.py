"""The people who may sign in, found by name or pinyin initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QCollator,
    QLocale,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app import pinyin
from app.text import _
from app.tones import Tone
from db.staff_words import Role
from ui import theme
from ui.parts import paint
from ui.parts.avatar import avatar
from ui.parts.naming import named
from ui.parts.scroll import ReadOnlyListView

COLUMNS = 3
ROWS_SHOWN, LEAST_ROWS = 4, 2
TILE = 188
TONES = {
    Role.RECEPTION: Tone.ACCENT,
    Role.CONSULTANT: Tone.GOOD,
    Role.ADVISOR: Tone.WARN,
    Role.CONTROLLER: Tone.WARN,
    Role.TECHNICIAN: Tone.WARN,
    Role.PARTS: Tone.WARN,
}
"""Showroom and workshop are told apart at a glance."""


@dataclass(frozen=True, slots=True)
class StaffListEntry:
    """A person and their roles in the language of the window; `role` is the first of them."""

    id: int
    name: str
    roles_text: str = ""
    role: Role | None = None

    def answers_to(self, scrap: str) -> bool:
        """Whether the name holds the scrap, or is typed that way in letters.

        The pinyin tables load with the first letter typed.
        """
        if scrap in self.name.casefold():
            return True
        return scrap.isascii() and any(
            spelling.startswith(scrap) for spelling in pinyin.spellings(self.name)
        )


def in_order(
    people: Iterable[StaffListEntry], recent: Sequence[int] = ()
) -> tuple[StaffListEntry, ...]:
    """Who was here last stands first; the others by role, and by pinyin among their equals."""
    collator, roles = QCollator(QLocale(QLocale.Language.Chinese)), list(Role)

    def place(one: StaffListEntry) -> tuple[int, int]:
        last = recent.index(one.id) if one.id in recent else len(recent)
        return last, roles.index(one.role) if one.role is not None else len(roles)

    named_in_order = sorted(people, key=lambda one: collator.sortKey(one.name))
    return tuple(sorted(named_in_order, key=place))


class StaffList(ReadOnlyListView):
    """A tile a person, filtered by `find`, so that nobody scrolls far."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "staff", says=_("Staff"))
        self._all: tuple[StaffListEntry, ...] = ()
        self._found: tuple[StaffListEntry, ...] = ()
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_StaffTiles(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFixedWidth(self.wide())
        self.clicked.connect(lambda _index: self.picked.emit())

    @classmethod
    def wide(cls) -> int:
        """The tiles side by side, and the bar that scrolls them."""
        return COLUMNS * TILE + theme.size("space-3") + 2

    def sizeHint(self) -> QSize:
        """As many rows as there are, up to the most; a low screen shows fewer and scrolls."""
        return QSize(self.wide(), min(self._rows(), ROWS_SHOWN) * theme.size("row-two") + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.wide(), min(self._rows(), LEAST_ROWS) * theme.size("row-two") + 2)

    def _rows(self) -> int:
        return -(-max(len(self._found), 1) // COLUMNS)

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
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()
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


class _StaffTiles(QStyledItemDelegate):
    """A round with the first character, the name, and what the person does.

    Asks the option for its state only under the mouse: the answer loads all of `QStyle`, 7 ms.
    """

    def __init__(self, staff: StaffList) -> None:
        super().__init__(staff)
        self._staff = staff

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(TILE, theme.size("row-two"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        choice = self._staff.choice(index.row())
        chosen = index == self._staff.currentIndex()
        painter.save()
        tile = option.rect.adjusted(1, 1, -1, -1)
        if chosen:
            line = QPen(theme.token("accent"))
            paint.box(painter, QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), "selected", line=line)
        elif self._staff.viewport().underMouse() and paint.is_hovered(option):
            paint.box(painter, tile, "hover")
        gap, extent = theme.size("space-2"), theme.size("control")
        circle = QRect(tile.left() + gap, tile.center().y() - extent // 2 + 1, extent, extent)
        tone = TONES.get(choice.role, Tone.NEUTRAL) if choice.role else Tone.NEUTRAL
        avatar(painter, circle, choice.name, tone=tone)
        name = paint.TextLine(choice.name, "ink", theme.font("body", bold=chosen))
        roles = paint.TextLine(choice.roles_text, "ink-2", "caption")
        paint.lines(painter, tile.adjusted(2 * gap + extent, 0, -gap, 0), name, roles)
        painter.restore()
