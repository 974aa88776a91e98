"""Reads quotations: the list, one version for its paper, the choices of the form."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from app import settings
from app.admin import archive
from app.errors import Refused
from app.formatting import joined
from app.local_time import local_day
from app.paper.frame import Printed
from app.people import consents
from app.people import rules as privacy
from app.people.lookup import first_number
from app.permissions import Actor
from app.record_lists import OneRecord
from app.rows import columns_of, fetch
from app.sales import discount_rules, quoted_car, rules
from app.sales.facts import DiscountFacts, QuotationFacts, QuoteRow, VersionFacts
from app.sales.loan_rules import NOTHING, CarLoan
from app.sales.quoted_car import UsedCar
from app.sales.rules import Amounts
from app.sales.settings import DiscountSettings
from app.text import N_, language
from app.vehicles.prices import LIST_PRICE, priced
from db.nouns import Noun
from db.sales_words import QuoteState
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, Prospect
from db.tables.sale_orders import SaleOrder
from db.tables.sales import STANDING, USED, DiscountRequest, Quote, QuoteLine, QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import Energy, PaperKind, Role

MOST = 1_500
"""So many of the newest are listed; older ones are found in the customer's file."""
JUDGE = aliased(Staff)
"""Who let a price below the floor through."""


@dataclass(frozen=True, slots=True)
class QuotedTrim:
    """A version of a model that can be offered, with what its amounts depend on."""

    id: int
    name: str
    energy: Energy
    list_price: Decimal | None


@dataclass(frozen=True, slots=True)
class ExpiringQuote:
    """A quotation that ends within days, as Today shows it."""

    id: int
    number: str
    customer: str
    car: str
    staff_id: int
    consultant: str
    valid_until: date


def expiring(session: Session, today: date, *, staff_id: int | None) -> list[ExpiringQuote]:
    """Of the newest quotations those in their last days; nobody who refused to be contacted."""
    wanted = select(
        *columns_of(ExpiringQuote, Quote),
        Person.name.label("customer"),
        Staff.name.label("consultant"),
        QuoteVersion.valid_until,
        quoted_car.NAME.label("car"),
    )
    newest = (QuoteVersion.quote_id == Quote.id) & (QuoteVersion.number == Quote.versions)
    named = quoted_car.with_car(wanted.join(QuoteVersion, newest))
    named = named.join(Person, Person.id == Quote.person_id).join(Staff, Staff.id == Quote.staff_id)
    last = today + timedelta(days=rules.EXPIRING_DAYS)
    ends = QuoteVersion.valid_until.between(today, last)
    ordered = select(SaleOrder.quote_id).where(SaleOrder.cancelled_at.is_(None))
    is_open = STANDING, Quote.id.not_in(ordered)
    of_all = named.where(*is_open, Quote.id >= first_listed(session), ends, ~consents.refused())
    mine = of_all if staff_id is None else of_all.where(Quote.staff_id == staff_id)
    return fetch(session, ExpiringQuote, mine.order_by(QuoteVersion.valid_until, Quote.id))


def quotes(session: Session, viewer: Actor, *, at: datetime) -> list[QuoteRow]:
    """The newest quotations, the last one first, each with all its versions."""
    return rows(session, viewer, Quote.id >= first_listed(session), at=at)


def first_listed(session: Session) -> int:
    """The oldest of the newest quotations, which are listed."""
    newest = select(Quote.id).order_by(Quote.id.desc()).limit(1).offset(MOST - 1)
    return session.scalar(newest) or 0


def listed_at(now: Callable[[], datetime]) -> Callable[[Session, Actor], list[QuoteRow]]:
    """The list as it stands whenever a page asks for it."""
    return lambda session, viewer: quotes(session, viewer, at=now())


def one_at(now: Callable[[], datetime]) -> OneRecord[QuoteRow]:
    """Reads one quotation, also one that is too old for the list."""

    def read(session: Session, viewer: Actor, key: int) -> QuoteRow | None:
        return next(iter(rows(session, viewer, Quote.id == key, at=now())), None)

    return read


