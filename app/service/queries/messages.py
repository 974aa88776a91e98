"""Reads the store's texts for customers, filled for one order."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.formatting import money
from app.identity import phone as phones
from app.identity import plate as plates
from app.service.message_text import DEFAULT, filled
from app.service.queries.sheet import OrderSheet, sheet
from app.settings import Settings, StoreSettings
from app.text import _
from db.money_words import PayerKind
from db.tables.workshop import MessageTemplate


def ready_texts(session: Session, order_id: int) -> tuple[tuple[str, str], ...]:
    """Name and filled text of each template in use; one of the program where there is none."""
    order = sheet(session, order_id)
    if order is None:
        return ()
    in_use = select(MessageTemplate.name, MessageTemplate.words).where(MessageTemplate.active)
    listed = session.execute(in_use.order_by(MessageTemplate.position, MessageTemplate.id)).all()
    facts = _facts_of(order, settings.load(session))
    found = [(row.name, row.words) for row in listed] or [(_("Car is ready"), _(DEFAULT))]
    return tuple((name, filled(words, facts)) for name, words in found)


def _facts_of(order: OrderSheet, settings: Settings) -> dict[str, str]:
    """What the texts of this order may name."""
    store = settings.of(StoreSettings)
    name, _number = order.pick_up
    return {
        "customer": name,
        "plate": plates.shown(order.plate or "") or order.number,
        "model": order.model or "",
        "total": money(order.for_payer(PayerKind.CUSTOMER).to_pay),
        "advisor": order.advisor,
        "store": store.store_name,
        "phone": phones.shown(store.store_phone),
    }
