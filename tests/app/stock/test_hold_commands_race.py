"""Two PCs reserve one car at the same moment: one has it, the other reads who and until when."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.stock import commands, hold_commands
from app.stock.values import NewHold, StockEntry
from db import upgrade
from db.store_address import StorePlace
from db.tables.stock import CarHold
from tests import make as makers
from tests.make import NOON
from tests.racing import Round, loss, raced

ROUNDS = 12
NAMES = ("李强", "赵敏")


def reserve(car: int, name: str) -> Round:
    return Round(hold_commands.reserve, (car, NewHold(note=name)))


def furnish(place: StorePlace, manager: Actor) -> tuple[list[tuple[int, str]], list[int]]:
    """Two consultants, and a car for every round."""

    def found(session: Any, *, by: Actor, at: Any) -> tuple[list[tuple[int, str]], list[int]]:
        seats = [(makers.staff(session, name).id, name) for name in NAMES]
        trim, cars = makers.trim(session, "轩逸").id, []
        for number in range(ROUNDS):
            vin = with_check_digit("LGBH52E0", f"TR{number:06d}")
            entry = StockEntry(vin=vin, trim_id=trim)
            cars.append(commands.save_car(session, entry, by=by, at=at))
        return seats, cars

    records = Records(upgrade.prepare(place), DESKS)
    try:
        return records.act(found, by=manager, at=NOON)
    finally:
        records.close()


def test_one_of_two_consultants_has_the_car(founded_place: StorePlace, manager: Actor) -> None:
    seats, cars = furnish(founded_place, manager)
    rounds = [[reserve(car, name) for car in cars] for _id, name in seats]
    for answers in raced(founded_place, seats, rounds):
        why = loss(answers)
        assert why.startswith("hold.taken"), why
        assert any(name in why for name in NAMES) and "2026-11-23 12:00" in why, why
    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        assert session.scalar(select(func.count(CarHold.id))) == ROUNDS
    records.close()


def test_the_database_itself_keeps_a_second_hold_away(
    founded_place: StorePlace, manager: Actor
) -> None:
    (seat, _other), cars = furnish(founded_place, manager)

    def hold(session: Any, *, by: Actor, at: Any) -> None:
        for _time in range(2):
            row = CarHold(stock_car_id=cars[0], staff_id=seat[0], held_at=at)
            row.held_until = at.replace(year=2027)
            session.add(row)
        session.flush()

    records = Records(upgrade.prepare(founded_place), DESKS)
    with pytest.raises(Refused, match=r"record\.taken"):
        records.act(hold, by=manager, at=NOON)
    records.close()
