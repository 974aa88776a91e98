"""The form that sends a car to another workshop, in the panel of its card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.local_time import local, local_day
from app.orders.commands import send_out
from app.orders.queries import OrderRow
from app.orders.rules import UNFINISHED
from app.orders.sublets import SubletValue
from app.text import N_, _
from db.vocabulary import Stage
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field
from ui.parts.dates import MomentField, aware
from ui.parts.form import Form
from ui.parts.layouts import hbox, stretched, vbox
from ui.shell.editing.record_form import RecordForm
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell


class SubletForm(QWidget):
    """A link that opens the form; `sent` at the end.

    The form of a car that is away is open.
    """

    sent = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = shell.work
        self._row: OrderRow | None = None
        self._asked = False
        moment = partial(MomentField, today=lambda: local_day(shell.work.now()))
        fields = (
            field("sublet_trip.workshop"),
            field("sublet_trip.expected_at", moment),
            field("sublet_trip.work"),
        )
        submit = N_("Send to another workshop")
        self.form = Form(fields, submit=submit, clear="", name="sublet")
        self.record = RecordForm(shell, self.form, draft="board.sublet.{key}")
        self.link = Button(
            _("To another workshop…"), icon=Icon.WAREHOUSE, kind="link", name="ask_sublet"
        )
        vbox(hbox(self.link, stretched(QWidget())), self.form, parent=self, spacing=1)
        self.link.clicked.connect(self.ask)
        self.form.submitted.connect(self._send)

    def show_row(self, row: OrderRow) -> None:
        """Show what is known of a car that is away."""
        if self._row is None or self._row.id != row.id:
            self._asked = False
            self.record.begin(row.id)
        self._row = row
        is_away = row.stage is Stage.SUBLET
        can = may(self._work, *send_out.roles) and (is_away or row.stage in UNFINISHED)
        self.form.setVisible(can and (is_away or self._asked))
        self.link.setVisible(can and self.form.isHidden())
        text = _("Change where it is") if is_away else _("Send to another workshop")
        self.form.submit_button.show_text(text)
        if is_away and not self.form.is_dirty:
            back = local(row.sublet_until).replace(tzinfo=None) if row.sublet_until else None
            self.form.set_value({"workshop": row.sublet_to, "expected_at": back})

    def ask(self) -> None:
        """Open the form with the cursor in its first field."""
        self._asked = True
        if self._row is not None:
            self.show_row(self._row)
        self.form.start()

    def _send(self) -> None:
        if self._row is None:
            return
        typed = self.form.value()
        value = SubletValue(typed["workshop"], aware(typed["expected_at"]), typed["work"])
        self.record.save(send_out, self._row.id, value, then=self._sent)

    def _sent(self, _old: Stage) -> None:
        self._asked = False
        self.form.clear()
        self.sent.emit()
