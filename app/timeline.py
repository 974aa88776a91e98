"""Gathers from the desks what happened with a person or a car, and what can be done."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.desk_spec import Desks, Document, Event, EventKind, Offer
from app.session_desks import desks_of
from db.nouns import Noun
from db.tables.base import Base


def events(session: Session, subject: type[Base], record_id: int) -> list[Event]:
    """What every desk tells of one record, newest first."""
    sources = (source for desk in desks_of(session) for source in desk.events)
    told = [
        event
        for source in sources
        if source.subject is subject
        for event in source.read(session, record_id)
    ]
    return sorted(told, key=lambda event: event.at, reverse=True)


def offers(session: Session, subject: type[Base], record_id: int) -> Iterator[Offer]:
    """What every desk can do with one record."""
    for desk in desks_of(session):
        for source in desk.offers:
            if source.subject is subject:
                yield from source.read(session, record_id)


def document(session: Session, noun: Noun, record_id: int) -> Document | None:
    """A record that has no page of its own; None where it is gone."""
    return next(
        desk.documents[noun](session, record_id)
        for desk in desks_of(session)
        if noun in desk.documents
    )


def kinds(desks: Desks) -> dict[str, EventKind]:
    """Every kind of event by its name."""
    return {
        name: kind
        for desk in desks
        for source in desk.events
        for name, kind in source.kinds.items()
    }


def documents(desks: Desks) -> frozenset[Noun]:
    """The nouns that have no page of their own."""
    return frozenset(noun for desk in desks for noun in desk.documents)
