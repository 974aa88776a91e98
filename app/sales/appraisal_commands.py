"""Use cases of the appraisals: save, decline, keep what the customer was given."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import body_marks, settings
from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused, check_seen
from app.local_time import local_day
from app.numbers import next_number
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.sales import appraisal_queries as queries
from app.sales import appraisal_rules as rules
from app.sales.appraisal_values import AppraisalEntry, GivenAppraisal
from app.sales.order_queries import NOBODY
from app.sales.settings import QuoteSettings
from app.stock import operations as stock
from app.text import N_, language
from app.vehicles import operations as vehicles
from app.vehicles.operations import NewVehicle
from db.nouns import Noun
from db.sales_words import AppraisalState
from db.tables.appraisals import Appraisal, AppraisalCost
from db.tables.people import Person
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, Role


@allow(Role.CONSULTANT)
def save_appraisal(session: Session, entry: AppraisalEntry, *, by: Actor, at: datetime) -> int:
    """Saves a new or a changed appraisal, by who looked last; returns its id.

    The car of a new one is found by plate or VIN, or added once. Refused once an order has it.
    """
    entry.check()
    row = _new(session, entry, by=by, at=at) if entry.id is None else _seen(session, entry, at=at)
    if entry.odometer is None:
        message = N_("What does the odometer say?")
        raise Refused("appraisal.no_odometer", message, field="odometer")
    body_marks.check(entry.damage_marks)
    _fill(session, row, entry, at=at)
    row.odometer = entry.odometer
    row.appraised_at, row.appraised_by = at, by.staff_id
    car = session.get_one(Vehicle, row.vehicle_id)
    car.odometer = max(car.odometer or 0, row.odometer)
    session.add(row)
    session.flush()
    for cost in session.scalars(_costs(row.id)):
        session.delete(cost)
    for text, amount in entry.costs:
        session.add(AppraisalCost(appraisal_id=row.id, text=(text or "").strip(), amount=amount))
    return row.id


@allow(Role.CONSULTANT)
def decline(session: Session, appraisal_id: int, *, by: Actor, at: datetime) -> None:
    """The customer does not accept the offer; it stays readable."""
    _check_free(session, appraisal_id, at=at)
    row = session.get_one(Appraisal, appraisal_id)
    _check_own(row, by)
    if row.declined_at is not None:
        raise Refused("appraisal.declined", N_("This offer has been declined already."))
    row.declined_at, row.declined_by = at, by.staff_id


@allow(Role.CONSULTANT)
def take_back_decline(session: Session, appraisal_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `decline`: the offer stands as before."""
    row = session.get_one(Appraisal, appraisal_id)
    _check_own(row, by)
    row.declined_at = row.declined_by = None


@allow(Role.CONSULTANT)
def keep_appraisal(session: Session, given: GivenAppraisal, *, by: Actor, at: datetime) -> int:
    """Stores an appraisal as the customer got it; returns the number of the copy (D5)."""
    row = session.get_one(Appraisal, given.appraisal_id)
    number, kind = queries.paper_number(row.number, row.version), PaperKind.TRADE_IN_APPRAISAL
    kept = ToKeep(kind, Noun.APPRAISAL, row.id, number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at)


def _check_own(row: Appraisal, by: Actor) -> None:
    if row.appraised_by != by.staff_id and not by.may():
        message = N_("A colleague appraised this car: only they or a manager may say so.")
        raise Refused("appraisal.others", message)


def _new(session: Session, entry: AppraisalEntry, *, by: Actor, at: datetime) -> Appraisal:
    person = session.get(Person, entry.who) if entry.who is not None else None
    if person is None:
        message = N_("Choose a customer. Somebody new is registered first: as a visit or prospect.")
        raise Refused("quote.nobody", message, field="who")
    known = NewVehicle(
        plate=entry.plate,
        vin=entry.vin,
        model_name=entry.model_name,
        owner=Contact(name=person.name, person_id=person.id),
    )
    car = vehicles.find_or_add(session, known, by=by, at=at)
    stock.check_new(session, car)
    number = next_number(session, "G", at)
    return Appraisal(number=number, person_id=person.id, vehicle_id=car.id)


def _seen(session: Session, entry: AppraisalEntry, *, at: datetime) -> Appraisal:
    assert entry.id is not None
    row = session.get_one(Appraisal, entry.id)
    check_seen(entry.version, row.version, noun=Noun.APPRAISAL, id=row.id)
    _check_free(session, row.id, at=at)
    return row


def _check_free(session: Session, appraisal_id: int, *, at: datetime) -> None:
    """Refused once an order has the value, or the car stands here."""
    told = queries.appraisal(session, appraisal_id, NOBODY, at=at)
    if told.state is AppraisalState.TAKEN:
        message = N_("This car has been taken into stock: {number}.")
        raise Refused("appraisal.taken", message, number=told.stock_number)
    if told.state is AppraisalState.AGREED:
        message = N_("Order {number} has this value. Change the order instead.")
        raise Refused("appraisal.agreed", message, number=told.order_number)


def _fill(session: Session, row: Appraisal, entry: AppraisalEntry, *, at: datetime) -> None:
    told, today = settings.load(session).of(QuoteSettings), local_day(at)
    percent = told.trade_in_margin
    offered = entry.offered if entry.offered is not None else entry.by_rule(percent)
    rules.check_prices(entry.expected_price, offered)
    until = entry.valid_until or today + timedelta(days=told.appraisal_days)
    if until < today:
        message = N_("This day is over: choose today or a later one.")
        raise Refused("quote.past", message, field="valid_until")
    row.expected_price, row.offered = entry.expected, offered
    row.margin, row.valid_until = entry.kept(percent), until
    row.damage_marks = entry.damage_marks or None
    row.condition = (entry.condition or "").strip() or None


def _costs(appraisal_id: int) -> Select[AppraisalCost]:
    return select(AppraisalCost).where(AppraisalCost.appraisal_id == appraisal_id)
