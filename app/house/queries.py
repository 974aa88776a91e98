"""Who may sign in, and the lists that forms choose from."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.house import Level, Purpose, Source, Staff
from db.tables.vehicles import CarModel, Trim
from db.words import Gearbox, Role


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """A colleague as lists show one."""

    id: int
    name: str
    roles: frozenset[Role]
    on_duty: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A prospect level with its rule: buy within, contact every so many days."""

    id: int
    code: str
    name: str
    contact_every_days: int


@dataclass(frozen=True, slots=True)
class TrimChoice:
    """A version of a model, its full name and gearbox."""

    id: int
    text: str
    gearbox: Gearbox
    model_id: int


def is_new_store(session: Session) -> bool:
    """True until the first administrator exists."""
    return session.scalar(select(Staff.id).limit(1)) is None


def sign_in_choices(session: Session) -> list[StaffChoice]:
    """Everybody who may sign in: active and with a password, by name."""
    rows = session.scalars(select(Staff).where(Staff.active, Staff.password_hash.is_not(None)).order_by(Staff.name))
    return [_choice(row) for row in rows]


def staff(session: Session, *roles: Role, everybody: bool = False) -> list[StaffChoice]:
    """Active colleagues with any of `roles` (all without roles), those on duty first. `everybody` includes who has left."""
    rows = session.scalars(select(Staff).order_by(Staff.on_duty.desc(), Staff.name))
    wanted = frozenset(roles)
    return [_choice(row) for row in rows if (row.active or everybody) and (not wanted or row.roles & wanted)]


def sources(session: Session) -> list[Choice]:
    """Sources in use, in the store's order."""
    return _choices(session, Source)


def purposes(session: Session) -> list[Choice]:
    """Purposes in use, in the store's order."""
    return _choices(session, Purpose)


def levels(session: Session, *, open_only: bool = True) -> list[LevelChoice]:
    """Levels in use, in the store's order; `open_only` leaves out those of closed prospects."""
    rows = session.scalars(select(Level).where(Level.active).order_by(Level.position, Level.id))
    return [LevelChoice(row.id, row.code, row.name, row.contact_every_days) for row in rows if row.is_open or not open_only]


def models(session: Session) -> list[Choice]:
    """Model lines in use."""
    return _choices(session, CarModel)


def trims(session: Session) -> list[TrimChoice]:
    """Versions in use with the name of their model."""
    in_use = select(Trim).join(CarModel).where(Trim.active, CarModel.active)
    rows = session.scalars(in_use.order_by(CarModel.position, Trim.position, Trim.id))
    return [TrimChoice(row.id, f"{row.model.name} {row.name}", row.gearbox, row.model_id) for row in rows]


def _choices(session: Session, noun: Any) -> list[Choice]:
    rows = session.scalars(select(noun).where(noun.active).order_by(noun.position, noun.id))
    return [Choice(row.id, row.name) for row in rows]


def _choice(row: Staff) -> StaffChoice:
    return StaffChoice(row.id, row.name, row.roles, row.on_duty)
