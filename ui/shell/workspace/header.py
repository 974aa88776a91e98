"""The top line of the window: product name, tabs, search, person.

What has no room gives way in order: the search becomes an icon, the last tabs go under "More", the
person becomes a round, then the name of the program goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.labels import label
from app.text import _
from app.tones import Tone
from db.vocabulary import Role
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts import paint
from ui.parts.avatar import avatar
from ui.parts.keys import connect_keys
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, gap, hbox
from ui.parts.naming import named
from ui.parts.ring import ring_on_focus
from ui.parts.search import HINT
from ui.parts.tab_row import TabLook, TabRow
from ui.shell.workspace.palette import Palette

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.workspace.navigation import Navigation

FACE = 28
LEAST_TABS = 4
"""So many tabs stand side by side before the name of the person gives way."""


class HeaderButton(QAbstractButton):
    """A button of the header that paints itself; `is_small` leaves the words out."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_small = False
        named(self, name, says=text)
        self.setText(text)
        self.setFont(theme.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring_on_focus(self)

    def shrink(self, small: bool) -> None:
        """With or without its words."""
        if small != self.is_small:
            self.is_small = small
            self.setToolTip(self.accessibleName() if small else "")
            self.updateGeometry()
            self.update()

    def words(self) -> int:
        """How wide the words are."""
        return QFontMetrics(self.font()).horizontalAdvance(self.text())


class PersonButton(HeaderButton):
    """Round, name and role of who is signed in; opens the menu."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(_who(actor), "person")
        self._name = actor.name
        self.setAccessibleName(_("Signed in: {name}").format(name=actor.name))

    def sizeHint(self) -> QSize:
        gap = theme.size("space-2")
        width = FACE + 2 * theme.size("space-1")
        if not self.is_small:
            width += self.words() + theme.size("icon") + 2 * gap
        return QSize(width, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room, edge = QPainter(self), self.rect(), theme.size("space-1")
        if self.underMouse() or self.isDown():
            paint.box(painter, room, "hover")
        face = QRect(edge, (room.height() - FACE) // 2, FACE, FACE)
        avatar(painter, face, self._name)
        if not self.is_small:
            rest = room.adjusted(face.right() + theme.size("space-2"), 0, 0, 0)
            paint.text(painter, rest, self.text(), color="ink", font="body")
            icon = rest.adjusted(self.words() + theme.size("space-1"), 0, 0, 0)
            paint.icon(painter, icon, Icon.CHEVRON_DOWN)


class SearchButton(HeaderButton):
    """Looks like the field that it opens, with the key that opens it, too."""

    def __init__(self) -> None:
        super().__init__(_(HINT), "searchButton")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.size("search"))

    def sizeHint(self) -> QSize:
        key = QFontMetrics(theme.font("caption")).horizontalAdvance(Key.SEARCH)
        edge, icon = theme.size("space-3"), theme.size("icon")
        words = 0 if self.is_small else self.words() + edge
        room = words + icon + theme.size("space-2") + key + 2 * edge + 2
        return QSize(room, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room, edge = QPainter(self), self.rect(), theme.size("space-3")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.is_small:
            line = QPen(theme.token("field-line"))
            paint.box(painter, room.adjusted(0, 0, -1, -1), "surface", line=line)
        elif self.underMouse() or self.isDown():
            paint.box(painter, room, "hover")
        inner = room.adjusted(edge, 0, -edge, 0)
        rest = paint.icon(painter, inner, Icon.SEARCH)
        paint.text(painter, rest, Key.SEARCH, color="ink-2", font="caption", align=paint.RIGHT)
        if not self.is_small:
            paint.text(painter, rest, self.text(), color="hint", font="body")


class WindowHeader(QWidget):
    """Built anew for every person and every language."""

    tab_chosen = Signal(str)

    def __init__(
        self, navigation: Navigation, actor: Actor, menu: QMenu, *, practice: bool
    ) -> None:
        super().__init__(objectName="header")
        self.setFixedHeight(theme.size("header"))
        self.navigation = navigation
        self.search = Palette(self).box
        self.find = SearchButton()
        self.find.clicked.connect(self.search.begin)
        connect_keys(self, self.search.begin, Key.SEARCH, everywhere=True)
        self.person = PersonButton(actor)
        self.person.clicked.connect(self.open_menu)
        self.menu = menu
        menu.setParent(self, menu.windowFlags())
        tabs, front = navigation.tabs, navigation.front if navigation.is_flat else None
        names = [(tab.name, tab.title) for tab in tabs]
        self.row = TabRow(names, TabLook.LINE, front=front, height="header")
        self.row.chosen.connect(self.tab_chosen)
        self._lay_out(practice)

    def mark(self, desk: str) -> None:
        """Show which tab is in front, and which keys lead to the others."""
        tab = self.navigation.tab_of(desk)
        self.row.mark(tab.name if tab is not None else "")
        for one in self.navigation.tabs:
            if len(one.desks) == 1:
                self.row.tell(one.name, self.navigation.key_of(one.name, desk))

    def show_overdue(self, counts: Mapping[str, int]) -> None:
        """A red number on each tab with something that is overdue."""
        for tab in self.navigation.tabs:
            self.row.count(tab.name, sum(counts.get(desk.name, 0) for desk in tab.desks))
        self._give_way(self.width())

    def tabs(self) -> tuple[str, ...]:
        """The desks of this person, in the order of their keys."""
        return tuple(desk.name for desk in self.navigation.desks)

    def open_menu(self) -> None:
        below = self.person.mapToGlobal(QPoint(self.person.width(), self.person.height()))
        self.menu.popup(below - QPoint(self.menu.sizeHint().width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room gives way."""
        super().resizeEvent(event)
        self._give_way(event.size().width())

    def _give_way(self, room: int) -> None:
        """The first arrangement that fits."""
        for small_search, tabs, small_person, product in self._arrangements():
            self.find.shrink(small_search)
            self.person.shrink(small_person)
            self._product.setVisible(product)
            needed = self._line.sizeHint().width() - self.row.sizeHint().width()
            if needed + self.row.width_of(tabs) <= room:
                break
        self._line.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody searches behind a locked screen."""
        super().hideEvent(event)
        self.search.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.token("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.token("line"))

    def _arrangements(self) -> tuple[tuple[bool, int, bool, bool], ...]:
        """Search as icon, tabs side by side, person as round, name of the program."""
        every = self.navigation.front if self.navigation.is_flat else len(self.navigation.tabs)
        least = min(LEAST_TABS, every)
        return (
            (False, every, False, True),
            (True, every, False, True),
            (True, least, False, True),
            (True, least, True, True),
            (True, 1, True, False),
        )

    def _lay_out(self, practice: bool) -> None:
        self._product = Label(_("Dealer Desk"), tone=Tone.ACCENT)
        self._product.setFont(theme.font("body", bold=True, scale=1.15))
        names = (self._product, gap(2), _practice_chip()) if practice else (self._product,)
        parts = (*names, gap(3), self.row, STRETCH, self.find, gap(2), self.person)
        self._line = hbox(*parts, parent=self, spacing=1, margins=(5, 0, 4, 0))
        self._line.setStretchFactor(self.row, 1000)


def _practice_chip() -> Chip:
    """Never squeezed away by long tabs: what is invented must say so."""
    chip = Chip(_("Practice store"), Tone.WARN)
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return chip


def _who(actor: Actor) -> str:
    """The person's name and first role in the order of the vocabulary."""
    role = next((role for role in Role if role in actor.roles), None)
    return f"{actor.name} · {label(role)}" if role else actor.name
