"""Reads the versions of quotations, with their lines, requests and used cars."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.rows import Values, columns_of, fetch
from app.sales import quoted_car, rules
from app.sales.facts import DiscountFacts, VersionFacts
from app.sales.loan_rules import NOTHING, CarLoan
from app.sales.rules import Amounts
from db.sales_words import QuoteLineKind
from db.tables.admin import Staff
from db.tables.sales import USED, DiscountRequest, Quote, QuoteLine, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import Trim

ONE_QUOTE = Quote.id == bindparam("quote_id")
JUDGE = aliased(Staff)
"""Who let a price below the floor through."""


def versions(session: Session, quote_id: int) -> list[VersionFacts]:
    """All versions of one quotation from the first on."""
    return versions_of(session, ONE_QUOTE, values={"quote_id": quote_id})[quote_id]


def versions_of(
    session: Session, shown: ColumnElement[bool], *, values: Values = None
) -> dict[int, list[VersionFacts]]:
    """All versions of the shown quotations from the first on, by quotation.

    `values` are those of the parameters in `shown`.
    """
    reads = _version_reads(shown)
    lines = _lines(session.execute(reads.lines, values))
    requests = fetch(session, DiscountFacts, reads.requests, params=values)
    asked = {one.quote_version_id: one for one in requests}
    ids = session.scalars(reads.used, values).all()
    used = quoted_car.used_cars(session, StockCar.id.in_(ids)) if ids else {}
    told = fetch(
        session,
        VersionFacts,
        reads.versions,
        params=values,
        amounts=lambda row: _amounts(row, lines.get(row.id, ())),
        request=lambda row: asked.get(row.id),
        used=lambda row: used.get(row.stock_car_id),
    )
    found: dict[int, list[VersionFacts]] = defaultdict(list)
    for one in told:
        found[one.quote_id].append(one)
    return found


@dataclass(frozen=True, slots=True)
class _VersionReads:
    """The statements of `versions_of` for one condition; `used` are ids of stock cars."""

    versions: Select[*tuple[Any, ...]]
    lines: Select[int, QuoteLineKind, str, Decimal]
    requests: Select[*tuple[Any, ...]]
    used: Select[int | None]


@lru_cache(maxsize=16)
def _version_reads(shown: ColumnElement[bool]) -> _VersionReads:
    """Built once per condition: building the statements costs more than running them."""
    of_quotes = select(QuoteVersion.id).join(Quote, Quote.id == QuoteVersion.quote_id).where(shown)
    lines = select(QuoteLine.version_id, QuoteLine.kind, QuoteLine.text, QuoteLine.amount)
    return _VersionReads(
        versions=_versions().where(shown).order_by(QuoteVersion.quote_id, QuoteVersion.number),
        lines=lines.where(QuoteLine.version_id.in_(of_quotes)).order_by(QuoteLine.id),
        requests=_discounts().where(shown),
        used=of_quotes.with_only_columns(QuoteVersion.stock_car_id).where(USED).distinct(),
    )


@cache
def _versions() -> Select[*tuple[Any, ...]]:
    wanted = select(
        *columns_of(VersionFacts, QuoteVersion),
        quoted_car.NAME.label("car"),
        Trim.gearbox.label("gearbox"),
        func.coalesce(Trim.energy, quoted_car.FILE.energy).label("energy"),
        Staff.name.label("maker"),
        JUDGE.name.label("signed_by"),
        QuoteVersion.loan_kind.label("_loan_kind"),
        QuoteVersion.loan_rate.label("_loan_rate"),
        *(getattr(QuoteVersion, name).label(f"_{name}") for name in AMOUNTS),
    )
    named = quoted_car.with_car(wanted.join(Quote, Quote.id == QuoteVersion.quote_id))
    named = named.join(Staff, Staff.id == QuoteVersion.made_by)
    return named.outerjoin(JUDGE, JUDGE.id == QuoteVersion.override_by)


AMOUNTS = (
    *("car_price", "discount", "tax", "plate_fee", "trade_in", "trade_in_beyond"),
    *("down_payment", "months"),
)


def _amounts(row: Any, lines: Sequence[rules.AmountLine]) -> Amounts:
    loan = None
    if row._loan_kind is not None:
        loan = CarLoan(row._down_payment or NOTHING, row._months, row._loan_rate, row._loan_kind)
    more = (row._tax, row._plate_fee, row._trade_in)
    beyond = row._trade_in_beyond or NOTHING
    return Amounts(row._car_price, row._discount, *more, tuple(lines), loan, beyond)


@cache
def _discounts() -> Select[*tuple[Any, ...]]:
    """What was asked for with versions of quotations."""
    wanted = select(
        *columns_of(DiscountFacts, DiscountRequest),
        Staff.name.label("asker"),
        JUDGE.name.label("decider"),
    )
    of_version = QuoteVersion.id == DiscountRequest.quote_version_id
    named = wanted.join(QuoteVersion, of_version).join(Quote, Quote.id == QuoteVersion.quote_id)
    named = named.join(Staff, Staff.id == DiscountRequest.asked_by)
    return named.outerjoin(JUDGE, JUDGE.id == DiscountRequest.decided_by)


def _lines(
    found: Iterable[Row[int, QuoteLineKind, str, Decimal]],
) -> dict[int, list[rules.AmountLine]]:
    """The lines of each version by its id."""
    lines: dict[int, list[rules.AmountLine]] = defaultdict(list)
    for version_id, kind, text, amount in found:
        lines[version_id].append(rules.AmountLine(kind, text, amount))
    return lines
