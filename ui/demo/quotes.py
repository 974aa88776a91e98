"""A quotation: the customer of the morning is offered a car, and comes back for less."""

from __future__ import annotations

from decimal import Decimal

from app.people.lookup import by_phone
from app.sales import queries
from app.sales.facts import QuoteRow
from app.text import N_
from db.nouns import Noun
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import PHONE
from ui.parts.form import Form
from ui.sales.page import SalesPage

FIRST, SECOND = "1000", "2000"
COLOUR = "墨玉黑"


def quote_car(day: DemoDay) -> None:
    """The file of the customer leads here; the car is enough."""
    person = day.ask(by_phone, PHONE)
    assert person is not None, "the customer of the morning has a file"
    page = day.go("sales")
    assert isinstance(page, SalesPage)
    page.show_record(Noun.QUOTE_WISH, person.id)
    day.driver.settle()
    form = day.form("quote_form")
    day.driver.choose(form["trim_id"], "1.6XL")
    day.driver.fill(form, discount=FIRST)
    day.save()
    day.driver.settle()
    (row,) = _quotes(day)
    day.see(row.newest.amounts.discount == Decimal(FIRST), "the discount is quoted")
    day.see(row.on_the_road > row.newest.amounts.car_price, "tax and insurance are added")


def quote_again(day: DemoDay) -> None:
    """What was quoted stays; the next version stands beside it."""
    day.do("edit")
    day.driver.settle()
    form = day.form("quote_form")
    day.driver.fill(form, discount=SECOND)
    unfold(day, form)
    day.driver.fill(form, colour=COLOUR)
    day.save()
    day.driver.settle()
    (row,) = _quotes(day)
    told = [one.amounts.discount for one in row.told]
    day.see(told == [Decimal(FIRST), Decimal(SECOND)], "both versions can be read")
    day.photograph("quotation")


def unfold(day: DemoDay, form: Form) -> None:
    """What a quotation has beside car, discount and day."""
    if not form["colour"].isVisible():
        day.driver.push("quote_form_more")


def _quotes(day: DemoDay) -> list[QuoteRow]:
    """All quotations of the day."""
    return day.ask(queries.quotes, day.program.work.actor, at=day.clock())


STEPS = (
    DemoStep("10:56", N_("Quote a car to the customer of the morning"), quote_car),
    DemoStep("10:58", N_("Make the next version with more discount"), quote_again),
)
