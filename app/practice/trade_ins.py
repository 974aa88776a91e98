"""Makes the cars that customers of the practice store trade in: appraised, some taken in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.body_marks import read
from app.local_time import local_day
from app.practice.fake_identities import with_check_digit
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.painted_photos import DARK, PAINTS, filled, painted
from app.sales import appraisal_rules as rules
from db.plate_words import PlateKind
from db.stock_words import CertificatePlace, ReconditioningKind
from db.tables.appraisals import Appraisal, AppraisalCost
from db.tables.photos import CarPhoto
from db.tables.reconditioning import ReconditioningStep
from db.tables.sales import Quote, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import Relation

MARGIN, DAYS = 8, 7
"""What the store keeps (%), and how long an offer is valid."""


def appraise(
    session: Session, quote: Quote, lists: PracticeLists, *, numbers: Numbering, at: datetime
) -> Appraisal:
    """The car of the customer of a quotation, looked at half an hour before."""
    place = session.scalar(select(func.count(Appraisal.id))) or 0
    kinds = lists.facts["quotes"]["trade_ins"]
    kind, seen = kinds[place % len(kinds)], at - timedelta(minutes=30)
    car = _car(session, kind, place, person_id=quote.person_id, at=seen)
    expected = Decimal(kind["expected"])
    margin = rules.usual_margin(expected, MARGIN)
    costs = [(text, Decimal(amount)) for text, amount in kind["costs"]]
    row = Appraisal(number=numbers.next("G", seen), person_id=quote.person_id, vehicle_id=car.id)
    row.appraised_at, row.appraised_by = seen, quote.staff_id
    row.odometer = car.odometer or 0
    row.condition, row.damage_marks = kind["condition"], kind["marks"]
    row.expected_price, row.margin = expected, margin
    row.offered = rules.offer(expected, (amount for _text, amount in costs), margin=margin)
    row.valid_until = local_day(at) + timedelta(days=DAYS)
    session.add(row)
    for text, amount in costs:
        session.add(AppraisalCost(appraisal_id=row.id, text=text, amount=amount))
    _photograph(session, row)
    return row


def _photograph(session: Session, row: Appraisal) -> None:
    """Every damage that is marked, and the odometer."""
    marks = read(row.damage_marks).marks
    paint = PAINTS[row.id % len(PAINTS)]
    shown = [(painted(paint, ""), one.text()) for one in marks]
    for minute, (picture, mark) in enumerate((*shown, (painted(DARK, f"{row.odometer} km"), None))):
        photo, taken = CarPhoto(appraisal_id=row.id, mark=mark), row.appraised_at
        taken += timedelta(minutes=minute)
        session.add(filled(photo, picture, taken=taken, by=row.appraised_by))


def take_in(
    session: Session,
    quote: Quote,
    price: Decimal,
    *,
    lists: PracticeLists,
    numbers: Numbering,
    at: datetime,
) -> None:
    """The car of the newest version stands in the stock; its owner is a former one."""
    newest = select(QuoteVersion.appraisal_id).where(QuoteVersion.quote_id == quote.id)
    key = session.scalar(newest.order_by(QuoteVersion.number.desc()).limit(1))
    appraisal = session.get_one(Appraisal, key)
    row = StockCar(vehicle_id=appraisal.vehicle_id, number=numbers.next("C", at))
    row.appraisal_id, row.purchase_price = appraisal.id, price
    row.asking_price, row.certificate = appraisal.expected_price, CertificatePlace.HERE
    row.arrived_on = row.payment_on = row.cared_on = local_day(at)
    session.add(row)
    _recondition(session, row, lists, place=appraisal.id, day=local_day(at))
    owned = select(VehicleRelation).where(VehicleRelation.vehicle_id == appraisal.vehicle_id)
    for owner in session.scalars(owned):
        owner.until_on = local_day(at)


def finished(session: Session, *, before: date) -> Sequence[StockCar]:
    """The used cars that came before a day and that nobody works on."""
    busy = select(ReconditioningStep.stock_car_id).where(ReconditioningStep.done_on.is_(None))
    used = StockCar.appraisal_id.is_not(None) & StockCar.left_on.is_(None)
    free = used & (StockCar.arrived_on < before) & StockCar.id.not_in(busy)
    return session.scalars(select(StockCar).where(free).order_by(StockCar.id)).all()


def _recondition(
    session: Session, row: StockCar, lists: PracticeLists, *, place: int, day: date
) -> None:
    """Some cars are done, some are with the painter for longer than was planned."""
    if place % 3 == 0:
        return
    painter = lists.facts["quotes"]["painter"]
    step = ReconditioningStep(stock_car_id=row.id, kind=ReconditioningKind.PAINT, holder=painter)
    step.started_on, step.due_on = day, day + timedelta(days=3)
    if place % 3 == 1:
        step.done_on, step.cost = step.due_on, Decimal(1_680)
    session.add(step)


def _car(
    session: Session, kind: dict[str, Any], place: int, *, person_id: int, at: datetime
) -> Vehicle:
    registered = date.fromisoformat(kind["registered"])
    car = Vehicle(vin=with_check_digit(kind["vin"], f"HY{300_201 + 59 * place:06d}"))
    car.model_name, car.colour, car.registered_on = kind["model"], kind["colour"], registered
    car.engine_number, car.body_type = f"{kind['engine']}{417_020 + 83 * place}", kind["body"]
    car.odometer, car.created_at = kind["odometer"] + 37 * place, at
    session.add(car)
    number = f"津A{70_358 + 131 * place}"
    session.add(Plate(vehicle_id=car.id, number=number, kind=PlateKind.CIVIL, from_on=registered))
    owner = VehicleRelation(vehicle_id=car.id, person_id=person_id, from_on=registered)
    owner.relation = Relation.OWNER
    session.add(owner)
    return car
