"""The button that puts a package on an order: its menu lists what fits the car."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import joined, money
from app.parts import queries as price_lists
from app.parts.queries import PackageRow
from app.text import _
from ui.icons import Icon
from ui.parts.menu_button import MenuAct, MenuButton
from ui.shell.work import Work


class PackageButton(MenuButton):
    """`picked` names the package; without packages that fit there is no button."""

    picked = Signal(int)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        icon, name = Icon.CLIPBOARD_LIST, "add_package"
        super().__init__(_("Package"), self._packages_acts, icon=icon, name=name, parent=parent)
        self._work = work
        self._packages: list[PackageRow] = []
        self._wanted = True
        self.hide()

    def ask(self, model_id: int | None) -> None:
        """Read what fits a model; where it is unknown, everything."""
        wanted = price_lists.packages_for
        self._work.ask(wanted, model_id, then=self._take, topic=(self, "packages"))

    def want(self, wanted: bool) -> None:
        """Show the button where there is something to pick."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self._packages))

    def _take(self, packages: list[PackageRow]) -> None:
        self._packages = packages
        self.want(self._wanted)

    def _packages_acts(self) -> list[MenuAct]:
        return [
            MenuAct(
                f"package_{one.id}",
                joined(one.name, money(one.price)),
                partial(self.picked.emit, one.id),
            )
            for one in self._packages
        ]
