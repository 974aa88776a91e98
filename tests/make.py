"""One maker per noun: the least that is true, everything else by keyword."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor
from db.plate_words import PlateKind
from db.sales_words import DepositKind
from db.tables.admin import Staff
from db.tables.clocks import JobClock
from db.tables.fleet import DemoCar, Loan, TestDrive
from db.tables.parts import LabourItem, Part
from db.tables.people import Consent, Person, Phone
from db.tables.prospects import Prospect
from db.tables.reception import Visit
from db.tables.sale_orders import SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.tables.service import Bay, LabourLine, RepairOrder
from db.tables.stock import StockCar
from db.tables.store_lists import Level, Purpose, Source
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle
from db.vocabulary import ConsentPurpose, LineState, Role, VisitKind

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
AFTERNOON = NOON + timedelta(hours=2, minutes=40)
PASSWORD = "right-horse-9"
"""Of the founder."""
FOUNDER = Actor(1, "王敏", frozenset({Role.MANAGER, Role.ADMINISTRATOR}), "前台1")
_next = count(1)


def staff(session: Session, name: str = "", *roles: Role, **more: Any) -> Staff:
    return _add(
        session,
        Staff(
            name=name or f"同事{next(_next)}", roles=frozenset(roles or (Role.CONSULTANT,)), **more
        ),
    )


def person(session: Session, name: str = "张伟", phone: str | None = None, **more: Any) -> Person:
    made = _add(session, Person(name=name, created_at=NOON, **more))
    if phone:
        _add(session, Phone(person_id=made.id, number=phone))
    return made


def sales_consent(session: Session, who: Person) -> Consent:
    """The customer agreed to be called about a purchase."""
    given = Consent(person_id=who.id, purpose=ConsentPurpose.SALES_CONTACT, notice_edition=1)
    given.way, given.given_at, given.given_by = "书面签字", NOON, 1
    return _add(session, given)


def vehicle(session: Session, plate: str | None = None, **more: Any) -> Vehicle:
    made = _add(session, Vehicle(created_at=NOON, **more))
    if plate:
        _add(
            session,
            Plate(vehicle_id=made.id, number=plate, kind=PlateKind.CIVIL, from_on=date(2020, 1, 1)),
        )
    return made


def car_model(session: Session, name: str = "", **more: Any) -> CarModel:
    return _add(session, CarModel(name=name or f"车型{next(_next)}", **more))


def trim(
    session: Session, name: str = "1.6XL", *, model: CarModel | None = None, **more: Any
) -> Trim:
    return _add(session, Trim(model_id=(model or car_model(session)).id, name=name, **more))


def purpose(session: Session, name: str = "", **more: Any) -> Purpose:
    return _add(session, Purpose(name=name or f"目的{next(_next)}", **more))


def source(session: Session, name: str = "", **more: Any) -> Source:
    return _add(session, Source(name=name or f"来源{next(_next)}", **more))


def level(session: Session, code: str = "", days: int = 3, **more: Any) -> Level:
    code = code or f"L{next(_next) % 1000}"  # four signs, however long a run has been
    return _add(session, Level(code=code, name=code, contact_every_days=days, **more))


def visit(session: Session, *, by: int, at: datetime = NOON, **more: Any) -> Visit:
    more.setdefault("purpose_id", purpose(session).id if "purpose_id" not in more else None)
    return _add(
        session,
        Visit(kind=more.pop("kind", VisitKind.WALK_IN), arrived_at=at, received_by=by, **more),
    )


def prospect(session: Session, who: Person, owner: Staff, grade: Level, **more: Any) -> Prospect:
    return _add(
        session,
        Prospect(person_id=who.id, owner_id=owner.id, level_id=grade.id, opened_at=NOON, **more),
    )


def demo_car(session: Session, plate: str = "", **more: Any) -> DemoCar:
    more.setdefault(
        "trim_id", trim(session, f"试驾{next(_next)}").id if "trim_id" not in more else None
    )
    return _add(session, DemoCar(plate=plate or f"京A{next(_next):05d}", **more))


def stock_car(session: Session, number: str = "", **more: Any) -> StockCar:
    more.setdefault("vehicle_id", vehicle(session).id)
    return _add(session, StockCar(number=number or f"C{next(_next):05d}", **more))


def signed_order(
    session: Session, who: Person, at: datetime = NOON, *, by: int = 1, **more: Any
) -> SaleOrder:
    """An order for a car, signed when it was placed, on a quotation that says little."""
    place = next(_next)
    quote = _add(session, Quote(number=f"Q{place:05d}", person_id=who.id, staff_id=by))
    agreed = {"car_price": Decimal(139_900), "tax_typed": False, "valid_until": date(2030, 1, 1)}
    nothing = dict.fromkeys(("discount", "tax", "plate_fee", "trade_in"), Decimal(0))
    made = {"made_at": at, "made_by": by, "trim_id": trim(session).id}
    version = _add(session, QuoteVersion(quote_id=quote.id, number=1, **agreed, **nothing, **made))
    order = SaleOrder(number=f"D{place:05d}", quote_id=quote.id, quote_version_id=version.id)
    order.person_id, order.staff_id = who.id, by
    order.placed_at = order.signed_at = order.valid_signature_at = at
    order.deposit, order.deposit_kind = Decimal(5_000), DepositKind.EARNEST
    order.promised_on = date(2030, 1, 1)
    for name, value in more.items():
        setattr(order, name, value)
    order.delivered_by = by if order.delivered_at is not None else None
    return _add(session, order)


def route(session: Session, name: str = "", **more: Any) -> DriveRoute:
    return _add(
        session, DriveRoute(name=name or f"路线{next(_next)}", kilometres=6, minutes=20, **more)
    )


def test_drive(session: Session, car: DemoCar, **more: Any) -> TestDrive:
    return booking(session, TestDrive, car, **more)


test_drive.__test__ = False  # type: ignore[attr-defined]


def loan(session: Session, car: DemoCar, order: RepairOrder, **more: Any) -> Loan:
    return booking(session, Loan, car, order_id=order.id, **more)


def booking(
    session: Session,
    noun: type[Any],
    car: DemoCar,
    *,
    by: int,
    at: datetime = NOON,
    minutes: int = 30,
    **more: Any,
) -> Any:
    end = at + timedelta(minutes=minutes)
    more = {"held_until": end, "booked_at": at} | more
    return _add(session, noun(car_id=car.id, starts_at=at, ends_at=end, booked_by=by, **more))


def bay(session: Session, name: str = "", **more: Any) -> Bay:
    return _add(session, Bay(name=name or f"工位{next(_next)}", **more))


def labour_item(session: Session, code: str = "", **more: Any) -> LabourItem:
    code = code or f"G{next(_next):03d}"
    return _add(
        session,
        LabourItem(
            code=code,
            name=more.pop("name", "更换机油机滤"),
            hours=Decimal("0.80"),
            rate=Decimal("120.00"),
            **more,
        ),
    )


def part(session: Session, number: str = "", **more: Any) -> Part:
    return _add(
        session,
        Part(
            number=number or f"P{next(_next):05d}",
            name=more.pop("name", "机油滤清器"),
            price=more.pop("price", Decimal("45.00")),
            **more,
        ),
    )


def repair_order(
    session: Session, car: Vehicle, *, by: int, at: datetime = NOON, **more: Any
) -> RepairOrder:
    more.setdefault("number", f"W-{next(_next):05d}")
    more = {"received_at": at, "stage_since": at} | more
    return _add(session, RepairOrder(vehicle_id=car.id, advisor_id=by, **more))


def labour_line(session: Session, order_id: int, hours: str = "1.00", **more: Any) -> LabourLine:
    """A job that the customer agreed to, at 100 yuan per hour."""
    sold = Decimal(hours)
    more = {"name": "更换刹车片", "position": 1, "state": LineState.APPROVED} | more
    price = {"hours": sold, "rate": Decimal("100.00"), "fee": sold * 100}
    return _add(session, LabourLine(order_id=order_id, **price, **more))


def running_clock(session: Session, staff_id: int, line_id: int, at: datetime = NOON) -> JobClock:
    """Somebody works at a job since `at`."""
    return _add(session, JobClock(line_id=line_id, staff_id=staff_id, started_at=at))


def _add(session: Session, thing: Any) -> Any:
    session.add(thing)
    session.flush()
    return thing
