"""The top line of the window: whose program this is, the tabs, the search, and who sits here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.labels import label
from app.text import _
from app.tones import Tone
from db.vocabulary import Role
from ui import theme
from ui.icons import Icon
from ui.keys import TABS, Key
from ui.parts.labels import Chip, Label
from ui.parts.ring import Ring
from ui.parts.search import SearchBox

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk

MARK = 2


class HeaderButton(QAbstractButton):
    """A tab or the person: text that turns to the accent when it is the one shown."""

    def __init__(
        self, text: str, name: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(theme.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        Ring(self)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(
            self.text()
        ) + 2 * theme.size("space-3")
        return QSize(width + (theme.size("icon") if self._icon else 0), theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.token("hover"))
            painter.drawRoundedRect(self.rect(), theme.size("radius"), theme.size("radius"))
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(
            theme.token(
                Tone.ACCENT if self.isChecked() else "ink" if not self.isCheckable() else "ink-2"
            )
        )
        room = self.rect()
        if self._icon:
            extent = theme.size("icon")
            room.setRight(room.right() - extent - MARK)
            icon = QRect(
                room.right() - theme.size("space-1"), (self.height() - extent) // 2, extent, extent
            )
            theme.icon(self._icon).paint(painter, icon)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())


class WindowHeader(QWidget):
    """Built anew for every person and every language."""

    desk_chosen = Signal(str)

    def __init__(self, desks: Sequence[Desk], actor: Actor, menu: QMenu, *, practice: bool) -> None:
        super().__init__(objectName="header")
        self.setFixedHeight(theme.size("header"))
        self.search = SearchBox(shortcut=Key.SEARCH)
        self.person = HeaderButton(_who(actor), "person", icon=Icon.CHEVRON_DOWN)
        self.person.setAccessibleName(_("Signed in: {name}").format(name=actor.name))
        self._menu = menu
        menu.setParent(self, menu.windowFlags())
        self.person.clicked.connect(self.open_menu)
        self._tabs = {desk.name: self._tab(desk, number) for number, desk in enumerate(desks, 1)}
        self._lay_out(practice)

    def mark(self, desk: str) -> None:
        """Show which tab is in front."""
        for name, tab in self._tabs.items():
            tab.setChecked(name == desk)

    def tabs(self) -> tuple[str, ...]:
        return tuple(self._tabs)

    def open_menu(self) -> None:
        below = self.person.mapToGlobal(QPoint(self.person.width(), self.person.height()))
        self._menu.popup(below - QPoint(self._menu.sizeHint().width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tabs need the room, the name of the program gives way."""
        self._product.setVisible(self._whole <= event.size().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.token("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.token("line"))

    def _tab(self, desk: Desk, number: int) -> HeaderButton:
        tab = HeaderButton(_(desk.title), f"tab-{desk.name}")
        tab.setCheckable(True)
        tab.setToolTip(TABS[number - 1] if number <= len(TABS) else "")
        tab.clicked.connect(lambda: self.desk_chosen.emit(desk.name))
        return tab

    def _lay_out(self, practice: bool) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space-4"), 0, theme.size("space-3"), 0)
        row.setSpacing(theme.size("space-1"))
        self._product = Label(_("Dealer Desk"))
        self._product.setFont(theme.font("body", bold=True, scale=1.15))
        self._product.set_tone(Tone.ACCENT)
        row.addWidget(self._product)
        if practice:
            row.addSpacing(theme.size("space-2"))
            chip = Chip(_("Practice store"), Tone.WARN)
            # never squeezed away by long tabs: what is invented must say so
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(chip)
        row.addSpacing(theme.size("space-4"))
        for tab in self._tabs.values():
            row.addWidget(tab)
        row.addStretch(1)
        self.search.setMinimumWidth(theme.size("panel-min") * 2 // 5)
        self.search.setMaximumWidth(theme.size("search"))
        row.addWidget(self.search, theme.size("search"))
        row.addSpacing(theme.size("space-2"))
        row.addWidget(self.person)
        self._whole = row.minimumSize().width()


def _who(actor: Actor) -> str:
    """The name, and what the person is here for; the first role in the order of the vocabulary."""
    role = next((role for role in Role if role in actor.roles), None)
    return f"{actor.name} · {label(role)}" if role else actor.name
