"""The margin of an order, by hand, for those who may know cost prices."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.admin import commands as admin
from app.permissions import Actor
from app.service.queries.margin import Margin, margin
from app.service.settings import PriceSettings
from db.vocabulary import Role
from tests import make as makers


def read(desk: Any, order: int, viewer: Actor | None) -> Margin | None:
    with desk.records.read() as session:
        return margin(session, order, viewer=viewer)


def test_the_margin_is_for_who_may_know_it(
    desk: Any, order: int, make: Callable[..., int], act: Any
) -> None:
    filter_id = make(makers.part, "F1", price=Decimal("45.00"), cost=Decimal("31.50"))
    desk.labour(order, hours="1.00")
    desk.part(order, quantity="2", part_id=filter_id)
    desk.part(order, "垫片", price="5.00")
    desk.part(order, "自带机油", price="300.00", by_customer=True)
    found = read(desk, order, desk.manager)
    assert found == Margin(Decimal("215.00"), Decimal("63.00"), 1), "120 + 90 + 5, 2 x 31.50"
    assert (found.earned, found.percent) == (Decimal("152.00"), 71)
    for actor in (desk.advisor, desk.technician, desk.cashier, None):
        assert read(desk, order, actor) is None
    clerk = Actor(desk.technician.staff_id, "孙", frozenset({Role.PARTS}), "配件")
    assert read(desk, order, clerk) == found
    act(admin.save_settings, {"advisor_sees_margin": True})
    assert read(desk, order, desk.advisor) == found
    assert read(desk, order, desk.technician) is None
    assert PriceSettings().advisor_sees_margin is False
