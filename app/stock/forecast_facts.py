"""What outlets expected and sold: as it is typed, month by month, and line by line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.stock import forecast_rules as rules
from app.stock.outlet_values import ExpectedCars, OutletForecastEntry
from app.stock.proposal_rules import MONTHS, month_at

COURSE = 6
"""Months whose forecast is compared with the sales, this one included."""


@dataclass(frozen=True, slots=True)
class CarKind:
    """A version in a colour, as the order proposal counts cars."""

    trim_id: int | None
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class GivenForecast:
    """A line of a forecast that somebody typed."""

    outlet_id: int
    month: date
    trim_id: int
    name: str
    colour: str
    cars: int
    given_at: datetime
    giver: str

    @property
    def kind(self) -> CarKind:
        """Of which cars it speaks."""
        return CarKind(self.trim_id, self.name, self.colour)


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """A line as it is typed: the sales of three months, the last forecast, the cars there now."""

    kind: CarKind
    sold: tuple[int, ...]
    before: int | None
    there: int
    cars: int | None


@dataclass(frozen=True, slots=True)
class ForecastOffers:
    """The versions and colours of which a new line can be."""

    versions: tuple[tuple[int, str], ...] = ()
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForecastGrid:
    """The forecast of an outlet for a month, as it is typed; `seen_at`: when it was given."""

    outlet_id: int
    month: date
    seen_at: datetime | None
    giver: str
    lines: tuple[ForecastLine, ...]
    offers: ForecastOffers

    @property
    def months(self) -> tuple[date, ...]:
        """The months whose sales stand in the lines."""
        return tuple(month_at(self.month, back) for back in range(-MONTHS, 0))

    def entry(self, lines: Sequence[ExpectedCars]) -> OutletForecastEntry:
        """What the command is told, with the lines as they were typed."""
        return OutletForecastEntry(
            outlet_id=self.outlet_id, month=self.month, seen_at=self.seen_at, lines=tuple(lines)
        )


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """A month of an outlet; `met` of the cars sold were expected in their version and colour.

    `expected` is None where no forecast was given.
    """

    month: date
    expected: int | None
    sold: int
    met: int


@dataclass(frozen=True, slots=True)
class ForecastKept:
    """A version and colour in a month: expected, sold, and expected in the following month.

    None where the outlet gave no forecast for that month; what it did not name it expects none of.
    """

    kind: CarKind
    expected: int | None
    sold: int
    following: int | None


@dataclass(frozen=True, slots=True)
class ForecastBook:
    """Forecasts and sales by outlet and month, and the cars that each outlet has."""

    given: Mapping[tuple[int, date], Sequence[GivenForecast]]
    sold: Mapping[tuple[int, date], Counter[CarKind]]
    there: Mapping[int, Counter[CarKind]]
    offers: ForecastOffers = ForecastOffers()

    def expected(self, outlet_id: int, month: date) -> dict[CarKind, int]:
        """What an outlet expects in a month; empty where it has said nothing."""
        return {one.kind: one.cars for one in self.given.get((outlet_id, month), ())}

    def sold_in(self, outlet_id: int, month: date) -> Counter[CarKind]:
        """What an outlet sold in a month."""
        return self.sold.get((outlet_id, month), Counter())

    def grid(self, outlet_id: int, month: date) -> ForecastGrid:
        """The form of a month: what is given, or what the last forecast and the sales suggest."""
        rows = self.given.get((outlet_id, month), ())
        now, before = self.expected(outlet_id, month), self.expected(outlet_id, month_at(month, -1))
        months = [self.sold_in(outlet_id, month_at(month, back)) for back in range(-MONTHS, 0)]
        there = self.there.get(outlet_id, Counter())
        every = {*now, *before, *there, *(kind for sold in months for kind in sold)}
        lines = []
        for kind in sorted(every, key=lambda one: (one.name, one.colour)):
            if kind.trim_id is None or not kind.colour:
                continue
            sold, last = tuple(one[kind] for one in months), before.get(kind)
            cars = now.get(kind) if rows else rules.suggested(sold, last)
            lines.append(ForecastLine(kind, sold, last, there[kind], cars))
        seen_at, giver = (rows[0].given_at, rows[0].giver) if rows else (None, "")
        return ForecastGrid(outlet_id, month, seen_at, giver, tuple(lines), self.offers)

    def course(self, outlet_id: int, month: date) -> tuple[ForecastMonth, ...]:
        """Forecast and sales of the months up to `month`, without those in which neither is."""
        found = []
        for back in range(1 - COURSE, 1):
            one = month_at(month, back)
            expected, sold = self.expected(outlet_id, one), self.sold_in(outlet_id, one)
            if expected or sold:
                total = sum(expected.values()) if expected else None
                told = (one, total, sold.total(), (sold & Counter(expected)).total())
                found.append(ForecastMonth(*told))
        return tuple(found)

    def kept(self, outlet_id: int, month: date) -> tuple[ForecastKept, ...]:
        """Every version and colour that was expected or sold in a month, or is in the next."""
        expected, sold = self.expected(outlet_id, month), self.sold_in(outlet_id, month)
        following = self.expected(outlet_id, month_at(month, 1))
        every = sorted({*expected, *sold, *following}, key=lambda one: (one.name, one.colour))
        now, later = (0 if wish else None for wish in (expected, following))
        return tuple(
            ForecastKept(kind, expected.get(kind, now), sold[kind], following.get(kind, later))
            for kind in every
        )
