"""A car at another workshop has a name there; the card comes back with it, and undo sends it on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.orders.commands import send_out
from app.orders.queries import rows_of
from app.orders.sublets import SubletValue
from app.records import Records
from app.workshop import commands
from db.tables.workshop import SubletTrip
from db.vocabulary import Stage
from tests import make as makers
from tests.make import NOON

BACK = NOON + timedelta(hours=5)


@pytest.fixture
def order(make: Callable[..., int]) -> int:
    def maker(session: Any) -> Any:
        car = makers.vehicle(session, "京A12345")
        return makers.repair_order(session, car, by=1, plate="京A12345", stage=Stage.IN_WORK)

    return make(maker)


def test_the_way_out_and_back_and_its_undo(
    records: Records, act: Callable[..., Any], order: int
) -> None:
    with pytest.raises(Refused, match=r"sublet\.unnamed"):
        act(commands.move, order, Stage.SUBLET)
    with pytest.raises(Refused, match=r"sublet\.workshop"):
        act(send_out, order, SubletValue(" "))
    with pytest.raises(Refused, match=r"sublet\.expected"):
        act(send_out, order, SubletValue("城东钣喷", NOON - timedelta(hours=1)))
    assert act(send_out, order, SubletValue("城东钣喷", BACK, "后杠喷漆")) is Stage.IN_WORK

    def row() -> Any:
        with records.read() as session:
            return rows_of(session, [order])[0]

    assert (row().stage, row().sublet_to, row().sublet_until) == (Stage.SUBLET, "城东钣喷", BACK)
    act(commands.move, order, Stage.IN_WORK)
    assert (row().stage, row().sublet_to) == (Stage.IN_WORK, None)
    act(commands.move, order, Stage.SUBLET)
    assert (row().sublet_to, row().sublet_until) == ("城东钣喷", BACK), "the same way goes on"
    with records.read() as session:
        assert len(session.scalars(select(SubletTrip)).all()) == 1


def test_a_car_that_is_away_is_not_given_up(act: Callable[..., Any], order: int) -> None:
    act(send_out, order, SubletValue("城东钣喷"))
    with pytest.raises(Refused, match=r"order\.move"):
        act(commands.move, order, Stage.CANCELLED, reason="客户放弃")
