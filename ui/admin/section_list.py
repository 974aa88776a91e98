"""The subjects of the settings under their headings, at the left of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.admin.section import Declared, SectionGroup
from ui.icons import Icon
from ui.parts import paint
from ui.parts.initials import letters
from ui.parts.naming import named
from ui.parts.scroll import ReadOnlyListView
from ui.parts.text_inputs import half_width

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SectionList(ReadOnlyListView):
    """The group of the chosen subject lies open, the others are one heading each.

    `picked` gives the place of the subject among all of them.
    """

    picked = Signal(int)

    def __init__(self, groups: Sequence[SectionGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = tuple(line for group in groups for line in (group, *group.sections))
        self._rows = [at for at, line in enumerate(self.lines) if isinstance(line, Declared)]
        self._scrap = ""
        self._chosen = -1
        named(self, "sections", says=_("Settings"))
        self.setModel(QStringListModel([_(line.title) for line in self.lines], self))
        self.setItemDelegate(_Lines(self))
        self._fold()
        self.selectionModel().currentChanged.connect(lambda index, _before: self._come(index.row()))

    def choose(self, place: int) -> None:
        """Mark a subject, counted without the headings; `picked` follows."""
        self.setCurrentIndex(self.model().index(self._rows[place], 0))

    def narrow(self, scrap: str) -> None:
        """Only subjects whose name, or whose heading, holds these letters."""
        self._scrap = half_width(scrap).strip().casefold()
        self._fold()

    def choose_first(self) -> None:
        """The first subject that is shown."""
        shown = self._shown()
        if shown:
            self.choose(shown[0])

    def is_open(self, group: SectionGroup) -> bool:
        """Whether the subjects of a heading are shown."""
        return any(not self.isRowHidden(self.lines.index(one)) for one in group.sections)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from subject to subject, and open the group that they reach."""
        key = Qt.Key(event.key())
        places = self._shown() if self._scrap else list(range(len(self._rows)))
        if key in STEPS:
            here = places.index(self._chosen) if self._chosen in places else -1
            target = here + STEPS[key]
            if 0 <= target < len(places):
                self.choose(places[target])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and places:
            self.choose(places[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _come(self, row: int) -> None:
        """A heading stands for the first of its subjects."""
        line = self.lines[row]
        if isinstance(line, SectionGroup):
            self.choose(self._rows.index(row + 1))
            return
        self._chosen = self._rows.index(row)
        self._fold()
        self.scrollTo(self.currentIndex())
        self.picked.emit(self._chosen)

    def _shown(self) -> list[int]:
        return [place for place, row in enumerate(self._rows) if not self.isRowHidden(row)]

    def _fold(self) -> None:
        here = self.lines[self._rows[self._chosen]] if self._chosen >= 0 else None
        for row, line in enumerate(self.lines):
            if isinstance(line, SectionGroup):
                shown = self._passing(line) if self._scrap else line.sections
                for at, one in enumerate(line.sections, row + 1):
                    is_shown = one in shown if self._scrap else here in line.sections
                    self.setRowHidden(at, not is_shown)
                self.setRowHidden(row, not shown)

    def _passing(self, group: SectionGroup) -> tuple[Declared, ...]:
        if self._holds(group.title):
            return group.sections
        return tuple(one for one in group.sections if self._holds(one.title))

    def _holds(self, title: str) -> bool:
        words = half_width(_(title)).casefold()
        return self._scrap in words or (self._scrap.isascii() and self._scrap in letters(words))


class _Lines(QStyledItemDelegate):
    def __init__(self, owner: SectionList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(0, theme.size("target"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line = self._owner.lines[index.row()]
        painter.save()
        if isinstance(line, SectionGroup):
            self._paint_heading(painter, option, line)
        else:
            self._paint_subject(painter, option, line)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, group: SectionGroup
    ) -> None:
        gap, extent = theme.size("space-2"), theme.size("icon")
        is_open = self._owner.is_open(group)
        if paint.is_hovered(option) and not is_open:
            paint.box(painter, QRect(option.rect).adjusted(0, 1, 0, -1), "hover")
        inner = QRect(option.rect).adjusted(gap, 0, -gap, 0)
        sign = QRect(inner.right() - extent, inner.top(), extent, inner.height())
        icon = Icon.CHEVRON_DOWN if is_open else Icon.CHEVRON_RIGHT
        paint.icon(painter, sign, icon, tone="ink-2")
        words = inner.adjusted(0, 0, -extent - gap, 0)
        font = theme.font("label", bold=True)
        paint.text(painter, words, _(group.title), color="ink-2", font=font)

    def _paint_subject(
        self, painter: QPainter, option: QStyleOptionViewItem, section: Declared
    ) -> None:
        gap, line = theme.size("space-2"), QRect(option.rect)
        chosen = paint.is_selected(option)
        if chosen or paint.is_hovered(option):
            paint.box(painter, line.adjusted(0, 1, 0, -1), "selected" if chosen else "hover")
        inner = line.adjusted(gap, 0, -gap, 0)
        rest = paint.icon(painter, inner, section.icon, tone=Tone.ACCENT if chosen else "ink-2")
        color, font = Tone.ACCENT if chosen else "ink", theme.font("body", bold=chosen)
        paint.text(painter, rest, _(section.title), color=color, font=font)
