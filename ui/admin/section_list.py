"""The subjects of the settings, in groups, at the left of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, QStringListModel, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.admin.section import Declared
from ui.parts import paint
from ui.parts.naming import named
from ui.parts.scroll import ReadOnlyListView


class SectionList(ReadOnlyListView):
    """One line a subject, with its icon; a group begins with a hairline."""

    picked = Signal(int)

    def __init__(self, sections: Sequence[Declared], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = tuple(sections)
        named(self, "sections", says=_("Settings"))
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
        line, gap = QRect(option.rect), theme.size("space-2")
        chosen = paint.is_selected(option)
        painter.save()
        if section.begins_group:
            paint.hairline(painter, QRect(line.left(), line.top(), line.width(), gap // 2))
            line.setTop(line.top() + gap)
        if chosen or paint.is_hovered(option):
            paint.box(painter, line.adjusted(0, 1, 0, -1), "selected" if chosen else "hover")
        inner = line.adjusted(gap, 0, -gap, 0)
        rest = paint.icon(painter, inner, section.icon, tone=Tone.ACCENT if chosen else "ink-2")
        color, font = Tone.ACCENT if chosen else "ink", theme.font("body", bold=chosen)
        paint.text(painter, rest, _(section.title), color=color, font=font)
        painter.restore()
