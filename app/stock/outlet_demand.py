"""What the order proposal takes from the forecasts of outlets.

Of each outlet in use its newest forecast counts that is not older than this month and not later
than the month in which an order of today arrives: outlets forecast one month ahead, an order often
takes longer. Cars on consignment with an outlet are there to fill just its own forecast, so they
are taken off it, each outlet for itself and never below nothing: more cars with one outlet do not
serve another. They count as free nowhere else.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.stock import forecast_queries
from app.stock.forecast_facts import CarKind, ForecastBook
from app.stock.proposal_rules import MONTHS, month_at
from db.tables.outlets import Outlet


@dataclass(frozen=True, slots=True)
class OutletDemand:
    """One version and colour: cars expected, those of them that the outlets have, past sales.

    `sold` are the last three whole months, the oldest first, of outlets that gave a forecast.
    """

    expected: int = 0
    there: int = 0
    sold: tuple[int, ...] = (0,) * MONTHS

    @property
    def needed(self) -> int:
        """What is to come from the store."""
        return self.expected - self.there

    def plus(self, expected: int, there: int, *, sold: tuple[int, ...]) -> "OutletDemand":
        """With one more outlet."""
        together = tuple(one + more for one, more in zip(self.sold, sold, strict=True))
        covered = min(expected, there)
        return OutletDemand(self.expected + expected, self.there + covered, together)


def read(session: Session, today: date, arrival: date) -> dict[tuple[str, str], OutletDemand]:
    """By version and colour, over all outlets in use that gave a forecast."""
    book = forecast_queries.book(session, arrival, since=month_at(today, -MONTHS))
    found: dict[tuple[str, str], OutletDemand] = defaultdict(OutletDemand)
    for outlet_id in session.scalars(select(Outlet.id).where(Outlet.active).order_by(Outlet.id)):
        expected = _newest(book, outlet_id, today, arrival=arrival)
        if not expected:
            continue
        months = [book.sold_in(outlet_id, month_at(today, back)) for back in range(-MONTHS, 0)]
        there = book.there.get(outlet_id, Counter[CarKind]())
        for kind in {*expected, *(kind for sold in months for kind in sold)}:
            sold = tuple(one[kind] for one in months)
            key = (kind.name, kind.colour)
            found[key] = found[key].plus(expected.get(kind, 0), there[kind], sold=sold)
    return found


def _newest(
    book: ForecastBook, outlet_id: int, today: date, *, arrival: date
) -> dict[CarKind, int]:
    """The newest forecast that counts; empty where there is none."""
    month, oldest = month_at(arrival, 0), month_at(today, 0)
    while month >= oldest:
        if expected := book.expected(outlet_id, month):
            return expected
        month = month_at(month, -1)
    return {}
