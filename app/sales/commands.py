"""Use cases of the quotations: save a version, withdraw, keep what the customer was given."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused, check_seen
from app.numbers import next_number
from app.permissions import Actor, allow
from app.sales import fleet_quotes, operations
from app.sales.values import GivenQuotation, QuoteEntry
from app.text import N_, language
from db.nouns import Noun
from db.tables.people import Person
from db.tables.sale_orders import STANDING, SaleOrder
from db.tables.sales import Quote, QuoteVersion
from db.vocabulary import PaperKind, Role


@allow(Role.CONSULTANT)
def save_quote(session: Session, entry: QuoteEntry, *, by: Actor, at: datetime) -> int:
    """Saves a first or the next version; returns the id of the quotation.

    A price below the floor of the day needs a reason and a manager (D4).
    """
    if entry.id is None:
        quote = _new(session, entry, by=by, at=at)
    else:
        quote = _own(session, entry.id, by=by)
        check_seen(entry.version, quote.version, noun=Noun.QUOTE, id=quote.id)
        if quote.withdrawn_at is not None:
            raise Refused("quote.withdrawn", N_("This quotation was withdrawn: begin a new one."))
        if entry.who not in (None, quote.person_id):
            message = N_("A quotation keeps its customer: another buyer gets one of their own.")
            raise Refused("quote.other_buyer", message, field="who")
        quote.versions += 1
        fleet_quotes.check_ordered(session, quote, entry)
    operations.add_version(session, quote, entry, by=by, at=at)
    return quote.id


@allow(Role.CONSULTANT)
def withdraw(session: Session, quote_id: int, *, by: Actor, at: datetime) -> None:
    """The offer holds no more; it stays readable."""
    quote = _own(session, quote_id, by=by)
    if quote.withdrawn_at is not None:
        raise Refused("quote.gone", N_("This quotation has been withdrawn already."))
    _check_not_ordered(session, quote)
    quote.withdrawn_at = at


@allow(Role.CONSULTANT)
def take_back_withdrawal(session: Session, quote_id: int, *, by: Actor, at: datetime) -> None:
    """Undo of `withdraw`: the offer holds as before."""
    _own(session, quote_id, by=by).withdrawn_at = None


@allow(Role.CONSULTANT)
def keep_quotation(session: Session, given: GivenQuotation, *, by: Actor, at: datetime) -> int:
    """Stores a quotation as the customer got it; returns the number of the copy (D5)."""
    version = session.get_one(QuoteVersion, given.version_id)
    number = f"{session.get_one(Quote, version.quote_id).number}-{version.number}"
    kind, noun = PaperKind.QUOTATION, Noun.QUOTE_VERSION
    kept = ToKeep(kind, noun, version.id, number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at)


def _new(session: Session, entry: QuoteEntry, *, by: Actor, at: datetime) -> Quote:
    person = session.get(Person, entry.who) if entry.who is not None else None
    if person is None:
        message = N_("Choose a customer. Somebody new is registered first: as a visit or prospect.")
        raise Refused("quote.nobody", message, field="who")
    number = next_number(session, "Q", at)
    quote = Quote(number=number, person_id=person.id, staff_id=by.staff_id, versions=1)
    fleet_quotes.join_project(session, quote, entry, by=by)
    session.add(quote)
    session.flush()
    return quote


def _check_not_ordered(session: Session, quote: Quote) -> None:
    wanted = select(SaleOrder.number).where(SaleOrder.quote_id == quote.id, STANDING)
    number = session.scalar(wanted)
    if number is not None:
        message = N_("This quotation is order {number} by now: cancel the order instead.")
        raise Refused("quote.ordered", message, number=number)


def _own(session: Session, quote_id: int, *, by: Actor) -> Quote:
    quote = session.get_one(Quote, quote_id)
    if quote.staff_id != by.staff_id and not by.may(Role.MANAGER):
        message = N_("This is a colleague's quotation: its consultant or a manager changes it.")
        raise Refused("quote.not_own", message)
    return quote
