"""Which free cars an order is offered: version, colours, reservations."""

from app.sales import delivery_commands, matching, order_commands
from app.stock import hold_commands
from app.stock.values import NewHold
from tests.app.sales.order_store import SaleStore
from tests.make import NOON


def offered(sales: SaleStore, order: int) -> list[int]:
    with sales.quotes.records.read() as session:
        viewer = sales.quotes.consultant
        return [key for key, _told in matching.options(session, order, viewer, at=NOON)]


def test_the_ordered_colour_comes_first_and_a_second_choice_after_it(sales: SaleStore) -> None:
    quote = sales.quotes.quote(colour="墨玉黑")
    entry = sales.entry(quote.id, second_colour="珠光白")
    order = sales.act(order_commands.save_order, entry)
    white, _red, black = (
        sales.car(place, colour=colour)
        for place, colour in enumerate(("珠光白", "玛瑙红", "墨玉黑"), 1)
    )
    assert offered(sales, order) == [black, white]


def test_without_a_colour_every_car_of_the_version_fits(sales: SaleStore) -> None:
    order = sales.place()
    cars = [sales.car(place, colour=colour) for place, colour in ((1, "珠光白"), (2, "玛瑙红"))]
    assert offered(sales, order) == cars


def test_a_car_of_another_order_or_reservation_is_not_offered(sales: SaleStore) -> None:
    store = sales.quotes
    order, other = sales.place(), sales.place()
    first, second, third = (sales.car(place) for place in (1, 2, 3))
    sales.approve(other)
    sales.act(delivery_commands.give_car, other, first)
    sales.act(hold_commands.reserve, second, NewHold(note="老客户"), by=store.colleague)
    sales.act(hold_commands.reserve, third, NewHold(person_id=store.person), by=store.colleague)
    assert offered(sales, order) == [third]
