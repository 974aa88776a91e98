"""A price below the floor: asked for, refused, asked for again with less, and granted."""

from __future__ import annotations

from collections.abc import Sequence

from app.labels import label
from app.sales import queries
from app.sales.facts import QuoteRow
from app.text import N_, _
from app.today_spec import TodayItem
from db.nouns import Noun
from db.sales_words import DiscountCause, QuoteState
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import CONSULTANT, CUSTOMER, MANAGER
from ui.demo.quotes import unfold
from ui.today.page import TodayPage

MUCH, LESS = "6500", "5500"
"""Of a car whose floor is 5,000 below its list price."""
NO, YES = "最多再让 500", "今天签约可以"


def ask_much(day: DemoDay) -> None:
    """The form says how far below the floor it is; a cause is enough to ask."""
    day.sign_in(CONSULTANT)
    _ask(day, MUCH)


def refuse(day: DemoDay) -> None:
    """The manager finds it on Today and says why not."""
    _decide(day, "quote_refuse", NO)
    day.see(_quote(day).state is QuoteState.REFUSED, "the discount is refused")


def ask_less(day: DemoDay) -> None:
    """The consultant reads the answer; the cause stands there already."""
    day.sign_in(CONSULTANT)
    (item,) = _waiting(day, "own_discounts")
    day.see(item.why.endswith(NO), "the answer is on Today")
    _ask(day, LESS)


def grant(day: DemoDay) -> None:
    """Granted: the quotation can be printed, and the request goes into the file."""
    _decide(day, "quote_grant", YES)
    row = _quote(day)
    day.see(row.state is QuoteState.OPEN and row.newest.signed_by == MANAGER, "it is granted")
    day.driver.push("panelMore")
    day.walk_menu(_("Print the request"))
    day.driver.settle()
    assert row.newest.request is not None
    day.keep_paper("discount-request", row.newest.request.number, CUSTOMER, YES)


def _ask(day: DemoDay, discount: str) -> None:
    day.go("sales").show_record(Noun.QUOTE, _quote(day).id)
    day.driver.settle()
    day.do("edit")
    day.driver.settle()
    form = day.form("quote_form")
    day.driver.fill(form, discount=discount)
    unfold(day, form)
    day.driver.answer(form["cause"], label(DiscountCause.RIVAL))
    day.save()
    day.driver.settle()
    day.see(_quote(day).state is QuoteState.ASKED, "the discount waits for the manager")


def _decide(day: DemoDay, button: str, answer: str) -> None:
    day.sign_in(MANAGER)
    (item,) = _waiting(day, "discounts_to_decide")
    day.see(item.who == CUSTOMER, "the request is on Today")
    day.go("sales").show_record(*item.opens)
    day.driver.settle()
    day.driver.push(button)
    day.driver.settle()
    day.driver.fill(day.form(f"{button}_form"), answer=answer)
    day.save()
    day.driver.settle()


def _waiting(day: DemoDay, kind: str) -> Sequence[TodayItem]:
    """What one list of Today says to whoever has signed in."""
    page = day.go("today")
    assert isinstance(page, TodayPage)
    shown = day.driver.until("the day", lambda: page.day)
    return shown.rows(kind)


def _quote(day: DemoDay) -> QuoteRow:
    """The one quotation of the day."""
    (row,) = day.ask(queries.quotes, day.program.work.actor, at=day.clock())
    return row


STEPS = (
    DemoStep("17:16", N_("Ask for a price below the floor"), ask_much),
    DemoStep("17:16", N_("Refuse the price below the floor"), refuse),
    DemoStep("17:17", N_("Ask for a price that is less below the floor"), ask_less),
    DemoStep("17:17", N_("Grant it and print the request"), grant),
)
