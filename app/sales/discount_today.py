"""What waits today with prices below the floor: to be decided, and what was decided."""

from datetime import timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.formatting import joined, money
from app.labels import label
from app.sales import discount_rules, queries, rules
from app.sales.facts import DiscountFacts, QuoteRow
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.sales_words import QuoteState
from db.tables.sales import UNDECIDED, DiscountRequest, Quote, QuoteVersion
from db.vocabulary import Role

ASKED_FOR, TOLD_FOR = timedelta(days=92), timedelta(days=2)
"""So long a request may wait (a quotation ends by then), and so long an answer is told."""
REQUESTED = select(QuoteVersion.quote_id).join(
    DiscountRequest, DiscountRequest.quote_version_id == QuoteVersion.id
)
WAITS = Quote.id.in_(REQUESTED.where(UNDECIDED, DiscountRequest.asked_at >= bindparam("since")))
"""Conditions are made once (see `queries.rows`)."""
ANSWERED = (Quote.staff_id == bindparam("staff_id")) & Quote.id.in_(
    REQUESTED.where(DiscountRequest.decided_at >= bindparam("since"))
)


def to_decide(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Prices below the floor that wait for the one who looks."""
    values = {"since": asked.at - ASKED_FOR}
    rows = queries.rows(session, asked.viewer, WAITS, at=asked.at, values=values)
    return tuple(_waits(row, asked) for row in rows if row.may_decide)


def decided(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """What became of the own requests, until the quotation goes on."""
    values = {"since": asked.at - TOLD_FOR, "staff_id": asked.viewer.staff_id}
    rows = queries.rows(session, asked.viewer, ANSWERED, at=asked.at, values=values)
    return tuple(_told(row, asked) for row in rows if _goes_on(row))


def _goes_on(row: QuoteRow) -> bool:
    """True for an answer to the newest version, by somebody else, of a quotation that stands."""
    one = row.newest.request
    is_told = one is not None and one.decided_at is not None and one.decider != one.asker
    return is_told and row.state in (QuoteState.OPEN, QuoteState.REFUSED)


def _waits(row: QuoteRow, asked: AskedDay) -> TodayItem:
    one = row.newest.request
    assert one is not None
    gap = money(discount_rules.gap_of(row.newest))
    why = joined(_("{amount} below the floor").format(amount=gap), label(one.cause), one.note)
    return _item(row, asked, why=why, act=N_("Decide"))


def _told(row: QuoteRow, asked: AskedDay) -> TodayItem:
    one = row.newest.request
    assert one is not None
    return _item(row, asked, why=told_decision(one), act=N_("Open"))


def told_decision(one: DiscountFacts) -> str:
    """What was decided, by whom, and the words to it; "" while it waits."""
    if one.decided_at is None:
        return ""
    by_whom = _("granted by {who}") if one.granted else _("refused by {who}")
    return joined(by_whom.format(who=one.decider), one.answer)


def _item(row: QuoteRow, asked: AskedDay, *, why: str, act: str) -> TodayItem:
    return TodayItem(
        opens=(Noun.QUOTE, row.id),
        at=asked.at,
        who=row.customer,
        what=joined(row.car, money(rules.bare_price(row.newest.amounts)), row.number),
        why=why,
        act=TodayAct(act),
        urgency=Urgency.TODAY,
        owner_id=row.staff_id,
        owner=row.consultant,
    )


LISTS = (
    TodayList(
        "discounts_to_decide",
        N_("Discounts to decide"),
        "percent",
        (Role.MANAGER, Role.CASHIER),
        to_decide,
    ),
    TodayList("own_discounts", N_("Discounts decided"), "percent", (Role.CONSULTANT,), decided),
)