def customer(session: Session, person_id: int, *, viewer: Actor) -> tuple[int, str]:
    """One person as the form names them."""
    wanted = select(Person.id, Person.name, first_number(Person.id), Prospect.owner_id)
    of_person = wanted.outerjoin(Prospect, (Prospect.person_id == Person.id) & LIVE)
    key, name, phone, owner = session.execute(of_person.where(Person.id == person_id)).one()
    told = privacy.phone_for(phone, viewer.roles, own=owner == viewer.staff_id)
    return key, joined(name, told)


def trims(session: Session, _viewer: Actor) -> list[tuple[int, str]]:
    """The versions in use, as the form chooses from them."""
    name = (CarModel.name + " " + Trim.name).label("name")
    in_use = select(Trim.id, name).join(CarModel).where(Trim.active, CarModel.active)
    in_order = in_use.order_by(CarModel.position, Trim.position, Trim.id)
    return [(row.id, row.name) for row in session.execute(in_order)]


def quoted_trims(session: Session, *, day: date) -> dict[int, QuotedTrim]:
    """Every version by its id, with its list price on a day."""
    name = (CarModel.name + " " + Trim.name).label("name")
    price = priced(LIST_PRICE, Trim.id, day=day).label("list_price")
    wanted = select(Trim.id, Trim.energy, name, price).join(CarModel)
    return {one.id: one for one in fetch(session, QuotedTrim, wanted)}


def quotation(
    session: Session, version_id: int, *, viewer: Actor, by: str, at: datetime
) -> QuotationFacts:
    """What the paper of a version says, and the one that was given out before.

    Refused for a colleague's: the paper has the whole telephone number.
    """
    quote_id = session.scalar(select(QuoteVersion.quote_id).where(QuoteVersion.id == version_id))
    found = rows(session, viewer, Quote.id == quote_id, at=at) if quote_id else []
    if not found:
        raise Refused("quote.unknown", N_("This quotation does not exist any more."))
    row = found[0]
    if not row.is_own and not viewer.may():
        message = N_("A colleague's quotation is printed by its consultant or a manager.")
        raise Refused("quote.not_own_paper", message)
    version = next(one for one in row.told if one.id == version_id)
    kept = archive.issued(session, PaperKind.QUOTATION, Noun.QUOTE_VERSION, noun_id=version_id)
    if kept is None:
        discount_rules.check_decided(version, today=local_day(at))
    own = session.get_one(Staff, row.staff_id).phone
    printed = Printed(at, by, 1 if kept is None else kept.copies + 1)
    told = settings.load(session)
    return QuotationFacts(row, version, own or "", told, language(), printed, kept)


def rows(
    session: Session, viewer: Actor, shown: ColumnElement[bool], *, at: datetime
) -> list[QuoteRow]:
    """The shown quotations, the last one first, each with all its versions."""
    told, today = versions_of(session, shown), local_day(at)
    store, sees_margin = settings.load(session).of(DiscountSettings), viewer.may(Role.CASHIER)

    def state(row: Any) -> QuoteState:
        if row.order_id is not None:
            return QuoteState.ORDERED
        return state_of(told[row.id][-1], row.withdrawn_at, today=today)

    def may_decide(row: Any) -> bool:
        gap = discount_rules.gap_of(told[row.id][-1])
        enough = discount_rules.levels(gap, store=store)
        return state(row) is QuoteState.ASKED and not enough.isdisjoint(viewer.roles)

    def is_expiring(row: Any) -> bool:
        return state(row) is QuoteState.OPEN and rules.is_expiring(
            told[row.id][-1].valid_until, today=today
        )

    return fetch(
        session,
        QuoteRow,
        _quotes().where(shown).order_by(Quote.id.desc()),
        phone=lambda row: privacy.phone_for(
            row._phone, viewer.roles, own=row.staff_id == viewer.staff_id
        ),
        is_own=lambda row: row.staff_id == viewer.staff_id,
        told=lambda row: tuple(told[row.id]),
        state=state,
        may_decide=may_decide,
        margin=lambda row: discount_rules.earned(told[row.id][-1]) if sees_margin else None,
        is_expiring=is_expiring,
    )


