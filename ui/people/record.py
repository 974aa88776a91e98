"""One file on one page: counters, alert, numbers and cars above, one timeline below."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.identity import person_id as identities
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.moments import local_day
from app.people import rules
from app.people.merging import Merged
from app.people.queries import PersonRecord
from app.text import _, language, ngettext
from app.vehicles.queries import VehicleRecord
from db.words import PersonKind, Role
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.flow import Flow
from ui.parts.shorthand import show_date
from ui.parts.words import Banner, Chip, Label
from ui.people.events import lines, timeline
from ui.shell import theme

MOST_LINKS = 4


class RecordView(QWidget):
    """Shows a person or a car. `opened(noun, id)`: somebody wants to see what a line or a link tells of."""

    opened = Signal(str, int)
    undo_asked = Signal(int)
    act_asked = Signal(str)
    erase_asked = Signal(int, str)

    def __init__(self, roles: frozenset[Role], staff_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles, self._staff_id = roles, staff_id
        self.revealed: int | None = None
        self._top = QVBoxLayout()
        self._top.setSpacing(theme.size("space-3"))
        self.timeline = timeline()
        self.timeline.activated.connect(lambda line: self.opened.emit(line.noun, line.record_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("space-1"), 0, theme.size("space-1"), 0)
        column.setSpacing(theme.size("space-3"))
        self.confirm = ConfirmBar()
        column.addWidget(self.confirm)
        column.addLayout(self._top)
        column.addWidget(self.timeline, 1)
        self._head: QWidget | None = None

    def show_person(self, record: PersonRecord, today: date) -> None:
        """The file of a customer."""
        card, prospect = record.card, record.prospect
        chips = [(f"{prospect.level} {prospect.owner}".strip(), "accent") if prospect.owner else ("", "")]
        chips += [(label(card.customer_class), "good")]
        chips += [(label(card.kind) if card.kind is PersonKind.COMPANY else "", "neutral")]
        numbers = " · ".join(self.phone(record, number) for number in card.phones)
        facts = [numbers, self._identity(record), card.address or "", record.employer or ""]
        since = (today - local_day(record.last_seen)).days if record.last_seen else None
        counters = [
            (_("Last seen"), shorthand_day(record.last_seen)),
            (_("Days since"), _number(since)),
            (_("Visits"), str(record.visits)),
            (_("Test drives"), str(record.drives)),
            (_("Orders"), str(record.orders)),
            (_("Spent"), f"¥{record.spent:,.2f}"),
        ]
        links = [
            (_car(car), "vehicle", car.id, label(car.relation) if car.until is None else _("until {day}").format(day=car.until))
            for car in record.cars
        ]
        silent = ngettext(
            "{count} planned call left out",
            "{count} planned calls left out",
            record.left_out,
        )
        alerts = (_silence(record, silent), card.alert or "")
        self._fill(chips, facts, counters, links=links, alert=alerts)
        if self.revealed != card.id and (card.id_number or (card.phones and self.hides(record))):
            self._offer(_("Show numbers"), "eye", "reveal", told=_("Who looks is written down"))
        agreed = ", ".join(label(given.purpose) for given in record.consents)
        told = _("Agrees to {purposes}").format(purposes=agreed) if agreed else _("No consent is recorded")
        self._offer(_("Privacy consent"), "shield-check", "edit_consent", told=told)
        if record.merges and Role.MANAGER in self._roles:
            self._offer_undo(record.merges[0])
        if Role.MANAGER in self._roles and (card.name or card.phones):
            self._offer_erasing(record)
        self.timeline.show_rows(lines(record.events))

    def hides(self, record: PersonRecord) -> bool:
        """Whether numbers stand masked here until they are asked for."""
        own = self._staff_id in record.near
        return self.revealed != record.card.id and not rules.reads_at_once(self._roles, own=own)

    def phone(self, record: PersonRecord, number: str) -> str:
        """A number as this person may read it now."""
        return phones.masked(number) if self.hides(record) else phones.shown(number)

    def _identity(self, record: PersonRecord) -> str:
        """The identity number stays masked for everybody until it is asked for."""
        number = record.card.id_number
        if not number:
            return ""
        clear = self.revealed == record.card.id and rules.sees_numbers(self._roles)
        return identities.shown(number) if clear else identities.masked(number)

    def show_vehicle(self, record: VehicleRecord) -> None:
        """The file of a car."""
        hit = record.hit
        chips = [(_("In the shop: {number}").format(number=hit.open_order_number) if hit.open_order_id else "", "accent")]
        former = [plates.shown(plate.number) for plate in record.plates if plate.until_on]
        number = (
            vins.shown(hit.vin)
            if hit.vin and rules.sees_numbers(self._roles) | (Role.ADVISOR in self._roles)
            else vins.masked(hit.vin or "")
        )
        facts = [hit.model, " · ".join(part for part in (hit.colour or "", label(record.energy)) if part), number]
        facts += [_("Formerly {plates}").format(plates=", ".join(former)) if former else ""]
        counters = [
            (_("Last visit"), shorthand_day(hit.last_visit)),
            (_("Days since"), _number(hit.days_since)),
            (_("Odometer"), f"{hit.odometer:,} km" if hit.odometer is not None else "—"),
            (_("Orders"), str(record.orders)),
            (_("Open advice"), str(hit.open_advice)),
        ]
        links = [
            (
                f"{one.name} {rules.phone_for(one.phone, self._roles)}".strip(),
                "person",
                one.person_id,
                label(one.relation) if one.until_on is None else _("until {day}").format(day=one.until_on),
            )
            for one in record.keepers
        ]
        self._fill(chips, facts, counters, links=links, alert=("", record.note or ""))
        self.timeline.show_rows(lines(record.events))

    def _fill(
        self,
        chips: Iterable[tuple[str, str]],
        facts: Iterable[str],
        counters: list[tuple[str, str]],
        *,
        links: list[Any],
        alert: tuple[str, str],
    ) -> None:
        """The part above the timeline, made anew: it is small, and nothing in it is typed."""
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        for tone, told in zip(("bad", "warn"), alert, strict=True):
            if told:
                column.addWidget(Banner(tone, told))
        if shown := [Chip(text, tone) for text, tone in chips if text]:
            row = QWidget()
            flow = Flow(row)
            for chip in shown:
                flow.addWidget(chip)
            column.addWidget(row)
        column.addLayout(_lines([fact for fact in facts if fact]))
        column.addLayout(_grid(counters))
        for text, noun, record_id, told in links[:MOST_LINKS]:
            column.addLayout(self._link(text, (noun, record_id), told))
        old, self._head = self._head, head
        self._top.addWidget(head)
        if old is not None:
            self._top.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _offer_undo(self, merge: Merged) -> None:
        told = _("Merged with {name} on {day}").format(name=merge.name or _("another file"), day=shorthand_day(merge.at))
        button = self._offer(_("Undo the merge"), "undo-2", "undo_merge", told=told)
        button.clicked.disconnect()
        button.clicked.connect(lambda: self.undo_asked.emit(merge.id))

    def _offer_erasing(self, record: PersonRecord) -> None:
        button = self._offer(_("Erase this file"), "user-x", "erase", told=_("When the customer asks for it; totals stay"))
        button.clicked.disconnect()
        button.clicked.connect(lambda: self._ask_erasing(record))

    def _ask_erasing(self, record: PersonRecord) -> None:
        question = _("Erase {name} for good? Name, numbers and notes go; orders and totals stay. This cannot be undone.")
        self.confirm.ask(
            question.format(name=record.card.name or _("this customer")),
            act=_("Erase for good"),
            reason=_("Who asked for it, and when?"),
            then=lambda reason: self.erase_asked.emit(record.card.id, reason),
        )

    def _offer(self, text: str, icon: str, act: str, *, told: str) -> Button:
        """One more line of the head: something to do, and how it stands."""
        button = Button(text, kind="link", icon=icon, name=act)
        button.clicked.connect(lambda: self.act_asked.emit(act))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(Label(told, "caption", elide=True), 1)
        layout = self._head.layout() if self._head is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(row)
        return button

    def _link(self, text: str, target: tuple[str, int], told: str) -> QHBoxLayout:
        noun, record_id = target
        button = Button(text, kind="link", icon="car" if noun == "vehicle" else "user", name=f"open_{noun}_{record_id}")
        button.clicked.connect(lambda: self.opened.emit(noun, record_id))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        row.addWidget(Label(told, "caption"))
        return row


def shorthand_day(at: Any) -> str:
    """A moment as its day, short."""
    return show_date(local_day(at), language()) if at else "—"


def _silence(record: PersonRecord, left_out: str) -> str:
    """Why nobody calls this person, above everything else."""
    if not (record.card.do_not_contact or record.left_out):
        return ""
    why = _("Do not contact") if record.card.do_not_contact else _("Sales calls refused")
    return f"{why} · {left_out.format(count=record.left_out)}" if record.left_out else why


def _car(car: Any) -> str:
    return " ".join(part for part in (plates.shown(car.plate) if car.plate else _("No plate"), car.model) if part)


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _lines(facts: list[str]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for fact in facts:
        column.addWidget(Label(fact, "body", elide=True))
    return column


def _grid(counters: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.size("space-4"))
    grid.setVerticalSpacing(0)
    grid.setContentsMargins(0, theme.size("space-1"), 0, theme.size("space-1"))
    grid.setRowMinimumHeight(2, theme.size("space-5"))
    for place, (name, value) in enumerate(counters):
        grid.addWidget(Label(name, "caption"), place // 3 * 2, place % 3, Qt.AlignmentFlag.AlignBottom)
        figure = Label(value, "body")
        figure.setFont(theme.font("body", bold=True))
        grid.addWidget(figure, place // 3 * 2 + 1, place % 3)
    for column in range(3):
        grid.setColumnStretch(column, 1)
    return grid
