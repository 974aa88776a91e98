"""A price below the floor is asked for, decided once, and lets exactly itself through (D4)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app import settings
from app.admin.commands import save_settings
from app.errors import Refused
from app.paper import pages
from app.permissions import Actor
from app.sales import (
    commands,
    discount_commands,
    discount_paper,
    discount_paper_facts,
    discount_today,
    order_commands,
)
from app.sales.discount_paper_facts import DiscountAsked
from app.sales.facts import DiscountFacts, QuoteRow
from app.sales.order_values import SaleChangeEntry
from app.sales.values import GivenDiscount
from app.text import use
from app.today_spec import AskedDay
from db.nouns import Noun
from db.sales_words import DiscountCause, QuoteState
from db.tables.admin import Audit
from db.tables.stock import StockCar
from db.vocabulary import Role
from tests.app.sales.order_store import open_sales
from tests.app.sales.store import FLOOR, LIST, QuoteStore
from tests.make import NOON

DAY = timedelta(days=1)
BELOW = LIST - FLOOR + 500
ASKED = {"discount": BELOW, "cause": DiscountCause.RIVAL, "override_reason": "他店低 600"}


def ask(showroom: QuoteStore, **more: Any) -> QuoteRow:
    return showroom.quote(**(ASKED | more))


def request(row: QuoteRow) -> DiscountFacts:
    assert row.newest.request is not None
    return row.newest.request


def decide(
    showroom: QuoteStore, row: QuoteRow, answer: str | None = "今天签约可以", **more: Any
) -> QuoteRow:
    command = more.pop("command", discount_commands.grant_discount)
    showroom.act(command, request(row).id, answer, **({"by": showroom.manager} | more))
    return showroom.row(row.id)


def test_a_consultant_asks_with_a_cause_and_nothing_can_be_given_out(
    showroom: QuoteStore,
) -> None:
    row = ask(showroom, gifts=(("脚垫", Decimal(480)),), income=Decimal(900))
    one = request(row)
    assert (row.state, one.number, one.asker) == (QuoteState.ASKED, "Y261121-001", "李强")
    assert (one.list_price, one.floor_price, one.cost) == (LIST, FLOOR, None)
    assert row.margin is None and not row.may_decide, "the margin is not the consultant's"
    seen = showroom.row(row.id, viewer=showroom.manager)
    # 129,500 - 480 gifts - 130,000 floor + 900
    assert (seen.margin, seen.may_decide) == (Decimal(-80), True)
    with pytest.raises(Refused, match=r"discount\.waits"):
        showroom.to_print(row.newest.id)


def test_another_cause_is_named(showroom: QuoteStore) -> None:
    with pytest.raises(Refused, match=r"discount\.no_note"):
        ask(showroom, cause=DiscountCause.OTHER, override_reason=" ")


def test_the_cost_is_that_of_a_free_car_of_the_asked_colour_first(
    showroom: QuoteStore, make: Callable[..., int]
) -> None:
    sales = open_sales(showroom, make)
    for place, (colour, price) in enumerate((("珠光白", 121_000), ("墨玉黑", 122_000))):
        car = sales.car(place + 1, colour=colour)

        def buy(session: Any, *, by: Actor, at: Any, car: int = car, price: int = price) -> None:
            session.get_one(StockCar, car).purchase_price = Decimal(price)

        showroom.act(buy)
    assert request(ask(showroom, colour="墨玉黑")).cost == 122_000
    assert request(ask(showroom, colour="绛红")).cost == 121_000


def test_a_granted_price_is_printed_ordered_and_covers_no_lower_one(
    showroom: QuoteStore, make: Callable[..., int]
) -> None:
    row = decide(showroom, ask(showroom))
    one = request(row)
    assert (row.state, row.newest.signed_by) == (QuoteState.OPEN, showroom.manager.name)
    assert (one.level, one.granted, one.answer) == (Role.MANAGER, True, "今天签约可以")
    assert showroom.to_print(row.newest.id).version == row.newest
    dearer = {"id": row.id, "discount": BELOW - 1, "valid_until": row.valid_until}
    covered = showroom.quote(**dearer)
    assert covered.newest.request is None and covered.newest.signed_by == showroom.manager.name
    with pytest.raises(Refused, match=r"discount\.later"):
        showroom.quote(**(dearer | {"valid_until": row.valid_until + DAY}))
    with pytest.raises(Refused, match=r"quote\.below"):
        showroom.quote(**(dearer | {"discount": BELOW + 1}))
    with pytest.raises(Refused, match=r"quote\.below"):
        showroom.quote(id=row.id, discount=BELOW, at=NOON + 8 * DAY)
    sales = open_sales(showroom, make)
    assert showroom.act(order_commands.save_order, sales.entry(row.id))


def test_a_refused_price_is_neither_printed_nor_ordered_and_tells_why(
    showroom: QuoteStore, make: Callable[..., int]
) -> None:
    sales, row = open_sales(showroom, make), ask(showroom)
    with pytest.raises(Refused, match=r"discount\.waits"):
        showroom.act(order_commands.save_order, sales.entry(row.id))
    refuse = {"command": discount_commands.refuse_discount}
    with pytest.raises(Refused, match=r"discount\.no_answer"):
        decide(showroom, row, " ", **refuse)
    row = decide(showroom, row, "可送首保", **refuse)
    assert (row.state, request(row).answer) == (QuoteState.REFUSED, "可送首保")
    for command, told in (
        (order_commands.save_order, sales.entry(row.id)),
        (discount_commands.grant_discount, request(row).id),
    ):
        more = (None,) if command is discount_commands.grant_discount else ()
        with pytest.raises(Refused, match=r"discount\.(refused|decided)") as refusal:
            showroom.act(command, told, *more, by=showroom.manager)
        assert showroom.manager.name in refusal.value.text()


def test_an_order_takes_over_no_change_that_nobody_granted(
    showroom: QuoteStore, make: Callable[..., int]
) -> None:
    sales = open_sales(showroom, make)
    order = sales.place()
    row = ask(showroom, id=sales.row(order).quote_id)
    with pytest.raises(Refused, match=r"discount\.waits"):
        showroom.act(order_commands.change, order, SaleChangeEntry("少 500"))
    assert row.state is QuoteState.ORDERED


def test_a_role_decides_up_to_its_amount_and_is_kept_as_the_level(
    showroom: QuoteStore, make: Callable[..., int]
) -> None:
    sales, row = open_sales(showroom, make), ask(showroom)
    with pytest.raises(Refused, match=r"discount\.level"):
        decide(showroom, row, by=sales.cashier)
    changed = {"consultant_below": 100, "cashier_below": 500}
    showroom.act(save_settings, changed, by=showroom.manager)
    assert request(decide(showroom, row, by=sales.cashier)).level is Role.CASHIER
    own = ask(showroom, discount=LIST - FLOOR + 100)
    assert (request(own).level, own.newest.signed_by) == (Role.CONSULTANT, "李强")


def test_a_later_version_or_the_end_of_the_offer_ends_a_request(showroom: QuoteStore) -> None:
    row = ask(showroom)
    with pytest.raises(Refused, match=r"discount\.gone"):
        decide(showroom, row, at=NOON + 8 * DAY)
    showroom.quote(id=row.id, discount=Decimal(1_000))
    with pytest.raises(Refused, match=r"discount\.gone"):
        decide(showroom, row)
    showroom.act(commands.withdraw, ask(showroom).id)


def waiting(showroom: QuoteStore, viewer: Actor, kind: Any, at: Any = NOON) -> list[str]:
    with showroom.records.read() as session:
        asked = AskedDay(viewer, at, settings.load(session))
        return [item.why for item in kind(session, asked)]


def test_today_tells_the_manager_what_waits_and_the_consultant_what_was_decided(
    showroom: QuoteStore,
) -> None:
    use("en")
    row = ask(showroom)
    (why,) = waiting(showroom, showroom.manager, discount_today.to_decide)
    assert why == "¥500.00 below the floor · A rival offers less · 他店低 600"
    assert not waiting(showroom, showroom.consultant, discount_today.to_decide)
    decide(showroom, row)
    (told,) = waiting(showroom, showroom.consultant, discount_today.decided)
    assert told == f"granted by {showroom.manager.name} · 今天签约可以"
    assert not waiting(showroom, showroom.manager, discount_today.to_decide)
    assert not waiting(showroom, showroom.colleague, discount_today.decided)
    assert not waiting(showroom, showroom.consultant, discount_today.decided, at=NOON + 3 * DAY)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_paper_adds_up_to_the_margin_and_is_kept(showroom: QuoteStore, language: str) -> None:
    use(language)
    row = decide(showroom, ask(showroom, gifts=(("脚垫", Decimal(480)),)))
    about = (row.newest.id, DiscountAsked("李经理", NOON))

    def facts(viewer: Actor) -> Any:
        with showroom.records.read() as session:
            return discount_paper_facts.discount_paper(session, *about, viewer=viewer)

    with pytest.raises(Refused, match=r"discount\.not_yours"):
        facts(showroom.consultant)
    pdf = discount_paper.discount_request(facts(showroom.manager))
    assert pages.page_count(pdf) == 1
    said = "".join(pages.page_text(pdf, 0).split())
    for one in ("Y261121-001", "周雨桐", "129,500.00", "-480.00", "-980.00", "今天签约可以"):
        assert one in said, one
    given = GivenDiscount(request(row).id, pdf)
    assert showroom.act(discount_commands.keep_discount, given, by=showroom.manager) == 1
    assert facts(showroom.manager).kept.pdf == pdf


def test_the_history_says_who_asked_and_why_it_was_granted(showroom: QuoteStore) -> None:
    row = decide(showroom, ask(showroom))
    with showroom.records.read() as session:
        told = select(Audit.staff_id, Audit.reason).where(Audit.noun == Noun.DISCOUNT_REQUEST)
        assert session.execute(told.order_by(Audit.id)).all() == [
            (showroom.consultant.staff_id, None),
            (showroom.manager.staff_id, "今天签约可以"),
        ]
    assert row.newest.override_reason == "Y261121-001 · 今天签约可以"
