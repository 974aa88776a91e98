"""A fleet project becomes quotations and orders; its stage and its cars follow from them."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import project_commands
from app.prospects.project_commands import ProjectValue
from app.prospects.project_list import ProjectRow, project, project_history
from app.sales import commands, delivery_commands, fleet_quotes, order_commands
from app.sales.facts import QuoteRow
from app.sales.order_values import CancelEntry
from app.sales.project_sales import project_sales
from db.project_words import FleetKind, FleetResult, FleetStage
from db.sales_words import CancelCause, QuoteState, SaleState
from tests.app.sales.order_store import SaleStore
from tests.make import NOON

DAY = timedelta(days=1)


@dataclass(slots=True)
class Fleet:
    """A taxi company that wants three cars."""

    sales: SaleStore
    project: int
    buyer: int

    def row(self, viewer: Actor | None = None) -> ProjectRow:
        with self.sales.quotes.records.read() as session:
            viewer = viewer or self.sales.quotes.consultant
            found = project(session, self.project, viewer, at=NOON)
        assert found is not None
        return found

    def quote(self, **more: Any) -> QuoteRow:
        asked = {"who": self.buyer, "fleet_project_id": self.project, "cars": 3}
        return self.sales.quotes.quote(**(asked | more))

    def order(self, quote_id: int, cars: int | None, **when: Any) -> int:
        entry = self.sales.entry(quote_id, cars=cars)
        return int(self.sales.act(order_commands.save_order, entry, **when))

    def orders(self) -> list[tuple[str, int]]:
        """Noun and id of all that is listed in the project."""
        viewer = self.sales.quotes.consultant
        with self.sales.quotes.records.read() as session:
            told = project_sales(session, self.project, viewer, at=NOON)
        return [one.opens for one in told.sales]


@pytest.fixture
def fleet(sales: SaleStore) -> Fleet:
    who = Contact(name="粤运出租车公司", phone="02082345678")
    value = ProjectValue(None, who, FleetKind.INDUSTRY, "出租车换新", 3)
    key = sales.act(project_commands.save_project, value)
    with sales.quotes.records.read() as session:
        found = project(session, key, sales.quotes.consultant, at=NOON)
    assert found is not None
    return Fleet(sales, key, found.person_id)


def test_a_quotation_begins_with_what_the_project_knows(fleet: Fleet) -> None:
    with fleet.sales.quotes.records.read() as session:
        wish = fleet_quotes.project_wish(session, fleet.project, today=NOON.date())
    assert (wish.person, wish.cars) == ((fleet.buyer, "粤运出租车公司"), 3)
    quote = fleet.quote(cars=2)
    assert quote.project.endswith("出租车换新") and quote.newest.cars == 2
    assert quote.newest.together == 2 * quote.on_the_road
    with fleet.sales.quotes.records.read() as session:
        assert fleet_quotes.project_wish(session, fleet.project, today=NOON.date()).cars == 1


def test_orders_of_several_cars_are_placed_at_once_and_counted(fleet: Fleet) -> None:
    quote = fleet.quote()
    first = fleet.order(quote.id, 2)
    assert fleet.sales.quotes.row(quote.id).state is QuoteState.OPEN
    row = fleet.row()
    assert (row.sold.quoted, row.sold.placed, row.sold.delivered) == (3, 2, 0)
    with pytest.raises(Refused) as refused:
        fleet.order(quote.id, 2)
    assert refused.value.field == "cars" and "1" in refused.value.text()
    fleet.order(quote.id, None, at=NOON + DAY)
    told = fleet.sales.quotes.row(quote.id)
    assert told.state is QuoteState.ORDERED and len(told.orders) == 3
    assert [noun for noun, _key in fleet.orders()] == ["quote", *("sale_order",) * 3]
    with pytest.raises(Refused):
        fleet.order(quote.id, 1)
    fleet.sales.act(order_commands.withdraw_order, first)
    assert len(fleet.sales.quotes.row(quote.id).orders) == 1, "both of the gesture are gone"
    fleet.order(quote.id, 2)
    assert fleet.row().sold.placed == 3


def test_the_stage_follows_the_orders_and_goes_back_with_them(fleet: Fleet) -> None:
    quote = fleet.quote()
    order = fleet.order(quote.id, 1)
    assert fleet.row().stage is FleetStage.EARLY_DESIGN, "nothing is signed yet"
    fleet.sales.approve(order)
    fleet.sales.sign(order)
    row = fleet.row()
    assert (row.stage, row.result) == (FleetStage.STOCK_PREPARATION, FleetResult.WON)
    with fleet.sales.quotes.records.read() as session:
        history = project_history(session, fleet.project, at=NOON)
    assert {one.stage for one in history.stages} == {
        FleetStage.EARLY_DESIGN,
        FleetStage.STOCK_PREPARATION,
    }
    for stage in (FleetStage.TENDER, FleetStage.STOCK_PREPARATION):
        with pytest.raises(Refused):
            fleet.sales.act(project_commands.move_stage, fleet.project, stage)
    with pytest.raises(Refused) as refused:
        note = {"note": "价格太高"}
        fleet.sales.act(project_commands.note_result, fleet.project, FleetResult.LOST, **note)
    assert refused.value.code == "project.ordered"
    cancel = CancelEntry(CancelCause.CUSTOMER, "预算没批")
    fleet.sales.act(order_commands.cancel, order, cancel, by=fleet.sales.quotes.manager)
    row = fleet.row()
    assert (row.stage, row.result) == (FleetStage.EARLY_DESIGN, None)
    assert row.sold.placed == 0


def test_a_project_is_completed_when_every_ordered_car_is_handed_over(fleet: Fleet) -> None:
    quote = fleet.quote()
    first = fleet.order(quote.id, 2)
    fleet.sales.make_ready(first)
    fleet.sales.hand_over(first)
    row = fleet.row()
    assert (row.stage, row.sold.delivered) == (FleetStage.ACCEPTANCE, 1)
    assert fleet.sales.row(first).state is SaleState.DELIVERED
    with pytest.raises(Refused) as refused:
        fleet.sales.act(project_commands.complete_project, fleet.project)
    assert refused.value.code == "project.waiting"


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"fleet_project_id": None}, "cars"),
        ({"trade_in": Decimal(9000), "trade_in_car": "骐达"}, "cars"),
        ({"who": None}, "who"),
    ],
)
def test_what_several_cars_cannot_be(fleet: Fleet, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        fleet.quote(**wrong)
    assert refused.value.field == field


def test_a_project_of_another_buyer_or_colleague_is_not_quoted(fleet: Fleet) -> None:
    with pytest.raises(Refused) as refused:
        fleet.quote(who=fleet.sales.quotes.person)
    assert refused.value.code == "quote.other_project"
    with pytest.raises(Refused) as refused:
        fleet.quote(by=fleet.sales.quotes.colleague)
    assert refused.value.code == "project.not_yours"


def test_the_next_version_keeps_the_cars_that_are_ordered(fleet: Fleet) -> None:
    quote = fleet.quote()
    fleet.order(quote.id, 2)
    again = fleet.sales.quotes.entry(who=None, id=quote.id, version=quote.version, cars=1)
    with pytest.raises(Refused) as refused:
        fleet.sales.act(commands.save_quote, again)
    assert refused.value.field == "cars"


def test_a_car_is_given_to_each_order_of_a_quotation(fleet: Fleet) -> None:
    quote = fleet.quote()
    fleet.order(quote.id, 2)
    keys = [key for noun, key in fleet.orders() if noun == "sale_order"]
    for place, key in enumerate(keys, 1):
        fleet.sales.approve(key)
        fleet.sales.act(delivery_commands.give_car, key, fleet.sales.car(place))
    assert {fleet.sales.row(key).quote_car for key in keys} == {1, 2}
