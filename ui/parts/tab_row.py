"""Tabs side by side; those without room stand under "More"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from itertools import islice

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.naming import named
from ui.parts.ring import ring_on_focus
from ui.parts.text_metrics import width_of

GAP = 2
LINE = 2


class TabLook(Enum):
    """A line beneath the chosen tab, or a filled ground behind it."""

    LINE = auto()
    PILL = auto()


class TabButton(QAbstractButton):
    """One tab; `more` shows a chevron behind its word."""

    spoken_role = QAccessible.Role.PageTab

    def __init__(
        self, text: str, name: str, look: TabLook, *, more: bool = False, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._more = look, more
        if more:
            self.spoken_role = QAccessible.Role.ButtonMenu
        self.tone = Tone.NEUTRAL
        self._measured: tuple[tuple[str, int], int] = ("", -1), 0
        self._word = text
        self.number = 0
        """What is counted behind the word."""
        named(self, name, says=text)
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_on_focus(self)

    def nextCheckState(self) -> None:
        """A press asks; who shows the tab marks it."""

    def count(self, number: int) -> None:
        """A red number behind the word, nothing for none."""
        if number == self.number:
            return
        self.number = number
        said = _("{count} overdue").format(count=number)
        self.setAccessibleName(f"{self._word}, {said}" if number else self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width_wanted(), theme.size("control"))

    def width_wanted(self) -> int:
        """As wide as the word in bold, so that nothing moves when it is chosen.

        A row asks again and again while it is laid out: each word is measured once.
        """
        known = (self.text(), self.number)
        if self._measured[0] != known:
            words = width_of(self.text(), theme.font("body", bold=True))
            chevron = theme.size("icon") if self._more else 0
            wide = words + chevron + self._room_for_number() + 2 * theme.size("space-3")
            self._measured = known, wide
        return self._measured[1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room, chosen = QPainter(self), self.rect(), self.isChecked()
        if chosen and self._look is TabLook.PILL:
            paint.box(painter, room, "accent-bg")
        elif self.underMouse() or self.isDown():
            paint.box(painter, room, "hover")
        words = room.adjusted(theme.size("space-3"), 0, -theme.size("space-3"), 0)
        if self._more:
            extent = theme.size("icon")
            words.setRight(words.right() - extent)
            chevron = QRect(words.right() + 1, room.top(), extent, room.height())
            paint.icon(painter, chevron, Icon.CHEVRON_DOWN, tone="ink-2")
        if self.number:
            number = QRect(words)
            words.setRight(words.right() - self._room_for_number())
            font, right = theme.font("caption", bold=True), paint.RIGHT
            shown = str(self.number)
            paint.text(painter, number, shown, color=paint.ink(Tone.BAD), font=font, align=right)
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.token(self._ink(chosen)))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen and self._look is TabLook.LINE:
            under = QRect(words.left(), self.height() - LINE, words.width(), LINE)
            painter.fillRect(under, theme.token("accent"))

    def _room_for_number(self) -> int:
        """How much of the width belongs to the number and the gap before it."""
        if not self.number:
            return 0
        font = theme.font("caption", bold=True)
        return theme.size("space-1") + 1 + width_of(str(self.number), font)

    def _ink(self, chosen: bool) -> str:
        if self.tone is not Tone.NEUTRAL:
            return self.tone
        if not chosen:
            return "ink-2"
        return Tone.ACCENT if self._look is TabLook.PILL else "ink"


class TabRow(QWidget):
    """Says `chosen(name)`. The chosen tab never gives way; the last ones go first."""

    chosen = Signal(str)
    spoken_role = QAccessible.Role.PageTabList

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]],
        look: TabLook,
        *,
        front: int | None = None,
        height: str = "control",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = theme.size(height)
        self._front = len(tabs) if front is None else front
        self._current = ""
        self._buttons = {name: self._button(name, text, look) for name, text in tabs}
        self.more = TabButton(_("More"), "tab-more", look, more=True, parent=self)
        self.more.clicked.connect(self._offer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._arrange()

    def names(self) -> tuple[str, ...]:
        """All of them, in their order."""
        return tuple(self._buttons)

    def shown(self) -> tuple[str, ...]:
        """Those that stand side by side now."""
        return tuple(name for name, tab in self._buttons.items() if not tab.isHidden())

    def button(self, name: str) -> TabButton:
        """The button of one tab."""
        return self._buttons[name]

    def mark(self, name: str) -> None:
        """Shows which tab is in front."""
        self._current = name
        for one, tab in self._buttons.items():
            tab.setChecked(one == name)
        self._arrange()

    def tell(self, name: str, tooltip: str) -> None:
        """The key of a tab, under the pointer."""
        self._buttons[name].setToolTip(tooltip)

    def count(self, name: str, number: int) -> None:
        """A red number on a tab; tabs that lose their room by it go under "More"."""
        if number != self._buttons[name].number:
            self._buttons[name].count(number)
            self._arrange()

    def width_of(self, count: int) -> int:
        """How wide the first tabs are side by side, with "More" where that is not all."""
        widths = [tab.width_wanted() for tab in islice(self._buttons.values(), count)]
        if count < len(self._buttons):
            widths.append(self.more.width_wanted())
        return sum(widths) + GAP * max(0, len(widths) - 1)

    def sizeHint(self) -> QSize:
        """Everything that stands in front, side by side."""
        return QSize(self.width_of(self._front), self._height)

    def minimumSizeHint(self) -> QSize:
        """The widest tab and "More"."""
        widest = max((tab.width_wanted() for tab in self._buttons.values()), default=0)
        return QSize(widest + GAP + self.more.width_wanted(), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _button(self, name: str, text: str, look: TabLook) -> TabButton:
        tab = TabButton(text, f"tab-{name}", look, parent=self)
        tab.clicked.connect(lambda: self.chosen.emit(name))
        return tab

    def _arrange(self) -> None:
        seen, left = self._fitting(), 0
        for name, tab in self._buttons.items():
            tab.setVisible(name in seen)
        self.more.setVisible(len(seen) < len(self._buttons))
        shown = [self._buttons[name] for name in seen]
        for tab in (*shown, *([self.more] if len(seen) < len(self._buttons) else [])):
            size = QSize(tab.width_wanted(), min(self._height, self.height()))
            if tab._look is TabLook.PILL:
                size.setHeight(theme.size("control"))
            tab.setGeometry(QRect(QPoint(left, (self.height() - size.height()) // 2), size))
            left += size.width() + GAP

    def _fitting(self) -> list[str]:
        """The names that stand side by side: as many as fit, always with the chosen one."""
        names = list(self._buttons)
        count = next(
            (one for one in range(self._front, 1, -1) if self.width_of(one) <= self.width()),
            min(1, len(names)),
        )
        seen = names[:count]
        while self._current in names and self._current not in seen:
            room = self.width() - self.more.width_wanted()
            kept = [*seen[:-1], self._current] if len(seen) > 1 else [self._current]
            if self._wide(kept) <= room or len(kept) == 1:
                return kept
            seen = seen[:-1]
        return seen

    def _wide(self, names: Sequence[str]) -> int:
        return sum(self._buttons[name].width_wanted() + GAP for name in names)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("moreTabs")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, tab in self._buttons.items():
            if tab.isHidden():
                key = f"\t{tab.toolTip()}" if tab.toolTip() else ""
                action = menu.addAction(f"{tab.text()}{key}")
                action.setObjectName(name)
                action.triggered.connect(lambda _on=False, name=name: self.chosen.emit(name))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
