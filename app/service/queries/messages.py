"""Reads the store's texts for customers, filled for one order."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.service.message_text import DEFAULT, facts_of, filled
from app.service.queries.sheet import sheet
from app.text import _
from db.tables.workshop import MessageTemplate


def ready_texts(session: Session, order_id: int) -> tuple[tuple[str, str], ...]:
    """Name and filled text of each template in use; one of the program where there is none."""
    order = sheet(session, order_id)
    if order is None:
        return ()
    in_use = select(MessageTemplate.name, MessageTemplate.words).where(MessageTemplate.active)
    listed = session.execute(in_use.order_by(MessageTemplate.position, MessageTemplate.id)).all()
    facts = facts_of(order, settings.load(session))
    found = [(row.name, row.words) for row in listed] or [(_("Car is ready"), _(DEFAULT))]
    return tuple((name, filled(words, facts)) for name, words in found)
