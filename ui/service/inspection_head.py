"""Head of an inspection: how it stands, who fills it in, and to whom it may be given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.admin.values import StaffChoice
from app.formatting import joined, short_moment
from app.labels import label
from app.local_time import local
from app.service.commands import inspecting
from app.service.queries.inspections import InspectionRow
from app.text import _
from db.inspection_words import Light
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.lights import LightShares
from ui.parts.menu_button import MenuAct, MenuButton
from ui.shell.viewer import may
from ui.shell.work import Work


class InspectionHead(QWidget):
    """`given` tells the id of a colleague, 0 for nobody; `print_asked` wants the sheet.

    `beside` is a button that stands with its own.
    """

    given = Signal(int)
    print_asked = Signal()

    def __init__(self, work: Work, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.row: InspectionRow | None = None
        self._people: Sequence[StaffChoice] = ()
        self._is_open = False
        self.shares, self._told = LightShares(), Label("", "label")
        self.holder = Label("", "caption", wrap=True)
        self.hand_on = MenuButton(
            "", self.acts, icon=Icon.USER_CHECK, name="hand_on", says=_("Hand on")
        )
        printer, says = Icon.PRINTER, _("Print")
        print_sheet = Button("", icon=printer, kind="link", name="print_inspection", says=says)
        print_sheet.clicked.connect(self.print_asked)
        self.hand_on.dress("link")
        counts = hbox(stretched(self.shares), self._told)
        held = hbox(stretched(self.holder), beside, self.hand_on, print_sheet)
        vbox(counts, held, parent=self, spacing=1, margins=(3, 0, 3, 0))

    def offer(self, people: Sequence[StaffChoice]) -> None:
        """The colleagues who inspect cars."""
        wanted = {*inspecting.INSPECTORS}
        self._people = [one for one in people if one.roles & wanted]

    def show_row(self, row: InspectionRow, *, is_open: bool) -> None:
        """An inspection as it is now; `is_open`: its order may still be written to."""
        self.row, self._is_open = row, is_open
        counts = {light: row.count(light) for light in Light}
        lit = [f"{counts[light]} {label(light)}" for light in reversed(Light) if counts[light]]
        missing = len(row.missing)
        told = joined(*lit, _("{count} open").format(count=missing) if missing else "")
        self._told.say(told)
        self.shares.show_counts(counts, len(row.findings), says=told)
        self.holder.say(_held(row))
        self.hand_on.setVisible(bool(self.acts()))

    def acts(self) -> list[MenuAct]:
        """To whom the inspection may be given: its holder and leaders choose."""
        row, me = self.row, self._work.actor
        if row is None or me is None or row.finished_at is not None or not self._is_open:
            return []
        if row.holder_id != me.staff_id and not may(self._work, *inspecting.LEADERS):
            return []
        others = (one for one in self._people if one.id != row.holder_id)
        acts = [MenuAct(f"hand_to_{one.id}", one.name, self._giving(one.id)) for one in others]
        free = MenuAct("let_go", _("Leave it free"), self._giving(0))
        return [*acts, free] if row.holder_id is not None else acts

    def _giving(self, staff_id: int) -> partial[None]:
        return partial(self.given.emit, staff_id)


class BeginButton(MenuButton):
    """Offers the templates of the store; `begun` tells the id of a new inspection."""

    begun = Signal(int)
    refused = Signal(object)

    def __init__(self, work: Work, *, small: bool = False) -> None:
        said, icon = _("Begin an inspection"), Icon.PLUS
        name = "another_inspection" if small else "begin_inspection"
        super().__init__("" if small else said, self.acts, icon=icon, name=name, says=said)
        if small:
            self.dress("link")
        self._work, self._order_id = work, 0
        self._templates: Sequence[tuple[int, str]] = ()

    def offer(self, templates: Sequence[tuple[int, str]], order_id: int) -> None:
        """Other templates, for this order."""
        self._templates, self._order_id = templates, order_id

    def acts(self) -> list[MenuAct]:
        """The templates, or where there are none the usual ones to begin with."""
        if self._templates:
            return [
                MenuAct(f"begin_{key}", name, partial(self._begin, key))
                for key, name in self._templates
            ]
        add = partial(self._work.act, inspecting.add_usual_inspections)
        can = may(self._work, *inspecting.add_usual_inspections.roles)
        why = "" if can else _("Ask the manager")
        text = _("Add the usual inspections")
        return [MenuAct("usual_inspections", text, add if can else None, why=why)]

    def _begin(self, template_id: int) -> None:
        told = (self._order_id, template_id)
        then, refuse = self.begun.emit, self.refused.emit
        self._work.act(inspecting.begin_inspection, *told, then=then, refuse=refuse)


def _held(row: InspectionRow) -> str:
    if row.finished_at is not None:
        told = _("Finished {time} by {name}")
        return told.format(time=short_moment(local(row.finished_at)), name=row.holder)
    if row.holder_id is None:
        return _("Free: whoever begins to fill it in holds it")
    told = _("{name} fills this in since {time}")
    return told.format(name=row.holder, time=short_moment(local(row.held_since or row.begun_at)))
