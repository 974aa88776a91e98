"""The subjects of the settings, in groups, at the left of the page."""

from __future__ import annotations

from collections.abc import Sequence

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

from app.text import _
from app.tones import Tone
from ui import theme
from ui.admin.section import Declared


class SectionList(QListView):
    """One line a subject, with its icon; a group begins with a hairline."""

    picked = Signal(int)

    def __init__(self, sections: Sequence[Declared], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = tuple(sections)
        self.setObjectName("sections")
        self.setAccessibleName(_("Settings"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setModel(QStringListModel([_(section.title) for section in sections], self))
        self.setItemDelegate(_Lines(self))
        self.selectionModel().currentChanged.connect(
            lambda index, _before: self.picked.emit(index.row())
        )

    def choose(self, place: int) -> None:
        """Mark a subject; `picked` follows."""
        self.setCurrentIndex(self.model().index(place, 0))

    def begins_group(self, place: int) -> bool:
        """Whether a hairline stands above this line."""
        return self.sections[place].begins_group


class _Lines(QStyledItemDelegate):
    def __init__(self, owner: SectionList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        above = theme.size("space-2") if self._owner.begins_group(index.row()) else 0
        return QSize(0, theme.size("target") + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        section = self._owner.sections[index.row()]
        line = QRect(option.rect)
        gap = theme.size("space-2")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if section.begins_group:
            painter.fillRect(
                line.left(),
                line.top() + theme.size("space-1") - 1,
                line.width(),
                1,
                theme.token("line"),
            )
            line.setTop(line.top() + theme.size("space-2"))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, line, option)
        extent = theme.size("icon")
        icon = QRect(line.left() + gap, line.center().y() - extent // 2 + 1, extent, extent)
        theme.icon(section.icon, Tone.ACCENT if chosen else "ink-2").paint(painter, icon)
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.token(Tone.ACCENT if chosen else "ink"))
        room = line.adjusted(2 * gap + extent, 0, -gap, 0)
        words = painter.fontMetrics().elidedText(
            _(section.title), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()

    def _ground(self, painter: QPainter, line: QRect, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token("selected" if chosen else "hover"))
        painter.drawRoundedRect(
            line.adjusted(0, 1, 0, -1), theme.size("radius"), theme.size("radius")
        )
