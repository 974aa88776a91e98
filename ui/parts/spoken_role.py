"""What a screen reader calls a control that paints itself, and what it says of its value.

A widget class names its kind in `spoken_role`; Qt would call every button that can be down a
check box, and every other widget of ours nothing at all.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

PRESS = QAccessibleActionInterface.pressAction()


class SpokenWidget(QAccessibleWidget):
    """A widget with the role of its class, its state, and its value in words."""

    def state(self) -> QAccessible.State:
        """A chosen tab is selected, any other chosen button is checked."""
        state, button = super().state(), self.widget()
        if isinstance(button, QAbstractButton) and button.isCheckable():
            is_tab = self.role() is QAccessible.Role.PageTab
            state.selectable = is_tab
            state.selected = is_tab and button.isChecked()
            state.checkable = not is_tab
            state.checked = not is_tab and button.isChecked()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The value is what the widget tells of itself, as `told` has it."""
        if kind is QAccessible.Text.Value and hasattr(self.widget(), "told"):
            return str(self.widget().told())
        return super().text(kind)

    def actionNames(self) -> list[str]:
        """A button can be pressed."""
        own = [PRESS] if hasattr(self.widget(), "click") else []
        return [*own, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Presses a button as the pointer does."""
        button = self.widget()
        if name != PRESS:
            super().doAction(name)
        elif button.isEnabled():
            button.click()


def install() -> None:
    """Once per program: widgets with a `spoken_role` answer for themselves from now on."""
    QAccessible.installFactory(_interface_of)


def announce(widget: QWidget, words: str) -> None:
    """Says what was chosen by a key, where the focus stays on the whole control."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _interface_of(_name: str, part: QObject | None) -> QAccessibleWidget | None:
    role = getattr(part, "spoken_role", None)
    return SpokenWidget(part, role) if isinstance(part, QWidget) and role is not None else None
