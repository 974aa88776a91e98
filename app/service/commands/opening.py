"""Opens orders and notes intake, promise, stage, technician and bay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import audit, body_marks, fields
from app.admin import calendar
from app.appointments import operations as appointments
from app.appointments.rules import check_step
from app.errors import Refused, check_seen
from app.formatting import clock
from app.identity import plate as plates
from app.local_time import local_day, on_days
from app.numbers import next_number
from app.open_days import closed_days
from app.orders import bays, operations
from app.orders.rules import check_open
from app.people import operations as people
from app.people.operations import Contact
from app.permissions import Actor, allow
from app.service import rules
from app.service.operations import reworked
from app.service.values import Intake, NewOrder, Progress
from app.text import N_
from app.vehicles import lookup
from app.vehicles import operations as vehicles
from app.vehicles.introduced import introduced
from app.vehicles.operations import NewVehicle
from db.appointment_words import AppointmentState, ArrivalWay
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.appointments import Allocation, Appointment
from db.tables.service import IN_SHOP, Concern, RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Act, Role, Stage

DESK = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER)


@allow(*DESK)
def open_order(session: Session, new: NewOrder, *, by: Actor, at: datetime) -> int:
    """Opens an order for a car in the shop.

    A plate is enough, everything else can follow.
    """
    known = NewVehicle(new.plate, new.vin, new.model_name, owner=_given(new.owner))
    car = vehicles.find_or_add(session, known, by=by, at=at)
    _check_alone(session, car.id, new.seen_order)
    order = _order_of(session, car, new, at=at)
    order.advisor_id = _advisor(session, new.advisor_id, order.customer_id, by=by)
    _note_intake(session, order, new.intake, at=at, by=by)
    order.payer_id = order.payer_id or lookup.payer_of(session, car.id)
    session.add(order)
    operations.step(session, order, Stage.WAITING, by=by, at=at)
    if new.promised_at is not None:
        operations.promise(session, order, new.promised_at, by=by, at=at)
    words = [line.strip() for line in (new.words or "").splitlines() if line.strip()]
    for place, line in enumerate(words, 1):
        session.add(Concern(order_id=order.id, position=place, words=line))
    _note_odometer(session, order, new.intake, at=at)
    return order.id


@allow(*DESK)
def receive(session: Session, appointment_id: int, *, by: Actor, at: datetime) -> int:
    """Opens the order of an expected car with what was booked; returns the id of the order.

    The promise is when the last of its bays is done; of a car that comes after that, when its
    hours of work are. A bay that is not free any more is left out, and whoever does not work
    here any more: the car is here all the same. One whose order was opened today by its plate
    gets no second order.
    """
    expected = appointments.find(session, appointment_id)
    check_step(expected.state, AppointmentState.ARRIVED)
    plate = lookup.plate_of(session.get_one(Vehicle, expected.vehicle_id))
    parts = appointments.allocations(session, appointment_id)
    promised_at = _promise_of(session, parts, at)
    waits = expected.way is ArrivalWay.WAITS
    intake = Intake(service_type=expected.service_type, waits_in_store=waits)
    new = NewOrder(plate.number if plate else None, expected.wish, promised_at, intake=intake)
    booked_with = session.get(Staff, expected.advisor_id) if expected.advisor_id else None
    if booked_with is not None and booked_with.active:
        new = replace(new, advisor_id=booked_with.id)
    order_id = _opened_today(session, expected.vehicle_id, at)
    if order_id is None:
        order_id = open_order(session, new, by=by, at=at)
        _place(session, operations.find(session, order_id), parts[0])
    order = operations.find(session, order_id)
    order.customer_id = expected.person_id or order.customer_id
    appointments.arrive(session, expected, order_id=order_id, at=at)
    return order_id


def _opened_today(session: Session, vehicle_id: int, at: datetime) -> int | None:
    """An order of a car that somebody opened today without its appointment."""
    is_taken = exists().where(Appointment.order_id == RepairOrder.id)
    of_car = select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id, IN_SHOP)
    today = on_days(RepairOrder.received_at, local_day(at))
    return session.scalar(of_car.where(today, ~is_taken).limit(1))


def _place(session: Session, order: RepairOrder, booked: Allocation) -> None:
    """The bay and the technician that were booked, where they are still to be had."""
    hands = booked.technician_id
    technician_id = hands if operations.is_worker(session, hands) else None
    bay_id = booked.bay_id if bays.is_free(session, booked.bay_id, beside=order.id) else None
    operations.assign(session, order, technician_id=technician_id, bay_id=bay_id)


def _promise_of(session: Session, parts: Sequence[Allocation], at: datetime) -> datetime:
    """When the last of the booked times ends, else the booked hours from now in opening hours."""
    last = max(part.ends_at for part in parts)
    if last > at:
        return last
    minutes = int(sum(part.hours for part in parts) * 60)
    opens, closes = calendar.opening(session)
    closed = closed_days(session, local_day(at))
    return rules.default_promise(at, max(minutes, 1), opens=opens, closes=closes, closed=closed)


def _check_alone(session: Session, car_id: int, seen: int | None) -> None:
    """Refuses a second order of a car that somebody opened while the form was filled in."""
    if seen is None:
        return
    standing = select(RepairOrder.id, RepairOrder.number, RepairOrder.received_at, Staff.name)
    of_car = standing.join(Staff, Staff.id == RepairOrder.advisor_id).where(
        RepairOrder.vehicle_id == car_id, IN_SHOP
    )
    other = session.execute(of_car.order_by(RepairOrder.id.desc()).limit(1)).first()
    if other is None or other.id <= seen:
        return
    raise Refused(
        rules.OPENED_MEANWHILE,
        N_(
            "{who} opened {number} for this car at {time}. Look there; press Ctrl+Enter once more"
            " to open a second order."
        ),
        field="plate",
        who=other.name,
        number=other.number,
        time=clock(other.received_at),
        order_id=other.id,
    )


def _order_of(session: Session, car: Vehicle, new: NewOrder, *, at: datetime) -> RepairOrder:
    """A new order with what its car's file says today."""
    owner, plate = lookup.owner_of(session, car.id), lookup.plate_of(car)
    return RepairOrder(
        number=next_number(session, "W", at),
        vehicle_id=car.id,
        plate=plate.number if plate else plates.normalise(new.plate or "") or None,
        model_name=lookup.model_of(car) or None,
        customer_id=owner.id if owner else None,
        received_at=at,
        stage_since=at,
    )


