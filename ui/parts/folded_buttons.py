"""⋯, under which buttons go that have no room."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.menu_button import MenuButton


class FoldedButtons(Button):
    """⋯ with the buttons that have no room side by side; hidden while all have."""

    def __init__(self, name: str, buttons: Iterable[QWidget] = ()) -> None:
        super().__init__("", icon=Icon.ELLIPSIS, name=name, says=_("More"))
        self._folded: list[QAbstractButton] = []
        self.take(buttons)
        self.clicked.connect(self._offer)

    def take(self, buttons: Iterable[QWidget]) -> None:
        """Other buttons, the first of which goes first."""
        self._buttons = [one for one in buttons if isinstance(one, QAbstractButton)]
        self._folded = []
        self.hide()

    def needed(self, missing: int) -> int:
        """How many buttons must go to win so many pixels; one too many where all are too few."""
        if missing <= 0:
            return 0
        offered, won = self._offered(), -self._width(self)
        for count, one in enumerate(offered, 1):
            won += self._width(one)
            if won >= missing:
                return count
        return len(offered) + 1

    def most(self, wanted: int) -> int:
        """So many, or as many as there are."""
        return min(wanted, len(self._offered()))

    def fold(self, count: int) -> None:
        """Takes away the first buttons that this person sees, and shows the others."""
        offered = self._offered()
        going = offered[:count]
        if going != self._folded:
            self._folded = going
            for one in offered:
                one.setVisible(one not in going)
            self.setVisible(bool(going))

    def has(self, part: QWidget) -> bool:
        """True for a button that is under ⋯ now."""
        return part in self._folded

    def names(self) -> tuple[str, ...]:
        """What is under ⋯ now, by the names of the buttons."""
        return tuple(one.objectName() for one in self._folded)

    def _offered(self) -> list[QAbstractButton]:
        """The buttons that this person may press."""
        return [one for one in self._buttons if one in self._folded or not one.isHidden()]

    def _width(self, one: QWidget) -> int:
        return one.sizeHint().width() + theme.size("space-2")

    def _offer(self) -> None:
        menu = QMenu(self)
        for one in self._folded:
            action = menu.addAction(one.text().strip() or one.accessibleName())
            action.setEnabled(one.isEnabled())
            action.triggered.connect(lambda *_checked, one=one: self._press(one))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _press(self, one: QAbstractButton) -> None:
        """What a button does; its menu opens here, where it can be seen."""
        if isinstance(one, MenuButton):
            one.open_menu(at=self)
        else:
            one.click()
