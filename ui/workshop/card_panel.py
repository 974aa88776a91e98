"""The panel of a card with the form that assigns it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from app.formatting import joined
from app.identity import plate as plates
from app.labels import label
from app.local_time import local, local_day
from app.orders.due import due
from app.orders.queries import OrderRow
from app.text import N_, _
from app.tones import Tone
from app.workshop.commands import Assignment, assign, expect_parts
from app.workshop.queries import BoardDay, newest_card
from db.vocabulary import Stage
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.choice import Choice
from ui.parts.columns import field
from ui.parts.dates import MomentField
from ui.parts.form import Form
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.parts.panel import Panel, inset
from ui.parts.scroll import ScrollArea
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell
from ui.workshop.sublet_form import SubletForm

ASSIGNMENT = (
    field("repair_order.technician_id", Choice, half=True),
    field("repair_order.bay_id", Choice, half=True),
)


LEAST_HEIGHT = 400
"""Below this there is no room for facts over the form."""


class CardPanel(Panel):
    """Shows one order; `assigned` when its form was saved, `order_asked` opens the order."""

    assigned = Signal()
    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._work = shell.work
        self.row: OrderRow | None = None
        moment = partial(MomentField, today=lambda: local_day(shell.work.now()))
        fields = (*ASSIGNMENT, field("repair_order.parts_expected_at", moment))
        self.form = Form(fields, submit=N_("Assign"), clear="", name="assign")
        source = RecordSource(newest_card, _value)
        self.editing = RecordForm(shell, self.form, source, draft="board.{key}")
        self.sublet = SubletForm(shell)
        self._stage, self._number = Chip("", Tone.NEUTRAL), Label("", "label")
        self._facts = QFormLayout()
        super().__init__(parent=parent, body=self._build_body(), closable=True, name="card_panel")
        self._open = Button(
            _("Open the order"),
            Key.OPEN_ORDER,
            icon=Icon.FILE_TEXT,
            name="open_order",
            listens=False,
        )
        self.adopt(self._open)
        self._open.clicked.connect(self._ask_order)
        self.form.submitted.connect(self._submit)
        self.form.left.connect(self.closed)
        self.sublet.sent.connect(self.assigned)

    def _build_body(self) -> QWidget:
        self._facts.setHorizontalSpacing(theme.size("space-4"))
        self._facts.setVerticalSpacing(theme.size("space-1") // 2)
        stage = inset(hbox(self._stage, self._number, STRETCH, spacing=2))
        self._known = ScrollArea(boxed(self._facts))
        self._known.setMinimumHeight(theme.size("row"))
        body, known = QWidget(), inset(self._known)
        vbox(stage, stretched(known, 2), stretched(self.form), self.sublet, parent=body, spacing=2)
        return body

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the form has it: the card tells the rest."""
        super().resizeEvent(event)
        self._known.setVisible(self.height() >= LEAST_HEIGHT)

    def show_row(self, row: OrderRow, day: BoardDay) -> None:
        """Show an order; what is being chosen for it stays."""
        self.row = row
        title = joined(plates.shown(row.plate or "") or row.number, row.model, by=" ")
        self.show_body(title, self.body(), actions=(self._open,))
        self._stage.show_chip(label(row.stage), tone(row.stage))
        self._number.say(row.number)
        self._show_facts(row, day)
        self._ask(row)
        self.sublet.show_row(row)
        if self.editing.key != row.id or not self.form.is_dirty:
            self._offer(row, day)
        self.editing.load(row.id, _value(row), version=row.version)

    def _ask(self, row: OrderRow) -> None:
        """Technician and bay, and of a car that waits for parts when they come, as one may."""
        assigns = may(self._work, *assign.roles)
        expects = row.stage is Stage.WAITING_PARTS and may(self._work, *expect_parts.roles)
        for one in ASSIGNMENT:
            self.form.show_field(one.name, assigns)
        self.form.show_field("parts_expected_at", expects)
        self.form.submit_button.show_text(_("Assign") if assigns else _("Save the day of arrival"))
        self.form.setVisible(expects or assigns)

    def _offer(self, row: OrderRow, day: BoardDay) -> None:
        busy = {other.technician_id: other.plate for other in day.rows if other.id != row.id}
        self.form["technician_id"].set_options(
            [(one.id, _occupied(one.name, busy.get(one.id))) for one in day.technicians]
        )
        self.form["bay_id"].set_options(
            [(bay.id, _occupied(bay.name, bay.taken_by)) for bay in day.bays]
        )

    def _show_facts(self, row: OrderRow, day: BoardDay) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        facts = (
            (_("Service type"), label(row.service_type)),
            (_("Advisor"), row.advisor),
            (_("Promised"), str(due(row, now=day.at, risk_minutes=day.risk_minutes))),
            (_("Hours left"), f"{row.hours_left(day.at):f} / {row.hours:f}"),
            (_("Key tag"), row.key_tag or ""),
            (_("Other workshop"), row.sublet_to or ""),
        )
        for name, value in facts:
            if value:
                self._facts.addRow(Label(name, "label"), Label(value, "body", elide=True))

    def _ask_order(self) -> None:
        if self.row is not None:
            self.order_asked.emit(self.row.id)

    def _submit(self) -> None:
        if self.row is None:
            return
        value, version = self.form.value(), self.editing.version
        expected = value.pop("parts_expected_at")
        expected_at = expected.astimezone() if expected is not None else None
        if may(self._work, *assign.roles):
            place = Assignment(**value, parts_expected_at=expected_at, version=version)
            self.editing.save(assign, self.row.id, place, then=self._saved)
        else:
            saves = partial(expect_parts, version=version)
            self.editing.save(saves, self.row.id, expected_at, then=self._saved)

    def _saved(self, _none: None) -> None:
        self.assigned.emit()


def _occupied(name: str, plate: str | None) -> str:
    """A technician or a bay, with the car that is there now."""
    return joined(name, plates.shown(plate or ""))


def _value(row: OrderRow) -> dict[str, object]:
    expected = row.parts_expected_at
    return {
        "technician_id": row.technician_id,
        "bay_id": row.bay_id,
        "parts_expected_at": local(expected).replace(tzinfo=None) if expected else None,
    }
