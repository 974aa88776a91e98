"""Live prospects in a store of any size: as many, and as much talked to, in every store."""

from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import LIVE, FollowUp, LevelChange, Prospect
from db.tables.store_lists import Level
from db.vocabulary import CallResult, ContactWay, ProspectState, Role
from tests.bench.desk import AT

PROSPECTS, DUE = 400, 120
"""Open in the month, and contacts that are due today or were."""
BEFORE = AT - timedelta(days=70)
"""What the practice store has begun since is moved there."""
MADE = 3
"""Contacts of each prospect in the month."""
DAY = timedelta(days=1)


def fill_prospects(connection: Connection) -> None:
    """Ends those that live, and begins as many as a month has."""
    _end_all(connection)
    people = connection.scalars(select(Person.id).order_by(-Person.id).limit(PROSPECTS)).all()
    staff = connection.execute(select(Staff.id, Staff.roles).where(Staff.active))
    owners = cycle([key for key, roles in staff if Role.CONSULTANT in roles])
    levels = connection.scalars(select(Level.id).order_by(Level.id)).all()
    first = (connection.scalar(select(func.max(Prospect.id))) or 0) + 1
    wishes = [
        {"id": first + at, "person_id": person, "owner_id": owner, "version": 1}
        | {"level_id": levels[at % len(levels)], "state": ProspectState.OPEN}
        | {"opened_at": AT - timedelta(days=20 + at % 40, minutes=at)}
        for at, (person, owner) in enumerate(zip(people, owners, strict=False))
    ]
    connection.execute(insert(Prospect), wishes)
    graded = [
        {"prospect_id": one["id"], "new_level_id": levels[(at + again) % len(levels)]}
        | {"at": one["opened_at"] + again * 5 * DAY, "staff_id": one["owner_id"]}
        for at, one in enumerate(wishes)
        for again in (0, 1)
    ]
    connection.execute(insert(LevelChange), graded)
    contacts = []
    for at, one in enumerate(wishes):
        about = {"person_id": one["person_id"], "prospect_id": one["id"], "version": 1}
        about |= {"staff_id": one["owner_id"]}
        made = [AT - timedelta(days=2 + 5 * back, minutes=at) for back in range(MADE)]
        contacts += [about | _made(due, one["owner_id"]) for due in made]
        contacts.append(about | _planned(at))
    connection.execute(insert(FollowUp), contacts)


def _made(due: datetime, by: int) -> dict[str, object]:
    talk = {"way": ContactWay.PHONE, "result": CallResult.REACHED, "content": "约周末到店"}
    return {"due_at": due, "done_at": due, "done_by": by} | talk


def _planned(at: int) -> dict[str, object]:
    """Some are due today or overdue, the others in the days to come."""
    due = AT - timedelta(minutes=37 * at) if at < DUE else AT + timedelta(days=1 + at % 20)
    talk = dict.fromkeys(("done_at", "done_by", "way", "result", "content"))
    return {"due_at": due} | talk


def _end_all(connection: Connection) -> None:
    recent = FollowUp.done_at.is_(None) | (FollowUp.due_at >= BEFORE)
    connection.execute(delete(FollowUp).where(recent))
    lately = or_(LIVE, Prospect.closed_at >= BEFORE)
    ended = {"state": ProspectState.LOST, "opened_at": BEFORE, "closed_at": BEFORE}
    connection.execute(update(Prospect).where(lately).values(ended))