def _quotes() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(QuoteRow, Quote),
        Person.name.label("customer"),
        Staff.name.label("consultant"),
        first_number(Quote.person_id).label("_phone"),
        SaleOrder.id.label("order_id"),
        SaleOrder.number.label("order_number"),
    )
    is_order = (SaleOrder.quote_id == Quote.id) & SaleOrder.cancelled_at.is_(None)
    return (
        wanted.join(Person, Person.id == Quote.person_id)
        .join(Staff, Staff.id == Quote.staff_id)
        .outerjoin(SaleOrder, is_order)
    )


def versions_of(session: Session, shown: ColumnElement[bool]) -> dict[int, list[VersionFacts]]:
    """All versions of the shown quotations from the first on, by quotation."""
    lines, asked = _lines(session, shown), _discounts(session, shown)
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
    named = (
        quoted_car.with_car(wanted.join(Quote, Quote.id == QuoteVersion.quote_id))
        .join(Staff, Staff.id == QuoteVersion.made_by)
        .outerjoin(JUDGE, JUDGE.id == QuoteVersion.override_by)
    )
    in_order = named.where(shown).order_by(QuoteVersion.quote_id, QuoteVersion.number)
    amounts = lambda row: _amounts(row, lines.get(row.id, ()))  # noqa: E731 - of these lines
    found: dict[int, list[VersionFacts]] = defaultdict(list)
    request = lambda row: asked.get(row.id)  # noqa: E731 - of these requests
    used = _used(session, shown)
    car = lambda row: used.get(row.stock_car_id)  # noqa: E731 - of these cars
    told = fetch(session, VersionFacts, in_order, amounts=amounts, request=request, used=car)
    for one in told:
        found[one.quote_id].append(one)
    return found


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


def state_of(newest: VersionFacts, withdrawn_at: datetime | None, *, today: date) -> QuoteState:
    """How a quotation without an order stands: by its newest version."""
    state = rules.state_of(newest.valid_until, withdrawn_at, today=today)
    if state is not QuoteState.OPEN or newest.request is None or newest.request.granted:
        return state
    is_decided = newest.request.decided_at is not None
    return QuoteState.REFUSED if is_decided else QuoteState.ASKED


def _discounts(session: Session, shown: ColumnElement[bool]) -> dict[int, DiscountFacts]:
    """What was asked for with the versions of the shown quotations, by version."""
    wanted = select(
        *columns_of(DiscountFacts, DiscountRequest),
        Staff.name.label("asker"),
        JUDGE.name.label("decider"),
    )
    of_version = QuoteVersion.id == DiscountRequest.quote_version_id
    named = wanted.join(QuoteVersion, of_version).join(Quote, Quote.id == QuoteVersion.quote_id)
    named = named.join(Staff, Staff.id == DiscountRequest.asked_by)
    named = named.outerjoin(JUDGE, JUDGE.id == DiscountRequest.decided_by).where(shown)
    return {one.quote_version_id: one for one in fetch(session, DiscountFacts, named)}


def _used(session: Session, shown: ColumnElement[bool]) -> dict[int, UsedCar]:
    """The used cars that the shown quotations offer."""
    offered = select(QuoteVersion.stock_car_id).join(Quote, Quote.id == QuoteVersion.quote_id)
    wanted = offered.where(shown, USED)
    ids = session.scalars(wanted.distinct()).all()
    return quoted_car.used_cars(session, StockCar.id.in_(ids)) if ids else {}


def _lines(session: Session, shown: ColumnElement[bool]) -> dict[int, list[rules.AmountLine]]:
    wanted = select(QuoteLine.version_id, QuoteLine.kind, QuoteLine.text, QuoteLine.amount)
    versions = select(QuoteVersion.id).join(Quote, Quote.id == QuoteVersion.quote_id).where(shown)
    of_quotes = wanted.where(QuoteLine.version_id.in_(versions)).order_by(QuoteLine.id)
    found: dict[int, list[rules.AmountLine]] = defaultdict(list)
    for version_id, kind, text, amount in session.execute(of_quotes):
        found[version_id].append(rules.AmountLine(kind, text, amount))
    return found
