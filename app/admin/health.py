"""Looks at what surrounds the store: the clock of this PC, the room on its disk, its backups."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.admin import backup, checking, queries, rules, shared_check
from app.failure_texts import FailureNotice
from app.formatting import show_moment
from app.permissions import Actor
from app.records import Records
from app.settings import StoreSettings
from app.text import N_, _
from app.tones import Tone
from db import audit_chain
from db.store_address import StorePlace
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
NO_ROOM_FOR_BACKUPS = N_("Only {free:,} MB are free on the disk of the backups.")
FREE_SOME = N_("Free some space: without it nothing can be saved or backed up.")
FREE_OR_MOVE = N_("Free some space there, or choose another folder in Settings.")
NO_BACKUP = N_("No verified backup of the last 24 hours.")
NEWEST = N_("The newest is of {time}. Make one in Settings, and look whether its folder is there.")
NONE_YET = N_("Make one in Settings, under Data and backup.")
NEWEST_THERE = N_("The newest is of {time}. Look whether the main PC is on and its disk has room.")
NONE_THERE = N_("The main PC makes them: look whether it is on and its disk has room.")
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


def room_doubt(store: Path, backups: Path) -> FailureNotice | None:
    """Says when the disk of a store's file, or another one for its backups, is nearly full."""
    free, needed = _room(store.parent), _room_for(store)
    if free is not None and free < needed:
        return FailureNotice(_(NO_ROOM).format(free=free // MB), _(FREE_SOME), tone=Tone.WARN)
    there = _room(backups)
    if there is None or there >= needed:
        return None
    told = _(NO_ROOM_FOR_BACKUPS).format(free=there // MB)
    return FailureNotice(told, _(FREE_OR_MOVE), tone=Tone.WARN)


def backup_doubt(session: Session, place: StorePlace, *, at: datetime) -> FailureNotice | None:
    """Says when no verified backup of this store is younger than a day.

    Nothing in the first day of a store, and of one for practice.
    """
    first = session.scalar(select(Audit.at).order_by(Audit.id).limit(1))
    own = settings.load(session).of(StoreSettings)
    if own.practice or first is None or at - first <= rules.WARN_AFTER:
        return None
    newest = _newest_backup(session, place, at)
    if not rules.is_old(newest, at):
        return None
    here = isinstance(place, Path)
    if newest is None:
        return FailureNotice(_(NO_BACKUP), _(NONE_YET if here else NONE_THERE), tone=Tone.BAD)
    told = _(NEWEST if here else NEWEST_THERE).format(time=show_moment(newest))
    return FailureNotice(_(NO_BACKUP), told, tone=Tone.BAD)


def doubts(records: Records, at: datetime) -> dict[str, FailureNotice | None]:
    """What a window says beside its work, by the name of each banner."""
    place = records.place
    with records.read() as session:
        found = {
            "clock": clock_doubt(session, at),
            "old_backup": backup_doubt(session, place, at=at),
        }
        if not isinstance(place, Path):
            found["faults"] = _fault(shared_check.told(session))
        else:
            found["room"] = room_doubt(place, backup.folder_of(place, settings.load(session)))
    return found


def faults(records: Records) -> FailureNotice | None:
    """Checks the live store as `dealer-desk check` does; reads only, others go on working."""
    return _fault(next(iter(_found(records)), ""))


def check_shared(records: Records, *, by: Actor, at: datetime) -> None:
    """The same for a shared store, by one PC a day; `doubts` tells what it found."""
    if records.act(shared_check.begin, by=by, at=at):
        records.act(shared_check.tell, next(iter(_found(records)), ""), by=by, at=at)


def _room(folder: Path) -> int | None:
    """Free bytes on the disk of a folder; None where there is no such folder."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _room_for(store: Path) -> int:
    """Bytes that must be free for the store to grow and to be copied."""
    try:
        return max(LEAST_ROOM, 3 * store.stat().st_size)
    except OSError:
        return LEAST_ROOM


def _newest_backup(session: Session, place: StorePlace, at: datetime) -> datetime | None:
    """When the newest one was made; the history tells it of a store that several PCs share."""
    if not isinstance(place, Path):
        made = queries.newest_backup(session)
        return at if made is not None and at < made <= at + NEAR else made
    folder = backup.folder_of(place, settings.load(session))
    newest = backup.newest(folder, store=audit_chain.store_mark(session.connection()), at=at)
    return newest.made_at if newest is not None else None


def _found(records: Records) -> list[str]:
    return [*checking.faults(records), *checking.cut_since(records)]


def _fault(told: str) -> FailureNotice | None:
    if not told:
        return None
    return FailureNotice(_(FAULTY).format(fault=told), _(ASK_HELP), tone=Tone.BAD)
