"""Who changed what: read-only, by day and by person, every value before and after."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.admin import queries
from app.admin.queries import Change, StaffRow
from app.labels import label
from app.local_time import local, local_day
from app.text import N_, _
from ui import theme
from ui.admin.section import SettingsSection
from ui.parts.fields import Choice, DateField
from ui.parts.labels import Label
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.shell.reader import EVERYTHING, Reader
from ui.shell.workspace.page import Shell

SYSTEM = N_("Program")


class AuditTrail(SettingsSection):
    """A day at a time; the newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.reader = Reader(self.reload, frozenset({EVERYTHING}))
        self.day = DateField(today=lambda: local_day(self.work.now()))
        self.day.setObjectName("audit_day")
        self.day.setAccessibleName(_("Day"))
        self.day.set_value(local_day(self.work.now()))
        self.person = Choice((), hint=_("Everybody"))
        self.person.setObjectName("audit_person")
        self.person.setAccessibleName(_("Who"))
        self.table = Table(
            (
                Column("at", N_("Time"), width=88, text=lambda at: f"{local(at):%H:%M:%S}"),
                Column("who", N_("Who"), width=96, ink=True, get=lambda row: row.who or _(SYSTEM)),
                Column("act", N_("What"), width=92, text=label),
                Column("title", N_("Record"), stretch=True, width=136, text=_),
                Column("workstation", N_("Workstation"), width=112),
            ),
            empty=N_("Nothing was changed on this day."),
            name="audit_table",
        )
        self.values = Table(
            (
                Column("label", N_("Field"), width=88, ink=True, sortable=False),
                Column("old", N_("Before"), stretch=True, width=96, sortable=False),
                Column("new", N_("After"), stretch=True, width=96, sortable=False),
            ),
            empty=N_("Choose a line to see what was changed."),
            row_id="name",
            name="audit_values",
        )
        self.values.show_rows(())
        self.panel = Panel(_("Change"), self.values, name="audit_panel")
        self.lay_out(surface(self._body()), self.panel)
        self.table.chosen.connect(self._choose)
        self.day.edited.connect(self.reload)
        self.person.edited.connect(self.reload)

    def reload(self) -> None:
        if self.day.problem() or self.person.problem():
            return
        day = self.day.value() or local_day(self.work.now())
        self.work.ask(queries.people, then=self._offer, topic=(self, "people"))
        self.work.ask(
            queries.audit_of_day,
            day,
            staff_id=self.person.value(),
            then=self.table.show_rows,
            topic=self,
        )

    def take_focus(self) -> None:
        self.table.setFocus()

    def _offer(self, people: list[StaffRow]) -> None:
        self.person.set_options([(person.id, person.name) for person in people])

    def _choose(self, row: Change | None) -> None:
        self.values.show_rows(row.values if row is not None else ())
        if row is None:
            self.panel.show_body(_("Change"), self.values)
            return
        told = (
            _(row.title)
            if row.noun_id is None
            else _("{noun} no. {number}").format(noun=_(row.title), number=row.noun_id)
        )
        self.panel.show_body(f"{told} · {row.reason}" if row.reason else told, self.values)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.size("space-1"), 0, 0)
        row = QHBoxLayout()
        row.setSpacing(theme.size("space-2"))
        for title, field in ((_("Day"), self.day), (_("Who"), self.person)):
            row.addWidget(Label(title, "label"))
            row.addWidget(field)
            row.addSpacing(theme.size("space-3"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return body