@allow(*DESK)
def change_intake(
    session: Session,
    order_id: int,
    intake: Intake,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Changes what was noted when the car came in; Refused for closed orders."""
    order = operations.find(session, order_id)
    check_seen(version, order.version)
    check_open(order.stage)
    _note_intake(session, order, intake, at=at, by=by)
    if intake.odometer != order.odometer_in:
        _note_odometer(session, order, intake, at=at)


@allow(*DESK, Role.TECHNICIAN)
def save_progress(
    session: Session,
    order_id: int,
    value: Progress,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Changes technician and bay, promise and stage together, where they differ."""
    order = operations.find(session, order_id)
    check_seen(version, order.version)
    technician_id, bay_id = value.technician_id, value.bay_id
    if (technician_id, bay_id) != (order.technician_id, order.bay_id):
        assign(session, order_id, technician_id=technician_id, bay_id=bay_id, by=by, at=at)
    if value.promised_at not in (None, order.promised_at):
        promise(session, order_id, value.promised_at, reason=value.promise_reason, by=by, at=at)
    if value.stage is not None:
        move(session, order_id, value.stage, reason=value.reason, by=by, at=at)


@allow(*DESK, Role.TECHNICIAN)
def promise(
    session: Session,
    order_id: int,
    until: datetime | None,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Gives or moves the promised time; a moved promise keeps its reason."""
    if until is None:
        raise Refused("order.no_promise", rules.MISSING, field="promised_at")
    order = operations.find(session, order_id)
    operations.promise(session, order, until, reason=reason, by=by, at=at)


@allow(*DESK, Role.TECHNICIAN)
def move(
    session: Session,
    order_id: int,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> Stage:
    """Moves the order to another stage and returns the one before.

    The car leaves only by `hand_over`.
    """
    if stage is Stage.DELIVERED:
        message = N_("A car is handed over at the service desk, with its settlement.")
        raise Refused("order.hand_over", message)
    order = operations.find(session, order_id)
    old = order.stage
    operations.move(session, order, stage, reason=reason, by=by, at=at)
    return old


@allow(Role.ADVISOR, Role.CONTROLLER)
def assign(
    session: Session,
    order_id: int,
    *,
    technician_id: int | None,
    bay_id: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Sets who works on the car and in which bay."""
    order = operations.find(session, order_id)
    operations.assign(session, order, technician_id=technician_id, bay_id=bay_id)


def _given(owner: Contact | None) -> Contact | None:
    """The contact, None where nothing was entered."""
    return owner if owner is not None and (owner.name or owner.phone or owner.person_id) else None


def _advisor(session: Session, chosen: int | None, customer_id: int | None, *, by: Actor) -> int:
    """Who was chosen, else the advisor who opens it, else the one whom the customer knows."""
    usual = None if Role.ADVISOR in by.roles else introduced(session, customer_id)
    advisor = session.get(Staff, chosen or (usual.id if usual is not None else by.staff_id))
    if advisor is None or not advisor.active:
        message = N_("Choose a service advisor who works here.")
        raise Refused("order.advisor", message, field="advisor_id")
    return advisor.id


def _note_intake(
    session: Session, order: RepairOrder, intake: Intake, *, at: datetime, by: Actor
) -> None:
    body_marks.check(intake.damage_marks)
    fields.copy(intake, order)
    order.reworked_id = reworked(session, order, intake.reworked_id)
    order.bringer_phone = people.phone_number(intake.bringer_phone, "bringer_phone")
    order.key_tag = _free_tag(session, order, intake.key_tag)
    order.payer_id = _payer(session, intake, by=by, at=at)


def _note_odometer(session: Session, order: RepairOrder, intake: Intake, *, at: datetime) -> None:
    """The reading of the order becomes the car's; a doubtful one that was accepted is noted."""
    last, days = operations.reading_before(session, order), 0
    if intake.odometer is not None:
        days = operations.days_since_reading(session, order, at=at)
    doubt = rules.check_odometer(
        intake.odometer,
        last=last,
        days=days,
        accepted=intake.odometer_accepted,
    )
    operations.keep_reading(session, order, intake.odometer)
    if doubt:
        session.flush()
        told = f"odometer {intake.odometer} accepted {doubt} {last}"
        audit.note(session, Act.CHANGE, Noun.REPAIR_ORDER, noun_id=order.id, reason=told)


def _free_tag(session: Session, order: RepairOrder, tag: str | None) -> str | None:
    tag = (tag or "").strip() or None
    if tag is None:
        return None
    with session.no_autoflush:
        other = session.scalar(select(RepairOrder).where(RepairOrder.key_tag == tag, IN_SHOP))
    if other is not None and other is not order:
        message = N_("Key tag {tag} hangs on order {number} ({who}). Take another tag.")
        told = {
            "tag": tag,
            "number": other.number,
            "who": bays.set_by(session, other.id, "key_tag"),
        }
        raise Refused("order.key_tag", message, field="key_tag", **told)
    return tag


def _payer(session: Session, intake: Intake, *, by: Actor, at: datetime) -> int | None:
    name, phone = (intake.payer_name or "").strip(), intake.payer_phone
    if not name and not phone:
        return None
    people.phone_number(phone, "payer_phone")
    return people.find_or_add(session, Contact(name=name, phone=phone), by=by, at=at).id
