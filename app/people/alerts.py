"""What everybody must know before dealing with a customer or a car.

An open complaint, earlier bills, a recall, cash only, a note, a VIP: the same in every place where
a file, a visit or an order is opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import order_money
from app.formatting import joined, two_decimals
from app.labels import label
from app.people import rules
from app.people.recalls import open_recalls
from app.session_desks import desks_of
from app.text import _
from app.tones import Tone
from db.tables.people import Person
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import CustomerClass


class AlertKind(Enum):
    """Why an alert is shown."""

    COMPLAINT = auto()
    OVERDUE = auto()
    RECALL = auto()
    WARRANTY = auto()
    CASH_ONLY = auto()
    NOTE = auto()
    VIP = auto()


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know, in the present language."""

    kind: AlertKind
    text: str
    tone: Tone = Tone.WARN


def alerts_of(
    session: Session,
    *,
    person_id: int | None = None,
    vehicle_id: int | None = None,
    at: datetime | None = None,
) -> tuple[Alert, ...]:
    """The alerts of a customer, of a car, or of both, each once and the worst first.

    `at`: with what other desks count of the car until then.
    """
    person = session.get(Person, person_id) if person_id else None
    car = session.get(Vehicle, vehicle_id) if vehicle_id else None
    told = dict.fromkeys((*of_car(session, car), *of_person(session, person)))
    counted = _counted(session, car, at) if car is not None and at is not None else ()
    recalled = _recalled(session, person) if car is None and person is not None else ()
    found = (*told, *counted, *recalled)
    return tuple(sorted(found, key=lambda one: one.tone is not Tone.BAD))


def of_person(session: Session, person: Person | None) -> Iterator[Alert]:
    """Complaint, unpaid bills, cash only, the note for everybody, VIP."""
    if person is None:
        return
    if person.complaint:
        text = _("Complaint open: {text}").format(text=person.complaint)
        yield Alert(AlertKind.COMPLAINT, text, Tone.BAD)
    if owed := order_money.unpaid_by(session, person.id):
        yield _owed(two_decimals(owed))
    if person.cash_only:
        yield Alert(AlertKind.CASH_ONLY, _("Cash only: nothing on account"))
    if person.alert:
        yield Alert(AlertKind.NOTE, person.alert)
    if rules.is_vip(person.customer_class):
        yield Alert(AlertKind.VIP, label(CustomerClass.VIP))


def of_car(session: Session, car: Vehicle | None) -> Iterator[Alert]:
    """Open recalls and the car's unpaid bills."""
    if car is None:
        return
    for one in open_recalls(session, car):
        yield Alert(AlertKind.RECALL, _("Recall: {text}").format(text=one.text), Tone.BAD)
    if owed := order_money.unpaid_for(session, car.id):
        yield _owed(two_decimals(owed))


def _recalled(session: Session, person: Person) -> Iterator[Alert]:
    """Open recalls of the cars that a customer keeps now, for a visit that names no car."""
    kept = select(VehicleRelation.vehicle_id).where(
        VehicleRelation.person_id == person.id, VehicleRelation.until_on.is_(None)
    )
    for car in session.scalars(select(Vehicle).where(Vehicle.id.in_(kept)).order_by(Vehicle.id)):
        for one in open_recalls(session, car):
            model = car.trim.model.name if car.trim is not None else car.model_name
            text = joined(model, _("Recall: {text}").format(text=one.text))
            yield Alert(AlertKind.RECALL, text, Tone.BAD)


def _counted(session: Session, car: Vehicle, at: datetime) -> Iterator[Alert]:
    for desk in desks_of(session):
        for read in desk.car_alerts:
            for text, tone in read(session, car.id, at):
                yield Alert(AlertKind.WARRANTY, text, tone)


def _owed(amount: str) -> Alert:
    text = _("¥{amount} of earlier bills is not paid").format(amount=amount)
    return Alert(AlertKind.OVERDUE, text, Tone.BAD)
