"""The button that puts a package on an order: what is due and what fits the car."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import joined, money
from app.local_time import local_day
from app.service.queries.service_plan import OfferedPackage, offered_packages
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
        self._packages: list[OfferedPackage] = []
        self._wanted = True
        self.hide()

    def ask(self, order_id: int) -> None:
        """Read what fits the car of an order; where its model is unknown, everything."""
        today = local_day(self._work.now())
        topic = (self, "packages")
        self._work.ask(offered_packages, order_id, on=today, then=self._take, topic=topic)

    def want(self, wanted: bool) -> None:
        """Show the button where there is something to pick."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self._packages))

    def _take(self, packages: list[OfferedPackage]) -> None:
        self._packages = packages
        self.want(self._wanted)

    def _packages_acts(self) -> list[MenuAct]:
        due = [one.is_due for one in self._packages]
        return [
            MenuAct(
                f"package_{one.package.id}",
                joined(
                    one.package.name,
                    money(one.package.price),
                    _("due by the service plan") if one.is_due else "",
                ),
                partial(self.picked.emit, one.package.id),
                icon=Icon.CALENDAR_CLOCK if one.is_due else "",
                begins_group=place > 0 and due[place - 1] and not one.is_due,
            )
            for place, one in enumerate(self._packages)
        ]
