"""Draws 保有客户管理卡 (C card): the owner, every car, its services, every contact."""

from datetime import date

from app.formatting import joined, kilometres, show_date, show_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.table import PaperColumn, Rows
from app.prospects.history import MadeContact
from app.prospects.owner_card import OwnedCar, OwnerCard, PlannedContact, ServiceLine
from app.text import N_, _, speaking
from db.sales_words import SaleStepKind
from db.vocabulary import PaperKind

LEAST_SERVICES, LEAST_CONTACTS = 5, 9
"""So many lines at least: the others are for the pen."""
SERVICES = (
    PaperColumn(N_("Date"), 26),
    PaperColumn(N_("Repair order"), 28),
    PaperColumn(N_("Plate"), 22),
    PaperColumn(N_("Service type"), 28),
    PaperColumn(N_("Odometer"), 22),
    PaperColumn(N_("Next service"), 48),
)
CONTACTS = (
    PaperColumn(N_("Date"), 34),
    PaperColumn(N_("Contact by"), 18),
    PaperColumn(N_("Result"), 18),
    PaperColumn(N_("What was said"), 82),
    PaperColumn(N_("By"), 22),
)


def owner_card(facts: OwnerCard, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 upright; one page for most owners."""
    with speaking(facts.language):
        return _card(facts, store, printed)


def _card(facts: OwnerCard, store: StoreHead, printed: Printed) -> bytes:
    head = facts.head
    paper = Paper(
        label(PaperKind.OWNER_CARD),
        f"C{head.id:06d}",
        store,
        facts.language,
        printed,
        subject=head.name,
        subtitle=_("Internal: personal data"),
    )
    paper.grid(_owner(facts), GridLook(name=_("Customer"), by_hand=True))
    for car in facts.cars:
        paper.grid(_car(car), GridLook(name=_("Car"), by_hand=True))
    services = [_service(one) for one in facts.services]
    blank = max(1, LEAST_SERVICES - len(services))
    paper.table(SERVICES, Rows(services, blank=blank, ruled=True, dense=True), name=_("Services"))
    contacts = [_made(one) for one in facts.contacts] + [_planned(one) for one in facts.planned]
    blank = max(2, LEAST_CONTACTS - len(contacts))
    paper.table(CONTACTS, Rows(contacts, blank=blank, ruled=True, dense=True), name=_("Contacts"))
    cars = (joined(one.model, plates.shown(one.plate), by=" ") for one in facts.family)
    family = [[(_("Cars in the family"), joined(*cars))], [(_("Recommended us to"), "")]]
    paper.grid(family, GridLook(name=_("Family"), by_hand=True))
    paper.signatures([_("Consultant"), _("Showroom manager")], internal=True)
    return paper.build()


def _owner(facts: OwnerCard) -> list[list[Fact]]:
    head = facts.head
    born = _day(head.born_on)
    return [
        [
            (_("Name"), Strong(joined(head.name, label(head.sex), by=" "))),
            (_("Phone"), joined(*facts.phones)),
            (_("Customer class"), label(head.customer_class)),
        ],
        [(_("Address"), head.address)],
        [(_("Employer"), head.employer), (_("Date of birth"), born), (_("Memorial days"), "")],
    ]


def _car(car: OwnedCar) -> list[list[Fact]]:
    delivered = _day(car.delivered_on)
    loan = _("{n} months").format(n=car.months) if car.months else ""
    return [
        [
            (_("Model"), Strong(car.model)),
            (_("Plate"), Strong(plates.shown(car.plate))),
            (_("Colour"), car.colour),
        ],
        [(_("VIN"), car.vin), (_("Engine number"), car.engine_number)],
        [
            (_("Delivered on"), delivered),
            (_("Consultant"), car.consultant),
            (_("Relation to the car"), label(car.relation)),
        ],
        [
            (_("Insurance"), joined(*car.insurance, _arranged(car, SaleStepKind.INSURANCE))),
            (_("Insured until"), _day(car.insured_until)),
        ],
        [(_("Loan"), joined(loan, _arranged(car, SaleStepKind.LOAN_PAID_OUT)))],
        [(_("Accessories"), joined(*car.accessories))],
    ]


def _day(day: date | None) -> str:
    """A day that may not be known: then there is room for the pen."""
    return "" if day is None else show_date(day)


def _arranged(car: OwnedCar, kind: SaleStepKind) -> str:
    done = car.steps.get(kind)
    return joined(show_date(done[0]), done[1], by=" ") if done is not None else ""


def _service(one: ServiceLine) -> list[str]:
    following = _day(one.next_service_on)
    at = kilometres(one.next_service_km) if one.next_service_km is not None else ""
    return [
        show_date(local_day(one.received_at)),
        one.number,
        plates.shown(one.plate),
        label(one.service_type),
        kilometres(one.odometer_in) if one.odometer_in is not None else "",
        joined(following, at),
    ]


def _made(one: MadeContact) -> list[str]:
    day = show_date(local_day(one.done_at))
    return [day, label(one.way), label(one.result), one.content or "", one.by]


def _planned(one: PlannedContact) -> list[str]:
    return [show_moment(one.due_at), label(one.way), _("planned"), "", one.by]
