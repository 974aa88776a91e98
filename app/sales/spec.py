"""What this desk declares: quotations, their papers, events, offers and settings."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    ListExport,
    Offer,
    OfferSource,
    PaperSpec,
    SettingGroup,
    TaskKind,
)
from app.sales import today
from app.sales.settings import QuoteSettings
from app.text import N_, _
from db.nouns import Noun
from db.tables.people import Person
from db.tables.sales import STANDING, Quote, QuoteVersion
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import PaperKind, Role


def quote_events(session: Session, person_id: int) -> Iterator[Event]:
    """Every version that a customer was offered."""
    name = CarModel.name + " " + Trim.name
    wanted = select(QuoteVersion.made_at, Quote.id, Quote.number, QuoteVersion.number, name)
    joined = wanted.join(Quote, Quote.id == QuoteVersion.quote_id).join(
        Trim, Trim.id == QuoteVersion.trim_id
    )
    of_person = joined.join(CarModel, CarModel.id == Trim.model_id).where(
        Quote.person_id == person_id
    )
    for at, key, number, version, car in session.execute(of_person):
        title = _("{number}, version {version}").format(number=number, version=version)
        yield Event(at, "quote", Noun.QUOTE, key, title, None, car)


def quote_offer(session: Session, person_id: int) -> Iterator[Offer]:
    """A quotation for the customer whose file is open: the standing one, or a new one."""
    standing = select(Quote.id, Quote.number).where(Quote.person_id == person_id, STANDING)
    found = session.execute(standing.order_by(Quote.id.desc()).limit(1)).first()
    roles = (Role.CONSULTANT,)
    if found is not None:
        text, told = N_("Open the quotation"), N_("Make the next version, or print it")
        yield Offer(text, told, "file-text", Noun.QUOTE, found.id, roles)
    text, told = N_("Quote a car"), N_("On-the-road price with tax, insurance and loan")
    yield Offer(text, told, "file-text", Noun.QUOTE_WISH, person_id, roles)


def withdraw_all(session: Session, people: Sequence[int], at: datetime) -> None:
    """Withdraws what these people were offered."""
    for quote in session.scalars(select(Quote).where(Quote.person_id.in_(people), STANDING)):
        quote.withdrawn_at = at
    session.flush()


def _versions_of(people: Sequence[int]) -> Select[Any]:
    versions = select(QuoteVersion.id).join(Quote, Quote.id == QuoteVersion.quote_id)
    return versions.where(Quote.person_id.in_(people))


DESK = DeskSpec(
    name="sales",
    nouns={
        Noun.QUOTE: N_("Quotation"),
        Noun.QUOTE_VERSION: N_("Version of a quotation"),
        Noun.QUOTE_LINE: N_("Line of a quotation"),
    },
    today=today.LISTS,
    tasks=(TaskKind(N_("Quotations"), Quote.staff_id, STANDING, (Role.CONSULTANT,)),),
    events=(EventSource(Person, {"quote": EventKind(N_("Quotation"), "file-text")}, quote_events),),
    offers=(OfferSource(Person, quote_offer),),
    papers=(PaperSpec(PaperKind.QUOTATION, noun=Noun.QUOTE_VERSION, of=_versions_of),),
    exports=(ListExport("quote_table", N_("Quotations"), Noun.QUOTE),),
    erasure=Erasure(end=withdraw_all),
    settings=(
        SettingGroup(
            "quotations",
            N_("Quotations"),
            QuoteSettings,
            lambda rules: _("valid for {days} days, purchase tax {percent} %").format(
                days=rules.quote_days, percent=rules.purchase_tax_percent
            ),
        ),
    ),
)
