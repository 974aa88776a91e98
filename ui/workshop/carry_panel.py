"""The list at the end of the day: each unfinished car gets a new time or a reason."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.due import due
from app.orders.queries import OrderRow
from app.orders.settings import PromiseSettings
from app.text import N_, _
from app.workshop import carrying
from app.workshop.carrying import CarryValue
from app.workshop.queries import sheet_day
from ui.parts.columns import field
from ui.parts.dates import MomentField, aware
from ui.parts.form import Form
from ui.parts.layouts import stretched, vbox
from ui.parts.panel import Panel
from ui.parts.table import Column, Table
from ui.shell.editing.record_form import RecordForm
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell


class CarryPanel(Panel):
    """Unfinished cars of the day; the form is about the chosen one."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._work, self._shell = shell.work, shell
        self._day: date | None = None
        moment = partial(MomentField, today=lambda: local_day(shell.work.now()))
        fields = (
            field("carry_over.promised_at", moment, hint=N_("Empty: only the reason is noted")),
            field("carry_over.reason"),
        )
        self.form = Form(fields, submit=N_("Carry over"), clear="", name="carry_over")
        self.record = RecordForm(shell, self.form, draft="board.carry.{key}")
        empty = N_("Every unfinished car has its new time.")
        self.table = Table(self._columns(), empty=empty, name="left_over")
        body = QWidget()
        vbox(stretched(self.table), self.form, parent=body, spacing=3)
        super().__init__(parent=parent, body=body, closable=True, name="carry_panel")
        self.table.chosen.connect(self._choose)
        self.form.submitted.connect(self._save)
        self.form.left.connect(self.closed)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "plate",
                N_("Plate"),
                width=120,
                ink=True,
                get=lambda row: plates.shown(row.plate or "") or row.number,
                second=lambda row: row.model or "",
                sortable=False,
            ),
            Column(
                "stage",
                N_("Stage"),
                stretch=True,
                text=label,
                second=self._due,
                sortable=False,
            ),
        )

    def _due(self, row: OrderRow) -> str:
        risk = self._shell.settings.of(PromiseSettings).risk_minutes
        return str(due(row, now=self._work.now(), risk_minutes=risk))

    def ask(self) -> None:
        """Read the cars that are left."""
        self._day = sheet_day(self._work.now())
        self.show_body(_("Carry over"), self.body())
        self._work.ask(carrying.left_over, self._day, then=self._show, topic=self)

    def _show(self, rows: list[OrderRow]) -> None:
        self.table.show_rows(rows)
        if self.table.current() is None and rows:
            self.table.select(rows[0].id)
        self._choose(self.table.current())

    def _choose(self, row: OrderRow | None) -> None:
        can = row is not None and may(self._work, *carrying.carry_over.roles)
        self.form.setVisible(can)
        if row is not None and self.record.key != row.id:
            self.record.begin(row.id)

    def _save(self) -> None:
        row, typed = self.table.current(), self.form.value()
        if row is None or self._day is None:
            return
        value = CarryValue(aware(typed["promised_at"]), typed["reason"])
        carry = partial(carrying.carry_over, day=self._day)
        self.record.save(carry, row.id, value, then=self._saved)

    def _saved(self, _note_id: int) -> None:
        self.form.clear()
        self.table.clear_choice()
        self.ask()
