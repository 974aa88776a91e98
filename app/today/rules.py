"""Decides in which order things are done today."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from app.text import N_
from app.today_spec import TodayItem
from app.urgency import LATE, Urgency

SOON = timedelta(hours=1)
RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


class Group(StrEnum):
    """The parts of the list, the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


TITLES = {
    Group.OVERDUE: N_("Overdue"),
    Group.SOON: N_("Now and within the hour"),
    Group.LATER: N_("Later today"),
}


def group_of(item: TodayItem, at: datetime) -> Group:
    """Overdue where its desk says so, soon where an hour or less is left."""
    if item.urgency in LATE:
        return Group.OVERDUE
    return Group.SOON if item.at - at <= SOON else Group.LATER


def in_order(items: Iterable[TodayItem], at: datetime) -> list[TodayItem]:
    """The order of work: what is overdue and somebody waits for, then the rest by its time."""

    def place(item: TodayItem) -> tuple[int, bool, int, datetime]:
        group = group_of(item, at)
        if group is Group.OVERDUE:
            return 0, not item.waits, -RANKS[item.urgency], item.at
        return list(Group).index(group), False, 0, item.at

    return sorted(items, key=place)


def is_mine(item: TodayItem, staff_id: int) -> bool:
    """True for what nobody else looks after."""
    return item.owner_id in (None, staff_id)


def overdue(items: Sequence[TodayItem]) -> int:
    """How many are past their time."""
    return sum(item.urgency in LATE for item in items)
