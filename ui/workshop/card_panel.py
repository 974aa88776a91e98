"""What is known of one card, and who works on it where."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.identity import plate as plates
from app.labels import label
from app.orders.queries import OrderRow
from app.text import N_, _
from app.tones import Tone
from app.workshop.commands import Assignment, assign
from app.workshop.queries import BoardDay, newest_card
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.choice import Choice
from ui.parts.columns import field
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.panel import Panel, inset
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.workspace.page import Shell
from ui.workshop.cards import due


class CardPanel(Panel):
    """Opens beside the board; closes with Esc.

    `assigned` when it was saved, `order_asked` opens the order.
    """

    assigned = Signal()
    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.form = Form(
            (
                field("repair_order.technician_id", partial(Choice, ())),
                field("repair_order.bay_id", partial(Choice, ())),
            ),
            submit=N_("Assign"),
            clear="",
            name="assign",
        )
        self.row: OrderRow | None = None
        self.editing = RecordForm(
            shell, self.form, RecordSource(newest_card, _value), draft="board.{key}"
        )
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-3"))
        self._stage = Chip("", Tone.NEUTRAL)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(theme.size("space-4"))
        stage = inset(self._stage)
        stage.addStretch(1)
        column.addLayout(stage)
        column.addLayout(inset(self._facts))
        column.addWidget(self.form, 1)
        self._open = Button(
            _("Open the order"),
            Key.OPEN_ORDER,
            "quiet",
            icon=Icon.FILE_TEXT,
            name="open_order",
            listens=False,
        )
        super().__init__(parent=parent, body=body, closable=True, name="card_panel")
        self.form.submitted.connect(self._submit)
        self.form.left.connect(self.closed)
        self.adopt(self._open)
        self._open.clicked.connect(lambda: self.row and self.order_asked.emit(self.row.id))

    def show_row(self, row: OrderRow, day: BoardDay, *, may_assign: bool) -> None:
        """The card of this moment.

        What is being chosen is kept when the same card is shown again.
        """
        self.row = row
        self.show_body(
            f"{plates.shown(row.plate) if row.plate else row.number} {row.model or ''}".strip(),
            self.body(),
            actions=(self._open,),
        )
        self._stage.show_chip(label(row.stage), tone(row.stage))
        self._show_facts(row, day)
        self.form.setVisible(may_assign)
        if self.editing.key != row.id or not self.form.is_dirty:
            self._offer(row, day)
        self.editing.load(row.id, _value(row), version=row.version)

    def _offer(self, row: OrderRow, day: BoardDay) -> None:
        busy = {
            other.technician_id: plates.shown(other.plate)
            for other in day.rows
            if other.technician_id and other.plate and other.id != row.id
        }
        people = [
            (
                person.id,
                f"{person.name} · {busy[person.id]}" if busy.get(person.id) else person.name,
            )
            for person in day.technicians
        ]
        bays = [
            (bay.id, f"{bay.name} · {plates.shown(bay.taken_by)}" if bay.taken_by else bay.name)
            for bay in day.bays
        ]
        self.form["technician_id"].set_options(people)
        self.form["bay_id"].set_options(bays)

    def _show_facts(self, row: OrderRow, day: BoardDay) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        facts = (
            (_("Order"), row.number),
            (_("Job"), label(row.service_type)),
            (_("Advisor"), row.advisor),
            (_("Promised"), due(row, day.at)),
            (_("Hours left"), f"{row.hours_left:f} / {row.hours:f}"),
            (_("Key tag"), row.key_tag or ""),
        )
        for name, value in facts:
            if value:
                self._facts.addRow(Label(name, "label"), Label(value, "body", elide=True))

    def _submit(self) -> None:
        if self.row is not None:
            place = Assignment(**self.form.value(), version=self.editing.version)
            self.editing.save(assign, self.row.id, place, then=lambda _none: self.assigned.emit())


def _value(row: OrderRow) -> dict[str, object]:
    return {"technician_id": row.technician_id, "bay_id": row.bay_id}
