"""Who changed what: read-only, by day and by person, every value before and after."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app import audit
from app.admin import queries
from app.admin.queries import Change, StaffRow
from app.formatting import joined
from app.labels import label
from app.local_time import local, local_day
from app.text import N_, _
from ui import theme
from ui.admin.section import SettingsSection
from ui.parts.fields import Choice, DateField
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, gap, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.shell.reader import EVERYTHING, Reader
from ui.shell.workspace.page import Shell

SYSTEM = N_("Program")
UNCHOSEN = N_("Choose a line to see what was changed.")
UNCHANGED = N_("It was noted that this happened; no value was changed.")
CHANGES = (
    Column("at", N_("Time"), width=72, text=lambda at: f"{local(at):%H:%M:%S}"),
    Column("who", N_("Who"), width=104, ink=True, get=lambda row: row.who or _(SYSTEM)),
    Column("act", N_("What"), width=64, text=label, yields=1),
    Column(
        "title",
        N_("Record"),
        stretch=True,
        width=136,
        get=lambda row: joined(_(row.title), row.subject, by=" "),
    ),
    Column("workstation", N_("Workstation"), width=112, yields=2),
)
VALUES = (
    Column("label", N_("Field"), width=88, stretch=True, ink=True, sortable=False),
    Column("old", N_("Before"), stretch=True, width=96, sortable=False),
    Column("new", N_("After"), stretch=True, width=96, sortable=False),
)


class AuditTrail(SettingsSection):
    """A day at a time; the newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.reader = Reader(self.reload, frozenset({EVERYTHING}))
        day = DateField(today=lambda: local_day(self.work.now()))
        self.day = named(day, "audit_day", says=_("Day"))
        self.day.set_value(local_day(self.work.now()))
        self.day.setFixedWidth(theme.size("panel-min") * 2 // 5)
        self.person = named(Choice((), hint=_("Everybody")), "audit_person", says=_("Who"))
        self.table = Table(
            CHANGES, empty=N_("Nothing was changed on this day."), name="audit_table"
        )
        self.values = Table(VALUES, empty=UNCHOSEN, row_id="name", name="audit_values")
        self.values.show_rows(())
        self._entry: int | None = None
        self.panel = Panel(_("Change"), self.values, name="audit_panel")
        self.lay_out(surface(self._body()), self.panel)
        self.table.chosen.connect(self._choose)
        self.day.edited.connect(self.reload)
        self.person.edited.connect(self.reload)

    def reload(self) -> None:
        if self.day.problem() or self.person.problem():
            return
        day, person = self.day.value() or local_day(self.work.now()), self.person.value()
        self.work.ask(queries.people, then=self._offer, topic=(self, "people"))
        self.work.ask(queries.audit_of_day, day, staff_id=person, then=self._show, topic=self)

    def show_entry(self, entry_id: int) -> None:
        """The day of one entry, of its person alone."""

        def show(found: tuple[datetime, int | None]) -> None:
            at, person = found
            self.day.set_value(local_day(at))
            self.person.set_value(person)
            self._entry = entry_id
            self.reload()

        self.work.ask(audit.entry, entry_id, then=show, topic=(self, "entry"))

    def _show(self, rows: list[Change]) -> None:
        self.table.show_rows(rows)
        entry, self._entry = self._entry, None
        if entry is not None:
            self.table.select(entry)

    def _offer(self, people: list[StaffRow]) -> None:
        self.person.set_options([(person.id, person.name) for person in people])

    def _choose(self, row: Change | None) -> None:
        self.values.say_empty(UNCHANGED if row is not None else UNCHOSEN)
        self.values.show_rows(row.values if row is not None else ())
        self.panel.show_body(_title(row) if row is not None else _("Change"), self.values)

    def _body(self) -> QWidget:
        head = hbox(Label(_("Day"), "label"), self.day, gap(2), self.person, STRETCH)
        return boxed(vbox(head, stretched(self.table), margins=(0, 1, 0, 0)))


def _title(row: Change) -> str:
    """The record that was changed, and the reason where one was given."""
    told = joined(_(row.title), row.subject, by=" ")
    if row.noun_id is not None and not row.subject:
        told = _("{noun} no. {number}").format(noun=told, number=row.noun_id)
    return f"{told} · {_(row.reason)}" if row.reason else told
