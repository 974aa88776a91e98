"""What somebody undid himself is done again, although the record was saved twice since."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.gesture_mark import GestureMark
from db.staff_words import Act
from db.tables.admin import Audit

WRITES = (Act.ADD, Act.CHANGE, Act.REMOVE)


def own_steps(session: Session, mark: GestureMark, staff_id: int) -> frozenset[int]:
    """By how many versions a save and its undo moved the records that it wrote.

    Empty where it was not undone, or was written to meanwhile by somebody else or once more.
    """
    if not mark.before:
        return frozenset()
    mine = Audit.gesture.in_(mark.before)
    since = select(Audit.noun, Audit.noun_id, Audit.act, Audit.gesture, Audit.staff_id).where(
        tuple_(Audit.noun, Audit.noun_id).in_(select(Audit.noun, Audit.noun_id).where(mine)),
        Audit.id >= select(func.min(Audit.id)).where(mine).scalar_subquery(),
        Audit.act.in_(WRITES),
    )
    rows = session.execute(since).all()
    undone = {row.gesture for row in rows} - {*mark.before}
    if len(undone) != len(mark.before) or any(row.staff_id != staff_id for row in rows):
        return frozenset()
    steps = Counter((row.noun, row.noun_id) for row in rows if row.act is Act.CHANGE)
    return frozenset(steps.values())
