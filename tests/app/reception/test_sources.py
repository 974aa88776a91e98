"""Sources and campaigns.

Who left a contact because of them, who became a prospect, what one contact has cost.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.admin import commands as house_commands
from app.admin import queries as house
from app.admin.entries import SourceEntry
from app.errors import Refused
from app.prospects.operations import close
from app.reception import commands, sources
from app.reception.rules import Campaign, SourceFigures, due_leads
from app.reception.values import NewVisit
from db.sales_words import CancelCause
from db.tables.people import Person, Phone
from db.tables.prospects import Prospect
from db.vocabulary import ProspectState, VisitKind
from tests import make as makers
from tests.make import NOON
from tests.query_plans import plans_of

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)


@pytest.fixture
def fair(make: Callable[..., int]) -> int:
    november = {"begins_on": date(2026, 11, 1), "ends_on": TODAY}
    return make(makers.source, "车展", cost=Decimal("2000.00"), position=-1, **november)


@pytest.fixture
def write(act: Any, make: Any) -> Callable[..., Any]:
    li = make(makers.staff, "李强")

    def run(at: Any = NOON, **facts: Any) -> Any:
        return act(commands.register, NewVisit(consultant_id=li, **facts), at=at)

    return run


@pytest.fixture
def told(records: Any) -> Callable[[], dict[str, SourceFigures]]:
    def read() -> dict[str, SourceFigures]:
        with records.read() as session:
            return {one.name: one for one in sources.sources(session, TODAY.replace(day=1), TODAY)}

    return read


def test_leads_prospects_and_cost_of_the_month(
    write: Any, fair: int, records: Any, told: Any
) -> None:
    with records.read() as session:
        level = house.levels(session)[0].id
    write(phone="13800138000", source_id=fair, level_id=level)
    write(phone="13800138001", source_id=fair, kind=VisitKind.PHONE_IN)
    write(phone="13800138002", source_id=fair, at=NOON - 5 * DAY)
    write(source_id=fair)
    write(phone="13800138003", source_id=fair, at=NOON - 30 * DAY)
    one = told()["车展"]
    assert (one.leads, one.prospects, one.cost, one.cost_per_lead) == (
        3,
        1,
        Decimal("2000.00"),
        Decimal("666.67"),
    )
    assert sum(other.leads for name, other in told().items() if name != "车展") == 0


def test_struck_out_and_corrected_rows_count_once_or_not_at_all(
    write: Any, fair: int, act: Any, told: Any
) -> None:
    write(phone="13800138000", source_id=fair)
    struck = write(phone="13800138001", source_id=fair).visit_id
    act(commands.cancel, struck, "写错了")
    assert told()["车展"].leads == 1


def test_a_retired_source_is_told_while_it_still_brought_somebody(
    write: Any, fair: int, make: Any, told: Any
) -> None:
    make(makers.source, "旧活动", active=False)
    old = make(makers.source, "老带新", active=False)
    write(phone="13800138000", source_id=fair)
    make(makers.visit, by=1, source_id=old, contact_kept=True)
    assert "旧活动" not in told() and told()["老带新"].leads == 1


@given(st.decimals(0, 10_000_000, places=2), st.integers(1, 5000))
def test_what_a_contact_costs_adds_up_to_the_fen(cost: Decimal, leads: int) -> None:
    each = SourceFigures(1, "车展", leads, 0, cost).cost_per_lead
    assert each is not None and abs(each * leads - cost) <= Decimal("0.005") * leads


@pytest.mark.parametrize(("leads", "cost"), [(0, Decimal(2000)), (3, None), (0, None)])
def test_without_a_contact_or_a_cost_there_is_no_figure(leads: int, cost: Decimal | None) -> None:
    assert SourceFigures(1, "车展", leads, 0, cost).cost_per_lead is None


@pytest.fixture
def order(act: Any) -> Callable[..., int]:
    """`order(number)`: who left this phone number signs an order for a car."""

    def signed(number: str, at: Any = NOON, **more: Any) -> int:
        def write(session: Any, *, by: Any, at: Any) -> int:
            who = session.scalars(select(Person).join(Phone).where(Phone.number == number)).one()
            return int(makers.signed_order(session, who, at, **more).id)

        return int(act(write, at=at))

    return signed


def test_an_order_counts_for_its_source_in_the_month_in_which_it_was_signed(
    write: Any, fair: int, records: Any, order: Any, told: Any
) -> None:
    with records.read() as session:
        level = house.levels(session)[0].id
    for days in (0, 40, 41):
        write(phone=f"138001380{days:02}", source_id=fair, level_id=level, at=NOON - days * DAY)
    order("13800138000")
    order("13800138040")
    order("13800138041", at=NOON - 35 * DAY)
    order("13800138041", cancelled_at=NOON, cancel_cause=CancelCause.AGREED)
    order("13800138041", signed_at=None)
    one = told()["车展"]
    assert (one.leads, one.prospects, one.orders, one.cost_per_order) == (
        1,
        1,
        2,
        Decimal("1000.00"),
    )


def test_an_order_counts_for_the_newest_enquiry_before_it_else_for_the_newest_visit(
    write: Any, fair: int, records: Any, act: Any, make: Any, order: Any, told: Any
) -> None:
    other = make(makers.source, "老带新")
    with records.read() as session:
        level = house.levels(session)[0].id
    number = {"phone": "13800138000"}
    write(**number, source_id=other, level_id=level, at=NOON - 9 * DAY)

    def lose(session: Any, *, by: Any, at: Any) -> None:
        close(session, session.scalars(select(Prospect)).one(), ProspectState.LOST, at=at)

    act(lose, at=NOON - 8 * DAY)
    write(**number, source_id=fair, level_id=level, at=NOON - 3 * DAY)
    order(number["phone"], at=NOON - 4 * DAY)
    assert (told()["老带新"].orders, told()["车展"].orders) == (1, 0)
    order(number["phone"])
    assert (told()["老带新"].orders, told()["车展"].orders) == (1, 1)
    write(phone="13800138001", source_id=other, at=NOON - DAY)
    write(phone="13800138001", source_id=fair, at=NOON + DAY)
    order("13800138001")
    assert (told()["老带新"].orders, told()["车展"].orders) == (2, 1)


def test_every_figure_opens_to_as_many_rows_as_it_says(
    write: Any, fair: int, records: Any, act: Any, order: Any, told: Any
) -> None:
    with records.read() as session:
        level = house.levels(session)[0].id
    for minute, facts in enumerate(
        ({"level_id": level}, {"kind": VisitKind.PHONE_IN}, {"level_id": level}, {})
    ):
        write(
            phone=f"1380013800{minute}",
            name=f"客户{minute}",
            source_id=fair,
            at=NOON + timedelta(minutes=minute),
            **facts,
        )
    act(commands.cancel, write(phone="13800138009", source_id=fair).visit_id, "写错了")
    order("13800138000", at=NOON + timedelta(hours=1))
    one, listed = told()["车展"], {}
    with records.read() as session:
        for measure in sources.Measure:
            listed[measure] = sources.rows(
                session, sources.SourceQuery(fair, measure, TODAY, TODAY)
            )
            assert len(listed[measure]) == getattr(one, measure.value)
    assert [row.who for row in listed[sources.Measure.LEADS]] == [
        "客户3",
        "客户2",
        "客户1",
        "客户0",
    ]
    assert {row.noun for row in listed[sources.Measure.LEADS]} == {"visit"}
    (signed,) = listed[sources.Measure.ORDERS]
    assert (signed.noun, signed.who, signed.consultant) == ("person", "客户0", "王敏")
    assert (signed.kind, signed.level) == (ProspectState.WON, "H")


def test_what_names_no_source_is_told_last_so_that_the_figures_are_whole(
    write: Any, fair: int, records: Any, order: Any, told: Any
) -> None:
    """Two orders were signed this month: one of the fair, one of nobody knows where."""
    write(phone="13800138000", source_id=fair)
    write(phone="13800138001")
    order("13800138000", at=NOON + timedelta(hours=1))
    order("13800138001", at=NOON + timedelta(hours=1))
    assert [one.orders for one in told().values() if one.orders] == [1, 1]
    assert [*told()][-1] == "Unknown source"
    asked = sources.SourceQuery(sources.UNKNOWN, sources.Measure.ORDERS, TODAY, TODAY)
    with records.read() as session:
        assert len(sources.rows(session, asked)) == told()["Unknown source"].orders == 1


@pytest.mark.sqlite_only("asks SQLite for its plan")
def test_the_orders_of_a_source_are_read_by_index(records: Any, fair: int) -> None:
    asked = sources.SourceQuery(fair, sources.Measure.ORDERS, TODAY, TODAY)
    with records.read() as session:
        plans = plans_of(session, lambda: sources.sources(session, TODAY, TODAY))
        plans += plans_of(session, lambda: sources.rows(session, asked))
    plans = [one for one in plans if "FROM sale_order" in one[0]]
    assert len(plans) == 2
    for _statement, plan in plans:
        assert "sale_order USING INDEX ix_sale_order_delivered " in plan
        assert not re.search(r"SCAN (sale_order|prospect|visit)", plan)


@pytest.mark.parametrize(
    ("first", "last", "cost"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "8600.00"),
        (date(2026, 10, 1), date(2026, 12, 31), "8600.00"),
        (date(2026, 11, 1), date(2026, 11, 15), "4300.00"),
        (date(2026, 11, 16), date(2026, 12, 31), "4300.00"),
        (date(2026, 11, 1), date(2026, 11, 1), "286.67"),
        (date(2026, 12, 1), date(2026, 12, 31), None),
    ],
)
def test_a_cost_counts_only_for_the_days_of_its_campaign(
    first: date, last: date, cost: str | None
) -> None:
    """8,600.00 for the 30 days of November are 286.666… a day."""
    november = Campaign(Decimal("8600.00"), date(2026, 11, 1), date(2026, 11, 30))
    assert november.cost_of(first, last) == (None if cost is None else Decimal(cost))


def test_the_days_of_a_campaign_add_up_to_its_cost() -> None:
    campaign = Campaign(Decimal("100.00"), date(2026, 11, 1), date(2026, 11, 7))
    days = [date(2026, 11, one) for one in range(1, 8)]
    assert sum(campaign.cost_of(day, day) or 0 for day in days) == Decimal("100.00")


def test_a_cost_needs_its_days(act: Any) -> None:
    for entry, field in (
        (SourceEntry(name="户外", cost=Decimal(10)), "begins_on"),
        (SourceEntry(name="户外", begins_on=TODAY), "ends_on"),
        (SourceEntry(name="户外", begins_on=TODAY, ends_on=TODAY - DAY), "ends_on"),
    ):
        with pytest.raises(Refused) as refusal:
            act(house_commands.save_entry, entry)
        assert refusal.value.field == field
    whole = SourceEntry(name="户外", cost=Decimal(10), begins_on=TODAY, ends_on=TODAY)
    act(house_commands.save_entry, whole)


def test_what_is_due_of_a_target_grows_with_the_days() -> None:
    november = date(2026, 11, 1)
    assert due_leads(30, november, last=date(2026, 11, 21)) == Decimal("21.0")
    assert due_leads(40, november, last=date(2026, 11, 21)) == Decimal("28.0")
    assert due_leads(40, november, last=date(2026, 11, 30)) == Decimal("40.0")
    two_months = due_leads(31, date(2026, 10, 1), last=date(2026, 11, 15))
    assert two_months == Decimal("46.5")


def test_a_source_is_held_against_what_is_due_of_it(
    write: Any, fair: int, make: Any, told: Any
) -> None:
    make(makers.source, "直播间", lead_target=60)
    write(phone="13800138000", source_id=fair)
    figures = told()
    assert (figures["车展"].target, figures["车展"].is_met) == (None, None)
    assert figures["直播间"].target == due_leads(60, TODAY.replace(day=1), last=TODAY)
    assert figures["直播间"].is_met is False
