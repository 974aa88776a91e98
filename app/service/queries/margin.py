"""Reads what an order earns beside its parts, for who may know cost prices (H10)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.orders.rules import CHARGED, NOTHING, product
from app.permissions import Actor
from app.service.queries import money
from app.service.settings import PriceSettings
from db.tables.parts import Part
from db.tables.service import PartLine
from db.vocabulary import Role

KNOWING = (Role.PARTS, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Margin:
    """What is charged, what its parts cost, and how many parts have no cost price."""

    charged: Decimal
    cost: Decimal
    unknown: int

    @property
    def earned(self) -> Decimal:
        """What is left beside the parts, before wages."""
        return self.charged - self.cost

    @property
    def percent(self) -> int | None:
        """The share that is left, in whole percent; None where nothing is charged."""
        return round(self.earned * 100 / self.charged) if self.charged else None


def margin(session: Session, order_id: int, *, viewer: Actor | None) -> Margin | None:
    """The margin of an order while it is built; None for who may not know it."""
    if viewer is None or not _may_know(session, viewer):
        return None
    wanted = select(PartLine.quantity, PartLine.by_customer, Part.cost)
    lines = wanted.outerjoin(Part, Part.id == PartLine.part_id).where(
        PartLine.order_id == order_id, PartLine.state.in_(CHARGED)
    )
    rows = [row for row in session.execute(lines) if not row.by_customer]
    known = [product(row.quantity, row.cost) for row in rows if row.cost is not None]
    charged = money.totals(session, order_id).total
    return Margin(charged, sum(known, NOTHING), len(rows) - len(known))


def _may_know(session: Session, viewer: Actor) -> bool:
    if viewer.may(*KNOWING):
        return True
    store = settings.load(session).of(PriceSettings)
    return store.advisor_sees_margin and viewer.may(Role.ADVISOR)
