"""Who has a car for reconditioning, until when, and what it cost (E9)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import settings
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.stock import commands, outlet_commands, queries, recondition_commands, today
from app.stock.facts import StockRow
from app.stock.outlet_values import OutletEntry, TransferEntry
from app.stock.values import Leaving, StepBegin, StepEnd, StockEntry
from app.today_spec import AskedDay
from db.outlet_words import OutletKind, TransferKind
from db.stock_words import LeftHow, ReconditioningKind
from tests.app.stock.conftest import VINS
from tests.make import NOON

PAINT = StepBegin(ReconditioningKind.PAINT, "永顺钣喷")


class Yard:
    """A car that stands here, and the one who writes."""

    def __init__(self, records: Records, manager: Actor, version: int) -> None:
        self.records, self.by = records, manager
        entry = StockEntry(
            vin=VINS[0],
            trim_id=version,
            arrived_on=NOON.date(),
            purchase_price=Decimal(44_400),
        )
        self.car = self.act(commands.save_car, entry)

    def act(self, command: Any, *args: Any) -> Any:
        return self.records.act(command, *args, by=self.by, at=NOON)

    def row(self, days: int = 0) -> StockRow:
        with self.records.read() as session:
            (row,) = queries.stock(session, self.by, at=NOON + timedelta(days=days))
        return row


@pytest.fixture
def yard(records: Records, manager: Actor, version: int) -> Yard:
    return Yard(records, manager, version)


def test_a_step_is_late_after_its_day_and_waits_today(yard: Yard) -> None:
    yard.act(recondition_commands.begin_step, yard.car, PAINT)
    step = yard.row().open_step
    assert step is not None
    assert (step.holder, step.due_on) == ("永顺钣喷", NOON.date() + timedelta(days=3))
    assert not yard.row(3).is_step_late and yard.row(4).is_step_late
    with yard.records.read() as session:
        told = settings.load(session)
        days = [NOON + timedelta(days=many) for many in (3, 4)]
        found = [today.late_steps(session, AskedDay(yard.by, day, told)) for day in days]
    assert found[0] == () and "永顺钣喷" in found[1][0].what


def test_what_a_step_cost_adds_to_what_the_car_stands_at(yard: Yard) -> None:
    step = yard.act(recondition_commands.begin_step, yard.car, PAINT)
    yard.act(recondition_commands.finish_step, step, StepEnd(Decimal(1_680)))
    row = yard.row()
    assert (row.open_step, row.step_cost, row.stands_at) == (None, 1_680, 46_080)
    with pytest.raises(Refused, match=r"step\.over"):
        yard.act(recondition_commands.finish_step, step, StepEnd())
    yard.act(recondition_commands.take_back_finish, step)
    assert yard.row().stands_at == 44_400
    yard.act(recondition_commands.take_back_begin, step)
    assert yard.row().steps == ()


def test_a_car_is_in_one_place(yard: Yard) -> None:
    yard.act(recondition_commands.begin_step, yard.car, PAINT)
    with pytest.raises(Refused, match=r"step\.open") as refusal:
        yard.act(recondition_commands.begin_step, yard.car, PAINT)
    assert "永顺钣喷" in refusal.value.text()
    with pytest.raises(Refused, match=r"stock\."):
        yard.act(commands.remove_car, yard.car)


def test_what_is_missing_is_said_beside_its_field(yard: Yard) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    for field, entry in (
        ("kind", StepBegin(None, "钱工")),
        ("holder", StepBegin(ReconditioningKind.REPAIR, " ")),
        ("due_on", StepBegin(ReconditioningKind.REPAIR, "钱工", yesterday)),
    ):
        with pytest.raises(Refused) as refusal:
            yard.act(recondition_commands.begin_step, yard.car, entry)
        assert refusal.value.field == field


def test_a_car_that_somebody_works_on_neither_leaves_nor_goes_to_an_outlet(yard: Yard) -> None:
    step = yard.act(recondition_commands.begin_step, yard.car, PAINT)
    outlet = yard.act(outlet_commands.save_outlet, OutletEntry(name="城北", kind=OutletKind.DIRECT))
    sent = {"outlet_id": outlet, "kind": TransferKind.CONSIGNMENT, "price": Decimal(90_000)}
    away = TransferEntry(stock_car_id=yard.car, taker="孙师傅", reason="展会", **sent)
    for command, *args in (
        (outlet_commands.send, away),
        (commands.leave, yard.car, Leaving(how=LeftHow.RETURNED)),
    ):
        with pytest.raises(Refused, match=r"step\.open") as told:
            yard.act(command, *args)
        assert "永顺钣喷" in str(told.value.facts)
    yard.act(recondition_commands.finish_step, step, StepEnd())
    yard.act(outlet_commands.send, away)
    with pytest.raises(Refused, match=r"stock\.away"):
        yard.act(recondition_commands.begin_step, yard.car, PAINT)
