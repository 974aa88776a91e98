"""Two PCs send one car to an outlet, or one sends and one reserves it: one wins."""

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.desks import DESKS
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.stock import commands, outlet_commands
from app.stock.outlet_values import OutletEntry, TransferEntry
from app.stock.values import StockEntry
from db import upgrade
from db.outlet_words import OutletKind, TransferKind
from db.store_address import StorePlace
from db.tables.outlets import CarTransfer
from db.tables.stock import CarHold
from db.vocabulary import Role
from tests import make as makers
from tests.app.stock.test_hold_commands_race import reserve
from tests.make import NOON
from tests.racing import Round, loss, raced

ROUNDS = 8
NAMES = ("李强", "赵敏")


def send(car: int, name: str, *, reason: str | None = None) -> Round:
    """The car goes to the first outlet."""
    terms = {"kind": TransferKind.CONSIGNMENT, "price": Decimal(99), "taker": name}
    entry = TransferEntry(stock_car_id=car, outlet_id=1, reason=reason, **terms)
    return Round(outlet_commands.send, (entry,))


def furnish(place: StorePlace, manager: Actor) -> tuple[list[tuple[int, str]], list[int]]:
    """Two colleagues, an outlet, and a car that is here for every round."""

    def found(session: Any, *, by: Actor, at: Any) -> tuple[list[tuple[int, str]], list[int]]:
        seats = [
            (makers.staff(session, name, Role.CONSULTANT, Role.MANAGER).id, name) for name in NAMES
        ]
        outlet = OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE)
        outlet_commands.save_outlet(session, outlet, by=by, at=at)
        trim, cars = makers.trim(session, "轩逸").id, []
        for number in range(ROUNDS):
            vin = with_check_digit("LGBH52E0", f"TR{number:06d}")
            entry = StockEntry(vin=vin, trim_id=trim, arrived_on=at.date())
            cars.append(commands.save_car(session, entry, by=by, at=at))
        return seats, cars

    records = Records(upgrade.prepare(place), DESKS)
    try:
        return records.act(found, by=manager, at=NOON)
    finally:
        records.close()


def test_one_of_two_has_the_car(founded_place: StorePlace, manager: Actor) -> None:
    seats, cars = furnish(founded_place, manager)
    rounds = [
        [
            reserve(car, name) if turn % 2 and place else send(car, name)
            for turn, car in enumerate(cars)
        ]
        for place, (_id, name) in enumerate(seats)
    ]
    for answers in raced(founded_place, seats, rounds):
        why = loss(answers)
        assert why.partition(":")[0] in ("stock.away", "hold.taken"), answers
        assert any(name in why for name in NAMES) and "12:00" in why, why
    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        both = [session.scalar(select(func.count(one.id))) for one in (CarTransfer, CarHold)]
    assert sum(one or 0 for one in both) == ROUNDS
    records.close()
