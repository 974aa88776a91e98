"""Papers of a car for sale, a transfer or an outlet as they were given out."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.admin.kept_papers import KeptCopy, KeptPaper, kept_of, one_more
from app.errors import Refused
from app.permissions import Actor
from app.text import N_
from db.nouns import Noun
from db.tables.papers import IssuedPaper
from db.vocabulary import PaperKind, Role

OF_NOUN = {
    Noun.STOCK_CAR: PaperKind.PDI_SHEET,
    Noun.CAR_TRANSFER: PaperKind.TRANSFER_NOTE,
    Noun.OUTLET: PaperKind.OUTLET_SHEET,
}
"""Which paper is stored with what."""


def kept_papers(noun: Noun) -> Callable[..., tuple[KeptPaper, ...]]:
    """Reads the papers of one kind of record."""

    def read(session: Session, key: int, viewer: Actor, *, at: datetime) -> tuple[KeptPaper, ...]:
        _check(noun, viewer)
        return kept_of(session, {OF_NOUN[noun]: (noun, (key,))})

    return read


def kept_copy(session: Session, paper: KeptPaper, name: str, *, viewer: Actor) -> KeptCopy:
    """A kept paper for one more copy."""
    row = session.get_one(IssuedPaper, paper.id)
    _check(Noun(row.noun), viewer)
    return one_more(session, row, name)


def _check(noun: Noun, viewer: Actor) -> None:
    """Everybody at the desk reads of a car; what is agreed with an outlet is money."""
    if noun is not Noun.STOCK_CAR and not viewer.may(Role.CASHIER):
        message = N_("Papers of outlets are for managers and cashiers.")
        raise Refused("outlet.papers", message)
