"""Open tasks of colleagues, and handing them on when somebody leaves.

The desks declare what can be taken over (`DeskSpec.tasks`).
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import operations
from app.desk_spec import TaskKind
from app.errors import Refused
from app.session_desks import desks_of
from app.text import N_, _
from db.tables.admin import Staff
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class OpenTasks:
    """How many tasks of one kind somebody has; `label` is a source text."""

    label: str
    count: int


def open_tasks(session: Session) -> dict[int, tuple[OpenTasks, ...]]:
    """What is open, by colleague; whoever has nothing is not named."""
    found: dict[int, list[OpenTasks]] = defaultdict(list)
    for kind in _kinds(session):
        held = select(kind.holder, func.count()).where(kind.is_open, kind.holder.is_not(None))
        for holder, count in session.execute(held.group_by(kind.holder)):
            found[holder].append(OpenTasks(kind.label, count))
    return {holder: tuple(tasks) for holder, tasks in found.items()}


def check_handed_on(session: Session, staff: Staff) -> None:
    """Refused where somebody who leaves still has open tasks."""
    tasks = open_tasks(session).get(staff.id, ())
    if tasks:
        message = N_("Choose who takes the open tasks: {tasks}.")
        raise Refused("staff.tasks", message, field="to", tasks=told(tasks))


def hand_on(session: Session, staff_id: int, to_id: int | None) -> int:
    """A colleague takes all open tasks that their roles allow; returns how many."""
    taker = session.get(Staff, to_id) if to_id else None
    if taker is None or not taker.active or taker.id == operations.person(session, staff_id).id:
        raise Refused("staff.taker", N_("Choose a colleague who works here."), field="to")
    kinds = [kind for kind in _kinds(session) if taker.roles & {*kind.roles, Role.MANAGER}]
    taken = sum(_hand_on(session, kind, staff_id, to_id=taker.id) for kind in kinds)
    left = open_tasks(session).get(staff_id, ())
    if left and not taken:
        message = N_("{name} can take none of these tasks: {tasks}. Choose another colleague.")
        raise Refused("staff.taker", message, field="to", name=taker.name, tasks=told(left))
    return taken


def told(tasks: tuple[OpenTasks, ...]) -> str:
    """The tasks in one line, such as `Prospects 3 · Planned contacts 2`."""
    return " · ".join(f"{_(one.label)} {one.count}" for one in tasks)


def _hand_on(session: Session, kind: TaskKind, staff_id: int, *, to_id: int) -> int:
    column = kind.holder
    held = select(column.class_).where(column == staff_id, kind.is_open)
    rows = list(session.scalars(held))
    for row in rows:
        is_free = kind.is_free is None or kind.is_free(session, row, to_id)
        setattr(row, column.key, to_id if is_free else None)
        session.flush()
    return len(rows)


def _kinds(session: Session) -> list[TaskKind]:
    return [kind for desk in desks_of(session) for kind in desk.tasks]
