"""A showroom that quotes: a consultant, a customer, a petrol car and an electric one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.permissions import Actor
from app.records import Records
from app.sales import commands, queries
from app.sales.facts import QuotationFacts, QuoteRow
from app.sales.values import QuoteEntry
from db.tables.vehicles import TrimPrice
from db.vocabulary import Energy, Role
from tests import make as makers
from tests.beginnings import Beginning, maker
from tests.make import FOUNDER, NOON

LIST, FLOOR = Decimal(139_900), Decimal(130_000)


@dataclass(slots=True)
class QuoteStore:
    records: Records
    manager: Actor
    consultant: Actor
    colleague: Actor
    person: int
    petrol: int
    electric: int

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        by: Actor | None = None,
        at: datetime = NOON,
        **more: Any,
    ) -> Any:
        return self.records.act(command, *args, by=by or self.consultant, at=at, **more)

    def entry(self, **more: Any) -> QuoteEntry:
        return QuoteEntry(**({"who": self.person, "trim_id": self.petrol} | more))

    def quote(self, *, by: Actor | None = None, at: datetime = NOON, **more: Any) -> QuoteRow:
        return self.row(self.act(commands.save_quote, self.entry(**more), by=by, at=at), at=at)

    def row(self, quote_id: int, *, viewer: Actor | None = None, at: datetime = NOON) -> QuoteRow:
        with self.records.read() as session:
            rows = queries.quotes(session, viewer or self.consultant, at=at)
        return next(row for row in rows if row.id == quote_id)

    def to_print(self, version_id: int, *, viewer: Actor | None = None) -> QuotationFacts:
        about = {"viewer": viewer or self.manager, "by": "李强", "at": NOON}
        with self.records.read() as session:
            return queries.quotation(session, version_id, **about)


def showroom(records: Records) -> QuoteStore:
    """Two consultants, a petrol and an electric version with prices, a customer."""
    return open_showroom(records, FOUNDER, maker(records))


SHOWROOM = Beginning(showroom)


def price(session: Any, trim_id: int, list_price: Decimal, floor: Decimal | None) -> TrimPrice:
    """A price from the beginning of the year on."""
    row = TrimPrice(
        trim_id=trim_id, valid_from=date(2026, 1, 1), list_price=list_price, floor_price=floor
    )
    session.add(row)
    session.flush()
    return row


def open_showroom(records: Records, manager: Actor, make: Callable[..., int]) -> QuoteStore:
    consultant, colleague = (
        Actor(make(makers.staff, name), name, frozenset({Role.CONSULTANT}), "前台1")
        for name in ("李强", "赵敏")
    )
    petrol = make(makers.trim, "2.0L XL")
    electric = make(makers.trim, "高续航版", energy=Energy.ELECTRIC)
    make(price, petrol, LIST, FLOOR)
    make(price, electric, Decimal(226_000), None)
    person = make(makers.person, "周雨桐", "13800138126")
    return QuoteStore(records, manager, consultant, colleague, person, petrol, electric)
