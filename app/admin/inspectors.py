"""The colleagues who may do final inspections, as a list of the settings."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.permissions import Actor, allow
from app.rows import columns_of, fetch
from app.text import N_
from db.tables.admin import Staff
from db.tables.quality import Inspector
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class InspectorRow:
    """A quality inspector."""

    id: int
    version: int
    staff_id: int
    number: str
    active: bool
    name: str


@dataclass(frozen=True, slots=True)
class InspectorEntry:
    """Who inspects, and under which number."""

    staff_id: int | None
    number: str | None
    id: int | None = None
    version: int | None = None


def inspectors(session: Session, _viewer: Actor | None = None) -> list[InspectorRow]:
    """All inspectors, those in use first."""
    found = select(*columns_of(InspectorRow, Inspector), Staff.name.label("name"))
    found = found.join(Staff, Staff.id == Inspector.staff_id)
    listed = found.order_by(Inspector.active.desc(), Inspector.number, Inspector.id)
    return fetch(session, InspectorRow, listed)


@allow(Role.MANAGER)
def save_inspector(session: Session, entry: InspectorEntry, *, by: Actor, at: datetime) -> int:
    """Adds or changes an inspector; Refused without number and for somebody listed twice."""
    if entry.staff_id is None:
        raise Refused("inspector.who", N_("Please fill this in."), field="staff_id")
    if not (entry.number or "").strip():
        raise Refused("inspector.number", N_("Please fill this in."), field="number")
    twin = session.scalar(select(Inspector).where(Inspector.staff_id == entry.staff_id))
    if twin is not None and twin.id != entry.id:
        raise Refused("list.double", N_("This stands on the list already."), field="staff_id")
    row = session.get_one(Inspector, entry.id) if entry.id else Inspector()
    check_seen(entry.version, row.version)
    row.staff_id, row.number = entry.staff_id, (entry.number or "").strip()
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER)
def retire_inspector(
    session: Session, inspector_id: int, *, back: bool = False, by: Actor, at: datetime
) -> None:
    """Takes an inspector out of use, or back into it with `back`."""
    session.get_one(Inspector, inspector_id).active = back
