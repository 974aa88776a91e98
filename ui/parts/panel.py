"""The card that widgets lie on, and the panel at the right of a page."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.folded_buttons import FoldedButtons
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox


def surface(content: QWidget, title: str = "", *, parent: QWidget | None = None) -> QFrame:
    """A card around any widget."""
    card = QFrame(parent)
    card.setProperty("surface", "card")
    head = Label(title, "label") if title else None
    vbox(head, stretched(content), parent=card, margins=(4, 3, 4, 2))
    return card


def inset(part: QWidget | QLayout) -> QHBoxLayout:
    """A part of a panel, indented like the fields of a form."""
    return hbox(part, spacing=None, margins=(1, 0, 1, 0))


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
        self._closable = closable
        self._title = Label("", "title", elide=True)
        self._holder, self._row = vbox(), hbox()
        self._more = FoldedButtons("panelMore")
        self._lay_out(name)
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
        """Shows another title, body and buttons.

        The old ones are hidden until they are shown again, or deleted if they were for `once`.
        """
        self._take_out(body)
        self._once = once
        self._title.say(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
        self._body, self._actions = body, list(actions)
        if body is not None:
            self._holder.addWidget(body, 1)
            body.show()
        for place, button in enumerate(self._actions):
            self._row.addWidget(button, 1 if place == 0 else 0)
            button.show()
        self._row.addWidget(self._more)
        self._more.take(reversed(self._actions[1:]))

    def event(self, event: QEvent) -> bool:
        """The last buttons go under ⋯ where they have no room."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._more.fold(self._more.needed(self._width_of_actions() - self.width()))
        return done

    def _width_of_actions(self) -> int:
        """How wide the panel must be so that no button goes."""
        shown = [one for one in self._actions if not one.isHidden() or self._more.has(one)]
        widths = [one.sizeHint().width() + theme.size("space-2") for one in shown]
        return sum(widths) + 2 * (theme.size("space-4") + theme.size("space-1"))

    def _take_out(self, following: QWidget | None) -> None:
        """Removes the buttons, and the body unless it is the `following` one."""
        old: list[QWidget] = list(self._actions)
        if self._body is not None and self._body is not following:
            self._holder.removeWidget(self._body)
            old.append(self._body)
        for widget in old:
            self._row.removeWidget(widget)
            widget.hide()
            if self._once:
                widget.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what can be closed."""
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def put_beside_title(self, *parts: QWidget) -> None:
        """Parts that say how it stands with what the title names, at its right."""
        for place, part in enumerate(parts, 1):
            self._head.insertWidget(place, part)

    def _lay_out(self, name: str) -> None:
        says = _("Close")
        close = Button(
            "", icon=Icon.X, kind="plain", name=f"{name}_close", says=says, clicked=self.closed
        )
        self._head = hbox(stretched(self._title), close, margins=(1, 0, 0, 0))
        vbox(
            self._head, stretched(self._holder), inset(self._row), parent=self, spacing=3, margins=4
        )
        if self._closable:
            self._lift_title()
        else:
            close.hide()

    def _lift_title(self) -> None:
        """A title with a button beside it stands as high as one without."""
        lift = max(0, (theme.size("control") - self._title.sizeHint().height()) // 2)
        margins = self.layout().contentsMargins()
        margins.setTop(margins.top() - lift)
        self.layout().setContentsMargins(margins)
