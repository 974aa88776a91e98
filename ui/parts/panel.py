"""Surfaces: the white card that things lie on, and the panel at the right where things are made and
read.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label


def surface(content: QWidget, title: str = "", *, parent: QWidget | None = None) -> QFrame:
    """A card around any widget."""
    card = QFrame(parent)
    card.setProperty("surface", "card")
    column = QVBoxLayout(card)
    edge = theme.size("space-4")
    column.setContentsMargins(edge, theme.size("space-3"), edge, theme.size("space-2"))
    column.setSpacing(theme.size("space-2"))
    if title:
        column.addWidget(Label(title, "label"))
    column.addWidget(content, 1)
    return card


def inset(part: QWidget | QLayout) -> QHBoxLayout:
    """A part of a panel whose edges stand under its title, where the fields of a form stand."""
    row = QHBoxLayout()
    edge = theme.size("space-1")
    row.setContentsMargins(edge, 0, edge, 0)
    if isinstance(part, QLayout):
        row.addLayout(part)
    else:
        row.addWidget(part)
    return row


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("surface", "rule")
    return line


class Panel(QFrame):
    """Title, body, pinned actions; 380 to 440 pixels wide beside a list that never moves."""

    closed = Signal()

    def __init__(
        self,
        title: str = "",
        body: QWidget | None = None,
        actions: Iterable[Button] = (),
        *,
        closable: bool = False,
        name: str = "panel",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setObjectName(name)
        self.setMinimumWidth(theme.size("panel-min"))
        self.setMaximumWidth(theme.size("panel-max"))
        self._body: QWidget | None = None
        self._actions: list[Button] = []
        self._once = False
        self._title = Label("", "title", elide=True)
        self._close = Button("", icon=Icon.X, kind="plain", name=f"{name}_close", says=_("Close"))
        self._close.clicked.connect(self.closed)
        if not closable:
            self._close.hide()
        self._closable = closable
        self._lay_out()
        self.show_body(title, body, actions=actions)

    def body(self) -> QWidget | None:
        """What it holds."""
        return self._body

    def adopt(self, *bodies: QWidget) -> None:
        """What will be shown here one day: it lives and dies with the panel.

        Who has no parent outlives everybody.
        """
        for body in bodies:
            body.setParent(self)
            body.hide()

    def show_body(
        self,
        title: str,
        body: QWidget | None,
        *,
        actions: Iterable[Button] = (),
        once: bool = False,
    ) -> None:
        """Other contents.

        The old ones are put away until they are shown again, or deleted where they were for `once`.
        """
        put_away = [] if body is self._body or self._body is None else [self._body]
        if put_away:
            self._holder.removeWidget(self._body)
        for button in self._actions:
            self._row.removeWidget(button)
        for old in (*put_away, *self._actions):
            old.hide()
            if self._once:
                old.deleteLater()
        self._once = once
        self._title.say(title)
        self._title.setVisible(bool(title))
        self._body, self._actions = body, list(actions)
        if body is not None:
            self._holder.addWidget(body, 1)
            body.show()
        for place, button in enumerate(self._actions):
            self._row.addWidget(button, 1 if place == 0 else 0)
            button.show()
        self.setAccessibleName(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what can be closed."""
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.size("space-4")
        # a title with a button beside it stands where it stands without one
        lift = (
            max(0, (theme.size("control") - self._title.sizeHint().height()) // 2)
            if self._closable
            else 0
        )
        column.setContentsMargins(edge, edge - lift, edge, edge)
        column.setSpacing(theme.size("space-3"))
        head = QHBoxLayout()
        head.setContentsMargins(theme.size("space-1"), 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column.addLayout(head)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.size("space-2"))
        column.addLayout(inset(self._row))
