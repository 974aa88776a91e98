"""The places and people of the workshop above the board, drawn as they are now."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import clock_on, joined
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.orders.clock_rules import as_time, hours
from app.orders.queries import BayChoice, OrderRow
from app.orders.technicians import PRESENCES, Presence, TechnicianNow
from app.text import _
from app.tones import Tone
from app.workshop.queries import BoardDay
from db.vocabulary import Stage
from ui.parts.avatar_button import AvatarButton
from ui.parts.bay_strip import BaySlot, BayStrip
from ui.parts.labels import Figure
from ui.parts.layouts import hbox, stretched, vbox

MOST_PEOPLE = 8
WAITS = (Stage.WAITING_PARTS, Stage.WAITING_APPROVAL)


class ShopStrip(QWidget):
    """Figures, bays and technicians; `opened` is the id of the order that was pressed."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shop_strip")
        self.in_shop = Figure(_("In the workshop"), name="answer_in_shop")
        self.promise = Figure(_("Next promise"), name="answer_next_promise")
        self.parts = Figure(_("Needs parts"), name="answer_waiting_parts")
        self.bays = BayStrip()
        self.people = QWidget()
        self._shown: tuple[object, ...] = ()
        hbox(parent=self.people, spacing=1)
        vbox(hbox(stretched(self.bays), self.people, spacing=4), parent=self, spacing=2)
        self.bays.opened.connect(self.opened)

    def figures(self) -> tuple[Figure, ...]:
        """What is counted, for the head of the page."""
        return self.in_shop, self.promise, self.parts

    def show_day(self, day: BoardDay) -> None:
        """The workshop of this moment."""
        told = day.answers
        late = _("{count} late").format(count=told.late) if told.late else ""
        tone = Tone.BAD if told.late else Tone.NEUTRAL
        self.in_shop.show_value(joined(str(told.in_shop), late), tone)
        self.promise.show_value(*_promise(day))
        count = len(told.waiting_parts)
        self.parts.show_value(str(count), Tone.WARN if count else Tone.NEUTRAL)
        standing = {row.bay_id: row for row in day.rows if row.bay_id is not None}
        self.bays.show_slots([_slot(bay, standing.get(bay.id), day) for bay in day.bays])
        self._show_people(day)

    def _show_people(self, day: BoardDay) -> None:
        here = (one for one in day.technicians if one.presence is not Presence.AWAY)
        people = tuple(_person(one, day) for one in here)
        if people == self._shown:
            return
        self._shown = people
        row = self.people.layout()
        while row.count():
            row.takeAt(0).widget().deleteLater()
        for name, note, tone, order_id in people[:MOST_PEOPLE]:
            button = AvatarButton(name, note, tone, ring=True)
            if order_id is not None:
                button.clicked.connect(lambda _on=False, key=order_id: self.opened.emit(key))
            row.addWidget(button)


def _slot(bay: BayChoice, row: OrderRow | None, day: BoardDay) -> BaySlot:
    """A bay with its car, and how much of the agreed hours is used."""
    if row is None:
        return BaySlot(bay.name)
    plate = plates.shown(row.plate or "") or row.number
    if row.stage in WAITS:
        return BaySlot(bay.name, plate, label(row.stage), 1.0, Tone.WARN, row.id)
    used, allowed = day.used(row), row.hours
    share = float(used / allowed) if allowed else 0.0
    note = f"{used} / {allowed.normalize():f}" if allowed else str(used)
    is_over = bool(allowed) and used > allowed
    return BaySlot(bay.name, plate, note, share, Tone.BAD if is_over else Tone.ACCENT, row.id)


def _person(one: TechnicianNow, day: BoardDay) -> tuple[str, str, Tone, int | None]:
    """A technician as the clocks show: free, at work in a bay, or over the standard hours."""
    if one.clock is None:
        tone = Tone.GOOD if one.is_free else Tone.NEUTRAL
        return one.name, _(PRESENCES[one.presence]), tone, None
    row = next((row for row in day.rows if row.id == one.clock.order_id), None)
    over = _hours_over(row, one.clock.line_id, day) if row is not None else None
    if over is not None:
        told = _("{hours} h over").format(hours=f"{max(over, Decimal('0.1')):.1f}")
        return one.name, told, Tone.WARN, one.clock.order_id
    bay = row.bay if row is not None else None
    return one.name, bay or plates.shown(one.clock.plate), Tone.ACCENT, one.clock.order_id


def _hours_over(row: OrderRow, line_id: int, day: BoardDay) -> Decimal | None:
    """By how much a job takes longer than planned; None while the store allows it."""
    lines = (line for line in row.clocked if line.line_id == line_id)
    late = (line for line in lines if line.is_overtime(day.at, day.overtime_percent))
    line = next(late, None)
    return None if line is None else hours(line.worked(day.at) - as_time(line.standard))


def _promise(day: BoardDay) -> tuple[str, Tone]:
    """The next promised time with its car, red once it has passed."""
    at = day.answers.next_promise
    if at is None:
        return "—", Tone.NEUTRAL
    plate = plates.shown(day.answers.next_plate or "")
    said = joined(clock_on(at, local_day(day.at)), plate, by=" ")
    return said, Tone.BAD if at < day.at else Tone.NEUTRAL
