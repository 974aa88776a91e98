"""The service advisor to whom a buyer was introduced when the car was handed over (S120)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.permissions import Actor
from db.tables.admin import Staff
from db.tables.sale_orders import SaleOrder
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Introduced:
    """Who looks after a customer in the workshop."""

    id: int
    name: str


def advisors(session: Session, _viewer: Actor | None = None) -> list[tuple[int, str]]:
    """All service advisors who work here, to choose from."""
    everybody = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
    return [(one.id, one.name) for one in everybody if Role.ADVISOR in one.roles]


def introduced(session: Session, person_id: int | None) -> Introduced | None:
    """The advisor of the customer's newest car; None where nobody is, or works there no more."""
    if person_id is None:
        return None
    wanted = select(Staff).join(SaleOrder, SaleOrder.advisor_id == Staff.id)
    of_person = wanted.where(
        SaleOrder.person_id == person_id, SaleOrder.delivered_at.is_not(None), Staff.active
    )
    newest = of_person.order_by(SaleOrder.delivered_at.desc(), SaleOrder.id.desc()).limit(1)
    advisor = session.scalar(newest)
    if advisor is None or Role.ADVISOR not in advisor.roles:
        return None
    return Introduced(advisor.id, advisor.name)
