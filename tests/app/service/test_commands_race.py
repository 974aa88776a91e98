"""Four programs settle one order and take its money: one wins, the others read who and when."""

from decimal import Decimal

from sqlalchemy import func, select

from app.admin import commands as house
from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from app.service.commands import lines, opening
from app.service.values import NewOrder, OtherValue
from db import upgrade
from db.store_address import StorePlace
from db.tables.bills import Payment, Settlement
from tests.app.service.racing import race
from tests.make import NOON
from tests.reliability.acting import PROGRAMS

MANY, ROUNDS = 4, 12
FREE = {
    "close_needs_odometer": False,
    "close_needs_approval": False,
    "close_needs_quality_check": False,
}


def test_one_program_settles_and_one_takes_the_money(
    founded_place: StorePlace, manager: Actor
) -> None:
    records = Records(upgrade.prepare(founded_place), DESKS)
    records.act(house.save_settings, FREE, by=manager, at=NOON)
    orders = []
    for number in range(ROUNDS):
        order = records.act(opening.open_order, NewOrder(f"京A{number:05d}"), by=manager, at=NOON)
        records.act(lines.save_other, order, OtherValue("拖车", Decimal(100)), by=manager, at=NOON)
        orders.append(order)
    records.close()
    start, results = PROGRAMS.Barrier(MANY), PROGRAMS.Queue()
    more = {"orders": orders, "start": start, "results": results}
    programs = [
        PROGRAMS.Process(target=race, args=(founded_place, seat), kwargs=more)
        for seat in range(MANY)
    ]
    for program in programs:
        program.start()
    told = dict(results.get(timeout=100) for _ in range(MANY))
    for program in programs:
        program.join(20)
    for place, answers in enumerate(zip(*told.values(), strict=True)):
        said = [answer for answer in answers if answer != "won"]
        assert len(said) == MANY - 1, answers
        number = "J261121-" if place % 2 == 0 else "R261121-"
        assert all(
            "王敏" in answer and "11-21 12:00" in answer and number in answer for answer in said
        ), said
    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        assert session.scalar(select(func.count(Settlement.id))) == ROUNDS
        assert session.scalar(select(func.sum(Payment.amount))) == Decimal(100) * ROUNDS
    records.close()
