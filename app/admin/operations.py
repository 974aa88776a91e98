"""Checks staff, adds editions of wording and counts saved lists, for commands of this desk."""

import json
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import passwords
from app.admin.values import Approver
from app.errors import Refused
from app.local_time import day_bounds
from app.permissions import Actor
from app.settings import StoreSettings
from app.text import N_
from db.tables.admin import Audit, Staff
from db.tables.papers import Wording
from db.vocabulary import Act, PaperKind, Role


def person(session: Session, staff_id: int) -> Staff:
    """Somebody who works or worked here."""
    row = session.get(Staff, staff_id)
    if row is None:
        raise Refused("staff.unknown", N_("This entry does not exist any more."))
    return row


def refuse_namesake(session: Session, name: str, own_id: int | None) -> None:
    """Refuses a name that an active colleague has: nobody could tell who signs in."""
    twin = session.scalar(select(Staff.id).where(Staff.name == name, Staff.active))
    if twin is not None and twin != own_id:
        message = N_("Somebody here has this name already. Add something to tell them apart.")
        raise Refused("staff.double", message, field="name")


def refuse_without_administrator(session: Session, *, without: int) -> None:
    """Refused where `without` is the last administrator who can sign in."""
    active = select(Staff).where(Staff.active, Staff.password_hash.is_not(None))
    others = session.scalars(active.where(Staff.id != without))
    if not any(Role.ADMINISTRATOR in row.roles for row in others):
        message = N_("This is the last administrator. Make somebody else one first.")
        raise Refused("staff.last_administrator", message, field="roles")


def add_edition(
    session: Session, kind: PaperKind, language: str, *, clauses: str, at: datetime
) -> int:
    """Adds an edition of a paper's wording and returns it; older papers keep theirs."""
    of_kind = select(func.max(Wording.edition)).where(Wording.kind == kind)
    edition = (session.scalar(of_kind.where(Wording.language == language)) or 0) + 1
    session.add(Wording(kind=kind, language=language, edition=edition, clauses=clauses, since=at))
    return edition


def rows_exported(session: Session, staff_id: int, day: date) -> int:
    """How many lines a colleague has saved as files on a day."""
    start, end = day_bounds(day)
    told = select(Audit.new).where(
        Audit.act == Act.EXPORT, Audit.staff_id == staff_id, Audit.at >= start, Audit.at < end
    )
    return sum(int(json.loads(new or "{}").get("rows", 0)) for new in session.scalars(told))


def count_failure(person: Staff | None, uptime: float | None, *, by: Actor, at: datetime) -> None:
    """Counts a wrong password; without an uptime the one of the last lock stays."""
    if person is not None:
        person.failures += 1
        person.locked_until = passwords.locked_until(person.failures, at)
        if uptime is not None:
            person.locked_on, person.locked_uptime = by.workstation, int(uptime)


def lock_on(
    person: Staff, uptime: float | None, *, field: str = "password", by: Actor, at: datetime
) -> Refused | None:
    """What somebody is told whose password may not be tried now; None where it may.

    On the PC of the last wrong one its `uptime` counts too, whatever its clock was set to.
    """
    if person.locked_until is not None and person.locked_until > at:
        message = N_("Too many wrong passwords. Try again in {wait} seconds.")
        wait = int((person.locked_until - at).total_seconds()) + 1
        return Refused("password.wait", message, field=field, wait=wait)
    if _waits_here(person, uptime, by=by):
        message = N_("Too many wrong passwords. The clock was changed meanwhile: wait a little.")
        return Refused("password.wait", message, field=field)
    return None


def hashed(session: Session, password: str, name: str) -> str:
    """The hash of a password of this person; Refused where colleagues would guess it."""
    store = settings.load(session).of(StoreSettings)
    return passwords.hashed(password, (name, store.store_name))


def check_password(
    row: Staff, tried: Approver, *, field: str = "password", by: Actor, at: datetime
) -> None:
    """Refuses a wrong password; tries are counted and locked as at the sign-in."""
    locked = lock_on(row, tried.uptime, field=field, by=by, at=at)
    if locked is not None:
        raise locked
    if not passwords.matches(row.password_hash, tried.password or ""):
        refused = Refused("password.wrong", N_("The password is not right."), field=field)
        key, uptime = row.id, tried.uptime
        refused.kept = lambda session: count_failure(session.get(Staff, key), uptime, by=by, at=at)
        raise refused


def _waits_here(person: Staff, uptime: float | None, *, by: Actor) -> bool:
    """True on the PC of the last wrong password until it ran on for long enough."""
    if uptime is None or person.locked_uptime is None or person.locked_on != by.workstation:
        return False
    return passwords.still_waits(person.failures, uptime - person.locked_uptime)
