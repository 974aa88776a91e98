"""Makes the quotations of the month: versions, loans, trade-ins, prices below the floor."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.local_time import local_day
from app.permissions import Actor
from app.practice import trade_ins
from app.practice.lists import PracticeLists
from app.practice.numbering import Numbering
from app.practice.special_orders import Told
from app.sales import discount_operations, operations
from app.sales.discount_operations import Decision
from app.sales.values import QuoteEntry
from app.vehicles.prices import price_on
from db.sales_words import DiscountCause, LoanKind
from db.tables.admin import Staff
from db.tables.prospects import Prospect
from db.tables.sales import DiscountRequest, Quote, QuoteVersion
from db.vocabulary import ProspectState, Role

COUNT, STEP, TRADED = 30, 4, 5
VERSIONS = (1, 2, 3, 1, 2)
LOANS = (None, (36, LoanKind.YEARLY_RATE, "3.88"), None, (24, LoanKind.MONTHLY_FEE, "0.33"))
DOWN = Decimal("0.4")
"""The share of the list price that is paid down where there is a loan."""
LESS = (2000, 1500, 1000)
"""The discount grows by this with each version."""
DEEP, BELOW = 7, Decimal(800)
"""Every so many quotations a price below the floor by this is asked for."""
FIRST_DEEP, CAUSES = 3, (DiscountCause.RIVAL, DiscountCause.LONG_STOCK)


def fill(
    session: Session, lists: PracticeLists, *, numbers: Numbering, told: Told, at: datetime
) -> None:
    """Quotes a car to every fourth of the newest live prospects, within the hour of the talk."""
    live = select(Prospect).where(Prospect.state == ProspectState.OPEN)
    wanted = (
        live.where(Prospect.model_id.is_not(None)).order_by(Prospect.id.desc()).limit(COUNT * STEP)
    )
    answers = cycle(_decisions(lists.facts["quotes"]))
    for place, prospect in enumerate(reversed(session.scalars(wanted).all()[::STEP])):
        first = min(prospect.opened_at + timedelta(minutes=50), at)
        told.usual = first
        quote = Quote(person_id=prospect.person_id, staff_id=prospect.owner_id, versions=1)
        quote.number = numbers.next("Q", first)
        if place % 13 == 6:
            quote.withdrawn_at = min(first + timedelta(hours=20), at)
        session.add(quote)
        wish = _wish(prospect, lists, place)
        if place % TRADED == 2:
            key = trade_ins.appraise(session, quote, lists, numbers=numbers, at=first).id
            wish = replace(wish, appraisal_id=key)
        _add_versions(session, quote, wish, answers, first=first, at=at)


def _add_versions(
    session: Session,
    quote: Quote,
    wish: QuoteEntry,
    answers: Iterator[Decision | None],
    *,
    first: datetime,
    at: datetime,
) -> None:
    """The first offer, and what came of haggling; only a last one is asked for below the floor."""
    by, less = _actor(session, quote), wish.discount or Decimal(0)
    price = price_on(session, wish.trim_id, local_day(first))
    assert price is not None and price.floor_price is not None
    gifts = sum((amount or Decimal(0) for _name, amount in wish.gifts), Decimal(0))
    most = price.list_price - price.floor_price - gifts
    plain = replace(wish, override_reason=None, cause=None)
    count = VERSIONS[quote.id % len(VERSIONS)]
    for number in range(1, count + 1):
        quote.versions = number
        made = min(first + timedelta(minutes=40 * (number - 1)), at)
        entry = replace(plain, discount=min(less, most))
        operations.add_version(session, quote, entry, by=by, at=made)
        less += LESS[number - 1]
    if wish.override_reason is None:
        return
    quote.versions, made = count + 1, min(first + timedelta(hours=3), at)
    deep = replace(wish, discount=most + BELOW)
    version = operations.add_version(session, quote, deep, by=by, at=made)
    _decide(session, version, next(answers), at=min(made + timedelta(minutes=15), at))


def _decide(
    session: Session, version: QuoteVersion, decision: Decision | None, *, at: datetime
) -> None:
    """What the manager says to a price below the floor, if anything yet."""
    if decision is None:
        return
    asked = DiscountRequest.quote_version_id == version.id
    row = session.scalars(select(DiscountRequest).where(asked)).one()
    discount_operations.decide(session, row, decision, by=_manager(session), at=at)


def _decisions(texts: dict[str, Any]) -> tuple[Decision | None, ...]:
    """What becomes of the requests, in their turn; the newest one waits."""
    granted = Decision(True, Role.MANAGER, texts["granted"])
    return granted, granted, Decision(False, Role.MANAGER, texts["refused"]), None


def _manager(session: Session) -> Actor:
    manager = session.get_one(Staff, 1)
    return Actor(manager.id, manager.name, frozenset({Role.MANAGER}), "")


def _actor(session: Session, quote: Quote) -> Actor:
    owner = session.get_one(Staff, quote.staff_id)
    return Actor(owner.id, owner.name, frozenset(owner.roles), "")


def _wish(prospect: Prospect, lists: PracticeLists, place: int) -> QuoteEntry:
    texts: dict[str, Any] = lists.facts["quotes"]
    model = next(one for one in lists.models if one.id == prospect.model_id)
    trim = model.trims[place % len(model.trims)]
    colours = cycle(lists.facts["colours"][place % len(lists.facts["colours"]) :])
    loan = LOANS[place % len(LOANS)]
    price = next(
        Decimal(told[3])
        for entry in lists.facts["models"]
        for told in entry["trims"]
        if told[0] == trim.name and entry["name"] == model.name
    )
    return QuoteEntry(
        trim_id=trim.id,
        colour=next(colours),
        interior=texts["interiors"][place % len(texts["interiors"])],
        discount=Decimal(1000 * (place % 3)),
        accessories=_named(texts["accessories"], place, count=place % 3),
        gifts=_named(texts["gifts"], place, count=1 if place % 3 != 1 else 0),
        insurance=_named(texts["insurance"], 0, count=2 if place % 4 else 1),
        plate_fee=Decimal(500),
        down_payment=(price * DOWN).quantize(Decimal(1000)) if loan else None,
        months=loan[0] if loan else None,
        loan_kind=loan[1] if loan else None,
        loan_rate=Decimal(loan[2]) if loan else None,
        override_reason=texts["reasons"][place % len(texts["reasons"])]
        if place % DEEP == FIRST_DEEP
        else None,
        cause=CAUSES[place % len(CAUSES)] if place % DEEP == FIRST_DEEP else None,
    )


def _named(texts: list[list[str]], place: int, *, count: int) -> tuple[tuple[str, Decimal], ...]:
    found = [texts[(place + step) % len(texts)] for step in range(count)]
    return tuple((name, Decimal(amount)) for name, amount in found)
