"""Use cases of a price below the floor: grant it, refuse it, keep its paper (D4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused
from app.formatting import money, short_moment
from app.labels import label
from app.local_time import local_day
from app.permissions import Actor, allow
from app.sales import discount_operations, discount_rules, queries
from app.sales.discount_operations import Decision
from app.sales.facts import VersionFacts
from app.sales.settings import DiscountSettings
from app.sales.values import GivenDiscount
from app.sales.version_queries import versions
from app.text import N_, _, language
from db.nouns import Noun
from db.sales_words import QuoteState
from db.tables.admin import Staff
from db.tables.sales import DiscountRequest, Quote, QuoteVersion
from db.vocabulary import PaperKind, Role


@allow(*discount_rules.LEVELS)
def grant_discount(
    session: Session, request_id: int, answer: str | None, *, by: Actor, at: datetime
) -> None:
    """Lets exactly this price through, until the last day of its version."""
    row, version = _waiting(session, request_id, at=at)
    level = _level(session, version, by=by)
    discount_operations.decide(session, row, Decision(True, level, answer), by=by, at=at)


@allow(*discount_rules.LEVELS)
def refuse_discount(
    session: Session, request_id: int, answer: str | None, *, by: Actor, at: datetime
) -> None:
    """The consultant reads why; another price is the next version."""
    row, version = _waiting(session, request_id, at=at)
    level = _level(session, version, by=by)
    if not (answer or "").strip():
        message = N_("Say why it is refused: the consultant reads it.")
        raise Refused("discount.no_answer", message, field="answer")
    discount_operations.decide(session, row, Decision(False, level, answer), by=by, at=at)


@allow(Role.CASHIER)
def keep_discount(session: Session, given: GivenDiscount, *, by: Actor, at: datetime) -> int:
    """Stores a discount request as it was printed; returns the number of the copy (D5)."""
    row = session.get_one(DiscountRequest, given.request_id)
    kind, noun = PaperKind.DISCOUNT_SHEET, Noun.DISCOUNT_REQUEST
    kept = ToKeep(kind, noun, row.id, row.number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at)


def _waiting(
    session: Session, request_id: int, *, at: datetime
) -> tuple[DiscountRequest, VersionFacts]:
    """A request that nobody has decided, with its version, which is still the newest."""
    row = session.get_one(DiscountRequest, request_id)
    version_row = session.get_one(QuoteVersion, row.quote_version_id)
    quote = session.get_one(Quote, version_row.quote_id)
    newest = versions(session, quote.id)[-1]
    asked = newest.request
    if row.decided_at is not None:
        _raise_decided(session, row)
    state = queries.state_of(newest, quote.withdrawn_at, today=local_day(at))
    if state is not QuoteState.ASKED or asked is None or asked.id != row.id:
        message = N_("{number} is asked for no more: look at the newest version of {quote}.")
        raise Refused("discount.gone", message, number=row.number, quote=quote.number)
    return row, newest


def _raise_decided(session: Session, row: DiscountRequest) -> None:
    """Refused: tells who decided, what and when."""
    granted = N_("{number} was granted by {who}, {when}.")
    refused = N_("{number} was refused by {who}, {when}.")
    who = session.get_one(Staff, row.decided_by).name
    told = {"number": row.number, "who": who, "when": short_moment(row.decided_at)}
    raise Refused("discount.decided", granted if row.granted else refused, **told)


def _level(session: Session, version: VersionFacts, *, by: Actor) -> Role:
    """The role by which the actor may decide; Refused where none goes so far."""
    store, gap = settings.load(session).of(DiscountSettings), discount_rules.gap_of(version)
    level = discount_rules.level(gap, by.roles, store=store)
    if level is None:
        enough = discount_rules.levels(gap, store=store)
        roles = _(", ").join(label(role) for role in discount_rules.LEVELS if role in enough)
        message = N_("{amount} below the floor price: this is decided by {roles}.")
        raise Refused("discount.level", message, amount=money(gap), roles=roles)
    return level
