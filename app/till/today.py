"""What waits today at the till: days that nobody closed, bills to make anew or overdue."""

from sqlalchemy.orm import Session

from app.formatting import joined, show_date, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import N_, _, ngettext
from app.till import queries, rules
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.vocabulary import Role


def to_close(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Days with receipts whose cash nobody has counted."""
    return tuple(
        TodayItem(
            opens=(Noun.TILL_DAY, rules.key_of(day, till)),
            at=asked.at,
            who=_("Till {number}").format(number=till),
            what=show_date(day),
            why=_("cash not counted for this day"),
            act=TodayAct(N_("Close the till")),
            urgency=Urgency.TODAY,
        )
        for day, till in queries.days_to_close(session, local_day(asked.at))
    )


def overdue(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """The bills that should have been paid by now, as one entry."""
    count, owed = queries.overdue(session, local_day(asked.at))
    if not count:
        return ()
    bills = ngettext("{n} bill", "{n} bills", count).format(n=count)
    return (
        TodayItem(
            opens=(Noun.SETTLEMENT, 0),
            at=asked.at,
            who=_("Receivables"),
            what=bills,
            why=_("¥{owed} overdue").format(owed=two_decimals(owed)),
            act=TodayAct(N_("Show debtors")),
            urgency=Urgency.TODAY,
        ),
    )


def to_bill_again(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Orders whose bill was taken back as a whole and not made anew yet."""
    return tuple(
        TodayItem(
            opens=(Noun.REPAIR_ORDER, row.order_id),
            at=row.reversed_at,
            who=row.who or plates.shown(row.plate) or row.order,
            what=joined(plates.shown(row.plate), label(row.stage), by=" "),
            why=_("bill {number} of ¥{total} was taken back: {reason}").format(
                number=row.number, total=two_decimals(row.total), reason=row.reason
            ),
            act=TodayAct(N_("Reissue the bill")),
            urgency=Urgency.TODAY,
            owner_id=row.advisor_id,
            owner=row.advisor,
        )
        for row in queries.bills_to_make_again(session)
        if asked.viewer.may(Role.CASHIER) or row.advisor_id == asked.viewer.staff_id
    )


def to_refund(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Bills of which more was paid than they come to: deposits that were too high, credit notes."""
    return tuple(
        TodayItem(
            opens=(Noun.REPAIR_ORDER, row.order_id),
            at=row.made_at,
            who=row.who or plates.shown(row.plate or "") or row.number,
            what=plates.shown(row.plate or ""),
            why=_("¥{amount} of bill {number} to refund").format(
                amount=two_decimals(row.to_refund), number=row.number
            ),
            act=TodayAct(N_("Refund the money")),
            urgency=Urgency.TODAY,
        )
        for row in queries.overpaid(session, local_day(asked.at))
    )


LISTS = (
    TodayList(
        "bills_again",
        N_("Bills to reissue"),
        "receipt",
        (Role.CASHIER, Role.ADVISOR),
        to_bill_again,
    ),
    TodayList("bills_to_refund", N_("Repairs to refund"), "wallet", (Role.CASHIER,), to_refund),
    TodayList("till_to_close", N_("Tills to close"), "banknote", (Role.CASHIER,), to_close),
    TodayList("overdue_bills", N_("Overdue bills"), "receipt", (Role.CASHIER,), overdue),
)
