"""The top line of the window: product name, tabs, search, person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.labels import label
from app.text import _
from app.tones import Tone
from db.vocabulary import Role
from ui import theme
from ui.icons import Icon
from ui.keys import TABS, Key
from ui.parts import paint
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, gap, hbox, stretched
from ui.parts.naming import named
from ui.parts.ring import Ring
from ui.parts.search import SearchBox

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk

MARK = 2


class HeaderButton(QAbstractButton):
    """A tab or the person's name; the chosen tab is in the accent colour."""

    def __init__(
        self, text: str, name: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        named(self, name, says=text)
        self.setText(text)
        self.setFont(theme.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        Ring(self)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(self.text())
        icon = theme.size("icon") if self._icon else 0
        return QSize(words + 2 * theme.size("space-3") + icon, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.rect()
        if self.underMouse() or self.isDown():
            paint.box(painter, room, "hover")
        if self._icon:
            extent = theme.size("icon")
            room.setRight(room.right() - extent - MARK)
            spot = self.rect().adjusted(room.right() - theme.size("space-1"), 0, 0, 0)
            paint.icon(painter, spot, self._icon)
        chosen, is_tab = self.isChecked(), self.isCheckable()
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.token(Tone.ACCENT if chosen else "ink-2" if is_tab else "ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())


class WindowHeader(QWidget):
    """Built anew for every person and every language."""

    desk_chosen = Signal(str)

    def __init__(self, desks: Sequence[Desk], actor: Actor, menu: QMenu, *, practice: bool) -> None:
        super().__init__(objectName="header")
        self.setFixedHeight(theme.size("header"))
        self.search = SearchBox(shortcut=Key.SEARCH)
        self.search.setMinimumWidth(theme.size("panel-min") * 2 // 5)
        self.search.setMaximumWidth(theme.size("search"))
        self.person = HeaderButton(_who(actor), "person", icon=Icon.CHEVRON_DOWN)
        self.person.setAccessibleName(_("Signed in: {name}").format(name=actor.name))
        self.person.clicked.connect(self.open_menu)
        self._menu = menu
        menu.setParent(self, menu.windowFlags())
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
        self._product = Label(_("Dealer Desk"), tone=Tone.ACCENT)
        self._product.setFont(theme.font("body", bold=True, scale=1.15))
        names = (self._product, gap(2), _practice_chip()) if practice else (self._product,)
        search = stretched(self.search, theme.size("search"))
        parts = (*names, gap(4), *self._tabs.values(), STRETCH, search, gap(2), self.person)
        line = hbox(*parts, parent=self, spacing=1, margins=(4, 0, 3, 0))
        self._whole = line.minimumSize().width()


def _practice_chip() -> Chip:
    """Never squeezed away by long tabs: what is invented must say so."""
    chip = Chip(_("Practice store"), Tone.WARN)
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return chip


def _who(actor: Actor) -> str:
    """The person's name and first role in the order of the vocabulary."""
    role = next((role for role in Role if role in actor.roles), None)
    return f"{actor.name} · {label(role)}" if role else actor.name
