"""Reads what the paper of a discount request says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.errors import Refused
from app.paper.frame import Printed
from app.permissions import Actor
from app.sales import queries
from app.sales.facts import DiscountPaperFacts
from app.text import N_, language
from db.nouns import Noun
from db.tables.sales import Quote, QuoteVersion
from db.vocabulary import PaperKind, Role


@dataclass(frozen=True, slots=True)
class DiscountAsked:
    """Who prints, and when."""

    by: str
    at: datetime


def discount_paper(
    session: Session, version_id: int, asked: DiscountAsked, *, viewer: Actor
) -> DiscountPaperFacts:
    """A decided request with its version, and the paper that was given out before.

    It names the margin, so it is for those who may grant discounts.
    """
    if not viewer.may(Role.CASHIER):
        message = N_("This paper names the margin: a manager or the cashier prints it.")
        raise Refused("discount.not_yours", message)
    of_version = Quote.id.in_(select(QuoteVersion.quote_id).where(QuoteVersion.id == version_id))
    row = queries.rows(session, viewer, of_version, at=asked.at)[0]
    version = next(one for one in row.told if one.id == version_id)
    discount = version.request
    if discount is None or discount.decided_at is None:
        message = N_("There is a paper once the discount is granted or refused.")
        raise Refused("discount.undecided", message)
    noun = Noun.DISCOUNT_REQUEST
    kept = archive.issued(session, PaperKind.DISCOUNT_SHEET, noun, noun_id=discount.id)
    printed = Printed(asked.at, asked.by, 1 if kept is None else kept.copies + 1)
    told = settings.load(session)
    return DiscountPaperFacts(row, version, discount, told, language(), printed, kept)
