"""Cars for sale: a truckload is pasted, one of them arrives and is reserved."""

from __future__ import annotations

from app.stock import queries
from app.stock.facts import StockRow
from app.text import N_
from db.stock_words import StockState
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import CONSULTANT
from ui.keys import Key
from ui.stock.page import StockPage

TRUCKLOAD = ("LGBH52E0XTR000301", "LGBH52E01TR000302")
"""With right check digits."""
COLOUR = "珠光白"


def paste_cars(day: DemoDay) -> None:
    """Two VINs at once, with a version and a colour for both."""
    day.go("stock")
    day.do("add_car")
    form = day.form("stock_bulk")
    form["lines"].setFocus()
    day.driver.paste("\n".join(TRUCKLOAD))
    day.driver.choose(form["trim_id"], "1.6XL")
    day.driver.fill(form, colour=COLOUR)
    day.save()
    day.driver.until("the cars", lambda: len(_cars(day)) == len(TRUCKLOAD))
    day.see({row.vin for row in _cars(day)} == set(TRUCKLOAD), "both cars are on their way")
    day.see(all(row.list_price for row in _cars(day)), "each has the list price of today")


def receive_car(day: DemoDay) -> None:
    """One press: the car is in stock from today on."""
    page = day.go("stock")
    assert isinstance(page, StockPage)
    page.show_record(page.list.desk.record_noun, _cars(day)[0].id)
    day.driver.settle()
    day.driver.push("stock_car_arrive")
    panel = page.list.panel
    day.driver.until("the car to be here", lambda: panel.row is not None and panel.row.is_here)
    day.driver.settle()
    day.see(_cars(day)[0].state is StockState.IN_STOCK, "the car is in stock")


def reserve_car(day: DemoDay) -> None:
    """The car is kept for somebody until a moment; nobody else gets it."""
    day.driver.push("stock_car_reserve")
    form = day.form("stock_car_reserve_form")
    day.driver.fill(form, note="陈女士")
    day.driver.press(Key.SAVE_RETURN)
    day.driver.until("the reservation", lambda: _cars(day)[0].hold_id)
    row = _cars(day)[0]
    day.see((row.held_for, row.holder) == ("陈女士", CONSULTANT), "the car is reserved")


def _cars(day: DemoDay) -> list[StockRow]:
    """The stock, in the order of the list."""
    actor = day.program.work.actor
    return day.ask(queries.standing, actor, at=day.clock())


STEPS = (
    DemoStep("08:20", N_("Paste the VINs of a truckload"), paste_cars),
    DemoStep("10:54", N_("Note that a car has arrived"), receive_car),
    DemoStep("10:56", N_("Reserve it for a customer"), reserve_car),
)
