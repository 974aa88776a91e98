"""What waits today at the till: days that nobody closed, and bills that are overdue."""

from sqlalchemy.orm import Session

from app.formatting import show_date, two_decimals
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
            why=_("the cash of this day was not counted"),
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
            act=TodayAct(N_("Look at the debtors")),
            urgency=Urgency.TODAY,
        ),
    )


LISTS = (
    TodayList("till_to_close", N_("Tills to close"), "banknote", (Role.CASHIER,), to_close),
    TodayList("overdue_bills", N_("Overdue bills"), "receipt", (Role.CASHIER,), overdue),
)
