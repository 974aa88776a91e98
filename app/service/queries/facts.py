"""What the papers of an order are made of, read in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.house import archive
from app.house.archive import Issued
from app.house.letterhead import letterhead
from app.orders.rules import Guarantee, guarantee
from app.paper.frame import Printed, StoreHead
from app.service.queries.sheet import OrderSheet, sheet
from app.settings import Settings
from app.text import N_, language
from db.words import PaperKind

NOUN = "repair_order"


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order on one paper: everything that is printed, frozen. `clauses` have their figures filled in."""

    order: OrderSheet
    store: StoreHead
    settings: Settings
    guarantee: Guarantee
    clauses: tuple[str, ...]
    edition: int
    language: str
    printed: Printed


def order_facts(session: Session, order_id: int, *, kind: PaperKind, by: str, at: datetime) -> OrderFacts:
    """The facts of a paper as they stand now, in the language now spoken, numbered as the next copy."""
    order = sheet(session, order_id)
    if order is None:
        raise Refused("order.unknown", N_("This order does not exist any more."))
    rules, wording = settings.load(session), archive.clauses(session, kind, language())
    promised = guarantee(order.service_type, rules)
    copy = archive.copies(session, kind, NOUN, noun_id=order_id) + 1
    return OrderFacts(
        order=order,
        store=letterhead(rules),
        settings=rules,
        guarantee=promised,
        clauses=tuple(filled(clause, rules, promised=promised) for clause in wording.clauses),
        edition=wording.edition,
        language=language(),
        printed=Printed(at, by, copy),
    )


def issued(session: Session, order_id: int, kind: PaperKind) -> Issued | None:
    """The paper of this kind that was given out last."""
    return archive.issued(session, kind, NOUN, noun_id=order_id)


def filled(clause: str, store: Settings, *, promised: Guarantee) -> str:
    """A clause with the store's figures; one that names what nobody knows is printed as it was written."""
    figures = {name: getattr(store, name) for name in Settings.__dataclass_fields__}
    figures |= {"guarantee_days": promised.days, "guarantee_km": f"{promised.km:,}"}
    figures |= {name: f"{value:,}" for name, value in figures.items() if name.endswith("_km") and isinstance(value, int)}
    try:
        return clause.format_map(figures)
    except (KeyError, ValueError, IndexError, AttributeError):
        return clause
