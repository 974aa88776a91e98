"""Looks at what surrounds the store: the clock of this PC, the room on its disk, its backups."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import backup, checking, rules, shared_check
from app.failure_texts import FailureNotice
from app.formatting import show_moment
from app.permissions import Actor
from app.records import Records
from app.settings import StoreSettings
from app.text import N_, _
from app.tones import Tone
from db import audit_chain
from db.tables.admin import Audit
from db.vocabulary import Act

NEAR = timedelta(minutes=2)
"""Clocks of several PCs may differ by so much."""
LONG = timedelta(days=31)
"""A shop that is closed for longer is rarer than a clock that was set ahead."""
LATELY = 500
LEAST_ROOM = 1_000_000_000
MB = 1_000_000
BEHIND = N_("The clock of this PC shows {now}, but something was saved at {last} already.")
AHEAD = N_("By the clock of this PC nothing was saved since {last}.")
SET_IT = N_("Look whether it is right: due dates, lockouts and backups follow it.")
NO_ROOM = N_("Only {free:,} MB are free on the disk of the store's data.")
FREE_SOME = N_("Free some space: without it nothing can be saved or backed up.")
NO_BACKUP = N_("No verified backup of the last 24 hours.")
NEWEST = N_("The newest is of {time}. Make one in Settings, and look whether its folder is there.")
NONE_YET = N_("Make one in Settings, under Data and backup.")
FAULTY = N_("The check of the store's data found: {fault}")
ASK_HELP = N_("Keep the backups of the last days and call for help.")


def clock_doubt(session: Session, at: datetime) -> FailureNotice | None:
    """What speaks against the clock of this PC, by what was saved before somebody signed in."""
    lately = select(Audit.id, Audit.at).where(Audit.act != Act.SIGN_IN)
    rows = lately.order_by(Audit.id.desc()).limit(LATELY).subquery()
    last = session.scalar(select(func.max(rows.c.at)))
    if last is None or last - NEAR <= at <= last + LONG:
        return None
    said = _(BEHIND) if at < last else _(AHEAD)
    told = said.format(now=show_moment(at), last=show_moment(last))
    return FailureNotice(told, _(SET_IT), tone=Tone.WARN)


def room_doubt(store: Path) -> FailureNotice | None:
    """Says when the disk of a store's file is nearly full."""
    try:
        free, size = shutil.disk_usage(store.parent).free, store.stat().st_size
    except OSError:
        return None
    if free >= max(LEAST_ROOM, 3 * size):
        return None
    return FailureNotice(_(NO_ROOM).format(free=free // MB), _(FREE_SOME), tone=Tone.WARN)


def backup_doubt(session: Session, store: Path, *, at: datetime) -> FailureNotice | None:
    """Says when no verified backup of this store is younger than a day.

    Nothing in the first day of a store, and of one for practice.
    """
    known = settings.load(session)
    first = session.scalar(select(Audit.at).order_by(Audit.id).limit(1))
    if known.of(StoreSettings).practice or first is None or at - first <= rules.WARN_AFTER:
        return None
    mark = audit_chain.store_mark(session.connection())
    newest = backup.newest(backup.folder_of(store, known), store=mark, at=at)
    if newest is not None and not rules.is_old(newest.made_at, at):
        return None
    told = _(NEWEST).format(time=show_moment(newest.made_at)) if newest else _(NONE_YET)
    return FailureNotice(_(NO_BACKUP), told, tone=Tone.BAD)


def doubts(records: Records, at: datetime) -> dict[str, FailureNotice | None]:
    """What a window says beside its work, by the name of each banner."""
    place = records.place
    with records.read() as session:
        found = {"clock": clock_doubt(session, at)}
        if not isinstance(place, Path):
            found["faults"] = _fault(shared_check.told(session))
        else:
            found["room"] = room_doubt(place)
            found["old_backup"] = backup_doubt(session, place, at=at)
    return found


def faults(records: Records) -> FailureNotice | None:
    """Checks the live store as `dealer-desk check` does; reads only, others go on working."""
    return _fault(next(iter(_found(records)), ""))


def check_shared(records: Records, *, by: Actor, at: datetime) -> None:
    """The same for a shared store, by one PC a day; `doubts` tells what it found."""
    if records.act(shared_check.begin, by=by, at=at):
        records.act(shared_check.tell, next(iter(_found(records)), ""), by=by, at=at)


def _found(records: Records) -> list[str]:
    return [*checking.faults(records), *checking.cut_since(records)]


def _fault(told: str) -> FailureNotice | None:
    if not told:
        return None
    return FailureNotice(_(FAULTY).format(fault=told), _(ASK_HELP), tone=Tone.BAD)
