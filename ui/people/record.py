"""One file on one page: counters, alerts, numbers and cars above, one timeline below."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk_spec import EventKind
from app.formatting import kilometres, money, show_date, two_decimals
from app.identity import person_id as identities
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.local_time import local_day
from app.people import rules
from app.people.merging import Merged
from app.people.queries import PersonRecord
from app.text import _, ngettext
from app.tones import Tone
from app.vehicles.queries import CarKeeper, CarriedPlate, VehicleRecord
from db.nouns import Noun
from db.vocabulary import PersonKind, Relation, Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.people.events import lines, timeline
from ui.people.head import Head, HeadLink, Scroll

ORDER = (Relation.OWNER, Relation.PAYER, Relation.BRINGER)


class CustomerFileView(QWidget):
    """Shows a person or a car.

    `opened(noun, id)`: somebody wants to see what a line or a link tells of.
    """

    opened = Signal(Noun, int)
    undo_asked = Signal(int)
    act_asked = Signal(str)
    erase_asked = Signal(int, str)
    end_asked = Signal(object)

    def __init__(
        self,
        kinds: Mapping[str, EventKind],
        roles: frozenset[Role],
        *,
        staff_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._roles, self._staff_id = roles, staff_id
        self.revealed: int | None = None
        self.ends_keepers = False
        self._top = Scroll()
        self.timeline = timeline(kinds)
        self.timeline.setMinimumHeight(3 * theme.size("row"))
        self.timeline.activated.connect(lambda line: self.opened.emit(line.noun, line.record_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("space-1"), 0, theme.size("space-1"), 0)
        column.setSpacing(theme.size("space-3"))
        self.confirm = ConfirmBar()
        column.addWidget(self.confirm)
        column.addWidget(self._top)
        column.addWidget(self.timeline, 1)

    def show_person(self, record: PersonRecord, today: date) -> None:
        """The file of a customer."""
        card, prospect, head = record.card, record.prospect, Head()
        head.add_alerts(person_alerts(record))
        vip = Tone.WARN if rules.is_vip(card.customer_class) else Tone.GOOD
        head.add_chips(
            (
                (
                    f"{prospect.level} {prospect.owner}".strip() if prospect.owner else "",
                    Tone.ACCENT,
                ),
                (label(card.customer_class), vip),
                (label(card.kind) if card.kind is PersonKind.COMPANY else "", Tone.NEUTRAL),
            )
        )
        numbers = " · ".join(self.phone(record, number) for number in card.phones)
        head.add_facts((numbers,))
        since = (today - local_day(record.last_seen)).days if record.last_seen else None
        head.add_counters(
            (
                (_("Last seen"), shorthand_day(record.last_seen), ""),
                (_("Days since"), _number(since), ""),
                (_("Visits"), str(record.visits), ""),
                (_("Test drives"), str(record.drives), ""),
                (_("Orders"), str(record.orders), ""),
                (_("Spent"), money(record.spent), ""),
            )
        )
        head.add_links(
            HeadLink(
                _car(car),
                Noun.VEHICLE,
                car.id,
                (
                    label(car.relation)
                    if car.until is None
                    else _("until {day}").format(day=show_date(car.until))
                ),
            )
            for car in record.cars
        )
        head.add_facts((self._identity(record), card.address or "", record.employer or ""))
        self._offer_to(head, record)
        self._put(head)
        self.timeline.show_rows(lines(record.events))

    def hides(self, record: PersonRecord) -> bool:
        """Whether numbers stand masked here until they are asked for."""
        own = self._staff_id in record.near
        return self.revealed != record.card.id and not rules.reads_at_once(self._roles, own=own)

    def phone(self, record: PersonRecord, number: str) -> str:
        """A number as this person may read it now."""
        return phones.masked(number) if self.hides(record) else phones.shown(number)

    def show_vehicle(self, record: VehicleRecord) -> None:
        """The file of a car."""
        hit, head = record.hit, Head()
        head.add_alerts(vehicle_alerts(record))
        head.add_chips(
            (
                (
                    (
                        _("In the shop: {number}").format(number=hit.open_order_number)
                        if hit.open_order_id
                        else ""
                    ),
                    Tone.ACCENT,
                ),
                (_("Stays away") if record.lapsed else "", Tone.WARN),
            )
        )
        head.add_facts(
            (
                " · ".join(
                    part for part in (hit.model, hit.colour or "", label(record.energy)) if part
                ),
            )
        )
        head.add_counters(
            (
                (_("Last visit"), shorthand_day(hit.last_visit), ""),
                (_("Days since"), _number(hit.days_since), Tone.WARN if record.lapsed else ""),
                (_("Odometer"), kilometres(hit.odometer) if hit.odometer is not None else "—", ""),
                (_("Orders"), str(record.orders), ""),
                (_("Open advice"), str(hit.open_advice), Tone.WARN if hit.open_advice else ""),
                (_("Unpaid"), money(record.unpaid), Tone.BAD if record.unpaid else ""),
            )
        )
        head.add_links(self._keeper(keeper) for keeper in sorted(record.keepers, key=_importance))
        head.add_facts((self._vin(hit.vin or ""), *(_plate(plate) for plate in record.plates)))
        self._put(head)
        self.timeline.show_rows(lines(record.events))

    def _identity(self, record: PersonRecord) -> str:
        """The identity number stays masked for everybody until it is asked for."""
        number = record.card.id_number
        if not number:
            return ""
        clear = self.revealed == record.card.id and rules.sees_numbers(self._roles)
        return identities.shown(number) if clear else identities.masked(number)

    def _vin(self, number: str) -> str:
        clear = rules.sees_numbers(self._roles) or Role.ADVISOR in self._roles
        return vins.shown(number) if clear else vins.masked(number)

    def _keeper(self, one: CarKeeper) -> HeadLink:
        number = rules.phone_for(one.phone, self._roles, own=self._staff_id in one.near)
        told = " · ".join(
            part for part in (label(one.relation), _span(one.from_on, one.until_on)) if part
        )
        ends = (
            partial(self.end_asked.emit, one)
            if self.ends_keepers and one.until_on is None
            else None
        )
        end = _("End today: {relation}").format(relation=label(one.relation))
        return HeadLink(
            one.name or ("" if number else _("No name")),
            Noun.PERSON,
            one.person_id,
            told,
            number,
            end,
            ends,
        )

    def _put(self, head: Head) -> None:
        head.opened.connect(self.opened)
        head.close_up()
        head.setProperty("clear", "true")
        self._top.setWidget(head)
        self._top.updateGeometry()

    def _offer_to(self, head: Head, record: PersonRecord) -> None:
        card = record.card
        if self.revealed != card.id and (card.id_number or (card.phones and self.hides(record))):
            head.offer(
                self._act(_("Show numbers"), Icon.EYE, "reveal"), _("Who looks is written down")
            )
        agreed = _(", ").join(label(given.purpose) for given in record.consents)
        told = (
            _("Agrees to {purposes}").format(purposes=agreed)
            if agreed
            else _("No consent is recorded")
        )
        head.offer(self._act(_("Privacy consent"), Icon.SHIELD_CHECK, "edit_consent"), told)
        if Role.MANAGER not in self._roles:
            return
        if record.merges:
            head.offer(self._undo(record.merges[0]), _merged(record.merges[0]))
        if card.name or card.phones:
            button = Button(_("Erase this file"), kind="link", icon=Icon.USER_X, name="erase")
            button.clicked.connect(lambda: self._ask_erasing(record))
            head.offer(button, _("When the customer asks for it; totals stay"))

    def _act(self, text: str, icon: str, act: str) -> Button:
        button = Button(text, kind="link", icon=icon, name=act)
        button.clicked.connect(lambda: self.act_asked.emit(act))
        return button

    def _undo(self, merge: Merged) -> Button:
        button = Button(_("Undo the merge"), kind="link", icon=Icon.UNDO_2, name="undo_merge")
        button.clicked.connect(lambda: self.undo_asked.emit(merge.id))
        return button

    def _ask_erasing(self, record: PersonRecord) -> None:
        question = _(
            "Erase {name} for good? Name, numbers and notes go, also where others wrote them;"
            " orders and totals stay. Signed contracts and settlement lists are kept for {years}"
            " years, as the law wants. This cannot be undone."
        )
        self.confirm.ask(
            question.format(name=record.card.name or _("this customer"), years=rules.KEPT_YEARS),
            act=_("Erase for good"),
            reason=_("Who asked for it, and when?"),
            then=lambda reason: self.erase_asked.emit(record.card.id, reason),
        )


def person_alerts(record: PersonRecord) -> list[tuple[str, str]]:
    """What nobody may miss before talking to this customer."""
    silent = ngettext(
        "{count} planned call left out", "{count} planned calls left out", record.left_out
    )
    return [
        *_shown(
            (
                (Tone.BAD, _silence(record, silent)),
                (Tone.BAD, _owed(record.unpaid)),
                (Tone.WARN, record.card.alert or ""),
            )
        )
    ]


def vehicle_alerts(record: VehicleRecord) -> list[tuple[str, str]]:
    """What nobody may miss before touching this car."""
    owner = ((Tone.WARN, alert) for alert in record.alerts)
    return [*_shown(((Tone.BAD, _owed(record.unpaid)), *owner, (Tone.WARN, record.note or "")))]


def shorthand_day(at: Any) -> str:
    """A moment as its day, short."""
    return show_date(local_day(at)) if at else "—"


def _shown(alerts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (alert for alert in alerts if alert[1])


def _owed(unpaid: Any) -> str:
    return (
        _("¥{amount} of earlier bills is not paid").format(amount=two_decimals(unpaid))
        if unpaid
        else ""
    )


def _silence(record: PersonRecord, left_out: str) -> str:
    """Why nobody calls this person, above everything else."""
    if not (record.card.do_not_contact or record.left_out):
        return ""
    why = _("Do not contact") if record.card.do_not_contact else _("Sales calls refused")
    return f"{why} · {left_out.format(count=record.left_out)}" if record.left_out else why


def _merged(merge: Merged) -> str:
    return _("Merged with {name} on {day}").format(
        name=merge.name or _("another file"), day=shorthand_day(merge.at)
    )


def _importance(keeper: CarKeeper) -> tuple[bool, int]:
    """Who is something to the car now comes first, the owner before all."""
    return keeper.until_on is not None, ORDER.index(keeper.relation)


def _plate(plate: CarriedPlate) -> str:
    told = f"{plates.shown(plate.number)} · {_span(plate.from_on, plate.until_on)}"
    return told if plate.until_on is None else _("Formerly {plates}").format(plates=told)


def _span(since: date, until: date | None) -> str:
    """From when to when."""
    if until is None:
        return _("since {day}").format(day=show_date(since))
    return _("{start} to {end}").format(start=show_date(since), end=show_date(until))


def _car(car: Any) -> str:
    return " ".join(
        part
        for part in (plates.shown(car.plate) if car.plate else _("No plate"), car.model)
        if part
    )


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)
