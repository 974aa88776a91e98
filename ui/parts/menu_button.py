"""A button that opens a menu of acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.keys import Key
from ui.parts.buttons import Button


@dataclass(frozen=True, slots=True)
class MenuAct:
    """One line of a menu; without `run` it cannot be chosen, and `why` says the reason."""

    name: str
    text: str
    run: Callable[[], object] | None = None
    icon: str = ""
    why: str = ""
    begins_group: bool = False
    is_danger: bool = False
    """Its icon stands in danger ink."""


class MenuButton(Button):
    """`acts()` is asked whenever the menu opens."""

    def __init__(
        self,
        text: str,
        acts: Callable[[], Sequence[MenuAct]],
        *,
        icon: str,
        name: str,
        says: str = "",
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, key, icon=icon, name=name, says=says, listens=False, parent=parent)
        self._acts = acts
        self.clicked.connect(self.open_menu)

    def open_menu(self, *, at: QWidget | None = None) -> QMenu:
        """Above a button at the foot of a panel, below one in its upper half.

        `at`: the button that stands for this one where it has no room.
        """
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}_menu")
        menu.setToolTipsVisible(True)
        for act in self._acts():
            if act.begins_group:
                menu.addSeparator()
            self._add(menu, act)
        menu.aboutToHide.connect(menu.deleteLater)
        shown = at or self
        is_high = shown.mapTo(shown.window(), QPoint()).y() < shown.window().height() // 2
        drop = shown.height() if is_high else -menu.sizeHint().height()
        menu.popup(shown.mapToGlobal(QPoint(0, drop)))
        return menu

    def _add(self, menu: QMenu, act: MenuAct) -> None:
        text = act.text if act.run is not None or not act.why else f"{act.text} · {act.why}"
        made = menu.addAction(text.replace("&", "&&"))
        made.setObjectName(act.name)
        if act.icon:
            made.setIcon(theme.icon(act.icon, "bad" if act.is_danger else "ink-2"))
        made.setEnabled(act.run is not None)
        if act.run is not None:
            run = act.run
            made.triggered.connect(lambda _checked=False: run())
