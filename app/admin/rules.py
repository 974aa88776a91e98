"""Decides when a backup is due, and which old ones are deleted."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from app.local_time import local_day

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
BEFORE_UPGRADE_FOR = timedelta(days=365)
EVERY = timedelta(hours=4)
WARN_AFTER = timedelta(hours=24)


class Reason(StrEnum):
    """Why a backup was made."""

    REGULAR = "regular"
    BY_HAND = "by_hand"
    BEFORE_UPGRADE = "before_upgrade"
    BEFORE_RESTORE = "before_restore"


class KeptBackup(NamedTuple):
    """A backup as the rule sees it."""

    name: str
    made_at: datetime
    reason: Reason = Reason.REGULAR
    verified: bool = True


def is_due(newest: datetime | None, now: datetime) -> bool:
    """True when the newest backup is four hours old, or there is none.

    One from after `now` was made by a wrong clock and counts as none.
    """
    return newest is None or newest > now or now - newest >= EVERY


def is_old(newest: datetime | None, now: datetime) -> bool:
    """True when no verified backup is younger than a day."""
    return newest is None or newest > now or now - newest > WARN_AFTER


def spent(backups: Iterable[KeptBackup], now: datetime) -> frozenset[str]:
    """Names of the backups that may be deleted.

    All of 2 days stay, then one of each of 12 days, 10 weeks and 9 months. A backup from before an
    upgrade stays a year, the newest verified one for ever. The days count back from the newest but
    one: a clock set ahead makes none of them old. What is from after `now` stays.
    """
    past = (backup for backup in backups if backup.made_at <= now)
    newest_first = sorted(past, key=lambda backup: (backup.made_at, backup.name), reverse=True)
    last_good = next((backup.name for backup in newest_first if backup.verified), "")
    end = newest_first[1].made_at if len(newest_first) > 1 else now
    others = (backup for backup in newest_first if backup.name != last_good)
    old = [backup for backup in others if not _is_protected(backup, end)]
    stays = _one_of_each(old)
    return frozenset(backup.name for backup in old if backup.name not in stays)


def _is_protected(backup: KeptBackup, end: datetime) -> bool:
    age = end - backup.made_at
    return age <= ALL_OF or (backup.reason is Reason.BEFORE_UPGRADE and age <= BEFORE_UPGRADE_FOR)


def _one_of_each(newest_first: list[KeptBackup]) -> frozenset[str]:
    stays: set[str] = set()
    rest = newest_first
    for span, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        taken, rest = _newest_of(rest, span, count)
        stays.update(taken)
    return frozenset(stays)


def _newest_of(
    newest_first: list[KeptBackup], span: Callable[[date], object], count: int
) -> tuple[list[str], list[KeptBackup]]:
    """The newest backups of the last `count` spans, and all that are older."""
    spans: dict[object, list[KeptBackup]] = {}
    for backup in newest_first:
        spans.setdefault(span(local_day(backup.made_at)), []).append(backup)
    groups = list(spans.values())
    return [group[0].name for group in groups[:count]], list(chain.from_iterable(groups[count:]))


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
